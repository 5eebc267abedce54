"""Findings as text for people and as JSON for programs."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from signoff_contract.description import Provenance
from signoff_contract.traffic.har_reader import Ref

from .comparison import Learned
from .findings import Finding, Kind
from .patch import Patch, root_of
from .settled_rows import SettledRow

_TITLES: Mapping[Kind, str] = {
    "contradicted": "CONTRADICTED",
    "unknown-now-seen": "UNKNOWN, NOW SEEN",
    "undocumented": "UNDOCUMENTED",
    "confirmed": "CONFIRMED",
}
_SYMBOLS: Mapping[Kind, str] = {"contradicted": "✗", "unknown-now-seen": "?", "undocumented": "+", "confirmed": "✓"}
_SHOWN_REFS = 3


def render(learned: Learned, rows: Sequence[SettledRow], patch: Patch | None, width: int = 100) -> str:
    """Everything that was learned, the loudest first; what is confirmed in a line for each schema."""
    lines = [*textwrap.wrap(_heading(learned), width)]
    for kind in _TITLES:
        found = [finding for finding in learned.findings if finding.kind == kind]
        if found:
            lines += ["", f"{_SYMBOLS[kind]} {_TITLES[kind]} ({len(found)})"]
            lines += _confirmed(found, width) if kind == "confirmed" else _each(learned, found, width)
    if rows:
        lines += ["", f"Requirement rows to read again ({len(rows)}): they are not documented, and name what was seen"]
        for settled in rows:
            asks = f" Open: {settled.row.open_question}" if settled.row.open_question else ""
            lines += _wrapped(f"{settled.row.id} ({settled.row.confidence}) {settled.row.statement}{asks}", width, "  ")
    if patch is not None:
        lines += ["", *_patched(patch, width)]
    return "\n".join(lines)


def as_json(learned: Learned, rows: Sequence[SettledRow], patch: Patch | None) -> dict[str, Any]:
    """The same for programs. Members of findings are named as in `Finding`."""
    taken = {id(finding) for finding in patch.taken} if patch is not None else set()
    left_out = {id(each.finding): each.reason for each in patch.left_out} if patch is not None else {}
    return {
        "partner": learned.description.partner,
        "archives": [{"name": archive.name, "sha256": archive.digest} for archive in learned.archives],
        "entries": learned.entries,
        "exchanges": learned.exchanges,
        "ignored": dict(sorted(learned.ignored.items())),
        "unread": {reason: count for reason, count in sorted(learned.unread.items()) if count},
        "hosts": list(learned.hosts),
        "findings": [
            {
                "kind": finding.kind,
                "subject": finding.subject,
                "pointer": finding.pointer,
                "operations": list(finding.operations),
                "says": finding.says,
                "provenance": _provenance(finding.provenance),
                "seen": finding.seen,
                "count": finding.count,
                "out_of": finding.out_of,
                "certainty": finding.certainty,
                "against_documents": finding.against_documents,
                "file": _relative(learned, finding.place.file),
                "line": finding.place.line,
                "entries": [_ref(ref) for ref in finding.refs],
                "patched": id(finding) in taken,
                "left_out": left_out.get(id(finding)),
            }
            for finding in learned.findings
        ],
        "requirements": [
            {"id": settled.row.id, "confidence": settled.row.confidence, "open_question": settled.row.open_question}
            for settled in rows
        ],
    }


def _heading(learned: Learned) -> str:
    names = ", ".join(archive.name for archive in learned.archives)
    ignored = {reason: count for reason, count in (learned.ignored + learned.unread).items() if count}
    apart = f" Not looked at: {', '.join(f'{count} {reason}' for reason, count in ignored.items())}." if ignored else ""
    return (
        f"{learned.description.title}: {learned.exchanges} of {learned.entries} entries of {names} call it, "
        f"at {', '.join(learned.hosts)}.{apart}"
    )


def _each(learned: Learned, found: Sequence[Finding], width: int) -> list[str]:
    lines: list[str] = []
    for finding in found:
        loud = "  ! AGAINST THE DOCUMENTS " if finding.against_documents else "  "
        lines += _wrapped(f"{finding.subject}   {_where(learned, finding)}", width, loud)
        stated = finding.provenance
        source = f" ({stated.confidence}: {stated.source})" if stated is not None else ""
        lines += _wrapped(f"described  {finding.says}{source}", width, "    ")
        lines += _wrapped(f"seen       {finding.seen}", width, "    ")
        lines += _wrapped(
            f"{finding.count} of {finding.out_of}, {finding.certainty}; {_refs(finding.refs, finding.count)}",
            width,
            "    ",
        )
    return lines


def _confirmed(found: Sequence[Finding], width: int) -> list[str]:
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.subject.rpartition(".")[0], []).append(finding)
    lines: list[str] = []
    for schema, members in sorted(groups.items()):
        if schema:
            shown = ", ".join(
                f"{finding.subject.rpartition('.')[2]}{'' if finding.certainty == 'sure' else f' ({finding.certainty})'}"
                for finding in members
            )
            lines += _wrapped(f"{schema}: {shown}", width, "  ")
        else:
            for finding in members:
                lines += _wrapped(f"{finding.subject}: {finding.seen} ({finding.certainty})", width, "  ")
    return lines


def _patched(patch: Patch, width: int) -> list[str]:
    lines = [f"Patch: {len(patch.taken)} findings taken in, {len(patch.left_out)} left out"]
    for each in patch.left_out:
        lines += _wrapped(f"{each.finding.subject}: {each.finding.seen}: {each.reason}", width, "  - ")
    return lines


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent="      ", break_on_hyphens=False)


def _where(learned: Learned, finding: Finding) -> str:
    return f"{_relative(learned, finding.place.file)}:{finding.place.line}"


def _relative(learned: Learned, path: Path) -> str:
    resolved = path.resolve()
    root = root_of(learned.description)
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else path.name


def _refs(refs: Sequence[Ref], count: int) -> str:
    shown = ", ".join(
        f"{ref.file} entry {ref.index} ({f'{ref.started}, ' if ref.started else ''}{ref.status})"
        for ref in refs[:_SHOWN_REFS]
    )
    return f"{shown}{', …' if count > _SHOWN_REFS else ''}"


def _provenance(provenance: Provenance | None) -> dict[str, str] | None:
    return None if provenance is None else {"confidence": provenance.confidence, "source": provenance.source}


def _ref(ref: Ref) -> dict[str, Any]:
    return {"file": ref.file, "index": ref.index, "started": ref.started, "status": ref.status}
