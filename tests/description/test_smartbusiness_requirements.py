"""SmartBusiness's requirement rows: enough of them, of both sides, held against the description and the plan."""

import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.requirements import Requirements, coverage, load_requirements
from signoff_partners.smartbusiness.plan import PLAN
from signoff_partners.smartbusiness.plan.documents import DOCUMENTS
from signoff_partners.smartbusiness.plan.kinds import KINDS
from signoff_partners.smartbusiness.plan.life import rows_of


@pytest.fixture(scope="module")
def rows() -> Requirements:
    return load_requirements("smartbusiness")


@pytest.fixture(scope="module")
def description() -> Description:
    return load("smartbusiness")


def test_every_row_is_verified_or_explained(rows: Requirements) -> None:
    assert coverage(rows, PLAN.checks) == []
    assert len(rows) >= 120


def test_both_sides_and_all_confidences_have_rows(rows: Requirements) -> None:
    assert {row.binds for row in rows} == {"provider", "introducer"}
    assert {row.confidence for row in rows} - {"convention"} == {"documented", "inferred", "proposed", "conflict"}


def test_what_only_we_propose_asks_a_question(rows: Requirements) -> None:
    assert [row.id for row in rows if row.confidence in {"proposed", "conflict"} and not row.open_question] == []


def test_what_the_sibling_alone_documents_is_inferred(rows: Requirements) -> None:
    own = {"INTRO", "FLOW", "LISTS", "CLIENT", "LIBRARY"}
    claimed = [
        row.id for row in rows if row.confidence == "documented" and not {each.document for each in row.sources} & own
    ]
    assert claimed == []


def test_every_document_is_used(rows: Requirements) -> None:
    assert {source.document for row in rows for source in row.sources} == set(rows.documents)


def test_every_resource_that_can_be_written_has_its_life(rows: Requirements, description: Description) -> None:
    written = {operation.tag for operation in description.operations if operation.id.endswith("_create")}
    assert {kind.name for kind in KINDS} == written
    named = {row.id for row in rows}
    assert {row for kind in KINDS for row in rows_of(kind)} <= named


def test_every_printed_document_is_one_of_the_description(description: Description) -> None:
    printed = {operation.tag for operation in description.operations if operation.id.endswith("_get_pdf")}
    assert {document.name for document in DOCUMENTS} == printed


def test_what_is_created_has_every_member_that_is_required(description: Description) -> None:
    """The bodies are data; that they fit the description is observed on the wire, here that they can be told apart."""
    assert len({kind.area for kind in KINDS}) == len(KINDS)
    assert all(kind.change is not kind.body for kind in KINDS)
