"""Runs the command in this process, the way a shell would see it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from signoff_contract.cli import main


@frozen
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def signoff(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """`signoff(*arguments)` in an empty folder, without credentials in the environment."""
    monkeypatch.chdir(tmp_path)
    names = ("SIESMART_ENVIRONMENT", "SIESMART_CLIENT_ID", "SIESMART_CLIENT_SECRET")
    for name in (*names, "SIGNOFF_SIGNING_KEY", "SIGNOFF_KEY_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["signoff", *arguments])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Outcome(code, captured.out, captured.err)

    return run
