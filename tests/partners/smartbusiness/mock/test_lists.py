"""Lists: what a filter, an order and a page give is what doing the same to all items locally gives."""

import json
import operator
import random
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pytest
from hypothesis import given, strategies as st

from signoff_contract.description import Description
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

from .conftest import TABLES, Account, Json

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# Fields with an order and a few values each, so that conditions meet some items and miss others.
FIELDS: Mapping[str, tuple[Any, ...]] = {
    "name": ("Alpha", "alpha", "Beta AG", "Gamma", "Ärzte"),
    "currency": ("CHF", "EUR", None),
    "payment_grace": (10, 30, None),
    "hourly_rate": (80.0, 120.5, None),
    "gender_salutation_active": (True, False),
    "type": ("C", "P"),
    "notes": ("eins", "zwei drei", None, ""),
}
NUMBERS = ("payment_grace", "hourly_rate")


@pytest.fixture(scope="module")
def shop(description: Description) -> Account:
    """An account with forty contacts, whose members repeat and are null now and then."""
    mock = SmartBusinessMock(3, ManualClock(), requests_per_period=1_000_000)
    account = Account(mock, description, mock.clients[0])
    draw = random.Random(5)
    for _ in range(40):
        account.contact(gender="F", **{name: draw.choice(values) for name, values in FIELDS.items()})
    return account


def conditions() -> st.SearchStrategy[Json]:
    def single(name: str) -> st.SearchStrategy[Json]:
        values = [value for value in FIELDS[name] if value is not None]
        operands = st.sampled_from(values)
        signs = ["", "!"]
        if not isinstance(values[0], bool):
            signs += list(COMPARE)
        if isinstance(values[0], str):
            signs.append("~")
        signed = st.tuples(st.sampled_from(signs), operands).map(lambda each: f"{each[0]}{text(each[1])}")
        plain = (
            operands if not isinstance(values[0], str) else operands.filter(lambda each: each[:1] not in "<>!~" or each)
        )
        nothing = st.just(None) if None in FIELDS[name] else plain
        return st.one_of(signed, plain, nothing).map(lambda value: {name: value})

    leaf = st.sampled_from(sorted(FIELDS)).flatmap(single)
    return st.recursive(
        leaf,
        lambda inner: st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3)).map(
            lambda each: {each[0]: each[1]}
        ),
        max_leaves=8,
    )


def text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)


def fits(condition: Json, item: Json) -> bool:
    """The filter language once more, in the simplest words."""
    ((name, value),) = condition.items()
    if name == "and":
        return all(fits(each, item) for each in value)
    if name == "or":
        return any(fits(each, item) for each in value)
    own = item[name]
    sign, operand = "", value
    if isinstance(value, str):
        sign = next((each for each in ("<=", ">=", "<", ">", "!", "~") if value.startswith(each)), "")
        operand = typed(name, value.removeprefix(sign))
    if sign == "~":
        return own is not None and operand.casefold() in own.casefold()
    if sign in COMPARE:
        return own is not None and COMPARE[sign](own, operand)
    return (own != operand) if sign == "!" else bool(own == operand)


def typed(name: str, operand: str) -> Any:
    if name in NUMBERS:
        return float(operand)
    return operand == "true" if name == "gender_salutation_active" else operand


@given(conditions())
def test_a_filter_does_what_it_does_locally(shop: Account, condition: Json) -> None:
    everything = shop.items("/contacts", limit=200)
    found = shop.items("/contacts", limit=200, filter=json.dumps(condition))
    assert found == [each for each in everything if fits(condition, each)]


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(FIELDS)), st.booleans()),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each[0],
    )
)
def test_an_order_does_what_it_does_locally(shop: Account, order: list[tuple[str, bool]]) -> None:
    expected = sorted(shop.items("/contacts"), key=lambda each: each["id"])
    for name, downwards in reversed(order):
        expected.sort(
            key=lambda each: (each[name] is not None, each[name] or 0) if each[name] != "" else (True, ""),
            reverse=downwards,
        )
    sort = ",".join(f"{'-' * downwards}{name}" for name, downwards in order)
    assert shop.items("/contacts", sort=sort) == expected


@given(st.integers(1, 50), st.integers(0, 60), st.sampled_from(["", '{"currency":"CHF"}']))
def test_pages_together_are_the_list(shop: Account, limit: int, offset: int, condition: str) -> None:
    everything = shop.items("/contacts", limit=200, filter=condition)
    assert shop.items("/contacts", limit=limit, offset=offset, filter=condition) == everything[offset:]
    answer = shop.get("/contacts", limit=limit, offset=offset, filter=condition).json()
    pagination = answer["pagination"]
    assert answer["items"] == everything[offset : offset + limit]
    assert (pagination["total"], pagination["pages"]) == (len(everything), -(-len(everything) // limit))
    assert pagination["page"] == offset // limit + 1
    assert ("next" in pagination) is (offset + limit < len(everything))
    assert ("previous" in pagination) is (offset > 0)
    for name, address in pagination.items():
        if isinstance(address, str):
            query = parse_qs(urlsplit(address).query)
            assert query["limit"] == [str(limit)], name
            assert int(query["offset"][0]) >= 0
            assert query.get("filter", [""]) == [condition]
    if not offset % limit and offset < len(everything):
        ends = {shop.http.get(pagination[name]).json()["pagination"]["page"] for name in ("first", "last")}
        assert ends == {1, pagination["pages"]}


def test_addresses_are_absolute_and_name_the_host_that_was_called(shop: Account) -> None:
    pagination = shop.get("/contacts", with_="permissions,groups", q="a b&c", sort="-name").json()["pagination"]
    assert pagination["first"] == (
        "https://smartbusiness.test/v2/contacts?limit=100&offset=0&with=permissions,groups&q=a%20b%26c&sort=-name"
    )
    for host, shown in {"localhost:8080": "localhost:8080", "[::1]:9": "[::1]:9", "a b": "smartbusiness.test"}.items():
        first = shop.get("/contacts").request
        answer = shop.call("GET", "/contacts", headers={"Host": host})
        assert first.url.path == "/v2/contacts"
        assert answer.json()["pagination"]["first"].startswith(f"https://{shown}/v2/contacts?limit=100&offset=0")


def test_an_empty_list_has_one_page(account: Account) -> None:
    answer = account.get("/contacts").json()
    assert answer["items"] == []
    assert {k: v for k, v in answer["pagination"].items() if not isinstance(v, str)} == {
        "page": 1,
        "pages": 1,
        "total": 0,
    }
    assert set(answer["pagination"]) == {"page", "pages", "total", "first", "last"}
    assert answer["pagination"]["first"] == answer["pagination"]["last"]


@pytest.mark.parametrize("q", ["alpha", "ALPHA", "ärzte", "ei", "nothing has this"])
def test_searching_looks_at_all_texts(shop: Account, q: str) -> None:
    texts = [name for name, each in TABLES.resources["contact"].shape.keys.items() if each.type == "string"]
    expected = [
        each for each in shop.items("/contacts") if any(q.casefold() in (each[name] or "").casefold() for name in texts)
    ]
    assert shop.items("/contacts", q=q) == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": 0}, 2103),
        ({"limit": 201}, 2103),
        ({"limit": -1}, 2103),
        ({"limit": "ten"}, 2103),
        ({"limit": 1.5}, 2103),
        ({"offset": -1}, 2104),
        ({"offset": "x"}, 2104),
        ({"offset": 2**31}, 2104),
        ({"offset": "9" * 5000}, 2104),
        ({"sort": "nobody"}, 2102),
        ({"sort": "name,"}, 2102),
        ({"sort": "--name"}, 2102),
        ({"sort": "relation"}, 2102),
        ({"sort": "groups"}, 2102),
        ({"with_": "nobody"}, 2100),
        ({"with_": "groups,"}, 2100),
        ({"with_": "name"}, 2100),
        ({"filter": '{"nobody": 1}'}, 2101),
        ({"filter": '{"and": [{"nobody": 1}]}'}, 2101),
        ({"filter": '{"relation": "CL"}'}, 2101),
        ({"filter": '{"groups": 1}'}, 2101),
        ({"filter": "{"}, 2000),
        ({"filter": "[]"}, 2000),
        ({"filter": "{}"}, 2000),
        ({"filter": '{"name": "a", "type": "C"}'}, 2000),
        ({"filter": '{"and": []}'}, 2000),
        ({"filter": '{"name": ["a"]}'}, 2000),
        ({"filter": '{"id": "many"}'}, 2000),
        ({"filter": '{"id": true}'}, 2000),
        ({"filter": '{"id": "~1"}'}, 2000),
        ({"filter": '{"gender_salutation_active": ">true"}'}, 2000),
        ({"filter": '{"gender_salutation_active": "perhaps"}'}, 2000),
        ({"filter": '{"and":[' * 200}, 2000),
    ],
)
def test_a_wrong_option_is_refused_with_its_code(shop: Account, query: Json, code: int) -> None:
    answer = shop.get("/contacts", **query)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert "meta" not in answer.json()


@pytest.mark.parametrize("name", [name for name, each in TABLES.resources.items() if each.path and not each.parent])
def test_every_key_of_every_list_filters_and_sorts(account: Account, name: str) -> None:
    resource = TABLES.resources[name]
    for key in resource.shape.keys:
        assert account.get(resource.path, sort=f"-{key}").status_code == 200
        assert account.get(resource.path, filter=json.dumps({key: None})).status_code == 200
    wanted = account.get(resource.path, with_="permissions")
    assert wanted.status_code == 200


def test_numbers_may_be_sent_as_numbers_or_as_text(shop: Account) -> None:
    one = shop.items("/contacts")[0]
    for value in (one["id"], str(one["id"]), float(one["id"]), f"={one['id']}"[1:]):
        assert shop.items("/contacts", filter=json.dumps({"id": value})) == [one]


def test_a_filter_that_is_not_encoded_is_understood(shop: Account) -> None:
    found = shop.http.get(f"{shop.mock.base_url()}/contacts?filter={quote('{', safe='{')}%22currency%22:%22CHF%22}}")
    assert found.status_code == 200
    assert {each["currency"] for each in found.json()["items"]} == {"CHF"}
    assert parse_qsl(urlsplit(found.json()["pagination"]["first"]).query)[2] == ("filter", '{"currency":"CHF"}')


def test_units_come_in_the_language_of_the_caller(account: Account) -> None:
    for language, name in {"en": "Hour", "fr-CH, de;q=0.5": "Heure", "xx": "Stunde", "": "Stunde"}.items():
        headers = {"Accept-Language": language}
        answer = account.call("GET", "/catalog/configuration/units/1", headers=headers)
        assert answer.json()["item"]["name"] == name
        listed = account.call("GET", "/catalog/configuration/units", params={"sort": "name"}, headers=headers)
        names = [each["name"] for each in listed.json()["items"]]
        assert names == sorted(names)
    first = account.items("/catalog/configuration/units")
    assert [each["custom"] for each in first] == sorted(each["custom"] for each in first)
