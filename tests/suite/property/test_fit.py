"""Whether a request fits the description: judged by what went over the wire, and not at all where that is unclear."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from signoff_contract.description import Description, Validators, load
from signoff_contract.suite.property.fit import breaks
from signoff_contract.suite.property.view import close_values, derive_view
from signoff_contract.traffic.exchange import Exchange

NOTHING = frozenset({b"", b"[]"})
JSON = {"content-type": "application/json"}
PERSON = {"name": "Petra", "surname": "Beispiel", "gender": "F"}


@pytest.fixture(scope="module")
def closed() -> Description:
    return close_values(load("smartbusiness"))


def found(
    closed: Description,
    operation: str,
    query: str = "",
    content: bytes = b"",
    headers: dict[str, str] | None = None,
    **values: str,
) -> tuple[str, ...] | None:
    given = JSON if headers is None else headers
    sent = Exchange(
        method="POST",
        url=f"https://api.example/?{query}",
        request_headers=given,
        request_body=content,
        started=datetime(2026, 1, 31, tzinfo=UTC),
    )
    return breaks(Validators(closed), closed.operation(operation), values, sent, NOTHING)


@pytest.mark.parametrize(
    ("query", "due"),
    [
        ("", ()),
        ("limit=200&offset=0&sort=-name,id&with=permissions", ()),
        ("nobody-knows=this", ()),
        ("limit=201", ("query limit",)),
        ("limit=ten&offset=-1", ("query limit", "query offset")),
        ("offset=2147483648", ("query offset",)),
        ("sort=Name", ("query sort",)),
        ("with=permissions,secrets", ("query with",)),
        ("limit=1&limit=2", None),
        ("limit=", None),
        ("q=%ff", None),
    ],
)
def test_queries(query: str, due: tuple[str, ...] | None, closed: Description) -> None:
    result = found(closed, "contact_groups_list", query)
    assert (None if result is None else sorted(result)) == (None if due is None else sorted(due))


@pytest.mark.parametrize(
    ("value", "due"),
    [("12", ()), ("0", ()), ("-1", ("path contactId",)), ("x", ("path contactId",)), ("%31", ()), ("%ff", None)],
)
def test_paths(value: str, due: tuple[str, ...] | None, closed: Description) -> None:
    assert found(closed, "contacts_get", contactId=value) == due


@pytest.mark.parametrize(
    ("content", "headers", "due"),
    [
        (PERSON, JSON, ()),
        ({**PERSON, "nobody": 1}, JSON, ()),
        ({**PERSON, "gender": "X"}, JSON, ("body /gender",)),
        ({**PERSON, "email": 7}, JSON, ("body /email",)),
        ({"name": "Petra"}, JSON, ("body",)),
        (b"", JSON, ("body",)),
        (b"[]", JSON, ("body",)),
        (b"{", JSON, ("body that is not JSON",)),
        (b'{"name": NaN}', JSON, ("body that is not JSON",)),
        (PERSON, {"content-type": "text/plain"}, ("body as another media type",)),
        (PERSON, {}, None),
    ],
)
def test_bodies(content: Any, headers: dict[str, str], due: tuple[str, ...] | None, closed: Description) -> None:
    sent = content if isinstance(content, bytes) else json.dumps(content).encode()
    assert found(closed, "contact_people_create", content=sent, headers=headers, contactId="1") == due


def test_nothing_stands_for_an_empty_object_where_a_change_may_be_empty(closed: Description) -> None:
    for content in NOTHING:
        assert found(closed, "contacts_update", content=content, contactId="1") == ()


def test_a_value_about_which_the_sources_disagree_breaks_nothing(closed: Description) -> None:
    body = json.dumps({"texts": [{"status": "DR"}]}).encode()
    assert found(closed, "offers_update", content=body, offerId="1") == ()


def test_known_values_are_closed_in_a_copy_alone(closed: Description) -> None:
    description = load("smartbusiness")
    gender = closed.document["components"]["schemas"]["Gender"]
    assert gender["enum"] == gender["x-known-values"]
    assert "enum" not in description.document["components"]["schemas"]["Gender"]
    before = json.dumps(description.document, sort_keys=True)
    narrowed = {"/components/schemas/Text": {"minLength": 3}}
    view = derive_view(description, "https://elsewhere.example.com", ("auth_authorize",), narrowed)
    assert view["components"]["schemas"]["Text"]["minLength"] == 3
    assert "/auth/authorize" not in view["paths"]
    assert "/auth/access-tokens" in view["paths"]
    assert json.dumps(description.document, sort_keys=True) == before
