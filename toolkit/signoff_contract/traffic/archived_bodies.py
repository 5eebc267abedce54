"""Bodies as archives hold them: plain or in Base64, JSON or forms, what browsers write that is neither."""

import base64
import binascii
import json
import math
import re
import zlib
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import parse_qsl

import orjson
from attrs import field, frozen

from .exchange import refuse_constant
from .restoring import Redacted
from .wire import is_json

_FORM = "application/x-www-form-urlencoded"
_DEEPEST = 100
_LARGEST_BODY = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_JSON_BEGINS = ("{", "[")
_LONGEST_INTEGER = 18
_LONG_NUMBER = re.compile(r"\d{16}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

State = Literal["none", "unrecorded", "json", "other", "broken"]


@frozen
class Stated:
    """What an archive says of a body beside its bytes.

    `is_missing`: there was one, which is not in the archive. `is_garbled`: its bytes are not those that were sent.
    `fields` are a form's, where the archive has them instead of the bytes.
    """

    media_type: str = ""
    is_missing: bool = False
    is_garbled: bool = False
    fields: Mapping[str, Any] | None = field(default=None, repr=False)


@frozen
class Content:
    """A body: `json` with its value, `none`, not recorded, of another kind, or `broken`, which is not what it says."""

    media_type: str
    state: State
    value: Any = field(default=None, repr=False)


def read_body(media_type: str, text: Any, encoding: Any) -> tuple[bytes, Stated]:
    """A body out of an archive's words for it: its text, and how that is encoded."""
    if not isinstance(text, str) or not text:
        return b"", Stated(media_type)
    content = text.encode("utf-8", "surrogatepass")
    may_be_json = is_json(media_type) or media_type in {_FORM, ""}
    if encoding == "base64":
        unpacked = _unpacked(text)
        if unpacked is None and not (is_json(media_type) and text.lstrip()[:1] in _JSON_BEGINS):
            return content, Stated(media_type, is_garbled=True)
        # Some browsers say base64 of what is plain.
        content = content if unpacked is None else unpacked
    if may_be_json and _is_note(content):
        return b"", Stated(media_type, is_missing=True)
    return content, Stated(media_type)


def content_of(content: bytes, stated: Stated) -> Content:
    """A body looked into, as far as it can be."""
    media_type = stated.media_type
    if stated.fields is not None:
        return Content(media_type, "json", dict(stated.fields))
    if stated.is_missing or not content:
        return Content(media_type, "unrecorded" if stated.is_missing else "none")
    is_form = media_type == _FORM
    if stated.is_garbled or not (is_form or is_json(media_type)):
        return Content(media_type, "other")
    try:
        text = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return Content(media_type, "other")
    try:
        # Our own evidence keeps a form as the JSON object of its fields.
        if is_form and not text.lstrip().startswith("{"):
            return Content(media_type, "json", dict(parse_qsl(text, keep_blank_values=True, max_num_fields=1000)))
        value = _decoded(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return Content(media_type, "broken")
    return Content(media_type, "json", _cleaned(value)) if _flat_enough(value, 0) else Content(media_type, "broken")


def _cleaned(value: Any) -> Any:
    """The same value without halves of surrogate pairs, which nothing that compares texts takes."""
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    if isinstance(value, str) and _SURROGATE.search(value):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _unpacked(text: str) -> bytes | None:
    """What Base64 stands for, also when a proxy kept it compressed; None when it is none."""
    try:
        raw = base64.b64decode(text, validate=True)
        return zlib.decompressobj(31).decompress(raw, _LARGEST_BODY) if raw.startswith(_GZIP) else raw
    except (binascii.Error, ValueError, zlib.error):
        return None


def _decoded(text: str) -> Any:
    if _LONG_NUMBER.search(text) is None and not _SURROGATE.search(text):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            # Either no JSON, or a number that no float holds.
            pass
    return json.loads(text, parse_int=_integer, parse_float=_fraction, parse_constant=refuse_constant)


def _integer(digits: str) -> int | Redacted:
    # What no validator can hold is judged by its type alone.
    return int(digits) if len(digits) <= _LONGEST_INTEGER else Redacted.of_type("integer")


def _fraction(digits: str) -> float | Redacted:
    value = float(digits)
    return value if math.isfinite(value) else Redacted.of_type("number")


def _is_note(content: bytes) -> bool:
    """Whether a text is the note that our evidence writes in a body's place."""
    return content.startswith(b"[") and content.endswith(b"content not kept]")


def _flat_enough(value: Any, depth: int) -> bool:
    if depth > _DEEPEST:
        return False
    if isinstance(value, dict):
        return all(_flat_enough(inner, depth + 1) for inner in value.values())
    if isinstance(value, list):
        return all(_flat_enough(inner, depth + 1) for inner in value)
    return True
