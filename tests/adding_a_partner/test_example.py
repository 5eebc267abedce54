"""A partner that another distribution brings goes the whole way: from its description to evidence."""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.cli.conftest import Run

from signoff_contract.codegen.tree import compare, digest_tree
from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements, statement_digest
from signoff_contract.mock.planted import (
    FaultyTransport,
    Wire,
    again,
    edited,
    on_answer,
    status,
    storing,
    without_header,
)
from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import serving
from signoff_contract.suite.model import State
from signoff_contract.suite.plans import find_plan
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target

from .conftest import EXAMPLE, PACKAGE, Installed

pytestmark = pytest.mark.usefixtures("installed")


def rows_in(results: dict[str, Any], state: str) -> set[str]:
    return {row["id"] for row in results["requirements"] if row["state"] == state}


# From prose to a client.


def test_every_row_has_the_digest_of_a_sentence_of_the_page() -> None:
    lines = (EXAMPLE / "prose.md").read_text(encoding="utf-8").splitlines()
    text = " ".join(line for line in lines if line and not line.startswith("#"))
    digests = {statement_digest(sentence) for sentence in re.split(r"(?<=\.) (?=[A-Z`])", text)}
    rows = load_requirements("harbour").rows
    unknown = {row.id for row in rows for source in row.sources if source.digest not in digests}
    assert not unknown


def test_the_description_is_linted_and_its_rows_are_verified(signoff: Run) -> None:
    linted = signoff("lint", "harbour")
    assert (linted.code, linted.out) == (0, "")
    checked = signoff("requirements", "harbour", "--check")
    assert (checked.code, checked.out) == (0, "harbour: 29 requirements, each verified or explained\n")
    assert "HAR-BOOK-005  must, provider, documented" in signoff("requirements", "harbour").out


def test_the_client_that_the_example_carries_is_what_generation_gives(installed: Installed) -> None:
    drift = compare(
        digest_tree(installed.package / "generated" / "harbour_client"),
        digest_tree(EXAMPLE / PACKAGE / "generated" / "harbour_client"),
    )
    # The manifest also has the digest of the generator's own code.
    assert [str(each) for each in drift if each.path != "manifest.json"] == []


def test_generation_says_what_it_wrote_and_where_a_client_may_go(signoff: Run, tmp_path: Path) -> None:
    checked = signoff("generate", "harbour", "--check", "--output", str(tmp_path / "empty"))
    assert checked.code == 1
    assert "  missing: facade.py\n" in checked.out
    first = signoff("generate", "harbour", "--output", str(tmp_path))
    assert first.code == 0
    assert re.fullmatch(r"harbour: written, \d+ files\n", first.out)
    assert signoff("generate", "harbour", "--output", str(tmp_path)).out == "harbour: unchanged\n"
    (tmp_path / "harbour_client" / "facade.py").write_text("")
    assert "changed: facade.py" in signoff("generate", "harbour", "--output", str(tmp_path)).out
    nowhere = signoff("generate", "harbour")
    assert nowhere.code == 2
    assert "--output" in nowhere.err


def test_without_names_only_this_repositorys_clients_are_generated(signoff: Run) -> None:
    done = signoff("generate")
    assert done.code == 0
    assert "siesmart: " in done.out
    assert "harbour" not in done.out
    assert "harbour: no findings" in signoff("lint").err


# From a client to evidence.


def test_its_client_is_called_as_every_other() -> None:
    client = importlib.import_module(f"{PACKAGE}.client")
    mock = build("harbour", seed=3)
    with client.Harbour.from_env(mock.variables(), transport=mock.transport()) as harbour:
        berths = harbour.berths.list(length=20).value.items
        assert [berth.name for berth in berths] == ["Long pier"]
        missing = _refusal(lambda: harbour.berths.get(77))
    assert type(missing).__name__ == "NotFound"
    assert missing.trace_id == missing.response.headers["X-Harbour-Call"]
    with pytest.raises(TypeError, match="tiemout"):
        client.Harbour.from_env(mock.variables(), tiemout=3)


def _refusal(call: Callable[[], object]) -> Any:
    from signoff import ApiError

    with pytest.raises(ApiError) as refused:
        call()
    return refused.value


def test_it_is_certified_with_evidence(signoff: Run, tmp_path: Path) -> None:
    done = signoff("certify", "harbour", "--seed", "4")
    assert done.code == 0, done.out
    assert "PASSED" in done.out
    (folder,) = (tmp_path / "evidence").iterdir()
    assert folder.name.startswith("harbour-mock-")
    results = json.loads((folder / "results.json").read_text())
    assert results["requests_sent"] <= 30
    assert rows_in(results, "omit") == {"HAR-BOOK-010"}
    assert len(rows_in(results, "pass")) == 28
    summed = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert summed.returncode == 0, summed.stdout
    # The description says that a skipper is a person, so nothing of one is shown.
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"Robin Example" not in everything
    assert b"mock-marina-secret" not in everything


@pytest.mark.campaign
def test_generated_requests_find_nothing_in_its_mock_and_a_fault_in_a_faulty_one(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = signoff("certify", "harbour", "--profile", "property", "--evidence", "correct")
    assert done.code == 0, done.out
    (folder,) = (tmp_path / "correct").iterdir()
    found = json.loads((folder / "property.json").read_text())
    assert (found["failures"], found["trouble"]) == ([], [])
    assert all(check["exercised"] for check in found["checks"])

    mock = importlib.import_module(f"{PACKAGE}.mock")
    monkeypatch.setattr(mock.Bookings, "_booking", lambda self, call: self.made[call.path["booking-id"]])
    done = signoff("certify", "harbour", "--profile", "property")
    assert done.code == 1
    assert "FAIL No request provokes a server error (bookings_get" in done.out


def test_a_description_with_an_operation_that_the_mock_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="operations that this mock does not serve: assets_add"):
        build("harbour", description=load("siesmart"))


@pytest.mark.served
def test_the_served_mock_gets_the_same_verdict(signoff: Run) -> None:
    with serving(build("harbour")) as address:
        done = signoff("certify", "harbour", "--base-url", address.base_url, "--token-url", address.token_url)
    assert done.code == 0, done.out


def test_a_fault_in_its_mock_is_found(signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mock = importlib.import_module(f"{PACKAGE}.mock")
    correct = mock.Bookings.cancel

    def forget(self: Any, call: Any) -> Any:
        before = dict(self.made)
        reply = correct(self, call)
        self.made.update(before)
        return reply

    monkeypatch.setattr(mock.Bookings, "cancel", forget)
    done = signoff("certify", "harbour")
    assert done.code == 1
    (folder,) = (tmp_path / "evidence").iterdir()
    assert rows_in(json.loads((folder / "results.json").read_text()), "fail") == {"HAR-BOOK-008", "HAR-BOOK-009"}


def longer_than_asked(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    def add(value: Any) -> None:
        if "items" in value:
            value["items"].insert(0, {"id": 1, "name": "Inner quay 1", "length": 8.5})

    return edited(response, add)


FAULTS: dict[str, tuple[str, Callable[[], Wire]]] = {
    "an error without the call's name": (
        "HAR-CALL-001",
        without_header("X_Harbour_Call", lambda _request, response: response.status_code >= 400),
    ),
    "every answer names the same call": (
        "HAR-CALL-002",
        on_answer(lambda _request, response: again(response, X_Harbour_Call="one")),
    ),
    "the list disregards the length": ("HAR-BERTH-002", on_answer(longer_than_asked)),
    "boats are renamed": ("HAR-BOOK-003", storing(lambda body: {**body, "boat": "Renamed"}, r"/bookings$")),
    "a taken berth is called wrong": ("HAR-BOOK-005", status(409, 422)),
    "a creation is called a read": ("HAR-BOOK-001", status(201, 200)),
    "an unknown berth is a bad request": ("HAR-BERTH-004", status(404, 400)),
    "a token that was never granted is forbidden": ("HAR-ACCESS-002", status(401, 403)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_between_client_and_mock_is_found_by_its_row(name: str) -> None:
    row, make = FAULTS[name]
    mock: Any = build("harbour", seed=2)
    target = Target(
        name="mock",
        environment=mock.environment(),
        credentials=mock.credentials,
        transport=FaultyTransport(mock.transport(), make()),
        mock=mock,
    )
    record = run(find_plan("harbour"), target, load("harbour"), load_requirements("harbour"), ())
    assert record.verdict == "failed"
    assert row in {each.requirement for each in record.requirements if each.state is State.FAIL}


# How it is found.


def test_it_is_named_with_the_others(signoff: Run) -> None:
    assert "harbour" in signoff("mock", "nowhere").err
    assert "calls_per_minute=60\n" in signoff("mock", "harbour", "--switches").out
    assert "harbour, siesmart" in signoff("certify", "nowhere").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--target", "test"], "HARBOUR_CLIENT_ID, HARBOUR_CLIENT_SECRET"),
        (["--target", "live"], "--allow-live"),
        (
            ["--base-url", "https://api.skerry.example/v1", "--token-url", "https://login.skerry.example/token"],
            "--target live",
        ),
        (["--base-url", "http://127.0.0.1:1/v1", "--token-url", "http://boats.example/token"], "must be https"),
    ],
)
def test_its_targets_have_the_rules_of_all(signoff: Run, arguments: list[str], said: str) -> None:
    done = signoff("certify", "harbour", *arguments)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("arguments", [["--help"], ["mock", "harbour", "--switches"], ["lint", "harbour"]])
def test_a_command_loads_no_other_partner(installed: Installed, arguments: list[str]) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed.site)!r}); sys.argv = ['signoff', *{arguments!r}]\n"
        "from signoff_contract.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted(name for name in sys.modules if 'siesmart' in name or 'smartbusiness' in name), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_part_that_is_missing_is_said(
    installed: Installed, signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "other"
    # A name of its own: what was imported once is found again by everybody in this process.
    package = site / "quay_signoff"
    shutil.copytree(installed.package / "openapi", package / "openapi")
    (package / "__init__.py").write_text("")
    (package / "mock.py").write_text("")
    folder = site / "quay-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: quay\nVersion: 1\n")
    (folder / "entry_points.txt").write_text("[signoff.partners]\nquay = quay_signoff\n")
    monkeypatch.syspath_prepend(site)
    assert signoff("lint", "quay").code == 0
    no_plan = signoff("certify", "quay")
    assert no_plan.code == 2
    assert "no certification plan of 'quay'; known: harbour, siesmart" in no_plan.err
    no_class = signoff("mock", "quay")
    assert no_class.code == 2
    assert "quay_signoff.mock is to hold the mock of 'quay', but defines no MOCK" in no_class.err
    (package / "plan.py").write_text("from .generated.quay_client import models\n")
    no_client = signoff("certify", "quay")
    assert no_client.code == 2
    assert "cannot be imported: No module named 'quay_signoff.generated'. Was its client generated?" in no_client.err


# In somebody's test suite.


SUITE = """
def test_a_partner_from_outside(signoff_mock):
    mock = signoff_mock("harbour", seed=3, token_lifetime=60)
    token = mock.tokens.issue(mock.clients[0])
    with httpx2.Client(base_url=mock.base_url(), transport=mock.transport()) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        assert all(client.get("/berths").status_code == 200 for _ in range(70)) is ANY_PACE
        with mock.faults.injected("unavailable", operation="berths_get") as fault:
            assert client.get("/berths/1").status_code in {503, 429}
            assert len(fault.taken) == 1
    assert {each.name for each in mock.faults.offered} > {"half-body", "expired-token"}
    assert "interleaved-change" not in {each.name for each in mock.faults.offered}
"""


@pytest.mark.parametrize("has_plan", [True, False])
def test_the_plugin_for_pytest_makes_its_mock(installed: Installed, tmp_path: Path, has_plan: bool) -> None:
    site = tmp_path / "site"
    ignored = shutil.ignore_patterns("__pycache__", *(() if has_plan else ("plan.py",)))
    shutil.copytree(installed.site, site, ignore=ignored)
    (tmp_path / "test_suite.py").write_text(f"import httpx2\n\nANY_PACE = {has_plan}\n{SUITE}", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "signoff_pytest", "-p", "no:cacheprovider", "test_suite.py"]
    done = subprocess.run(command, check=False, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
