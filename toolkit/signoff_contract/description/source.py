"""YAML files with the line of every value; see `core_yaml` for what their values are."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from attrs import define, field, frozen

from .core_yaml import DEEPEST, MOST_VALUES, CoreLoader, SafeLoader, Surprise, read_at_once
from .errors import DescriptionError


@frozen
class Place:
    """Where a value was written: file, 1-based line, and the JSON pointer inside that file."""

    file: Path
    line: int
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@define(eq=False)
class Places(Mapping[str, Place]):
    """Where the value of each JSON pointer was written, found out when somebody asks: few do."""

    _find: Callable[[], Mapping[str, Place]] = field(repr=False)
    _found: Mapping[str, Place] | None = field(default=None, init=False, repr=False)

    def __getitem__(self, pointer: str) -> Place:
        return self._all[pointer]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def _all(self) -> Mapping[str, Place]:
        if self._found is None:
            self._found = self._find()
        return self._found


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
    try:
        return Source(path, text, read_at_once(text), Places(partial(_places, path, text)))
    except Surprise:
        pass
    harm = _harm(text)
    if harm is not None and harm.why:
        raise DescriptionError(f"{path}:{harm.line}: not read: {harm.why}")
    value, places = _read(path, text)
    return Source(path, text, value, places)


def _places(path: Path, text: bytes) -> Mapping[str, Place]:
    return _read(path, text)[1]


def _read(path: Path, text: bytes) -> tuple[Any, Mapping[str, Place]]:
    loader = None
    try:
        loader = CoreLoader(text)
        node = loader.get_single_node()
        if node is None:
            raise DescriptionError(f"{path} is empty")
        places: dict[str, Place] = {}
        for pointer, line, key_line in _walk(node, "", path, frozenset()):
            places[pointer] = Place(path, key_line or line, pointer)
        return loader.construct_document(node), places
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise DescriptionError(f"{path}:{line}: not YAML: {problem}") from error
    finally:
        if loader is not None:
            loader.dispose()


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
        for event in yaml.parse(content, Loader=SafeLoader):
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
            if len(counts) > DEEPEST:
                return _Harm(_line_of(event), f"nested more than {DEEPEST} levels deep")
            if counts[-1] > MOST_VALUES:
                return _Harm(_line_of(event), f"its aliases come to more than {MOST_VALUES:,} values")
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
        loader = CoreLoader(content)
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
