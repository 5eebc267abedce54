"""SmartBusiness's envelopes as they come over the wire."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from signoff_contract.suite.context import Context
from signoff_contract.suite.judging import answers
from signoff_contract.suite.wire import body_of
from signoff_contract.traffic.exchange import Exchange, Malformed

LARGEST_PAGE = 200
LARGEST_ID = 2**31 - 1
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_IDS = re.compile(r"/(\d{1,15}(?:,\d{1,15})*)(?=/|$)", re.ASCII)
CODES: Mapping[int, frozenset[int]] = {
    400: frozenset({2000, 2100, 2101, 2102, 2103, 2104}),
    401: frozenset({0}),
    402: frozenset({4001, 4002, 4003}),
    403: frozenset({4000, 5000}),
    404: frozenset({3000}),
    405: frozenset({7000}),
    413: frozenset({0}),
    422: frozenset({1000}),
    429: frozenset({6000}),
    500: frozenset({0}),
    503: frozenset({8000}),
}
"""The codes that an error of a status may have."""


def object_of(exchange: Exchange) -> Mapping[str, Any]:
    """The JSON object of an answer, empty when it is none."""
    try:
        return body_of(exchange)
    except Malformed:
        return {}


def item_of(exchange: Exchange) -> Mapping[str, Any]:
    """The object in an answer's `item`. Raises Malformed when there is none."""
    item = body_of(exchange).get("item")
    if not isinstance(item, dict):
        raise Malformed(f"the answer to {exchange} has no object in `item`")
    return item


def items_of(exchange: Exchange) -> list[Mapping[str, Any]]:
    """The objects in an answer's `items`. Raises Malformed when there are none."""
    items = body_of(exchange).get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Malformed(f"the answer to {exchange} has no list of objects in `items`")
    return items


def id_of(item: Mapping[str, Any]) -> int | None:
    """The id of an object, None when it is no whole number."""
    number = item.get("id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def pagination_of(exchange: Exchange) -> Mapping[str, Any]:
    """The `pagination` of an answer. Raises Malformed when there is none."""
    found = body_of(exchange).get("pagination")
    if not isinstance(found, dict):
        raise Malformed(f"the answer to {exchange} has no object in `pagination`")
    return found


def error_codes(exchange: Exchange) -> tuple[int | None, dict[str, int]]:
    """The application code of an error, and the code of each refused field by its key."""
    body = object_of(exchange)
    meta = body.get("meta")
    errors = meta.get("errors") if isinstance(meta, dict) else None
    told = [each for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    fields = {str(each.get("key")): code for each in told if isinstance(code := each.get("code"), int)}
    code = body.get("code")
    return code if isinstance(code, int) else None, fields


def query(**options: Any) -> str:
    """List options as the query of an address; a filter that is no text is written as JSON."""
    given = {
        name.rstrip("_"): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in options.items()
    }
    return "?" + urlencode(given, quote_via=quote, safe=",")


def asked(url: str) -> dict[str, str]:
    """The query of an address, the last value of each name."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()}


def decoded(context: Context) -> Iterator[tuple[Exchange, Mapping[str, Any]]]:
    """The JSON objects that described operations answered with success."""
    for exchange in answers(context):
        kind = exchange.response_headers.get("content-type") or ""
        if exchange.operation_id is None or "json" not in kind or not 200 <= (exchange.status or 0) < 300:
            continue
        try:
            yield exchange, body_of(exchange)
        except Malformed:
            continue


def named_in(path: str) -> list[int]:
    """The ids in an address, in their order."""
    return [int(number) for found in _IDS.findall(path) for number in found.split(",")]


def whole(text: str | None, otherwise: int) -> int:
    """The whole number of an option; another value where it is left out, or is none."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else otherwise
