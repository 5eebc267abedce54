"""Whether to try again: one pure function whose docstring is the policy."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import TypeAlias

from attrs import frozen

READS = frozenset({"GET", "HEAD", "OPTIONS"})

LONGEST_WAIT = 120.0
"""Seconds that a partner may ask us to wait. Beyond it the caller gets the error, with the wait in it."""

_FIRST_BACKOFF, _LONGEST_BACKOFF = 0.5, 8.0
# A published limit per minute frees a slot every second or so at best; hurrying only prolongs the block.
_FIRST_THROTTLE, _LONGEST_THROTTLE = 5.0, 30.0


class Failure(Enum):
    """What is known about an attempt that brought no answer."""

    NEVER_SENT = "never sent"
    UNSENDABLE = "cannot be sent"
    MAYBE_SENT = "may have been sent"


@frozen
class Deliver:
    """The answer is a success."""


@frozen
class Stop:
    """The answer or failure is final."""

    why: str = ""


@frozen
class StopUnknown:
    """Final, and whether the change was made cannot be told."""


@frozen
class RenewToken:
    """Fetch another token and send again at once."""


@frozen
class Retry:
    """Wait that many seconds and send again."""

    wait: float


Decision: TypeAlias = Deliver | Stop | StopUnknown | RenewToken | Retry


def decide(
    *,
    method: str,
    attempt: int,
    retries: int,
    draw: Callable[[], float],
    status: int | None = None,
    failure: Failure | None = None,
    retry_after: float | None = None,
    renewed: bool = False,
    refused: bool = False,
) -> Decision:
    """Decide what follows an attempt.

    ======================================================  ==============  ========================
    Outcome of the attempt                                  reads           changes
    ======================================================  ==============  ========================
    2xx                                                     deliver         deliver
    never sent: connect, name, TLS, free connection         retry           retry
    cannot be sent: malformed request                       stop            stop
    429; 503 with Retry-After                               wait, retry     wait, retry
    ... asking for more than 120 s                          stop            stop
    503 that surely did nothing (``refused``)               retry           retry
    408, 502, 504, other 503, broken off                    retry           stop: outcome unknown
    401, first in this call                                 renew token     renew token
    401 again; 409, 412, 428, other 4xx; 500, other 5xx     stop            stop
    3xx and anything else                                   stop            stop
    ======================================================  ==============  ========================

    A change is never repeated once it may have arrived, with or without ``If-Match``: a repetition could make it
    twice, or turn the caller's own success into a conflict. Reads are GET, HEAD and OPTIONS.

    ``attempt`` counts from 1 (renewing a token is not counted), ``retries`` is how many more may follow the first.
    ``retry_after`` is in seconds and already validated. ``refused`` says that the partner's error object itself tells
    that the request was turned away unread. ``draw`` gives a number in [0, 1) for the random part of the
    wait: anywhere between nothing and a ceiling that doubles each time, so that clients do not return in step.
    """
    reads = method.upper() in READS
    if failure is Failure.UNSENDABLE:
        return Stop()
    if failure is Failure.NEVER_SENT:
        return _again(attempt, retries, _backoff(attempt, draw))
    if failure is Failure.MAYBE_SENT or status is None:
        return _again(attempt, retries, _backoff(attempt, draw)) if reads else StopUnknown()
    if 200 <= status < 300:
        return Deliver()
    if status == 401:
        return Stop() if renewed else RenewToken()
    if status == 429 or (status == 503 and retry_after is not None):
        if retry_after is None:
            return _again(attempt, retries, _throttle(attempt, draw))
        if retry_after > LONGEST_WAIT:
            return Stop(f"not repeated: the partner asks to wait {retry_after:g} s, more than {LONGEST_WAIT:g} s")
        return _again(attempt, retries, retry_after or _backoff(attempt, draw))
    if status in {408, 502, 503, 504}:
        return _again(attempt, retries, _backoff(attempt, draw)) if reads or refused else StopUnknown()
    return Stop()


def _again(attempt: int, retries: int, wait: float) -> Decision:
    if attempt > retries:
        return Stop(f"gave up after {attempt} attempts" if attempt > 1 else "")
    return Retry(wait)


def _backoff(attempt: int, draw: Callable[[], float]) -> float:
    return draw() * min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2.0 ** (attempt - 1))


def _throttle(attempt: int, draw: Callable[[], float]) -> float:
    ceiling = min(_LONGEST_THROTTLE, _FIRST_THROTTLE * 2.0 ** (attempt - 1))
    return ceiling / 2 + draw() * ceiling / 2


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait from a ``Retry-After`` field: a number of seconds or an HTTP date; anything else is ignored.

    A date that has passed means at once, 0.
    """
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]+", text):
        # More digits than any sensible wait has: no need for a number that large.
        return float(text) if len(text) <= 9 else float("inf")
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
