"""Texts for the two Markdown files: what comes from elsewhere is text there, never a mark, a tag or a link."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\`*_\[\]|~#!])")


def text(value: object) -> str:
    """A value as one line of plain text: nothing in it is taken for a mark, and nothing in it is invisible."""
    seen = "".join("\N{REPLACEMENT CHARACTER}" if is_hidden(sign) else sign for sign in " ".join(str(value).split()))
    escaped = _MARKS.sub(r"\\\1", seen).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A mail program or a viewer would make a link of an address that a partner's answer brought in.
    return escaped.replace("://", ":\\//")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; the cells are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def is_hidden(sign: str) -> bool:
    """Whether a sign shows nothing, or could make a reader see another text than the bytes hold."""
    return unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) in {"Zl", "Zp"}
