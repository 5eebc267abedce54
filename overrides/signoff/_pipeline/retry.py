"""Whether to try again: one pure function whose docstring is the policy."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import TypeAlias

from attrs import frozen

from signoff._pipeline.outcome import After, is_read, rule

LONGEST_WAIT = 120.0
"""Seconds that a partner may ask us to wait. Beyond it the caller gets the error, with the wait in it."""

_FIRST_BACKOFF, _LONGEST_BACKOFF = 0.5, 8.0
_UNPACED = "not repeated: this partner documents no pace, so a repetition of a change is left to you"
# A published limit per minute frees a slot every second or so at best; hurrying only prolongs the block.
_FIRST_THROTTLE, _LONGEST_THROTTLE = 5.0, 30.0


class Failure(Enum):
    """What is known about an attempt that brought no answer."""

    NEVER_SENT = "never sent"
    UNSENDABLE = "cannot be sent"
    MAYBE_SENT = "may have been sent"
    BROKEN = "may have been sent, and would fail again"


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
    paced: bool = False,
) -> Decision:
    """Decide what follows an attempt.

    An answer is ruled by its status, see :func:`signoff._pipeline.outcome.rule`. What is not in that table:

    ======================================================  ==============  ========================
    Outcome of the attempt                                  reads           changes
    ======================================================  ==============  ========================
    never sent: connect, name, TLS, free connection         retry           retry
    cannot be sent: malformed request                       raise           raise
    broken off, no answer in time                           retry           raise OutcomeUnknown
    the transport failed by itself                          raise           raise OutcomeUnknown
    asked to wait for more than 120 s                       raise           raise
    turned away unread, by its own words (``refused``)      retry           retry
    401 again                                               raise           raise
    429 where it is not the documented pace                 wait, retry     raise
    ======================================================  ==============  ========================

    A change is never repeated once it may have been made, with or without ``If-Match``, with or without
    ``Retry-After``: a repetition could make it twice, or turn the caller's own success into a conflict (RFC 9110,
    9.2.2; decision 0018).

    ``attempt`` counts from 1 (renewing a token is not counted), ``retries`` is how many more may follow the first.
    ``retry_after`` is in seconds and already validated. ``refused`` says that the partner's error object itself tells
    that the request was turned away unread, ``paced`` that the partner documents 429 as its pace. ``draw`` gives a
    number in [0, 1) for the random part of the wait: anywhere between nothing and a ceiling that doubles each time, so
    that clients do not return in step.
    """
    reads = is_read(method)
    if failure is Failure.UNSENDABLE:
        return Stop()
    if failure is Failure.NEVER_SENT:
        return _again(attempt, retries, _backoff(attempt, draw))
    if failure is Failure.BROKEN and reads:
        return Stop()
    if failure is not None or status is None:
        return _again(attempt, retries, _backoff(attempt, draw)) if reads else StopUnknown()
    ruling = rule(status)
    match ruling.reads if reads or refused else ruling.changes:
        case After.RETURN:
            return Deliver()
        case After.RENEW:
            return Stop() if renewed else RenewToken()
        case After.RETRY:
            return _again(attempt, retries, _backoff(attempt, draw))
        case After.PACE if reads or refused or paced:
            return _pace(status, attempt, retries, draw, retry_after)
        case After.PACE:
            return Stop(_UNPACED)
        case After.UNKNOWN:
            return StopUnknown()
        case After.RAISE:
            return Stop()


def _pace(status: int, attempt: int, retries: int, draw: Callable[[], float], retry_after: float | None) -> Decision:
    if retry_after is None:
        return _again(attempt, retries, (_throttle if status == 429 else _backoff)(attempt, draw))
    if retry_after > LONGEST_WAIT:
        return Stop(f"not repeated: the partner asks to wait {retry_after:g} s, more than {LONGEST_WAIT:g} s")
    return _again(attempt, retries, retry_after or _backoff(attempt, draw))


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
