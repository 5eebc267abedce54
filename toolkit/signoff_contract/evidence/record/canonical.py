"""JSON with one form for each value: what is hashed and signed has to be the same bytes wherever it is made."""

import json
from math import isfinite
from typing import Any


class NotCanonical(ValueError):
    """A text is not JSON, or leaves open which value it means; the message says where, without repeating it."""


def pretty(value: Any) -> bytes:
    """The form of a file: sorted keys, two blanks of indent, UTF-8, one line end at the end.

    A lone surrogate, which UTF-8 cannot hold, becomes a question mark. Raises ValueError for a number that JSON does
    not know.
    """
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace") + b"\n"


def compact(value: Any) -> bytes:
    """The form that is hashed and signed: sorted keys, no blanks, UTF-8, no line end. Otherwise as `pretty`."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace")


def read_strictly(content: bytes) -> Any:
    """The value of a JSON text.

    Raises NotCanonical for anything that two readers could take for two values: a name given twice, a number that
    JSON does not know, bytes that are no UTF-8, and whatever is not JSON at all.
    """
    try:
        return json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite)
    except NotCanonical:
        raise
    except UnicodeDecodeError as error:
        raise NotCanonical(f"byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise NotCanonical(f"not JSON from line {error.lineno}, column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON that can be read: a number or a nesting beyond all bounds") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a member is given twice")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise NotCanonical("a number is beyond all bounds")
    return number


def _refuse(name: str) -> None:
    raise NotCanonical(f"{name} is no JSON value")
