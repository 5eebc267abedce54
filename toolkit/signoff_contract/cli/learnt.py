"""What a run has learnt of a server that calls things otherwise: the file beside the evidence, and the last lines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .output import say

if TYPE_CHECKING:
    from pathlib import Path

    from signoff_contract.description import Description
    from signoff_contract.description.requirements import Requirements
    from signoff_contract.learn import Finding, Learned
    from signoff_contract.suite.model import RunRecord
    from signoff_contract.traffic.notes import Notes
    from signoff_contract.traffic.scrub import Secret

_MOST_SHOWN = 6


def keep_what_was_learnt(
    record: "RunRecord",
    notes: "Notes",
    description: "Description",
    requirements: "Requirements",
    *,
    folder: "Path",
    chain: str,
    secrets: "Iterable[Secret]",
) -> None:
    """Writes what the run has learnt beside the evidence in `folder`, and says what it would settle.

    Nothing is written of a run on the embedded mock, which keeps to the description, and nothing that holds a secret.
    """
    if record.target == "mock" or not any(exchange.kind == "api" for exchange in record.exchanges):
        return
    from signoff_contract.evidence.seal.scan import scan
    from signoff_contract.learn.tellable_names import noted
    from signoff_contract.traffic import first_contact

    path = first_contact.beside(folder)
    contact = noted(description, notes)
    if not contact.queries and not set(contact.names) - notes.sent:
        # Nothing was met that the evidence does not say itself.
        return
    content = first_contact.to_json(contact, folder.name, chain)
    if hits := scan({path.name: content}, secrets):
        names = ", ".join(dict.fromkeys(hit.name for hit in hits))
        say(f"what was learnt in the run is not kept: it would hold {names}. Only the evidence can be learnt from")
    else:
        try:
            first_contact.write(content, path)
        except OSError as error:
            say(f"what was learnt in the run is not kept: cannot write {path}: {error.strerror or error}")
    for line in _would_settle(record, description, requirements, folder):
        say(line)


def _would_settle(
    record: "RunRecord", description: "Description", requirements: "Requirements", folder: "Path"
) -> list[str]:
    from signoff_contract.learn import TrafficError, learn, read_archive

    try:
        learned = learn(description, [read_archive(folder)], (_base(record),))
    except TrafficError:
        return []
    except Exception as error:  # noqa: BLE001 - the run is judged and written; this sums it up only
        return [f"what was learnt could not be summed up ({type(error).__name__}); `signoff learn {folder}` says more"]
    return waiting(record, requirements, learned, folder)


def _base(record: "RunRecord") -> str:
    """The address below which the run called the described paths."""
    for exchange in record.exchanges:
        if exchange.kind == "api" and exchange.template:
            depth = exchange.template.count("/")
            return exchange.url.partition("?")[0].rsplit("/", depth)[0]
    return record.exchanges[-1].url.partition("?")[0].rsplit("/", 1)[0]


def waiting(record: "RunRecord", requirements: "Requirements", learned: "Learned", folder: "Path") -> list[str]:
    """The last lines of a run: what the server calls otherwise, how many documented rows wait, and what to do."""
    changed = [finding for finding in learned.contradicted if _other(finding.change)]
    if not changed:
        return []
    documented = {row.id for row in requirements if row.confidence == "documented"}
    skipped = [row for row in record.requirements if row.state == "skip" and row.requirement in documented]
    shown = ", ".join(_shown(finding) for finding in changed[:_MOST_SHOWN])
    more = f" and {len(changed) - _MOST_SHOWN} more" if len(changed) > _MOST_SHOWN else ""
    what = "a name" if len(changed) == 1 else f"{len(changed)} names"
    rows = "1 documented row waits" if len(skipped) == 1 else f"{len(skipped)} documented rows wait"
    begun = f"{rows} for {what}" if skipped else f"the server has {what} of its own"
    return [
        f"{begun}; seen: {shown}{more}",
        f"to settle it: `signoff learn {folder} --write learned.patch`, read and apply the patch, generate, certify again",
    ]


def _other(change: Any) -> bool:
    """Whether a change is about what something is called or where it stands."""
    from signoff_contract.learn import findings

    return isinstance(
        change,
        findings.MoveMember
        | findings.MovePath
        | findings.RenameKey
        | findings.RenameMember
        | findings.RenameMethod
        | findings.RenameParameter
        | findings.WrapList,
    )


def _shown(finding: "Finding") -> str:
    change: Any = finding.change
    new = next((getattr(change, name) for name in ("new", "path", "name") if getattr(change, name, None)), "")
    return f"`{new}` for {finding.subject}" if new else f"{finding.subject}: {finding.seen}"
