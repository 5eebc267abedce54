"""How the outcome of a change is told, in errors and in notes."""

from signoff._pipeline.outcome import Outcome
from signoff.errors import ApiError, DecodeError, OutcomeUnknown

_LOOK = "read the resource and compare before sending it again"
_TOLD = {
    None: "broken off; it was a read, so nothing has changed",
    Outcome.NEVER_SENT: "broken off; outcome: never sent, so nothing has changed",
    Outcome.NOT_MADE: "broken off; outcome: not made, what was sent was turned away",
    Outcome.UNKNOWN: f"broken off; outcome: unknown, the change may have been made: {_LOOK}",
    Outcome.MADE: "broken off; outcome: made, the answer said so",
}


def tell(outcome: Outcome | None) -> str:
    """The note for a call that was broken off from outside; None for a read."""
    return _TOLD[outcome]


def unclear(
    summary: str, answer: ApiError | DecodeError | None, reason: str, status: int | None = None
) -> OutcomeUnknown:
    """The error for a change that may have been made. ``answer`` is what came instead of a clear answer."""
    trace_id = None if answer is None else answer.trace_id
    trace = f" [trace id {trace_id}]" if trace_id else ""
    return OutcomeUnknown(
        f"{summary}: the change may have been made, but no clear answer came: {reason}{trace}. It was not sent again, "
        "because that could make it twice. Read the resource, compare, then decide.",
        request_summary=summary,
        reason=reason,
        trace_id=trace_id,
        status=answer.response.status if answer is not None else status,
        retry_after=getattr(answer, "retry_after", None),
    )
