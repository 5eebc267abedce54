"""The rows of a record held against the requirement file beside it, and its title against the description beside it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from signoff_contract.description.source import read_foreign
from signoff_contract.evidence.seal.alteration import Alteration
from signoff_contract.evidence.seal.reading import REQUIREMENTS

_SAID = ("statement", "level", "binds", "confidence", "open_question", "not_tested", "obstacle")
"""What a row says before anything has run. All of it stands in the record again."""

_DOCUMENT = ("title", "address", "retrieved")
_OF_SOURCE = ("document", "section", "digest")


@lru_cache(maxsize=8)
def _read(content: bytes) -> Any:
    """A file beside a record. Many bundles have the same, and reading it takes a third of the time of all the rest."""
    return read_foreign(content)


def false_rows(results: Mapping[str, Any], content: bytes) -> Iterator[Alteration]:
    """Every way in which the rows of the results are not those of the requirement file, whose bytes are `content`."""
    try:
        value = _read(content)
        rows = {str(raw["id"]): raw for raw in value["requirements"]}
        documents = {str(name): raw for name, raw in value["documents"].items()}
        twice = len(rows) != len(value["requirements"])
    except ValueError as error:
        yield Alteration("claim", REQUIREMENTS, f"cannot be read as a requirement file: {error}")
        return
    except (KeyError, TypeError, AttributeError):
        yield Alteration("claim", REQUIREMENTS, "cannot be read as a requirement file: it has another form")
        return
    if twice:
        yield Alteration("claim", REQUIREMENTS, "has an id twice")
    ids = [row["id"] for row in results["requirements"]]
    if ids != list(rows):
        yield from _other_rows(ids, list(rows))
    for row in results["requirements"]:
        if (raw := rows.get(row["id"])) is not None:
            yield from _other_words(row, raw)
    named = {name: {part: raw.get(part) for part in _DOCUMENT} for name, raw in documents.items()}
    if {name: dict(raw) for name, raw in results["documents"].items()} != named:
        yield Alteration("claim", "documents", f"are not those of {REQUIREMENTS}")
    yield from _not_observed(results, rows)


def _other_rows(ids: Sequence[str], wanted: Sequence[str]) -> Iterator[Alteration]:
    there, known = set(ids), set(wanted)
    for name in wanted:
        if name not in there:
            yield Alteration("claim", name, f"is left out: {REQUIREMENTS} has it")
    for name in ids:
        if name not in known:
            yield Alteration("claim", name, f"was added: {REQUIREMENTS} has no such row")
    if sorted(ids) == sorted(wanted):
        yield Alteration("claim", "requirements", f"stand in another order than in {REQUIREMENTS}")


def _other_words(row: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterator[Alteration]:
    for name in _SAID:
        if row[name] != raw.get(name):
            yield Alteration("claim", row["id"], f"its {name.replace('_', ' ')} is not that of {REQUIREMENTS}")
    sources = [{part: each.get(part) for part in _OF_SOURCE} for each in raw.get("sources", ())]
    if [dict(each) for each in row["sources"]] != sources:
        yield Alteration("claim", row["id"], f"its sources are not those of {REQUIREMENTS}")


def _not_observed(results: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Alteration]:
    """A check that the file names for a row says a word on it in every run, be it that it did not come to it.

    `signoff certify` refuses a plan that does not fit its file. A record of which the file names no check at all is of a
    plan that was run by other means; of that nothing follows.
    """
    observed = {check["id"]: {seen["requirement"] for seen in check["observations"]} for check in results["checks"]}
    wanted = {name: tuple(raw.get("verified_by") or ()) for name, raw in rows.items()}
    if observed.keys().isdisjoint(check for checks in wanted.values() for check in checks):
        return
    for name, checks in wanted.items():
        for check in observed.keys() - set(checks):
            if name in observed[check]:
                yield Alteration("claim", name, f"was observed by {check}, of which {REQUIREMENTS} does not know")
        for check in checks:
            if check not in observed:
                yield Alteration("claim", name, f"its check {check} is left out: {REQUIREMENTS} names it")
            elif name not in observed[check]:
                yield Alteration("claim", name, f"what its check {check} observed is left out")


def false_title(results: Mapping[str, Any], content: bytes) -> Iterator[Alteration]:
    """Whether title and version that every view shows are those of the description, whose first file is `content`."""
    try:
        info = _read(content)["info"]
        title, version = str(info["title"]), str(info["version"])
    except ValueError as error:
        yield Alteration("claim", "description", f"cannot be read: {error}")
        return
    except (KeyError, TypeError):
        yield Alteration("claim", "description", "says neither title nor version")
        return
    for name, said, is_so in (
        ("title", results["description"]["title"], title),
        ("version", results["description"]["version"], version),
    ):
        if said != is_so:
            yield Alteration("claim", f"description {name}", "is not that of the description beside it")
