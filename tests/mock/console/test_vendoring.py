"""The copies of the renderer are those of the archive that the manifest names, and a change of one is found."""

import base64
import hashlib
import io
import json
import tarfile
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from signoff_contract.mock.console import vendoring
from signoff_contract.mock.console.vendoring import (
    FOLDER,
    MANIFEST,
    WANTED,
    VendorError,
    differences,
    read_manifest,
    take,
)

ROOT = Path(__file__).resolve().parents[3]


def archive(*, without: str = "", link: str = "") -> bytes:
    """An archive as npm packs it."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as members:
        for name in ("package.json", *WANTED):
            entry = tarfile.TarInfo(f"package/{name}")
            content = f"{name} as it was\n".encode()
            if name == link:
                entry.type, entry.linkname, content = tarfile.SYMTYPE, "/etc/passwd", b""
            entry.size = len(content)
            if name != without:
                members.addfile(entry, io.BytesIO(content))
    return held.getvalue()


def folder(tmp_path: Path, packed: bytes, **changes: Any) -> Path:
    """A folder whose manifest names an archive and no file yet."""
    digest = base64.b64encode(hashlib.sha512(packed).digest()).decode()
    value = {"package": "renderer", "version": "1.0.0", "integrity": f"sha512-{digest}", "files": {}, **changes}
    (tmp_path / MANIFEST).write_text(json.dumps(value))
    return tmp_path


def test_the_copies_are_what_was_copied() -> None:
    assert list(differences()) == []
    manifest = read_manifest()
    assert (manifest.package, manifest.version) == ("swagger-ui-dist", "5.35.0")
    assert set(manifest.files) == set(WANTED)
    assert manifest.integrity.startswith("sha512-")
    assert vendoring.main([]) == 0


def test_make_holds_them() -> None:
    rules = (ROOT / "Makefile").read_text("utf-8")
    check = rules.partition("\ncheck:")[2].partition("\n\n")[0]
    assert "-m signoff_contract.mock.console.vendoring\n" in f"{check}\n"
    assert "/vendor/** -text -diff linguist-vendored" in (ROOT / ".gitattributes").read_text("utf-8")


def test_a_change_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    copies = Path(copytree(FOLDER, tmp_path / "copies"))
    with (copies / "swagger-ui.css").open("a") as style:
        style.write(" ")
    (copies / "NOTICE").unlink()
    (copies / "more.js").write_text("")
    assert list(differences(copies)) == [
        "NOTICE is missing",
        "more.js is not in the manifest",
        "swagger-ui.css is not what was copied",
    ]
    monkeypatch.setattr(vendoring.differences, "__defaults__", (copies,))
    assert vendoring.main([]) == 1
    assert "make swagger-ui" in capsys.readouterr().err


def test_copies_are_taken_from_the_archive_that_is_named(tmp_path: Path) -> None:
    packed = archive()
    copies = folder(tmp_path, packed)
    (copies / "old.js").write_text("of an older version")
    taken = take(packed, copies)
    assert set(taken.files) == set(WANTED)
    assert list(differences(copies)) == []
    assert {each.name for each in copies.iterdir()} == {MANIFEST, *WANTED}
    assert (copies / "NOTICE").read_text() == "NOTICE as it was\n"


@pytest.mark.parametrize(
    ("packed", "changes", "message"),
    [
        (archive(), {"integrity": "sha512-AAAA"}, "set version and integrity"),
        (archive(), {"integrity": "sha1-AAAA"}, "set version and integrity"),
        (archive(without="NOTICE"), {}, "no NOTICE"),
        (archive(link="swagger-ui.css"), {}, "no plain file"),
    ],
)
def test_nothing_is_taken_from_another_archive(
    tmp_path: Path, packed: bytes, changes: dict[str, str], message: str
) -> None:
    copies = folder(tmp_path, packed, **changes)
    with pytest.raises(VendorError, match=message):
        take(packed, copies)
    assert [each.name for each in copies.iterdir()] == [MANIFEST]


def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for text in ("", "{}", "[]"):
        (tmp_path / MANIFEST).write_text(text)
        with pytest.raises(VendorError, match="cannot be read"):
            list(differences(tmp_path))


def test_what_to_fetch_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert vendoring.main(["--package"]) == 0
    assert capsys.readouterr().out == "swagger-ui-dist@5.35.0\n"
    assert vendoring.main(["a", "b"]) == 2
    assert vendoring.main(["no such archive.tgz"]) == 1
