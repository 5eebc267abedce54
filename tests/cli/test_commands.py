"""The smaller commands, and what starting the command loads."""

import io
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from signoff_contract.cli.output import to_json

from .conftest import Run


def test_help_names_every_command(signoff: Run) -> None:
    done = signoff("--help")
    assert done.code == 0
    evidence = ("keygen", "pack", "verify", "ready", "compare")
    for command in ("certify", "generate", "lint", "requirements", "mock", "learn", *evidence):
        assert f"\n  {command} " in done.out
        one = signoff(command, "--help")
        assert one.code == 0
        assert "Usage: " in one.out


def test_without_a_command_help_is_shown(signoff: Run) -> None:
    done = signoff()
    assert done.code == 2
    assert "certify" in done.out + done.err


def test_the_version_is_the_distributions(signoff: Run) -> None:
    assert signoff("--version").out == f"signoff {version('signoff')}\n"


def test_the_shipped_descriptions_have_no_findings(signoff: Run) -> None:
    done = signoff("lint", "--json")
    assert done.code == 0
    assert json.loads(done.out) == []


def test_every_lint_rule_is_printed_once(signoff: Run) -> None:
    lines = signoff("lint", "--rules").out.splitlines()
    ids = [line.split()[0] for line in lines]
    assert len(ids) == len(set(ids)) > 40


def test_requirements_are_printed_with_source_and_proof(signoff: Run) -> None:
    done = signoff("requirements", "siesmart")
    assert done.code == 0
    assert "SIE-TRACE-001  must, provider, documented" in done.out
    assert "source: START" in done.out
    assert "not tested:" in done.out
    (document,) = json.loads(signoff("requirements", "siesmart", "--json").out)
    assert len(document["requirements"]) >= 60
    assert signoff("requirements", "--check").code == 0


def test_generation_is_up_to_date(signoff: Run) -> None:
    done = signoff("generate", "--json")
    assert done.code == 0
    assert {entry["outcome"] for entry in json.loads(done.out)["partners"]} == {"unchanged"}


@pytest.mark.parametrize(
    "module", ["schemathesis", "signoff_contract.mock.serving", "openapi_python_client", "siesmart_client"]
)
def test_asking_for_help_loads_nothing_heavy(module: str) -> None:
    code = (
        "import sys; sys.argv = ['signoff', '--help']\n"
        "from signoff_contract.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_base_install_says_how_to_get_the_command() -> None:
    code = (
        "import sys; sys.modules['typer'] = None; sys.argv = ['signoff']\n"
        "from signoff_contract.entry import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("signoff: typer is not installed; ")
    assert done.stderr.endswith("in a checkout of Signoff's sources: pip install '.[contract]'\n")


@pytest.mark.parametrize("encoding", ["ascii", pytest.param("latin-1", marks=pytest.mark.campaign)])
def test_a_terminal_without_our_signs_changes_no_verdict(tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from signoff_contract.cli import main; main()", "certify", "simutek"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert b"\\u25c7 REHEARSAL PASSED" in done.stdout


def test_json_stays_json_where_the_encoding_lacks_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    value = {"city": "Malmö", "signs": "✓"}
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace"))
    text = to_json(value)
    assert text.isascii()
    assert json.loads(text) == value


def test_the_switches_of_each_mock_are_printed(signoff: Run) -> None:
    assert "etag_on_writes=false" in signoff("mock", "siesmart", "--switches").out.splitlines()
    assert "requests_per_period=1000" in signoff("mock", "smartbusiness", "--switches").out.splitlines()


@pytest.mark.parametrize(
    ("switch", "said"),
    [
        ("etag_on_writes", "give NAME=VALUE"),
        ("clients=1", "give NAME=VALUE"),
        ("created_status=204", "200 or 201"),
        ("requests_per_minute=many", "takes a whole number or none"),
        ("requests_per_minute=true", "takes a whole number or none"),
        ("created_status=200.5", "takes a whole number"),
        ("etag_on_writes=1", "takes true or false"),
        ("decision_seconds=nan", "takes a number"),
        ("decide=NEVER", "decide is one of"),
    ],
)
def test_a_wrong_switch_is_wrong_use(signoff: Run, switch: str, said: str) -> None:
    # An address of nobody's: a switch that is taken by mistake ends at once and does not serve for ever.
    done = signoff("mock", "siesmart", "--host", "192.0.2.1", "--port", "0", "--switch", switch)
    assert done.code == 2
    assert said in done.err


def test_a_reader_that_goes_away_is_no_verdict() -> None:
    """`signoff ... | head`: 1 would say that a requirement failed, or that evidence was altered."""
    command = [sys.executable, "-c", "from signoff_contract.entry import main; main()", "requirements", "smartbusiness"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.readline().startswith(b"smartbusiness: ")
        started.stdout.close()
        said = started.stderr.read()
        assert (started.wait(60), said) == (141, b"")
