"""What traffic settles about a description: findings, and the changes that would take them into it."""

from typing import Literal

from attrs import field, frozen

from signoff_contract.description import Provenance
from signoff_contract.description.source import Place
from signoff_contract.judge.renames import Certainty
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.shapes import Shape

Kind = Literal["contradicted", "unknown-now-seen", "undocumented", "confirmed"]


@frozen
class Mark:
    """The element at `pointer` was seen as it is described: its provenance becomes `observed`."""

    pointer: str


@frozen
class MovePath:
    """The path item at `pointer` has another path."""

    pointer: str
    path: str


@frozen
class RenameKey:
    """The key at `pointer` (a status, a media type) is written `name`."""

    pointer: str
    name: str


@frozen
class RenameMember:
    """The member `old` of the schema at `owner` is called `new`, in lists of required members and examples too."""

    owner: str
    old: str
    new: str


@frozen
class RenameParameter:
    """The parameter at `pointer` is called `name`."""

    pointer: str
    name: str


@frozen
class WrapList:
    """The list at `pointer` is the member `name` of an object."""

    pointer: str
    name: str


@frozen
class MoveMember:
    """The member `name` of the schema at `old` stands in the schema at `owner`, an object inside of it."""

    owner: str
    name: str
    old: str


@frozen
class RenameMethod:
    """The operation at `pointer` is called by another method (lower case)."""

    pointer: str
    name: str


@frozen
class SetTypes:
    """The schema at `pointer` has these types."""

    pointer: str
    types: tuple[str, ...]


@frozen
class SetFormat:
    """The texts at `pointer` have another format; None: no common one."""

    pointer: str
    format: str | None


@frozen
class DropRequired:
    """The schema at `owner` does not require the member `name`."""

    owner: str
    name: str


@frozen
class AddMember:
    """The schema at `owner` has one more member; of `shape` only types and forms are taken over."""

    owner: str
    name: str
    shape: Shape = field(repr=False, eq=False)


@frozen
class AddValues:
    """The list of values at `pointer` has more entries."""

    pointer: str
    values: tuple[str, ...]


@frozen
class AddParameter:
    """The operation at `pointer` has one more query parameter."""

    pointer: str
    name: str
    type: str


@frozen
class AddResponse:
    """The operation at `pointer` answers with one more status, as the answer `like` (a reference) describes."""

    pointer: str
    status: int
    like: str


@frozen
class AddHeader:
    """The answer at `pointer` has one more header."""

    pointer: str
    name: str


Change = (
    Mark
    | MovePath
    | RenameKey
    | RenameMember
    | RenameParameter
    | WrapList
    | MoveMember
    | RenameMethod
    | SetTypes
    | SetFormat
    | DropRequired
    | AddMember
    | AddValues
    | AddParameter
    | AddResponse
    | AddHeader
)


@frozen
class Finding:
    """One thing that traffic says about the description.

    `pointer` names the element in the bundled description, `place` where it is written. `seen` never repeats a value
    that could be personal or secret. `count` of `out_of` exchanges showed it; `refs` are the first of them. `change`
    is what the patch would do, None where a person has to write it.
    """

    kind: Kind
    subject: str
    pointer: str
    operations: tuple[str, ...]
    says: str
    provenance: Provenance | None
    seen: str
    count: int
    out_of: int
    refs: tuple[Ref, ...]
    certainty: Certainty
    place: Place
    change: Change | None = field(default=None, repr=False)
    names: tuple[str, ...] = ()
    """Names and paths of the description that this is about; requirement rows are found by them."""
    guarded: bool = False
    """Whether the element itself is documented, so that a patch leaves it alone although only our reading is wrong."""

    @property
    def against_documents(self) -> bool:
        """Whether it contradicts what the partner's documents say."""
        return (
            self.kind == "contradicted" and self.provenance is not None and self.provenance.confidence == "documented"
        )
