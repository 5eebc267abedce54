"""What leaves the house with a run: whom the evidence names, and what keeps it from being written."""

import json
import socket
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIGNOFF_ORGANISATION", "SIGNOFF_OPERATOR", "SIGNOFF_CANARIES"):
        monkeypatch.delenv(name, raising=False)


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_the_sender_is_named_by_options_and_variables(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNOFF_ORGANISATION", "Example Leasing Ltd")
    monkeypatch.setenv("SIGNOFF_OPERATOR", "somebody else")
    (tmp_path / "own.lock").write_text("pins")
    done = signoff(
        *("certify", "siesmart", "--operator", "Integration team", "--application", "shop/2.3"),
        *("--source-address", "203.0.113.7", "--lock", "own.lock"),
    )
    assert done.code == 0, done.err
    folder = only(tmp_path / "evidence")
    told = json.loads((folder / "environment.json").read_text())
    assert (told["organisation"], told["operator"]) == ("Example Leasing Ltd", "Integration team")
    assert told["application"] == {"name": "shop", "version": "2.3"}
    assert told["lock"]["name"] == "own.lock"
    assert told["client"]["as_generated"] is True
    letter = (folder / "HANDOVER.md").read_text()
    assert "* Organisation: Example Leasing Ltd." in letter
    assert "203.0.113.7, as the sender states" in letter
    assert str(tmp_path) not in (folder / "environment.json").read_text()


@pytest.mark.parametrize("stated", [(), ("--organisation", "Example Leasing Ltd", "--operator", "Integration team")])
def test_a_sender_that_is_not_stated_is_reminded_where_it_counts(signoff: Run, stated: tuple[str, ...]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    there = ("--base-url", f"{address}/v1", "--token-url", f"{address}/oauth/token")
    assert ("the sender is not stated" in signoff("certify", "siesmart", *there, *stated).err) is (not stated)
    assert "not stated" not in signoff("certify", "simutek").err


def test_rules_and_counts_of_the_run_are_in_the_evidence(signoff: Run, tmp_path: Path) -> None:
    assert signoff("certify", "siesmart").code == 0
    told = json.loads((only(tmp_path / "evidence") / "redaction.json").read_text())
    counts = {rule["rule"]: rule["count"] for rule in told["rules"]}
    assert counts["personal"] > 100
    assert counts["shown"] > 1000
    assert counts["credential"] >= 80


@pytest.mark.parametrize("given", ["variable", "file"])
def test_a_canary_that_survives_keeps_the_evidence_from_being_written(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    # The name of the mock's host stands in every file, so it does as something that must not.
    arguments = ["certify", "siesmart"]
    if given == "variable":
        monkeypatch.setenv("SIGNOFF_CANARIES", "never-in-there\nSieSmart.test\n")
        name = "the variable SIGNOFF_CANARIES, line 2"
    else:
        (tmp_path / "canaries").write_text("never-in-there\nSieSmart.test\n")
        arguments += ["--canary-file", "canaries"]
        name = "the file of canaries, line 2"
    done = signoff(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert "no evidence was written: it would hold what must not leave the house" in done.err
    assert "results.json: line " in done.err
    assert name in done.err
    assert "never-in-there" not in done.err
    assert "SieSmart.test" not in done.err
    assert list((tmp_path / "evidence").iterdir()) == []


def test_a_secret_of_another_partner_keeps_it_too(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTBUSINESS_CLIENT_SECRET", "siesmart.test")
    done = signoff("certify", "siesmart")
    assert done.code == 2
    assert "the variable SMARTBUSINESS_CLIENT_SECRET" in done.err
    assert list((tmp_path / "evidence").iterdir()) == []


def test_a_short_canary_is_said_to_be_left_out(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNOFF_CANARIES", "GET")
    done = signoff("certify", "siesmart")
    assert done.code == 0
    assert "the variable SIGNOFF_CANARIES, line 1 has fewer than 6 characters and is not looked for" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--canary-file", "nothing"], "the file of canaries nothing cannot be read: No such file"),
        (["--lock", "nothing.lock"], "the lock file nothing.lock cannot be read: No such file"),
        (["--source-address", "our office"], "our office is no IP address"),
        (["--application", "/2"], "NAME/VERSION"),
        (["--organisation", "two\nlines"], "the organisation must be one line"),
    ],
)
def test_wrong_use_is_said_before_anything_is_sent(
    signoff: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = signoff("certify", "siesmart", *arguments)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""
    assert not (tmp_path / "evidence").exists()
