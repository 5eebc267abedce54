"""The requirement rows: loading, errors with their line, coverage, and SieSmart's own file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from attrs import frozen

from signoff_contract.description import DescriptionError, descriptions_root
from signoff_contract.description.requirements import (
    ROW_CONFIDENCES,
    Requirements,
    coverage,
    load_requirements,
    statement_digest,
)

HEAD = """\
documents:
  START: {title: Start, address: 'https://example.com/start', retrieved: 2026-11-20, digest_of: page}
requirements:
"""
ROW = """\
  - id: ABC-AUTH-001
    statement: A request without a token is refused.
    level: must
    binds: provider
    confidence: documented
    sources:
      - {document: START, section: tokens, digest: %s}
    verified_by: [abc.access]
""" % ("0" * 64)

Write = Callable[[str], Path]


@frozen
class FakeCheck:
    id: str
    verifies: tuple[str, ...]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a requirement file of the partner `abc` and gives the root folder."""

    def write_file(text: str) -> Path:
        folder = tmp_path / "abc"
        folder.mkdir(exist_ok=True)
        (folder / "requirements.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write_file


@pytest.fixture(scope="module")
def siesmart() -> Requirements:
    return load_requirements("siesmart")


def test_a_row_is_read_as_it_was_written(write: Write) -> None:
    requirements = load_requirements("abc", write(HEAD + ROW))
    row = requirements.get("ABC-AUTH-001")
    assert (row.level, row.binds, row.confidence) == ("must", "provider", "documented")
    assert row.verified_by == ("abc.access",)
    assert row.not_tested is None
    assert row.sources[0].section == "tokens"
    assert row.line == 4
    assert requirements.documents["START"].retrieved == "2026-11-20"
    assert len(requirements.digest) == 64
    assert [each.id for each in requirements] == ["ABC-AUTH-001"]
    with pytest.raises(KeyError):
        requirements.get("ABC-AUTH-002")


def test_a_convention_is_a_row_of_its_own_kind(write: Write) -> None:
    text = ROW.replace("documented", "convention").replace("level: must", "level: should")
    assert load_requirements("abc", write(HEAD + text)).get("ABC-AUTH-001").confidence == "convention"


def test_views_and_schemas_know_the_words_of_a_row() -> None:
    folder = descriptions_root() / "schema"
    rows: Any = json.loads((folder / "requirements.schema.json").read_bytes())
    results: Any = json.loads((folder / "results.schema.json").read_bytes())
    assert tuple(rows["$defs"]["requirement"]["properties"]["confidence"]["enum"]) == ROW_CONFIDENCES
    kept = results["$defs"]["requirement"]["properties"]["confidence"]["enum"]
    assert tuple(kept) == ROW_CONFIDENCES


def test_the_file_digest_follows_every_byte(write: Write) -> None:
    before = load_requirements("abc", write(HEAD + ROW)).digest
    assert load_requirements("abc", write(HEAD + ROW + "\n")).digest != before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            HEAD + ROW.replace("level: must", "level: often"),
            "requirements.yaml:6: /requirements/0/level must be one of",
        ),
        (HEAD + ROW.replace("ABC-AUTH-001", "auth"), ":4: /requirements/0/id must match"),
        (HEAD + ROW.replace("    verified_by: [abc.access]\n", ""), ":4: /requirements/0"),
        (HEAD + ROW + "    not_tested: Too dear.\n", ":4: /requirements/0"),
        (HEAD + ROW.replace("confidence: documented", "confidence: conflict"), ":9: /requirements/0/sources"),
        (HEAD + ROW.replace("confidence: documented", "confidence: convention"), ":6: /requirements/0/level"),
        (HEAD + ROW.replace("document: START", "document: OTHER"), ":10: ABC-AUTH-001 names the document 'OTHER'"),
        (HEAD + ROW + ROW, ":12: the id ABC-AUTH-001 stands already in line 4"),
        (HEAD + ROW + ROW.replace("-001", "-002"), ":12: ABC-AUTH-002 says the same as ABC-AUTH-001"),
        (HEAD + ROW.replace("0" * 64, "0" * 63), "digest must match"),
        (HEAD + ROW + "    level: should\n", "stands here twice"),
        ("requirements: [", "not YAML"),
        ("", "is empty"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(write: Write, text: str, message: str) -> None:
    with pytest.raises(DescriptionError) as refused:
        load_requirements("abc", write(text))
    assert message in str(refused.value)


def test_a_partner_without_rows_is_named_with_those_that_have_some(write: Write) -> None:
    root = write(HEAD + ROW)
    (root / "abc" / "openapi.yaml").write_text("{}", encoding="utf-8")
    with pytest.raises(DescriptionError, match=r"no requirements of 'xyz'.*there is: abc"):
        load_requirements("xyz", root)


def test_a_broken_schema_is_said_to_be_one(write: Write) -> None:
    root = write(HEAD + ROW)
    (root / "schema").mkdir()
    (root / "schema" / "requirements.schema.json").write_text("{", encoding="utf-8")
    with pytest.raises(DescriptionError, match="is not JSON"):
        load_requirements("abc", root)


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ([FakeCheck("abc.access", ("ABC-AUTH-001",))], []),
        ([], ["ABC-AUTH-001: names the check 'abc.access', which the plan does not have"]),
        ([FakeCheck("abc.access", ())], ["ABC-AUTH-001: names the check 'abc.access', which does not verify it"]),
        (
            [FakeCheck("abc.access", ("ABC-AUTH-001", "ABC-AUTH-009"))],
            ["abc.access: verifies 'ABC-AUTH-009', which is no row of requirements.yaml"],
        ),
        (
            [FakeCheck("abc.access", ("ABC-AUTH-001",)), FakeCheck("abc.other", ("ABC-AUTH-001",))],
            ["abc.other: verifies 'ABC-AUTH-001', whose row does not name it"],
        ),
    ],
)
def test_coverage_names_every_disagreement(write: Write, checks: list[FakeCheck], said: list[str]) -> None:
    requirements = load_requirements("abc", write(HEAD + ROW))
    assert [str(problem) for problem in coverage(requirements, checks)] == said


def test_a_digest_survives_layout_and_not_wording() -> None:
    digest = statement_digest("There is  a\u00a0limit of\n100 requests.")
    assert digest == statement_digest("there is a limit of 100 REQUESTS.")
    assert digest != statement_digest("There is a limit of 60 requests.")


# SieSmart's own rows.


def test_the_schema_is_one_itself() -> None:
    schema: Any = json.loads((descriptions_root() / "schema" / "requirements.schema.json").read_bytes())
    jsonschema_rs.meta.validate(schema)


def test_both_sides_and_all_confidences_have_rows(siesmart: Requirements) -> None:
    assert len(siesmart) >= 60
    assert {row.binds for row in siesmart} == {"provider", "introducer"}
    assert {row.confidence for row in siesmart} - {"convention"} == {"documented", "inferred", "proposed", "conflict"}
    assert set(siesmart.documents) >= {"START", "CONFIG", "CREATE", "SUBMIT", "AUTH", "URLS", "CHANGELOG", "PM"}


def test_the_known_conflicts_are_rows(siesmart: Requirements) -> None:
    conflicts = {row.id for row in siesmart if row.confidence == "conflict"}
    assert conflicts >= {"SIE-AUTH-003", "SIE-PROP-001", "SIE-PROP-018", "SIE-DEC-021", "SIE-ETAG-010"}


def test_what_only_we_propose_asks_a_question(siesmart: Requirements) -> None:
    silent = [row.id for row in siesmart if row.confidence in {"proposed", "conflict"} and not row.open_question]
    assert silent == []


def test_statements_are_told_apart(siesmart: Requirements) -> None:
    assert len({row.statement for row in siesmart}) == len(siesmart)


def test_every_document_is_used(siesmart: Requirements) -> None:
    assert {source.document for row in siesmart for source in row.sources} == set(siesmart.documents)
