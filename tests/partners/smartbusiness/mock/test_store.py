"""The store: its counts are what counting gives, changes are told, and what was stored can be loaded."""

import hashlib
from typing import Any

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.store import Store

from .conftest import TABLES, Make

# Of the first release, with the units that were added to the account since: seeds stand for the same ids, numbers and values for good.
SNAPSHOTS = {
    (0, 25): "b8748632e46c7e4392c66321358325e4209d0f739650e4d59d5a54e2d375fa03",
    (7, 60): "a253cdb3adc94cebbc76554aa4919daa3ae827578f04003fdc4156fee9025a6c",
}


@pytest.mark.parametrize(("seed", "count"), SNAPSHOTS)
def test_made_up_invoices_are_the_same_for_good(seed: int, count: int) -> None:
    mock = SmartBusinessMock(seed, ManualClock(), invoices=count)
    found = orjson.loads(mock.store.snapshot())
    made = {name: records for name, records in found.items() if name.startswith(("contact", "invoice"))}
    digest = hashlib.sha256(orjson.dumps(made, option=orjson.OPT_SORT_KEYS)).hexdigest()
    assert digest == SNAPSHOTS[seed, count]


def test_nothing_is_collected_for_nobody(make: Make) -> None:
    mock = make(invoices=3)
    assert mock.store.changes() == frozenset()
    mock.store.watch()
    assert mock.store.changes() == frozenset()


def test_whoever_watches_is_told_of_each_change_once(make: Make) -> None:
    store = make(invoices=2).store
    store.watch()
    first, second = store.each("invoice")
    contact = store.each("contact")[0]
    (address,) = store.each("contact_address", contact.id)
    store.change(first, notes="x")
    store.change(first, notes="y")
    store.remove(contact)
    assert store.changes() == {
        ("invoice", None, first.id),
        ("contact", None, contact.id),
        ("contact_address", contact.id, address.id),
    }
    assert store.find("contact", contact.id) is None
    assert store.changes() == frozenset()
    before = {(each.resource.name, each.parent, each.id) for each in store.records()}
    store.clear()
    assert store.changes() == before
    assert ("invoice", None, second.id) in before


def test_what_was_stored_can_be_loaded(make: Make) -> None:
    mock = make(invoices=12)
    store = mock.store
    snapshot, counters = mock.snapshot(), store.counters()
    records = [(each.resource.name, each.parent, each.id, dict(each.values)) for each in store.records()]
    mock.seed_invoices(3)
    other = make(seed=9).store
    for each in (store, other):
        each.load(records, counters)
        assert each.snapshot() == snapshot
        assert each.counters() == counters
        assert each.free_number("invoice") == "10012"
        assert each.holder("invoice", "10011") == each.each("invoice")[-1].id


def test_what_is_loaded_is_looked_at_before_anything_changes(make: Make) -> None:
    mock = make(invoices=2)
    before = mock.snapshot()
    with pytest.raises(KeyError, match="nobody"):
        mock.store.load([("nobody", None, 1, {})], mock.store.counters())
    with pytest.raises(KeyError, match="next_numbers"):
        mock.store.load([], {"last_id": 1})
    assert mock.snapshot() == before


def counted(store: Store, name: str, member: str, by: Any) -> int:
    """How many records name something, by looking through all of them."""
    found = 0
    for each in store.everywhere(name):
        named = each.values.get(member)
        if (name, member) == ("effort", "entity_id"):
            found += (each.values["entity_type"], named) == by
        else:
            found += by in named if isinstance(named, list) else named == by
    return found


ids = st.integers(1, 3)
changes = st.lists(
    st.tuples(
        st.sampled_from(["product", "contact", "effort", "contact_address", "invoice"]),
        ids,
        st.one_of(st.none(), st.fixed_dictionaries({"one": ids, "several": st.lists(ids, unique=True)})),
    ),
    max_size=30,
)


@settings(max_examples=60)
@given(changes)
def test_counts_are_what_counting_gives(steps: list[tuple[str, int, dict[str, Any] | None]]) -> None:
    store = SmartBusinessMock(clock=ManualClock()).store
    store.clear()
    for name, key, made in steps:
        parent = 1 if name == "contact_address" else None
        stored = store.find(name, key, parent)
        if made is not None:
            values = {
                "category_id": made["one"],
                "contact_id": made["one"],
                "entity_type": "C",
                "entity_id": made["one"],
                "groups": made["several"],
                "number": f"{name} {key}",
            }
            store.put(name, key, values, parent)
        elif stored is not None:
            store.remove(stored)
    for name in TABLES.resources:
        assert store.count(name) == sum(1 for _ in store.everywhere(name))
    for by in range(1, 4):
        assert store.named("product", "category_id", by) == counted(store, "product", "category_id", by)
        assert store.named("contact", "groups", by) == counted(store, "contact", "groups", by)
        assert store.named("effort", "entity_id", ("C", by)) == counted(store, "effort", "entity_id", ("C", by))
        contact = store.find("contact", by)
        if contact is not None:
            named = any(each.values["contact_id"] == by for each in store.everywhere("invoice"))
            assert store.referring(contact) == ("invoice" if named else None)
