"""How commands end: no accident looks like a verdict, and the documented exit codes are all there are."""

import ast
import inspect
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from signoff_contract.cli import command_line, ending
from signoff_contract.description import DescriptionError

from .conftest import Run

COMMAND = [sys.executable, "-c", "from signoff_contract.entry import main; main()"]
ROOT = Path(inspect.getfile(ending)).parent
COMMANDS = {str(command.name): command.callback for command in command_line().registered_commands}
# One call of each kind of output: the framework's own, a table, JSON, a patch-like text.
CALLS = [("--help",), ("--version",), ("certify", "--help"), ("requirements", "simutek"), ("lint", "simutek", "--json")]


def test_the_page_has_every_exit_code() -> None:
    page = (ROOT.parents[2] / "docs" / "exit-codes.md").read_text()
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", page, re.MULTILINE)
    assert {int(code): text.replace("`\\| head`", "`| head`") for code, text in rows} == ending.EXIT_CODES


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_says_codes_that_there_are(name: str) -> None:
    said = {int(code) for code in re.findall(r"(?:Exit code |\. |\n)(\d+): ", inspect.getdoc(COMMANDS[name]) or "")}
    assert said <= set(ending.EXIT_CODES)
    assert not said or {0, 2} <= said


def endings() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted(ROOT.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"typer.Exit", "sys.exit", "SystemExit"}:
                yield from ((path.name, argument) for argument in node.args)


def test_no_command_ends_with_another_code() -> None:
    found = list(endings())
    assert len(found) > 8
    for file, argument in found:
        for constant in (node for node in ast.walk(argument) if isinstance(node, ast.Constant)):
            if isinstance(constant.value, int) and not isinstance(constant.value, bool):
                assert constant.value in ending.EXIT_CODES, f"{file}: {ast.unparse(argument)}"


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_full_disk_behind_stdout_is_no_verdict(call: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *call], stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    assert "stdout" in done.stderr


@pytest.mark.parametrize("call", CALLS[3:], ids=" ".join)
def test_a_closed_stdout_is_no_verdict(call: tuple[str, ...]) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *COMMAND, *call], stderr=subprocess.PIPE, check=False, text=True
    )
    assert (done.returncode, "Traceback" in done.stderr) == (70, False)
    assert "stdout is closed" in done.stderr


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_reader_that_is_gone_is_no_verdict(call: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run([*COMMAND, *call], stdout=gone, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_closed_stderr_changes_nothing(tmp_path: Path) -> None:
    certify = ["sh", "-c", '"$@" 2>&-', "sh", *COMMAND, "certify", "simutek"]
    done = subprocess.run(certify, cwd=tmp_path, stdout=subprocess.PIPE, check=False, text=True)
    assert done.returncode == 0
    assert "PASSED" in done.stdout
    assert len(list((tmp_path / "evidence").iterdir())) == 1


@pytest.mark.parametrize(
    "error",
    [ValueError("secret-4711"), MemoryError(), RecursionError(), AssertionError("secret-4711"), OSError("disk")],
)
def test_an_error_of_ours_is_no_verdict(signoff: Run, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("signoff_contract.cli.lint.chosen_partners", broken)
    done = signoff("lint")
    assert done.code == 70
    assert f"internal error ({type(error).__name__} at test_ending.py:" in done.err
    assert "4711" not in done.err
    assert done.out == ""


def test_the_whole_trace_is_there_for_who_wants_it(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("what was wrong")

    monkeypatch.setattr("signoff_contract.cli.lint.chosen_partners", broken)
    assert "what was wrong" not in signoff("lint").err
    monkeypatch.setenv("SIGNOFF_DEBUG", "1")
    with pytest.raises(AssertionError, match="Traceback"):  # which the fixture allows nowhere else
        signoff("lint")


def test_an_error_that_the_caller_can_mend_stays_wrong_use(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DescriptionError("the description lacks a title")

    monkeypatch.setattr("signoff_contract.cli.output.load", broken)
    assert signoff("certify", "simutek").code == 2


def test_input_that_ends_is_wrong_use(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object) -> None:
        raise EOFError

    monkeypatch.setattr("signoff_contract.cli.lint.chosen_partners", ask)
    done = signoff("lint")
    assert done.code == 2
    assert "the input ended" in done.err


def waiting(folder: Path) -> subprocess.Popen[str]:
    """A run of the served kind that stands still in the middle: its server takes the tenth request and says nothing."""
    script = (
        "import sys, threading\n"
        "from signoff_contract.mock.inprocess import InProcessTransport\n"
        "whole, seen = InProcessTransport.handle_request, []\n"
        "def slow(self, request):\n"
        "    seen.append(1)\n"
        "    if len(seen) == 10:\n"
        "        print('waiting', file=sys.stderr, flush=True)\n"
        "        threading.Event().wait(60)\n"
        "    return whole(self, request)\n"
        "InProcessTransport.handle_request = slow\n"
        "from signoff_contract.cli import main\n"
        "sys.argv = ['signoff', 'certify', 'simutek', '--json']\n"
        "main()\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_a_run_that_is_stopped_leaves_its_evidence(tmp_path: Path, number: signal.Signals) -> None:
    with waiting(tmp_path) as run:
        assert run.stderr is not None
        assert run.stderr.readline() == "waiting\n"
        run.send_signal(number)
        out, said = run.communicate(timeout=60)
    assert run.returncode == 3, said
    assert "Traceback" not in said
    results = json.loads(out)
    assert results["verdict"] == "inconclusive"
    assert "interrupted" in results["ended_early"]
    (folder,) = (tmp_path / "evidence").iterdir()
    assert json.loads((folder / "results.json").read_text())["ended_early"] == results["ended_early"]


@pytest.fixture
def attended() -> Iterator[None]:
    """No signal is ignored, as one is when the tests are started with nohup."""
    ignored = [each for each in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(each) is signal.SIG_IGN]
    for each in ignored:
        signal.signal(each, signal.SIG_DFL)
    yield
    for each in ignored:
        signal.signal(each, signal.SIG_IGN)


@pytest.mark.usefixtures("attended")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
def test_a_command_that_is_stopped_before_there_is_anything_says_so(
    signoff: Run, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    monkeypatch.setattr("signoff_contract.cli.lint.chosen_partners", lambda *_: signal.raise_signal(number))
    done = signoff("lint")
    assert done.code == code
    assert done.err in {"signoff: interrupted\n", "signoff: terminated\n"}
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


def test_what_must_not_be_half_done_is_not_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    finished = False
    with ending.terminable():
        with ending.undisturbed():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGINT)
            finished = True
        assert finished
        assert capsys.readouterr().err.count("the evidence is being written") == 2
        with pytest.raises(ending.Terminated):
            signal.raise_signal(signal.SIGTERM)


def test_rows_are_whole_when_they_are_piped(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    done = signoff("certify", "simutek")
    rows = json.loads(signoff("requirements", "simutek", "--json").out)[0]["requirements"]
    assert "…" not in done.out
    assert [row["id"] for row in rows if row["statement"] not in done.out] == []
