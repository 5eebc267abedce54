"""Runs the command in this process, the way a shell would see it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from signoff_contract.cli import main
from signoff_contract.description import Description, descriptions_root, lint as module
from signoff_contract.description.lint import Finding


@frozen
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]
_found: dict[tuple[Path, str], list[Finding]] = {}


@pytest.fixture(autouse=True)
def _linted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The descriptions that ship are linted once in a process: every certification would do it again."""
    whole = module.lint

    def once(description: Description) -> list[Finding]:
        key = description.path, description.digest
        if not description.path.is_relative_to(descriptions_root()):
            return whole(description)
        if key not in _found:
            _found[key] = whole(description)
        return _found[key]

    monkeypatch.setattr(module, "lint", once)


@pytest.fixture
def signoff(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """`signoff(*arguments)` in an empty folder, without credentials in the environment."""
    monkeypatch.chdir(tmp_path)
    names = ("SIESMART_ENVIRONMENT", "SIESMART_CLIENT_ID", "SIESMART_CLIENT_SECRET")
    for name in (*names, "COLUMNS", "SIGNOFF_SIGNING_KEY", "SIGNOFF_KEY_PASSPHRASE"):
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
