"""How is a token carried, where to, and until when?"""

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from signoff_contract.description import Description
from signoff_contract.judge.grants import Grants, digest_of
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.judge.secrets import said_in_basic, stands_in, texts_of
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import bearer, grant_of, sent_object
from signoff_contract.traffic.wire import origin_of

from .conduct import any_request, is_call

_REMEMBERED = 256
_SECRETS = 16
_TOKENS = 10_000


def needs_token(description: Description, exchange: Exchange) -> bool:
    """Whether a call has to carry a token: all do but operations that are described without
    security, and the pages where users consent."""
    if not is_call(exchange):
        return False
    if exchange.operation_id is not None:
        stated = description.resolve(description.operation(exchange.operation_id).pointer)
        return bool(stated.get("security") != [])
    return not any(exchange.path == page or exchange.path.startswith(f"{page}/") for page in consent_pages(description))


def consent_pages(description: Description) -> Iterable[str]:
    """The paths of the described consent pages, below the base address as paths of exchanges are."""
    fronts = [urlsplit(server).path.rstrip("/") for server in description.servers]
    schemes = description.document.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        page = urlsplit(scheme.get("flows", {}).get("authorizationCode", {}).get("authorizationUrl", "")).path
        if page:
            front = next((each for each in fronts if each and page.startswith(f"{each}/")), "")
            yield page[len(front) :].rstrip("/")


def authorized(description: Description) -> Judge[Exchange]:
    """Every request to the API that has to carries a bearer token, see `needs_token`. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        scheme = (exchange.request_headers.get("authorization") or "").lower()
        return None if scheme.startswith("bearer ") else "carries no bearer token"

    return rule(lambda exchange: needs_token(description, exchange), breach)


def token_stays_home(_: Description, *, base_url: str, token_url: str, secrets: Iterable[str] = ()) -> Judge[Exchange]:
    """The token goes to the API's own host and nowhere else, and the credentials to the token address.

    The client secret is looked for in address, headers and body of every call, and a bearer token, made up or not, in the
    header of a call for a token. `secrets` are those of the credentials that are known. Keeps them, and the newest 16 that
    calls for tokens showed.
    """
    home, token = origin_of(base_url), origin_of(token_url)
    given = tuple(secrets)
    shown: Recent[str, None] = Recent(_SECRETS)

    def breach(exchange: Exchange) -> str | None:
        allowed = {home} if is_call(exchange) else {home, token}
        if exchange.request_headers.get("authorization") is not None and origin_of(exchange.url) not in allowed:
            return "carries the token to a host that is not the API's"
        if not is_call(exchange):
            return "carries an access token to the address of the token" if bearer(exchange) else None
        texts = tuple(texts_of(exchange))
        if b"client_secret" in exchange.request_body or any(stands_in(secret, texts) for secret in (*given, *shown)):
            return "carries the credentials to another address than the token's"
        return None

    def learn(exchange: Exchange) -> None:
        for secret in _secrets_shown(exchange):
            shown.put(secret, None)

    return Judge(rule(any_request, breach).look, learn)


def _secrets_shown(exchange: Exchange) -> Iterable[str]:
    """The client secrets that a call for a token shows, in its body or by its header."""
    if exchange.kind != "token":
        return
    secret = sent_object(exchange).get("client_secret")
    if isinstance(secret, str):
        yield secret
    yield from parse_qs(exchange.query).get("client_secret", ())
    yield from said_in_basic(exchange.request_headers.get("authorization") or "").split(":", 1)[1:]


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


def token_in_header(description: Description) -> Judge[Exchange]:
    """Every call that has to has the bearer header, see `needs_token`; no address and no body contains a token.

    Looked for are the newest 256 tokens, which it keeps, and the one that the call itself carries.
    """
    tokens: Recent[str, None] = Recent(_REMEMBERED)

    def look(exchange: Exchange) -> list[Problem] | None:
        if not is_call(exchange):
            return None
        own, texts = bearer(exchange), tuple(texts_of(exchange, headers=False))
        shown = any(token in text for token in tokens for text in texts) or stands_in(own, texts)
        needed = needs_token(description, exchange)
        if not needed and not shown:
            return None
        problems = [] if own or not needed else [Problem(exchange, "carries no bearer token")]
        return [*problems, Problem(exchange, "has the token in its address or body")] if shown else problems

    def learn(exchange: Exchange) -> None:
        if (grant := grant_of(exchange)) is not None:
            tokens.put(grant.token, None)

    return Judge(look, learn)


def token_opaque(_: Description, *, complete: bool = False) -> Judge[Exchange]:
    """What is sent is one of the granted tokens, unchanged.

    `complete` says that every grant was seen, as in a plan's own run: then a token that nobody saw granted is made up.
    Without it such a token may be from before, and nothing is said of it unless it is a granted one in another spelling:
    letter case, quotes, blanks. Keeps two digests of each of the newest 10,000 tokens.
    """
    grants = Grants()
    spelled: Recent[bytes, None] = Recent(_TOKENS)

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        token = bearer(exchange)
        if not is_call(exchange) or not token:
            return None
        if grants.knows(token):
            return ()
        made_up = complete and not spelled.dropped
        if not made_up and digest_of(_bare(token)) not in spelled:
            return None
        return (Problem(exchange, "carries a token that was not granted"),)

    def learn(exchange: Exchange) -> None:
        grants.learn(exchange)
        if (grant := grant_of(exchange)) is not None:
            spelled.put(digest_of(_bare(grant.token)), None)

    return Judge(look, learn)


def _bare(token: str) -> str:
    return token.strip(" \t\"'").casefold()
