"""The main job, from the command line: verdicts, exit codes, and what is said when something is wrong."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from signoff_contract.description import descriptions_root

from .conftest import Run


def verdicts(results: dict[str, Any]) -> dict[str, str]:
    return {row["id"]: row["state"] for row in results["requirements"]}


def test_the_embedded_mock_passes_and_leaves_evidence(signoff: Run, tmp_path: Path) -> None:
    done = signoff("certify", "siesmart", "--target", "mock")
    assert done.code == 0, done.out
    assert "PASSED" in done.out
    (folder,) = (tmp_path / "evidence").iterdir()
    assert f"evidence: {Path('evidence', folder.name)}" in done.err
    results = json.loads((folder / "results.json").read_text())
    assert results["requests_sent"] <= 90
    assert set(verdicts(results).values()) <= {"pass", "omit"}
    assert all(row["reason"] for row in results["requirements"] if row["state"] != "pass")
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_json_on_stdout_is_the_results_file(signoff: Run, tmp_path: Path) -> None:
    done = signoff("certify", "siesmart", "--json", "--seed", "7", "--evidence", "kept")
    assert done.code == 0
    (folder,) = (tmp_path / "kept").iterdir()
    assert json.loads(done.out) == json.loads((folder / "results.json").read_text())
    assert json.loads(done.out)["seed"] == 7


@pytest.fixture
def served() -> Iterator[tuple[str, str]]:
    """The mock in another process; its addresses."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from signoff_contract.entry import main; main()", "mock", "siesmart", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = [process.stderr.readline().split() for _ in range(2)]
        yield said[0][-1], said[1][-1]
    finally:
        process.terminate()
        assert process.stderr is not None
        process.stderr.close()
        process.wait(10)


@pytest.mark.served
def test_the_served_mock_gets_the_same_verdicts(signoff: Run, served: tuple[str, str]) -> None:
    base_url, token_url = served
    there = signoff("certify", "siesmart", "--base-url", base_url, "--token-url", token_url, "--json")
    here = signoff("certify", "siesmart", "--target", "mock", "--json")
    assert there.code == here.code == 0
    assert verdicts(json.loads(there.out)) == verdicts(json.loads(here.out))


@pytest.mark.served
def test_a_wrong_secret_is_wrong_use(
    signoff: Run, served: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIESMART_CLIENT_ID", "mock-introducer")
    monkeypatch.setenv("SIESMART_CLIENT_SECRET", "a-secret-that-is-wrong")
    done = signoff("certify", "siesmart", "--base-url", served[0], "--token-url", served[1])
    assert done.code == 2
    assert "credentials were not accepted" in done.err
    assert "a-secret-that-is-wrong" not in done.err + done.out
    assert list((tmp_path / "evidence").iterdir()) == []


def test_a_server_that_is_down_is_inconclusive(signoff: Run) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    done = signoff("certify", "siesmart", "--base-url", f"{address}/v1", "--token-url", f"{address}/oauth/token")
    assert done.code == 3
    assert "INCONCLUSIVE" in done.out
    assert "unreachable" in done.out


class Page(BaseHTTPRequestHandler):
    """Answers everything with a page, as a gateway or a wrong address does."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        token = self.path.endswith("/token") and self.server.tokens  # type: ignore[attr-defined]
        body = b'{"access_token":"t","token_type":"Bearer","expires_in":60}' if token else b"<html>hello</html>"
        self.send_response(200)
        self.send_header("content-type", "application/json" if token else "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - names that the base class looks for

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize("tokens", [False, True], ids=["everywhere", "behind a token endpoint"])
def test_a_server_that_answers_html_is_inconclusive(signoff: Run, tokens: bool) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.tokens = tokens  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        done = signoff("certify", "siesmart", "--base-url", f"{address}/v1", "--token-url", f"{address}/token")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert done.code == 3, done.out
    assert "INCONCLUSIVE" in done.out


@pytest.fixture
def descriptions(tmp_path: Path) -> Path:
    folder = tmp_path / "descriptions"
    shutil.copytree(descriptions_root(), folder)
    return folder


def test_a_description_without_a_trace_header_is_refused_before_anything_is_sent(
    signoff: Run, descriptions: Path
) -> None:
    path = descriptions / "siesmart" / "openapi.yaml"
    header = "            X-B2B-TRACE-ID: {$ref: '#/components/headers/TraceId'}\n"
    text = path.read_text()
    line = text[: text.index(header)].count("\n")
    path.write_text(text.replace(header, "", 1))
    done = signoff("certify", "siesmart", "--openapi", str(descriptions))
    assert done.code == 2
    assert "nothing was sent" in done.err
    assert "X-B2B-TRACE-ID" in done.err
    named = int(done.err.split("openapi.yaml:")[1].split(":")[0])
    assert line - 6 <= named <= line + 1
    linted = signoff("lint", "siesmart", "--openapi", str(descriptions))
    assert linted.code == 1
    assert f"openapi.yaml:{named}: SG" in linted.out


def test_rows_and_checks_that_do_not_fit_are_refused_before_anything_is_sent(signoff: Run, descriptions: Path) -> None:
    path = descriptions / "siesmart" / "requirements.yaml"
    path.write_text(path.read_text().replace("SIE-TRACE-001", "SIE-TRACE-999", 1))
    done = signoff("certify", "siesmart", "--openapi", str(descriptions))
    assert done.code == 2
    assert "SIE-TRACE-" in done.err
    assert signoff("requirements", "siesmart", "--check", "--openapi", str(descriptions)).code == 1


def test_an_evidence_folder_that_cannot_be_written_is_said_before_anything_is_sent(
    signoff: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    done = signoff("certify", "siesmart", "--evidence", "file/evidence")
    assert done.code == 2
    assert "evidence cannot be written into file/evidence" in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["certify"], "Missing argument"),
        (["certify", "acme"], "no description of 'acme'"),
        (["certify", "siesmart", "--target", "moon"], "'moon' is not one of"),
        (["certify", "siesmart", "--base-url", "http://127.0.0.1:1/v1"], "--token-url is missing"),
        (["certify", "siesmart", "--token-url", "http://127.0.0.1:1/t"], "--base-url is missing"),
        (["certify", "siesmart", "--target", "mock", "--base-url", "http://127.0.0.1:1/"], "not both"),
        (
            ["certify", "siesmart", "--base-url", "http://example.com/v1", "--token-url", "https://example.com/t"],
            "https",
        ),
        (
            [
                *("certify", "siesmart", "--base-url", "https://api.sfs.siemens.cloud/siesmart/b2b/v1"),
                *("--token-url", "https://sfs-p-001.siemens-sfs.auth0app.com/oauth/token"),
            ],
            "use --target live",
        ),
        (
            [
                *("certify", "smartbusiness", "--base-url", "https://api-smartbusiness.postfinance.ch/v2"),
                *("--token-url", "https://api-smartbusiness.postfinance.ch/v2/auth/access-tokens"),
            ],
            "use --target live",
        ),
        (["certify", "smartbusiness", "--target", "test"], "no test environment"),
        (["certify", "siesmart", "--target", "test"], "SIESMART_CLIENT_ID"),
        (["certify", "siesmart", "--target", "live"], "--allow-live"),
        (["certify", "siesmart", "--seed", "x"], "not a valid int"),
        (["certify", "siesmart", "--openapi", "nothing"], "there is no folder nothing"),
        (["certify", "siesmart", "--unknown"], "No such option"),
        (["lint", "acme"], "there is no partner 'acme'"),
        (["generate", "acme"], "there is no partner 'acme'"),
        (["requirements", "acme"], "there is no partner 'acme'"),
        (["mock", "acme"], "there is no mock of 'acme'"),
        (["mock", "siesmart", "--port", "70000"], "70000"),
        (["unknown"], "No such command"),
    ],
)
def test_wrong_use_ends_with_code_2_and_says_what_to_do(signoff: Run, arguments: list[str], said: str) -> None:
    done = signoff(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def test_a_missing_credential_is_named_and_the_other_one_not_repeated(
    signoff: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIESMART_CLIENT_ID", "an-id-of-ours")
    done = signoff("certify", "siesmart", "--target", "test")
    assert done.code == 2
    assert "SIESMART_CLIENT_SECRET" in done.err
    assert "an-id-of-ours" not in done.err


def test_credentials_of_one_environment_are_not_sent_to_the_other(
    signoff: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIESMART_ENVIRONMENT", "live")
    monkeypatch.setenv("SIESMART_CLIENT_ID", "id")
    monkeypatch.setenv("SIESMART_CLIENT_SECRET", "secret")
    done = signoff("certify", "siesmart", "--target", "test")
    assert done.code == 2
    assert "wrong environment" in done.err


def test_a_port_in_use_is_said(signoff: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = signoff("mock", "siesmart", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "in use" in done.err
    assert "--port" in done.err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -c "from signoff_contract.entry import main; main()" requirements siesmart | head -1'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        check=False,
    )
    assert done.stdout.startswith("siesmart: ")
    assert done.stderr == ""


@pytest.mark.campaign
def test_the_property_profile_adds_its_own_file_and_says_how_often_each_check_judged(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from signoff_contract.suite.property import campaign

    whole = campaign.run_property

    def small(*arguments: Any, **settings: Any) -> Any:
        return whole(*arguments, **settings, max_examples=2, exhaustive=False)

    monkeypatch.setattr(campaign, "run_property", small)
    done = signoff("certify", "siesmart", "--profile", "property")
    assert done.code == 0, done.out
    assert "Property tests: " in done.out
    (folder,) = (tmp_path / "evidence").iterdir()
    found = json.loads((folder / "property.json").read_text())
    assert found["failures"] == []
    assert found["cases"] > 0
    assert " property.json" in (folder / "SHA256SUMS").read_text()
