"""What a run has learnt beside its evidence: names, places and types of what the description does not know.

A first run against a partner's server meets names that were only proposed, and evidence must not repeat a name that
may be a person's. So a file of its own is written beside the evidence folder, for its owner alone and never part of
the bundle. `signoff learn EVIDENCE` reads both. Which names are told is decided in `naming`.
"""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from .errors import TrafficError

SCHEMA_VERSION = "1.0"
SUFFIX = ".learn.json"
IDENTIFIER = re.compile(r"[@$_]?[A-Za-z][A-Za-z_-]{1,58}[0-9]{0,2}")
UNDESCRIBED = re.compile(r"\[undescribed-\d+\]")
_LARGEST = 64 * 1024 * 1024


@frozen
class Place:
    """Where a value stood that evidence does not show: its JSON types, and the form that its texts have."""

    call: str
    part: str
    status: int
    pointer: str
    types: tuple[str, ...]
    form: str | None

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What it is found by: all but types and form."""
        return self.call, self.part, self.status, self.pointer


@frozen
class FirstContact:
    """What was learnt. `names` are by the placeholder that the evidence has; `withheld` counts those that stay out."""

    partner: str
    digest: str
    names: Mapping[str, str]
    withheld: int
    places: Mapping[tuple[str, str, int, str], Place] = field(repr=False)
    queries: Mapping[str, Mapping[str, str]] = field(factory=dict)
    """By operation: names of query parameters, and those that were understood instead."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that the evidence does not say itself."""
        return not self.names and not self.places

    def told(self, name: str) -> str:
        """The name that stands behind a placeholder; the placeholder where it is not known."""
        return self.names.get(name, name)


def to_json(contact: FirstContact, evidence: str, chain: str) -> bytes:
    """The file's content. `evidence` is the folder's name and `chain` the head of its exchanges' chain."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "partner": contact.partner,
        "evidence": evidence,
        "chain": chain,
        "description": {"digest": contact.digest},
        "names": dict(contact.names),
        "withheld": contact.withheld,
        "queries": {operation: dict(names) for operation, names in contact.queries.items()},
        "places": [{**asdict(place), "types": list(place.types)} for place in contact.places.values()],
    }
    return (json.dumps(document, indent=1, ensure_ascii=True) + "\n").encode()


def beside(folder: Path) -> Path:
    """The file of an evidence folder."""
    return folder.with_name(f"{folder.name}{SUFFIX}")


def write(content: bytes, path: Path) -> None:
    """Writes the file for its owner alone, whole or not at all. Raises OSError."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def read(path: Path, chain: str) -> FirstContact:
    """What a file says. Raises TrafficError when it cannot be read or is not of the run whose chain has that head."""
    try:
        if path.stat().st_size > _LARGEST:
            raise TrafficError(f"{path} is larger than a run can have made it; remove it")
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise TrafficError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise TrafficError(f"{path} is not JSON; remove it, then only the evidence is read") from error
    try:
        version = document["schema_version"]
        if not isinstance(version, str) or version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
            raise TrafficError(f"{path} is of form {version!r:.20}; this version of Signoff reads {SCHEMA_VERSION}")
        if document["chain"] != chain:
            raise TrafficError(f"{path} was learnt in another run than the evidence beside it; remove it")
        names = {str(kept): str(name) for kept, name in document["names"].items()}
        return FirstContact(
            partner=str(document["partner"]),
            digest=str(document["description"]["digest"]),
            names={
                kept: name for kept, name in names.items() if UNDESCRIBED.fullmatch(kept) and IDENTIFIER.fullmatch(name)
            },
            withheld=int(document["withheld"]),
            places={place.key: place for place in map(_read_place, document["places"])},
            queries={
                str(operation): {str(old): str(new) for old, new in renamed.items() if IDENTIFIER.fullmatch(new)}
                for operation, renamed in document["queries"].items()
            },
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise TrafficError(f"{path} is not what a run writes; remove it, then only the evidence is read") from error


def _read_place(each: Mapping[str, Any]) -> Place:
    form = each["form"]
    return Place(
        call=str(each["call"]),
        part=str(each["part"]),
        status=int(each["status"]),
        pointer=str(each["pointer"]),
        types=tuple(map(str, each["types"])),
        form=None if form is None else str(form),
    )
