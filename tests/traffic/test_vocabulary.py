"""Which names and values of traffic may be said aloud, and how alike two names are."""

import pytest

from signoff_contract.description import load
from signoff_contract.description.elements import Elements
from signoff_contract.traffic.vocabulary import is_code, likeness, looks_keyed_by_data, looks_like_a_key


@pytest.mark.parametrize(
    ("value", "known", "shown"),
    [
        ("da", ["sv", "en"], True),
        ("DA", ["sv", "en"], False),
        ("anna", ["sv", "en"], True),
        ("annabyron", ["sv", "en"], False),
        ("IN_TRANSIT", ["NEW", "ACCEPTED"], True),
        ("Anna Byron", ["Open", "Closed"], False),
        ("a@b.example", ["open"], False),
        (7, ["open"], False),
        ("open", [], False),
    ],
)
def test_values_that_look_like_the_known_ones(value: object, known: list[str], shown: bool) -> None:
    assert is_code(value, known) is shown


def test_an_object_keyed_by_data_is_recognised() -> None:
    assert looks_keyed_by_data({"anna": ["age"], "bo": ["age"]})
    assert not looks_keyed_by_data({"billing": ["name"], "delivery": ["name", "city"]})
    assert not looks_keyed_by_data({"total": [], "count": []})
    assert not looks_keyed_by_data({"only": ["age"]})


@pytest.mark.parametrize(
    ("first", "second", "least", "most"),
    [
        ("salesOrderLines", "sales_order_line", 1.0, 1.0),
        ("quantity", "qty", 0.8, 0.8),
        ("customerNumber", "customerNo", 0.6, 0.9),
        ("discountPercent", "city", 0.0, 0.3),
    ],
)
def test_names_are_alike(first: str, second: str, least: float, most: float) -> None:
    assert least <= likeness(first, second) <= most
    assert likeness(first, second) == pytest.approx(likeness(second, first))


def test_interfaces_have_no_names_like_keys() -> None:
    for partner in ("siesmart", "simutek", "smartbusiness"):
        description = load(partner)
        elements = Elements(description)
        for schema in description.schemas:
            place = elements.places.schema(description.resolve(f"#/components/schemas/{schema}"))
            assert [name for name in elements.described_members(place) if looks_like_a_key(name)] == []
