"""The end of asking a user for consent: the code of the redirect for the first tokens."""

import sys

import httpx2

from signoff._pipeline.border import seal
from signoff._pipeline.call import Call, Chain, Flow, await_permit, begin_token_call, pause
from signoff._pipeline.commands import Work
from signoff._pipeline.failures import describe, may_have_left
from signoff._pipeline.retry import Retry
from signoff._pipeline.token_failure import ask, decide_token, may_have_spent, token_error
from signoff._pipeline.token_request import read_issued, token_request
from signoff._pipeline.user_grant import take
from signoff.consent_errors import ConsentFailed
from signoff.errors import SignoffError, TokenError
from signoff.token_store import StoredGrant, TokenStore


def exchange_code(chain: Chain, store: TokenStore, code: str, redirect_uri: str) -> Flow[None]:
    """Send the code, store what comes back, and use it from the next call on.

    A code works once, so it is sent again only when it certainly was not used: it never left, or was turned away.

    :raises ConsentFailed: no tokens came back, or what came back is no use without a refresh token.
    :raises TokenError: the token endpoint cannot serve or refuses the client.
    :raises TokenStoreError: the tokens could not be stored. They are lost with that: ask again.
    """
    outside = sys.exc_info()[1]
    chain.scrubber.add_token(code)
    call = begin_token_call(chain)
    leaving: BaseException | None = None
    try:
        yield from _exchange(call, store, code, redirect_uri)
    except BaseException as caught:  # noqa: BLE001 - raised below, outside of its own handling
        leaving = _leaving(call, caught)
    if leaving is not None:
        call.log.failed(leaving, 1, call.elapsed())
        seal(leaving, chain.scrubber, outside)
        try:
            raise leaving
        finally:
            # The frame would hold the error that holds the frame.
            del leaving


def _leaving(call: Call, caught: BaseException) -> BaseException:
    if isinstance(caught, SignoffError):
        return caught
    used = "may have been used up, so ask for consent again" if call.progress.left else "was not sent"
    if not isinstance(caught, Exception):
        caught.add_note(f"{call.summary}: broken off; the code of the consent {used}")
        return caught
    return _failed(f"{type(caught).__name__} in something that this client was given; the code {used}")


def _exchange(call: Call, store: TokenStore, code: str, redirect_uri: str) -> Flow[None]:
    chain, lease = call.chain, store.lease()
    try:
        # Before the code is sent, so that nothing can come between its answer and the store.
        yield from take(call, lease)
        attempt = 0
        while True:
            attempt += 1
            yield from await_permit(call)
            request = token_request(
                chain.endpoint,
                chain.credentials,
                chain.user_agent,
                "authorization_code",
                {"code": code, "redirect_uri": redirect_uri},
            )
            asked = chain.clock.now().timestamp()
            response, problem = yield from ask(call, request, attempt, "", protected=True, progress=call.progress)
            if response is not None and response.is_success:
                grant = _read_grant(chain, response, asked)
                yield Work(lambda grant=grant: lease.save(grant), protected=True)  # type: ignore[misc]
                chain.tokens.clear()
                call.log.answered(response.status_code, response.headers, attempt, call.elapsed())
                return
            if problem is not None and may_have_left(problem):
                raise _failed(f"no answer came: {describe(problem)}") from None
            # Where the code was not spent, it is sent again like a read.
            decision = decide_token(call, attempt, chain.retries, response, problem)
            if not isinstance(decision, Retry) or may_have_spent(call, response, problem):
                error = token_error(call, response, problem, (code,))
                # The low-level failure may hold the request, and the request holds the secrets: it is not chained.
                raise (_failed(str(error), error.error) if error.error == "invalid_grant" else error) from None
            yield from pause(call, decision.wait, "token request failed")
    finally:
        lease.release()


def _read_grant(chain: Chain, response: httpx2.Response, asked: float) -> StoredGrant:
    try:
        issued = read_issued(response, chain.endpoint, chain.scrubber)
    except TokenError as problem:
        raise _failed(str(problem)) from None
    if issued.refresh_token is None:
        raise _failed("the answer has no usable refresh_token; is the client registered for the authorization code?")
    return StoredGrant(
        client_id=chain.credentials.client_id,
        token_url=chain.endpoint.url,
        access_token=issued.access_token,
        refresh_token=issued.refresh_token,
        expires_at=asked + issued.lifetime,
        lifetime=issued.lifetime,
    )


def _failed(what: str, error: str | None = None) -> ConsentFailed:
    return ConsentFailed(
        f"the user consented, but the code brought no tokens: {what}. A code works once and not for long: ask again.",
        error=error,
    )
