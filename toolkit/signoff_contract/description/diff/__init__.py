"""What changed between two descriptions, and what of it breaks a client.

Knows nothing of runs and evidence: two descriptions go in, changes come out. What is judged, and how, is the table in
`kinds`.
"""

from signoff_contract.description.model import Description

from .kinds import KINDS, Change, Impact, Kind
from .operations import Operations
from .whole import relied_on, whole_changes

__all__ = ["KINDS", "Change", "Impact", "Kind", "diff"]

_ORDER: dict[str, int] = {"breaking": 0, "note": 1, "compatible": 2}


def diff(old: Description, new: Description) -> tuple[Change, ...]:
    """The changes from one description to another: breaking ones first, each once, with all operations it reaches.

    What is only written elsewhere or in another order is no change. Texts for people are not compared.
    """
    reached: dict[tuple[str, str, str], set[str]] = {}
    operations = Operations(relied_on(old.document, new.document))
    for changes in (whole_changes(old.document, new.document), operations.compare(old.document, new.document)):
        for change in changes:
            reached.setdefault((change.kind, change.pointer, change.sentence), set()).update(change.operations)
    found = [Change(*key, tuple(sorted(ids))) for key, ids in reached.items()]
    return tuple(sorted(found, key=lambda change: (_ORDER[change.impact], change)))
