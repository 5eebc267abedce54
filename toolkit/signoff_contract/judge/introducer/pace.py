"""How many requests are sent, and how fast?"""

from bisect import bisect_left, bisect_right, insort
from datetime import datetime, timedelta

from signoff_contract.description import Description
from signoff_contract.judge.problem import Judge, Problem
from signoff_contract.traffic.exchange import Exchange

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


def allowance_kept(_: Description, *, limit: str, remaining: str, reset: str) -> Judge[Exchange]:
    """After an answer that says that nothing is left, nothing is sent before its period ends.

    The arguments name the headers that say how many requests a period has, how many are left, and in how many seconds it
    ends. What was already on its way knew nothing of that answer. Keeps the last answer's word.
    """
    told: list[tuple[datetime, datetime]] = []

    def look(exchange: Exchange) -> tuple[Problem, ...]:
        if any(known <= exchange.started < until for known, until in told):
            return (Problem(exchange, f"is sent although {remaining} was 0 and {reset} not over"),)
        return ()

    def learn(exchange: Exchange) -> None:
        headers = exchange.response_headers
        left, seconds = headers.get(remaining) or "", headers.get(reset) or ""
        told.clear()
        if left == "0" and headers.get(limit) != "0" and seconds.isdigit():
            known = exchange.started + timedelta(seconds=exchange.seconds)
            # Seconds are told rounded, so one of them may be over already.
            told.append((known, exchange.started + timedelta(seconds=max(0, int(seconds[:9]) - 1))))

    return Judge(look, learn)
