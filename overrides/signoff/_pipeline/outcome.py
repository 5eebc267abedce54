"""What a status means for the call that it answers: one table, and everybody reads it here.

The retry policy asks whether the call is repeated, the unit of work whether anything can have changed, the errors
which class it is. ``docs/client.md`` shows the table, and a test holds it cell by cell against this one.

The rule behind it (decision 0018): a change is repeated only where it surely was not made. A 4xx says that the request
was turned away, save for 408 and 499, which a proxy or a server says of requests that it may have passed on. A 5xx says
nothing about it, save for 501 and 505, which refuse the request by its form. A status outside of HTTP's own hundreds
is treated as a 5xx (RFC 9110, 15), and an interim status as the final one is no answer.
"""

from enum import Enum

from attrs import frozen

from signoff.errors import (
    ApiError,
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    PreconditionRequired,
    RateLimited,
    ServerError,
    ServiceUnavailable,
    Unauthorized,
    UnexpectedResponse,
    UnprocessableContent,
    VersionConflict,
)

READS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing at the partner (RFC 9110, 9.2.1)."""


class Outcome(Enum):
    """What is known of a change when its call ends."""

    NEVER_SENT = "never sent"
    NOT_MADE = "not made"
    UNKNOWN = "unknown"
    MADE = "made"


class After(Enum):
    """What follows an answer, in the words of ``docs/client.md``."""

    RETURN = "return"
    RENEW = "new token, at once"
    PACE = "wait, retry"
    RETRY = "retry"
    RAISE = "raise"
    UNKNOWN = "raise `OutcomeUnknown`"


@frozen
class Ruling:
    """What a status means. ``unchanged``: a change that is answered so surely was not made."""

    reads: After
    changes: After
    unchanged: bool
    error: type[ApiError]


def _refused(error: type[ApiError]) -> Ruling:
    return Ruling(After.RAISE, After.RAISE, unchanged=True, error=error)


def _unknown(reads: After, error: type[ApiError]) -> Ruling:
    return Ruling(reads, After.UNKNOWN, unchanged=False, error=error)


# The single statuses first, then the hundreds that they are exceptions of.
_SINGLE: dict[int, Ruling] = {
    400: _refused(BadRequest),
    401: Ruling(After.RENEW, After.RENEW, unchanged=True, error=Unauthorized),
    403: _refused(Forbidden),
    404: _refused(NotFound),
    408: _unknown(After.RETRY, UnexpectedResponse),
    409: _refused(Conflict),
    412: _refused(VersionConflict),
    422: _refused(UnprocessableContent),
    428: _refused(PreconditionRequired),
    # For changes only where the partner documents it as its pace; the answer itself says that it was not made.
    429: Ruling(After.PACE, After.PACE, unchanged=True, error=RateLimited),
    499: _unknown(After.RAISE, UnexpectedResponse),
    501: _refused(ServerError),
    502: _unknown(After.RETRY, ServerError),
    503: _unknown(After.PACE, ServiceUnavailable),
    504: _unknown(After.RETRY, ServerError),
    505: _refused(ServerError),
}
_HUNDREDS: tuple[tuple[range, Ruling], ...] = (
    (range(200, 300), Ruling(After.RETURN, After.RETURN, unchanged=False, error=UnexpectedResponse)),
    (range(300, 400), Ruling(After.RAISE, After.RAISE, unchanged=False, error=UnexpectedResponse)),
    (range(400, 500), _refused(UnexpectedResponse)),
    (range(500, 512), _unknown(After.RAISE, ServerError)),
)
_NO_ANSWER = _unknown(After.RAISE, UnexpectedResponse)


def rule(status: int) -> Ruling:
    """What a status means."""
    single = _SINGLE.get(status)
    if single is not None:
        return single
    return next((ruling for statuses, ruling in _HUNDREDS if status in statuses), _NO_ANSWER)


def is_read(method: str) -> bool:
    """Whether a method only reads."""
    return method.upper() in READS
