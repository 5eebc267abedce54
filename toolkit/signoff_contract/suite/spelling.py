"""Near spellings: of paths that are only proposed, and of names."""

import re
from collections.abc import Iterator

from signoff_contract.description import Operation

from .ways import with_prefix

_PREFIXES = ("", "configuration", "config", "common", "master-data")


def other_paths(operation: Operation) -> Iterator[str]:
    """Near spellings of an operation's path, the likeliest first, each once."""
    seen = {operation.path}
    for path in _near(operation):
        if path not in seen:
            seen.add(path)
            yield path


def _near(operation: Operation) -> Iterator[str]:
    parts = operation.path.split("/")[1:]
    literal = [index for index, part in enumerate(parts) if not part.startswith("{")]
    last = literal[-1] if literal else 0
    is_family = len(parts) > 1 and not parts[1].startswith("{")
    if is_family:
        for prefix in (operation.tag, *_PREFIXES):
            yield with_prefix(operation.path, prefix)
    word = parts[last]
    for spelled in (
        operation.tag.replace("_", "-"),
        _camel(operation.tag.replace("_", "-")),
        operation.tag.rpartition("_")[2],
    ):
        yield "/" + "/".join([*parts[:last], spelled, *parts[last + 1 :]]) if not is_family else operation.path
    yield from respelled(operation.path)
    for other in (_camel(word), _hyphened(word)):
        yield "/" + "/".join([*parts[:last], other, *parts[last + 1 :]])
    if last and not parts[last - 1].startswith("{"):
        yield "/" + "/".join([*parts[: last - 1], f"{parts[last - 1]}-{word}", *parts[last + 1 :]])
        yield "/" + "/".join([*parts[: last - 1], word, *parts[last + 1 :]])


def respelled(path: str) -> Iterator[str]:
    """The last words of a path as one thing or several: each of the last two alone, then both."""
    parts = path.split("/")
    words = [index for index, part in enumerate(parts) if part and not part.startswith("{")][-2:][::-1]
    for chosen in ([index] for index in words):
        yield _counted_otherwise(parts, chosen)
    if len(words) > 1:
        yield _counted_otherwise(parts, words)


def _counted_otherwise(parts: list[str], chosen: list[int]) -> str:
    return "/".join(
        (part[:-1] if part.endswith("s") else f"{part}s") if index in chosen else part
        for index, part in enumerate(parts)
    )


def spellings(name: str) -> list[str]:
    """The usual spellings of a name, without the one that it has."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]
    if not words:
        return []
    camel = words[0] + "".join(word.capitalize() for word in words[1:])
    found = [camel, "-".join(words), "_".join(words)]
    if len(words) > 1:
        found.append(words[0])
    return [other for other in dict.fromkeys(found) if other != name]


def _camel(word: str) -> str:
    first, *others = word.split("-")
    return first + "".join(other.capitalize() for other in others)


def _hyphened(word: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"-{found[1].lower()}", word)
