"""What is judged at the end over all lists and reads of a run: pages, their addresses, members that nobody asked for."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from signoff_contract.suite.judging import Problem, settle
from signoff_contract.traffic.exchange import Exchange

from .context import SmartBusinessContext
from .kinds import BY_NAME
from .pages import DEFAULT_LIMIT, is_below
from .wire import asked, decoded, whole


def pages(context: SmartBusinessContext) -> None:
    """How many objects a page has; addresses of first, last, next and previous: where, when, with which options."""
    rows = tuple(f"SMB-PAGE-{number:03}" for number in (2, 3, 4, 5, 6, 10, 11))
    judged: list[Exchange] = []
    optioned: list[Exchange] = []
    wrong: dict[str, list[Problem]] = {row: [] for row in rows}
    base = context.target.environment.base_url
    for exchange, body in decoded(context):
        page, items = body.get("pagination"), body.get("items")
        if not isinstance(page, dict) or not isinstance(items, list):
            continue
        judged.append(exchange)
        given = {name: page[name] for name in ("first", "last", "next", "previous") if name in page}
        options = asked(exchange.url)
        limit, offset, total = (
            whole(options.get("limit"), DEFAULT_LIMIT),
            whole(options.get("offset"), 0),
            page.get("total"),
        )
        if isinstance(total, int) and len(items) != (due := max(0, min(limit, total - offset))):
            wrong["SMB-PAGE-010"].append(Problem(exchange, f"has {len(items)} objects of {total}, {due} were due"))
        if not {"first", "last"} <= given.keys() or not all(is_below(url, base) for url in given.values()):
            wrong["SMB-PAGE-002"].append(
                Problem(exchange, "an address of a page is missing, or not absolute below the API")
            )
            continue
        if ("next" in given) != (isinstance(total, int) and offset + limit < total):
            wrong["SMB-PAGE-003"].append(Problem(exchange, f"`next` is wrong at offset {offset} of {total}"))
        if ("previous" in given) != (offset > 0):
            wrong["SMB-PAGE-004"].append(Problem(exchange, f"`previous` is wrong at offset {offset}"))
        led = {name: asked(url) for name, url in given.items()}
        if not all({"limit", "offset"} <= to.keys() for to in led.values()):
            wrong["SMB-PAGE-005"].append(Problem(exchange, "an address of a page lacks limit or offset"))
        elif limit > 0 and (astray := list(_astray(led, limit, offset, total))):
            wrong["SMB-PAGE-011"].append(Problem(exchange, f"leads elsewhere with {', '.join(astray)}"))
        others = {name: value for name, value in options.items() if name not in {"limit", "offset"}}
        if others:
            optioned.append(exchange)
            if not all(_repeats(others, to) for to in led.values()):
                wrong["SMB-PAGE-006"].append(Problem(exchange, f"an address of a page lacks {', '.join(others)}"))
    for row in rows:
        settle(context, row, optioned if row == "SMB-PAGE-006" else judged, wrong[row])


def _astray(led: Mapping[str, Mapping[str, str]], limit: int, offset: int, total: Any) -> Iterator[str]:
    """The addresses that lead to another page than they are called after."""
    places = {name: whole(to.get("offset"), -1) for name, to in led.items()}
    if places["first"] != 0:
        yield "first"
    # Where pages do not begin at multiples of the limit, nobody says where the last one begins.
    if (
        isinstance(total, int)
        and offset % limit == 0
        and not max(0, total - limit) <= places["last"] <= max(0, total - 1)
    ):
        yield "last"
    if places.get("next", offset + limit) != offset + limit:
        yield "next"
    if places.get("previous", 0) != max(0, offset - limit) and "previous" in places and offset < (total or 0) + limit:
        yield "previous"


def _repeats(options: Mapping[str, str], address: Mapping[str, str]) -> bool:
    """Whether an address has these options. A filter may be written otherwise, if it says the same."""
    return all(name in address and _said(name, value) == _said(name, address[name]) for name, value in options.items())


def _said(name: str, value: str) -> Any:
    if name != "filter":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def unasked(context: SmartBusinessContext) -> None:
    """Optional members of a read or a list, not null, that `with` does not name."""
    judged, problems = [], []
    for exchange, body in decoded(context):
        resource, _, call = (exchange.operation_id or "").rpartition("_")
        if call not in {"get", "list"} or resource not in BY_NAME:
            continue
        found = body["items"] if isinstance(body.get("items"), list) else [body.get("item")]
        now = context.dialect.former_names
        named = {now.get(name, name) for name in asked(exchange.url).get("with", "").split(",")}
        hidden = context.entity(resource).optional - named
        shown = {
            name
            for item in found
            if isinstance(item, dict)
            for name, value in item.items()
            if name in hidden and value is not None
        }
        judged.append(exchange)
        if shown:
            problems.append(Problem(exchange, f"shows {', '.join(sorted(shown))}, which nobody asked for"))
    settle(context, "SMB-WITH-001", judged, problems)
