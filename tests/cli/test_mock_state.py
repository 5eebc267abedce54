"""`signoff mock --state FILE` and `--isolated`: what is there after a server was killed, and who sees what."""

import signal
from pathlib import Path
from typing import Any

import httpx2
import pytest

from .conftest import Run
from .test_mock import Running, running

BERTH: dict[str, Any] = {"name": "Prov AB", "number": None, "invoiceEmail": "a@example.com"}


def token(http: httpx2.Client, mock: Running) -> dict[str, str]:
    client = mock.told["mocks"]["simutek"]["clients"][0]
    form = {"grant_type": "client_credentials", **{name: client[name] for name in ("client_id", "client_secret")}}
    given = http.post(mock.told["mocks"]["simutek"]["token_url"], data=form)
    return {"Authorization": f"Bearer {given.json()['access_token']}"}


def created(http: httpx2.Client, mock: Running, headers: dict[str, str], number: str) -> int:
    body = {**BERTH, "number": number, "corporateIdentityNumber": "999999-0707"}
    status: int = http.post(
        f"{mock.told['mocks']['simutek']['base_url']}/customers", json=body, headers=headers
    ).status_code
    return status


@pytest.mark.served
def test_a_killed_server_has_lost_nothing_that_it_answered(tmp_path: Path) -> None:
    file = str(tmp_path / "mock.state")
    numbers = [f"K9{place:05}" for place in range(40)]
    with running("simutek", "--state", file) as mock, httpx2.Client() as http:
        headers = token(http, mock)
        assert {created(http, mock, headers, number) for number in numbers} == {200}
        mock.stop(signal.SIGKILL)
    with running("simutek", "--state", file, "--switch", "token_lifetime=5") as mock, httpx2.Client() as http:
        base = mock.told["mocks"]["simutek"]["base_url"]
        # The token of the first server counts at the second one.
        found = [http.get(f"{base}/customers/{number}", headers=headers).status_code for number in numbers]
        assert set(found) == {200}
        switches = http.get(f"{mock.origin}/_signoff/switches").json()["switches"]
        assert next(each["value"] for each in switches if each["name"] == "token_lifetime") == 5
        assert mock.stop() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mock.state"]


@pytest.mark.served
def test_a_second_server_and_a_foreign_file_are_wrong_use(signoff: Run, tmp_path: Path) -> None:
    file = tmp_path / "mock.state"
    with running("simutek", "--state", str(file)) as mock:
        other = signoff("mock", "simutek", "--port", "0", "--state", str(file))
        assert other.code == 2
        assert "another server has" in other.err
        assert mock.stop() == 0
    other = signoff("mock", "siesmart", "--port", "0", "--state", str(file))
    assert other.code == 2
    assert "keeps the state of simutek" in other.err
    file.write_text("not a database, but a text that somebody wrote\n" * 20)
    assert signoff("mock", "simutek", "--port", "0", "--state", str(file)).code == 2


@pytest.mark.served
def test_each_client_has_a_state_of_its_own(tmp_path: Path) -> None:
    with running("simutek", "--isolated", "--client", "tester:secret") as mock, httpx2.Client() as http:
        assert created(http, mock, token(http, mock), "K900001") == 200

        def total(client: str) -> int:
            shown = http.get(f"{mock.origin}/_signoff/state?kind=customer&client={client}").json()
            return int(shown["kinds"][0]["total"])

        assert total("tester") == total("mock-web-shop") + 1
        mock.stop()
