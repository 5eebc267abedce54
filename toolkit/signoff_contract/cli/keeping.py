"""What becomes of a run that has been made: it is kept, whatever happens to the disk, to a view or to ourselves."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from .ending import OutputLost, WrongUse, undisturbed
from .output import say, wrong_use

if TYPE_CHECKING:
    from signoff_contract.evidence import Written
    from signoff_contract.evidence.seal.keys import SigningKey
    from signoff_contract.suite.model import RunRecord
    from signoff_contract.traffic.scrub import Secret

_SHOWN_TRACES = 5


@frozen
class Kept:
    """Where the evidence lies, None when there was no place for it; `problem` says what went wrong, and what to do."""

    written: "Written | None"
    problem: str | None = None


def keep(facts: Mapping[str, bytes], signing: "SigningKey | None", secrets: "list[Secret]", folder: Path) -> Kept:
    """Writes the evidence. What cannot be written as asked for is kept in part, or elsewhere.

    Raises WrongUse when the evidence would have held a secret: then none is written.
    """
    from signoff_contract import evidence as bundle

    problem = None
    with wrong_use(bundle.LeakError):
        try:
            files, archive = bundle.assemble(facts, signing), signing is not None
        except bundle.ViewError as error:
            # A run may have taken somebody's time at the partner; what it recorded is kept.
            files, archive = bundle.with_sums(facts), False
            problem = f"{error}. Please report this, and call `signoff pack` with a version that mends it"
        bundle.refuse_leaks(files, secrets)
    with undisturbed():
        try:
            return Kept(bundle.write_bundle(files, folder, archive=archive), problem)
        except bundle.EvidenceError as error:
            return _elsewhere(files, str(error))


def _elsewhere(files: Mapping[str, bytes], why: str) -> Kept:
    from signoff_contract import evidence as bundle

    try:
        place = Path(tempfile.mkdtemp(prefix="signoff-evidence-"))
        written = bundle.write_bundle(files, place)
    except (bundle.EvidenceError, OSError):
        return Kept(None, f"{why} Nor is there room for temporary files, so only what is printed here is left")
    return Kept(written, f"{why} It was kept in {written.folder}: move it from there")


@contextmanager
def recorded(record: "RunRecord", secrets: "list[Secret]", folder: Path) -> Iterator[None]:
    """Inside, an error of ours costs the views but not the record of the run: that is written, and said where."""
    try:
        yield
    except (WrongUse, OutputLost):
        raise
    except Exception:
        path = _save(record, secrets, folder)
        say(f"what the run recorded is kept in {path}" if path else "what the run recorded could not be kept")
        raise


def _save(record: "RunRecord", secrets: "list[Secret]", folder: Path) -> Path | None:
    from signoff_contract import evidence as bundle

    name = f"{record.partner}-{record.target}-{record.started:%Y%m%dT%H%M%SZ}.record.json"
    content = json.dumps(attrs.asdict(record, value_serializer=_plain), default=str, indent=1).encode()
    try:
        bundle.refuse_leaks({name: content}, secrets)
    except bundle.LeakError:
        return None
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        except OSError:
            continue
        return place / name
    return None


def _plain(_owner: Any, _field: Any, value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value


def say_what_was_made(record: "RunRecord") -> None:
    """After a run that broke off: what it had created by then, with the trace ids that find it at the partner."""
    made = [
        exchange
        for exchange in record.exchanges
        if exchange.method == "POST"
        and exchange.status is not None
        and 200 <= exchange.status < 300
        and (exchange.operation_id or "").endswith(("_create", "_add"))
    ]
    if not record.ended_early or not made:
        return
    deleted = sum(1 for each in record.exchanges if each.method == "DELETE" and (each.status or 500) < 300)
    counts = ", ".join(f"{count} by {name}" for name, count in Counter(each.operation_id for each in made).items())
    traces = [each.trace_id for each in made if each.trace_id][:_SHOWN_TRACES]
    shown = f"; trace ids: {', '.join(traces)}{' ...' if len(made) > len(traces) else ''}" if traces else ""
    say(f"created before it ended: {counts}; deleted again: {deleted}. trace-ids.csv has every call{shown}")
