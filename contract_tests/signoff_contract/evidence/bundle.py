"""The evidence folder: written beside, then renamed, so that a half-written one is never taken for evidence."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from signoff_contract.description import Description
from signoff_contract.description.requirements import Requirements
from signoff_contract.suite.model import RunRecord

from .core import Core
from .environment import Environment, render_environment
from .results import description_files, make_results, render_results
from .views import render_views

_MOST_OF_ONE_SECOND = 1000


class EvidenceError(Exception):
    """Evidence cannot be written; the message names the folder and says what to do."""


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
        raise _cannot(folder, error) from error


def _cannot(folder: Path, error: OSError) -> EvidenceError:
    return EvidenceError(
        f"evidence cannot be written into {folder}: {error.strerror or type(error).__name__}. "
        "Give a folder that you may write to (--evidence FOLDER)."
    )


def write_bundle(
    record: RunRecord,
    description: Description,
    requirements: Requirements,
    folder: Path,
    environment: Environment,
    attachments: Mapping[str, bytes] | None = None,
) -> Path:
    """Writes the evidence of a run into a new folder inside `folder` and returns it.

    `attachments` are further files, redacted by whoever made them. The folder is named `<partner>-<target>-<utc>`; a second run within the same second gets a number.

    Raises EvidenceError when it cannot be written; nothing half-written stays behind.
    """
    text = render_results(make_results(record, description, requirements))
    surroundings = render_environment(environment)
    files: dict[str, bytes] = {"results.json": text.encode(), "environment.json": surroundings.encode()}
    # From what was written, not from what is in memory: then the views can be made again from the file.
    core = Core(json.loads(text), json.loads(surroundings), {})
    for name, view in render_views(core).items():
        files[name] = view.encode("utf-8", "replace")
    files["requirements.yaml"] = requirements.text
    files.update(description_files(description))
    files.update(attachments or {})
    files["SHA256SUMS"] = render_sums(files).encode()
    name = f"{record.partner}-{record.target}-{record.started.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    unfinished = folder / f".{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir()
        for relative, content in files.items():
            path = unfinished / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _rename(unfinished, folder, name)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _cannot(folder, error) from error


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


def render_sums(files: dict[str, bytes]) -> str:
    """The text of SHA256SUMS, which `sha256sum -c` reads."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
