"""Which described operation an undescribed call is taken for, and how far the path goes along."""

from pathlib import Path

import pytest

from signoff_contract.description import load
from signoff_contract.learn.basis import Basis
from signoff_contract.learn.findings import MovePath, RenameMethod
from signoff_contract.learn.moves import Move, Movements
from signoff_contract.learn.operations_seen import collect
from signoff_contract.traffic.har_reader import entries_of, read_archive
from signoff_contract.traffic.partner_calls import PartnerCalls

from .conftest import Settle, entry, only, write_har

ORDER = {"customer": "C-1", "stockLines": [{"article": "bolt", "amount": 3}], "language": "sv"}
MADE = {"orderNumber": 7}
DELETE = """\
    delete:
      operationId: orders_delete
      tags: [orders]
      x-provenance: {confidence: proposed, source: ours}
      security: [{oauth: []}]
      responses:
        '204': {description: gone, headers: {X-Trace: {$ref: 'openapi.yaml#/components/headers/Trace'}}}
        '401': {$ref: 'openapi.yaml#/components/responses/Unauthorized'}
"""


def moves(openapi: Path, tmp_path: Path, *calls: dict[str, object]) -> list[Move]:
    description = load("depot", openapi)
    basis = Basis(description)
    found = PartnerCalls(description).among(list(entries_of(read_archive(write_har(tmp_path / "a.har", *calls)))))
    return Movements(basis.elements).find(collect(description, found, basis.vocabulary))


@pytest.fixture
def shared(openapi: Path) -> Path:
    """The fictitious partner, where a second operation has the path of the orders."""
    parts = openapi / "depot" / "parts.yaml"
    text = parts.read_text("utf-8")
    parts.write_text(text.replace("  stockorders:\n", f"  stockorders:\n{DELETE}"), "utf-8")
    return openapi


def test_both_operations_of_a_path_move_together(shared: Path, tmp_path: Path) -> None:
    made = entry("POST", "/orders", 201, sent=ORDER, got=MADE)
    found = moves(shared, tmp_path, made, entry("DELETE", "/orders", 204))
    assert {(move.operation.id, move.path, move.alone) for move in found} == {
        ("orders_create", "/orders", True),
        ("orders_delete", "/orders", True),
    }


def test_a_path_stays_where_one_of_its_operations_stays(shared: Path, tmp_path: Path) -> None:
    made = entry("POST", "/orders", 201, sent=ORDER, got=MADE)
    (move,) = moves(shared, tmp_path, made, entry("DELETE", "/stockorders", 204))
    assert (move.operation.id, move.alone) == ("orders_create", False)


def test_an_operation_that_answers_where_it_is_described_has_not_moved(openapi: Path, tmp_path: Path) -> None:
    there = entry("POST", "/stockorders", 201, sent=ORDER, got=MADE)
    assert moves(openapi, tmp_path, there, entry("POST", "/orders", 201, sent=ORDER, got=MADE)) == []


@pytest.mark.parametrize("status", [401, 403, 404, 405, 500])
def test_where_nothing_answers_nothing_has_moved_to(openapi: Path, tmp_path: Path, status: int) -> None:
    assert moves(openapi, tmp_path, entry("POST", "/orders", status, sent=ORDER, got={})) == []


def test_the_more_alike_of_two_paths_is_the_operations(openapi: Path, tmp_path: Path) -> None:
    (move,) = moves(
        openapi,
        tmp_path,
        entry("POST", "/claims", 201, sent={"customer": "C-1"}, got={"claim": 1}),
        entry("POST", "/stock-orders", 201, sent=ORDER, got=MADE),
    )
    assert (move.seen.path, move.certainty) == ("/stock-orders", "likely")


def test_another_method_at_the_very_path(settle: Settle) -> None:
    finding = only(settle(entry("PUT", "/stockorders", 201, sent=ORDER, got=MADE)), "contradicted", "orders_create")
    assert finding.change == RenameMethod("/paths/~1stockorders/post", "put")
    assert finding.seen.startswith("PUT /stockorders")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_method_that_does_something_else_is_no_other_name(openapi: Path, tmp_path: Path, method: str) -> None:
    assert moves(openapi, tmp_path, entry(method, "/stockorders", 200, got=MADE)) == []


def test_the_finding_of_a_moved_path_names_the_path_item(settle: Settle) -> None:
    finding = only(settle(entry("POST", "/orders", 201, sent=ORDER, got=MADE)), "contradicted", "orders_create")
    assert isinstance(finding.change, MovePath)
    assert (finding.change.path, finding.pointer) == ("/orders", finding.change.pointer)
