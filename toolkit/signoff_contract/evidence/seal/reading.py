"""Reads a bundle, folder or archive, into memory. Nothing is unpacked, no link and no odd name is followed."""

import os
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from signoff_contract.evidence.record.canonical import read_strictly
from signoff_contract.evidence.record.core import Core

from .alteration import Alteration
from .archive import MOST_BYTES, MOST_FILES, NoArchive, name_alterations, read_archive
from .sums import SUMS

RESULTS = "results.json"
ENVIRONMENT = "environment.json"
REDACTION = "redaction.json"
REQUIREMENTS = "requirements.yaml"
PUBLIC_KEY = "public-key.pem"
ATTESTATION = "attestation.dsse.json"
TIMESTAMP = "attestation.tsr"
SIGSTORE = "attestation.sigstore.json"

OUTSIDE = frozenset({ATTESTATION, TIMESTAMP, SIGSTORE})
"""Files that are made after the statement and so cannot be among its subjects."""

_DEEPEST = 8
_ZIP = b"PK"


class NotABundle(Exception):
    """A path names no evidence, or evidence that this version cannot read; the message says what to do."""


@frozen(slots=False)
class Bundle:
    """A bundle in memory, as it was found. What is in it has not been verified.

    `packed` is the archive's content when it came from one; `top` is the name of the folder. `alterations` are what
    reading itself met: links, names, damage.
    """

    path: Path
    top: str
    files: Mapping[str, bytes] = field(repr=False)
    alterations: tuple[Alteration, ...] = ()
    packed: bytes | None = field(default=None, repr=False)

    @cached_property
    def core(self) -> Core:
        """The three records, without the key. Raises NotCanonical for one that is no JSON; a missing one is empty."""
        return Core(self._record(RESULTS), self._record(ENVIRONMENT), self._record(REDACTION))

    @property
    def description_files(self) -> dict[str, bytes]:
        """The files of the description."""
        return {
            name: content for name, content in self.files.items() if name == "openapi.yaml" or name.startswith("spec/")
        }

    def _record(self, name: str) -> Mapping[str, Any]:
        found = read_strictly(self.files[name]) if name in self.files else {}
        return found if isinstance(found, dict) else {}


def bundle_name(results: Mapping[str, Any]) -> str:
    """What the folder of a run is called: `<partner>-<target>-<utc>`."""
    began = datetime.fromisoformat(results["started"]).astimezone(UTC)
    return f"{results['partner']}-{results['target']}-{began:%Y%m%dT%H%M%SZ}"


def read_bundle(path: Path) -> Bundle:
    """The bundle at `path`, a folder or a `.zip`. Raises NotABundle."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            raise NotABundle(f"{path} is neither a folder nor a plain file")
        bundle = _read_folder(path) if stat.S_ISDIR(mode) else _read_zip(path)
    except OSError as error:
        raise NotABundle(f"{path} cannot be read: {error.strerror or type(error).__name__}") from error
    if not bundle.alterations and not {RESULTS, SUMS} & set(bundle.files):
        raise NotABundle(
            f"{path} is no evidence: it has neither {RESULTS} nor {SUMS}. Give the folder that `signoff certify` wrote, "
            "or its .zip"
        )
    return bundle


def _read_zip(path: Path) -> Bundle:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotABundle(f"{path} has more than {MOST_BYTES >> 20} MB; no evidence is that large")
    return read_content(path, content)


def read_content(path: Path, content: bytes) -> Bundle:
    """The bundle in an archive's bytes; `path` only names it. Raises NotABundle when they are no zip at all."""
    try:
        archive = read_archive(content)
    except NoArchive as error:
        if not content.startswith(_ZIP) and path.suffix.lower() != ".zip":
            raise NotABundle(
                f"{path} is no evidence: neither a folder nor a zip archive. Give the folder that `signoff certify` "
                "wrote, or its .zip"
            ) from error
        return Bundle(path, "", {}, (Alteration("archive", path.name, f"cannot be opened: {error}"),), content)
    return Bundle(path, archive.top, archive.files, archive.alterations, content)


def _read_folder(path: Path) -> Bundle:
    files: dict[str, bytes] = {}
    alterations: list[Alteration] = []
    left = MOST_BYTES
    for name, found in _walk(path, "", alterations, 0):
        if len(files) >= MOST_FILES or found.stat(follow_symlinks=False).st_size > left:
            raise NotABundle(f"{path} has more files, or larger ones, than any evidence has")
        content = _read_plain(Path(found.path), left)
        left -= len(content)
        files[name] = content
    alterations.extend(name_alterations(files, "file"))
    return Bundle(path, path.resolve().name, dict(sorted(files.items())), tuple(alterations))


def _walk(
    folder: Path, front: str, alterations: list[Alteration], depth: int
) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            name = f"{front}{entry.name}"
            if entry.is_symlink():
                alterations.append(Alteration("file", name, "is a symbolic link and was not followed"))
            elif entry.is_dir(follow_symlinks=False):
                if depth == _DEEPEST:
                    alterations.append(Alteration("file", name, "lies too deep and was not read"))
                else:
                    yield from _walk(Path(entry.path), f"{name}/", alterations, depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield name, entry
            else:
                alterations.append(Alteration("file", name, "is no plain file and was not opened"))


def _read_plain(path: Path, most: int) -> bytes:
    """The content of a plain file, at most `most` bytes and one. Raises OSError when it is none any more."""
    # It was looked at before; what took its place since is neither followed nor waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(most + 1)
