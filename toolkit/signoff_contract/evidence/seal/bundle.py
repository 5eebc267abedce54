"""The evidence folder and its archive: written beside, then renamed, so that half of one is never taken for evidence."""

import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from signoff_contract.description import Description
from signoff_contract.description.requirements import Requirements
from signoff_contract.evidence.record.canonical import compact, pretty
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.results import description_files, make_results, render_results
from signoff_contract.evidence.surroundings.environment import Environment, render_environment
from signoff_contract.evidence.views import VIEWS
from signoff_contract.suite.model import RunRecord

from .archive import make_archive, unsafe
from .dsse import render_envelope, sign
from .keys import SigningKey
from .reading import ATTESTATION, ENVIRONMENT, PUBLIC_KEY, REDACTION, REQUIREMENTS, RESULTS, bundle_name
from .statement import make_statement
from .sums import SUMS, digests, render_sums

_MOST_OF_ONE_SECOND = 1000


class EvidenceError(Exception):
    """Evidence cannot be written; the message names the folder and says what to do."""


class ViewError(EvidenceError):
    """A view cannot be made of recorded facts: a fault of ours, which must not cost the run."""


@frozen
class Written:
    """What was written: the folder, and the archive beside it, None when none was asked for."""

    folder: Path
    archive: Path | None


def prepare(folder: Path) -> None:
    """Makes sure, before a run is spent on it, that evidence can be written into `folder`.

    Raises EvidenceError.
    """
    probe = folder / f".probe.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.mkdir()
        (probe / "probe").write_bytes(b"probe")
        shutil.rmtree(probe)
    except OSError as error:
        shutil.rmtree(probe, ignore_errors=True)
        raise cannot_write(folder, error) from error


def cannot_write(folder: Path, error: OSError) -> EvidenceError:
    """What is said when `folder` cannot be written into."""
    return EvidenceError(
        f"evidence cannot be written into {folder}: {error.strerror or type(error).__name__}. "
        "Give a folder that you may write to (--evidence FOLDER)."
    )


def recorded_facts(
    record: RunRecord,
    description: Description,
    requirements: Requirements,
    environment: Environment,
    redaction: Mapping[str, Any],
    attachments: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The core files of a run by name: what was recorded, and the exact sources that it went by.

    `attachments` are further files, redacted by whoever made them.
    """
    return {
        RESULTS: render_results(make_results(record, description, requirements)).encode(),
        ENVIRONMENT: render_environment(environment).encode(),
        REDACTION: pretty(redaction),
        REQUIREMENTS: requirements.text,
        **description_files(description),
        **(attachments or {}),
    }


def read_core(facts: Mapping[str, bytes], key_id: str | None) -> Core:
    """The core as it is written, not as it was in memory: then everything can be made again from the files."""
    results, environment, redaction = (json.loads(facts[name]) for name in (RESULTS, ENVIRONMENT, REDACTION))
    return Core(results, environment, redaction, key_id)


def views_of(core: Core) -> dict[str, bytes]:
    """The bytes of every view, by file name. Raises ViewError."""
    made = {}
    for name, render in VIEWS.items():
        try:
            made[name] = render(core).encode("utf-8", "replace")
        except Exception as error:
            raise ViewError(f"{name} cannot be made of what was recorded ({type(error).__name__})") from error
    return made


def assemble(facts: Mapping[str, bytes], key: SigningKey | None = None) -> dict[str, bytes]:
    """All files of a bundle, made from its core files: the same facts and the same key give the same bytes.

    With a key they are signed: the statement covers every other file.

    Raises EvidenceError for a file name that a bundle cannot have, and ViewError when a view cannot be made.
    """
    core = read_core(facts, None if key is None else key.public.key_id)
    files = {**facts, **views_of(core)}
    if key is not None:
        files[PUBLIC_KEY] = key.public.pem
    files = with_sums(files)
    if key is not None:
        files[ATTESTATION] = render_envelope(sign(compact(make_statement(core, digests(files))), key))
    return files


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files, and the sums of them. Raises EvidenceError for a name that a bundle cannot have."""
    for name in files:
        if (why := unsafe(name)) is not None:
            raise EvidenceError(f"{name!r} {why}, so it cannot be a file of the evidence; rename that file")
    return {**files, SUMS: render_sums(digests(files))}


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """The archive of a bundle's files; the name of its folder and its times are those of the run."""
    results = json.loads(files[RESULTS])
    return make_archive(bundle_name(results), files, datetime.fromisoformat(results["started"]))


def write_bundle(files: Mapping[str, bytes], folder: Path, *, archive: bool = False) -> Written:
    """Writes the files of a bundle into a new folder inside `folder`, and with `archive` the zip of it beside.

    The folder is named `<partner>-<target>-<utc>`; a second run within the same second gets a number.

    Raises EvidenceError when it cannot be written; nothing half-written stays behind.
    """
    name = bundle_name(json.loads(files[RESULTS]))
    unfinished = folder / f".{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir()
        for relative, content in files.items():
            path = unfinished / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        final = _rename(unfinished, folder, name)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise cannot_write(folder, error) from error
    return Written(final, write_archive(files, final) if archive else None)


def write_archive(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes `<folder>.zip` beside the folder and returns its path. Raises EvidenceError; the folder stays as it is."""
    path = folder.with_name(f"{folder.name}.zip")
    try:
        replace_file(path, archive_of(files))
    except OSError as error:
        raise EvidenceError(
            f"{folder} is complete, but {path.name} cannot be written: {error.strerror or type(error).__name__}. "
            "Mend that and call `signoff pack`"
        ) from error
    return path


def replace_file(path: Path, content: bytes) -> None:
    """Gives a file new content, whole or not at all. Raises OSError."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _rename(unfinished: Path, folder: Path, name: str) -> Path:
    for number in range(1, _MOST_OF_ONE_SECOND):
        final = folder / (name if number == 1 else f"{name}-{number}")
        # Renaming onto an empty folder would replace it, so ask first.
        if final.exists() or final.is_symlink():
            continue
        try:
            return unfinished.rename(final)
        except FileExistsError:
            continue
        except OSError:
            if final.exists():
                continue
            raise
    raise FileExistsError(17, f"there are too many folders called {name}")
