"""The smaller commands, and what starting the command loads."""

import json
import subprocess
import sys
from importlib.metadata import version

import pytest

from .conftest import Run


def test_help_names_every_command(signoff: Run) -> None:
    done = signoff("--help")
    assert done.code == 0
    for command in ("certify", "generate", "lint", "requirements", "mock"):
        assert command in done.out
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


@pytest.mark.parametrize("module", ["schemathesis", "starlette", "uvicorn", "openapi_python_client", "siesmart_client"])
def test_asking_for_help_loads_nothing_heavy(module: str) -> None:
    code = (
        "import sys; sys.argv = ['signoff', '--help']\n"
        "from signoff_contract.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
