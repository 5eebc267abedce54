"""What a plan adds to the recorder: its budget, its labels, and where its exchanges go."""

import httpx2
import pytest

from signoff_contract.suite.context import BudgetSpent
from signoff_contract.suite.events import Event, ExchangeRecorded
from signoff_contract.suite.ledger import Ledger
from signoff_contract.suite.recording import PlanRecorder
from signoff_contract.traffic.exchange import Sender
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.transports import RecordingTransport

from .parcels import BASE, KEY, TOKEN, TickingClock, description


def recorder(budget: int = 10) -> tuple[PlanRecorder, Ledger, list[Event]]:
    events: list[Event] = []
    ledger = Ledger()
    made = PlanRecorder(
        description(),
        BASE,
        TOKEN,
        TickingClock(),
        Redactor(description(), KEY),
        budget=budget,
        ledger=ledger,
        emit=events.append,
    )
    return made, ledger, events


def test_token_calls_are_told_from_api_calls_and_both_are_counted() -> None:
    made, ledger, _ = recorder(budget=3)
    with httpx2.Client(
        transport=RecordingTransport(made, httpx2.MockTransport(lambda _: httpx2.Response(200)))
    ) as client:
        client.post(TOKEN, json={})
        client.get(f"{BASE}/parcels/7")
        client.get("https://elsewhere.example/v1/parcels/7")
        with pytest.raises(BudgetSpent, match="budget of 3 requests"):
            client.get(f"{BASE}/parcels/7")
    assert (made.token_calls, made.api_calls, made.requests_sent) == (1, 2, 3)
    assert [exchange.kind for exchange in ledger.exchanges] == ["token", "api", "api"]
    assert [exchange.operation_id for exchange in ledger.exchanges] == [None, "parcels_get", None]
    assert ledger.exchanges[2].path == "/v1/parcels/7"
    assert ledger.refused is not None


def test_an_exchange_is_in_the_ledger_and_in_the_stream_with_the_labels_of_its_block() -> None:
    made, ledger, events = recorder()
    inner = httpx2.MockTransport(lambda _: httpx2.Response(200, json={"weight": 2.5}))
    with httpx2.Client(transport=RecordingTransport(made, inner)) as client:
        with ledger.labelled("no token"):
            client.get(f"{BASE}/parcels/7")
        client.get(f"{BASE}/parcels/8")
    assert [exchange.labels for exchange in ledger.exchanges] == [("no token",), ()]
    assert [event.exchange.labels for event in events if isinstance(event, ExchangeRecorded)] == [("no token",), ()]
    assert all(exchange.told is not None for exchange in ledger.exchanges)


def test_a_call_elsewhere_counts_for_checks_and_is_kept_as_what_it_is() -> None:
    made, ledger, events = recorder()
    operation = made.description.operation("parcels_get")
    made.alias(operation, "GET", "/things/{parcel-id}")
    inner = httpx2.MockTransport(lambda _: httpx2.Response(200, json={"weight": 2.5}))
    with httpx2.Client(transport=RecordingTransport(made, inner)) as client:
        client.get(f"{BASE}/things/7")
        made.forget("GET", "/things/{parcel-id}")
        client.get(f"{BASE}/things/7")
    assert [exchange.operation_id for exchange in ledger.exchanges] == ["parcels_get", None]
    assert [event.exchange.operation_id for event in events if isinstance(event, ExchangeRecorded)] == [None, None]


def test_an_exchange_says_who_sent_it_where_that_is_known() -> None:
    made, ledger, _ = recorder()
    transport = RecordingTransport(made, httpx2.MockTransport(lambda _: httpx2.Response(200)))
    with httpx2.Client(transport=transport) as client:
        client.get(f"{BASE}/parcels/7")
        made.sender = Sender(process="worker 1", connection="4")
        client.get(f"{BASE}/parcels/7")
    assert [exchange.sender for exchange in ledger.exchanges] == [Sender(None, None), Sender("worker 1", "4")]
