"""Lists in the most straightforward way: every record is looked at, all are sorted, then the page is cut.

This is how the mock did it before it kept indexes, and what its indexes are held against.
"""

import json
import operator
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from signoff_partners.smartbusiness.mock.reading import LARGEST_ID
from signoff_partners.smartbusiness.mock.state import State
from signoff_partners.smartbusiness.mock.store import Record
from signoff_partners.smartbusiness.mock.tables import Field, Resource

Json: TypeAlias = dict[str, Any]
Test: TypeAlias = Callable[[Mapping[str, Any]], bool]

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
TRUTHS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}


class Refused(Exception):
    """A list option that cannot be understood; the argument is its code."""


def list_straightforwardly(
    state: State, resource: Resource, parent: int | None, query: Mapping[str, str], language: str
) -> Json:
    """The items of a page, and how many there are in all."""
    limit, offset = whole(query.get("limit"), 100, "2103"), whole(query.get("offset"), 0, "2104")
    if not 1 <= limit <= 200:
        raise Refused("2103")
    if not 0 <= offset <= LARGEST_ID:
        raise Refused("2104")
    keys = resource.shape.keys
    order = [(key.removeprefix("-"), key.startswith("-")) for key in (query.get("sort") or resource.sort).split(",")]
    if any(name not in keys for name, _ in order):
        raise Refused("2102")
    rows = [(values_of(state, record, language), record) for record in state.store.each(resource.name, parent)]
    if query.get("filter"):
        test = read_filter(query["filter"], keys)
        rows = [row for row in rows if test(row[0])]
    if query.get("q"):
        part = query["q"].casefold()
        texts = [name for name, each in keys.items() if each.type == "string"]
        rows = [row for row in rows if any(part in (row[0][name] or "").casefold() for name in texts)]
    rows.sort(key=lambda row: row[1].id)
    for name, downwards in reversed(order):
        rows.sort(key=partial(place, name), reverse=downwards)
    always = resource.shape.always
    items = [{name: values[name] for name in always} for values, _ in rows[offset : offset + limit]]
    return {"items": items, "total": len(rows)}


def values_of(state: State, record: Record, language: str) -> Json:
    """What is stored, and what is worked out by looking through everything that it depends on."""
    values = dict(record.values)
    each = state.store.each
    if record.resource.name == "unit":
        values["name"] = values["names"].get(language, values["names"]["de"])
    if record.resource.name in {"product_category", "service_category"}:
        of = record.resource.name.removesuffix("_category")
        values["usage"] = sum(1 for other in each(of) if other.values["category_id"] == record.id)
    if record.resource.name == "contact_group":
        values["usage"] = sum(1 for other in each("contact") if record.id in other.values["groups"])
    return values


def whole(text: str | None, default: int, code: str) -> int:
    if not text:
        return default
    try:
        return int(text)
    except ValueError as error:
        raise Refused(code) from error


def place(name: str, row: tuple[Mapping[str, Any], Record]) -> tuple[bool, Any]:
    value = row[0][name]
    return (value is not None, 0 if value is None else value)


def read_filter(text: str, keys: Mapping[str, Field]) -> Test:
    try:
        condition = json.loads(text)
    except ValueError as error:
        raise Refused("2000") from error
    return read_condition(condition, keys)


def read_condition(condition: Any, keys: Mapping[str, Field]) -> Test:
    if not isinstance(condition, dict) or len(condition) != 1:
        raise Refused("2000")
    ((name, value),) = condition.items()
    if name in {"and", "or"} and isinstance(value, list):
        if not value:
            raise Refused("2000")
        tests = [read_condition(each, keys) for each in value]
        how = all if name == "and" else any
        return lambda values: how(test(values) for test in tests)
    if name not in keys:
        raise Refused("2101")
    return comparison(keys[name], value)


def comparison(field: Field, value: Any) -> Test:
    if isinstance(value, dict | list):
        raise Refused("2000")
    name = field.name
    if value is None:
        return lambda values: values[name] is None
    if isinstance(value, str):
        if value.startswith("!"):
            unwanted = operand(field, value[1:])
            return lambda values: bool(values[name] != unwanted)
        if value.startswith("~"):
            if field.type not in {"string", "enum", "date", "datetime", "time"}:
                raise Refused("2000")
            part = value[1:].casefold()
            return lambda values: values[name] is not None and part in values[name].casefold()
        for sign, compare in COMPARISONS.items():
            if value.startswith(sign):
                if field.type == "bool":
                    raise Refused("2000")
                return partial(ordered, name, compare, operand(field, value.removeprefix(sign)))
    wanted = operand(field, value)
    return lambda values: bool(values[name] == wanted)


def ordered(name: str, compare: Callable[[Any, Any], bool], bound: Any, values: Mapping[str, Any]) -> bool:
    return values[name] is not None and compare(values[name], bound)


def operand(field: Field, value: Any) -> Any:
    if field.type == "bool":
        if isinstance(value, bool):
            return value
        if str(value).lower() not in TRUTHS:
            raise Refused("2000")
        return TRUTHS[str(value).lower()]
    if isinstance(value, bool):
        raise Refused("2000")
    if field.type in {"int", "float"}:
        try:
            return float(value) if isinstance(value, str) else value
        except ValueError as error:
            raise Refused("2000") from error
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)
