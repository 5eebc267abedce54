"""Rules about what has to be refused, and what has not."""

from typing import Final

from signoff_contract.traffic.answered import TURNED_AWAY

from .watch import Rule, Verdict, Watch, Wire

# Refusals of the request's form, which nothing that fits the description deserves.
_OF_FORM: Final = frozenset({405, 406, 411, 415, 501})
_WITHOUT_METHOD: Final = frozenset({"OPTIONS", "HEAD"})


def _judged(wire: Wire) -> bool:
    """Whether this is a request to a described operation, let in, with an answer that says something."""
    return wire.operation is not None and wire.authorised and wire.status not in TURNED_AWAY and wire.status < 500


def _unauthorised(_watch: Watch, wire: Wire) -> Verdict:
    if wire.authorised or wire.operation is None or wire.status in TURNED_AWAY or not wire.operation.security:
        return False
    return True if wire.status == 401 else f"a request without a valid access token was answered with {wire.status}"


def _broken_refused(_watch: Watch, wire: Wire) -> Verdict:
    if not _judged(wire) or not wire.breaks:
        return False
    if 400 <= wire.status < 500:
        return True
    return f"a request that does not fit at {wire.breaks[0]} was answered with {wire.status}"


def _fitting_accepted(_watch: Watch, wire: Wire) -> Verdict:
    if not _judged(wire) or wire.breaks is None or wire.breaks:
        return False
    # It may still name what is not there, or a state that forbids it.
    if wire.status in _OF_FORM:
        return f"a request that fits the description was refused with {wire.status}"
    return True


def _missing_header(_watch: Watch, wire: Wire) -> Verdict:
    if not _judged(wire) or wire.operation is None:
        return False
    required = [each.name for each in wire.operation.parameters if each.location == "header" and each.required]
    missing = [name for name in required if wire.exchange.request_headers.get(name) is None]
    if not missing:
        return False
    if 400 <= wire.status < 500:
        return True
    return f"a request without {missing[0]} was answered with {wire.status}"


def _of_method(wire: Wire) -> bool:
    undescribed = wire.operation is None and bool(wire.allowed) and wire.exchange.method not in _WITHOUT_METHOD
    return undescribed and wire.authorised and wire.status not in TURNED_AWAY


def _method_refused(_watch: Watch, wire: Wire) -> Verdict:
    if not _of_method(wire):
        return False
    return True if wire.status == 405 else f"a method that is not described was answered with {wire.status}"


def _allow_told(_watch: Watch, wire: Wire) -> Verdict:
    if not _of_method(wire) or wire.status != 405:
        return False
    told = {each.strip().upper() for each in (wire.header("Allow") or "").split(",")} - {"", *_WITHOUT_METHOD}
    if told == set(wire.allowed):
        return True
    return f"Allow does not name exactly the described methods ({', '.join(wire.allowed)})"


def _example_accepted(_watch: Watch, wire: Wire) -> Verdict:
    if not wire.example or wire.status in TURNED_AWAY:
        return False
    # 409: the state of the resource forbids it; that is no fault of the example.
    if wire.status < 300 or wire.status == 409:
        return True
    return f"an example of the description was answered with {wire.status}"


REFUSALS: Final[tuple[Rule, ...]] = (
    Rule("unauthorised_refused", "A request without a valid token is refused with 401", _unauthorised),
    Rule("negative_data_rejection", "What breaks the description is refused", _broken_refused),
    Rule("positive_data_acceptance", "What fits the description is never refused for its form", _fitting_accepted),
    Rule("missing_required_header", "A missing mandatory header is refused", _missing_header),
    Rule("unsupported_method", "A method that is not described is refused with 405", _method_refused),
    Rule("allow_header_conformance", "Allow names exactly the described methods", _allow_told),
    Rule("example_accepted", "The examples of the description are accepted", _example_accepted),
)
