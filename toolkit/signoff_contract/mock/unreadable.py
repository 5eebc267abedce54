"""Why a body is no JSON that can be read: what it seems to be instead, and what to send.

Looked at only when a body was refused already. Nothing of the body is repeated.
"""

import codecs
import re
from collections.abc import Collection
from typing import Final

from .http import JSON

_FORM: Final = "application/x-www-form-urlencoded"

# The longer marks first: that of UTF-16 begins like that of UTF-32.
_MARKS: Final = (
    (codecs.BOM_UTF8, "a byte order mark; send UTF-8 without it"),
    (codecs.BOM_UTF32_LE, "a byte order mark of UTF-32; send UTF-8 without one"),
    (codecs.BOM_UTF32_BE, "a byte order mark of UTF-32; send UTF-8 without one"),
    (codecs.BOM_UTF16_LE, "a byte order mark of UTF-16; send UTF-8 without one"),
    (codecs.BOM_UTF16_BE, "a byte order mark of UTF-16; send UTF-8 without one"),
)
_COMPRESSED: Final = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"PK\x03\x04", "a ZIP archive"))
_A_FORM = re.compile(rb"[A-Za-z_][\w.%+\[\]-]*=")
_A_MULTIPART = re.compile(rb"--[\w'()+,./:=?-]{1,70}\r?\n")
_CODINGS: Final = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress"})


def mark_of(body: bytes) -> str | None:
    """What is to be said of the byte order mark that a text begins with; None where there is none."""
    return next((f"begins with {said}" for mark, said in _MARKS if body.startswith(mark)), None)


def what_is_wrong(body: bytes, line: int, column: int) -> str:
    """Why a body is no JSON. `line` and `column` are where the reader gave up."""
    marked = mark_of(body)
    if marked is not None:
        return f"The body {marked}"
    for magic, kind in _COMPRESSED:
        if body.startswith(magic):
            return f"The body is {kind}, not JSON; send it as it is"
    if body.startswith(b"\x78") and body[1:2] in {b"\x01", b"\x5e", b"\x9c", b"\xda"}:
        return "The body is compressed (deflate); send it as it is"
    if b"\0" in body[:4]:
        return "The body holds NUL bytes, as UTF-16 and UTF-32 do; send UTF-8"
    if b"\0" in body:
        return r"The body holds a NUL byte; JSON writes it as \u0000, inside of a text"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "The body is not in UTF-8; JSON is sent in no other encoding"
    if _A_MULTIPART.match(body):
        return "The body is a multipart message, not JSON"
    if _A_FORM.match(body):
        return "The body is a form, not JSON"
    # Only the place: the reason of the reader could repeat what was sent.
    return f"The body is not JSON (line {line}, column {column})"


def wrong_media_type(sent: str, wanted: Collection[str] = (JSON,)) -> str:
    """What is to be said of a body with another media type; `sent` is empty where none was given."""
    advice = f"send it with Content-Type: {' or '.join(wanted)}"
    if not sent:
        return f"The body has no media type; {advice}"
    if sent == _FORM:
        return f"The body is announced as a form; {advice}"
    if sent.startswith("multipart/"):
        return f"The body is announced as a multipart message; {advice}"
    return f"The body has another media type; {advice}"


def coded(coding: str) -> str:
    """What is to be said of a body with a Content-Encoding."""
    shown = f"encoded as {coding}" if coding in _CODINGS else "announced with a Content-Encoding"
    return f"The body is {shown}; send it as it is, without that header"
