"""Access that a user has consented to: the token from the store, the renewal with a refresh token that works once.

Renewing holds the store's lease from reading the record to writing the new one, so of all processes and threads one
renews and the others find its result. What the record's states mean stands in :mod:`signoff.token_store`.
"""

import httpx2
from attrs import define, evolve, field

from signoff._pipeline.call import PACE, Call, Chain, Flow, pause
from signoff._pipeline.commands import Work
from signoff._pipeline.failures import describe
from signoff._pipeline.retry import Retry
from signoff._pipeline.token_failure import ask, decide_token, may_have_spent, token_error, with_reason
from signoff._pipeline.token_request import Issued, read_issued, token_request
from signoff._pipeline.tokens import Token
from signoff.consent_errors import ConsentLack, ConsentRequired, TokenStoreError
from signoff.errors import TokenError
from signoff.token_store import Lease, StoredGrant, TokenStore

_FIRST_LOOK, _LOOK_EVERY = 0.05, 0.2
_CLOCKS_DIFFER = 60.0
_ASK_AGAIN = "Ask the user for consent again."


@define(eq=False)
class UserGrant:
    """The consent in ``store``. ``retry_uncertain``: send a refresh token once more that may have been spent."""

    store: TokenStore
    retry_uncertain: bool = False
    _refused: str = field(default="", init=False, repr=False)
    # An answer that could not be written down, and the record that it replaces.
    _unsaved: tuple[StoredGrant, StoredGrant] | None = field(default=None, init=False, repr=False)

    def refused(self, token: str) -> None:
        """The partner refuses this token before its time: do not offer it again."""
        self._refused = token

    def fetch(self, call: Call, retries: int) -> Flow[Token]:
        """The stored token if it is fresh, else a renewed one.

        :raises ConsentRequired: there is nothing to renew with.
        :raises TokenError: renewing failed, and it is known that nothing was spent.
        :raises TokenStoreError: the store cannot be used.
        """
        attempt = 0
        while True:
            lease = self.store.lease()
            try:
                yield from take(call, lease)
                stored = yield from self._load(call.chain, lease)
                token = self._look(call.chain, stored)
                if token is not None:
                    return token
                wait, why = call.chain.permits.reserve(), PACE
                if not wait:
                    attempt += 1
                    step = yield from self._renew(call, lease, stored, attempt, retries)
                    if isinstance(step, Token):
                        return step
                    wait, why = step.wait, "token request failed"
            finally:
                lease.release()
            yield from pause(call, wait, why)

    def _load(self, chain: Chain, lease: Lease) -> Flow[StoredGrant]:
        stored: StoredGrant | None = yield Work(lease.load)
        if stored is None:
            raise ConsentRequired(
                "no access token: the token store is empty. Ask the user for consent first.", lack=ConsentLack.ABSENT
            )
        if (stored.client_id, stored.token_url) != (chain.credentials.client_id, chain.endpoint.url):
            raise TokenStoreError(
                "the token store holds a consent given to another client or in another environment. Use a store of "
                "its own for each."
            )
        chain.scrubber.add_token(stored.access_token)
        chain.scrubber.add_token(stored.refresh_token)
        if self._unsaved is not None:
            new, replaced = self._unsaved
            if stored == replaced:
                stored = new
                yield Work(lambda: lease.save(new), protected=True)
            self._unsaved = None
        return stored

    def _look(self, chain: Chain, stored: StoredGrant) -> Token | None:
        """The stored token, or None when it is time to renew it and that is possible."""
        token, now = read_stored(stored, chain), chain.clock.monotonic()
        usable = now < token.require_at and stored.access_token != self._refused
        if usable and now < token.advise_at:
            return token
        uncertain = stored.spending is not None and not self.retry_uncertain
        if stored.refresh_token and not uncertain:
            return None
        if usable:
            # Nothing to renew it with, so nobody needs to try before its end.
            return evolve(token, advise_at=token.require_at)
        if not stored.refresh_token:
            raise ended()
        raise uncertain_now("an earlier renewal was broken off before its answer was stored")

    def _renew(
        self, call: Call, lease: Lease, stored: StoredGrant, attempt: int, retries: int
    ) -> "Flow[Token | Retry]":
        chain = call.chain
        asked_at, asked = chain.clock.monotonic(), chain.clock.now().timestamp()
        marked = evolve(stored, spending=asked)
        sending: list[bool] = []

        def mark() -> None:
            if not sending:
                lease.save(marked)
                sending.append(True)

        request = token_request(
            chain.endpoint,
            chain.credentials,
            chain.user_agent,
            "refresh_token",
            {"refresh_token": stored.refresh_token},
        )
        response, problem = yield from ask(call, request, attempt, "token request ", sending=mark, protected=True)
        if response is not None and response.is_success:
            new = renewed(stored, self._read(response, chain), asked)
            yield from self._keep(call, lease, new, marked)
            return Token.issued(new.access_token, new.lifetime, asked_at)
        if sending and may_have_spent(call, response, problem):
            raise uncertain_now(describe(problem) if response is None else f"HTTP {response.status_code}") from None
        error = token_error(call, response, problem, (stored.refresh_token, stored.access_token))
        if error.error == "invalid_grant":
            yield Work(lambda: lease.save(evolve(stored, refresh_token="", spending=None)), protected=True)
            raise ended(error) from None
        if sending:
            yield Work(lambda: lease.save(stored), protected=True)
        decision = decide_token(call, attempt, retries, response, problem)
        if isinstance(decision, Retry):
            return decision
        # The low-level failure may hold the request, and the request holds the secrets: it is not chained.
        raise with_reason(error, decision) from None

    def _read(self, response: httpx2.Response, chain: Chain) -> Issued:
        try:
            return read_issued(response, chain.endpoint, chain.scrubber)
        except TokenError as problem:
            raise uncertain_now(f"the answer was no token answer ({problem})") from None

    def _keep(self, call: Call, lease: Lease, new: StoredGrant, marked: StoredGrant) -> Flow[None]:
        try:
            yield Work(lambda: lease.save(new), protected=True)
        except TokenStoreError as problem:
            # The tokens are good for as long as this process lives, and storing them is tried again.
            self._unsaved = (new, marked)
            call.chain.logger.warning(
                "renewed access could not be stored and ends with this process: %s", type(problem).__name__
            )


def take(call: Call, lease: Lease) -> Flow[None]:
    """Wait for exclusive access to a store.

    :raises DeadlineExceeded: somebody else has it for longer than the call may take.
    """
    wait = _FIRST_LOOK
    while not (yield Work(lease.acquire, protected=True)):
        yield from pause(call, wait * (0.5 + call.chain.draw() / 2), "somebody else uses the token store")
        wait = _LOOK_EVERY


def read_stored(stored: StoredGrant, chain: Chain) -> Token:
    """The stored access token, its end told by this process's clock.

    One that seems to live longer than it ever could was stored by a clock that was ahead: it counts as run out.
    """
    left = stored.expires_at - chain.clock.now().timestamp()
    if left > stored.lifetime + _CLOCKS_DIFFER:
        left = 0.0
    return Token.issued(stored.access_token, stored.lifetime, chain.clock.monotonic() + left - stored.lifetime)


def renewed(stored: StoredGrant, issued: Issued, asked: float) -> StoredGrant:
    """The record after a renewal. Without a new refresh token the old one stays in force (OAuth 2.0, section 6)."""
    return evolve(
        stored,
        access_token=issued.access_token,
        refresh_token=issued.refresh_token or stored.refresh_token,
        expires_at=asked + issued.lifetime,
        lifetime=issued.lifetime,
        spending=None,
    )


def ended(cause: TokenError | None = None) -> ConsentRequired:
    """The error for a refresh token that the partner does not take any more."""
    said = "" if cause is None or not cause.description else f" ({cause.description})"
    return ConsentRequired(
        f"no access token: the partner refused the refresh token{said}: the consent was revoked, or the token was "
        f"spent by somebody else. {_ASK_AGAIN}",
        lack=ConsentLack.ENDED,
        status=None if cause is None else cause.status,
        error="invalid_grant",
        trace_id=None if cause is None else cause.trace_id,
    )


def uncertain_now(what: str) -> ConsentRequired:
    """The error for a refresh token that may have been spent without the new one having been stored."""
    return ConsentRequired(
        f"no access token: whether the refresh token was spent is not known: {what}. It works once only, so it is not "
        f"sent again. {_ASK_AGAIN}",
        lack=ConsentLack.UNCERTAIN,
    )
