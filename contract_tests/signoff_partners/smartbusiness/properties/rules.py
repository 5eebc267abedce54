"""Rules that hold for SmartBusiness alone: its error codes, its list options, its pages, its headers."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs

from signoff_contract.suite.property.resource_pool import find
from signoff_contract.suite.property.watch import Rule, Verdict, Watch, Wire
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.decoding import as_json
from signoff_partners.smartbusiness.plan.wire import CODES, whole

# Which option a code blames; what is in a filter or a sort order, the description cannot say.
_OPTION_CODES: Final[Mapping[int, str]] = {
    2100: "query with",
    2101: "query filter",
    2102: "query sort",
    2103: "query limit",
    2104: "query offset",
}
# What the description says enough of to tell whether it fits.
_DESCRIBED: Final = frozenset({"query with", "query limit", "query offset"})
UNKNOWN_MEMBER: Final = "no_such_member"
_TYPE: Final = 1101
_FORMAT: Final = 1103
# Their description is a pattern, and no pattern knows the calendar.
_CALENDAR: Final = frozenset({"date_time"})
_DEFAULT_LIMIT: Final = 100


def _query(wire: Wire, name: str) -> str | None:
    values = parse_qs(wire.exchange.query, keep_blank_values=True).get(name)
    return values[-1] if values else None


def _error_codes(_watch: Watch, wire: Wire) -> Verdict:
    if wire.status not in CODES or not wire.exchange.response_body:
        return False
    code = find(wire.json(), "/code")
    return (
        True
        if isinstance(code, int) and code in CODES[wire.status]
        else f"the code of the error {wire.status} is none of that status"
    )


def _options_refused(_watch: Watch, wire: Wire) -> Verdict:
    """A broken list option is refused with its own code, and no other option gets the blame."""
    if wire.operation is None or not wire.authorised or wire.breaks is None or wire.status not in {200, 400}:
        return False
    if wire.operation.parameter("limit", "query") is None:
        return False
    broken = {each for each in wire.breaks if each in _OPTION_CODES.values()} | _naming_nothing(wire)
    if not broken:
        if wire.status == 200:
            return False
        blamed = _blamed(wire)
        return f"the code blames {blamed}, which fits" if blamed in _DESCRIBED else blamed is not None
    if wire.status == 200:
        return f"{min(broken)} is broken, and the answer is 200"
    blamed = _blamed(wire)
    if blamed in broken or (blamed not in _DESCRIBED and _query(wire, "filter")):
        # What else may be wrong in a filter, and is told first, only the server knows.
        return True
    return f"{min(broken)} is broken, but the code is another's"


def _blamed(wire: Wire) -> str | None:
    """The option that the code of a refusal blames."""
    code = find(wire.json(), "/code")
    return _OPTION_CODES.get(code) if isinstance(code, int) else None


def _naming_nothing(wire: Wire) -> frozenset[str]:
    """The options that name a member which certainly does not exist."""
    found = set()
    if UNKNOWN_MEMBER in (_query(wire, "sort") or "").replace("-", "").split(","):
        found.add("query sort")
    condition = as_json((_query(wire, "filter") or "").encode())
    if isinstance(condition, Mapping) and list(condition) == [UNKNOWN_MEMBER]:
        found.add("query filter")
    return frozenset(found)


def _fields_refused(_watch: Watch, wire: Wire) -> Verdict:
    """What fits the description has neither the wrong type nor the wrong form, and each field is told once."""
    if wire.status != 422 or wire.operation is None:
        return False
    errors = find(wire.json(), "/meta/errors")
    if not isinstance(errors, list) or not errors:
        return "the refusal names no field"
    told = [each for each in errors if isinstance(each, Mapping)]
    if not all(isinstance(each.get("key"), str) and isinstance(each.get("code"), int) for each in told):
        return "a field is told without its key or its code"
    keys = [each["key"] for each in told]
    if len(set(keys)) != len(keys):
        return "a field is told twice"
    codes = {each["code"]: each["key"] for each in told}
    wrong = next((code for code in (_TYPE, _FORMAT) if code in codes), None)
    if wrong == _FORMAT and str(codes[wrong]).rpartition(".")[2] in _CALENDAR:
        return True
    if wire.breaks == () and wrong is not None and wire.operation.bodies:
        return f"{codes[wrong]} fits the description and is refused with {wrong}"
    return True


def _pages(_watch: Watch, wire: Wire) -> Verdict:
    value = wire.json() if wire.succeeded else None
    pagination, items = find(value, "/pagination"), find(value, "/items")
    if not isinstance(pagination, Mapping) or not isinstance(items, list):
        return False
    limit, offset = whole(_query(wire, "limit"), _DEFAULT_LIMIT), whole(_query(wire, "offset"), 0)
    total = pagination.get("total")
    if not isinstance(total, int) or limit < 1:
        return "the page does not say how many objects there are in all"
    due = max(0, min(limit, total - offset))
    if len(items) != due:
        return f"the page has {len(items)} objects, {due} were due"
    if ("next" in pagination) != (offset + limit < total):
        return "next is there without a next page, or is not there with one"
    if ("previous" in pagination) != (offset > 0):
        return "previous is there without a previous page, or is not there with one"
    return True if pagination.get("pages") == max(1, -(-total // limit)) else "the number of pages is wrong"


def _optional_members(watch: Watch, wire: Wire) -> Verdict:
    if not wire.succeeded or wire.operation is None:
        return False
    value = wire.json()
    shown = find(value, "/item") or find(value, "/items/0")
    known = _known(watch, wire.operation.tag)
    if not isinstance(shown, Mapping) or not known:
        return False
    wanted = (
        frozenset((_query(wire, "with") or "").split(",")) & known if wire.exchange.method == "GET" else frozenset()
    )
    there = known & shown.keys()
    if there == wanted:
        return True
    return f"{min(there ^ wanted)} is shown although nobody asked, or is not although somebody did"


def _known(watch: Watch, tag: str) -> frozenset[str]:
    """The optional members of what operations of a tag show."""
    operation = watch.strict_operations.get(f"{tag}_get")
    parameter = operation.parameter("with", "query") if operation is not None else None
    names: Any = parameter.schema.get("x-names", ()) if parameter is not None else ()
    return frozenset(names)


def _rate_told(_watch: Watch, wire: Wire) -> Verdict:
    told = [wire.header(f"X-Rate-Limit-{name}") or "" for name in ("Limit", "Remaining")]
    if not all(each.isascii() and each.isdigit() and len(each) < 16 for each in told):
        return False
    return True if int(told[1]) <= int(told[0]) else "more requests are left than the period allows"


def _method_told(_watch: Watch, wire: Wire) -> Verdict:
    told = wire.header("Access-Control-Allow-Methods")
    if wire.operation is None or told is None or wire.status in TURNED_AWAY:
        return False
    methods = {each.strip().upper() for each in told.split(",")}
    return (
        True if wire.exchange.method in methods else "Access-Control-Allow-Methods does not name the method of the call"
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule("error_codes", "The code of an error is one of its status", _error_codes),
    Rule("fields_refused", "A refused body names its fields, and none that fits", _fields_refused),
    Rule("options_refused", "A broken list option is refused with its own code", _options_refused),
    Rule("pages", "A page has what limit and offset ask for, and the addresses that there are", _pages),
    Rule("optional_members", "Optional members are shown when asked for, and then only", _optional_members),
    Rule("rate_told", "No more requests are left than the period allows", _rate_told),
    Rule("method_told", "The headers for browsers name the method of the call", _method_told),
)
