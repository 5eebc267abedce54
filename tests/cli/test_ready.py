"""`signoff ready` from the command line: a release pipeline's view, with evidence of the mocks."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.sampling import one_in

from .conftest import Run


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(signoff: Run, tmp_path: Path) -> Path:
    """A committed checkout of an application, with its lock file, and a key outside version control."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "requirements.lock").write_text("signoff==0.1.0\n")
    git(tmp_path, "add", "requirements.lock")
    git(tmp_path, "commit", "--quiet", "--message", "the application")
    assert signoff("keygen", "--out", "key.pem", "--no-passphrase").code == 0
    return tmp_path


@pytest.mark.parametrize("partner", one_in(3, ["simutek", "siesmart", "smartbusiness"]))
def test_a_certified_checkout_is_ready_and_a_changed_one_is_not(signoff: Run, checkout: Path, partner: str) -> None:
    assert signoff("certify", partner, "--key", "key.pem").code == 0
    gate = ("ready", partner, "--target", "mock", "--key", "key.pem.pub")
    ready = signoff(*gate)
    told = (
        f"REHEARSED, not ready for production: {partner}, Signoff's plan and client, on behalf of a sender who is not "
        "stated, by evidence of target mock"
    )
    assert (ready.code, ready.out.splitlines()[0]) == (0, told), ready.out
    assert ready.out.splitlines()[-1] == "– application: not declared, not seen; this does not decide"
    asked = signoff(*gate, "--require", "application")
    assert (asked.code, "✗ application  not declared, not seen\n" in asked.out) == (1, True)
    rehearsed = json.loads(signoff(*gate, "--json").out)
    assert (rehearsed["ready"], rehearsed["rehearsed"]) == (False, True)
    assert "✗" not in ready.out
    (checkout / "requirements.lock").write_text("signoff==0.2.0\n")
    changed = json.loads(signoff(*gate, "--json").out)
    assert changed["ready"] is False
    assert [each["id"] for each in changed["conditions"] if each["decides"] and not each["met"]] == ["lock", "commit"]
    # The mock's evidence counts for the mock alone.
    other = signoff("ready", partner, "--target", "live", "--key", "key.pem.pub")
    assert (other.code, "✗ evidence     none of" in other.out) == (1, True)


def test_what_breaks_after_a_run_is_said_with_what_to_do(signoff: Run, checkout: Path) -> None:
    assert signoff("certify", "simutek", "--key", "key.pem").code == 0
    gate = ("ready", "simutek", "--target", "mock", "--key", "key.pem.pub")
    git(checkout, "commit", "--quiet", "--allow-empty", "--message", "after the run")
    refused = signoff(*gate)
    assert (refused.code, "or accept evidence of an earlier commit" in refused.out) == (1, True)
    assert signoff(*gate, "--allow-earlier-commit").code == 0
    assert signoff(*gate, "--allow-earlier-commit", "--max-age", "0").code == 1
    assert signoff("keygen", "--out", "other.pem", "--no-passphrase").code == 0
    assert "not expected" in signoff("ready", "simutek", "--target", "mock", "--key", "other.pem.pub").out
    assert signoff(*gate, "--key", "other.pem.pub", "--allow-earlier-commit").code == 0
    git(checkout, "checkout", "--quiet", "--orphan", "elsewhere")
    git(checkout, "commit", "--quiet", "--message", "another history")
    assert "not in the history" in signoff(*gate, "--allow-earlier-commit").out
    (archive,) = (checkout / "evidence").glob("*.zip")
    archive.write_bytes(archive.read_bytes().replace(b"passed", b"PASSED", 1))
    altered = signoff(*gate)
    assert (altered.code, "✗ intact       altered: " in altered.out) == (1, True)


def test_without_evidence_the_command_to_run_is_printed(signoff: Run) -> None:
    done = signoff("ready", "siesmart", "--evidence", "nowhere")
    assert done.code == 1
    assert done.out == (
        "NOT READY: siesmart, by evidence of target test\n"
        "✗ evidence     none of siesmart's target test\n"
        "               next: run signoff certify siesmart --target test --key FILE\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nobody",), "there is no partner 'nobody'"),
        (("smartbusiness",), "publishes no test environment; say --target live or --target custom"),
        (("simutek",), "publishes no test environment; say --target live or --target custom"),
        (("siesmart", "--target", "production"), "there is no target 'production'"),
        (("siesmart", "--host", "api.example"), "leave --host out"),
        (("siesmart", "--key", "nobody"), "neither a fingerprint"),
        (("siesmart", "--lock", "nowhere.lock"), "cannot be read"),
        (("siesmart", "--openapi", "nowhere"), "there is no folder"),
    ],
)
def test_wrong_use_says_what_to_do(signoff: Run, arguments: tuple[str, ...], words: str) -> None:
    done = signoff("ready", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
