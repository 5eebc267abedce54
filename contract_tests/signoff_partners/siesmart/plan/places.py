"""Where the parts of a proposal stand in an answer: under our name or, told by what was sent, somewhere else.

No document shows a proposal as it is read, so most names of its members are only inferred. A row about what is stored
must not hang on such a name: values are made up and unlike each other, so a part is known again wherever it stands.
What stands elsewhere is told as a finding; what stands nowhere is lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description.source import escape
from signoff_contract.suite.round_trip import equal

from .wire import canonical

ID_NAMES = ("id", "proposalId")
_ID_LIKE = re.compile(r"(?i)(proposal)?_?(id|identifier|number|nr|no|key)")

# Reference values that the plan makes up, because no call lists them: the partner may have a name of its own for each.
_MADE_UP = frozenset({"legalForm", "professionType", "title", "country", "region", "pricePerUnit"})


@frozen
class Elsewhere:
    """A member that stands at another pointer than the description's (or, with `named`, is named otherwise there)."""

    member: str
    pointer: str
    named: bool = False


@define
class Known:
    """What was sent and accepted so far, by the proposal's members: `parts` are those of its lists."""

    members: Mapping[str, Any]
    parts: Mapping[str, Sequence[Any]]
    found: list[Elsewhere] = field(factory=list)


def number_of(body: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The member that holds a proposal's id and its value; a name that only looks like one comes last."""
    for name in ID_NAMES:
        if body.get(name) is not None:
            return name, body[name]
    for name, value in body.items():
        if _ID_LIKE.fullmatch(name) and isinstance(value, (int, str)) and not isinstance(value, bool):
            return name, value
    return None


def understand(body: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """The proposal with every known part under the description's name as well; nothing is taken away.

    What was found elsewhere is added to `known.found`.
    """
    told = dict(body)
    if told.get("id") is None and (number := number_of(told)) is not None:
        told["id"] = number[1]
        known.found.append(Elsewhere("id", f"/{escape(number[0])}"))
    for member, wanted in known.members.items():
        if told.get(member) is None and (place := _find(member, wanted, body)) is not None:
            known.found.append(Elsewhere(member, place[0]))
            told[member] = place[1]
    for member, wanted in known.parts.items():
        if wanted and told.get(member) is None and (place := _find_list(wanted, body)) is not None:
            known.found.append(Elsewhere(member, place[0]))
            told[member] = place[1]
    names = {key: value for sent in (*known.members.values(), *known.parts.values()) for key, value in _names(sent)}
    return _renamed(told, names, known)


def _find(member: str, wanted: Any, body: Mapping[str, Any]) -> tuple[str, Any] | None:
    if isinstance(wanted, dict):
        return closest(body, wanted)
    if isinstance(wanted, int) and member.endswith("Id"):
        return _reference(member, body)
    if isinstance(wanted, str):
        return next(((pointer, leaf) for pointer, leaf in leaves(body) if leaf == wanted), None)
    return None


def _reference(member: str, body: Mapping[str, Any]) -> tuple[str, Any] | None:
    """A number under a name like the member's, or the id of an object under such a name."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+", member.removesuffix("Id"))]
    for name, value in body.items():
        if not any(word in name.lower() for word in words):
            continue
        if isinstance(value, int) and not isinstance(value, bool):
            return f"/{escape(name)}", value
        if isinstance(value, dict) and isinstance(value.get("id"), int):
            return f"/{escape(name)}/id", value["id"]
    return None


def closest(body: Any, wanted: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The object inside a body that has most of the telling values of `wanted`, and at least half of them."""
    best, place = Decimal("0.49"), None
    for pointer, candidate in objects(body):
        if pointer and (score := likeness(wanted, candidate)) > best:
            best, place = score, (pointer, candidate)
    return place


def _find_list(wanted: Sequence[Any], body: Mapping[str, Any]) -> tuple[str, list[Any]] | None:
    for pointer, value in values(body):
        if isinstance(value, list) and any(
            isinstance(part, dict) and likeness(sent, part) >= Decimal("0.5") for part in value for sent in wanted
        ):
            return pointer, value
    return None


def likeness(wanted: Mapping[str, Any], candidate: Mapping[str, Any]) -> Decimal:
    """Which share of the telling values of `wanted` stands in the candidate at the same place; 0 when none is telling."""
    there = dict(leaves(canonical(dict(candidate))))
    telling = [(pointer, leaf) for pointer, leaf in leaves(canonical(dict(wanted))) if is_telling(leaf)]
    same = sum(1 for pointer, leaf in telling if pointer in there and equal(leaf, there[pointer]))
    return Decimal(same) / len(telling) if telling else Decimal(0)


def is_telling(leaf: Any) -> bool:
    """Whether a value was made up for one place, so that it is found nowhere by chance."""
    if isinstance(leaf, str):
        return len(leaf) >= 5 and any(character.isdigit() for character in leaf)
    return isinstance(leaf, (Decimal, float)) and leaf != int(leaf)


def values(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside a JSON value, the value itself first, with its pointer."""
    yield pointer, value
    inner: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    for name, member in inner:
        yield from values(member, f"{pointer}/{escape(str(name))}")


def leaves(value: Any) -> Iterator[tuple[str, Any]]:
    """Every value that holds no other."""
    return ((pointer, leaf) for pointer, leaf in values(value) if not isinstance(leaf, (dict, list)))


def objects(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object inside a JSON value."""
    return ((pointer, inner) for pointer, inner in values(value) if isinstance(inner, dict))


def _key(value: Mapping[str, Any]) -> tuple[str, Any] | None:
    return next(((name, value[name]) for name in ("id", "code") if isinstance(value.get(name), str | int)), None)


def _names(sent: Any) -> Iterator[tuple[tuple[str, Any], str]]:
    """The names that were sent with made-up reference values, by member and key."""
    for _, inner in objects(sent):
        for member, value in inner.items():
            if member in _MADE_UP and isinstance(value, dict) and (key := _key(value)) and "name" in value:
                yield (member, key), value["name"]


def _renamed(body: dict[str, Any], names: Mapping[tuple[str, Any], str], known: Known) -> dict[str, Any]:
    def rename(member: str, inner: Any, place: str) -> Any:
        if member in _MADE_UP and isinstance(inner, dict) and (key := _key(inner)) is not None:
            sent = names.get((member, key))
            if sent is not None and isinstance(inner.get("name"), str) and inner["name"] and inner["name"] != sent:
                known.found.append(Elsewhere(member, f"{place}/name", named=True))
                return {**inner, "name": sent}
        return inner

    told: dict[str, Any] = _mapped(body, rename, "")
    return told


def _mapped(value: Any, change: Callable[[str, Any, str], Any], pointer: str) -> Any:
    if isinstance(value, dict):
        return {
            name: _mapped(change(name, inner, f"{pointer}/{escape(name)}"), change, f"{pointer}/{escape(name)}")
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_mapped(inner, change, f"{pointer}/{index}") for index, inner in enumerate(value)]
    return value
