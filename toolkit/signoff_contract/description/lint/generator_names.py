"""Names in Python: what the client generator makes of a name in a description."""

import re

_HUMP = re.compile(r"([A-Z]?[a-z]+)")


def snake_case(name: str) -> str:
    """The generator's name of a parameter, a member or an operation."""
    return "_".join(_words(name)).lower()


def class_name(name: str) -> str:
    """The generator's name of a schema's class."""
    return "".join(word if word.isupper() else word.capitalize() for word in _words(name))


def fold(name: str) -> str:
    """A name without what the generator may lose: case and punctuation."""
    return re.sub(r"[\W_]+", "", name).lower()


def _words(name: str) -> list[str]:
    if name != name.lower():
        name = _HUMP.sub(r" \1 ", name)
    return re.findall(r"[^\W_]+", name)
