"""Where requests go, and how a token is asked for."""

from urllib.parse import urlsplit

from signoff_contract.judge import introducer
from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Judge, Problem, narrowed, rule
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import sent_object
from signoff_contract.traffic.wire import media_type_of

FORM = "application/x-www-form-urlencoded"
_MEMBERS = frozenset({"client_id", "client_secret", "grant_type"})


def is_call(exchange: Exchange) -> bool:
    """Whether it is a call of the API."""
    return exchange.kind == "api"


def token_request(_: Circumstances) -> Judge[Exchange]:
    """POST of a form with exactly the three documented members, and nothing in the address. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        form = sent_object(exchange) if media_type_of(exchange.request_headers) == FORM else {}
        fits = (
            exchange.method == "POST"
            and not exchange.query
            and form.keys() == _MEMBERS
            and form["grant_type"] == "client_credentials"
        )
        return None if fits else "is not the documented token request"

    return rule(lambda exchange: exchange.kind == "token", breach)


def token_at_home(of: Circumstances) -> Judge[Exchange]:
    """The token goes to the server of GKS alone, the secret to the identity host; see `introducer.token_stays_home`."""
    return introducer.token_stays_home(of.description, base_url=of.base_url, token_url=of.token_url, secrets=of.secrets)


def addresses(of: Circumstances) -> Judge[Exchange]:
    """Every call goes below the base address, which ends in the prefix of the description; else the first stands for all."""
    prefix = urlsplit(of.description.servers[0]).path.rstrip("/")
    lacking = [] if urlsplit(of.base_url).path.rstrip("/").endswith(prefix) else [prefix]
    below = introducer.below_base(of.description, base_url=of.base_url)

    def look(exchange: Exchange) -> list[Problem]:
        problems = list(below.see(exchange) or ())
        if lacking:
            problems.append(Problem(exchange, f"goes to a base address without {lacking.pop()}"))
        return problems

    return narrowed(is_call, Judge(look))
