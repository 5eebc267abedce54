"""The last requests of a mock: when, what was asked, what it was answered with and why."""

from collections import deque
from datetime import datetime
from itertools import count

from attrs import define, evolve, field, frozen

from .delivery import Delivery
from .http import Answer, Request

KEPT = 500
"""How many requests are remembered unless more are asked for."""
_LARGEST_BODY = 16 * 1024
_TRACE_HEADERS = ("x-b2b-trace-id", "x-request-id")


@frozen(repr=False)
class Entry:
    """One request and what became of it. For memory only: it holds what was sent. Long bodies are left out."""

    number: int
    at: datetime
    request: Request
    delivery: Delivery


@define(eq=False)
class Journal:
    """The last `kept` requests, oldest first."""

    kept: int = KEPT
    last: int = field(default=0, init=False)
    """The number of the last request, remembered or not."""
    _entries: deque[Entry] = field(init=False)
    _numbers: "count[int]" = field(factory=lambda: count(1), init=False)

    def __attrs_post_init__(self) -> None:
        self._entries = deque(maxlen=self.kept)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is remembered, oldest first."""
        return tuple(self._entries)

    def note(self, at: datetime, request: Request, delivery: Delivery) -> Entry:
        """Remember a request."""
        if len(request.body) > _LARGEST_BODY:
            request = evolve(request, body=b"")
        answer = delivery.answer
        if answer is not None and len(answer.body) > _LARGEST_BODY:
            delivery = evolve(delivery, answer=evolve(answer, body=b""))
        number = self.last = next(self._numbers)
        entry = Entry(number, at, request, delivery)
        self._entries.append(entry)
        return entry

    def number_by(self, numbers: "count[int]") -> None:
        """Take numbers from a counter from now on that other journals take theirs from as well."""
        self._numbers = numbers

    def clear(self) -> None:
        """Forget all requests; numbers go on."""
        self._entries.clear()


def trace_of(answer: Answer | None) -> str:
    """The identifier that an answer carries."""
    if answer is None:
        return ""
    for name, value in answer.headers:
        if name.lower() in _TRACE_HEADERS:
            return value
    return ""
