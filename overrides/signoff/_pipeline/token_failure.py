"""What becomes of a token request that brought no token, however it was asked for."""

import httpx2

from signoff._pipeline.call import Call
from signoff._pipeline.failures import classify, describe, may_have_left
from signoff._pipeline.retry import Decision, Stop, decide
from signoff._pipeline.token_request import token_host_unreachable, token_refused
from signoff.errors import TokenError


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
