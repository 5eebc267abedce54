"""Lists: which entities, in which order, which page of them, and where the other pages are."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import quote, urlencode

from attrs import frozen

from .errors import Code, bad_request
from .filters import read_filter
from .reading import LARGEST_ID
from .state import Call, State
from .store import Record
from .tables import Field, Json, Resource
from .views import listed, show

DEFAULT_LIMIT: Final = 100
LARGEST_LIMIT: Final = 200
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)


@frozen
class Page:
    """Which part of a list: `limit` entities from `offset` on, of `total`."""

    limit: int
    offset: int
    total: int


def list_records(state: State, call: Call, resource: Resource, records: Sequence[Record]) -> Json:
    """The body of a list: the items of the page that was asked for, and the addresses of the others.

    Raises Fault 400 for an option that cannot be understood.
    """
    wanted = wanted_keys(resource, call.query)
    limit = _whole(call.query.get("limit"), DEFAULT_LIMIT, Code.LIMIT)
    if not 1 <= limit <= LARGEST_LIMIT:
        raise bad_request(f"The limit must be 1 to {LARGEST_LIMIT}", Code.LIMIT)
    offset = _whole(call.query.get("offset"), 0, Code.OFFSET)
    if not 0 <= offset <= LARGEST_ID:
        raise bad_request(f"The offset must be 0 to {LARGEST_ID}", Code.OFFSET)
    keys = resource.shape.keys
    order = _read_order(call.query.get("sort") or resource.sort, keys)
    rows = [(listed(state, record, call.language), record) for record in records]
    if call.query.get("filter"):
        test = read_filter(call.query["filter"], keys)
        rows = [row for row in rows if test(row[0])]
    if call.query.get("q"):
        part = call.query["q"].casefold()
        texts = [name for name, each in keys.items() if each.type == "string"]
        rows = [row for row in rows if any(part in (row[0][name] or "").casefold() for name in texts)]
    rows.sort(key=lambda row: row[1].id)
    for name, downwards in reversed(order):
        # Sorting is stable: what decides last is sorted by first, and at the very end ids decide.
        rows.sort(key=partial(_place, name), reverse=downwards)
    page = Page(limit, offset, len(rows))
    items = [show(state, record, wanted, call.language) for _, record in rows[offset : offset + limit]]
    return {"items": items, "pagination": _pagination(call, page)}


def wanted_keys(resource: Resource, query: Mapping[str, str]) -> frozenset[str]:
    """The optional members that are asked for. Raises Fault 400 (2100) for one that the entity does not have."""
    text = query.get("with", "")
    if not text or not resource.takes_with:
        return frozenset()
    wanted = frozenset(text.split(","))
    if not wanted <= resource.shape.optional:
        raise bad_request("The parameter with names a member that is not optional here", Code.WITH_KEY)
    return wanted


def _whole(text: str | None, default: int, code: Code) -> int:
    if not text:
        return default
    if not _WHOLE.fullmatch(text):
        raise bad_request("Limit and offset are whole numbers", code)
    return int(text)


def _read_order(text: str, keys: Mapping[str, Field]) -> list[tuple[str, bool]]:
    order = [(key.removeprefix("-"), key.startswith("-")) for key in text.split(",")]
    if any(name not in keys for name, _ in order):
        raise bad_request("The parameter sort names a member that lists cannot be sorted by", Code.SORT_KEY)
    return order


def _place(name: str, row: tuple[Mapping[str, Any], Record]) -> tuple[bool, Any]:
    value = row[0][name]
    # Null comes before everything else, so that nothing is ever compared with it.
    return (value is not None, 0 if value is None else value)


def _pagination(call: Call, page: Page) -> Json:
    pages = max(1, -(-page.total // page.limit))
    others = {name: call.query[name] for name in ("with", "q", "filter", "sort") if call.query.get(name)}

    def address(offset: int) -> str:
        query = urlencode({"limit": page.limit, "offset": offset, **others}, quote_via=quote, safe=",")
        return f"{call.address}?{query}"

    found: Json = {
        "page": page.offset // page.limit + 1,
        "pages": pages,
        "total": page.total,
        "first": address(0),
        "last": address((pages - 1) * page.limit),
    }
    if page.offset + page.limit < page.total:
        found["next"] = address(page.offset + page.limit)
    if page.offset > 0:
        found["previous"] = address(max(0, page.offset - page.limit))
    return found
