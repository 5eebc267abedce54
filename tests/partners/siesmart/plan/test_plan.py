"""The plan on correct servers: no alarm, within its budget, the same by the same seed."""

import attrs
import httpx2
import pytest
from tests.sampling import one_in

from signoff_contract.description.requirements import Requirements, coverage
from signoff_contract.suite.model import RunRecord, State
from signoff_partners.siesmart.mock.mock import FULL
from signoff_partners.siesmart.plan import PLAN

from .conftest import Certify

QUIET = {State.PASS, State.OMIT, State.SKIP}


def alarms(record: RunRecord) -> dict[str, str]:
    """The rows that say anything but pass, skip or omit."""
    return {row.requirement: f"{row.state}: {row.reason}" for row in record.requirements if row.state not in QUIET}


def skipped(record: RunRecord) -> set[str]:
    return {row.requirement for row in record.requirements if row.state is State.SKIP}


def test_rows_and_checks_cover_each_other(requirements: Requirements) -> None:
    assert coverage(requirements, PLAN.checks) == []


@pytest.mark.parametrize("seed", one_in(3, range(6)))
def test_every_row_passes_or_is_explained_on_the_correct_mock(certify: Certify, seed: int) -> None:
    record = certify(seed)
    assert alarms(record) == {}
    assert skipped(record) == set()
    assert record.verdict == "passed"
    assert record.requests_sent <= record.budget
    assert record.token_calls == 1
    assert all(row.same for row in record.fields)
    assert record.findings == ()


@pytest.mark.parametrize("name", ["custom", "test"])
def test_another_server_is_judged_alike(certify: Certify, name: str) -> None:
    record = certify(1, name=name)
    assert (alarms(record), skipped(record)) == ({}, set())


@pytest.mark.parametrize(
    "switches",
    [
        {"etag_on_writes": True},
        {"quoted_etags": False},
        {"created_status": 200},
        {"token_lifetime": 43_200},
        {"decide": "ACCEPTED"},
        {"decide": "DECLINED"},
        {"decide": "PENDING"},
        {"decide": "MORE_INFORMATION_REQUIRED"},
    ],
    ids=str,
)
def test_what_the_documents_leave_open_raises_no_alarm(certify: Certify, switches: dict[str, object]) -> None:
    assert alarms(certify(2, name="custom", **switches)) == {}


@pytest.mark.parametrize("offices", one_in(3, ([1], [4], [2], [4, 3], [3], [3, 1]), ids=str))
def test_any_choice_of_offices_raises_no_alarm(certify: Certify, offices: list[int]) -> None:
    record = certify(3, name="custom", clients=(attrs.evolve(FULL, office_ids=tuple(offices)),))
    assert alarms(record) == {}
    assert skipped(record) <= {"SIE-CUST-007", "SIE-CUST-008", "SIE-CUST-009", "SIE-CONF-006"}


def test_a_lifetime_that_fits_neither_document_is_for_review(certify: Certify) -> None:
    record = certify(4, token_lifetime=3600)
    assert [row.requirement for row in record.requirements if row.state is State.REVIEW] == ["SIE-AUTH-003"]
    assert record.verdict == "passed"


def test_no_proposal_is_sent_to_production(certify: Certify) -> None:
    record = certify(5, name="live")
    assert alarms(record) == {}
    assert not [
        each
        for each in record.exchanges
        if each.method != "GET" and each.operation_id != "calculation_preview" and each.kind == "api"
    ]


def test_a_seed_gives_the_same_requests(certify: Certify) -> None:
    seen: list[list[tuple[str, bytes]]] = [[], []]

    class Spy(httpx2.BaseTransport):
        def __init__(self, inner: httpx2.BaseTransport, into: list[tuple[str, bytes]]) -> None:
            self.inner, self.into = inner, into

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            self.into.append((request.method, request.read()))
            return self.inner.handle_request(request)

    for into in seen:
        certify(6, between=lambda inner, into=into: Spy(inner, into))
    assert seen[0] == seen[1]
    assert len(seen[0]) > 80


def test_an_unreachable_server_is_inconclusive(certify: Certify) -> None:
    class Down(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            raise httpx2.ConnectError("refused", request=request)

    record = certify(7, name="custom", between=lambda inner: Down())
    assert record.verdict == "inconclusive"
    assert record.ended_early
