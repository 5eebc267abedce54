"""Lists: which entities, in which order, which page of them, and where the other pages are."""

import re
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final
from urllib.parse import quote, urlencode

from attrs import frozen

from .errors import Code, bad_request
from .filters import Containing, read_filter
from .hooks_by_resource import hooks_of
from .index import Index, Values
from .order import Spec
from .reading import LARGEST_ID
from .state import Call, State
from .store import Record
from .tables import Field, Json, Resource
from .views import listed, shown

DEFAULT_LIMIT: Final = 100
LARGEST_LIMIT: Final = 200
_STORED: Final = attrgetter("values")
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)


@frozen
class Page:
    """Which part of a list: `limit` entities from `offset` on, of `total`."""

    limit: int
    offset: int
    total: int


def list_records(state: State, call: Call, resource: Resource) -> Json:
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
    index = index_of(state, call, resource)
    found = index.everything
    condition = call.query.get("filter")
    if condition:
        found &= index.found(condition, lambda: read_filter(condition, keys))
    part = call.query.get("q", "").casefold()
    if part:
        found &= index.found(("q", part), lambda: Containing(_texts(keys), part))
    page = Page(limit, offset, found.bit_count())
    items = shown(state, index.page(order, found, offset, limit), wanted, call.language)
    return {"items": items, "pagination": _pagination(call, page)}


def index_of(state: State, call: Call, resource: Resource) -> Index:
    """The index of the collection that a call names, as the records are now.

    It is kept where that is worth it: of few records a new one is made each time, and so is one of records that speak
    the caller's language.
    """
    collection = state.store.collection(resource.name, call.parent)
    hooks = hooks_of(resource.name)

    def shown_values(record: Record) -> Values:
        return listed(state, record, call.language)

    view = _STORED if hooks.shows_what_is_stored else shown_values
    kept: Index | None = collection.kept
    if len(collection.records) < state.kept_from or hooks.by_language:
        collection.kept = None
        collection.pending.clear()
        return Index(collection.records.values(), view)
    if kept is None or kept.is_too_old(len(collection.pending)):
        kept = collection.kept = Index(collection.records.values(), view)
    else:
        kept.take_up(collection.pending, collection.records, view)
    collection.pending.clear()
    return kept


def prepare(state: State, call: Call, resource: Resource, orders: Iterable[str]) -> None:
    """Make what searches, and lists in these orders or filtered by their members, need before anybody waits for it.

    `call` names the collection; of one that is small nothing is kept.
    """
    index = index_of(state, call, resource)
    keys = resource.shape.keys
    for order in (resource.sort, *orders):
        index.order(_read_order(order, keys))
    index.texts(_texts(keys))


def _texts(keys: Mapping[str, Field]) -> tuple[str, ...]:
    """The members that `q` looks through."""
    return tuple(name for name, each in keys.items() if each.type == "string")


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


def _read_order(text: str, keys: Mapping[str, Field]) -> Spec:
    order: dict[str, bool] = {}
    for key in text.split(","):
        # A member that stands there a second time has nothing left to decide.
        order.setdefault(key.removeprefix("-"), key.startswith("-"))
    if any(name not in keys for name in order):
        raise bad_request("The parameter sort names a member that lists cannot be sorted by", Code.SORT_KEY)
    return tuple(order.items())


def _pagination(call: Call, page: Page) -> Json:
    pages = max(1, -(-page.total // page.limit))
    others = {name: call.query[name] for name in ("with", "q", "filter", "sort") if call.query.get(name)}

    rest = f"&{urlencode(others, quote_via=quote, safe=',')}" if others else ""

    def address(offset: int) -> str:
        return f"{call.address}?limit={page.limit}&offset={offset}{rest}"

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
