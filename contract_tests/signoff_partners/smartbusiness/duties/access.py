"""Where requests go, how tokens are asked for, and whom a call reaches."""

from urllib.parse import parse_qs

from signoff_contract.judge import introducer
from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.grants import digest_of
from signoff_contract.judge.introducer.conduct import NEVER_LEFT
from signoff_contract.judge.introducer.token_use import consent_pages
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import sent_object

_ALWAYS = frozenset({"grant_type", "client_id", "client_secret"})
_MEMBERS = {
    "client_credentials": frozenset({"scope"}),
    "authorization_code": frozenset({"scope", "code", "redirect_uri"}),
    "refresh_token": frozenset({"scope", "refresh_token"}),
}
_NEEDED = {
    "client_credentials": frozenset({"scope"}),
    "authorization_code": frozenset({"code", "redirect_uri"}),
    "refresh_token": frozenset({"refresh_token"}),
}
_OF_CONSENT = ("client_id", "redirect_uri", "scope", "state")
_REMEMBERED = 10_000


def is_token_call(exchange: Exchange) -> bool:
    """Whether it asks for a token."""
    return exchange.kind == "token"


def token_request(_: Circumstances) -> Judge[Exchange]:
    """POST with the documented members of the grant, no others, and nothing in the address. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        body = sent_object(exchange)
        grant, names = str(body.get("grant_type")), frozenset(body)
        fits = exchange.method == "POST" and not exchange.query and grant in _MEMBERS
        if fits and _ALWAYS | _NEEDED[grant] <= names <= _ALWAYS | _MEMBERS[grant]:
            return None
        return "is not the documented token request"

    return rule(is_token_call, breach)


def token_at_home(of: Circumstances) -> Judge[Exchange]:
    """See `introducer.token_stays_home`."""
    return introducer.token_stays_home(of.description, base_url=of.base_url, token_url=of.token_url, secrets=of.secrets)


def addresses(of: Circumstances) -> Judge[Exchange]:
    """The base address is part of every request's, tokens' included; the live one ends in its version."""
    return introducer.below_base(of.description, base_url=of.base_url, version="v2" if of.is_live else None)


def nobody_reached(of: Circumstances) -> Judge[Exchange]:
    """A certification in production sends no mail and no letter. Keeps nothing.

    What an application sends there may be meant for those who get it, so nothing is said of it.
    """

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        sends = "/send-by-" in exchange.path
        if not of.own_run and (of.is_live or not sends):
            return None
        return (Problem(exchange, "sends something to a person"),) if sends and of.is_live else ()

    return Judge(look)


def refresh_tokens_once(_: Circumstances) -> Judge[Exchange]:
    """No refresh token is sent again after it may have been spent, whoever sends it.

    It is not where the request never left, or was answered with 429 or 503. Keeps digests of the newest 10,000.
    """
    spent: Recent[bytes, None] = Recent(_REMEMBERED)

    def digest(exchange: Exchange) -> bytes | None:
        token = sent_object(exchange).get("refresh_token") if is_token_call(exchange) else None
        return digest_of(token) if isinstance(token, str) and token else None

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        token = digest(exchange)
        if token is None:
            return None
        return (Problem(exchange, "sends a refresh token that was sent before"),) if token in spent else ()

    def learn(exchange: Exchange) -> None:
        token = digest(exchange)
        if token is not None and exchange.error not in NEVER_LEFT and exchange.status not in TURNED_AWAY:
            spent.put(token, None)

    return Judge(look, learn)


def consent_asked_for(of: Circumstances) -> Judge[Exchange]:
    """The page where a user consents is asked for with response_type, client_id, redirect_uri, scope and state.

    Keeps nothing. Where the browser goes past whoever records, nothing is said.
    """
    pages = frozenset(consent_pages(of.description))

    def breach(exchange: Exchange) -> str | None:
        query = parse_qs(exchange.query)
        lacking = [name for name in _OF_CONSENT if not query.get(name)]
        if query.get("response_type") != ["code"]:
            lacking.insert(0, "response_type")
        return f"asks for consent without {', '.join(lacking)}" if lacking else None

    return rule(lambda exchange: exchange.method == "GET" and exchange.path in pages, breach)
