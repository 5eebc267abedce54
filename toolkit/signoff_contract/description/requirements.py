"""Reads `openapi/<partner>/requirements.yaml`: one row for each documented statement that binds a side.

A row says what must hold, where the partner says so, and which checks observe it. `coverage` holds the
rows against the checks of a plan, so that neither can grow without the other.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, Protocol, get_args

import jsonschema_rs
from attrs import field, frozen

from .errors import DescriptionError
from .folders import descriptions_root, partner_file
from .source import Place, Source as YamlSource, escape, read_source
from .wording import describe

Level = Literal["must", "should", "observed"]
Side = Literal["provider", "introducer"]
Confidence = Literal["documented", "inferred", "proposed", "conflict", "convention"]
"""How sure a row is. A `convention` is good practice by an open standard or by common advice, and no document of the
partner says it: its level is `should`, and breaking it warns at every target."""
ROW_CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)
"""The words of `confidence`, in the order in which views list them."""
Obstacle = Literal["access", "time", "harm", "effort", "unseen", "unknown"]
"""Of what kind the reason is that a row is not tested; the schema of the file says what each means."""


@frozen
class Document:
    """One of the partner's documents.

    `retrieved` is the day (ISO 8601) on which its text was read; `digest_of` says whether the digests
    of its statements are of the page's own words or of the maintainers' notes on it.
    """

    id: str
    title: str
    address: str
    retrieved: str
    digest_of: Literal["page", "fact-sheet"]
    note: str | None = None


@frozen
class Source:
    """Where a statement stands: the document's short name, the section, the digest of the words."""

    document: str
    section: str
    digest: str


@frozen
class Requirement:
    """One row. `verified_by` is empty exactly when `not_tested` gives the reason."""

    id: str
    statement: str
    level: Level
    binds: Side
    confidence: Confidence
    sources: tuple[Source, ...]
    verified_by: tuple[str, ...]
    not_tested: str | None
    open_question: str | None
    obstacle: Obstacle | None = None
    line: int = field(default=1, eq=False)


@frozen
class Requirements:
    """The rows of one partner, in the order of the file. `digest` is the SHA-256 of the file."""

    partner: str
    path: Path
    digest: str
    text: bytes = field(repr=False)
    documents: Mapping[str, Document]
    rows: tuple[Requirement, ...]

    def get(self, requirement_id: str) -> Requirement:
        """The row of that id. Raises KeyError when there is none."""
        for row in self.rows:
            if row.id == requirement_id:
                return row
        raise KeyError(requirement_id)

    def __iter__(self) -> Iterator[Requirement]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@frozen
class Problem:
    """Rows and checks disagree: which of them, and what to do about it."""

    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}"


class CheckLike(Protocol):
    """What `coverage` has to know about a check."""

    @property
    def id(self) -> str: ...

    @property
    def verifies(self) -> tuple[str, ...]: ...


def statement_digest(text: str) -> str:
    """SHA-256 of a statement in the partner's words, after normalisation.

    NFKC, white space collapsed to single blanks, case folded: a page that is only laid out anew keeps
    its digests, one that says something else does not.
    """
    normalised = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return hashlib.sha256(normalised.encode()).hexdigest()


def load_requirements(partner: str, root: Path | None = None) -> Requirements:
    """The requirement rows of one partner.

    Raises DescriptionError, with file and line, when the file is missing or unreadable, breaks its
    JSON Schema, repeats an id or a statement, or names a document that it does not list.
    """
    path = partner_file(partner, "requirements.yaml", root)
    source = read_source(path)
    _hold_against_schema(source, _schema_path(path.parents[1]))
    documents = {
        str(name): Document(
            id=str(name),
            title=raw["title"],
            address=raw["address"],
            retrieved=raw["retrieved"],
            digest_of=raw["digest_of"],
            note=raw.get("note"),
        )
        for name, raw in source.value["documents"].items()
    }
    rows = tuple(_rows(source, documents))
    return Requirements(partner, path, hashlib.sha256(source.text).hexdigest(), source.text, documents, rows)


def coverage(requirements: Requirements, checks: Iterable[CheckLike]) -> list[Problem]:
    """Where rows and checks disagree; empty when every row is verified or explained, and nothing dangles."""
    by_check = {check.id: frozenset(check.verifies) for check in checks}
    rows = {row.id: row for row in requirements.rows}
    problems: list[Problem] = []
    for row in requirements.rows:
        if not row.verified_by and row.not_tested is None:
            problems.append(Problem(row.id, "is neither verified nor explained; add verified_by or not_tested"))
        for check in row.verified_by:
            if check not in by_check:
                problems.append(Problem(row.id, f"names the check {check!r}, which the plan does not have"))
            elif row.id not in by_check[check]:
                problems.append(Problem(row.id, f"names the check {check!r}, which does not verify it"))
    for check, verifies in by_check.items():
        for requirement in sorted(verifies):
            if requirement not in rows:
                problems.append(
                    Problem(check, f"verifies {requirement!r}, which is no row of {requirements.path.name}")
                )
            elif check not in rows[requirement].verified_by:
                problems.append(Problem(check, f"verifies {requirement!r}, whose row does not name it"))
    return problems


def _schema_path(folder: Path) -> Path:
    own = folder / "schema" / "requirements.schema.json"
    return own if own.is_file() else descriptions_root() / "schema" / "requirements.schema.json"


def _hold_against_schema(source: YamlSource, schema_path: Path) -> None:
    try:
        schema = json.loads(schema_path.read_bytes())
    except OSError as error:
        raise DescriptionError(f"cannot read {schema_path}: {error.strerror or error}") from error
    except ValueError as error:
        raise DescriptionError(f"{schema_path} is not JSON: {error}") from error
    for refusal in jsonschema_rs.Draft202012Validator(schema).iter_errors(source.value):
        pointer = "".join(f"/{escape(str(token))}" for token in refusal.instance_path)
        where = _place(source, pointer)
        raise DescriptionError(f"{where}: {pointer or 'the file'} {describe(refusal)} (see {schema_path.name})")


def _rows(source: YamlSource, documents: Mapping[str, Document]) -> Iterator[Requirement]:
    ids: dict[str, int] = {}
    statements: dict[str, str] = {}
    for index, raw in enumerate(source.value["requirements"]):
        pointer = f"/requirements/{index}"
        place = _place(source, pointer)
        row = _row(raw, place.line)
        if row.id in ids:
            raise DescriptionError(
                f"{place}: the id {row.id} stands already in line {ids[row.id]}; ids are never reused"
            )
        ids[row.id] = place.line
        key = " ".join(row.statement.split()).casefold()
        if key in statements:
            raise DescriptionError(f"{place}: {row.id} says the same as {statements[key]}; merge the two rows")
        statements[key] = row.id
        for number, named in enumerate(row.sources):
            if named.document not in documents:
                where = _place(source, f"{pointer}/sources/{number}")
                known = ", ".join(documents)
                raise DescriptionError(f"{where}: {row.id} names the document {named.document!r}; known are {known}")
        yield row


def _row(raw: Mapping[str, Any], line: int) -> Requirement:
    return Requirement(
        id=raw["id"],
        statement=raw["statement"],
        level=raw["level"],
        binds=raw["binds"],
        confidence=raw["confidence"],
        sources=tuple(Source(each["document"], each["section"], each["digest"]) for each in raw["sources"]),
        verified_by=tuple(raw.get("verified_by", ())),
        not_tested=raw.get("not_tested"),
        open_question=raw.get("open_question"),
        obstacle=raw.get("obstacle"),
        line=line,
    )


def _place(source: YamlSource, pointer: str) -> Place:
    while pointer and pointer not in source.places:
        pointer = pointer.rpartition("/")[0]
    return source.places[pointer]
