"""Fifty editors on one proposal at the same time: no update is lost, and each refusal is seen by who was refused.

Threads and tasks, through the real clients, against the mock in this process. These tests never speak to another
server: fifty editors are far beyond the pace that SieSmart allows.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable

import httpx2
import pytest
from attrs import define, field

from signoff import AsyncSieSmart, SieSmart, VersionConflict
from signoff.runtime import Unlimited
from signoff.siesmart import models
from signoff_contract.mock.siesmart import SieSmartMock

EDITORS = 50
PATIENCE = 120.0

MakeMock = Callable[..., SieSmartMock]


@define
class Booth:
    """Where each editor says what came of the own attempts. Editors are known by number."""

    succeeded: Counter[int] = field(factory=Counter)
    refused: Counter[int] = field(factory=Counter)
    attempts: Counter[int] = field(factory=Counter)
    conflicts: list[VersionConflict] = field(factory=list)
    unexpected: list[BaseException] = field(factory=list)
    lock: threading.Lock = field(factory=threading.Lock)

    def note(self, where: Counter[int], number: int) -> None:
        with self.lock:
            where[number] += 1

    def refuse(self, number: int, conflict: VersionConflict) -> None:
        with self.lock:
            self.refused[number] += 1
            self.conflicts.append(conflict)

    def balance(self) -> None:
        """Every attempt came to one of two ends, and the editor was told which and why."""
        assert self.unexpected == []
        assert all(conflict.sent_version for conflict in self.conflicts)
        assert len({conflict.trace_id for conflict in self.conflicts}) == len(self.conflicts) == self.refused.total()
        for number in range(EDITORS):
            assert self.attempts[number] == self.succeeded[number] + self.refused[number], number


def asset_of(number: int) -> models.Asset:
    return models.Asset(asset_iac_code="ITE", quantity=number + 1, value_per_asset=10.0, description=f"editor {number}")


def editors_in(proposal: models.Proposal) -> list[str]:
    return [str(asset.description) for asset in proposal.assets or []]


def everyone() -> list[str]:
    return sorted(f"editor {number}" for number in range(EDITORS))


def run_threads(work: Callable[[int], None], booth: Booth) -> None:
    start = threading.Barrier(EDITORS)

    def guarded(number: int) -> None:
        try:
            start.wait(PATIENCE)
            work(number)
        except BaseException as error:  # noqa: BLE001 - told to the main thread, which fails
            booth.unexpected.append(error)

    threads = [threading.Thread(target=guarded, args=(number,), daemon=True) for number in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "an editor did not come back"


def threaded_client(mock: SieSmartMock, transport: httpx2.BaseTransport | None = None) -> SieSmart:
    return SieSmart(mock.credentials, mock.environment(), transport=transport or mock.transport(), permits=Unlimited())


def try_once_each(client: SieSmart, booth: Booth) -> models.Proposal:
    """All begin from one version and try once; the proposal as it is afterwards."""
    created = client.proposals.create(models.ProposalCreate(office_id=1))

    def work(number: int) -> None:
        booth.note(booth.attempts, number)
        try:
            client.assets.add(created.value.id, asset_of(number), version=created)
        except VersionConflict as conflict:
            booth.refuse(number, conflict)
        else:
            booth.note(booth.succeeded, number)

    run_threads(work, booth)
    return client.proposals.get(created.value.id).value


def test_threads_with_one_version(make_mock: MakeMock) -> None:
    """One is made, forty-nine are told."""
    booth = Booth()
    with threaded_client(make_mock(1)) as client:
        stored = try_once_each(client, booth)
    booth.balance()
    assert (booth.succeeded.total(), booth.refused.total()) == (1, EDITORS - 1)
    assert editors_in(stored) == [f"editor {number}" for number in booth.succeeded]


def test_threads_that_do_not_give_up(make_mock: MakeMock) -> None:
    """Everyone reads again after a refusal until the own asset is in."""
    mock, booth = make_mock(2), Booth()
    clients = [threaded_client(mock) for _ in range(EDITORS)]
    created = clients[0].proposals.create(models.ProposalCreate(office_id=1))

    def work(number: int) -> None:
        client, seen = clients[number], created
        while not booth.succeeded[number]:
            booth.note(booth.attempts, number)
            try:
                client.assets.add(created.value.id, asset_of(number), version=seen)
            except VersionConflict as conflict:
                booth.refuse(number, conflict)
                seen = client.proposals.get(created.value.id)
            else:
                booth.note(booth.succeeded, number)

    run_threads(work, booth)
    stored = clients[0].proposals.get(created.value.id).value
    for client in clients:
        client.close()
    booth.balance()
    assert sorted(editors_in(stored)) == everyone()
    assert booth.succeeded.total() == EDITORS
    assert booth.refused.total() >= EDITORS - 1


@pytest.mark.parametrize("etag_on_writes", [True, False])
def test_threads_that_reapply(etag_on_writes: bool, make_mock: MakeMock) -> None:
    """With `reapply` all fifty arrive, each exactly once, and nobody's change that was made is raised as an error, whoever
    came in between it and the read after it."""
    mock, booth = make_mock(3, etag_on_writes=etag_on_writes), Booth()
    with threaded_client(mock) as client:
        created = client.proposals.create(models.ProposalCreate(office_id=1))

        def work(number: int) -> None:
            booth.note(booth.attempts, number)
            client.reapply(created.value.id, lambda edit: edit.assets.add(asset_of(number)), attempts=100)
            booth.note(booth.succeeded, number)

        run_threads(work, booth)
        stored = client.proposals.get(created.value.id).value
    booth.balance()
    assert sorted(editors_in(stored)) == everyone()


@define
class Switching(httpx2.AsyncBaseTransport):
    """Lets other tasks run before and after each request; in process nothing else would."""

    inner: httpx2.AsyncBaseTransport

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(0)
        response = await self.inner.handle_async_request(request)
        await asyncio.sleep(0)
        return response


def awaited_client(mock: SieSmartMock) -> AsyncSieSmart:
    return AsyncSieSmart(
        mock.credentials, mock.environment(), transport=Switching(mock.async_transport()), permits=Unlimited()
    )


def test_tasks_that_do_not_give_up(make_mock: MakeMock) -> None:
    mock, booth = make_mock(4), Booth()

    async def main() -> models.Proposal:
        async with awaited_client(mock) as client:
            created = await client.proposals.create(models.ProposalCreate(office_id=1))

            async def work(number: int) -> None:
                seen = created
                while not booth.succeeded[number]:
                    booth.note(booth.attempts, number)
                    try:
                        await client.assets.add(created.value.id, asset_of(number), version=seen)
                    except VersionConflict as conflict:
                        booth.refuse(number, conflict)
                        seen = await client.proposals.get(created.value.id)
                    else:
                        booth.note(booth.succeeded, number)

            async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
                for number in range(EDITORS):
                    group.create_task(work(number))
            return (await client.proposals.get(created.value.id)).value

    stored = asyncio.run(main())
    booth.balance()
    assert sorted(editors_in(stored)) == everyone()
    assert booth.refused.total() >= EDITORS - 1


def test_tasks_that_reapply(make_mock: MakeMock) -> None:
    mock = make_mock(5, etag_on_writes=True)

    async def main() -> models.Proposal:
        async with awaited_client(mock) as client:
            created = await client.proposals.create(models.ProposalCreate(office_id=1))

            async def work(number: int) -> None:
                await client.reapply(created.value.id, lambda edit: edit.assets.add(asset_of(number)), attempts=100)

            async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
                for number in range(EDITORS):
                    group.create_task(work(number))
            return (await client.proposals.get(created.value.id)).value

    assert sorted(editors_in(asyncio.run(main()))) == everyone()


@define
class ComparesNothing(httpx2.BaseTransport):
    """A server that wants a version and does not look at it."""

    inner: httpx2.BaseTransport

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if "If-Match" in request.headers:
            request.headers["If-Match"] = "*"
        return self.inner.handle_request(request)


def test_a_server_that_compares_nothing_is_noticed(make_mock: MakeMock) -> None:
    mock, booth = make_mock(6), Booth()
    with threaded_client(mock, ComparesNothing(mock.transport())) as client:
        try_once_each(client, booth)
    assert booth.succeeded.total() == EDITORS
