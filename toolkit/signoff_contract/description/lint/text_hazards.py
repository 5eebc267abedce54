"""Texts and names of a description that could become something else than text in a generated module.

The generator and our own templates escape what they are given, and the modules they write are held against what such a
module may contain. These rules say where the cause stands, before anything is written.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from signoff_contract.description.plain_text import hidden, orders
from signoff_contract.description.source import escape

from .view import Problem, Rule, View, mapping, rule

# Members whose values are names: of operations, resources, members, addresses, or values of code.
_NAMES = frozenset({"$ref", "const", "enum", "in", "name", "openapi", "operationId", "pattern", "required", "tags"})
_NAMES_TOO = frozenset({"authorizationUrl", "format", "operationRef", "propertyName", "refreshUrl", "tokenUrl", "type"})
# Values of examples and defaults are data, and may look like any of these.
_DATA = frozenset({"default", "example", "examples", "value"})


def _texts(value: Any, pointer: str, *, name: bool, data: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Every key and every text below `value`: pointer, text, and whether it is a name."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            below = f"{pointer}/{escape(str(key))}"
            yield below, str(key), True
            named = not data and not name and key in _NAMES | _NAMES_TOO and not isinstance(inner, Mapping)
            yield from _texts(inner, below, name=named, data=data or key in _DATA)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{pointer}/{index}", name=name, data=data)
    elif isinstance(value, str):
        yield pointer, value, name


@rule(
    "SG223",
    "every sign of a name or a text shows",
    "Remove the sign: control signs, marks that turn the direction of reading and lone surrogates have no business in a "
    "description; in names, line breaks and unusual blanks have none either.",
)
def hidden_signs(view: View) -> Iterator[Problem]:
    for pointer, text, name in _texts(view.document, "", name=False):
        sign = hidden(text, name=name)
        if sign is not None:
            yield Problem(pointer, f"the {'name' if name else 'text'} holds {sign}, which does not show")


@rule(
    "SG224",
    "no text gives orders to the tools that read generated code",
    "Take out the hash sign, or the comment: in a docstring of the client it could switch a checker off.",
)
def orders_to_tools(view: View) -> Iterator[Problem]:
    for pointer, text, _ in _texts(view.document, "", name=False):
        found = orders(text)
        if found is not None:
            yield Problem(pointer, f"the text holds a comment that tools obey: # {found[:40]}")


@rule(
    "SG225",
    "title, version, tags and operation ids are one line, and a path begins with a slash",
    "Write the name on one line; begin the path with / and leave out scheme, host, query and fragment.",
)
def names_in_one_line(view: View) -> Iterator[Problem]:
    info = mapping(view.document.get("info"))
    for member in ("title", "version"):
        if "\n" in str(info.get(member, "")):
            yield Problem(f"/info/{member}", f"the {member} has several lines")
    for path, item in view.items:
        if not path.startswith("/") or path.startswith("//") or set(path) & set("?#\\@ "):
            yield Problem(item.pointer, "the path is not one of the partner's own")


RULES: tuple[Rule, ...] = (hidden_signs, orders_to_tools, names_in_one_line)
