"""Getting a token for a call: from the cache, from whoever is fetching one, or from the token endpoint."""

import copy

from signoff._pipeline.call import Call, Chain, Flow, Grant, await_permit, pause
from signoff._pipeline.commands import OutOfTime, WaitFor
from signoff._pipeline.retry import Deliver, Retry
from signoff._pipeline.token_failure import ask, decide_token, token_error, with_reason
from signoff._pipeline.token_request import build_token_request, read_token
from signoff._pipeline.tokens import Lead, Refresh, Serve, Token, Wait
from signoff.errors import DeadlineExceeded, TokenError


class OwnAccountGrant:
    """The credentials alone entitle to a token (OAuth 2.0 client credentials)."""

    def fetch(self, call: Call, retries: int) -> Flow[Token]:
        """Ask the token endpoint. Asking changes nothing, so it is repeated like a read."""
        return _fetch(call, retries)

    def refused(self, token: str) -> None:
        """Nothing to remember: the next token is another one."""


_OWN_ACCOUNT = OwnAccountGrant()


def refuse_token(chain: Chain, token: str) -> None:
    """Take a token out of use that the partner refused."""
    _grant(chain).refused(token)
    chain.tokens.invalidate(token)


def _grant(chain: Chain) -> Grant:
    return chain.grant or _OWN_ACCOUNT


def obtain_token(call: Call) -> Flow[Token]:
    """A token that may be used now.

    :raises TokenError: none can be had.
    :raises DeadlineExceeded: not within the call's time.
    """
    while True:
        match call.chain.tokens.turn():
            case Serve(token):
                return token
            case Lead(refresh):
                return (yield from _lead(call, refresh))
            case Wait(refresh):
                left = call.remaining()
                if left <= 0 or not (yield WaitFor(refresh, left)):
                    raise call.out_of_time("waiting for an access token")
                if refresh.token is not None:
                    return refresh.token
                if refresh.error is not None:
                    # Each caller raises its own copy: a shared one would collect everybody's tracebacks.
                    raise copy.copy(refresh.error)


def _lead(call: Call, refresh: Refresh) -> Flow[Token]:
    tokens = call.chain.tokens
    try:
        # While the old token still serves there is no reason to hold the caller up with repetitions.
        token = yield from _grant(call.chain).fetch(call, 0 if refresh.fallback else call.chain.retries)
    except (TokenError, DeadlineExceeded) as error:
        # Another caller may have more time, so the end of one's own is nobody else's error. While the old token serves,
        # though, they need not all wait as long.
        if isinstance(error, DeadlineExceeded) and refresh.fallback is None:
            raise
        kept = tokens.fail(refresh, error)
        if kept is None or isinstance(error, DeadlineExceeded):
            raise
        return kept
    else:
        tokens.store(refresh, token)
        return token
    finally:
        tokens.abandon(refresh)


def _fetch(call: Call, retries: int) -> Flow[Token]:
    chain, attempt = call.chain, 0
    while True:
        attempt += 1
        yield from await_permit(call)
        asked_at = chain.clock.monotonic()
        request = build_token_request(chain.endpoint, chain.credentials, chain.user_agent)
        response, problem = yield from ask(call, request, attempt, "token request ")
        if isinstance(problem, OutOfTime):
            raise call.out_of_time(f"asking for an access token ({problem.doing})") from None
        decision = decide_token(call, attempt, retries, response, problem)
        if response is not None and isinstance(decision, Deliver):
            return read_token(response, asked_at=asked_at, endpoint=chain.endpoint, scrubber=chain.scrubber)
        error = with_reason(token_error(call, response, problem), decision)
        if not isinstance(decision, Retry):
            # The low-level failure may hold the request, and the request holds the secret: it is not chained.
            raise error from None
        yield from pause(call, decision.wait, "token request failed", lambda error=error: error)  # type: ignore[misc]
