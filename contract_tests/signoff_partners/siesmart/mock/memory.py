"""What the mock remembers, for snapshots, state files and the eye.

A proposal is one row; each file that was uploaded to it is one of its own, so that a change of the proposal does not write
its files again.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
from attrs import define, field

from signoff_contract.description import Description, Validators
from signoff_contract.mock.clock import LONGEST_LIFE
from signoff_contract.mock.control.common import Names
from signoff_contract.mock.control.entities import Entity, Kind, Step
from signoff_contract.mock.control.parts import Commit, Part, Rows, Small, whole
from signoff_contract.mock.control.plain import Unreadable, plain, typed
from signoff_contract.mock.control.world import World
from signoff_contract.mock.engine import Call, Engine

from . import proposals
from .api import SieSmartApi
from .state import FIRST_INSTANT, OfficeClient, Proposal, State, StoredDocument, Waiting
from .views import document_view, proposal_view

_STATUS = "decisionStatus"


def world_of(engine: Engine, api: SieSmartApi) -> World:
    """The state of an engine."""
    state = api.state
    return World(
        engine=engine,
        identities=state.identities,
        lock=state.lock,
        parts={
            "names": Names(state.identities),
            "proposals": Proposals(state, api.description),
            "versions": _versions(state),
        },
        refresh=state.clear,
        seeds={"proposals": lambda count: _make_up(state, api.description, count)},
        kinds=(
            Kind("proposal", "Proposals", lambda: len(state.proposals), lambda at, most: _entities(state, at, most)),
        ),
    )


def engine_of(world: World) -> tuple[Engine, SieSmartApi]:
    """The engine of a state that `world_of` made, and its Api."""
    engine = world.engine
    assert isinstance(engine, Engine)  # noqa: S101 - there are no others
    assert isinstance(engine.api, SieSmartApi)  # noqa: S101 - there are no others
    return engine, engine.api


@define
class Proposals:
    """The proposals of a state with their history and their files."""

    state: State
    description: Description
    _files: dict[int, frozenset[str]] = field(factory=dict, init=False, repr=False)
    """The files of each proposal that were told."""

    def rows(self) -> dict[str, Any]:
        """All of it."""
        return {key: row for proposal in self.state.proposals.values() for key, row in self._rows(proposal)}

    def prepare(self, rows: Rows, shift: float) -> Commit:
        """Check rows, and say how to bring them back. Raises Unreadable."""
        files = {key: row for key, row in rows.items() if "/" in key}
        reader = _Reader(self.state, Validators(self.description), files, shift)
        found = {key: reader.read(key, row) for key, row in rows.items() if "/" not in key}
        if reader.files:
            raise Unreadable("proposals", "has a file that belongs to no document")
        kept = {proposal.id: proposal for proposal, _ in found.values()}
        history = {proposal.id: steps for proposal, steps in found.values()}
        return lambda: self.state.replace(kept, history)

    def begin(self) -> None:
        """Be as at the start."""
        self.state.begin()

    def watch(self) -> None:
        """Note from now on what changes. What there is counts as told."""
        self.state.changes.watched = True
        self._files = {}
        for proposal in self.state.proposals.values():
            self._new_rows(proposal)

    def changed(self) -> Mapping[str, Any]:
        """The rows that changed since this was asked last. A file never changes, and is told once."""
        found: dict[str, Any] = {}
        for proposal_id in self.state.changes.take():
            proposal = self.state.proposals.get(proposal_id)
            before = self._files.get(proposal_id, frozenset())
            if proposal is None:
                found[str(proposal_id)] = None
                self._files.pop(proposal_id, None)
            else:
                found.update(self._new_rows(proposal))
            found.update(dict.fromkeys(before - self._files.get(proposal_id, frozenset())))
        return found

    def _new_rows(self, proposal: Proposal) -> dict[str, Any]:
        """The row of a proposal, and those of its files that were not told yet."""
        rows = dict(self._rows(proposal))
        told = self._files.get(proposal.id, frozenset())
        files = frozenset(rows) - {str(proposal.id)}
        if files or told:
            self._files[proposal.id] = files
        return {key: row for key, row in rows.items() if key not in told}

    def _rows(self, proposal: Proposal) -> Iterator[tuple[str, Any]]:
        row = plain(attrs.evolve(proposal, documents=()))
        documents = []
        for document in proposal.documents:
            key = _file_key(proposal, document)
            has_file = document.content is not None
            documents.append({**plain(attrs.evolve(document, content=None)), "content": key if has_file else None})
            if has_file:
                yield key, base64.b64encode(document.content or b"").decode()
        history = plain(self.state.history.get(proposal.id, ()))
        yield str(proposal.id), {**row, "documents": documents, "history": history}


@define
class _Reader:
    """Reads rows of proposals; `files` are those that no document has claimed yet."""

    state: State
    validators: Validators
    files: dict[str, Any]
    shift: float

    def read(self, key: str, row: Any) -> tuple[Proposal, tuple[Step, ...]]:
        """A proposal and its history. Raises Unreadable."""
        place = f"proposals/{key}"
        if not isinstance(row, dict):
            raise Unreadable(place, "must be an object")
        members = dict(row)
        history = typed(tuple[Step, ...], members.pop("history", None), f"{place}/history")
        members["documents"] = [self._with_file(each, place) for each in typed(list[Any], row.get("documents"), place)]
        proposal = typed(Proposal, members, place)
        if proposal.id != whole(key, "proposals") or proposal.office_id not in self.state.master.offices:
            raise Unreadable(place, "must have the id that it is under, and an office that there is")
        self._hold(proposal, place)
        documents = tuple(attrs.evolve(each, signing=self._later(each.signing)) for each in proposal.documents)
        return attrs.evolve(proposal, documents=documents, waiting=self._later(proposal.waiting)), history

    def _with_file(self, row: Any, place: str) -> Any:
        if not isinstance(row, dict) or row.get("content") is None:
            return row
        key = row["content"]
        if not isinstance(key, str) or key not in self.files:
            raise Unreadable(place, "has a document whose file is missing")
        return {**row, "content": self.files.pop(key)}

    def _later(self, waiting: Waiting | None) -> Waiting | None:
        return None if waiting is None else attrs.evolve(waiting, due=waiting.due + self.shift)

    def _hold(self, proposal: Proposal, place: str) -> None:
        """Raises Unreadable for what could not be shown as described."""
        if _STATUS not in proposal.decision:
            raise Unreadable(f"{place}/decision", f"lacks {_STATUS}")
        self._check("Proposal", proposal_view(proposal), place)
        for part in (*proposal.assets, *proposal.loans):
            if not isinstance(part.get("id"), int):
                raise Unreadable(place, "has an asset or a loan without an id")
        for document in proposal.documents:
            _within(document.created, place)
            if "name" not in document.kind:
                raise Unreadable(place, "has a document of a kind without a name")
            self._check("Document", document_view(document), place)
        for waiting in (proposal.waiting, *(each.signing for each in proposal.documents)):
            if waiting is not None:
                _within(waiting.at, place)
        _within(proposal.modified, place)

    def _check(self, schema: str, value: Any, place: str) -> None:
        for violation in self.validators.check({"$ref": f"#/components/schemas/{schema}"}, value):
            raise Unreadable(f"{place}{violation.pointer}", f"is refused by the description: {violation.message}")


def _versions(state: State) -> Part:
    """The latest version that was given out: the next one is later."""

    def write(rows: Rows, shift: float) -> Commit:  # noqa: ARG001 - an instant, no reading of the clock
        if set(rows) != {"last"}:
            raise Unreadable("versions", "must have the member last and no other")
        last = typed(datetime, rows["last"], "versions/last")
        _within(last, "versions/last")
        return lambda: setattr(state, "last", last)

    return Small(lambda: {"last": state.last}, write, lambda: None)


def _within(instant: datetime, place: str) -> None:
    try:
        instant + LONGEST_LIFE
    except OverflowError as error:
        raise Unreadable(place, "has an instant at the end of the calendar") from error
    if instant < FIRST_INSTANT:
        raise Unreadable(place, "has an instant before 1970")


def _file_key(proposal: Proposal, document: StoredDocument) -> str:
    return f"{proposal.id}/{document.type}/{document.value}"


def _make_up(state: State, description: Description, count: int) -> Sequence[int]:
    """Proposals as they come in one call: with an asset, in the first office."""
    office = min(state.master.offices)
    client = OfficeClient("made-up", "made-up", (office,))
    code = state.master.offices[office].asset_codes[0]["iacCode"]
    operation = description.operation("proposals_create")
    made = []
    for place in range(1, count + 1):
        asset = {"assetIacCode": code, "quantity": 1, "valuePerAsset": 1000.0 * place}
        body = {"officeId": office, "label": f"Made-up proposal {place}", "assets": [asset]}
        contacts = state.master.offices[office].sales_contacts
        if contacts:
            body["salesContactId"] = contacts[0]["id"]
        reply = proposals.create(state, Call(operation, client, {}, {}, body, None))
        made.append(int(reply.value["id"]))
    return made


def _entities(state: State, offset: int, most: int) -> list[Entity]:
    return [_entity(state, each) for each in list(reversed(state.proposals.values()))[offset : offset + most]]


def _entity(state: State, proposal: Proposal) -> Entity:
    calculation = proposal.calculation or {}
    summary = [f"office {proposal.office_id}", f"{len(proposal.assets)} assets"]
    if proposal.loans:
        summary.append(f"{len(proposal.loans)} loans")
    if "amountFinanced" in calculation:
        summary.append(f"{calculation['amountFinanced']} financed")
    if proposal.waiting is not None:
        summary.append(f"decided at {proposal.waiting.at.isoformat(timespec='seconds')}")
    return Entity(
        id=str(proposal.id),
        title=str(proposal.header.get("label") or f"Proposal {proposal.id}"),
        version=proposal.version,
        status=proposal.status,
        summary=", ".join(summary),
        detail={**proposal_view(proposal), "documents": [document_view(each) for each in proposal.documents]},
        history=state.history.get(proposal.id, ()),
    )
