"""YAML as OpenAPI reads it (the 1.2 core types), and a reading in one pass for documents without surprises.

PyYAML's own resolver is YAML 1.1: it turns `no` into False and `2023-06-15` into a date, and a
language code or an example would silently change. Only null, booleans, integers and floats are
resolved here; everything else stays the text that was written.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml
from attrs import define, field

# The parser in C reads large descriptions several times faster; both give the same nodes and lines.
SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CoreLoader(SafeLoader):  # type: ignore[misc]
    """SafeLoader without its YAML 1.1 resolvers; what is added below are the 1.2 core ones."""

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
    CoreLoader.add_implicit_resolver(_tag, re.compile(_pattern), _first)

DEEPEST = 64
"""How many levels are read. Over more the parser in C ends the process."""
MOST_VALUES = 2_000_000
"""How many values a document may come to by its aliases."""

_MAKE: Mapping[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:null": lambda _text: None,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
}
_RESOLVERS: Mapping[str, list[tuple[str, re.Pattern[str]]]] = CoreLoader.yaml_implicit_resolvers


class Surprise(Exception):
    """The document has to be read the long way, which may find that it cannot be read at all."""


def read_at_once(content: bytes) -> Any:
    """The value of a YAML text, as `CoreLoader` has it, in a third of its time: without lines, and without nodes.

    Raises Surprise for a text that is no YAML, repeats a key or an anchor, has tags or keys that are no words, is nested
    deeply, comes to very much by its aliases, is empty or more than one document. Reading it the long way says what of
    it is a fault.
    """
    loader = None
    try:
        loader = SafeLoader(content)
        return _Reading(loader.get_event).document()
    except (yaml.YAMLError, ValueError) as error:
        raise Surprise from error
    finally:
        if loader is not None:
            loader.dispose()


@define(eq=False)
class _Reading:
    """One document, event by event. `count` is how many values there were, an alias counting as what it stands for."""

    following: Callable[[], Any]
    count: int = 0
    # The values of anchors that are read to their end, and how many values they come to.
    anchors: dict[str, tuple[Any, int]] = field(factory=dict)

    def document(self) -> Any:
        self._expect(yaml.StreamStartEvent, yaml.DocumentStartEvent)
        value = self._value(self.following(), DEEPEST)
        self._expect(yaml.DocumentEndEvent, yaml.StreamEndEvent)
        return value

    def _expect(self, *kinds: type[Any]) -> None:
        for kind in kinds:
            if type(self.following()) is not kind:
                raise Surprise

    def _value(self, event: Any, levels: int) -> Any:
        if type(event) is yaml.AliasEvent:
            return self._alias(event)
        before = self.count
        self.count += 1
        value = _scalar(event) if type(event) is yaml.ScalarEvent else self._collection(event, levels)
        if event.anchor is not None:
            if event.anchor in self.anchors:
                raise Surprise
            self.anchors[event.anchor] = value, self.count - before
        return value

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise Surprise
        value, count = self.anchors[event.anchor]
        self.count += count
        if self.count > MOST_VALUES:
            raise Surprise
        return value

    def _collection(self, event: Any, levels: int) -> Any:
        if levels == 0 or event.tag is not None:
            raise Surprise
        if type(event) is yaml.SequenceStartEvent:
            items = []
            while type(event := self.following()) is not yaml.SequenceEndEvent:
                items.append(self._value(event, levels - 1))
            return items
        members: dict[Any, Any] = {}
        written: set[str] = set()
        while type(event := self.following()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent or event.anchor is not None or event.value in written:
                raise Surprise
            written.add(event.value)
            members[_scalar(event)] = self._value(self.following(), levels - 1)
        return members


def _scalar(event: Any) -> Any:
    if event.tag is not None:
        raise Surprise
    text = event.value
    if event.implicit[0]:
        for tag, pattern in _RESOLVERS.get(text[:1], ()):
            if pattern.match(text):
                return _MAKE[tag](text)
    return text
