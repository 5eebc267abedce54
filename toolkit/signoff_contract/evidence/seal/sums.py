"""`SHA256SUMS`: the digests of a bundle's files, in the form that `sha256sum -c` reads."""

import hashlib
import re
from collections.abc import Mapping

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class SumsError(ValueError):
    """A text is not in the form of `SHA256SUMS`; the message says where."""


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 in hex by name, sorted by name."""
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def render_sums(found: Mapping[str, str]) -> bytes:
    """The bytes of `SHA256SUMS`."""
    return "".join(f"{found[name]}  {name}\n" for name in sorted(found)).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """The digests by name. Raises SumsError unless they stand there in the form that `render_sums` gives."""
    found: dict[str, str] = {}
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as error:
        raise SumsError(f"byte {error.start} is not UTF-8") from error
    for number, line in enumerate(lines, start=1):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise SumsError(f"line {number} is not a digest and a name")
        found[parts[2]] = parts[1]
    if render_sums(found) != content:
        raise SumsError("not in the form in which it is written: sorted, each name once, one line end each")
    return found
