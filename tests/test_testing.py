"""What programs from outside use: mocks, runs, results, in a few lines each."""

from pathlib import Path

import httpx2
import pytest
from attrs import define

from signoff.errors import ConfigurationError
from signoff_contract import testing
from signoff_contract.evidence import LeakError
from signoff_contract.mock.clock import ManualClock
from signoff_contract.partners import MissingPart
from signoff_contract.testing import State


@define
class Slips(httpx2.BaseTransport):
    """A server whose answers carry no request id."""

    inner: httpx2.BaseTransport
    passed: int = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        self.passed += 1
        response.headers.pop("x-b2b-trace-id", None)
        return response


def test_a_mock_is_made_with_its_switches() -> None:
    clock = ManualClock()
    mock = testing.mock("simutek", seed=3, clock=clock, customers=0)
    assert mock.clock is clock
    assert mock.credentials
    with pytest.raises(MissingPart):
        testing.mock("nobody")


def test_a_plan_runs_against_a_new_mock_and_its_rows_are_told() -> None:
    result = testing.certify("simutek")
    assert (result.verdict, result.exit_code, result.failed) == ("passed", 0, ())
    assert result.rows["SIM-AUTH-001"].state is State.PASS
    assert set(result.having(*State)) == set(result.rows)
    assert result.record.exchanges
    assert "secret" not in repr(result).lower() or "[secret]" in repr(result)


def test_what_stands_between_is_seen_by_the_plan() -> None:
    made: list[Slips] = []

    def through(inner: httpx2.BaseTransport) -> httpx2.BaseTransport:
        made.append(Slips(inner))
        return made[0]

    result = testing.certify("siesmart", testing.mock("siesmart", seed=1), through=through, seed=1)
    assert (result.verdict, result.exit_code) == ("failed", 1)
    assert result.failed
    assert made[0].passed == result.record.requests_sent


def test_a_mock_as_a_stranger_is_a_server_like_any_other() -> None:
    mock = testing.mock("simutek", clock=ManualClock(), paced=False)
    result = testing.certify("simutek", mock, as_stranger=True)
    assert result.record.target == "custom"
    assert result.verdict == "passed"
    assert testing.certify("simutek", mock).record.target == "mock"


def test_the_plan_may_be_given_less() -> None:
    result = testing.certify("simutek", budget=5)
    assert (result.record.budget, result.verdict) == (5, "incomplete") or result.verdict == "inconclusive"
    assert result.record.requests_sent <= 5


@pytest.mark.served
def test_a_server_is_given_by_its_addresses() -> None:
    with testing.served(testing.mock("simutek")) as address:
        result = testing.certify("simutek", address.base_url, token_url=address.token_url, variables={})
    assert (result.verdict, result.record.target) == ("passed", "custom")
    with testing.served("simutek") as address, httpx2.Client() as client:
        assert client.get(f"{address.base_url}/customers").status_code == 401


@pytest.mark.parametrize(
    ("server", "said"), [("live", "--allow-live"), ("test", "SIESMART_CLIENT_ID"), ("x", "token-url")]
)
def test_a_server_that_cannot_be_spoken_to_is_told(server: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        testing.certify("siesmart", server, variables={})


def test_evidence_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    folder = testing.certify("simutek").write(tmp_path / "kept")
    assert folder.parent == tmp_path / "kept"
    assert {"results.json", "traffic.har", "report.html"} <= {each.name for each in folder.iterdir()}


def test_evidence_that_would_hold_a_secret_is_not_written(tmp_path: Path) -> None:
    result = testing.certify("simutek")
    result._redactor.learn_secret(result.record.started.isoformat()[:16], "a canary of the test")
    with pytest.raises(LeakError):
        result.write(tmp_path)
    assert not list(tmp_path.iterdir())
