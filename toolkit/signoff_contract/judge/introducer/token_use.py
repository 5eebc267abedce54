"""How is a token carried, where to, and until when?"""

from signoff_contract.description import Description
from signoff_contract.judge.grants import Grants
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import bearer, grant_of
from signoff_contract.traffic.wire import origin_of

from .conduct import any_request, is_call

_REMEMBERED = 256


def authorized(_: Description) -> Judge[Exchange]:
    """Every request to the API carries a bearer token. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        scheme = (exchange.request_headers.get("authorization") or "").lower()
        return None if scheme.startswith("bearer ") else "carries no bearer token"

    return rule(is_call, breach)


def token_stays_home(_: Description, *, base_url: str, token_url: str) -> Judge[Exchange]:
    """The token goes to the API's own host and nowhere else, and the credentials to the token address. Keeps nothing."""
    home, token = origin_of(base_url), origin_of(token_url)

    def breach(exchange: Exchange) -> str | None:
        allowed = {home} if is_call(exchange) else {home, token}
        if exchange.request_headers.get("authorization") is not None and origin_of(exchange.url) not in allowed:
            return "carries the token to a host that is not the API's"
        if is_call(exchange) and b"client_secret" in exchange.request_body:
            return "carries the credentials to another address than the token's"
        return None

    return rule(any_request, breach)


def token_lifetime(_: Description) -> Judge[Exchange]:
    """Each request is made within the lifetime of the token it carries.

    A token that was not seen to be granted, or of which nobody said for how long it lives, says nothing. Keeps a digest and
    the end of each of the newest 10,000 tokens.
    """
    grants = Grants()

    def applies(exchange: Exchange) -> bool:
        return is_call(exchange) and grants.end_of(bearer(exchange)) is not None

    def breach(exchange: Exchange) -> str | None:
        end = grants.end_of(bearer(exchange))
        return "carries a token that has expired" if end is not None and exchange.started > end else None

    return Judge(rule(applies, breach).look, grants.learn)


def token_in_header(_: Description) -> Judge[Exchange]:
    """Every call has the bearer header; no address and no body contains a token. Keeps the newest 256 tokens."""
    tokens: Recent[str, None] = Recent(_REMEMBERED)

    def look(exchange: Exchange) -> list[Problem] | None:
        if not is_call(exchange):
            return None
        problems = [] if bearer(exchange) else [Problem(exchange, "carries no bearer token")]
        if any(token in exchange.url or token.encode() in exchange.request_body for token in tokens):
            problems.append(Problem(exchange, "has the token in its address or body"))
        return problems

    def learn(exchange: Exchange) -> None:
        if (grant := grant_of(exchange)) is not None:
            tokens.put(grant.token, None)

    return Judge(look, learn)


def token_opaque(_: Description) -> Judge[Exchange]:
    """What is sent is one of the granted tokens, unchanged. Keeps a digest of each of the newest 10,000 tokens."""
    grants = Grants()

    def applies(exchange: Exchange) -> bool:
        return is_call(exchange) and bool(bearer(exchange))

    def breach(exchange: Exchange) -> str | None:
        return None if grants.knows(bearer(exchange)) else "carries a token that was not granted"

    return Judge(rule(applies, breach).look, grants.learn)
