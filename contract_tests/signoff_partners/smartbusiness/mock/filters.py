"""The filter language of lists: conditions, their operators, and how they nest.

A condition is an object of one member: `and` or `or` with a list of conditions, or a field with a value. A value that is
a text can begin with an operator. Which operators a field takes is not documented; proposed: `~` where there is text,
comparisons where there is an order, equality and `!` everywhere. Comparing with null is only equal or not equal.
"""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from signoff_contract.mock.content import decode_json
from signoff_contract.mock.http import Refusal

from .errors import Code, bad_request
from .index import Condition, Index, Values
from .tables import Field

# The longer operators first, so that `<=` is not read as `<` and a value that begins with `=`.
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_TRUTHS: Final[Mapping[str, bool]] = {"true": True, "1": True, "false": False, "0": False}


@frozen(eq=False)
class All:
    """Every one of some conditions."""

    parts: tuple[Condition, ...]

    def test(self, values: Values) -> bool:
        """Whether a record of these values fulfils all of them."""
        return all(each.test(values) for each in self.parts)

    def find(self, index: Index) -> int:
        """The bits of the records that fulfil all of them."""
        bits = index.everything
        for each in self.parts:
            bits &= each.find(index)
        return bits


@frozen(eq=False)
class Either:
    """At least one of some conditions."""

    parts: tuple[Condition, ...]

    def test(self, values: Values) -> bool:
        """Whether a record of these values fulfils one of them."""
        return any(each.test(values) for each in self.parts)

    def find(self, index: Index) -> int:
        """The bits of the records that fulfil one of them."""
        bits = 0
        for each in self.parts:
            bits |= each.find(index)
        return bits


@frozen(eq=False)
class Equal:
    """A member that has a value or is null; with `unwanted`, one that does not have it."""

    name: str
    value: Any
    unwanted: bool = False

    def test(self, values: Values) -> bool:
        """Whether a record of these values has it."""
        return bool(values[self.name] == self.value) is not self.unwanted

    def find(self, index: Index) -> int:
        """The bits of the records that have it."""
        bits = 0 if _is_no_number(self.value) else index.order(((self.name, False),)).equal(self.value)
        return index.everything & ~bits if self.unwanted else bits


@frozen(eq=False)
class Compared:
    """A member whose value is before a bound, after it, or one of both and the bound itself; null never is."""

    name: str
    sign: str
    bound: Any

    def test(self, values: Values) -> bool:
        """Whether the value of this record is there."""
        value = values[self.name]
        return value is not None and _COMPARISONS[self.sign](value, self.bound)

    def find(self, index: Index) -> int:
        """The bits of the records whose value is there."""
        if _is_no_number(self.bound):
            return 0
        order = index.order(((self.name, False),))
        side = order.below if self.sign[0] == "<" else order.above
        return side(self.bound, including=len(self.sign) > 1)


@frozen(eq=False)
class Containing:
    """Texts, one of which contains a part whose case is folded. Null contains nothing, not even the empty text."""

    names: tuple[str, ...]
    part: str

    def test(self, values: Values) -> bool:
        """Whether a text of this record contains the part."""
        texts = [values[name] for name in self.names]
        return any(text is not None and self.part in text.casefold() for text in texts)

    def find(self, index: Index) -> int:
        """The bits of the records one of whose texts contains the part."""
        if self.part:
            return index.containing(self.part, *self.names)
        bits = 0
        for name in self.names:
            bits |= Equal(name, None, unwanted=True).find(index)
        return bits


def read_filter(text: str, keys: Mapping[str, Field]) -> Condition:
    """The condition that a filter means. Raises Fault 400: 2101 for an unknown field, 2000 for what cannot be read."""
    try:
        condition = decode_json(text.encode("utf-8", "replace"))
    except Refusal as refusal:
        raise bad_request("The filter is not JSON") from refusal
    return _condition(condition, keys)


def _condition(condition: Any, keys: Mapping[str, Field]) -> Condition:
    if not isinstance(condition, dict) or len(condition) != 1:
        raise bad_request("A condition of the filter is an object of one member")
    ((name, value),) = condition.items()
    if name in {"and", "or"} and isinstance(value, list):
        if not value:
            raise bad_request(f"The list of {name} in the filter is empty")
        parts = tuple(_condition(each, keys) for each in value)
        return All(parts) if name == "and" else Either(parts)
    if name not in keys:
        raise bad_request("The filter names a field that cannot be filtered by", Code.FILTER_KEY)
    return _comparison(keys[name], value)


def _comparison(field: Field, value: Any) -> Condition:
    if isinstance(value, dict | list):
        raise bad_request(f"The value of {field.name} in the filter is not a single one")
    name = field.name
    if value is None:
        return Equal(name, None)
    if isinstance(value, str):
        if value.startswith("!"):
            return Equal(name, _operand(field, value[1:]), unwanted=True)
        if value.startswith("~"):
            if field.type not in {"string", "enum", "date", "datetime", "time"}:
                raise bad_request(f"The filter's ~ does not work on {name}")
            return Containing((name,), value[1:].casefold())
        for sign in _COMPARISONS:
            if value.startswith(sign):
                return Compared(name, sign, _ordered_operand(field, value.removeprefix(sign)))
    return Equal(name, _operand(field, value))


def _is_no_number(value: Any) -> bool:
    # It is equal to nothing and neither before nor after anything, so it has no place in an order.
    return isinstance(value, float) and math.isnan(value)


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
