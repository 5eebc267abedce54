"""Whom a fault hits, and how often."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
from attrs import frozen

from signoff_contract.description.source import follow
from signoff_contract.mock.http import Request
from signoff_contract.mock.oauth import FORM
from signoff_contract.mock.responder import TOKEN, CallInfo

MOST: Final = 1_000_000
"""The largest number that `times` and `every` take."""


@frozen
class Target:
    """Whom a fault hits: the calls that fit everything that is said.

    * `operation`: the id of an operation, or `token` for token requests.
    * `object`: an id in the path, such as that of a proposal, as text.
    * `client`: the id of the client that calls.
    * `value`: a value that the request's body has somewhere, or at the JSON pointer `pointer`; a text fits what is written
      so in JSON, `7` the number as well.
    """

    operation: str | None = None
    object: str | None = None
    client: str | None = None
    value: Any = None
    pointer: str | None = None

    def __attrs_post_init__(self) -> None:
        for name in ("operation", "object", "client", "pointer"):
            given = getattr(self, name)
            if given is not None and (not isinstance(given, str) or not (given or name == "pointer")):
                raise ValueError(f"{name} is a text that is not empty, not {given!r}")
        if isinstance(self.value, dict | list):
            raise ValueError("value is one text, number or truth value of the body, no object and no list")  # noqa: TRY004
        if self.pointer is not None and self.value is None:
            raise ValueError("pointer says where in the body value has to stand; give value as well")
        if self.pointer and not self.pointer.startswith("/"):
            raise ValueError(f"a JSON pointer begins with a slash, such as /customer/name; not {self.pointer!r}")

    def fits(self, request: Request, call: CallInfo) -> bool:
        """Whether a request is meant."""
        if self.operation is not None and not (
            call.for_token if self.operation == TOKEN else self.operation == call.operation
        ):
            return False
        if self.object is not None and self.object not in call.path.values():
            return False
        if self.client is not None and self.client != call.client_id:
            return False
        return self.value is None or self._stands_in(_decoded(request))

    def _stands_in(self, body: Any) -> bool:
        if self.pointer is None:
            return any(_same(each, self.value) for each in _values(body))
        try:
            return _same(follow(body, self.pointer), self.value)
        except (KeyError, IndexError, ValueError, TypeError):
            return False

    def to_json(self) -> dict[str, Any]:
        """What is said, by name."""
        names = ("operation", "object", "client", "value", "pointer")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@frozen
class Rhythm:
    """How often a fault takes one of the calls that it could hit.

    * `times`: so many calls at most; None for any number.
    * `every`: of so many calls the last, 3 for the third, the sixth and so on.
    * `probability`: each with this probability, drawn from the seed.
    """

    times: int | None = 1
    every: int | None = None
    probability: float | None = None

    def __attrs_post_init__(self) -> None:
        given: dict[str, Any] = {"times": self.times, "every": self.every}
        for name, value in given.items():
            if value is not None and not (type(value) is int and 1 <= value <= MOST):
                raise ValueError(f"{name} is a whole number from 1 to {MOST}, not {value!r}")
        chance: Any = self.probability
        if chance is not None and not (type(chance) in {int, float} and 0 < chance <= 1):
            raise ValueError(f"probability is a number above 0, at most 1, not {chance!r}")
        if self.every is not None and chance is not None:
            raise ValueError("a fault goes by every or by probability, not by both")


def _decoded(request: Request) -> Any:
    """A body's values: of JSON, or of a form; None for anything else."""
    media_type = (request.header("content-type") or "").partition(";")[0].strip().lower()
    if media_type == FORM:
        return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        return orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return None


def _values(body: Any) -> Iterator[Any]:
    if isinstance(body, dict | list):
        for inner in body.values() if isinstance(body, dict) else body:
            yield from _values(inner)
    else:
        yield body


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, dict | list):
        return False
    if isinstance(wanted, str) and not isinstance(found, str):
        return orjson.dumps(found).decode() == wanted
    # True and 1 are two values in JSON, 1 and 1.0 are one.
    return bool(found == wanted) and isinstance(found, bool) == isinstance(wanted, bool)
