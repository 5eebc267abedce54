"""The one file for sending: a zip that is the same, byte for byte, whenever and wherever it is made.

Files are stored, not compressed. What a compressor makes depends on its version, so the bytes would depend on the
machine; and a reader that inflates nothing cannot be made to inflate too much.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from attrs import frozen

from .alteration import Alteration

MOST_BYTES = 64 * 1024 * 1024
"""A bundle that is larger is not read. The largest that is known has less than 10 MB."""

MOST_FILES = 500
LONGEST_NAME = 200

_UNIX = 3
_PLAIN_FILE = 0o100644
_FILE_TYPE = 0o170000
_LINK = 0o120000
_ENCRYPTED = 0x1


class NoArchive(ValueError):
    """The bytes are no zip at all, or one that cannot be read to its end; the message says why."""


@frozen
class Archive:
    """What was read: the name of the one folder inside, its files, and what is not as `make_archive` writes it."""

    top: str
    files: Mapping[str, bytes]
    alterations: tuple[Alteration, ...]


def make_archive(top: str, files: Mapping[str, bytes], moment: datetime) -> bytes:
    """The archive of a folder called `top`: sorted by name, every file with one time, mode 0644, no extras.

    `moment` is taken in UTC. Zip knows years from 1980 to 2107 and even seconds only.
    """
    utc = moment.astimezone(UTC)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            year = min(max(utc.year, 1980), 2107)
            entry = zipfile.ZipInfo(f"{top}/{name}", (year, utc.month, utc.day, utc.hour, utc.minute, utc.second))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE << 16
            archive.writestr(entry, files[name])
    return whole.getvalue()


def read_archive(content: bytes) -> Archive:
    """The files of an archive, in memory. Nothing is inflated, and no name is followed anywhere.

    Only entries that `make_archive` could have written are read; every other is an alteration. Whether the archive as
    a whole is the one that it writes is not compared here, because that needs the time of the run.

    Raises NoArchive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive, len(content))
    except Exception as error:
        # Hostile bytes bring out of the library whatever may happen inside of it, an IndexError for example.
        raise NoArchive("it is no zip archive, or one whose directory is damaged") from error


def _read(archive: zipfile.ZipFile, size: int) -> Archive:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES:
        found = Alteration("archive", "entries", f"holds {len(entries)} entries; a bundle has at most {MOST_FILES}")
        return Archive("", {}, (found,))
    alterations = [*name_alterations(names, "archive")]
    wrong = {found.subject for found in alterations}
    alterations.extend(
        Alteration("archive", entry.filename, message)
        for entry in entries
        if (message := _unlike_ours(entry)) is not None
    )
    packed = [entry for entry in entries if _compressed(entry)]
    if packed:
        what = packed[0].filename if len(packed) == 1 else f"{len(packed)} entries"
        alterations.append(
            Alteration(
                "archive",
                what,
                "compressed, and so not inflated: `signoff pack` stores. If another tool packed it again on its way, "
                "unpack it and verify the folder",
            )
        )
    readable = [entry for entry in entries if _unlike_ours(entry) is None and not _compressed(entry)]
    if sum(entry.file_size for entry in readable) > size:
        alterations.append(Alteration("archive", "sizes", "declares more bytes than it has: nothing was read"))
        return Archive("", {}, tuple(alterations))
    files: dict[str, bytes] = {}
    tops: set[str] = set()
    for entry in readable:
        if entry.filename in wrong:
            continue
        top, slash, name = entry.filename.partition("/")
        if not slash or not name:
            alterations.append(Alteration("archive", entry.filename, "stands outside the bundle's folder"))
            continue
        tops.add(top)
        try:
            files[name] = archive.read(entry)
        except (zipfile.BadZipFile, EOFError, OSError):
            alterations.append(Alteration("archive", entry.filename, "damaged: its bytes do not fit its checksum"))
    if len(tops) > 1:
        alterations.append(Alteration("archive", "folder", f"holds {len(tops)} folders; a bundle is one"))
    if archive.comment:
        alterations.append(Alteration("archive", "comment", "a comment was added"))
    return Archive(min(tops, default=""), files, tuple(alterations))


def _unlike_ours(entry: zipfile.ZipInfo) -> str | None:
    if not entry.filename or entry.orig_filename != entry.filename:
        return "has a name that ends inside of itself, so that two readers would read two"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted and was not opened"
    if (entry.external_attr >> 16) & _FILE_TYPE == _LINK:
        return "is a symbolic link and was not followed"
    return "is a folder; a bundle's archive has files only" if entry.is_dir() else None


def _compressed(entry: zipfile.ZipInfo) -> bool:
    return entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size


def name_alterations(names: Iterable[str], kind: str) -> Iterator[Alteration]:
    """Names that must not be followed, that stand there twice, or that a file system could take for one another."""
    seen: dict[str, str] = {}
    for name in names:
        if (why := unsafe(name)) is not None:
            yield Alteration(kind, name, f"{why}; the name was not followed")
            continue
        folded = unicodedata.normalize("NFC", name).casefold()
        if seen.get(folded) == name:
            yield Alteration(kind, name, "stands there twice")
        elif folded in seen:
            yield Alteration(kind, name, f"differs from {seen[folded]} only in case or in the form of its letters")
        seen.setdefault(folded, name)


def unsafe(name: str) -> str | None:
    """Why a file of a bundle cannot have this name; None when it can."""
    if len(name) > LONGEST_NAME:
        return f"has a name of more than {LONGEST_NAME} characters"
    if name.startswith("/") or "\\" in name or ":" in name:
        return "has an absolute name, or one that another system takes for absolute"
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "has a name that leads out of its folder"
    if any(part != part.strip() or part.endswith(".") for part in parts) or not name.isprintable():
        return "has a name that does not show what it is"
    return None
