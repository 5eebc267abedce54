"""Where does what is sent go, and is it what the description takes?"""

from urllib.parse import urlsplit

from signoff.runtime import is_loopback
from signoff_contract.description import Description, Validators
from signoff_contract.judge.problem import Judge, Problem, rule
from signoff_contract.traffic.exchange import Exchange


def is_call(exchange: Exchange) -> bool:
    """Whether it is a call of the API, answered or not; calls for a token are none."""
    return exchange.kind == "api"


def any_request(_: Exchange) -> bool:
    """For rules that apply to everything that is sent."""
    return True


def https_only(_: Description) -> Judge[Exchange]:
    """Every request goes over https; plain http only to this machine. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        address = urlsplit(exchange.url)
        safe = address.scheme == "https" or is_loopback(address.hostname or "")
        return None if safe else "goes over plain http"

    return rule(any_request, breach)


def below_base(_: Description, *, base_url: str, version: str | None = None) -> Judge[Exchange]:
    """Every request goes to an address below the base address. Keeps whether there was a request.

    With `version` the base address itself has to end in that segment; if it does not, the first request stands for all.
    """
    base = base_url.rstrip("/")
    unversioned = [] if version is None or base.endswith(f"/{version}") else [version]

    def look(exchange: Exchange) -> list[Problem]:
        outside = not exchange.url.startswith(f"{base}/")
        problems = [Problem(exchange, "goes to an address outside the base address")] if outside else []
        if unversioned:
            problems.append(Problem(exchange, f"goes to a base address without the version {unversioned.pop()}"))
        return problems

    return Judge(look)


def request_bodies(description: Description, *, validators: Validators | None = None) -> Judge[Exchange]:
    """Bodies are announced as JSON and fit their schema. Keeps nothing. Its `see` raises Malformed for one that is no JSON."""
    checking = validators or Validators(description)

    def look(exchange: Exchange) -> list[Problem] | None:
        if not is_call(exchange) or exchange.operation_id is None or not exchange.request_body:
            return None
        operation = description.operation(exchange.operation_id)
        kind = exchange.request_headers.get("content-type")
        violations = checking.request(operation, kind, exchange.request_json())
        return [Problem(exchange, f"{each.pointer or 'the body'} {each.message}") for each in violations]

    return Judge(look)
