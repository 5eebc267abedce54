"""What a described schema refuses, told by what it contradicts, and never by what only redaction has changed."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from signoff_contract.description import Description
from signoff_contract.learn.basis import Basis
from signoff_contract.learn.contradictions import Contradictions
from signoff_contract.learn.findings import AddValues, DropRequired, Finding, SetFormat, SetTypes, WrapList
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.restoring import Redacted

from .conftest import Settle, entry, only

Check = Callable[..., dict[str, Finding]]
SHELF = "/components/schemas/Shelf"
ORDER = "/components/schemas/Order"
FULL = {"customer": "C-1", "stockLines": [], "language": "sv"}


@pytest.fixture
def check(depot: Description) -> Check:
    """The findings about bodies of a named schema, by subject."""

    def run(schema: str, *values: Any, stood: Mapping[str, int] | None = None) -> dict[str, Finding]:
        basis = Basis(depot)
        found = Contradictions(basis)
        raw = {"$ref": f"#/components/schemas/{schema}"}
        for index, value in enumerate(values):
            found.check(basis.elements.places.schema(raw), raw, value, Ref("a.har", index, "", 200), ("it", "answer"))
        return {finding.subject: finding for finding in found.findings(stood or {})}

    return run


def test_what_fits_contradicts_nothing(check: Check) -> None:
    assert check("Order", FULL, {**FULL, "unknown": 1}) == {}


def test_a_required_member_is_counted_among_all_that_were_checked(check: Check) -> None:
    missing = check("Order", {**FULL}, {"customer": "C-1", "language": "sv"})["Order.stockLines"]
    assert (missing.seen, missing.change) == ("stockLines is absent", DropRequired(ORDER, "stockLines"))
    assert (missing.count, missing.out_of, [ref.index for ref in missing.refs]) == (1, 2, [1])


@pytest.mark.parametrize(
    ("values", "types"),
    [((7,), ("integer",)), ((7, "x"), ("integer",)), ((None,), ("string", "null")), ((7, None), ("integer", "null"))],
)
def test_the_types_that_a_schema_would_have_to_allow(
    check: Check, values: tuple[Any, ...], types: tuple[str, ...]
) -> None:
    found = check("Order", *({**FULL, "note": value} for value in values))
    assert found["Order.note"].change == SetTypes(f"{ORDER}/properties/note", types)


def test_a_nullable_enumeration_is_for_a_person(check: Check) -> None:
    assert check("Order", {**FULL, "language": None})["Order.language"].change is None


def test_a_list_in_the_place_of_a_text_is_for_a_person(check: Check) -> None:
    assert check("Order", {**FULL, "note": ["x"]})["Order.note"].change is None


def test_the_form_that_all_texts_have_is_told_and_no_text(check: Check) -> None:
    moments = [{"label": "A", "since": f"2026-01-0{day}T10:00:00Z"} for day in (1, 2)]
    found = check("Shelf", *moments)["Shelf.since"]
    since = f"{SHELF}/properties/since"
    assert (found.seen, found.change) == ("texts of the form date-time", SetFormat(since, "date-time"))
    some = check("Shelf", *moments, stood={since: 5})["Shelf.since"]
    assert (some.out_of, some.change) == (5, SetFormat(since, None))
    none = check("Shelf", {"label": "A", "since": "tomorrow"})["Shelf.since"]
    assert (none.seen, none.change) == ("texts of another form", SetFormat(since, None))


def test_values_beside_an_enumeration_are_shown_where_they_are_codes(check: Check) -> None:
    found = check("Order", {**FULL, "language": "fi"}, {**FULL, "language": "da"})["Order.language"]
    assert found.change == AddValues(f"{ORDER}/properties/language/enum", ("da", "fi"))
    hidden = check("Order", {**FULL, "language": "fi"}, {**FULL, "language": "Ada Byron"})["Order.language"]
    assert (hidden.seen, hidden.change) == ("other values, not shown", None)


def test_the_part_of_an_alternative_that_is_meant_says_what_is_wrong(check: Check) -> None:
    found = check("Shelf", {"label": "A", "spare": {"article": 7}})
    assert list(found) == ["Line.article"]
    neither = check("Shelf", {"label": "A", "spare": "bolt"})["Shelf.spare"]
    assert (neither.says, neither.change) == ("one of 2 alternatives", None)


@pytest.mark.parametrize(
    "value",
    [
        {**FULL, "language": Redacted("[personal]")},
        {**FULL, "note": Redacted("[personal]", ("string",))},
        {"customer": "C-1", "[undescribed-1]": 4, "language": "sv"},
        {"customer": "C-1", "other": Redacted("[personal]"), "language": "sv"},
    ],
)
def test_what_redaction_took_out_contradicts_nothing(check: Check, value: dict[str, Any]) -> None:
    assert check("Order", value) == {}


def test_a_documented_member_is_missing_whatever_was_redacted(check: Check) -> None:
    assert list(check("Order", {"stockLines": [], "[undescribed-1]": 4})) == ["Order.customer"]


def test_a_type_that_the_run_has_noted_contradicts_without_a_value(check: Check) -> None:
    found = check("Order", {**FULL, "note": Redacted("[personal]", ("integer",))})["Order.note"]
    assert (found.seen, found.change) == ("integer", SetTypes(f"{ORDER}/properties/note", ("integer",)))
    assert check("Shelf", {"label": "A", "weight": Redacted("[personal]", ("integer",))}) == {}


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ({"lines": [{"label": "A"}], "count": 1}, "lines"),
        ({"lines": [], "others": []}, None),
        ({"Ada": [{"label": "A"}]}, None),
    ],
)
def test_a_list_that_came_in_an_object(
    openapi: Any, settle: Settle, depot: Description, answer: dict[str, Any], name: str | None
) -> None:
    basis = Basis(depot)
    pointer = "/paths/~1shelves~1{shelf}/get/responses/200/content/application~1json/schema"
    schema = {"type": "array", "items": {"type": "object"}}
    holder = depot.resolve(f"#{pointer.removesuffix('/schema')}")
    holder["schema"] = schema
    found = Contradictions(basis)
    found.check(basis.elements.places.schema(schema), schema, answer, Ref("a.har", 0, "", 200), ("it", "answer"))
    (finding,) = found.findings({})
    assert finding.change == (WrapList(pointer, name) if name else None)


def test_a_body_that_the_description_does_not_know_is_not_checked(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": 7}, media_type="text/csv"))
    assert [each.subject for each in learned.contradicted] == ["shelves_get 200 text/csv"]
    assert only(learned, "contradicted", "shelves_get 200 text/csv").change is None
