"""Where does what is sent go, is it what the description takes, and is it sent once?"""

from collections.abc import Collection
from hashlib import blake2b
from urllib.parse import parse_qs, urlsplit

from signoff.runtime import is_loopback
from signoff_contract.description import Description, Validators
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import is_json, media_type_of

_REMEMBERED = 10_000
NEVER_LEFT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})
"""What happened instead of an answer (`Exchange.error`) where the request found no connection to leave by."""


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
    """Bodies are announced as JSON and fit their schema. Of a body that is described as no JSON nothing is said. Keeps nothing."""
    checking = validators or Validators(description)

    def look(exchange: Exchange) -> list[Problem] | None:
        if not is_call(exchange) or exchange.operation_id is None or not exchange.request_body:
            return None
        operation = description.operation(exchange.operation_id)
        kind = exchange.request_headers.get("content-type")
        media_type = media_type_of(exchange.request_headers)
        if media_type not in {body.media_type.lower() for body in operation.bodies}:
            violations = checking.request(operation, kind, None)
        elif not is_json(media_type):
            return None
        else:
            try:
                violations = checking.request(operation, kind, exchange.request_json())
            except Malformed:
                return [Problem(exchange, "the body is not JSON")]
        return [Problem(exchange, f"{each.pointer or 'the body'} {each.message}") for each in violations]

    return Judge(look)


def queries_described(description: Description) -> Judge[Exchange]:
    """No query has an option that the operation does not take. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        operation = description.operation(exchange.operation_id or "")
        known = {parameter.name for parameter in operation.parameters if parameter.location == "query"}
        unknown = sorted(parse_qs(exchange.query, keep_blank_values=True).keys() - known)
        return f"sends the option {', '.join(unknown)}" if unknown else None

    return rule(lambda exchange: is_call(exchange) and exchange.operation_id is not None, breach)


def no_blind_repeat(_: Description, *, never_left: Collection[str] = NEVER_LEFT) -> Judge[Exchange]:
    """No creation is sent again after one with the same content that got no answer, or one that leaves it open.

    What ended with an error of `never_left` may be sent again. Whoever sends it: what may have been carried out is there
    twice. Keeps a digest of the newest 10,000 that were left open.
    """
    doubtful: Recent[bytes, None] = Recent(_REMEMBERED)

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if not is_call(exchange) or exchange.method != "POST":
            return None
        sent = blake2b(exchange.path.encode() + b"\0" + exchange.request_body, digest_size=16).digest()
        again = sent in doubtful
        if exchange.error not in never_left and (exchange.status is None or exchange.status >= 500):
            doubtful.put(sent, None)
        return (Problem(exchange, "repeats a creation that may have been carried out"),) if again else ()

    return Judge(look)
