"""Sending a token request, by whatever grant, and what becomes of one that brought no token."""

from typing import Any

import httpx2

from signoff._pipeline.call import Call, Flow, send
from signoff._pipeline.commands import OutOfTime
from signoff._pipeline.failures import classify, describe, may_have_left
from signoff._pipeline.outcome import rule
from signoff._pipeline.retry import Decision, Stop, decide
from signoff._pipeline.token_request import token_host_unreachable, token_refused
from signoff.errors import TokenError


def ask(
    call: Call, request: httpx2.Request, attempt: int, label: str, **how: Any
) -> Flow[tuple[httpx2.Response | None, httpx2.RequestError | OutOfTime | None]]:
    """Send once: the answer, or why there is none. ``how`` is for :func:`~signoff._pipeline.call.send`."""
    try:
        return (yield from send(call, request, attempt, label, **how)), None
    except (httpx2.RequestError, OutOfTime) as problem:
        return None, problem


def may_have_spent(call: Call, response: httpx2.Response | None, problem: Exception | None) -> bool:
    """Whether what works once, a code or a refresh token, may be used up by a request that brought no token."""
    if response is None:
        return may_have_left(problem)
    return not rule(response.status_code).unchanged and not call.chain.error_shape.was_refused(response)


def decide_token(
    call: Call, attempt: int, retries: int, response: httpx2.Response | None, problem: Exception | None
) -> Decision:
    """Whether to ask again. Whoever calls knows that nothing was changed or spent, so it is repeated like a read."""
    return decide(
        method="GET",
        attempt=attempt,
        retries=retries,
        draw=call.chain.draw,
        status=None if response is None else response.status_code,
        failure=None if problem is None else classify(problem),
        retry_after=None if response is None else call.retry_after(response),
        renewed=True,
    )


def token_error(
    call: Call, response: httpx2.Response | None, problem: Exception | None, secrets: tuple[str, ...] = ()
) -> TokenError:
    """The error to raise. ``secrets`` are what the request carried beyond the client's own."""
    chain = call.chain
    if response is None:
        return token_host_unreachable(chain.endpoint, describe(problem), left=may_have_left(problem))
    return token_refused(
        response,
        endpoint=chain.endpoint,
        credentials=chain.credentials,
        trace_header=chain.trace_header,
        retry_after=call.retry_after(response),
        scrubber=chain.scrubber,
        secrets=secrets,
    )


def with_reason(error: TokenError, decision: Decision) -> TokenError:
    """The error with the reason why it is not tried again, where there is one."""
    if isinstance(decision, Stop) and decision.why:
        error.add_note(decision.why)
    return error
