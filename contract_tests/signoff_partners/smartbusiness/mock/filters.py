"""The filter language of lists: conditions, their operators, and how they nest.

A condition is an object of one member: `and` or `or` with a list of conditions, or a field with a value. A value that is
a text can begin with an operator. Which operators a field takes is not documented; proposed: `~` where there is text,
comparisons where there is an order, equality and `!` everywhere. Comparing with null is only equal or not equal.
"""

import operator
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from signoff_contract.mock.content import decode_json
from signoff_contract.mock.http import Refusal

from .errors import Code, bad_request
from .tables import Field

Test: TypeAlias = Callable[[Mapping[str, Any]], bool]

# The longer operators first, so that `<=` is not read as `<` and a value that begins with `=`.
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_TRUTHS: Final[Mapping[str, bool]] = {"true": True, "1": True, "false": False, "0": False}


def read_filter(text: str, keys: Mapping[str, Field]) -> Test:
    """The test that a filter means. Raises Fault 400: 2101 for an unknown field, 2000 for what cannot be read."""
    try:
        condition = decode_json(text.encode("utf-8", "replace"))
    except Refusal as refusal:
        raise bad_request("The filter is not JSON") from refusal
    return _condition(condition, keys)


def _condition(condition: Any, keys: Mapping[str, Field]) -> Test:
    if not isinstance(condition, dict) or len(condition) != 1:
        raise bad_request("A condition of the filter is an object of one member")
    ((name, value),) = condition.items()
    if name in {"and", "or"} and isinstance(value, list):
        if not value:
            raise bad_request(f"The list of {name} in the filter is empty")
        tests = [_condition(each, keys) for each in value]
        return partial(_all if name == "and" else _any, tests)
    if name not in keys:
        raise bad_request("The filter names a field that cannot be filtered by", Code.FILTER_KEY)
    return _comparison(keys[name], value)


def _all(tests: list[Test], values: Mapping[str, Any]) -> bool:
    return all(test(values) for test in tests)


def _any(tests: list[Test], values: Mapping[str, Any]) -> bool:
    return any(test(values) for test in tests)


def _comparison(field: Field, value: Any) -> Test:
    if isinstance(value, dict | list):
        raise bad_request(f"The value of {field.name} in the filter is not a single one")
    name = field.name
    if value is None:
        return lambda values: values[name] is None
    if isinstance(value, str):
        if value.startswith("!"):
            unwanted = _operand(field, value[1:])
            return lambda values: bool(values[name] != unwanted)
        if value.startswith("~"):
            if field.type not in {"string", "enum", "date", "datetime", "time"}:
                raise bad_request(f"The filter's ~ does not work on {name}")
            part = value[1:].casefold()
            return lambda values: values[name] is not None and part in values[name].casefold()
        for sign, compare in _COMPARISONS.items():
            if value.startswith(sign):
                return partial(_ordered, name, compare, _ordered_operand(field, value.removeprefix(sign)))
    wanted = _operand(field, value)
    return lambda values: bool(values[name] == wanted)


def _ordered(name: str, compare: Callable[[Any, Any], bool], bound: Any, values: Mapping[str, Any]) -> bool:
    return values[name] is not None and compare(values[name], bound)


def _ordered_operand(field: Field, text: str) -> Any:
    if field.type == "bool":
        raise bad_request(f"The filter's < and > do not work on {field.name}")
    return _operand(field, text)


def _operand(field: Field, value: Any) -> Any:
    """The value in the field's own type; public clients send numbers and numbers as text alike."""
    if field.type == "bool":
        if isinstance(value, bool):
            return value
        truth = _TRUTHS.get(str(value).lower())
        if truth is None:
            raise bad_request(f"The filter needs true or false for {field.name}")
        return truth
    if isinstance(value, bool):
        raise bad_request(f"The value of {field.name} in the filter is neither true nor false")
    if field.type in {"int", "float"}:
        try:
            return float(value) if isinstance(value, str) else value
        except ValueError as error:
            raise bad_request(f"The filter needs a number for {field.name}") from error
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)
