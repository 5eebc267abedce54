"""Copies of what others made, held to what was copied: the renderer of the reference (decision 0036).

`manifest.json` beside the copies names package, version and the digest of its archive, which a person sets, and the digest of
each file, which `python -m signoff_contract.mock.console.vendoring ARCHIVE` writes. Without an archive the files are held
against the manifest; `--package` says what to fetch.
"""

import base64
import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

FOLDER: Final = Path(__file__).with_name("vendor") / "swagger-ui"
MANIFEST: Final = "manifest.json"
WANTED: Final = ("LICENSE", "NOTICE", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css")
"""What is taken from the package: the renderer, its style, and whose they are."""

_LARGEST: Final = 8 * 1024 * 1024


class VendorError(Exception):
    """What is there, or in the archive, is not what the manifest says; the message says where."""


@frozen
class Manifest:
    """What was copied: package and version, the archive's digest as its registry gives it, SHA-256 by file."""

    package: str
    version: str
    integrity: str
    files: Mapping[str, str]


def read_manifest(folder: Path = FOLDER) -> Manifest:
    """The manifest of a folder of copies. Raises VendorError where there is none or it lacks something."""
    try:
        given: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Manifest(str(given["package"]), str(given["version"]), str(given["integrity"]), dict(given["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VendorError(f"{folder / MANIFEST} cannot be read: {error!r}") from error


def differences(folder: Path = FOLDER) -> Iterator[str]:
    """What of the files in a folder is not as its manifest says, in words. Raises VendorError without a manifest."""
    stated = read_manifest(folder).files
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted({*stated, *WANTED, *there} - {MANIFEST}):
        if name not in there:
            yield f"{name} is missing"
        elif name not in stated:
            yield f"{name} is not in the manifest"
        elif hashlib.sha256(there[name].read_bytes()).hexdigest() != stated[name]:
            yield f"{name} is not what was copied"


def take(archive: bytes, folder: Path = FOLDER) -> Manifest:
    """Copy the wanted files from an archive of the package, and note their digests. What else lay there goes.

    Raises VendorError when the archive is not that of the manifest, or lacks a file; nothing is written then.
    """
    manifest = read_manifest(folder)
    algorithm, _, stated = manifest.integrity.partition("-")
    found = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if (algorithm, stated) != ("sha512", found):
        raise VendorError(
            f"the archive has the digest sha512-{found}, the manifest says {manifest.integrity}: "
            f"fetch {manifest.package} {manifest.version}, or set version and integrity in {MANIFEST} together"
        )
    contents = {name: _content(archive, name) for name in WANTED}
    for path in folder.iterdir():
        if path.name not in {*WANTED, MANIFEST}:
            path.unlink()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    written = Manifest(manifest.package, manifest.version, manifest.integrity, digests)
    value = {
        "package": written.package,
        "version": written.version,
        "integrity": written.integrity,
        "license": "Apache-2.0",
        "files": digests,
    }
    (folder / MANIFEST).write_text(json.dumps(value, indent=2) + "\n", "utf-8")
    return written


def _content(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as members:
        try:
            member = members.getmember(f"package/{name}")
        except KeyError:
            raise VendorError(f"the archive has no {name}; look for where its licence and bundle are now") from None
        opened = members.extractfile(member) if member.isreg() and member.size <= _LARGEST else None
        if opened is None:
            raise VendorError(f"{name} in the archive is no plain file of at most {_LARGEST} bytes")
        return opened.read()


def main(arguments: list[str]) -> int:
    """The exit code: 0 where all is as it should be, 1 where it is not, 2 for wrong use."""
    if len(arguments) > 1:
        sys.stderr.write("usage: python -m signoff_contract.mock.console.vendoring [ARCHIVE | --package]\n")
        return 2
    try:
        if arguments == ["--package"]:
            wanted = read_manifest()
            sys.stdout.write(f"{wanted.package}@{wanted.version}\n")
            return 0
        if arguments:
            taken = take(Path(arguments[0]).read_bytes())
            sys.stdout.write(f"{taken.package} {taken.version}: {len(taken.files)} files copied\n")
            return 0
        wrong = list(differences())
    except (VendorError, OSError) as error:
        wrong = [str(error)]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if wrong:
        sys.stderr.write("make swagger-ui fetches the copies again\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
