"""Which evidence in a folder is the newest of a partner and target, and what may be newer but cannot be relied upon."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from signoff_contract.evidence.record.canonical import NotCanonical
from signoff_contract.evidence.record.chain import start_value
from signoff_contract.evidence.seal.reading import OUTSIDE, RESULTS, Bundle, NotABundle, bundle_name, read_bundle
from signoff_contract.evidence.seal.signed_part import read_attested
from signoff_contract.evidence.seal.sums import SUMS, SumsError, digests, read_sums

_NAMED = re.compile(r"([a-z0-9_]+)-(mock|test|live|custom)-(\d{8}T\d{6}Z)(?:-\d+)?")
_FORM = "%Y%m%dT%H%M%SZ"


@frozen
class Newest:
    """The newest evidence of a partner and target in a folder; None without any.

    `passed_over` are sentences about what could not be read or was edited. `doubtful` are those of them that may be newer
    evidence of this partner and target.
    """

    bundle: Bundle | None
    passed_over: tuple[str, ...] = ()
    doubtful: tuple[Path, ...] = ()


@frozen
class _Doubt:
    """Something that lies there and proves nothing: why, whose it may be, and when that run may have started."""

    path: Path
    why: str
    whose: frozenset[tuple[str, str]]
    moments: tuple[datetime, ...]

    def is_newer(self, partner: str, target: str, than: datetime | None) -> bool:
        """Whether it may be newer evidence of that partner and target. What tells of no moment may be of any."""
        if (partner, target) not in self.whose:
            return False
        return than is None or not self.moments or max(self.moments) > than


def find_newest(folder: Path, partner: str, target: str) -> Newest:
    """Looks through the folders and archives directly in `folder`; what counts is when the run started.

    Where a run lies there as a folder and as an archive, the archive is taken: it is what is sent. What was edited is not
    passed over in silence: its own name may tell another time, or another partner, than its record does now.

    Raises NotABundle when the folder cannot be read.
    """
    found: list[tuple[datetime, bool, str, Bundle]] = []
    doubts: list[_Doubt] = []
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return Newest(None)
    except OSError as error:
        raise NotABundle(f"{folder} cannot be read: {error.strerror}") from error
    for path in paths:
        if not path.is_dir() and path.suffix.lower() != ".zip":
            continue
        try:
            bundle = read_bundle(path)
            results = bundle.core.results
            whose, started = (results["partner"], results["target"]), datetime.fromisoformat(results["started"])
            why = _edited(bundle, results)
        except (NotABundle, NotCanonical) as error:
            doubts.append(_doubt(path, str(error)))
        except (KeyError, TypeError, ValueError):
            doubts.append(_doubt(path, "its results.json does not say whose run it is, or when it started"))
        else:
            if whose == (partner, target):
                found.append((started.astimezone(UTC), bundle.packed is not None, path.name, bundle))
            if why is not None:
                doubts.append(_doubt(path, why, whose, started.astimezone(UTC)))
    newest = max(found, key=lambda each: each[:3], default=None)
    than = None if newest is None else newest[0]
    others = [doubt for doubt in doubts if newest is None or doubt.path != newest[3].path]
    return Newest(
        None if newest is None else newest[3],
        tuple(f"{doubt.path} was passed over: {doubt.why}" for doubt in others),
        tuple(doubt.path for doubt in others if doubt.is_newer(partner, target, than)),
    )


def _doubt(path: Path, why: str, whose: tuple[str, str] | None = None, moment: datetime | None = None) -> _Doubt:
    """By its name, and by what its record says now; either may be what was changed."""
    owners, moments = {whose} if whose else set(), [moment] if moment else []
    if (named := _NAMED.match(path.name)) is not None:
        owners.add((named[1], named[2]))
        if moment is not None:
            moments.append(_moment(named[3]) or moment)
    return _Doubt(path, why, frozenset(owners), tuple(moments))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def _edited(bundle: Bundle, results: Mapping[str, Any]) -> str | None:
    """Why a bundle is not as it was written, as far as that is told in a moment; `signoff verify` tells it all."""
    found = digests(bundle.files)
    attested = read_attested(bundle.files)
    if bundle.alterations or attested.alterations:
        return f"it was altered: {(*bundle.alterations, *attested.alterations)[0]}"
    try:
        listed = read_sums(bundle.files.get(SUMS, b""))
    except SumsError:
        return f"it was altered: its {SUMS} cannot be used"
    inside = {name: digest for name, digest in found.items() if name not in OUTSIDE | {SUMS}}
    signed = attested.digests
    if inside != listed or (signed is not None and {name: found.get(name) for name in signed} != signed):
        return "it was altered: its files are not those that its sums or its signature name"
    if signed is None and results["chain"]["start"] != start_value(results):
        return "it was altered: partner, target, host or time are not those of the run"
    named = _NAMED.match(bundle.path.name)
    if signed is None and named is not None and not bundle.path.name.startswith(bundle_name(results)):
        return f"its name says another run than its {RESULTS}"
    return None
