"""Simutek's requirement rows: what is documented, what is asked, and that a guess is never called a duty."""

import pytest

from signoff_contract.description import load
from signoff_contract.description.requirements import Requirements, load_requirements, statement_digest


@pytest.fixture(scope="module")
def rows() -> Requirements:
    return load_requirements("simutek")


def test_both_sides_and_the_known_confidences_have_rows(rows: Requirements) -> None:
    assert len(rows) >= 80
    assert {row.binds for row in rows} == {"provider", "introducer"}
    assert {row.confidence for row in rows} - {"convention"} == {"documented", "inferred", "proposed"}


def test_what_only_we_propose_asks_a_question(rows: Requirements) -> None:
    proposed = [row for row in rows if row.confidence == "proposed"]
    assert [row.id for row in proposed if not row.open_question] == []
    # Our own mock has to keep what we propose; elsewhere a broken proposal is for review (tests/partners/simutek/plan).
    assert {row.level for row in proposed} == {"must"}


def test_the_page_itself_never_stands_for_a_guess_alone(rows: Requirements) -> None:
    """A documented row rests on the page or on the notes of what it shows, never on nothing but an unknown."""
    own = {"API", "NOTES", "BRIDGE", "HAIKOM"}
    assert [
        row.id for row in rows if row.confidence == "documented" and not {s.document for s in row.sources} & own
    ] == []


def test_every_document_is_used(rows: Requirements) -> None:
    assert {source.document for row in rows for source in row.sources} == set(rows.documents)


def test_statements_are_told_apart(rows: Requirements) -> None:
    assert len({row.statement for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Success. The customer was created.", "SIM-CUST-001"),
        ("Page size, maximum 100. Default is 50.", "SIM-LIST-014"),
        ("Optional filter by name, matches anywhere in the name.", "SIM-LIST-005"),
        ("Not found. The customer number was not found.", "SIM-ORDER-006"),
    ],
)
def test_digests_are_of_the_words_of_the_page(sentence: str, row: str, rows: Requirements) -> None:
    assert statement_digest(sentence) in {source.digest for source in rows.get(row).sources if source.document == "API"}


def test_every_documented_bound_and_language_has_its_row(rows: Requirements) -> None:
    text = " ".join(row.statement for row in rows if row.confidence == "documented")
    for words in (
        "sv, no and en",
        "Webshop order",
        "50 customers",
        "100",
        "spaces and dashes",
        "date of purchase",
        "404",
    ):
        assert words in text


def test_what_is_not_tested_says_why(rows: Requirements) -> None:
    unseen = {row.id for row in rows if row.not_tested}
    assert {"SIM-ORDER-010", "SIM-ORDER-012", "SIM-ORDER-027", "SIM-CUST-022"} <= unseen
    assert len(unseen) < len(rows) / 5


def test_every_operation_is_named_by_some_row(rows: Requirements) -> None:
    text = " ".join(row.statement for row in rows)
    for operation in load("simutek"):
        assert f"/api/v1{operation.path.partition('/{')[0]}" in text
