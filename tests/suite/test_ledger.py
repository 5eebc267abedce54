"""The exchanges of a run: the labels that the next ones get, and the windows that fill with them."""

from datetime import UTC, datetime

from signoff_contract.suite.ledger import Ledger
from signoff_contract.traffic.exchange import Exchange


def exchange(number: int) -> Exchange:
    return Exchange(number=number, method="GET", url="https://h.example/", started=datetime(2026, 1, 1, tzinfo=UTC))


def test_labels_hold_inside_their_block() -> None:
    ledger = Ledger()
    with ledger.labelled("one"):
        with ledger.labelled("two"):
            assert list(ledger.labels) == ["one", "two"]
        assert list(ledger.labels) == ["one"]
    assert not ledger.labels


def test_windows_fill_side_by_side() -> None:
    ledger = Ledger()
    with ledger.since() as outer:
        ledger.add(exchange(1))
        with ledger.since() as inner:
            ledger.add(exchange(2))
        ledger.add(exchange(3))
    ledger.add(exchange(4))
    assert [made.number for made in outer] == [1, 2, 3]
    assert [made.number for made in inner] == [2]
