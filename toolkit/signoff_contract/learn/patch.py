"""The edit that takes findings into the description: a unified diff for `git apply` or `patch -p1`."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from signoff_contract.description import Description
from signoff_contract.description.model import is_settled

from .comparison import Learned
from .description_writer import Writer
from .editor import EditError, Editor, lines_of
from .findings import (
    AddMember,
    AddParameter,
    Finding,
    Mark,
    MovePath,
    RenameKey,
    RenameMember,
    RenameParameter,
)

# Marks last: what is renamed or added before them must not be marked twice.
_ORDER: tuple[type, ...] = (MovePath, RenameKey, RenameMember, RenameParameter)


@frozen
class LeftOut:
    """A finding that is not part of the patch, and why."""

    finding: Finding
    reason: str


@frozen
class Patch:
    """The diff, the edited files, the findings that are taken in, and those that are not."""

    text: str
    files: Mapping[Path, str] = field(repr=False)
    taken: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]


def propose(learned: Learned, today: str, *, contradict_documented: bool = False) -> Patch:
    """The patch that takes in what `learned` says. `today` is the day on which it was read, ISO 8601.

    What the partner's documents say is left alone unless `contradict_documented`; then it is marked `conflict` and
    names both sources.
    """
    description = learned.description
    editors = {path: Editor(text.decode("utf-8")) for path, text in description.sources.items()}
    writer = Writer(description, editors, cite(learned, today))
    taken: list[Finding] = []
    left_out: list[LeftOut] = []
    for finding in sorted(learned.findings, key=_place_in_order):
        reason = _why_not(finding, contradict_documented)
        if reason is None:
            marks = {path: editor.mark() for path, editor in editors.items()}
            try:
                writer.write(finding)
                taken.append(finding)
                continue
            except EditError as error:
                for path, editor in editors.items():
                    editor.back_to(marks[path])
                reason = f"write it by hand: {error}"
        if reason:
            left_out.append(LeftOut(finding, reason))
    marked = [finding for finding in taken if isinstance(finding.change, Mark)]
    changed = [finding for finding in taken if not isinstance(finding.change, Mark)]
    writer.mark()
    if taken:
        writer.name_sources()
    files = {path: editor.result() for path, editor in editors.items() if editor.is_changed}
    return Patch(diff(description, files), files, (*changed, *marked), tuple(left_out))


def cite(learned: Learned, today: str) -> dict[str, str]:
    """A short name for each archive, and what it stands for; numbers go on behind those that there are."""
    named = learned.description.document.get("info", {}).get("x-sources")
    known = set(named) if isinstance(named, Mapping) else set()
    cited: dict[str, str] = {}
    number = 1
    for archive in learned.archives:
        while f"HAR-{number}" in known:
            number += 1
        known.add(f"HAR-{number}")
        days = sorted({ref.started[:10] for finding in learned.findings for ref in finding.refs if ref.started})
        recorded = f"recorded {days[0]}{f' to {days[-1]}' if len(days) > 1 else ''}, " if days else ""
        cited[archive.name] = f"HAR-{number}"
        cited[f"HAR-{number}"] = f"recorded traffic {archive.name}, SHA-256 {archive.digest}, {recorded}read {today}"
    return cited


def diff(description: Description, files: Mapping[Path, str]) -> str:
    """A unified diff with paths from the root of the repository that holds the description, or from its folder."""
    root = root_of(description)
    parts: list[str] = []
    for path, text in sorted(files.items()):
        name = path.resolve().relative_to(root).as_posix()
        before = list(lines_of(description.sources[path].decode("utf-8")))
        parts.extend(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in difflib.unified_diff(before, list(lines_of(text)), f"a/{name}", f"b/{name}")
        )
    return "".join(parts)


def root_of(description: Description) -> Path:
    """The folder that a patch is applied in: the repository's, or the one around the folder of all partners."""
    folder = description.path.resolve().parent
    for above in folder.parents:
        if (above / ".git").exists():
            return above
    return folder.parents[1]


def _why_not(finding: Finding, contradict_documented: bool) -> str | None:
    """Why a finding is left out; None when it is taken in, an empty text when there is nothing to say."""
    if finding.kind == "confirmed":
        return None if finding.change is not None else ""
    guarded = finding.guarded or is_settled(finding.provenance)
    if finding.kind == "contradicted" and guarded and not contradict_documented:
        return "the element is documented or was observed before; read it, then use --contradict-documented"
    if finding.change is None:
        return "write it by hand: it has no single right form"
    if finding.certainty == "possible" and isinstance(finding.change, (AddMember, AddParameter)):
        return "only our own client, or only a query, has sent it, and the server may have ignored it"
    return None


def _place_in_order(finding: Finding) -> int:
    return next((index for index, kind in enumerate(_ORDER) if isinstance(finding.change, kind)), len(_ORDER))
