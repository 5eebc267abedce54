"""The plan on correct servers: no alarm, within its budget, and nothing created where it cannot be taken back."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from signoff.errors import ConfigurationError
from signoff_contract.description import Description
from signoff_contract.description.requirements import Requirements, coverage
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.serve import serving
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.suite.model import State
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.runner import run
from signoff_partners.simutek.plan import PLAN
from signoff_partners.simutek.plan.values import Values, bare, check_digit_of, make_tag

from .conftest import Certify, rows_in

ALARMS = (State.FAIL, State.INCONCLUSIVE, State.REVIEW, State.WARN)
LIVE = {
    "SIMUTEK_BASE_URL": "https://gks.example.com",
    "SIMUTEK_CLIENT_ID": "id",
    "SIMUTEK_CLIENT_SECRET": "a-secret-of-somebody",
}


def test_rows_and_checks_cover_each_other(requirements: Requirements) -> None:
    assert coverage(requirements, PLAN.checks) == []


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
@pytest.mark.parametrize("name", ["mock", "custom"])
def test_every_row_passes_or_is_explained_on_the_correct_mock(certify: Certify, seed: int, name: str) -> None:
    record = certify(seed, name=name)
    assert rows_in(record, *ALARMS, State.SKIP) == {}
    assert record.verdict == "passed"
    assert record.requests_sent <= 58 < record.budget
    assert record.fields
    assert all(row.same for row in record.fields)
    assert record.findings == ()


def test_every_operation_of_the_description_is_called(certify: Certify, description: Description) -> None:
    called = {exchange.operation_id for exchange in certify(0).exchanges}
    assert {operation.id for operation in description.operations} <= called


@pytest.mark.parametrize(
    ("switches", "rows"),
    [
        ({"order_status": 201}, {"SIM-ORDER-003"}),
        ({"customers": 0}, set()),
        ({"token_lifetime": 1, "clock": ManualClock()}, set()),
    ],
    ids=["order status", "no customers", "short token"],
)
def test_other_ways_are_for_review_elsewhere(certify: Certify, switches: dict[str, Any], rows: set[str]) -> None:
    record = certify(1, name="custom", **switches)
    assert rows_in(record, State.FAIL, State.INCONCLUSIVE, State.WARN, State.SKIP) == {}
    assert set(rows_in(record, State.REVIEW)) == rows
    assert record.verdict == "passed"


def test_a_second_run_on_the_same_server_meets_what_the_first_has_made(certify: Certify) -> None:
    mock = SimutekMock(seed=3)
    for seed in (3, 4):
        assert rows_in(certify(seed, name="custom", mock=mock), *ALARMS, State.SKIP) == {}


def test_nothing_is_created_in_production(certify: Certify) -> None:
    mock = SimutekMock(seed=2)
    before = mock.snapshot()
    record = certify(2, mock=mock, name="live")
    assert mock.snapshot() == before
    assert rows_in(record, *ALARMS) == {}
    assert {exchange.method for exchange in record.exchanges if exchange.kind == "api"} == {"GET"}
    assert [exchange.status for exchange in record.exchanges if exchange.kind == "token"] == [200, 400]
    left_out = rows_in(record, State.OMIT)
    assert {"SIM-CUST-001", "SIM-ORDER-002", "SIM-AUTH-005"} <= left_out.keys()
    assert rows_in(record, State.SKIP) == {}
    assert record.verdict == "passed"
    assert len(rows_in(record, State.PASS)) >= 30


def test_the_evidence_shows_no_secret_and_no_person(certify: Certify) -> None:
    mock = SimutekMock(seed=2)
    record = certify(2, mock=mock)
    kept = repr(record)
    values = [mock.clients[0].client_secret, "eyJ", "faktura.", "Provgatan", "Signoff Prov", "Exempelgatan"]
    assert [value for value in values if value in kept] == []


def test_a_server_that_fails_or_is_down_is_inconclusive(certify: Certify) -> None:
    class Down(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            raise httpx2.ConnectError("refused", request=request)

    mock = SimutekMock(seed=2)
    mock.offline = True
    for record in (certify(2, mock=mock, name="custom"), certify(7, name="custom", between=lambda inner: Down())):
        assert record.verdict == "inconclusive"
        assert record.ended_early
        assert rows_in(record, State.FAIL) == {}


@pytest.mark.parametrize("answers", [1, 2, 8, 21, 30, 38])
def test_a_server_that_dies_in_the_middle_is_inconclusive_and_nobody_is_accused(certify: Certify, answers: int) -> None:
    class Dying(httpx2.BaseTransport):
        def __init__(self, inner: httpx2.BaseTransport) -> None:
            self.inner, self.left = inner, answers

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            self.left -= 1
            if self.left < 0:
                raise httpx2.ConnectError("gone", request=request)
            return self.inner.handle_request(request)

    record = certify(7, name="custom", between=Dying)
    assert record.verdict == "inconclusive"
    assert rows_in(record, State.FAIL) == {}


@pytest.mark.served
def test_a_served_mock_is_judged_like_the_embedded_one(description: Description, requirements: Requirements) -> None:
    with serving(SimutekMock(seed=6)) as address:
        target = find_targets("simutek").custom(address.base_url, address.token_url, {}, 6)
        record = run(PLAN, target, description, requirements, ())
    assert rows_in(record, *ALARMS, State.SKIP) == {}
    assert (record.verdict, record.requests_sent) == ("passed", 58)


def test_whom_the_plan_speaks_to() -> None:
    targets = find_targets("simutek")
    live = targets.named("live", LIVE, 0)
    assert (live.environment.base_url, live.name) == ("https://gks.example.com/api/v1", "live")
    assert "a-secret-of-somebody" not in repr(live)
    with pytest.raises(ConfigurationError, match="publishes no test environment"):
        targets.named("test", LIVE, 0)
    with pytest.raises(ConfigurationError, match="SIMUTEK_BASE_URL"):
        targets.named("live", {name: value for name, value in LIVE.items() if "URL" not in name}, 0)
    with pytest.raises(ConfigurationError, match="SIMUTEK_CLIENT_ID"):
        targets.custom("https://gks.example.com/api/v1", "https://id.example.com/connect/token", {}, 0)
    elsewhere = targets.custom("https://gks.example.com/api/v1", "https://id.example.com/connect/token", LIVE, 0)
    assert elsewhere.environment.token_url == "https://id.example.com/connect/token"


def test_made_up_organisation_numbers_have_the_check_digit_that_was_asked_for() -> None:
    # A published number with a right check digit.
    assert check_digit_of("556036079") == 3
    values = Values("TAG", random.Random(1))
    for right in (True, False):
        digits = bare(values.organisation_number(check_digit=right))
        assert len(digits) == 10
        assert (check_digit_of(digits[:9]) == int(digits[9])) is right


def test_runs_are_told_apart_by_the_second() -> None:
    start = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    tags = {make_tag(random.Random(0), start + timedelta(seconds=second)) for second in range(500)}
    assert len(tags) == 500
    assert {len(tag) for tag in tags} == {8}
    assert make_tag(random.Random(0), None) == make_tag(random.Random(0), None)
