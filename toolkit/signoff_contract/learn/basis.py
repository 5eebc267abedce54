"""What traffic is held against, and how a finding about it is made."""

from attrs import define, field, frozen

from signoff_contract.description import Description, Provenance, Validators
from signoff_contract.description.elements import Elements
from signoff_contract.judge.renames import Certainty
from signoff_contract.traffic.shapes import Sightings
from signoff_contract.traffic.vocabulary import Vocabulary

from .findings import Change, Finding, Kind


@frozen
class Statement:
    """What the description says of one element: members as in `Finding`."""

    subject: str
    pointer: str
    says: str
    provenance: Provenance | None
    names: tuple[str, ...] = ()


@define(eq=False)
class Basis:
    """A description with its elements, its validators and its words. `told` are names of which a run has said already
    that they may be shown."""

    description: Description
    told: frozenset[str] = frozenset()
    elements: Elements = field(init=False)
    validators: Validators = field(init=False)
    vocabulary: Vocabulary = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.elements = Elements(self.description)
        self.validators = Validators(self.description)
        self.vocabulary = Vocabulary(self.description, self.told)

    def finding(
        self,
        operations: tuple[str, ...],
        kind: Kind,
        statement: Statement,
        seen: str,
        counted: Sightings,
        *,
        out_of: int = 0,
        certainty: Certainty = "sure",
        change: Change | None = None,
        guarded: bool = False,
    ) -> Finding:
        """A finding of the operations about a statement: what was seen instead or as well, how often, out of how many."""
        return Finding(
            kind=kind,
            subject=statement.subject,
            pointer=statement.pointer,
            operations=operations,
            says=statement.says,
            provenance=statement.provenance,
            seen=seen,
            count=counted.count,
            out_of=max(out_of, counted.count),
            refs=tuple(counted.first),
            certainty=certainty,
            place=self.description.place(statement.pointer),
            change=change,
            names=statement.names,
            guarded=guarded,
        )
