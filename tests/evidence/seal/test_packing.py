"""Packing a recorded run again: the same bytes, the facts untouched, nothing doubtful signed."""

import os
from pathlib import Path

import pytest
from tests.evidence.conftest import facts_by
from tests.evidence.signed import KEY, OTHER, TOOL, checked, facts, packed, results_in, signed

from signoff_contract.evidence import EvidenceError, assemble, with_sums, write_bundle
from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.seal.bundle import archive_of
from signoff_contract.evidence.seal.packing import pack
from signoff_contract.evidence.seal.reading import ATTESTATION, PUBLIC_KEY, NotABundle, read_bundle
from signoff_contract.evidence.seal.scan import LeakError
from signoff_contract.evidence.seal.sums import SUMS, digests, render_sums
from signoff_contract.evidence.surroundings.environment import Tool
from signoff_contract.evidence.views import VIEWS
from signoff_contract.traffic.scrub import Secret


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bundle(assemble(facts()), tmp_path).folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_signing_makes_the_archive_that_signing_at_once_would_have_made(folder: Path) -> None:
    done = pack(folder, KEY, tool=TOOL)
    assert done.key_id == KEY.public.key_id
    assert done.written.archive == folder.with_name(f"{folder.name}.zip")
    assert done.written.archive.read_bytes() == packed()
    assert files_in(folder) == dict(sorted(signed().items()))
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name, f"{folder.name}.zip"]


def test_packing_again_changes_no_byte_and_writes_no_fact(folder: Path) -> None:
    pack(folder, KEY, tool=TOOL)
    archive = folder.with_name(f"{folder.name}.zip")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    archive.unlink()
    pack(folder, KEY, tool=TOOL)
    assert archive.read_bytes() == packed()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_folders_own_name_and_place_do_not_matter(folder: Path, tmp_path: Path) -> None:
    moved = folder.rename(tmp_path / "sent to the partner")
    os.utime(moved / "results.json", (0, 0))
    done = pack(moved, KEY, tool=TOOL)
    assert done.written.archive is not None
    assert done.written.archive.name == "sent to the partner.zip"
    assert done.written.archive.read_bytes() == packed()


def test_views_that_were_lost_or_changed_are_made_anew(folder: Path) -> None:
    (folder / "report.html").unlink()
    (folder / "matrix.csv").write_text("nothing")
    pack(folder, KEY, tool=TOOL)
    assert files_in(folder) == dict(sorted(signed().items()))


def test_without_a_key_an_unsigned_folder_is_packed_unsigned(folder: Path) -> None:
    done = pack(folder, tool=TOOL)
    assert done.key_id is None
    assert done.written.archive is not None
    assert done.written.archive.read_bytes() == archive_of(assemble(facts()))
    assert ATTESTATION not in files_in(folder)


def test_without_a_key_a_signed_folder_keeps_its_signature(folder: Path) -> None:
    pack(folder, KEY, tool=TOOL)
    folder.with_name(f"{folder.name}.zip").unlink()
    done = pack(folder, tool=TOOL)
    assert done.key_id == KEY.public.key_id
    assert folder.with_name(f"{folder.name}.zip").read_bytes() == packed()


def test_without_a_key_a_signed_folder_that_was_altered_is_not_packed(folder: Path) -> None:
    pack(folder, KEY, tool=TOOL)
    (folder / "matrix.csv").write_text("nothing")
    with pytest.raises(EvidenceError, match=r"signed, but not intact: .*matrix\.csv.*--key"):
        pack(folder, tool=TOOL)


def test_another_key_takes_the_place_of_the_first(folder: Path) -> None:
    pack(folder, KEY, tool=TOOL)
    pack(folder, OTHER, tool=TOOL)
    assert (folder / PUBLIC_KEY).read_bytes() == OTHER.public.pem
    assert checked(read_bundle(folder).files, OTHER).exit_code == 0


@pytest.mark.parametrize("name", sorted(facts()))
def test_a_fact_that_was_changed_or_removed_is_not_signed(folder: Path, name: str) -> None:
    before = files_in(folder)
    (folder / name).write_bytes(before[name] + b"\n")
    with pytest.raises(EvidenceError, match=rf"{name} was changed in .* after the run; nothing was packed"):
        pack(folder, KEY, tool=TOOL)
    (folder / name).unlink()
    with pytest.raises(EvidenceError, match=rf"{name} is missing from"):
        pack(folder, KEY, tool=TOOL)
    assert files_in(folder) == {other: content for other, content in before.items() if other != name}
    assert not folder.with_name(f"{folder.name}.zip").exists()


def test_a_file_that_was_added_is_not_signed(folder: Path) -> None:
    (folder / "notes.txt").write_text("by the way")
    with pytest.raises(EvidenceError, match=r"notes\.txt was added to"):
        pack(folder, KEY, tool=TOOL)


def test_a_record_that_refutes_itself_is_not_signed(folder: Path) -> None:
    results = results_in(signed())
    results["verdict"] = "failed"
    (folder / "results.json").write_bytes(pretty(results))
    listed = digests({name: content for name, content in files_in(folder).items() if name != SUMS})
    (folder / SUMS).write_bytes(render_sums(listed))
    with pytest.raises(EvidenceError, match="not sound: claim verdict"):
        pack(folder, KEY, tool=TOOL)


def test_facts_alone_are_enough(tmp_path: Path) -> None:
    recorded = facts_by(Tool("0.0.1", "1" * 64))
    folder = write_bundle(with_sums(recorded), tmp_path).folder
    pack(folder, KEY, tool=TOOL)
    assert files_in(folder) == dict(sorted(assemble(recorded, KEY).items()))


def test_a_link_is_not_followed_into_the_archive(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush")
    (folder / "notes.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(EvidenceError, match="symbolic link"):
        pack(folder, KEY, tool=TOOL)


def test_a_secret_keeps_the_folder_from_being_packed(folder: Path) -> None:
    before = files_in(folder)
    for key in (None, KEY):
        with pytest.raises(LeakError, match=r"results\.json: line .*: the name"):
            pack(folder, key, [Secret("the name", "api.parcels.example")], tool=TOOL)
    assert files_in(folder) == before


def test_a_run_of_a_version_that_shows_something_else_is_not_packed(tmp_path: Path) -> None:
    recorded = facts_by(Tool("0.0.1", "1" * 64))
    folder = write_bundle(assemble(recorded), tmp_path).folder
    shown = (folder / "matrix.csv").read_bytes()
    (folder / "matrix.csv").write_bytes(shown.replace(b"requirement,", b"row,"))
    with pytest.raises(
        EvidenceError, match=r"recorded by Signoff 0\.0\.1 .*another matrix\.csv.*Pack it with that one"
    ):
        pack(folder, KEY, tool=TOOL)
    # One that shows the same is as good.
    (folder / "matrix.csv").write_bytes(shown)
    pack(folder, KEY, tool=TOOL)
    found = checked(read_bundle(folder).files)
    assert (found.exit_code, found.remarks) == (0, ())


def test_what_is_no_folder_of_evidence_is_refused(folder: Path, tmp_path: Path) -> None:
    done = pack(folder, KEY, tool=TOOL)
    assert done.written.archive is not None
    with pytest.raises(EvidenceError, match="is an archive already"):
        pack(done.written.archive, KEY, tool=TOOL)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotABundle):
        pack(tmp_path / "empty", KEY, tool=TOOL)


def test_an_archive_that_cannot_be_written_leaves_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / f"{folder.name}.zip").mkdir()
    with pytest.raises(EvidenceError, match=r"is complete, but .*\.zip cannot be written.*`signoff pack`"):
        pack(folder, KEY, tool=TOOL)
    assert checked(read_bundle(folder).files).exit_code == 0
    (tmp_path / f"{folder.name}-2.zip").mkdir()
    with pytest.raises(EvidenceError, match="is complete, but"):
        write_bundle(signed(), tmp_path, archive=True)


def test_the_folder_may_be_where_one_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    pack(Path(), KEY, tool=TOOL)
    assert folder.with_name(f"{folder.name}.zip").read_bytes() == packed()


def test_a_full_disk_leaves_the_facts_and_nothing_half_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if SUMS in path.name:
            raise OSError(28, "No space left on device")
        return whole(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(EvidenceError, match="No space left on device"):
            pack(folder, KEY, tool=TOOL)
    left = files_in(folder)
    assert {name: left[name] for name in facts()} == dict(facts())
    assert set(left) <= {*signed(), *VIEWS}
    pack(folder, KEY, tool=TOOL)
    assert files_in(folder) == dict(sorted(signed().items()))
