"""Recording: what checks see, what is counted, and that the client gets the bytes that came."""

import gzip
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import anyio
import httpx2
import pytest
from tests.suite.parcels import BASE, KEY, TOKEN, TickingClock, description

from signoff_contract.description import load
from signoff_contract.suite.context import BudgetSpent
from signoff_contract.suite.ledger import Ledger
from signoff_contract.traffic.exchange import Exchange, Malformed, RecordedExchange, Sender
from signoff_contract.traffic.recorder import AsyncRecordingTransport, Recorder, RecordingTransport
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.wire import trace_header

PACKED = gzip.compress(b'{"weight": 2.50}')


class Stream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that arrives in parts, can be read once, and knows whether it was closed."""

    def __init__(self, *parts: bytes, error: Exception | None = None) -> None:
        self.parts = list(parts)
        self.error = error
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        while self.parts:
            yield self.parts.pop(0)
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class Inner(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    def __init__(self, stream: Stream, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        self.stream = stream
        self.headers = headers or []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers=self.headers, stream=self.stream)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers=self.headers, stream=self.stream)


def recorder(budget: int = 10) -> tuple[Recorder, Ledger, list[RecordedExchange]]:
    events: list[RecordedExchange] = []
    ledger = Ledger()
    made = Recorder(
        description(),
        BASE,
        TOKEN,
        budget,
        TickingClock(),
        Redactor(description(), KEY),
        ledger,
        lambda event: events.append(event.exchange),  # type: ignore[union-attr]
    )
    return made, ledger, events


GZIP_HEADERS = [
    (b"Content-Type", b"application/json"),
    (b"Content-Encoding", b"gzip"),
    (b"X-Parcel-Trace", b"trace-\xe4"),
    (b"Vary", b"one"),
    (b"Vary", b"two"),
]


def test_checks_see_the_decoded_body_and_the_client_the_bytes_that_came() -> None:
    made, ledger, events = recorder()
    stream = Stream(PACKED[:5], PACKED[5:])
    with httpx2.Client(transport=RecordingTransport(made, Inner(stream, GZIP_HEADERS))) as client:
        answer = client.get(f"{BASE}/parcels/7?view=full")
    assert answer.json() == {"weight": 2.5}
    assert answer.headers.raw == GZIP_HEADERS
    assert stream.closed
    (exchange,) = ledger.exchanges
    assert (exchange.number, exchange.kind, exchange.operation_id, exchange.path) == (
        1,
        "api",
        "parcels_get",
        "/parcels/7",
    )
    assert exchange.response_body == b'{"weight": 2.50}'
    assert str(exchange.json(exact=True)["weight"]) == "2.50"
    assert exchange.trace_id == "trace-ä"
    assert exchange.response_headers["VARY"] == "one, two"
    assert events[0].template == "/parcels/{parcel-id}"
    assert events[0].response_body.size == 16


def test_the_async_twin_records_the_same() -> None:
    made, ledger, events = recorder()

    async def go() -> httpx2.Response:
        transport = AsyncRecordingTransport(made, Inner(Stream(PACKED), GZIP_HEADERS))
        async with httpx2.AsyncClient(transport=transport) as client:
            return await client.get(f"{BASE}/parcels/7?view=full")

    assert anyio.run(go).json() == {"weight": 2.5}
    assert [exchange.operation_id for exchange in ledger.exchanges] == ["parcels_get"]
    assert events[0].response_body.json == {"weight": 2.5}


def test_an_answer_that_breaks_off_is_kept_without_a_status() -> None:
    made, ledger, events = recorder()
    stream = Stream(b"{", error=httpx2.ReadError("gone"))
    with httpx2.Client(transport=RecordingTransport(made, Inner(stream))) as client, pytest.raises(httpx2.ReadError):
        client.get(f"{BASE}/parcels/7")
    assert stream.closed
    assert (ledger.exchanges[0].status, ledger.exchanges[0].error) == (None, "ReadError")
    assert events[0].error == "ReadError"


def test_a_body_that_cannot_be_unpacked_is_the_clients_to_complain_about() -> None:
    made, ledger, _ = recorder()
    with (
        httpx2.Client(transport=RecordingTransport(made, Inner(Stream(b"no gzip"), GZIP_HEADERS))) as client,
        pytest.raises(httpx2.DecodingError),
    ):
        client.get(f"{BASE}/parcels/7")
    assert ledger.exchanges[0].response_body == b"no gzip"


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


def test_an_exchange_says_who_sent_it_where_that_is_known() -> None:
    made, ledger, _ = recorder()
    transport = RecordingTransport(made, Inner(Stream(b"{}")))
    with httpx2.Client(transport=transport) as client:
        client.get(f"{BASE}/parcels/7")
        made.sender = Sender(process="worker 1", connection="4")
        client.get(f"{BASE}/parcels/7")
    assert [exchange.sender for exchange in ledger.exchanges] == [Sender(None, None), Sender("worker 1", "4")]


def test_labels_hold_inside_their_block() -> None:
    ledger = Ledger()
    with ledger.labelled("one"):
        with ledger.labelled("two"):
            assert list(ledger.labels) == ["one", "two"]
        assert list(ledger.labels) == ["one"]
    assert not ledger.labels


def exchange(number: int = 1, body: bytes = b"", kind: str = "application/json") -> Exchange:
    return Exchange(
        number,
        "api",
        None,
        "GET",
        f"{BASE}/parcels/7?email=ada@example.com",
        "/parcels/7",
        {"authorization": "Bearer secret-token"},
        body,
        200,
        {"content-type": kind},
        body,
        None,
        datetime(2026, 1, 1, tzinfo=UTC),
        0.1,
    )


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


def test_an_exchange_never_shows_its_headers_bodies_or_query() -> None:
    shown = repr(exchange(body=b'{"name": "Ada"}')) + str(exchange())
    assert shown == "<Exchange #1 GET /parcels/7 200>#1 GET /parcels/7"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b"<html>", "is not JSON"),
        (b'{"weight": NaN}', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_a_body_that_is_no_json_says_so_without_repeating_it(body: bytes, message: str) -> None:
    with pytest.raises(Malformed, match=message) as caught:
        exchange(body=body, kind="text/html").json()
    assert "html>" not in str(caught.value)
    with pytest.raises(Malformed):
        exchange(body=body).request_json()


@pytest.mark.parametrize(("partner", "header"), [("siesmart", "X-B2B-TRACE-ID"), ("simutek", "")])
def test_a_partner_may_have_no_trace_header(partner: str, header: str) -> None:
    assert trace_header(load(partner)) == header
