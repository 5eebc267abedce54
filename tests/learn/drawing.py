"""Draws servers of another make: other names, places, statuses and paths for anything that is only proposed.

What a document of the partner states is never varied. The names are made by rules of their own, not by those that the
product guesses with.
"""

import random
import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from signoff_contract.description import Description, Operation, load
from signoff_contract.description.elements import Elements
from signoff_contract.description.model import is_guess
from signoff_contract.description.source import escape

from .variant import Variant

_WORDS = ("ref", "info", "own", "current", "base", "value", "detail")
_HOLDS: Mapping[tuple[str, str], set[str]] = {
    ("Proposal", "customer"): {"bankAccount", "deliveryAddress"},
    ("CalculationResult", "sheet"): {
        "operation", "amountFinanced", "numberOfPayments", "paymentPerPeriod", "totalPayable", "nominalInterestRate",
    },
}  # fmt: skip
_DOCUMENTED = ("/proposals/{proposal-id}/decision/decision-document/download",)
"""Paths that a document prints, where only the method is inferred."""

_NEVER_SHOWN = frozenset({"customerManual"})
"""Members that are only ever sent, and without which a body is empty: no answer shows another name, no refusal has one."""

_ONE_THING = ("ProposalCreate", "Proposal", "CustomerSet")
"""Schemas of one thing, in a request and in answers: a server calls the same member of it by one name."""

_OTHERS = {
    "page": ("pageNumber", "page_number", "pageNo", "pageIndex"),
    "pageSize": ("page-size", "page_size", "limit", "perPage", "size"),
    "customerNumber": ("customerNo", "customer_number", "number"),
    "name": ("customerName", "search", "q"),
    "corporateIdentityNumber": ("corporate_identity_number", "organisationNumber", "corporateIdentityNo"),
}
_FAMILIES = ("configuration", "config", "master-data")


@frozen
class Proposed:
    """All that is only proposed at a partner, by kind. Schemas of token answers are no part of the interface."""

    members: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str, str], ...]
    """Schema, member, and the member beside it, an object, that it may stand in."""
    paths: tuple[str, ...]
    statuses: tuple[str, ...]
    media_types: tuple[str, ...]
    wrapped: tuple[str, ...]
    bare: tuple[tuple[str, str], ...]
    """Operation, and the member that holds the list."""
    queries: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]

    @property
    def places(self) -> int:
        """How many members and lists may stand elsewhere."""
        return len(self.moved) + len(self.wrapped) + len(self.bare)


def proposed(partner: str) -> Proposed:
    """What only proposals of ours say in the description of a partner."""
    description = load(partner)
    elements = Elements(description)
    operations = list(description)
    lists = [
        operation.id
        for operation in operations
        for response in operation.success[:1]
        for body in response.bodies
        if is_guess(_of_answer(elements, operation)) and "json" in body.media_type
        if elements.types(elements.places.response(operation, int(response.status), body.media_type)) == {"array"}
    ]
    return Proposed(
        members=tuple(_members(elements)),
        moved=tuple(_movable(elements)),
        paths=tuple(
            path
            for path in dict.fromkeys(operation.path for operation in operations)
            if all(is_guess(each.provenance) for each in operations if f"{each.path}/".startswith(f"{path}/"))
            and path not in _DOCUMENTED
        ),
        statuses=tuple(
            operation.id
            for operation in operations
            # A read is answered with 200 wherever HTTP is spoken.
            if operation.method != "GET" and is_guess(_of_answer(elements, operation)) and operation.tag != "auth"
            # Where two are described, the documents say both.
            if len(operation.success) == 1
        ),
        media_types=tuple(
            operation.id
            for operation in operations
            if is_guess(_of_answer(elements, operation)) and operation.tag != "auth"
            if any("json" in body.media_type for body in operation.success[0].bodies)
        ),
        wrapped=tuple(lists),
        bare=tuple(_bare(elements)),
        queries=tuple(
            (operation.id, each.name)
            for operation in operations
            for each in operation.parameters
            if each.location == "query" and is_guess(each.provenance)
        ),
        headers=tuple(dict.fromkeys(_headers(elements))),
    )


def draw(partner: str, source: random.Random, share: float = 0.5) -> Variant:
    """A server that calls about `share` of what is proposed otherwise, drawn from `source`."""
    all_of, description = proposed(partner), load(partner)

    def some(things: tuple[Any, ...], part: float = share) -> list[Any]:
        return [thing for thing in things if source.random() < part]

    elements = Elements(description)
    members: dict[tuple[str, str], str] = {}
    for schema, member in some(all_of.members):
        place = elements.places.schema(description.resolve(f"#/components/schemas/{escape(schema)}"))
        taken = {*elements.places.public_words, *elements.described_members(place)}
        taken |= {*(new for (of, _), new in members.items() if of == schema)}
        alike = [new for (of, name), new in members.items() if name == member and {of, schema} <= set(_ONE_THING)]
        if (new := alike[0] if alike else other_name(member, source)) not in taken:
            of_it = _ONE_THING if schema in _ONE_THING else (schema,)
            members |= {(of, member): new for of in of_it if (of, member) in all_of.members}
    moved = {
        (schema, member): source.choice([at for of, name, at in all_of.moved if (of, name) == (schema, member)])
        for schema, member in some(tuple(dict.fromkeys((of, name) for of, name, _ in all_of.moved)), share / 2)
    }
    wrapped = some(all_of.wrapped)
    others = {
        name: source.choice(_OTHERS.get(name) or _spelled(name))
        for name in some(tuple(dict.fromkeys(name for _, name in all_of.queries)))
    }
    return Variant(
        members={key: new for key, new in members.items() if key not in moved},
        moved=moved,
        paths=_paths(description, some(all_of.paths), source),
        statuses={of: _other_status(description, of, source) for of in some(all_of.statuses)},
        media_types=dict.fromkeys(some(all_of.media_types, share / 3), "application/vnd.partner+json"),
        wrapped={of: source.choice(("data", "entries", "result", "list")) for of in wrapped},
        bare=dict(some(all_of.bare, share / 4)),
        queries={key: others[key[1]] for key in all_of.queries if key[1] in others},
        headers={name: f"x-{name.lower()}" for name in some(all_of.headers)},
        speaks=partner != "smartbusiness",
    )


def other_name(name: str, source: random.Random) -> str:
    """Another name for a thing: other spelling, another word beside or instead."""
    word = source.choice(_WORDS)
    for way in source.sample(_WAYS, len(_WAYS)):
        if (new := way(name, word)) != name and re.fullmatch(r"[A-Za-z][A-Za-z_-]{1,58}", new):
            return new
    return f"{name}Value"


def _spelled(name: str) -> list[str]:
    parts = _parts(name)
    return [new for new in ("_".join(parts), "-".join(parts), _camel(parts)) if new != name]


def _parts(name: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]


def _camel(parts: list[str]) -> str:
    return parts[0] + "".join(part.capitalize() for part in parts[1:])


_WAYS: tuple[Callable[[str, str], str], ...] = (
    # In camelCase, as the partners' documents ask for.
    lambda name, word: _camel([word, *_parts(name)]),
    lambda name, word: _camel([*_parts(name), word]),
    lambda name, _: name[:-1] if name.endswith("s") else f"{name}s",
    lambda name, _: _camel(_parts(name)[-1:] + _parts(name)[:-1]),
    lambda name, _: _parts(name)[-1],
)


def _members(elements: Elements) -> list[tuple[str, str]]:
    found = []
    for schema, name in _own_members(elements):
        place = elements.places.schema(elements.description.resolve(f"#/components/schemas/{escape(schema)}"))
        if is_guess(elements.places.member(place, name).provenance) and name not in _NEVER_SHOWN:
            found.append((schema, name))
    return found


def _own_members(elements: Elements) -> list[tuple[str, str]]:
    document: Mapping[str, Any] = elements.description.document["components"]["schemas"]
    found = []
    for schema, written in document.items():
        if schema.startswith("Token"):
            continue
        for part in (written, *(written.get("allOf") or ())):
            found += [(schema, name) for name in part.get("properties") or ()]
    return found


def _movable(elements: Elements) -> list[tuple[str, str, str]]:
    """Members of answers that may stand in an object beside them which is there whenever they are."""
    found = []
    for schema, name in _members(elements):
        place = elements.places.schema(elements.description.resolve(f"#/components/schemas/{escape(schema)}"))
        for holder in elements.described_members(place):
            inner = elements.places.member(place, holder)
            if _HOLDS.get((schema, holder), set()) >= {name} and name not in elements.described_members(inner):
                found.append((schema, name, holder))
    return found


def _bare(elements: Elements) -> list[tuple[str, str]]:
    found = []
    for operation in elements.description:
        for response in operation.success[:1]:
            for body in response.bodies:
                if not response.status.isdigit() or "json" not in body.media_type:
                    continue
                place = elements.places.response(operation, int(response.status), body.media_type)
                lists = [
                    name
                    for name in elements.described_members(place)
                    if elements.types(elements.places.member(place, name)) == {"array"}
                ]
                alone = len(lists) == 1 and is_guess(elements.places.member(place, lists[0]).provenance)
                if alone and is_guess(place.provenance) and operation.method == "GET" and "List" in str(body.schema):
                    found.append((operation.id, lists[0]))
    return found


def _headers(elements: Elements) -> list[str]:
    found = []
    for operation in elements.description:
        for response in operation.success:
            _, written = elements.response(operation, response.status)
            for name, raw in (written.get("headers") or {}).items():
                header = elements.description.deref(raw)
                stated = str((header.get("x-provenance") or {}).get("confidence"))
                if stated in {"proposed", "inferred", "conflict"}:
                    found.append(str(name))
    return found


def _of_answer(elements: Elements, operation: Operation) -> Any:
    """The provenance of an operation's success, None where it has several or none of a single status."""
    if not operation.success or any(not response.status.isdigit() for response in operation.success):
        return None
    provenances = [response.provenance for response in operation.success]
    return provenances[0] if all(map(is_guess, provenances)) else None


def _other_status(description: Description, operation_id: str, source: random.Random) -> int:
    operation = next(each for each in description if each.id == operation_id)
    described = {response.status for response in operation.success}
    return source.choice([status for status in (200, 201, 202) if str(status) not in described])


def _paths(description: Description, chosen: list[str], source: random.Random) -> dict[str, str]:
    """Other paths, a family in one: what is below a path goes along with it."""
    found: dict[str, str] = {}
    family = source.choice(_FAMILIES)
    for path in sorted(chosen):
        parts = path.split("/")[1:]
        if len(parts) > 1 and not parts[1].startswith("{"):
            found[path] = f"/{family}/{parts[1]}"
            continue
        above = max((old for old in found if path.startswith(f"{old}/")), key=len, default="")
        literal = max(index for index, part in enumerate(parts) if not part.startswith("{"))
        word = parts[literal]
        parts[literal] = word.removesuffix("s") if word.endswith("s") else f"{word}s"
        moved = "/" + "/".join(parts)
        found[path] = found[above] + moved[len(above) :] if above else moved
    below = [each.path for each in description if each.path not in found and each.path not in _DOCUMENTED]
    for path in below:
        above = max((old for old in found if path.startswith(f"{old}/")), key=len, default="")
        if above:
            found[path] = found[above] + path[len(above) :]
    return found


def only(variant: Variant, *kinds: str) -> Variant:
    """The same server with differences of some kinds alone."""
    return Variant(speaks=variant.speaks, **{kind: getattr(variant, kind) for kind in kinds})
