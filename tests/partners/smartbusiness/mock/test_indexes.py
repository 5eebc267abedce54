"""The indexes of lists: whatever the records are and become, every list is what the straightforward way gives."""

import json
import random
from functools import cache
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock import index, order
from signoff_partners.smartbusiness.mock.errors import Fault
from signoff_partners.smartbusiness.mock.listing import list_records
from signoff_partners.smartbusiness.mock.state import Call, State
from signoff_partners.smartbusiness.mock.tables import Field, Resource

from .conftest import TABLES, Json
from .straightforward import Refused, list_straightforwardly

LISTED = tuple(name for name, each in TABLES.resources.items() if "list" in each.verbs and each.path)
LANGUAGES = ("de", "fr", "xx")
# Few values of each kind, so that records have them in common, and some that lie badly.
VALUES: dict[str, tuple[Any, ...]] = {
    "int": (0, 1, 2, 3, -1, 2**31 - 1),
    "float": (0.0, 1.0, 2.5, -0.01, 1e9),
    "string": ("", "Alpha", "alpha", "ALPHABET", "Straße", "STRASSE", "Écho", "a\0b", "10", "9", "~", "İ"),
    "enum": ("A", "b", "DR"),
    "bool": (True, False),
    "date": ("2026-01-05", "2026-02-01", "2026-01-31"),
    "datetime": ("2026-01-05 10:00:00", "2026-01-05 09:59:59"),
    "time": ("08:00", "11:45"),
}
PARENT = 7


@pytest.fixture(scope="module", params=["small", "as it is"])
def sizes(request: pytest.FixtureRequest) -> Any:
    """Once with blocks of a few records and the shortest memory of changes, once as in use."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "small":
            patch.setattr(order, "BLOCKS", 3)
            patch.setattr(order, "SHORTEST", 2)
            patch.setattr(order, "MOST_BLOCKS", 5)
            patch.setattr(index, "LEAST_WAITING", 4)
        yield


def stored(resource: Resource, draw: random.Random) -> Json:
    """What a record could have stored."""
    values: Json = {"names": {"de": draw.choice(VALUES["string"])} | ({"fr": "F"} if draw.random() < 0.5 else {})}
    for name, each in resource.shape.fields.items():
        if not each.is_scalar:
            values[name] = []
        elif each.refers:
            # Ids of what the records refer to, so that counts of use change.
            values[name] = draw.choice([None, 1, 2, 3])
        else:
            values[name] = draw.choice([*VALUES[each.type], *[None] * each.nullable])
    if resource.name == "contact":
        values["groups"] = draw.sample([1, 2, 3], draw.randrange(4))
    return values


def conditions(resource: Resource) -> st.SearchStrategy[Json]:
    def single(each: Field) -> st.SearchStrategy[Json]:
        values = VALUES[each.type]
        signed = st.builds(
            lambda sign, value: f"{sign}{json.dumps(value) if not isinstance(value, str) else value}",
            st.sampled_from(["", "!", "~", "<", "<=", ">", ">="]),
            st.sampled_from([*values, "nan", "-inf", "", "lph", "ss"]),
        )
        return st.one_of(signed, st.none(), st.sampled_from([*values, 5, 1.5, True])).map(
            lambda value: {each.name: value}
        )

    leaf = st.one_of(*[single(each) for each in resource.shape.keys.values()])
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda word, several: {word: several},
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=5,
    )


@cache
def queries(name: str) -> st.SearchStrategy[dict[str, str]]:
    resource = TABLES.resources[name]
    keys = st.tuples(st.sampled_from(["", "-"]), st.sampled_from(sorted(resource.shape.keys))).map("".join)
    return st.fixed_dictionaries(
        {},
        optional={
            "filter": conditions(resource).map(json.dumps),
            "q": st.sampled_from(["a", "lph", "SS", "ß", "\0", "A", "aa", "nothing", "1"]),
            "sort": st.lists(keys, min_size=1, max_size=4).map(",".join),
            "limit": st.sampled_from(["1", "3", "200"]),
            "offset": st.sampled_from(["0", "1", "4", "30"]),
        },
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[Resource, list[tuple[str, Any]]]:
    """A resource, and what happens to it: records come, change and go, others that they count do, and lists are read."""
    resource = TABLES.resources[draw(st.sampled_from(LISTED))]
    counting = {"product_category": "product", "service_category": "service", "contact_group": "contact"}
    ids = st.integers(1, 12)
    step = st.one_of(
        st.tuples(st.just("put"), st.lists(ids, min_size=1, max_size=12)),
        st.tuples(st.just("remove"), st.lists(ids, max_size=4)),
        st.tuples(st.just("list"), st.lists(queries(resource.name), min_size=1, max_size=4)),
    )
    if resource.name in counting:
        other = counting[resource.name]
        step |= st.tuples(st.just(other), st.lists(ids, max_size=6))
    return resource, draw(st.lists(step, min_size=3, max_size=12))


def empty_state(kept_from: int) -> State:
    state = SmartBusinessMock(clock=ManualClock()).engine.state
    state.store.clear()
    state.kept_from = kept_from
    return state


def check(state: State, resource: Resource, query: dict[str, str], language: str) -> None:
    parent = PARENT if resource.parent else None
    call = Call(resource, 1, "https://example.com", query, language, parent)
    expected: Any
    found: Any
    try:
        expected = list_straightforwardly(state, resource, parent, query, language)
    except Refused as refused:
        expected = {"code": str(refused)}
    try:
        listed = list_records(state, call, resource)
        found = {"items": listed["items"], "total": listed["pagination"]["total"]}
    except Fault as fault:
        found = {"code": fault.code}
    assert orjson.loads(orjson.dumps(found)) == orjson.loads(orjson.dumps(expected))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.sampled_from(LANGUAGES), st.sampled_from([0, 6]), st.integers(0, 2**16))
def test_every_list_is_what_the_straightforward_way_gives(
    sizes: None, history: tuple[Resource, list[tuple[str, Any]]], language: str, kept_from: int, seed: int
) -> None:
    resource, steps = history
    draw = random.Random(seed)
    state = empty_state(kept_from)
    store = state.store
    parent = PARENT if resource.parent else None
    for kind, several in [*steps, ("list", [{}])]:
        for each in several:
            if kind == "list":
                check(state, resource, each, language)
                continue
            name, of = (resource.name, parent) if kind in {"put", "remove"} else (kind, None)
            known = store.find(name, each, of)
            if kind != "remove" and (kind == "put" or known is None or draw.random() < 0.6):
                values = stored(TABLES.resources[name], draw)
                store.put(name, each, {**values, "id": each, "number": str(each)}, of)
            elif known is not None:
                store.remove(known)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "LEAST_WAITING", 4)


def put(state: State, kind: str, key: int, **values: Any) -> None:
    fields = TABLES.resources[kind].shape.fields
    plain: Json = {each: [] if fields[each].type in {"list", "enums"} else None for each in fields}
    state.store.put(kind, key, {**plain, "id": key, "number": str(key), **values})


def ids_of(state: State, name: str, **query: str) -> list[int]:
    call = Call(TABLES.resources[name], 1, "https://example.com", query)
    items = orjson.loads(orjson.dumps(list_records(state, call, TABLES.resources[name])))["items"]
    return [each["id"] for each in items]


def test_lists_follow_what_their_records_are_used_for() -> None:
    state = empty_state(0)
    for key in (1, 2):
        put(state, "product_category", key, name=f"{key}")
        put(state, "contact_group", key, name=f"{key}")
        put(state, "service_category", key, name=f"{key}")
    kinds = {"product_category": "product", "service_category": "service", "contact_group": "contact"}
    for name, other in kinds.items():
        assert ids_of(state, name, sort="-usage") == [1, 2]
        put(state, other, 9, category_id=2, groups=[2], name="x")
        assert ids_of(state, name, sort="-usage") == [2, 1]
        assert ids_of(state, name, filter='{"usage": ">0"}') == [2]
        put(state, other, 9, category_id=1, groups=[1], name="x")
        assert ids_of(state, name, sort="-usage") == [1, 2]
        record = state.store.find(other, 9)
        assert record is not None
        state.store.remove(record)
        assert ids_of(state, name, filter='{"usage": 0}') == [1, 2]


def test_what_is_looked_for_is_looked_for_in_the_texts_as_they_are() -> None:
    state = empty_state(0)
    put(state, "product", 1, name="Papier", description="weiss")
    put(state, "product", 2, name="Karton", description="braun")
    assert ids_of(state, "product", q="papier") == [1]
    assert ids_of(state, "product", filter='{"name": "~art"}') == [2]
    put(state, "product", 1, name="Tinte", description="blau")
    put(state, "product", 3, name="Art", description="Papier")
    assert ids_of(state, "product", q="tinte") == [1]
    assert ids_of(state, "product", q="papier") == [3]
    assert ids_of(state, "product", q="pier") == [3]
    assert ids_of(state, "product", filter='{"name": "~ART"}', sort="id") == [2, 3]
    assert ids_of(state, "product", filter='{"name": "~tint"}') == [1]


@pytest.mark.parametrize("part", ["\0", "A", "a", "te3", "\ud7ff", " "])
def test_nothing_is_found_across_two_texts(part: str) -> None:
    state = empty_state(0)
    put(state, "product", 3, name="Tinte", description="")
    put(state, "product", 4, name="\0", description="A \ud7ff")
    texts = {3: ["3", "tinte", ""], 4: ["4", "\0", "a \ud7ff"]}
    expected = [key for key, each in texts.items() if any(part.casefold() in text for text in each)]
    assert ids_of(state, "product", q=part, sort="id") == expected


def test_what_has_missed_too_many_changes_is_made_anew(forgetful: None) -> None:
    state = empty_state(0)
    for key in range(1, 9):
        put(state, "product", key, name=f"{key}", price=float(key))
    assert ids_of(state, "product", sort="-price", filter='{"price": ">0"}', q="") == list(range(8, 0, -1))
    for key in range(1, 9):
        # Each change is taken up by a list of another order.
        put(state, "product", key, name=f"{key}", price=float(-key))
        assert ids_of(state, "product", sort="name") == list(range(1, 9))
    assert ids_of(state, "product", sort="-price") == list(range(1, 9))
    assert ids_of(state, "product", filter='{"price": ">0"}') == []


def test_more_orders_and_conditions_than_are_kept() -> None:
    state = empty_state(0)
    for key in range(1, 9):
        put(state, "product", key, name=f"{key % 3}", price=float(key), vat=float(key % 2))
    for _ in range(2):
        for key in range(1, 99):
            assert ids_of(state, "product", filter=f'{{"price": {key}}}') == ([key] if key < 9 else [])
        keys = sorted(TABLES.resources["product"].shape.keys)
        for first in keys:
            for second in ("price", "-price"):
                check(state, TABLES.resources["product"], {"sort": f"{first},{second}"}, "de")


@pytest.mark.parametrize("value", ["nan", "!nan", "<nan", "<=nan", ">nan", ">=nan", "inf", "<inf", ">=-inf", "!inf"])
def test_what_is_no_number_is_equal_to_nothing(value: str) -> None:
    state = empty_state(0)
    for key in range(1, 5):
        put(state, "product", key, name="x", price_purchase=None if key == 2 else float(key))
    check(state, TABLES.resources["product"], {"filter": json.dumps({"price_purchase": value})}, "de")


class Watched(dict[str, Any]):
    """Values that count how often they are looked at."""

    looks = 0

    def __getitem__(self, name: str) -> Any:
        Watched.looks += 1
        return super().__getitem__(name)


def test_a_list_looks_at_what_its_page_needs_and_not_at_the_account() -> None:
    looks: dict[int, list[int]] = {}
    for count in (2_000, 16_000):
        state = empty_state(64)
        plain = dict.fromkeys(TABLES.resources["product"].shape.fields)
        for key in range(count):
            values = Watched(plain, id=key, number=str(key), name=f"{key % 7}", price=float(key * 7919 % count))
            state.store.put("product", key, values)
        ids_of(state, "product", filter='{"and": [{"price": ">1"}, {"name": "!1"}]}', sort="-price", limit="1")
        looks[count] = []
        for offset in ("0", "900", str(count // 2)):
            for filter_ in ('{"price": "<=990"}', '{"and": [{"price": ">2"}, {"name": "!3"}]}', '{"name": "6"}'):
                put(state, "product", 5, name="6", price=1.0)
                Watched.looks = 0
                ids_of(state, "product", filter=filter_, sort="-price", offset=offset, limit="1")
                looks[count].append(Watched.looks)
    assert max(looks[2_000]) > 0
    # Eight times the records: the searches are three steps longer, the page is what it was.
    assert max(looks[16_000]) < 2 * max(looks[2_000]) < 1_000


def test_what_is_shown_is_what_is_stored_however_much_is_kept() -> None:
    state = empty_state(0)
    state.rendered.limit = 2
    for round_ in range(2):
        for key in (1, 2, 3):
            put(state, "product", key, name=f"{key} {round_}")
        for _ in range(2):
            for key in (3, 1, 2):
                call = Call(TABLES.resources["product"], 1, "", {"filter": f'{{"name": "{key} {round_}"}}'})
                (item,) = orjson.loads(orjson.dumps(list_records(state, call, TABLES.resources["product"])))["items"]
                assert (item["id"], item["name"]) == (key, f"{key} {round_}")
