"""`signoff verify` from the command line: exit codes, words, JSON, and how long it takes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey  # type: ignore[attr-defined]  # its interface, if not by its types
from tests.evidence.signed import KEY, OTHER, signed
from tests.sampling import one_in

from signoff_contract.evidence.gate.verify import Verification
from signoff_contract.evidence.seal.alteration import Alteration
from signoff_contract.evidence.seal.bundle import archive_of, write_bundle
from signoff_contract.evidence.seal.reading import read_bundle
from signoff_contract.partners import having

from .conftest import Run

FINGERPRINT = KEY.public.key_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bundle(signed(), tmp_path, archive=True).folder


def test_each_outcome_has_its_exit_code_and_its_words(signoff: Run, folder: Path) -> None:
    archive = f"{folder}.zip"
    intact = signoff("verify", archive, "--key", FINGERPRINT)
    assert (intact.code, intact.out.splitlines()[0]) == (
        0,
        f"INTACT: Signoff's plan and client, on behalf of a sender who is not stated, in {archive}",
    )
    assert "verdict passed; application: not declared, not seen" in intact.out
    assert "the key that was expected" in intact.out
    unconfirmed = signoff("verify", archive)
    assert (unconfirmed.code, f"signed by {FINGERPRINT}" in unconfirmed.out) == (3, True)
    assert "gave you by another way" in unconfirmed.out
    stranger = signoff("verify", archive, "--key", OTHER.public.key_id)
    assert (stranger.code, f"key {FINGERPRINT}: signed the evidence" in stranger.out) == (1, True)
    (folder / "matrix.csv").write_text("nothing")
    altered = signoff("verify", str(folder), "--key", FINGERPRINT)
    assert altered.code == 1
    assert altered.out.startswith(
        f"ALTERED: {folder}\n  file matrix.csv: was changed: another digest than in SHA256SUMS and the signed"
    )


def test_the_exit_codes_are_those_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.split("|")[1:3]] for line in page.splitlines() if line[:4].strip("| ").isdigit()
    ]
    made = {
        (found.exit_code, found.outcome)
        for found in (
            Verification((), (), "key", confirmed=True, outdated=None),
            Verification((Alteration("file", "x", "was changed"),), (), "key", confirmed=True, outdated=True),
            Verification((), (), "key", confirmed=False, outdated=True),
            Verification((), (), "key", confirmed=True, outdated=True),
        )
    }
    assert {(int(code), outcome) for code, outcome in rows} == {*made, (2, "")}


def test_the_public_key_file_names_the_key_too(signoff: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "partner.pub").write_bytes(KEY.public.pem)
    assert signoff("verify", str(folder), "--key", "partner.pub").code == 0


def test_evidence_older_than_the_description_at_hand_is_told(signoff: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "openapi" / "parcels").mkdir(parents=True)
    text = (folder / "openapi.yaml").read_bytes()
    for content, code in ((text, 0), (text + b"# more\n", 4)):
        (tmp_path / "openapi" / "parcels" / "openapi.yaml").write_bytes(content)
        done = signoff("verify", str(folder), "--key", FINGERPRINT, "--openapi", "openapi")
        assert (done.code, "older than the description" in done.out) == (code, code == 4)


def test_json_says_the_same(signoff: Run, folder: Path) -> None:
    (folder / "notes.txt").write_text("more")
    found = json.loads(signoff("verify", str(folder), "--json").out)
    assert (found["outcome"], found["exit_code"], found["key_id"]) == ("altered", 1, FINGERPRINT)
    assert found["alterations"] == [
        {
            "kind": "file",
            "subject": "notes.txt",
            "message": "was added: not named in SHA256SUMS and the signed statement",
        }
    ]


@pytest.mark.parametrize("arguments", [("nowhere",), ("notes.txt",), (".",), ("{folder}", "--key", "nobody")])
def test_wrong_use_says_what_to_do(signoff: Run, folder: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    done = signoff("verify", *(argument.format(folder=folder) for argument in arguments))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("signoff: ")


def test_names_out_of_the_evidence_cannot_speak_to_the_terminal(signoff: Run, folder: Path) -> None:
    (folder / "evil\x1b[2Jname").write_text("more")
    done = signoff("verify", str(folder))
    assert done.code == 1
    assert "\x1b" not in done.out


def test_links_and_pipes_in_a_folder_are_told_and_not_opened(signoff: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "matrix.csv").unlink()
    (folder / "matrix.csv").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    (folder / "more").symlink_to(tmp_path)
    done = signoff("verify", str(folder), "--key", FINGERPRINT)
    assert done.code == 1
    assert "file matrix.csv: is a symbolic link and was not followed" in done.out
    assert "file pipe: is no plain file and was not opened" in done.out
    assert "file more: is a symbolic link" in done.out


def test_a_pipe_is_not_waited_for(signoff: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "evidence.zip")
    done = signoff("verify", "evidence.zip")
    assert (done.code, "neither a folder nor a plain file" in done.err) == (2, True)


def test_nothing_is_written_and_nothing_unpacked(signoff: Run, folder: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert signoff("verify", f"{folder}.zip").code == 3
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("partner", one_in(3, ["simutek", *(name for name in having("plan") if name != "simutek")]))
def test_a_partners_evidence_is_checked_by_common_tools_by_another_and_by_ours(
    signoff: Run, tmp_path: Path, partner: str
) -> None:
    assert signoff("keygen", "--out", "key.pem", "--no-passphrase").code == 0
    assert signoff("certify", partner, "--key", "key.pem").code == 0
    (archive,) = (tmp_path / "evidence").glob("*.zip")
    assert read_bundle(archive).packed == archive_of(read_bundle(archive.with_suffix("")).files)
    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=archive.with_suffix(""), capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    envelope = Envelope.from_dict(json.loads((archive.with_suffix("") / "attestation.dsse.json").read_bytes()))
    public = load_pem_public_key((tmp_path / "key.pem.pub").read_bytes())
    fingerprint = signoff("keygen", "--show", "key.pem").out.strip()
    assert list(envelope.verify([SSlibKey.from_crypto(public, fingerprint)], 1)) == [fingerprint]
    shutil.copy(archive, tmp_path / "received.zip")
    command = [sys.executable, "-c", "from signoff_contract.entry import main; main()", "verify", "received.zip"]
    done = subprocess.run([*command, "--key", "key.pem.pub"], cwd=tmp_path, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
