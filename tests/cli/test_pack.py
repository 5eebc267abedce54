"""`signoff certify --key` and `signoff pack` from the command line."""

from pathlib import Path

import pytest

from signoff_contract.evidence.views import VIEWS

from .conftest import Run


@pytest.fixture
def key(signoff: Run, tmp_path: Path) -> Path:
    assert signoff("keygen", "--out", "key.pem", "--no-passphrase").code == 0
    return tmp_path / "key.pem"


def test_certifying_with_a_key_leaves_a_signed_folder_and_one_file_for_sending(
    signoff: Run, key: Path, tmp_path: Path
) -> None:
    done = signoff("certify", "simutek", "--key", "key.pem")
    assert done.code == 0, done.err
    folder, archive = sorted((tmp_path / "evidence").iterdir())
    assert archive.name == f"{folder.name}.zip"
    fingerprint = signoff("keygen", "--show", "key.pem").out.strip()
    assert f"signed by {fingerprint}, for sending: {Path('evidence', archive.name)}" in done.err
    assert "chain ends in" in done.err
    for path in (folder, archive):
        assert signoff("verify", str(path), "--key", "key.pem.pub").code == 0
    before = archive.read_bytes()
    archive.unlink()
    packed = signoff("pack", str(folder), "--key", "key.pem")
    assert (packed.code, packed.out.strip()) == (0, str(archive))
    assert archive.read_bytes() == before


def test_a_run_can_be_signed_later_and_by_variable(
    signoff: Run, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signoff("certify", "simutek").code == 0
    (folder,) = (tmp_path / "evidence").iterdir()
    unsigned = signoff("pack", str(folder))
    assert unsigned.code == 0
    assert "not signed: give --key" in unsigned.err
    assert signoff("verify", str(folder), "--key", "key.pem.pub").code == 3
    monkeypatch.setenv("SIGNOFF_SIGNING_KEY", str(key))
    done = signoff("pack", str(folder))
    assert (done.code, "signed by" in done.err) == (0, True)
    assert signoff("verify", str(folder), "--key", "key.pem.pub").code == 0


def test_a_key_that_cannot_be_used_is_found_before_anything_is_sent(signoff: Run, key: Path, tmp_path: Path) -> None:
    key.chmod(0o644)
    done = signoff("certify", "simutek", "--key", "key.pem")
    assert done.code == 2
    assert "chmod 600 key.pem" in done.err
    assert not (tmp_path / "evidence").exists()


def test_a_view_that_cannot_be_made_does_not_cost_the_run(
    signoff: Run, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(core: object) -> str:
        raise KeyError("what it should not say")

    with monkeypatch.context() as patched:
        patched.setitem(VIEWS, "junit.xml", broken)
        done = signoff("certify", "simutek", "--key", "key.pem")
    assert (done.code, "junit.xml cannot be made of what was recorded (KeyError)" in done.err) == (2, True)
    assert "what it should not say" not in done.err
    (folder,) = (tmp_path / "evidence").iterdir()
    assert not (folder / "report.html").exists()
    assert signoff("pack", str(folder), "--key", "key.pem").code == 0
    assert signoff("verify", f"{folder}.zip", "--key", "key.pem.pub").code == 0


def test_an_empty_variable_is_no_key(signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNOFF_SIGNING_KEY", "")
    assert signoff("certify", "simutek").code == 0
    assert "signed by" not in signoff("pack", str(next((tmp_path / "evidence").iterdir()))).err


def test_what_cannot_be_packed_is_wrong_use(signoff: Run, tmp_path: Path) -> None:
    done = signoff("pack", "nowhere")
    assert (done.code, "nowhere cannot be read: No such file" in done.err) == (2, True)
    (tmp_path / "empty").mkdir()
    done = signoff("pack", "empty")
    assert (done.code, "empty is no evidence" in done.err) == (2, True)


def test_a_witness_that_cannot_be_asked_is_wrong_use_and_changes_nothing(
    signoff: Run, key: Path, tmp_path: Path
) -> None:
    assert signoff("certify", "simutek").code == 0
    (folder,) = (tmp_path / "evidence").iterdir()
    for arguments, said in (
        (("--timestamp", "http://127.0.0.1:9/tsa"), "this evidence has none; give --key as well"),
        (("--key", "key.pem", "--timestamp", "http://127.0.0.1:9/tsa"), "127.0.0.1:9/tsa cannot be asked"),
        (("--key", "key.pem", "--sigstore"), "pip install '.[sigstore]'"),
    ):
        done = signoff("pack", str(folder), *arguments)
        assert (done.code, said in done.err) == (2, True), done.err
    assert not (folder / "attestation.dsse.json").exists()
    assert list((tmp_path / "evidence").iterdir()) == [folder]
    done = signoff("verify", str(folder), "--tsa-roots", "none.pem")
    assert (done.code, "none.pem cannot be read" in done.err) == (2, True)
