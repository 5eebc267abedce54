"""Where requests go, and how a token is asked for."""

from signoff_contract.judge import introducer
from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Judge, Problem, narrowed, rule
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import sent_object
from signoff_contract.traffic.wire import media_type_of

from .proposals import is_creation

_MEMBERS = frozenset({"audience", "grant_type", "client_id", "client_secret"})


def is_call(exchange: Exchange) -> bool:
    """Whether it is a call of the API."""
    return exchange.kind == "api"


def token_request(of: Circumstances) -> Judge[Exchange]:
    """POST of the documented JSON object, and nothing in the address. Keeps nothing."""
    audience = of.description.document["components"]["securitySchemes"]["siesmart"]["x-token-audience"]

    def breach(exchange: Exchange) -> str | None:
        body = sent_object(exchange)
        fits = (
            exchange.method == "POST"
            and not exchange.query
            and media_type_of(exchange.request_headers) == "application/json"
            and body.keys() == _MEMBERS
            and body["audience"] == audience
            and body["grant_type"] == "client_credentials"
        )
        return None if fits else "is not the documented token request"

    return rule(lambda exchange: exchange.kind == "token", breach)


def token_at_home(of: Circumstances) -> Judge[Exchange]:
    """See `introducer.token_stays_home`."""
    return introducer.token_stays_home(of.description, base_url=of.base_url, token_url=of.token_url, secrets=of.secrets)


def addresses(of: Circumstances) -> Judge[Exchange]:
    """Every call goes below the environment's base address, whose last segment is the version."""
    return narrowed(is_call, introducer.below_base(of.description, base_url=of.base_url, version="v1"))


def made_up_elsewhere(of: Circumstances) -> Judge[Exchange]:
    """No proposal with made-up data is created in production. Keeps nothing.

    What an application creates there may be real, so nothing is said of it.
    """

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if not is_creation(exchange) or (of.is_live and not of.own_run):
            return None
        return (Problem(exchange, "creates a made-up proposal in production"),) if of.is_live else ()

    return Judge(look)
