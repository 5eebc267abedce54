"""`results.json`: the single record of a run. Its form is described in `openapi/schema/results.schema.json`."""

import hashlib
import os
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

from signoff_contract.description import Description
from signoff_contract.description.requirements import Requirement, Requirements
from signoff_contract.judge.lifecycle import LifecycleRecord
from signoff_contract.suite.model import (
    CheckOutcome,
    FieldRow,
    Finding,
    RequirementOutcome,
    RunRecord,
    State,
)
from signoff_contract.traffic.record_form import as_record, instant

from .canonical import pretty
from .chain import chained, start_value, summary
from .core import is_own_machine
from .subject import CLIENT

SCHEMA_VERSION = "1.2"

READ_VERSIONS = ("1.1", SCHEMA_VERSION)
"""The forms that are read. In 1.1 nothing was said of subject, source, rehearsal and acceptance."""


def make_results(record: RunRecord, description: Description, requirements: Requirements) -> dict[str, Any]:
    """Everything that is written of a run, as plain JSON values."""
    trace_ids = {exchange.number: exchange.trace_id for exchange in record.exchanges}
    rows = [_requirement(outcome, requirements.get(outcome.requirement), trace_ids) for outcome in record.requirements]
    results = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "signoff", "version": tool_version()},
        "subject": {"kind": CLIENT, "name": "signoff", "version": tool_version(), "seen": True},
        "rehearsal": record.target == "mock" or is_own_machine(record.host),
        "partner": record.partner,
        "target": record.target,
        "host": record.host,
        "started": instant(record.started),
        "finished": instant(record.finished),
        "seed": record.seed,
        "budget": record.budget,
        "requests_per_minute": record.requests_per_minute,
        "requests_sent": record.requests_sent,
        "token_calls": record.token_calls,
        "verdict": record.verdict,
        "ended_early": record.ended_early,
        "accepted": [
            {"row": each.row, "reason": each.reason, "person": each.person, "until": each.until.isoformat()}
            for each in record.accepted
        ],
        "unaccepted": list(record.unaccepted),
        "totals": {state.value: sum(row["state"] == state.value for row in rows) for state in State},
        "requirements": rows,
        "checks": [_check(outcome) for outcome in record.checks],
        "fields": [_field(row) for row in record.fields],
        "findings": [_finding(finding) for finding in record.findings],
        "lifecycles": [_lifecycle(life) for life in record.lifecycles],
        "description": {
            "title": description.title,
            "version": description.version,
            "digest": description.digest,
            "files": [
                {"name": name, "digest": hashlib.sha256(content).hexdigest()}
                for name, content in description_files(description).items()
            ],
        },
        "requirements_file": {"digest": requirements.digest},
        "documents": {
            name: {"title": document.title, "address": document.address, "retrieved": document.retrieved}
            for name, document in requirements.documents.items()
        },
    }
    start = start_value(results)
    # In the order of sending, which is not that of the answers when several were under way at once.
    in_order = sorted(record.exchanges, key=lambda exchange: exchange.number)
    exchanges = chained(map(as_record, in_order), start)
    return {**results, "exchanges": exchanges, "chain": summary(exchanges, start)}


def render_results(results: Mapping[str, Any]) -> str:
    """The text of `results.json`, in the one form that it has."""
    return pretty(results).decode()


def description_files(description: Description) -> dict[str, bytes]:
    """The exact files of the description by their names in a bundle, in the order in which they were read.

    A single file is `openapi.yaml`; several stand in `spec/`. The digest of the description is that of all of them,
    one after the other.
    """
    root = description.path.resolve().parent
    named = {_inside(path, root): content for path, content in description.sources.items()}
    if len(named) == 1:
        return {"openapi.yaml": next(iter(named.values()))}
    return {f"spec/{name}": content for name, content in named.items()}


def tool_version() -> str:
    """The version of this tool; `unknown` when it is not installed."""
    try:
        return version("signoff")
    except PackageNotFoundError:
        return "unknown"


def _inside(path: Path, root: Path) -> str:
    # A file beside the folder must not climb out of the bundle, nor show where it stood.
    relative = os.path.relpath(path.resolve(), root)
    return str(PurePosixPath(*("up" if part == ".." else part for part in Path(relative).parts)))


def _requirement(outcome: RequirementOutcome, row: Requirement, trace_ids: dict[int, str | None]) -> dict[str, Any]:
    found = [trace_ids.get(number) for number in outcome.exchanges]
    return {
        "id": row.id,
        "statement": row.statement,
        "level": row.level,
        "binds": row.binds,
        "confidence": row.confidence,
        "sources": [
            {"document": source.document, "section": source.section, "digest": source.digest} for source in row.sources
        ],
        "open_question": row.open_question,
        "not_tested": row.not_tested,
        "obstacle": row.obstacle,
        "state": outcome.state.value,
        "reason": outcome.reason,
        "checks": list(outcome.checks),
        "exchanges": list(outcome.exchanges),
        "trace_ids": list(dict.fromkeys(trace for trace in found if trace)),
    }


def _check(outcome: CheckOutcome) -> dict[str, Any]:
    return {
        "id": outcome.check,
        "title": outcome.title,
        "state": outcome.state.value,
        "reason": outcome.reason,
        "seconds": outcome.seconds,
        "observations": [
            {
                "requirement": seen.requirement,
                "state": seen.state.value,
                "message": seen.message,
                "exchanges": list(seen.exchanges),
            }
            for seen in outcome.observations
        ],
    }


def _field(row: FieldRow) -> dict[str, Any]:
    return {
        "story": row.story,
        "operation": row.operation,
        "pointer": row.pointer,
        "sent": row.sent,
        "stored": row.stored,
        "read_back": row.read_back,
        "same": row.same,
        "exchanges": list(row.exchanges),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "confidence": finding.confidence,
        "message": finding.message,
        "exchanges": list(finding.exchanges),
    }


def _lifecycle(life: LifecycleRecord) -> dict[str, Any]:
    return {
        "schema": life.schema,
        "member": life.member,
        "states": [{"state": state, "meaning": meaning} for state, meaning in life.states],
        "transitions": [
            {
                "from": passage.start,
                "to": passage.end,
                "by": list(passage.by),
                "confidence": passage.confidence,
                "source": passage.source,
                "exchanges": list(passage.exchanges),
            }
            for passage in life.passages
        ],
        "lives": [[{"state": step.state, "exchange": step.exchange} for step in steps] for steps in life.lives],
        "seen": life.seen,
    }
