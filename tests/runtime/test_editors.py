"""Fifty editors on one proposal of the mock: no update is lost, and every refusal reaches its caller."""

import threading
from typing import Any

import anyio
import pytest

from signoff import AsyncSieSmart, SieSmart, VersionConflict
from signoff._pipeline.permits import Unlimited
from signoff.siesmart import models
from signoff_contract.mock.siesmart import SieSmartMock

EDITORS = 50


def asset(number: int, code: str) -> models.Asset:
    return models.Asset(asset_iac_code=code, quantity=number + 1, value_per_asset=10.0)


class Tally:
    """What the editors were told."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made: list[int] = []
        self.refused = 0

    def note(self, number: int, conflict: VersionConflict | None) -> None:
        with self.lock:
            if conflict is None:
                self.made.append(number)
            else:
                assert conflict.sent_version
                assert conflict.trace_id
                self.refused += 1

    def check(self, proposal: models.Proposal) -> None:
        stored = [one.quantity - 1 for one in proposal.assets or []]
        assert sorted(stored) == sorted(self.made) == list(range(EDITORS))


def settings() -> dict[str, Any]:
    return {"permits": Unlimited()}


def make_mock() -> SieSmartMock:
    return SieSmartMock(seed=0, requests_per_minute=100_000)


def test_threads() -> None:
    mock, tally = make_mock(), Tally()
    with SieSmart(mock.credentials, mock.environment(), transport=mock.transport(), **settings()) as client:
        office = client.configuration.list_offices().value[0].id
        code = client.configuration.list_asset_codes(office_id=office).value[0].iac_code
        created = client.proposals.create(models.ProposalCreate(office_id=office))
        start = threading.Barrier(EDITORS)

        def edit(number: int) -> None:
            seen = created
            start.wait()
            while True:
                try:
                    client.assets.add(created.value.id, asset(number, code), version=seen)
                except VersionConflict as conflict:
                    tally.note(number, conflict)
                    seen = client.proposals.get(created.value.id)
                else:
                    return tally.note(number, None)

        threads = [threading.Thread(target=edit, args=(number,)) for number in range(EDITORS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        tally.check(client.proposals.get(created.value.id).value)
    assert tally.refused >= EDITORS - 1


@pytest.mark.anyio
async def test_tasks() -> None:
    mock, tally = make_mock(), Tally()
    async with AsyncSieSmart(
        mock.credentials, mock.environment(), transport=mock.async_transport(), **settings()
    ) as client:
        office = (await client.configuration.list_offices()).value[0].id
        code = (await client.configuration.list_asset_codes(office_id=office)).value[0].iac_code
        created = await client.proposals.create(models.ProposalCreate(office_id=office))

        async def edit(number: int) -> None:
            seen = created
            while True:
                try:
                    await client.assets.add(created.value.id, asset(number, code), version=seen)
                except VersionConflict as conflict:
                    tally.note(number, conflict)
                    seen = await client.proposals.get(created.value.id)
                    await anyio.lowlevel.checkpoint()
                else:
                    return tally.note(number, None)

        async with anyio.create_task_group() as group:
            for number in range(EDITORS):
                group.start_soon(edit, number)
        tally.check((await client.proposals.get(created.value.id)).value)
    assert tally.refused >= EDITORS - 1


@pytest.mark.parametrize("etag_on_writes", [False, True])
def test_threads_that_reapply(etag_on_writes: bool) -> None:
    mock = SieSmartMock(seed=0, requests_per_minute=100_000, etag_on_writes=etag_on_writes)
    told: list[Any] = []
    with SieSmart(mock.credentials, mock.environment(), transport=mock.transport(), **settings()) as client:
        office = client.configuration.list_offices().value[0].id
        code = client.configuration.list_asset_codes(office_id=office).value[0].iac_code
        created = client.proposals.create(models.ProposalCreate(office_id=office))

        def edit(number: int) -> None:
            try:
                client.reapply(created.value.id, lambda edit: edit.assets.add(asset(number, code)), attempts=100)
            except Exception as error:  # noqa: BLE001 - a change that was made is no error, whoever came after it
                told.append(error)

        threads = [threading.Thread(target=edit, args=(number,)) for number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        stored = client.proposals.get(created.value.id).value.assets or []
    assert sorted(one.quantity for one in stored) == list(range(1, 11))
    assert told == []
