"""What a run remembers: what became of a call, what a read gave, a proposal's life, an office's master data."""

from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from signoff_contract.suite.context import LeftOut, Skip
from signoff_contract.suite.partner import Outcome
from signoff_contract.suite.round_trip import equal
from signoff_contract.traffic.exchange import Exchange
from signoff_partners.siesmart.offers import Offer

from .wire import canonical

__all__ = ["Office", "Outcome", "Reading", "Story"]


# What changes may set that is not there from the beginning.
_SET_LATER = ("customerManual", "deliveryAddress", "bankAccount", "calculation")


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
    no document promises an order. `sent_members` and `sent_parts` hold all that was ever sent, to know it again
    wherever it stands. `moved` says that a version was refused that nobody had changed. `allowed` is what the pre-check
    said, None where there is none at its proposed place.
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
    sent_members: dict[str, Any] = field(factory=dict)
    sent_parts: dict[str, list[dict[str, Any]]] = field(factory=lambda: {"assets": [], "loans": []})
    complete: bool = False
    allowed: bool | None = False
    cancel_allowed: bool | None = None
    submitted: Mapping[str, Any] | None = None
    baits: list[str] = field(factory=list)
    moved: bool = False
    missing: str = "its creation failed"
    left_out: str = ""
    doubtful: list[Exchange] = field(factory=list)

    @property
    def id(self) -> int:
        """The proposal's id.

        Raises Skip when the creation gave none or when the proposal is lost, LeftOut where none is created at all.
        """
        if self.left_out:
            raise LeftOut(self.left_out)
        if self.proposal_id is None:
            raise Skip(f"needs the proposal of the {self.name} story: {self.missing}")
        return self.proposal_id

    @property
    def now(self) -> Reading:
        """The newest read. Raises as `id` does when there is none."""
        number = self.id
        if not self.readings:
            raise Skip(f"needs a read of the proposal {number} of the {self.name} story")
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

    def lose(self, why: str) -> None:
        """Ends the story: its proposal, answered with success once, is not there any more."""
        self.proposal_id, self.missing = None, why

    def remember(self, member: str, sent: Any) -> None:
        """Takes note of something that was accepted, so that it is known again in the reads."""
        if member in self.sent_parts:
            self.sent_parts[member].append(dict(sent))
        else:
            self.sent_members[member] = sent

    def adopt(self, reading: Reading) -> None:
        """Takes what a read shows for what is stored, after a change of which nobody knows whether it was made."""
        for member, known in (("assets", self.assets), ("loans", self.loans)):
            listed = reading.body.get(member)
            shown = {
                part["id"]: part for part in listed or () if isinstance(part, dict) and isinstance(part.get("id"), int)
            }
            kept = {
                number: known[number]
                if number in known and equal(canonical(known[number]), canonical(part))
                else {name: value for name, value in part.items() if name != "id"}
                for number, part in shown.items()
            }
            known.clear()
            known.update(kept)
        for member in {*self.expected, *_SET_LATER}:
            value = reading.body.get(member)
            if value is None:
                self.expected.pop(member, None)
            elif not equal(canonical(self.expected.get(member)), canonical(value)):
                self.expected[member] = value
        # What the change without an answer was the last to add makes it as complete as an answered one does.
        self.complete = self.complete or {"customerManual", "calculation"} <= self.expected.keys()
        text = repr(canonical(dict(reading.body)))
        self.baits = [bait for bait in self.baits if bait not in text]

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
    offers: list[Offer] = field(factory=list)
    contacts_listed: bool = False
