"""Sent, stored, read back."""

from decimal import Decimal
from typing import Any

import pytest

from signoff_contract.suite.context import Skip
from signoff_contract.suite.round_trip import ABSENT, NOT_GIVEN, Count, compare_fields, equal, rendered
from signoff_contract.traffic.redaction import Redactor

from .parcels import KEY, ParcelContext, certify, description, single


def different(sent: Any, stored: Any, read_back: Any = NOT_GIVEN) -> list[str]:
    return [row.pointer for row in compare_fields(sent, stored, read_back) if not row.same]


def pointers(sent: Any) -> list[str]:
    return [row.pointer for row in compare_fields(sent, sent, sent)]


def test_every_leaf_is_a_row() -> None:
    assert pointers({"a": 1, "b": {"c": None, "d/e": [True, {"f": "x"}]}, "g": [], "h": {}}) == [
        "/a",
        "/b/c",
        "/b/d~1e/0",
        "/b/d~1e/1/f",
        "/g",
        "/h",
    ]


@pytest.mark.parametrize(
    ("sent", "answer", "expected"),
    [
        ({"a": 1}, {"a": 1, "id": 5}, []),
        ({"a": 1}, {"a": 2}, ["/a"]),
        ({"a": None}, {}, ["/a"]),
        ({"a": None}, {"a": None}, []),
        ({"a": 0}, {"a": None}, ["/a"]),
        ({"a": {"b": 1, "c": 2}}, {"a": None}, ["/a/b", "/a/c"]),
        ({"a": {"b": 1}}, {"a": [1]}, ["/a/b"]),
        ({"a": [1, 2]}, {"a": [1]}, ["/a/1"]),
        ({"a": [1]}, {"a": [1, 2]}, ["/a"]),
        ({"a": []}, {"a": [1]}, ["/a"]),
        ({"a": []}, {}, ["/a"]),
        ({"a": [1]}, {"a": "1"}, ["/a/0"]),
        ({"a": "x"}, {"a": "X"}, ["/a"]),
        ({"a": "x"}, {"a": "x "}, ["/a"]),
        ({"a": True}, {"a": 1}, ["/a"]),
        ({"a": 1}, {"a": True}, ["/a"]),
        ({"a": 1}, {"a": "1"}, ["/a"]),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": {}}, {"a": {"b": 1}}, []),
        ({"a": {}}, {"a": []}, ["/a"]),
    ],
)
def test_what_counts_as_the_same(sent: Any, answer: Any, expected: list[str]) -> None:
    assert different(sent, answer) == expected
    assert different(sent, sent, answer) == expected


def test_fractions_compare_by_decimal_value() -> None:
    assert equal(Decimal("0.10"), 0.1)
    assert equal(1250.1, Decimal("1250.10"))
    assert not equal(Decimal("0.1000000000000000055"), Decimal("0.1"))
    assert not equal(9007199254740993, Decimal(9007199254740992))


def test_an_answer_that_is_not_there_is_no_difference() -> None:
    (row,) = compare_fields({"a": 1}, NOT_GIVEN, {"a": 1})
    assert (row.same, row.stored) == (True, NOT_GIVEN)
    (row,) = compare_fields({"a": 1}, ABSENT, {"a": 1})
    assert (row.same, repr(row.stored)) == (False, "absent")


def test_a_context_compares_redacted_and_tells_it() -> None:
    rows: list[Any] = []

    def body(context: ParcelContext) -> None:
        sent = {"weight": 2, "sender": {"name": "Ada Example"}, "notes": ["a", "b"]}
        stored = {"weight": 3, "sender": {"name": "Ada Example"}, "notes": ["a", "b", "c"]}
        rows.extend(context.compare("a story", "parcels_create", sent, stored, NOT_GIVEN, "Parcel"))

    record = certify(single(body, "PAR-MUST-001"))
    assert record.fields == tuple(rows)
    by_pointer = {row.pointer: row for row in rows}
    assert (by_pointer["/weight"].sent, by_pointer["/weight"].stored, by_pointer["/weight"].same) == ("2", "3", False)
    assert by_pointer["/weight"].read_back == "not given"
    assert by_pointer["/sender/name"].sent == by_pointer["/sender/name"].stored
    assert by_pointer["/sender/name"].sent.startswith("[personal:")
    assert (by_pointer["/notes"].sent, by_pointer["/notes"].stored) == ("2 elements", "3 elements")
    assert "Ada" not in repr(record)


def test_a_context_finds_exchanges_again() -> None:
    seen: list[Any] = []

    def body(context: ParcelContext) -> None:
        with pytest.raises(Skip, match="no call of parcels_get yet"):
            context.last("parcels_get")
        with context.since() as made:
            context.create()
            context.call("GET", "/parcels/1")
        context.create()
        seen.extend([context.last().number, context.last("parcels_get").number, [each.number for each in made]])
        context.expect("PAR-MUST-001", True, "", context.last("parcels_get"))
        context.expect("PAR-MUST-001", True, "")

    record = certify(single(body, "PAR-MUST-001"))
    assert seen == [4, 3, [1, 2, 3]]
    assert [row.exchanges for row in record.requirements if row.requirement == "PAR-MUST-001"] == [(3, 4)]


@pytest.mark.parametrize(
    ("pointer", "value", "shown"),
    [
        ("/weight", 2.5, "2.5"),
        ("/service", "fast", '"fast"'),
        ("/service", "[odd]", '"[odd]"'),
        ("/service", None, "null"),
        ("/weight", ABSENT, "absent"),
        ("/weight", NOT_GIVEN, "not given"),
        ("/notes", Count(1), "1 element"),
        ("/notes", Count(2), "2 elements"),
        ("/pin", "4711", "[secret]"),
        ("/sender/subscriber", True, "[personal]"),
        ("/sender", {}, "{}"),
    ],
)
def test_renderings_for_people(pointer: str, value: Any, shown: str) -> None:
    assert rendered(Redactor(description(), KEY), "Parcel", pointer, value) == shown


def test_renderings_for_people_are_not_counted() -> None:
    redactor = Redactor(description(), KEY)
    redactor.value({"pin": "4711"}, redactor.places.schema("Parcel"))
    rendered(redactor, "Parcel", "/pin", "4711")
    assert not redactor.tally.counts
