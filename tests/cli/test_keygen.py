"""`signoff keygen` from the command line."""

import stat
from pathlib import Path

import pytest

from .conftest import Run


def test_a_key_pair_is_made_and_its_fingerprint_printed(signoff: Run, tmp_path: Path) -> None:
    done = signoff("keygen", "--no-passphrase")
    assert done.code == 0, done.err
    assert stat.S_IMODE((tmp_path / "signoff-key.pem").stat().st_mode) == 0o600
    assert "private key: signoff-key.pem" in done.err
    fingerprint = done.out.strip()
    assert len(fingerprint) == 64
    for name in ("signoff-key.pem", "signoff-key.pem.pub"):
        assert signoff("keygen", "--show", name).out.strip() == fingerprint


def test_the_passphrase_comes_from_the_environment(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNOFF_KEY_PASSPHRASE", "correct horse battery")
    done = signoff("keygen", "--out", "key.pem")
    assert done.code == 0
    assert "ENCRYPTED" in (tmp_path / "key.pem").read_text()
    assert signoff("keygen", "--show", "key.pem").out == done.out
    monkeypatch.setenv("SIGNOFF_KEY_PASSPHRASE", "another")
    refused = signoff("keygen", "--show", "key.pem")
    assert refused.code == 2
    assert "the passphrase does not open key.pem" in refused.err
    assert "correct horse" not in done.out + done.err


def test_without_a_terminal_a_passphrase_has_to_be_set_or_declined(signoff: Run, tmp_path: Path) -> None:
    done = signoff("keygen")
    assert done.code == 2
    assert "SIGNOFF_KEY_PASSPHRASE" in done.err
    assert "--no-passphrase" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["one two three", "one two three"], 0, ""),
        (["violet", "indigo"], 2, "the two passphrases differ"),
        ([""], 2, "the passphrase is empty"),
    ],
)
def test_at_a_terminal_it_is_asked_for_twice(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], code: int, said: str
) -> None:
    answers = iter(typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: next(answers))
    done = signoff("keygen")
    assert (done.code, said in done.err) == (code, True)
    assert bool(list(tmp_path.iterdir())) is (code == 0)
    assert not [text for text in typed if text and text in done.out + done.err]


def test_nothing_is_overwritten(signoff: Run, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("mine")
    done = signoff("keygen", "--out", "key.pem", "--no-passphrase")
    assert (done.code, (tmp_path / "key.pem").read_text()) == (2, "mine")
    assert "name another file with --out" in done.err


@pytest.mark.parametrize("arguments", [("--show", "none.pem"), ("--out", "none/key.pem", "--no-passphrase")])
def test_a_file_that_cannot_be_used_is_wrong_use(signoff: Run, arguments: tuple[str, ...]) -> None:
    done = signoff("keygen", *arguments)
    assert done.code == 2
    assert "No such file" in done.err
