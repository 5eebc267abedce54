"""What requests call things, learnt from answers: a server takes a thing under the name that it gives it.

A member that a server does not know is ignored: the answer lacks what was sent, or nothing is left that could be accepted. Where the answers
have another name for the same member, that is the name for the request too.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from signoff_contract.description import Operation
from signoff_contract.description.elements import title
from signoff_contract.description.model import is_guess
from signoff_contract.description.sensitivity import Place
from signoff_contract.description.source import escape
from signoff_contract.traffic.shapes import Sightings

from .basis import Basis, Statement
from .bodies import Bodies, ObjectSeen
from .findings import Finding, RenameMember
from .operations_seen import OperationSeen

_ALIKE = 0.5
_NOT_UNDERSTOOD = frozenset({400, 422})


@define
class _Ignored:
    """How often a member was sent, and how often the answer did not have it under any name."""

    new: str
    sent: Sightings = field(factory=Sightings)
    ignored: Sightings = field(factory=Sightings)


@define(eq=False)
class Requests:
    """Compares accepted requests with their answers, both in the description's names."""

    basis: Basis
    bodies: Bodies

    def findings(self, seen: OperationSeen, operation: Operation, asked: Place, answered: Place) -> Iterator[Finding]:
        """The members of the operation's requests that were ignored, and have another name in answers."""
        others = self._renamed_like(asked)
        found: dict[str, _Ignored] = {}
        for call in seen.calls if others else ():
            sent, told = call.request_body(), call.response_body()
            accepted = 200 <= call.status <= 299
            # What our own client sends is in order but for its names.
            refused = call.status in _NOT_UNDERSTOOD and bool(call.said_to_be) and not seen.accepted.count
            if not (accepted or refused) or sent.state != "json" or told.state != "json":
                continue
            answer = self.bodies.told(answered, told.value) if accepted else {}
            for name in others.keys() & _names(sent.value):
                about = found.setdefault(name, _Ignored(others[name]))
                about.sent.add(call.ref)
                if not _has(answer, name):
                    about.ignored.add(call.ref)
        for name, about in found.items():
            if about.ignored.count and about.ignored.count == about.sent.count:
                yield self._finding(operation, asked, name, about)

    def _renamed_like(self, asked: Place) -> dict[str, str]:
        """Members of a request that answers describing the same thing call otherwise, and how."""
        described = self.basis.elements.described_members(asked)
        found: dict[str, str] = {}
        for seen in self.bodies.objects.values():
            if _is_of(seen, asked) or not seen.renames:
                continue
            common = described.keys() & self.basis.elements.described_members(seen.place).keys()
            if len(common) < 2 or len(common) < _ALIKE * len(described):
                continue
            for guess in seen.renames.values():
                place = self.basis.elements.places.member(asked, guess.old)
                if guess.old in described and guess.new not in described and is_guess(place.provenance):
                    found[guess.old] = guess.new
        return found

    def _finding(self, operation: Operation, asked: Place, name: str, about: _Ignored) -> Finding:
        facet = self.basis.elements.owner(asked, name)
        owner = self.basis.elements.pointer(facet.schema) if facet is not None else ""
        pointer = f"{owner}/properties/{escape(name)}"
        says, provenance = f"the member is called {name}", self.basis.elements.places.member(asked, name).provenance
        return self.basis.finding(
            (operation.id,),
            "contradicted",
            Statement(title(pointer), pointer, says, provenance, (name,)),
            f"sent and not taken over; answers call it {about.new} (a guess)",
            about.ignored,
            out_of=about.sent.count,
            certainty="likely",
            change=RenameMember(owner, name, about.new),
        )


def _is_of(seen: ObjectSeen, place: Place) -> bool:
    return bool({id(facet.schema) for facet in seen.place.facets} & {id(facet.schema) for facet in place.facets})


def _names(value: Any) -> Sequence[str] | set[str]:
    return {name for name, inner in value.items() if inner is not None} if isinstance(value, Mapping) else set()


def _has(answer: Any, name: str) -> bool:
    return isinstance(answer, Mapping) and answer.get(name) is not None
