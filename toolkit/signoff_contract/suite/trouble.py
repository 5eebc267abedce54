"""What it means for a requirement that a check ended with an error: broken, or nothing to judge."""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
from attrs import frozen

from signoff.errors import (
    ApiError,
    CallError,
    DecodeError,
    OutcomeUnknown,
    RateLimited,
    ServiceUnavailable,
    SignoffError,
    TokenError,
)
from signoff_contract.traffic.answered import TURNED_AWAY, tell_who
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.oddities import odd_answer, oddity_of
from signoff_contract.traffic.wire import media_type_of

from .context import Inconclusive, LeftOut, Skip
from .model import State

if TYPE_CHECKING:
    from signoff_contract.description import Description

    from .target import Target

_UNKNOWN_HERE = frozenset({404, 405, 501})


@frozen
class Trouble:
    """How a check ended when it did not run through.

    `environment` says that the way to the partner is to blame, so that the next check may meet the same.
    `proposal` is the operation that only we propose, when the partner does not know it.
    """

    state: State
    reason: str
    environment: bool = False
    proposal: str | None = None


def explain(
    error: BaseException,
    exchanges: Sequence[Exchange],
    made: Sequence[Exchange],
    description: "Description",
    target: "Target",
    unanswered: Sequence[Exchange] = (),
    shown: Callable[[str], str] = str,
) -> Trouble | None:
    """What an error that ended a check means; None when it is an error of our own.

    `exchanges` are all of the run, `made` those of the check, `unanswered` those of them that the API did not answer.
    `shown` says how a place in a body may be shown.
    """
    text = f"{error}{_named(error, shown)}" or type(error).__name__
    if isinstance(error, LeftOut):
        return Trouble(State.OMIT, text)
    if isinstance(error, Skip):
        if unanswered:
            return Trouble(State.INCONCLUSIVE, f"{text}; {tell_who(unanswered[0])}")
        return Trouble(State.SKIP, text)
    if isinstance(error, KeyboardInterrupt):
        return Trouble(State.INCONCLUSIVE, "interrupted by the user")
    last = next((exchange for exchange in reversed(made) if exchange.kind == "api"), None)
    if isinstance(error, OutcomeUnknown) and last is not None and last.is_own and last.status not in TURNED_AWAY:
        # The API itself answered, with an error of its own or with something that cannot be read.
        return _answered(error, text, made, description, target)
    if isinstance(error, (Inconclusive, CallError, RateLimited, ServiceUnavailable, httpx2.TransportError)):
        return Trouble(State.INCONCLUSIVE, _said(error), environment=True)
    if isinstance(error, TokenError):
        return _token(error, text, exchanges, target)
    if isinstance(error, Malformed) and error.exchange is not None and not error.exchange.is_own:
        return Trouble(State.INCONCLUSIVE, tell_who(error.exchange), environment=True)
    if isinstance(error, AssertionError) and not made:
        return Trouble(State.FAIL, text)
    if isinstance(error, (ApiError, DecodeError, AssertionError, httpx2.DecodingError)):
        return _answered(error, text, made, description, target)
    if isinstance(error, (ArithmeticError, UnicodeError, RecursionError, ValueError)):
        return _odd(made or exchanges, shown)
    return None


def _named(error: BaseException, shown: Callable[[str], str]) -> str:
    """Which member makes a body unreadable, where it is one."""
    if not isinstance(error, Malformed) or error.exchange is None:
        return ""
    found = oddity_of(error.exchange.response_body)
    return f": {shown(found.pointer) or 'the whole body'} {found.what}" if found else ""


def _odd(exchanges: Sequence[Exchange], shown: Callable[[str], str]) -> Trouble | None:
    """The check met a value that no program can work with: that is the answer's fault, not an error of ours."""
    found = odd_answer(exchanges)
    if found is None:
        return None
    exchange, oddity = found
    return Trouble(State.FAIL, f"the answer to {exchange}: {shown(oddity.pointer) or 'the whole body'} {oddity.what}")


def _said(error: BaseException) -> str:
    if isinstance(error, (SignoffError, Inconclusive)):
        return str(error)
    return f"no answer from the partner ({type(error).__name__}); check address and network, then run again"


def _token(error: TokenError, text: str, exchanges: Sequence[Exchange], target: "Target") -> Trouble:
    status = error.status
    down = error.unreachable or status is None or status == 429 or status >= 500
    own = (exchange for exchange in reversed(exchanges) if exchange.kind == "token" and not exchange.labels)
    asked = next(own, None)
    if down or (asked is not None and not asked.is_own):
        return Trouble(State.INCONCLUSIVE, text, environment=True)
    if target.name == "mock" or (status is not None and status < 400):
        return Trouble(State.FAIL, text)
    if asked is not None and may_refuse_encoding(asked):
        kind = media_type_of(asked.request_headers) or "no content type"
        return Trouble(
            State.INCONCLUSIVE,
            f"{text} That speaks of the request, sent as {kind}, not of the credentials: ask for the form it takes.",
            environment=True,
        )
    return Trouble(
        State.INCONCLUSIVE,
        f"{text} The credentials were not accepted, so nothing could be judged: check them against {target.environment.name}.",
        environment=True,
    )


def may_refuse_encoding(exchange: Exchange) -> bool:
    """Whether a token endpoint refused how it was asked, not who asked: another media type, or a malformed request.

    RFC 6749, 5.2, has `invalid_request` for that; what names the client or the grant understood the request.
    """
    if exchange.status in {406, 415}:
        return True
    if exchange.status not in {400, 422}:
        return False
    try:
        body = exchange.json()
    except Malformed:
        return True
    named = body.get("error") if isinstance(body, dict) else None
    return named is None or named == "invalid_request"


def _answered(
    error: BaseException,
    text: str,
    made: Sequence[Exchange],
    description: "Description",
    target: "Target",
) -> Trouble:
    last = next((exchange for exchange in reversed(made) if exchange.kind == "api"), None)
    strange = next((exchange for exchange in reversed(made) if not exchange.is_own), None)
    if strange is not None and (strange is last or not strange.reads):
        return Trouble(State.INCONCLUSIVE, tell_who(strange), environment=True)
    if isinstance(error, ApiError) and error.status in _UNKNOWN_HERE and last is not None and target.name != "mock":
        operation = description.operation(last.operation_id) if last.operation_id else None
        provenance = operation.provenance if operation is not None else None
        if operation is not None and provenance is not None and provenance.confidence == "proposed":
            return Trouble(
                State.REVIEW,
                f"{text} The description only proposes this operation, so the partner may do it another way.",
                proposal=operation.id,
            )
    return Trouble(State.FAIL, text)


def speaks(exchange: Exchange) -> bool:
    """Whether this is an answer that an API gives: its own, with a trace id or with something in it."""
    return exchange.kind == "api" and exchange.is_own and bool(exchange.trace_id or exchange.response_body)


def place_of(error: BaseException) -> str:
    """Where an error of ours came from, without a path of this machine."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
