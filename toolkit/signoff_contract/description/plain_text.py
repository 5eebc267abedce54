"""Texts of a description made harmless: what nobody sees in them, and what tools take for an order.

A description comes from somebody else. Its texts end in docstrings, its names in code, both in messages; none of them
has a reason to hold a sign that does not show, or a comment that switches a checker off.
"""

import re

# What the tools around Python act upon when it stands behind a hash sign, as a comment or just as text of a line.
_WITH_COLON = "ruff|flake8|type|mypy|pyright|pylint|pyre|pytype|fmt|isort|yapf|autopep8|black|bandit|pragma|cython|vim?"
_ORDER = re.compile(
    rf"#+!?[ \t]*(?=(?:{_WITH_COLON})(?:-[\w-]+)?[ \t]*[:=]|(?:noqa|nosec|nosonar|pragma|ruff|pyre-)(?![^\W_])|-\*-"
    r"|[^\n]*coding[:=])",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?<!\S)#+!?[ \t]*(?=[^\W\d_]|-\*-|/)")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Marks that turn the order of what is read around, or break a line where none shows.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\x85")


def plain(text: str) -> str:
    """`text` with every sign visible, plain line breaks, and no comment that a tool could act upon."""
    lines = _BREAKS.sub("\n", text).split("\n")
    return "\n".join(without_orders("".join(map(_visible, line))) for line in lines)


def _visible(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else ""


def without_orders(text: str) -> str:
    """`text` without the hash signs that would make a comment of what follows."""
    return _COMMENT.sub("", _ORDER.sub("", text))


def orders(text: str) -> str | None:
    """The word after a hash sign that a tool would act upon; None when there is none."""
    found = _ORDER.search(text)
    return text[found.end() :].split(maxsplit=1)[0] if found else None


def hidden(text: str, *, name: bool = False) -> str | None:
    """The first sign in `text` that has no business there, as its code point; None when there is none.

    A text may have line breaks, tabs and blanks of any width; a name consists of signs that show.
    """
    for sign in text:
        if sign.isprintable() or (not name and (sign in "\n\t" or not _controls(sign))):
            continue
        return f"U+{ord(sign):04X}"
    return None


def _controls(sign: str) -> bool:
    return ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 or 0xD800 <= ord(sign) < 0xE000 or sign in _TURNING


def shown(text: str) -> str:
    """`text` for a terminal or a report: what does not show is written as its escape."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
