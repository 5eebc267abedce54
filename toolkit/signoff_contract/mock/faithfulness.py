"""How far a mock can be trusted: what it does not do, and which of its habits are ours, as a page for people.

Everything on the page is read from where it is decided: the provenance in the description, the confidence of the
requirement rows, the reasons of the mock's refusals. `python -m signoff_contract.mock.faithfulness FOLDER` writes a page
for each partner that has a table of reasons, with `--check` it only says what is out of date.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from signoff_contract.description import CONFIDENCES, Description, load
from signoff_contract.description.requirements import ROW_CONFIDENCES, Requirements, load_requirements
from signoff_contract.partners import MissingPart, find_part, having

from .explain import Explanations

_LEGEND: Final = (
    ("documented", "the partner's documents say it"),
    ("observed", "nobody says it, recorded traffic shows it"),
    ("inferred", "no document says it, it follows from what they say"),
    ("conflict", "two sources disagree, and the mock follows one"),
    ("proposed", "nobody says it, it is ours; expect the partner to differ"),
    ("convention", "good practice by an open standard, no document of the partner"),
)
_GUESSED: Final = ("conflict", "proposed", "inferred")
_METHODS: Final = frozenset({"get", "put", "post", "patch", "delete"})


@frozen
class Statement:
    """Something that the description states with a provenance of its own: what, how sure it is, where it was read."""

    what: str
    confidence: str
    source: str


def page(partner: str) -> str:
    """The page on a partner's mock, in Markdown.

    Raises partners.MissingPart when the partner has no table of reasons, description.DescriptionError when its
    description or its rows cannot be read.
    """
    explained = explanations_of(partner)
    description, requirements = load(partner), load_requirements(partner)
    parts = (
        _beginning(description),
        _figures(description, requirements, explained),
        _listed("What it does not do", explained.lacks),
        _listed("What it takes although no document says so", explained.accepts),
        _habits(explained),
        _assumptions(description),
        _interface(description),
        _rows(requirements),
        _untested(requirements),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def explanations_of(partner: str) -> Explanations:
    """The table of reasons of a partner's mock. Raises partners.MissingPart when there is none."""
    found = find_part(partner, "mock", "EXPLAINED")
    if not isinstance(found, Explanations):
        raise MissingPart(f"EXPLAINED of the mock of {partner!r} is no table of reasons")
    return found


def explained_partners() -> tuple[str, ...]:
    """The partners whose mock has a table of reasons, sorted by name."""
    return tuple(partner for partner in having("mock") if _has_reasons(partner))


def _has_reasons(partner: str) -> bool:
    try:
        return explanations_of(partner) is not None
    except MissingPart:
        return False


def statements(description: Description) -> Iterator[Statement]:
    """What the description states with a provenance of its own, in its order; the assumptions are not among it."""
    for pointer, value in _provenances(description.document):
        if not pointer.startswith("/x-assumptions/"):
            yield Statement(_label(description, pointer), str(value["confidence"]), str(value["source"]))


def _provenances(value: Any, pointer: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        stated = value.get("x-provenance")
        if isinstance(stated, Mapping):
            yield pointer, stated
        for name, inner in value.items():
            if name not in {"x-provenance", "example", "examples"}:
                yield from _provenances(inner, f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _provenances(inner, f"{pointer}/{index}")


def _label(description: Description, pointer: str) -> str:
    """A place of the description in words: `POST /proposals, answer 201` or `Proposal.id`."""
    tokens = [each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:]]
    if tokens[0] == "paths":
        method = tokens[2] if len(tokens) > 2 and tokens[2] in _METHODS else ""
        return ", ".join([f"{method.upper()} {tokens[1]}".strip(), *_inside(description, tokens, 3 if method else 2)])
    if tokens[0] == "servers":
        return "address of the server"
    if tokens[:2] == ["components", "schemas"]:
        members = [tokens[index + 1] for index, name in enumerate(tokens[:-1]) if name == "properties"]
        return ".".join([tokens[2], *members])
    if tokens[0] == "components":
        named = str(description.resolve(f"#/components/{tokens[1]}/{_escaped(tokens[2])}").get("name", tokens[2]))
        kind = {"parameters": "parameter", "responses": "answer", "headers": "header"}.get(tokens[1], tokens[1])
        return ", ".join([f"{kind} {named}", *_inside(description, tokens, 3)])
    return "/".join(tokens)


def _inside(description: Description, tokens: Sequence[str], start: int) -> Iterator[str]:
    for index in range(start, len(tokens)):
        before = tokens[index - 1]
        if before == "responses":
            yield f"answer {tokens[index]}"
        elif before == "headers":
            yield f"header {tokens[index]}"
        elif before == "properties":
            yield tokens[index]
        elif before == "parameters":
            given = description.resolve("#/" + "/".join(_escaped(each) for each in tokens[: index + 1]))
            yield f"parameter {given.get('name', tokens[index])}"


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def _beginning(description: Description) -> Iterator[str]:
    yield f"# {_plain(description.title)}: how far the mock can be trusted"
    yield ""
    yield (
        "Written by `make faithfulness` from the description, the requirement rows and the mock's own table of reasons; "
        "not to be edited."
    )
    yield ""
    yield (
        "What is documented the mock does as it is written, and the whole plan is certified against it. What follows is the "
        "rest: what it leaves out, and what it had to decide itself. That the mock takes something does not mean that the "
        "partner does."
    )
    yield ""
    yield from _table(("Word", "Means"), _LEGEND)


def _figures(description: Description, requirements: Requirements, explained: Explanations) -> Iterator[str]:
    operations = Counter(each.provenance.confidence for each in description if each.provenance is not None)
    stated = Counter(each.confidence for each in statements(description))
    rows = Counter(str(each.confidence) for each in requirements)
    words = [*dict.fromkeys((*CONFIDENCES, *ROW_CONFIDENCES))]
    yield "## In figures"
    yield ""
    yield from _table(
        ("", *words),
        (
            ("operations", *(str(operations[word]) for word in words)),
            ("statements of the description", *(str(stated[word]) for word in words)),
            ("requirement rows", *(str(rows[word]) for word in words)),
        ),
    )
    reasons = [reason for _, reason in explained.each()]
    enforced = len({reason.row for reason in reasons if reason.row is not None})
    habits = sum(reason.row is None for reason in reasons)
    yield f"Its refusals enforce {enforced} rows; {habits} kinds of refusal are habits of ours."
    yield ""


def _listed(heading: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield f"## {heading}"
        yield ""
        yield from (f"* {_plain(entry)}" for entry in entries)
        yield ""


def _habits(explained: Explanations) -> Iterator[str]:
    found = [(code, reason.ours) for code, reason in explained.each() if reason.ours is not None]
    if found:
        yield "## Refusals that are ours"
        yield ""
        yield "They come without the header `X-Signoff-Requirement`, because no row asks for them."
        yield ""
        yield from _table(("Code", "What nobody says"), found)


def _assumptions(description: Description) -> Iterator[str]:
    stated: Mapping[str, Any] = description.document.get("x-assumptions") or {}
    found = [
        (each["description"], each["x-provenance"]["confidence"], each["x-provenance"]["source"])
        for each in stated.values()
    ]
    if found:
        yield "## What was assumed of behaviour"
        yield ""
        yield from _table(("The mock goes by", "How sure", "Because"), found)


def _interface(description: Description) -> Iterator[str]:
    found = [each for each in statements(description) if each.confidence in _GUESSED]
    if found:
        yield "## What of the interface is not documented"
        yield ""
        yield "What is below a line and not named itself is as sure as the line."
        yield ""
        found.sort(key=lambda each: _GUESSED.index(each.confidence))
        yield from _table(
            ("What", "How sure", "Where from"), ((each.what, each.confidence, each.source) for each in found)
        )


def _rows(requirements: Requirements) -> Iterator[str]:
    ours = [each for each in requirements if each.confidence in {"conflict", "proposed"}]
    inferred = sum(each.confidence == "inferred" for each in requirements)
    if ours:
        yield "## Requirement rows that the partner may see otherwise"
        yield ""
        yield f"{inferred} more rows are inferred. They stand in the partner's `requirements.yaml`, each with its source."
        yield ""
        yield from _table(
            ("Row", "What is held", "How sure", "Question to the partner"),
            ((each.id, each.statement, each.confidence, each.open_question or "") for each in ours),
        )


def _untested(requirements: Requirements) -> Iterator[str]:
    found = [each for each in requirements if each.not_tested is not None]
    if found:
        yield "## What no run has shown"
        yield ""
        yield "The plan leaves these rows out, at the mock and at the partner alike."
        yield ""
        yield from _table(
            ("Row", "What is held", "Why"), ((each.id, each.statement, each.not_tested) for each in found)
        )


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(_plain(str(cell)) for cell in row)} |"
    yield ""


def _plain(text: str) -> str:
    """Text as it is, whatever Markdown would make of it."""
    return re.sub(r"([|<*\[\]])", r"\\\1", " ".join(text.split()))


def _write(folder: Path, partner: str, *, check: bool) -> str | None:
    """What is to be told of a partner's page; None where it is up to date."""
    path, text = folder / f"{partner}.md", page(partner)
    if path.is_file() and path.read_text("utf-8") == text:
        return None
    if check:
        return f"{path} is out of date; run `make faithfulness`"
    folder.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".md.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    return f"{path} was written"


def main(arguments: Sequence[str]) -> int:
    """Write the pages into the folder that is named, or check them; 1 where a check finds one out of date."""
    check = "--check" in arguments
    folders = [each for each in arguments if each != "--check"]
    if len(folders) != 1:
        sys.stderr.write("give the folder of the pages, and --check to change nothing\n")
        return 2
    told = [_write(Path(folders[0]), partner, check=check) for partner in explained_partners()]
    for line in filter(None, told):
        sys.stderr.write(f"{line}\n")
    return 1 if check and any(told) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
