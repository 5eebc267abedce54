"""The archive: the same bytes every time, and nothing in a foreign one is followed or inflated."""

import io
import resource
import stat
import struct
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.evidence.signed import KEY, TOOL, TOP, packed, signed

from signoff_contract.evidence.gate.verify import verify
from signoff_contract.evidence.seal.archive import MOST_BYTES, MOST_FILES, make_archive, read_archive, unsafe
from signoff_contract.evidence.seal.bundle import archive_of
from signoff_contract.evidence.seal.reading import NotABundle, read_bundle, read_content

FILES = {"b.txt": b"two", "a.txt": b"one", "spec/c.yaml": b"three"}
MOMENT = datetime(2026, 1, 31, 9, 30, 1, tzinfo=UTC)


def entries(*made: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", compression) as archive:
        for entry, content in made:
            archive.writestr(entry, content)
    return whole.getvalue()


def problems(content: bytes) -> list[str]:
    return [str(alteration) for alteration in read_archive(content).alterations]


def outcome(content: bytes) -> tuple[int, str]:
    found = verify(read_content(Path(f"{TOP}.zip"), content), KEY.public.key_id, tool=TOOL)
    return found.exit_code, "\n".join(map(str, found.alterations))


def test_the_same_files_are_the_same_bytes_in_any_order_and_any_zone() -> None:
    again = make_archive("top", dict(reversed(FILES.items())), MOMENT.astimezone(timezone(timedelta(hours=-7))))
    assert again == make_archive("top", FILES, MOMENT)


@pytest.mark.parametrize("at", [0, 1, 14, 20, 35])
@pytest.mark.parametrize("sign", [0, 0x1F, 0x2F, 0x80, 0xFF])
def test_no_sign_in_the_name_of_an_entry_breaks_the_reader(at: int, sign: int) -> None:
    content = bytearray(packed())
    content[content.index(b"PK\x01\x02") + 46 + at] = sign
    code, words = outcome(bytes(content))
    assert code == 1
    assert "archive" in words


def test_a_name_that_ends_inside_of_itself_is_not_read() -> None:
    whole = entries(("top/a.txt", b"one"), ("top/b.txt_hidden", b"two")).replace(b"b.txt_hidden", b"b.txt\0hidden")
    assert "b.txt" not in read_archive(whole).files
    assert "ends inside of itself" in "".join(problems(whole))


def test_it_is_an_ordinary_zip_with_fixed_times_and_modes(tmp_path: Path) -> None:
    content = make_archive("top", FILES, MOMENT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert [entry.filename for entry in archive.infolist()] == ["top/a.txt", "top/b.txt", "top/spec/c.yaml"]
        for entry in archive.infolist():
            assert (entry.date_time, entry.extra, entry.comment) == ((2026, 1, 31, 9, 30, 0), b"", b"")
            assert stat.filemode(entry.external_attr >> 16) == "-rw-r--r--"
    assert read_archive(content).files == dict(sorted(FILES.items()))
    (tmp_path / "it.zip").write_bytes(content)
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "it.zip", "."], cwd=tmp_path, check=True)
    assert (tmp_path / "top" / "spec" / "c.yaml").read_bytes() == b"three"


def test_years_that_zip_does_not_know_are_no_trouble() -> None:
    for year in (1970, 2150):
        assert read_archive(make_archive("top", FILES, MOMENT.replace(year=year))).alterations == ()


def test_an_unpacked_archive_passes_the_sums(tmp_path: Path) -> None:
    (tmp_path / "it.zip").write_bytes(packed())
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "it.zip", "."], cwd=tmp_path, check=True)
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path / TOP, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert verify(read_bundle(tmp_path / TOP), KEY.public.key_id, tool=TOOL).exit_code == 0


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../etc/passwd", "leads out of its folder"),
        (f"{TOP}/../evil", "leads out of its folder"),
        ("/etc/passwd", "absolute"),
        ("C:/evil", "absolute"),
        (f"{TOP}/..\\evil", "absolute"),
        (f"{TOP}//evil", "leads out of its folder"),
        (f"{TOP}/./evil", "leads out of its folder"),
        (f"{TOP}/report.html ", "does not show what it is"),
        (f"{TOP}/report\u202elmth.exe", "does not show what it is"),
        (f"{TOP}/re\nport", "does not show what it is"),
        (f"{TOP}/{'x' * 300}", "more than 200 characters"),
        ("evil", "outside the bundle's folder"),
        ("other/evil", "2 folders"),
        (f"{TOP}/RESULTS.json", "only in case"),
        (f"{TOP}/results.json", "twice"),
        (f"{TOP}/evil", "was added"),
        (f"{TOP}/spec/", "is a folder"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_an_odd_name_is_told_and_not_followed(name: str, why: str) -> None:
    stream = io.BytesIO(packed())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"evil")
    code, text = outcome(stream.getvalue())
    assert code == 1
    assert why in text


def test_a_link_is_told_and_not_followed() -> None:
    link = zipfile.ZipInfo(f"{TOP}/results.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = entries((link, b"/etc/passwd"))
    assert "symbolic link and was not followed" in problems(content)[0]
    assert read_archive(content).files == {}


def test_an_encrypted_entry_is_told_and_not_opened() -> None:
    content = bytearray(entries((f"{TOP}/results.json", b"{}")))
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    assert "encrypted and was not opened" in problems(bytes(content))[0]


def test_a_bomb_is_not_inflated() -> None:
    zeros = b"\0" * (40 * 1024 * 1024)
    bomb = entries(*((f"{TOP}/{name}", zeros) for name in ("a", "b")), compression=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    assert "2 entries: compressed, and so not inflated" in problems(bomb)[0]
    small = entries((f"{TOP}/a", b"\0" * 2000), (f"{TOP}/b", bytes(range(256)) * 20), compression=zipfile.ZIP_DEFLATED)
    assert read_archive(small).files == {}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcome(bomb)[0] == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_bomb_that_lies_about_its_size_is_not_inflated() -> None:
    bomb = bytearray(entries((f"{TOP}/a", b"\0" * 10_000_000), compression=zipfile.ZIP_DEFLATED))
    central = bomb.index(b"PK\x01\x02")
    for place in (22, central + 24):
        bomb[place : place + 4] = struct.pack("<I", 10)
    assert "compressed, and so not inflated" in problems(bytes(bomb))[0]
    # Also when it says that it is stored.
    for place in (8, central + 10):
        bomb[place : place + 2] = struct.pack("<H", 0)
    assert "compressed, and so not inflated" in problems(bytes(bomb))[0]
    assert sum(map(len, read_archive(bytes(bomb)).files.values())) <= len(bomb)


def test_entries_that_share_their_bytes_are_not_multiplied() -> None:
    one = entries((f"{TOP}/a", b"x" * 100_000))
    central, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    record = one[central:end]
    copies = b"".join(record.replace(f"{TOP}/a".encode(), f"{TOP}/{chr(97 + index)}".encode()) for index in range(20))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 20, 20, len(copies), central, 0)
    quine = one[:central] + copies + tail
    assert read_archive(quine).files == {}
    assert "declares more bytes than it has" in problems(quine)[0]


def test_too_many_entries_are_not_read() -> None:
    content = entries(*((f"{TOP}/{index}", b"") for index in range(MOST_FILES + 1)))
    assert "entries" in problems(content)[0]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.zip").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(NotABundle, match="no evidence is that large"):
        read_bundle(tmp_path / "large.zip")


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"\0",
        lambda content: b"#!/bin/sh\n" + content,
        lambda content: content[:-2] + b"\x05\x00hello",
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content[:4] + b"\x15" + content[5:],
    ],
    ids=["trailing", "prepended", "comment", "cut", "half", "version"],
)
def test_bytes_beside_the_files_are_told(change: object) -> None:
    assert callable(change)
    assert outcome(change(packed()))[0] == 1


def test_a_comment_is_told_as_one() -> None:
    assert "archive comment: a comment was added" in outcome(packed()[:-2] + b"\x05\x00hello")[1]


def test_an_archive_packed_again_by_another_tool_says_what_to_do() -> None:
    code, text = outcome(
        entries(*((f"{TOP}/{name}", b) for name, b in signed().items()), compression=zipfile.ZIP_DEFLATED)
    )
    assert code == 1
    assert "unpack it and verify the folder" in text


def test_what_is_no_archive_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(NotABundle, match="neither a folder nor a zip"):
        read_bundle(tmp_path / "notes.txt")
    (tmp_path / "other.zip").write_bytes(entries(("top/readme.txt", b"hello")))
    with pytest.raises(NotABundle, match=r"neither results\.json nor SHA256SUMS"):
        read_bundle(tmp_path / "other.zip")


def test_names_that_a_bundle_may_have() -> None:
    assert [name for name in ("a", "spec/parts/country.yaml", "spec/Grösse 1.yaml", ".x") if unsafe(name)] == []


def test_the_archive_of_a_bundle_is_named_after_the_run() -> None:
    assert archive_of(signed()) == packed()
    assert read_archive(packed()).top == TOP
