"""What of recorded traffic may be said aloud: names that look like names, values that look like codes.

Names are usually words of the API, but an object may be keyed by people or numbers. A name is shown when it looks like
the names of the description, or holds one of its words; anything else is counted and not named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from attrs import define, field

from signoff_contract.description import Description

from .restoring import Redacted, holds_placeholder

_NAME = re.compile(r"^[@$_]?[A-Za-z][A-Za-z_-]{0,58}[0-9]{0,2}$")
_LOWER_FIRST = re.compile(r"^[@$_]?[a-z]")
_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{0,30}$")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# What our own evidence writes in the place of a name.
_REDACTED_NAME = re.compile(r"^\[undescribed-\d+\]$")
_PLURAL = re.compile(r"(?<=[a-rt-z])s$")
_SHORTEST_WORD = 3
_SHORTEST_NOISE = 14
_NOISY_PART = 2.3
# How the keys of widely used services begin.
_KEY = re.compile(
    r"(?:[sprw]k|whsec|gh[opsur]|github_pat|glpat|xox[abeprs]|sh(?:pat|pca|ppa|pss)|dop_v1|npm|pypi|hf)[_-]"
    r"|(?:AKIA|ASIA|AIza|ya29|eyJ)",
)
_STRUCTURAL = 2
"""So often a name that holds no word of the description must have stood somewhere to be shown."""

HIDDEN = "{…}"
"""What stands in the place of a name or a path segment that is not shown."""


def is_placeholder(value: Any) -> bool:
    """Whether a value is what redaction left, or holds such: it proves that there was one, and not what it was."""
    return isinstance(value, str) and (isinstance(value, Redacted) or holds_placeholder(value))


def is_redacted_name(name: str) -> bool:
    """Whether our own evidence has taken the name away."""
    return _REDACTED_NAME.match(name) is not None


def is_code(value: Any, known: Iterable[Any]) -> bool:
    """Whether a text has the form of an enumeration's value, and of those that are known: letter case and length."""
    if not isinstance(value, str) or not _CODE.match(value):
        return False
    others = [other for other in known if isinstance(other, str)]
    longest = max((len(other) for other in others), default=0)
    return len(value) <= 2 * longest + 4 and _case(value) in {_case(other) for other in others}


def _case(text: str) -> str:
    return "upper" if text.isupper() else "lower" if text.islower() else "title" if text.istitle() else "mixed"


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in any of the usual spellings, in lower case and singular."""
    return tuple(_PLURAL.sub("", word.lower()) for word in _WORDS.findall(name))


def looks_like_a_key(name: str) -> bool:
    """Whether a name is more likely a credential than a name: it begins as those of known makers do, or is noise."""
    if _KEY.match(name) is not None:
        return True
    parts = _WORDS.findall(name)
    letters = "".join(parts).lower()
    if len(letters) < _SHORTEST_NOISE:
        return False
    vowels = sum(letter in "aeiouy" for letter in letters) / len(letters)
    return len(letters) / len(parts) <= _NOISY_PART or (len(parts) == 1 and not 0.25 <= vowels <= 0.6)


def likeness(first: str, second: str) -> float:
    """How alike two names are, from 0 to 1; letter case, separators and plural do not count."""
    one, other = words_of(first), words_of(second)
    if one == other:
        return 1.0
    if _abbreviates("".join(one), "".join(other)) or _abbreviates("".join(other), "".join(one)):
        return 0.8
    letters = SequenceMatcher(None, "".join(one), "".join(other)).ratio()
    shared = len(set(one) & set(other)) / max(1, len(set(one) | set(other)))
    return max(letters if letters >= 0.6 else letters / 2, shared)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of a short name stand in the long one in their order, as in `qty` and `quantity`."""
    letters = iter(long)
    return 3 <= len(short) <= 0.6 * len(long) and short[0] == long[0] and all(letter in letters for letter in short)


@define(eq=False, slots=False)
class Vocabulary:
    """The words that a description uses for its paths, members, parameters, headers and operations."""

    description: Description
    told: frozenset[str] = frozenset()
    """Names of which a run has said already that they may be told."""
    _shown: dict[str, bool] = field(factory=dict, init=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name in the description, in lower case and singular."""
        names: set[str] = set(_names(self.description.document))
        for operation in self.description:
            names.update((operation.id, *operation.path.split("/"), *(p.name for p in operation.parameters)))
        return frozenset(word for name in names for word in words_of(name) if len(word) >= _SHORTEST_WORD)

    def shows(self, name: str, often: int = _STRUCTURAL) -> bool:
        """Whether a member's or parameter's name may be shown, which was seen so `often`.

        A single object may have somebody's name for a key: what holds no word of the description is shown when it has
        stood there twice.
        """
        if name not in self._shown:
            named = _NAME.match(name) is not None and not looks_like_a_key(name)
            self._shown[name] = named and (self._knows(name) or _LOWER_FIRST.match(name) is not None)
        return self._shown[name] and (often >= _STRUCTURAL or name in self.told or self._knows(name))

    def _knows(self, name: str) -> bool:
        return not self.words.isdisjoint(words_of(name))

    def shows_segment(self, segment: str) -> bool:
        """Whether a path segment that the description does not know may be shown: each of its words is known."""
        words = words_of(segment)
        named = _NAME.match(segment) is not None and not looks_like_a_key(segment)
        return named and bool(words) and self.words.issuperset(words)


def looks_keyed_by_data(members: Mapping[str, Iterable[str]]) -> bool:
    """Whether an undescribed object is a table: several members, all of them objects with the same members."""
    shapes = [frozenset(names) for names in members.values()]
    return len(shapes) > 1 and bool(shapes[0]) and len(set(shapes)) == 1


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key in ("properties", "headers", "schemas"):
            named = value.get(key)
            if isinstance(named, Mapping):
                yield from map(str, named)
        for name, inner in value.items():
            if name not in {"example", "examples", "enum"}:
                yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)
