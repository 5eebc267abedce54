"""How many requests are sent, and how fast?"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from signoff_contract.description import Description
from signoff_contract.judge.grants import digest_of
from signoff_contract.judge.problem import Judge, Problem, Recent
from signoff_contract.traffic.exchange import Exchange, Sender
from signoff_contract.traffic.subject import bearer

_SENDERS = 10_000

_WINDOWS = 5
"""Exchanges come in the order in which they ended: one that took longer than so many windows is counted by itself."""


def pace_kept(_: Description, *, limit: int, seconds: float = 60.0, tokens: bool = True) -> Judge[Exchange]:
    """In no window of `seconds` more than `limit` requests were sent; `tokens` says that token calls count.

    Keeps the starts of the last five windows. The partner counts what comes from one address, so whoever sent it counts.
    """
    starts: list[datetime] = []
    window = timedelta(seconds=seconds)

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if exchange.kind != "api" and not tokens:
            return None
        insort(starts, exchange.started)
        del starts[: bisect_left(starts, starts[-1] - _WINDOWS * window)]
        count = _fullest(starts, exchange.started, window)
        if count <= limit:
            return ()
        return (Problem(exchange, f"is request {count} within {seconds:g} s, {limit} are allowed"),)

    return Judge(look)


def _fullest(starts: list[datetime], at: datetime, window: timedelta) -> int:
    """How many requests the fullest window has of those that the one at a time is in. A window holds no request of its
    own length before its last one."""
    first = bisect_right(starts, at)
    ends = {first, *range(first + 1, bisect_left(starts, at + window) + 1)}
    return max((end - bisect_right(starts, starts[end - 1] - window) for end in ends if end), default=1)


def budget_kept(_: Description, *, budget: int) -> Judge[Exchange]:
    """All in all no more than `budget` requests are sent, token calls included. Keeps their number."""

    def look(exchange: Exchange) -> tuple[Problem, ...]:
        return (Problem(exchange, f"is beyond the budget of {budget} requests"),) if judge.count >= budget else ()

    judge = Judge(look)
    return judge


def allowance_kept(_: Description, *, limit: str, remaining: str, reset: str, alone: bool = False) -> Judge[Exchange]:
    """After an answer that says that nothing is left, its receiver sends nothing before its period ends.

    The arguments name the headers that say how many requests a period has, how many are left, and in how many seconds it
    ends. What was already on its way knew nothing of that answer, and neither does another process; `alone` says that all
    is sent by one. Keeps the last answer's word to each of the newest 10,000 senders.
    """

    def period(exchange: Exchange) -> int | None:
        headers = exchange.response_headers
        if headers.get(remaining) != "0" or headers.get(limit) == "0":
            return None
        return _seconds(headers.get(reset))

    return _pausing(period, f"is sent although {remaining} was 0 and {reset} not over", alone=alone)


def refusal_waited_out(_: Description, *, reset: str, alone: bool = False) -> Judge[Exchange]:
    """After a 429 its receiver sends nothing for as many seconds as the header `reset` says.

    Said nothing of is a 429 without that header, and what was already on its way. Keeps what `allowance_kept` keeps.
    """

    def period(exchange: Exchange) -> int | None:
        return _seconds(exchange.response_headers.get(reset)) if exchange.status == 429 else None

    return _pausing(period, f"is sent after a 429 although {reset} is not over", alone=alone)


def _seconds(value: str | None) -> int | None:
    """A number of seconds in a header. They are told rounded, so one of them may be over already."""
    return max(0, int(value[:9]) - 1) if value and value.isdecimal() else None


def _pausing(period: Callable[[Exchange], int | None], message: str, *, alone: bool) -> Judge[Exchange]:
    told: Recent[Hashable, tuple[datetime, datetime]] = Recent(_SENDERS)

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        sender = _receiver(exchange, alone=alone)
        if sender is None:
            return None
        known, until = told.get(sender) or (exchange.started, exchange.started)
        return (Problem(exchange, message),) if known <= exchange.started < until else ()

    def learn(exchange: Exchange) -> None:
        sender = _receiver(exchange, alone=alone)
        if sender is None:
            return
        if (seconds := period(exchange)) is None:
            told.drop(sender)
            return
        known = exchange.started + timedelta(seconds=exchange.seconds)
        told.put(sender, (known, exchange.started + timedelta(seconds=seconds)))

    return Judge(look, learn)


def _receiver(exchange: Exchange, *, alone: bool) -> Hashable | None:
    """Who gets an answer: the process, else the connection, else whoever has the token. None where that is not known."""
    if alone:
        return Sender()
    if exchange.sender.process is not None:
        return Sender(process=exchange.sender.process)
    if exchange.sender.connection is not None:
        return exchange.sender
    token = bearer(exchange)
    return digest_of(token) if token else None
