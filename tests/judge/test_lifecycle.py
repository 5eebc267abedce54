"""Objects followed through exchanges that are made up one by one."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest

from signoff_contract.description import Description, load_file
from signoff_contract.judge.lifecycle import LifecycleRecord, Lives, follow_lives
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.redaction import Redactor

from .made_up import size_of

TEXT = """\
openapi: 3.1.0
info: {title: Orders, version: "1"}
paths:
  /orders:
    post:
      operationId: orders_create
      responses: {"201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}}}
    get:
      operationId: orders_list
      responses: {"200": {description: all, content: {application/json: {schema: {$ref: "#/components/schemas/List"}}}}}
  /orders/{ids}:
    get:
      operationId: orders_get
      parameters: [{name: ids, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: one, content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}}}
    delete:
      operationId: orders_delete
      parameters: [{name: ids, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: gone}}
  /orders/{ids}/send:
    post:
      operationId: orders_send
      parameters: [{name: ids, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: sent}}
  /orders/{ids}/mark:
    post:
      operationId: orders_mark
      parameters: [{name: ids, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: one, content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}}}
  /orders/{ids}/any:
    get:
      operationId: orders_any
      parameters: [{name: ids, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: one, content: {application/json: {schema: {oneOf: [{$ref: "#/components/schemas/Order"}, {$ref: "#/components/schemas/Base"}]}}}}}
components:
  schemas:
    Item: {type: object, properties: {item: {anyOf: [{$ref: "#/components/schemas/Order"}, {type: "null"}]}}}
    List: {type: object, properties: {items: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
    Order:
      allOf: [{$ref: "#/components/schemas/Base"}, {properties: {state: {type: string, x-sensitivity: public}}}]
      x-lifecycle:
        id: /id
        state: /state
        states: {NEW: just made, SENT: on its way, 'HELD*': held, DONE: arrived}
        transitions:
          - {to: NEW, by: [orders_create], confidence: documented, source: A}
          - {from: NEW, to: SENT, by: [orders_send], confidence: documented, source: B}
          - {from: SENT, to: 'HELD*', confidence: inferred, source: C}
          - {from: SENT, to: DONE, confidence: documented, source: D}
          - {from: '*', to: '*', by: [orders_mark], confidence: proposed, source: E}
          - {from: '*', by: [orders_delete], confidence: inferred, source: F}
    Base: {type: object, properties: {id: {type: integer}, owner: {type: string}}}
"""
Json = Any


class Wire:
    """Makes exchanges and numbers them."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def make(
        self,
        operation: str | None,
        path: str,
        answer: Json = None,
        *,
        status: int = 200,
        kind: Literal["api", "token"] = "api",
        content: bytes | None = None,
    ) -> int:
        body = content if content is not None else b"" if answer is None else json.dumps(answer).encode()
        number = len(self.exchanges) + 1
        self.exchanges.append(
            Exchange(
                number=number,
                kind=kind,
                operation_id=operation,
                method="GET",
                url=f"https://orders.example{path}",
                path=path,
                request_headers={},
                request_body=b"",
                status=status,
                response_headers={"content-type": "application/json"},
                response_body=body,
                trace_id=None,
                started=datetime(2026, 1, 31, tzinfo=UTC),
                seconds=0.1,
            )
        )
        return number

    def shows(self, operation: str, path: str, state: str | None, id: int = 7, *, status: int = 200) -> int:
        order = {"id": id} if state is None else {"id": id, "state": state}
        return self.make(operation, path, {"item": order}, status=status)


@pytest.fixture
def description(tmp_path: Path) -> Description:
    path = tmp_path / "openapi.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return load_file(path)


@pytest.fixture
def wire() -> Wire:
    return Wire()


def record_of(description: Description, wire: Wire) -> LifecycleRecord:
    (record,) = follow_lives(description, wire.exchanges, Redactor(description, bytes(32)))
    return record


def visited(record: LifecycleRecord) -> list[tuple[str | None, str | None, str, tuple[int, ...]]]:
    return [(each.start, each.end, each.source, each.exchanges) for each in record.passages if each.exchanges]


def lives(record: LifecycleRecord) -> list[list[tuple[str | None, int]]]:
    return [[(step.state, step.exchange) for step in steps] for steps in record.lives]


def test_a_life_from_making_to_its_end(description: Description, wire: Wire) -> None:
    wire.shows("orders_create", "/orders", "NEW", status=201)
    wire.make("orders_send", "/orders/7/send", status=204)
    wire.shows("orders_get", "/orders/7", "SENT")
    wire.shows("orders_get", "/orders/7", "DONE")
    wire.make("orders_delete", "/orders/3,7", status=204)
    record = record_of(description, wire)
    assert visited(record) == [
        (None, "NEW", "A", (1,)),
        ("NEW", "SENT", "B", (2, 3)),
        ("SENT", "DONE", "D", (4,)),
        ("DONE", None, "F", (5,)),
    ]
    assert lives(record) == [[("NEW", 1), ("SENT", 3), ("DONE", 4), (None, 5)]]
    assert [(each.start, each.end) for each in record.passages if not each.exchanges] == [
        ("SENT", "HELD*"),
        ("*", "*"),
    ]


def test_the_call_on_another_object_explains_nothing(description: Description, wire: Wire) -> None:
    wire.shows("orders_create", "/orders", "NEW", 7, status=201)
    wire.shows("orders_create", "/orders", "NEW", 70, status=201)
    wire.make("orders_send", "/orders/70/send", status=204)
    wire.make("orders_list", "/orders", {"items": [{"id": 7, "state": "SENT"}, {"id": 70, "state": "SENT"}]})
    record = record_of(description, wire)
    assert ("NEW", "SENT", "B", (3, 4)) in visited(record)
    assert ("NEW", "SENT", "", (4,)) in visited(record)
    assert next(each for each in record.passages if each.source == "").confidence is None


def test_a_refused_call_explains_nothing(description: Description, wire: Wire) -> None:
    wire.shows("orders_create", "/orders", "NEW", status=201)
    wire.make("orders_send", "/orders/7/send", status=409)
    wire.shows("orders_get", "/orders/7", "SENT")
    assert visited(record_of(description, wire))[1] == ("NEW", "SENT", "", (3,))


def test_a_call_before_the_last_sighting_explains_nothing(description: Description, wire: Wire) -> None:
    wire.shows("orders_create", "/orders", "NEW", status=201)
    wire.make("orders_send", "/orders/7/send", status=204)
    wire.shows("orders_get", "/orders/7", "NEW")
    wire.shows("orders_get", "/orders/7", "SENT")
    assert visited(record_of(description, wire))[1] == ("NEW", "SENT", "", (4,))


def test_the_call_that_showed_the_state_before_explains_nothing(description: Description, wire: Wire) -> None:
    wire.shows("orders_mark", "/orders/7/mark", "NEW")
    wire.shows("orders_get", "/orders/7", "DONE")
    assert visited(record_of(description, wire)) == [("NEW", "DONE", "", (2,))]


def test_a_call_explains_more_than_the_partner_by_itself(description: Description, wire: Wire) -> None:
    wire.shows("orders_get", "/orders/7", "SENT")
    wire.shows("orders_mark", "/orders/7/mark", "DONE")
    assert visited(record_of(description, wire)) == [("SENT", "DONE", "E", (2,))]


def test_a_transition_named_in_full_explains_more_than_any(description: Description, wire: Wire) -> None:
    wire.shows("orders_get", "/orders/7", "NEW")
    wire.shows("orders_mark", "/orders/7/mark", "NEW")
    wire.make("orders_send", "/orders/7/send", status=204)
    wire.shows("orders_mark", "/orders/7/mark", "SENT")
    assert visited(record_of(description, wire)) == [("NEW", "SENT", "B", (3, 4))]


def test_an_answer_that_may_be_another_object_is_no_sighting(description: Description, wire: Wire) -> None:
    wire.make("orders_any", "/orders/7/any", {"id": 7, "state": "NEW"})
    assert record_of(description, wire).seen == 0


def test_a_long_state_is_cut(description: Description, wire: Wire) -> None:
    wire.shows("orders_get", "/orders/7", "NEW")
    wire.shows("orders_mark", "/orders/7/mark", "x" * 500)
    assert lives(record_of(description, wire)) == [[("NEW", 1), ("x" * 80, 2)]]


def test_a_state_known_in_part_is_shown_as_it_was_met(description: Description, wire: Wire) -> None:
    wire.shows("orders_get", "/orders/7", "SENT")
    wire.shows("orders_get", "/orders/7", "HELD_AT_BORDER")
    record = record_of(description, wire)
    assert visited(record) == [("SENT", "HELD_AT_BORDER", "C", (2,))]
    assert record.states == (
        ("NEW", "just made"),
        ("SENT", "on its way"),
        ("HELD_AT_BORDER", "held"),
        ("DONE", "arrived"),
    )
    assert lives(record) == [[("SENT", 1), ("HELD_AT_BORDER", 2)]]


def test_any_change_can_be_described_at_once(description: Description, wire: Wire) -> None:
    wire.shows("orders_get", "/orders/7", "DONE")
    wire.shows("orders_mark", "/orders/7/mark", "NEW")
    wire.shows("orders_mark", "/orders/7/mark", "LOST")
    record = record_of(description, wire)
    assert [row[:3] for row in visited(record)] == [("NEW", "LOST", "E"), ("DONE", "NEW", "E")]
    assert record.states[-1] == ("LOST", "not described")
    assert not [each for each in record.passages if each.start == "*" and each.end == "*"]


def test_an_answer_without_a_state_is_no_sighting(description: Description, wire: Wire) -> None:
    wire.shows("orders_create", "/orders", None, status=201)
    wire.shows("orders_get", "/orders/7", "NEW")
    record = record_of(description, wire)
    assert visited(record) == [(None, "NEW", "A", (1, 2))]
    assert lives(record) == [[("NEW", 2)]]


def test_what_only_stands_in_a_list_is_counted(description: Description, wire: Wire) -> None:
    wire.make("orders_list", "/orders", {"items": [{"id": number, "state": "DONE"} for number in range(5)]})
    record = record_of(description, wire)
    assert (record.seen, record.lives, visited(record)) == (5, (), [])


def test_answers_that_cannot_be_read_are_passed_over(description: Description, wire: Wire) -> None:
    wire.make("orders_get", "/orders/7", content=b"<html>")
    wire.make("orders_get", "/orders/7", [1, None])
    wire.make("orders_get", "/orders/7", {"item": None})
    wire.make("orders_get", "/orders/7", {"item": {"state": "NEW"}})
    wire.make("orders_get", "/orders/7", {"item": {"id": [7], "state": "NEW"}})
    wire.make("orders_get", "/orders/7", {"item": {"id": 8, "state": {"NEW": 1}}})
    wire.make("orders_get", "/orders/7", {"item": {"id": 8, "state": True}})
    wire.make("orders_get", "/orders/7", {"item": {"id": 8, "state": "NEW"}})
    wire.make(None, "/elsewhere", {"id": 7, "state": "NEW"})
    wire.make("orders_get", "/orders/7", {"item": {"id": 7, "state": "NEW"}}, kind="token")
    record = record_of(description, wire)
    assert (record.seen, record.lives, visited(record)) == (1, (), [])


def test_neither_ids_nor_personal_states_are_kept(tmp_path: Path, wire: Wire) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(TEXT.replace("x-sensitivity: public", "x-sensitivity: personal"), encoding="utf-8")
    wire.shows("orders_get", "/orders/4711", "NEW", 4711)
    wire.shows("orders_mark", "/orders/4711/mark", "Jane Example", 4711)
    record = record_of(load_file(path), wire)
    assert "4711" not in repr(record)
    assert "Jane" not in repr(record)
    assert "[personal:" in repr(record)


def test_no_life_is_told_of_nothing(tmp_path: Path, wire: Wire) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(TEXT.replace("x-lifecycle:", "x-other:"), encoding="utf-8")
    description = load_file(path)
    wire.shows("orders_get", "/orders/7", "NEW")
    assert follow_lives(description, wire.exchanges, Redactor(description, bytes(32))) == ()


def test_no_exchange_is_kept_and_no_call_twice(description: Description, wire: Wire) -> None:
    lives = Lives(description, Redactor(description, bytes(32)))
    wire.shows("orders_get", "/orders/7", "NEW")
    for _ in range(200):
        wire.make("orders_send", "/orders/7/send", status=204)
        wire.shows("orders_get", "/orders/7", None)
    for exchange in wire.exchanges:
        lives.see(exchange)
    before = size_of(lives, description)
    for exchange in wire.exchanges[1:]:
        lives.see(exchange)
    assert size_of(lives, description) == before
    wire.shows("orders_get", "/orders/7", "SENT")
    lives.see(wire.exchanges[-1])
    (record,) = lives.records()
    assert [passage.exchanges for passage in record.passages if passage.exchanges] == [(400, 402)]
