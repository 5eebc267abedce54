"""The plan on correct servers: no alarm, within its budget, nothing left behind."""

import httpx2
import pytest
from tests.sampling import one_in

from signoff_contract.description import Description
from signoff_contract.description.requirements import Requirements, coverage
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_contract.suite.model import RunRecord, State
from signoff_partners.smartbusiness.plan import PLAN

from .conftest import Certify

QUIET = {State.PASS, State.OMIT, State.SKIP}
CONSENT = {f"SMB-OAUTH-{number:03}" for number in (*range(1, 11), 20, 21, 22)}


def alarms(record: RunRecord) -> dict[str, str]:
    """The rows that say anything but pass, skip or omit."""
    return {row.requirement: f"{row.state}: {row.reason}" for row in record.requirements if row.state not in QUIET}


def skipped(record: RunRecord) -> set[str]:
    return {row.requirement for row in record.requirements if row.state is State.SKIP}


def left_out(record: RunRecord, requirements: Requirements) -> set[str]:
    """The rows that the plan would have checked and left out at this target by a rule of its own."""
    tested = {row.id for row in requirements if row.verified_by}
    return {row.requirement for row in record.requirements if row.state is State.OMIT} & tested


def test_rows_and_checks_cover_each_other(requirements: Requirements) -> None:
    assert coverage(requirements, PLAN.checks) == []


@pytest.mark.parametrize("seed", one_in(4, range(4)))
def test_every_row_passes_or_is_explained_on_the_correct_mock(certify: Certify, seed: int) -> None:
    record = certify(seed)
    assert alarms(record) == {}
    assert skipped(record) == set()
    assert record.verdict == "passed"
    assert record.requests_sent <= 342 < record.budget
    # Some are kept for reads that are asked for again.
    assert record.budget - record.requests_sent >= 8
    assert all(row.same for row in record.fields)
    assert record.findings == ()


def test_every_operation_of_the_description_is_called(certify: Certify, description: Description) -> None:
    record = certify(0)
    called = {exchange.operation_id for exchange in record.exchanges} | {
        "auth_create_token" for exchange in record.exchanges if exchange.kind == "token"
    }
    assert {operation.id for operation in description.operations} - called == set()


def test_nothing_is_left_behind(certify: Certify) -> None:
    mock = SmartBusinessMock(seed=3)
    before = mock.snapshot()
    certify(3, mock=mock)
    assert mock.snapshot() == before


def test_an_account_in_use_is_judged_alike_and_kept(certify: Certify, requirements: Requirements) -> None:
    mock = SmartBusinessMock(seed=3)
    mock.seed_invoices(25)
    before = mock.snapshot()
    record = certify(3, mock=mock, name="custom")
    assert (alarms(record), skipped(record), left_out(record, requirements)) == ({}, set(), CONSENT)
    assert mock.snapshot() == before


@pytest.mark.parametrize("switches", one_in(2, [{"five_centimes": True}, {"scope_refusal": "oauth"}], ids=str))
def test_other_documented_ways_are_accepted(certify: Certify, switches: dict[str, object]) -> None:
    record = certify(1, name="custom", **switches)
    assert (alarms(record), skipped(record)) == ({}, set())


@pytest.mark.parametrize(
    ("switches", "row"),
    one_in(2, [({"mark_sent": False}, "SMB-SEND-001"), ({"refuse_read_only": True}, "SMB-PUT-003")], ids=str),
)
def test_what_only_we_propose_is_for_review_elsewhere(certify: Certify, switches: dict[str, object], row: str) -> None:
    record = certify(1, name="custom", **switches)
    assert set(alarms(record)) == {row}
    assert alarms(record)[row].startswith("review")
    assert row in {finding.subject for finding in record.findings}
    assert record.verdict == "passed"


def test_nobody_is_written_to_in_production(certify: Certify, requirements: Requirements) -> None:
    mock = SmartBusinessMock(seed=2)
    record = certify(2, mock=mock, name="live")
    assert alarms(record) == {}
    assert mock.outbox == ()
    assert not [exchange for exchange in record.exchanges if "send-by" in exchange.url]
    sent = {
        f"SMB-{area}-{number:03}"
        for area in ("LETTER", "OFFER", "CONFIRM", "DELIVERY", "INVOICE")
        for number in (14, 15)
    }
    assert skipped(record) == set()
    assert left_out(record, requirements) == CONSENT | sent | {"SMB-SEND-001", "SMB-AUTH-011"}
    assert record.verdict == "passed"


def test_an_application_that_is_offline_is_inconclusive(certify: Certify) -> None:
    mock = SmartBusinessMock(seed=2)
    mock.switches.offline = True
    record = certify(2, mock=mock, name="custom")
    assert record.verdict == "inconclusive"
    assert record.ended_early


def test_a_server_that_is_down_is_inconclusive(certify: Certify) -> None:
    class Down(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            raise httpx2.ConnectError("refused", request=request)

    record = certify(7, name="custom", between=lambda inner: Down())
    assert record.verdict == "inconclusive"
    assert record.ended_early


def test_the_pace_of_the_partner_is_kept(certify: Certify) -> None:
    mock = SmartBusinessMock(seed=2, requests_per_period=100, period_seconds=0.5)
    record = certify(2, mock=mock)
    assert alarms(record) == {}
    assert 429 not in {exchange.status for exchange in record.exchanges}
