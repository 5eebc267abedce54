"""JSON bodies: an answer's read by the generated parser, a request's written.

Both ways end in a value or in :class:`signoff.InvalidValue`, which says where the body is not what it should be and
never repeats what stood there.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any, NoReturn

import httpx2
from attrs import frozen

from signoff._calls import Parse
from signoff._reading import invalid, pointer_to, token
from signoff.errors import InvalidValue
from signoff.values import Unset

# What a generated parser can run into when a body is not what it expects.
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


class NotJson(InvalidValue):
    """The body of an answer is no JSON at all: it may have been cut off."""


@frozen
class _ParserClient:
    """Stands in for the generated client, of which a parser reads this one setting."""

    raise_on_unexpected_status: bool = False


@frozen
class _Answer:
    """Stands in for the answer, as far as a parser of a JSON body looks at it."""

    status_code: int
    body: Any

    def json(self) -> Any:
        return self.body


_CLIENT = _ParserClient()


def read_body(parse: Parse, response: httpx2.Response) -> Any:
    """What the generated parser makes of an answer.

    :raises InvalidValue: the body is no JSON, or not what the description says.
    """
    return _parse(parse, response.status_code, _load(response))


def read_records(parse: Parse, response: httpx2.Response, tell: Callable[[InvalidValue], object]) -> Any:
    """The same for a list, records that cannot be read left out: each is told instead.

    :raises InvalidValue: what is around the records cannot be read.
    """
    body = _load(response)
    try:
        return _parse(parse, response.status_code, body)
    except InvalidValue as problem:
        place = _list_of(body, problem)
        if place is None:
            raise
    records = body if place == "" else body[place]
    kept = []
    for index, record in enumerate(records):
        try:
            _parse(parse, response.status_code, _with(body, place, [record]))
            kept.append(record)
        except InvalidValue as problem:
            around = token(place) if place else ""
            inside = problem.pointer.removeprefix(f"{around}/0")
            tell(invalid(f"{around}/{index}{inside}", problem.expected))
    return _parse(parse, response.status_code, _with(body, place, kept))


def _list_of(body: Any, problem: InvalidValue) -> str | None:
    """The member of the body whose list holds what cannot be read; empty when the body is the list itself."""
    names = [name for name in body if isinstance(body[name], list)] if isinstance(body, dict) else []
    if isinstance(body, list):
        return "" if problem.pointer.startswith("/") else None
    return next((name for name in names if problem.pointer.startswith(f"{token(name)}/")), None)


def _with(body: Any, place: str, records: list[Any]) -> Any:
    return records if place == "" else {**body, place: records}


def _parse(parse: Parse, status: int, body: Any) -> Any:
    try:
        return parse(client=_CLIENT, response=_Answer(status, body))
    except InvalidValue as problem:
        inside = problem.place == id(body)
        pointer = problem.pointer if inside else (pointer_to(body, problem.place) or "") + problem.pointer
        raise invalid(pointer, problem.expected) from None
    except _UNREADABLE:
        # The parser's own text can repeat values of the body.
        raise invalid("", "what the description says") from None


def _load(response: httpx2.Response) -> Any:
    try:
        return _DECODER.decode(_text(response))
    except InvalidValue:
        raise
    except RecursionError:
        raise NotJson(
            "nested too deep", pointer="", expected="JSON that is not nested deeper than can be read"
        ) from None
    except (ValueError, LookupError):
        raise NotJson("no JSON", pointer="", expected="JSON") from None


def _text(response: httpx2.Response) -> str:
    """The text of the body: in the UTF that it is in, or else in the charset that its header names."""
    content = response.content
    encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        # RFC 8259 knows UTF-8 only; old servers say what they send instead.
        named = response.charset_encoding
        if named is None:
            raise
        return content.decode(named)


def _refuse_constant(_name: str) -> NoReturn:
    raise invalid("", "JSON, which has neither NaN nor Infinity")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def write_json(value: Any) -> bytes:
    """A request's body as JSON; a Decimal is written as the number that it is.

    :raises InvalidValue: something in it is not JSON.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        text = _join(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # A lone surrogate; writing part by part finds where.
        return _join(value).encode()


def _join(value: Any) -> str:
    try:
        return "".join(_write(value, "", ()))
    except RecursionError:
        raise invalid("", "values that are not nested deeper than can be written") from None


def _write(value: Any, pointer: str, above: tuple[int, ...]) -> Iterator[str]:
    if id(value) in above:
        raise invalid(pointer, "a value that does not contain itself")
    if isinstance(value, Mapping):
        yield "{"
        for number, (name, inner) in enumerate(value.items()):
            if not isinstance(name, str | int | float | NoneType):
                raise invalid(pointer, "names of members that are text")
            written = name if isinstance(name, str) else json.dumps(name)
            yield f"{',' if number else ''}{_scalar(written, pointer)}:"
            yield from _write(inner, pointer + token(written), (*above, id(value)))
        yield "}"
    elif isinstance(value, list | tuple):
        yield "["
        for index, inner in enumerate(value):
            yield "," if index else ""
            yield from _write(inner, f"{pointer}/{index}", (*above, id(value)))
        yield "]"
    else:
        yield _scalar(value, pointer)


def _scalar(value: Any, pointer: str) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise invalid(pointer, "a number, which NaN and Infinity are not")
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise invalid(pointer, "a number, which NaN and Infinity are not")
    if isinstance(value, Unset):
        raise invalid(pointer, "a value: the member is not optional, and it is UNSET")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except UnicodeEncodeError:
        raise invalid(pointer, "text that can be written: it holds a lone surrogate") from None
    except (TypeError, ValueError):
        raise invalid(pointer, f"a value that JSON can hold, which a {type(value).__name__} is not") from None
    return text
