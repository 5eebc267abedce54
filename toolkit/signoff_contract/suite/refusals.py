"""What a refusal says about names: an error often tells which member it has missed, or does not know."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from signoff_contract.description.elements import Elements
from signoff_contract.description.model import is_guess
from signoff_contract.description.sensitivity import Place
from signoff_contract.traffic.vocabulary import likeness

_NAME = re.compile(r"[A-Za-z_][A-Za-z_-]{1,60}[0-9]?")
# In a sentence only what no word of a language looks like is taken for a name.
_IN_A_SENTENCE = re.compile(r"(?<![\w-])(?:[a-z]+(?:[A-Z][a-z0-9]*)+|[a-z]+(?:[_-][a-z0-9]+)+)(?![\w-])")
_LEAST = 0.45
_SAYS_WHAT = frozenset(
    {"title", "type", "code", "error", "message", "detail", "status", "reason", "instance", "traceid"}
)
"""Members of error objects that say what happened: a single word there is a kind of error, not a member's name."""


def names_in(error: Any) -> list[str]:
    """The names that an error's body speaks of: keys of the objects inside, short texts that are names, and names in
    sentences. Its own members are what it is made of, not what it is about.

    Of a path such as `/orderRows/0/qty` or `orderRows[0].qty` the last name counts.
    """
    inside = [inner for name, inner in error.items() if not _is_kind(name, inner)] if isinstance(error, dict) else error
    return list(dict.fromkeys(_names(inside)))


def _is_kind(name: Any, value: Any) -> bool:
    return str(name).casefold() in _SAYS_WHAT and isinstance(value, str) and " " not in value


def _names(error: Any) -> Iterator[str]:
    if isinstance(error, dict):
        for name, inner in error.items():
            yield from _last(str(name))
            if not _is_kind(name, inner):
                yield from _names(inner)
    elif isinstance(error, list):
        for inner in error:
            yield from _names(inner)
    elif isinstance(error, str):
        if " " in error:
            yield from _IN_A_SENTENCE.findall(error)
        elif "://" not in error:
            yield from _last(error)


def _last(text: str) -> Iterator[str]:
    parts = [part for part in re.split(r"[./\[\]$]+", text) if part and not part.isdigit()]
    # VALIDATION_FAILED is a kind of error, whatever the member is called that holds it.
    if parts and _NAME.fullmatch(parts[-1]) and not parts[-1].isupper():
        yield parts[-1]


def asks_for_other_names(elements: Elements, place: Place, sent: Any, refused: Any, known: Container[str]) -> bool:
    """Whether a refusal speaks of a name that nobody described, where names of what was sent are only proposed."""
    ours = guessed_members(elements, place, sent)
    if not ours:
        return False
    # A word of a sentence may be any word; one that is nearly a name of ours is the server's for it.
    alike = (word for word in _words(refused) if any(likeness(word, name) >= _LEAST for name in ours))
    return any(name not in known for name in (*names_in(refused), *alike))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str) and " " in value:
        yield from _NAME.findall(value)


def guessed_members(elements: Elements, place: Place, value: Any) -> list[str]:
    """The members of a sent body whose names are only proposed."""
    found: dict[str, None] = {}
    if isinstance(value, dict):
        for name, inner in value.items():
            below = elements.places.member(place, name)
            if below.described and is_guess(below.provenance):
                found[name] = None
            found.update(dict.fromkeys(guessed_members(elements, below, inner)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found.update(dict.fromkeys(guessed_members(elements, elements.places.element(place, index), inner)))
    return list(found)


def pair_names(ours: Sequence[str], theirs: Sequence[str], required: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """Which of our names may be which of those that the refusal speaks of, the most alike first.

    What is left alone on both sides belongs together, where ours is one of `required`: something stands for it.
    """
    scored = sorted(
        ((likeness(old, new), old, new) for old in ours for new in theirs if old != new),
        key=lambda each: (-each[0], each),
    )
    pairs: dict[str, str] = {}
    for score, old, new in scored:
        if score >= _LEAST and old not in pairs and new not in pairs.values():
            pairs[old] = new
    left = [name for name in required if name in ours and name not in pairs and name not in theirs]
    over = [name for name in theirs if name not in pairs.values() and name not in ours]
    if len(left) == len(over) == 1:
        pairs[left[0]] = over[0]
    return tuple(pairs.items())


def required_members(elements: Elements, place: Place, value: Any) -> list[str]:
    """The members of a sent body that its schema requires, wherever they stand."""
    found: dict[str, None] = {}
    if isinstance(value, dict):
        required = {name for facet in place.facets for name in facet.schema.get("required") or ()}
        for name, inner in value.items():
            if name in required:
                found[name] = None
            found.update(dict.fromkeys(required_members(elements, elements.places.member(place, name), inner)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found.update(dict.fromkeys(required_members(elements, elements.places.element(place, index), inner)))
    return list(found)


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A body with members called otherwise, wherever they stand."""
    if isinstance(value, dict):
        return {names.get(name, name): renamed(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, names) for inner in value]
    return value
