"""Which requirement rows recorded traffic may settle: those whose words name what was seen."""

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from signoff_contract.description import Description
from signoff_contract.description.model import UNSURE
from signoff_contract.description.requirements import Requirement
from signoff_contract.traffic.vocabulary import words_of

from .findings import Finding

_DISTINCTIVE = re.compile(r"[a-z][A-Z]|[-_/]|\d{3}")


@frozen
class SettledRow:
    """A row that is not documented, and the findings that speak of what it names. A person has to read it again."""

    row: Requirement
    findings: tuple[Finding, ...]


def settled_rows(
    description: Description, rows: Iterable[Requirement], findings: Sequence[Finding]
) -> tuple[SettledRow, ...]:
    """The rows that are proposed, inferred or in conflict, or ask a question, and that a finding names.

    A plain word such as `name` counts only where the row also names the operation's subject.
    """
    found = []
    for row in rows:
        if row.confidence not in UNSURE and row.open_question is None:
            continue
        text = f"{row.statement} {row.open_question or ''}"
        said = frozenset(words_of(text))
        named = tuple(
            finding
            for finding in findings
            if finding.kind != "undocumented"
            and any(_names(description, finding, name, text, said) for name in finding.names)
        )
        if named:
            found.append(SettledRow(row, named))
    return tuple(found)


def _names(description: Description, finding: Finding, name: str, text: str, said: frozenset[str]) -> bool:
    before = "" if name.startswith("/") else r"(?<![\w/])"
    if not re.search(rf"{before}{re.escape(name)}(?![\w/])", text):
        return False
    if finding.kind == "confirmed" and not _DISTINCTIVE.search(name):
        return False
    if _DISTINCTIVE.search(name) and not name.isdigit():
        return True
    tags = {operation.tag for operation in description if operation.id in finding.operations}
    return any(said.issuperset(words_of(tag)) for tag in tags)
