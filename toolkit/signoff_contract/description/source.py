"""YAML as OpenAPI reads it (the 1.2 core types), with the line of every value.

PyYAML's own resolver is YAML 1.1: it turns `no` into False and `2023-06-15` into a date, and a
language code or an example would silently change. Only null, booleans, integers and floats are
resolved here; everything else stays the text that was written.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

from .errors import DescriptionError

# The parser in C reads large descriptions several times faster; both give the same nodes and lines.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _CoreLoader(_SafeLoader):  # type: ignore[misc]
    """SafeLoader without its YAML 1.1 resolvers; `_resolvers` below adds the 1.2 core ones."""

    yaml_implicit_resolvers: Mapping[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    (
        "tag:yaml.org,2002:float",
        r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$|^[-+]?[0-9]+[eE][-+]?[0-9]+$",
        list("-+.0123456789"),
    ),
):
    _CoreLoader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


@frozen
class Place:
    """Where a value was written: file, 1-based line, and the JSON pointer inside that file."""

    file: Path
    line: int
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@frozen
class Source:
    """One YAML file: its value, and the place of every JSON pointer in it."""

    path: Path
    text: bytes
    value: Any
    places: Mapping[str, Place]


def escape(token: str) -> str:
    """One reference token of a JSON pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The member name behind one reference token of a JSON pointer (RFC 6901)."""
    return token.replace("~1", "/").replace("~0", "~")


def follow(value: Any, pointer: str) -> Any:
    """What a JSON pointer names inside a value.

    Raises KeyError, IndexError, ValueError or TypeError when it names nothing.
    """
    for token in pointer.split("/")[1:]:
        name = unescape(token)
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def read_source(path: Path) -> Source:
    """Read one YAML file.

    Raises DescriptionError when the file is missing, is not YAML, repeats a key, or costs far more than it weighs: nested
    too deeply, or multiplied by aliases.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise DescriptionError(f"cannot read {path}: {error.strerror or error}") from error
    harm = _harm(text)
    if harm is not None and harm.why:
        raise DescriptionError(f"{path}:{harm.line}: not read: {harm.why}")
    loader = None
    try:
        loader = _CoreLoader(text)
        node = loader.get_single_node()
        if node is None:
            raise DescriptionError(f"{path} is empty")
        places: dict[str, Place] = {}
        for pointer, line, key_line in _walk(node, "", path, frozenset()):
            places[pointer] = Place(path, key_line or line, pointer)
        value = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise DescriptionError(f"{path}:{line}: not YAML: {problem}") from error
    finally:
        if loader is not None:
            loader.dispose()
    return Source(path, text, value, places)


def _walk(
    node: yaml.Node, pointer: str, path: Path, above: frozenset[int], key_line: int | None = None
) -> Iterator[tuple[str, int, int | None]]:
    if id(node) in above:
        raise DescriptionError(f"{path}:{node.start_mark.line + 1}: an anchor contains itself")
    yield pointer, node.start_mark.line + 1, key_line
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = key.value
            if not isinstance(name, str):
                raise DescriptionError(f"{path}:{key.start_mark.line + 1}: a key must be a plain word")
            if name in seen:
                raise DescriptionError(f"{path}:{key.start_mark.line + 1}: the key {name!r} stands here twice")
            seen.add(name)
            yield from _walk(value, f"{pointer}/{escape(name)}", path, above | {id(node)}, key.start_mark.line + 1)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, f"{pointer}/{index}", path, above | {id(node)})


_DEEPEST = 64
_MOST_NODES = 2_000_000


@frozen
class _Harm:
    """Why a text costs more than it weighs, and in which line; without a reason for an alias of what is not there yet."""

    line: int
    why: str


def is_harmless(content: bytes) -> bool:
    """Whether YAML from somebody else's hand costs about what it weighs; also yes for what is no YAML.

    Not so is nesting of more than 64 levels, over which the parser in C ends the process, and aliases that come to more
    than two million nodes, or lead back to themselves.
    """
    return _harm(content) is None


def _harm(content: bytes) -> _Harm | None:
    counts: list[int] = [0]
    names: list[str | None] = [None]
    known: dict[str, int] = {}
    found: _Harm | None = None
    try:
        for event in yaml.parse(content, Loader=_SafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                counts.append(1)
                names.append(event.anchor)
                known.pop(event.anchor or "", None)
            elif isinstance(event, yaml.CollectionEndEvent):
                count, name = counts.pop(), names.pop()
                counts[-1] += count
                known.update({name: count} if name else {})
            elif isinstance(event, yaml.AliasEvent):
                if event.anchor not in known:
                    found = found or _Harm(_line_of(event), "")
                counts[-1] += known.get(event.anchor or "", 1)
            elif isinstance(event, yaml.ScalarEvent):
                counts[-1] += 1
                known.update({event.anchor: 1} if event.anchor else {})
            if len(counts) > _DEEPEST:
                return _Harm(_line_of(event), f"nested more than {_DEEPEST} levels deep")
            if counts[-1] > _MOST_NODES:
                return _Harm(_line_of(event), f"its aliases come to more than {_MOST_NODES:,} values")
    except (yaml.YAMLError, ValueError):
        # Reading it will say what is wrong with it.
        return found
    return found


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def read_foreign(content: bytes) -> Any:
    """The value of a YAML text from somebody else's hand. Raises ValueError, in words, when there is none to be had."""
    if not is_harmless(content):
        raise ValueError("it refers to itself, or is nested too deeply")
    loader = None
    try:
        loader = _CoreLoader(content)
        node = loader.get_single_node()
        if node is None:
            raise ValueError("it is empty")
        for _ in _walk(node, "", Path(), frozenset()):
            pass
        return loader.construct_document(node)
    except (yaml.YAMLError, DescriptionError) as error:
        raise ValueError("it is no YAML, or gives a key twice") from error
    finally:
        if loader is not None:
            loader.dispose()
