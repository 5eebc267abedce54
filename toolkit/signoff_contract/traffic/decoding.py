"""Bodies and credentials decoded; for redaction, where what cannot be gone through is not kept, with more care."""

import base64
import binascii
import json
import math
from typing import Any
from urllib.parse import parse_qsl

import httpx2

from .exchange import refuse_constant
from .headers import Headers
from .wire import is_json

_DEEPEST = 100


def password_in(credentials: str) -> str:
    """The password of Basic credentials; empty when they are none."""
    try:
        return base64.b64decode(credentials, validate=True).decode(errors="replace").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def unpacked(headers: Headers, body: bytes) -> bytes:
    """The body of an answer after content decoding; as it is where that does not go, so that what arrived is kept."""
    coding = headers.get("content-encoding")
    if coding is None:
        return body
    fields = [(b"content-encoding", coding.encode("latin-1"))]
    try:
        return httpx2.Response(200, headers=fields, stream=httpx2.ByteStream(body)).read()
    except httpx2.DecodingError:
        return body


def as_json(content: bytes) -> Any:
    """The value of a body, None where it is no JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def decoded(content: bytes, media_type: str) -> tuple[Any, str | None]:
    """The value of a JSON or form body, or None and why nothing of its content is kept."""
    if media_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(content.decode("latin-1"), keep_blank_values=True)), None
    if not is_json(media_type):
        return None, "not JSON, content not kept"
    try:
        value = json.loads(content, parse_float=_fraction, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        return None, "said to be JSON, but it is not; content not kept"
    if not _is_flat(value):
        return None, f"JSON that is nested more than {_DEEPEST} deep, content not kept"
    return value, None


def _is_flat(value: Any) -> bool:
    """Whether a decoded value is nested no deeper than can be gone through; without recursion."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return True
    return False


def _fraction(digits: str) -> float | str:
    # A number that no float holds would become infinity, which no JSON can say: its digits are kept as a text.
    value = float(digits)
    return value if math.isfinite(value) else digits
