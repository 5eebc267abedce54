"""Many editors at once: one winner per version, no lost update; and what a refusal leaves behind: nothing."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx2

from signoff_contract.description import Description
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import ASSET, CALCULATION, CUSTOMER, LOAN, SIGNATORY, SUBMISSION, Hire, Introducer, modifying

Make = Callable[..., SieSmartMock]
EDITORS = 50


def test_fifty_threads_and_one_version(make: Make, hire: Hire) -> None:
    mock = make()
    boss = hire(mock)
    for _ in range(5):
        proposal_id = boss.complete(assets=[])
        version = boss.version(proposal_id)
        headers = {"Authorization": f"Bearer {boss.token}", "If-Match": version}
        url = f"{mock.base_url()}/proposals/{proposal_id}/assets"
        start = threading.Barrier(EDITORS)
        answers: list[tuple[int, int]] = []

        def edit(number: int, to: str = url, sent: dict[str, str] = headers, go: threading.Barrier = start) -> None:
            with httpx2.Client(transport=mock.transport()) as client:
                go.wait()
                answer = client.post(to, headers=sent, json={**ASSET, "ageInMonth": number})
                answers.append((answer.status_code, number))  # noqa: B023 - joined before the next round

        threads = [threading.Thread(target=edit, args=(number,)) for number in range(EDITORS)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        winners = [number for status, number in answers if status == 201]
        assert len(winners) == 1
        assert sorted(status for status, _ in answers) == [201] + [412] * (EDITORS - 1)
        stored = boss.read(proposal_id)["assets"]
        assert [each["ageInMonth"] for each in stored] == winners


def test_fifty_threads_that_read_again_lose_nothing(make: Make, hire: Hire) -> None:
    mock = make()
    boss = hire(mock)
    proposal_id = boss.complete(assets=[])
    headers = {"Authorization": f"Bearer {boss.token}"}
    url = f"{mock.base_url()}/proposals/{proposal_id}"
    versions: list[str] = []

    def edit(number: int) -> None:
        with httpx2.Client(transport=mock.transport(), headers=headers) as client:
            while True:
                version = client.get(url).headers["ETag"]
                sent = {**LOAN, "value": number}
                answer = client.post(f"{url}/loans", json=sent, headers={"If-Match": version})
                if answer.status_code == 201:
                    versions.append(version)
                    return
                assert answer.status_code == 412

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(EDITORS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    loans = boss.read(proposal_id)["loans"]
    assert sorted(each["value"] for each in loans) == list(range(EDITORS))
    assert len({each["id"] for each in loans}) == EDITORS
    assert len(set(versions)) == EDITORS


async def _race(mock: SieSmartMock, url: str, headers: dict[str, str]) -> list[int]:
    async with httpx2.AsyncClient(transport=mock.async_transport(), headers=headers) as client:
        answers = await asyncio.gather(*(client.post(url, json={**LOAN, "value": each}) for each in range(EDITORS)))
    return [each.status_code for each in answers]


def test_fifty_tasks_and_one_version(make: Make, hire: Hire) -> None:
    mock = make()
    boss = hire(mock)
    proposal_id = boss.complete()
    headers = {"Authorization": f"Bearer {boss.token}", "If-Match": boss.version(proposal_id)}
    statuses = asyncio.run(_race(mock, f"{mock.base_url()}/proposals/{proposal_id}/loans", headers))
    assert sorted(statuses) == [201] + [412] * (EDITORS - 1)
    assert len(boss.read(proposal_id)["loans"]) == 1


def test_proposals_created_at_once_are_different(make: Make, hire: Hire) -> None:
    mock = make()
    boss = hire(mock)
    found: list[tuple[int, str]] = []

    def create() -> None:
        headers = {"Authorization": f"Bearer {boss.token}"}
        with httpx2.Client(transport=mock.transport(), headers=headers) as client:
            answer = client.post(f"{mock.base_url()}/proposals", json={"officeId": 1})
            found.append((answer.json()["id"], answer.headers["ETag"]))

    threads = [threading.Thread(target=create) for _ in range(EDITORS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({each for each, _ in found}) == len({each for _, each in found}) == EDITORS


def test_a_refusal_of_any_class_leaves_the_state_byte_for_byte(make: Make, hire: Hire) -> None:
    mock = make()
    boss, reader, other = hire(mock), hire(mock, 1), hire(mock, 2)
    proposal_id = boss.complete()
    decided = boss.accepted()
    old = boss.version(proposal_id)
    boss.change("customer_set", proposal_id, body=CUSTOMER)
    current = boss.version(proposal_id)
    anonymous = hire(mock)
    anonymous.token = "nobody"
    signing = {"documentIds": [{"type": "CONTRACT", "value": 1}], "signatories": [SIGNATORY]}
    bad_code = {**ASSET, "assetIacCode": "NONE"}
    refusals: list[tuple[int, Introducer, str, tuple[object, ...], Any, str | None]] = [
        (401, anonymous, "assets_add", (proposal_id,), ASSET, current),
        (401, anonymous, "proposals_create", (), {"officeId": 1}, None),
        (403, reader, "assets_add", (proposal_id,), ASSET, current),
        (403, reader, "proposals_create", (), {"officeId": 1}, None),
        (403, other, "assets_add", (proposal_id,), ASSET, current),
        (404, boss, "assets_add", (1,), ASSET, current),
        (404, boss, "assets_replace", (proposal_id, 1), ASSET, current),
        (404, boss, "assets_add", (proposal_id,), bad_code, current),
        (404, boss, "proposals_create", (), {"officeId": 1, "assets": [ASSET, bad_code]}, None),
        (412, boss, "assets_add", (proposal_id,), ASSET, None),
        (412, boss, "assets_add", (proposal_id,), ASSET, old),
        (412, boss, "assets_add", (proposal_id,), ASSET, f"W/{current}"),
        (412, boss, "assets_add", (proposal_id,), ASSET, boss.version(decided)),
        (400, boss, "assets_add", (proposal_id,), {**ASSET, "quantity": 0}, current),
        (400, boss, "calculation_attach", (proposal_id,), {"sheet": {**CALCULATION["sheet"], "term": 1}}, current),
        (409, boss, "decision_cancel", (proposal_id,), None, current),
        (409, boss, "decision_request", (decided,), SUBMISSION, boss.version(decided)),
        (409, boss, "documents_sign", (proposal_id,), signing, current),
    ]
    before = mock.snapshot()
    for status, who, operation_id, path, body, version in refusals:
        answer = who.call(operation_id, *path, body=body, version=version)
        assert answer.status_code == status, (operation_id, answer.text)
        assert mock.snapshot() == before, (status, operation_id)
    assert boss.version(proposal_id) == current


def test_throttled_changes_change_nothing(make: Make, hire: Hire) -> None:
    mock = make(requests_per_minute=2)
    boss = hire(mock)
    answer = boss.create()
    proposal_id, version = answer.json()["id"], answer.headers["ETag"]
    assert boss.call("proposals_get", proposal_id).status_code == 200
    before = mock.snapshot()
    assert boss.call("loans_add", proposal_id, body=LOAN, version=version).status_code == 429
    assert mock.snapshot() == before


def test_a_change_of_one_proposal_leaves_every_other_as_it_was(
    introducer: Introducer, description: Description
) -> None:
    first, second = introducer.complete(), introducer.complete()
    before, version = introducer.read(second), introducer.version(second)
    bodies = {"assets_add": ASSET, "loans_add": LOAN, "calculation_attach": CALCULATION, "decision_request": SUBMISSION}
    assert set(bodies) <= set(modifying(description))
    for operation_id, body in bodies.items():
        assert introducer.change(operation_id, first, body=body).is_success
        assert (introducer.read(second), introducer.version(second)) == (before, version)
