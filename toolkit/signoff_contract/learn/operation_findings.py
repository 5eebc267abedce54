"""What both sides of a call's comparison share: how a finding about an operation is made."""

from collections.abc import Callable

from signoff_contract.description import Operation, Provenance
from signoff_contract.description.elements import Elements
from signoff_contract.judge.renames import Certainty
from signoff_contract.traffic.shapes import Sightings

from .findings import Change, Finding, Kind


def all_but(everything: Sightings, there: Sightings | None) -> Sightings:
    """How often something was missing; of where, only those of the first that are known not to have it."""
    if there is None:
        return everything
    first = [ref for ref in everything.first if ref not in there.first]
    return Sightings(everything.count - there.count, first)


def maker(elements: Elements, operation: Operation) -> Callable[..., Finding]:
    """Makes findings about one operation: what was seen comes as sightings, `out_of` so many exchanges."""

    def make(
        kind: Kind,
        subject: str,
        pointer: str,
        says: str,
        provenance: Provenance | None,
        seen: str,
        counted: Sightings,
        out_of: int,
        certainty: Certainty = "sure",
        change: Change | None = None,
        names: tuple[str, ...] = (),
    ) -> Finding:
        return Finding(
            kind=kind,
            subject=subject,
            pointer=pointer,
            operations=(operation.id,),
            says=says,
            provenance=provenance,
            seen=seen,
            count=counted.count,
            out_of=max(out_of, counted.count),
            refs=tuple(counted.first),
            certainty=certainty,
            place=elements.description.place(pointer),
            change=change,
            names=names,
        )

    return make
