"""What a run remembers: what became of a call, what a read gave, a proposal's life, an office's master data."""

from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import Exchange
from signoff_contract.suite.partner import Outcome

__all__ = ["Office", "Outcome", "Reading", "Story"]


@frozen
class Reading:
    """A proposal as one read gave it: entity tag byte for byte, body with exact decimals."""

    version: str | None
    body: Mapping[str, Any]
    exchange: Exchange


@define
class Story:
    """One proposal's life in a run.

    `expected` holds what was sent and accepted, by the proposal's members; assets and loans are kept by id, because
    no document promises an order. `moved` says that a version was refused that nobody had changed.
    """

    name: str
    proposal_id: int | None = None
    office_id: int | None = None
    country: str = "GB"
    created_version: str | None = None
    readings: list[Reading] = field(factory=list)
    expected: dict[str, Any] = field(factory=dict)
    assets: dict[int, dict[str, Any]] = field(factory=dict)
    loans: dict[int, dict[str, Any]] = field(factory=dict)
    complete: bool = False
    allowed: bool | None = None
    cancel_allowed: bool | None = None
    submitted: Mapping[str, Any] | None = None
    baits: list[str] = field(factory=list)
    moved: bool = False
    missing: str = "its creation failed"

    @property
    def id(self) -> int:
        """The proposal's id. Raises Skip when the creation gave none."""
        if self.proposal_id is None:
            raise Skip(f"the {self.name} story has no proposal: {self.missing}")
        return self.proposal_id

    @property
    def now(self) -> Reading:
        """The newest read. Raises Skip when there is none."""
        if not self.readings:
            raise Skip(f"the {self.name} story's proposal could not be read: {self.missing}")
        return self.readings[-1]

    @property
    def version(self) -> str:
        """The newest entity tag. Raises Skip when the newest read gave none that If-Match could carry."""
        version = self.now.version
        if not version:
            raise Skip(f"the newest read of the {self.name} story's proposal gave no ETag")
        if version.startswith("W/"):
            raise Skip(f"the newest read of the {self.name} story's proposal gave a weak ETag")
        return version

    def older_version(self, *, oldest: bool = False) -> str | None:
        """An entity tag that the proposal has had and has no longer, the newest such one unless `oldest`."""
        current = self.now.version
        known = [self.created_version, *(reading.version for reading in self.readings)]
        older = [version for version in known if version and version != current]
        return (older[0] if oldest else older[-1]) if older else None


@define
class Office:
    """One office with its master data, as far as the partner gave them."""

    id: int
    country: str
    contacts: list[dict[str, Any]] = field(factory=list)
    codes: list[str] = field(factory=list)
    configuration: dict[str, Any] = field(factory=dict)
