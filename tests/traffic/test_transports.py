"""Recording transports: what checks see, and that the client gets the bytes that came."""

import gzip
from collections.abc import AsyncIterator, Iterator

import anyio
import httpx2
import pytest
from tests.suite.parcels import BASE, KEY, TOKEN, TickingClock, description

from signoff_contract.traffic.exchange import Exchange, RecordedExchange
from signoff_contract.traffic.recorder import Recorder
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.transports import AsyncRecordingTransport, RecordingTransport

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


def recorder() -> tuple[Recorder, list[Exchange], list[RecordedExchange]]:
    raw: list[Exchange] = []
    kept: list[RecordedExchange] = []

    def sink(exchange: Exchange, recorded: RecordedExchange) -> None:
        raw.append(exchange)
        kept.append(recorded)

    return Recorder(description(), BASE, TOKEN, TickingClock(), Redactor(description(), KEY), sink), raw, kept


GZIP_HEADERS = [
    (b"Content-Type", b"application/json"),
    (b"Content-Encoding", b"gzip"),
    (b"X-Parcel-Trace", b"trace-\xe4"),
    (b"Vary", b"one"),
    (b"Vary", b"two"),
]


def test_checks_see_the_decoded_body_and_the_client_the_bytes_that_came() -> None:
    made, raw, kept = recorder()
    stream = Stream(PACKED[:5], PACKED[5:])
    with httpx2.Client(transport=RecordingTransport(made, Inner(stream, GZIP_HEADERS))) as client:
        answer = client.get(f"{BASE}/parcels/7?view=full")
    assert answer.json() == {"weight": 2.5}
    assert answer.headers.raw == GZIP_HEADERS
    assert stream.closed
    (exchange,) = raw
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
    assert exchange.response_headers.pairs[0] == ("Content-Type", "application/json")
    assert kept[0].template == "/parcels/{parcel-id}"
    assert kept[0].response_body.size == 16


def test_the_async_twin_records_the_same() -> None:
    made, raw, kept = recorder()

    async def go() -> httpx2.Response:
        transport = AsyncRecordingTransport(made, Inner(Stream(PACKED), GZIP_HEADERS))
        async with httpx2.AsyncClient(transport=transport) as client:
            return await client.get(f"{BASE}/parcels/7?view=full")

    assert anyio.run(go).json() == {"weight": 2.5}
    assert [exchange.operation_id for exchange in raw] == ["parcels_get"]
    assert kept[0].response_body.json == {"weight": 2.5}


def test_an_answer_that_breaks_off_is_kept_without_a_status() -> None:
    made, raw, kept = recorder()
    stream = Stream(b"{", error=httpx2.ReadError("gone"))
    with httpx2.Client(transport=RecordingTransport(made, Inner(stream))) as client, pytest.raises(httpx2.ReadError):
        client.get(f"{BASE}/parcels/7")
    assert stream.closed
    assert (raw[0].status, raw[0].error) == (None, "ReadError")
    assert kept[0].error == "ReadError"


def test_a_body_that_cannot_be_unpacked_is_the_clients_to_complain_about() -> None:
    made, raw, _ = recorder()
    with (
        httpx2.Client(transport=RecordingTransport(made, Inner(Stream(b"no gzip"), GZIP_HEADERS))) as client,
        pytest.raises(httpx2.DecodingError),
    ):
        client.get(f"{BASE}/parcels/7")
    assert raw[0].response_body == b"no gzip"


def test_the_reason_beside_the_status_is_kept_and_handed_on() -> None:
    made, raw, _ = recorder()

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, extensions={"reason_phrase": b"Fine by me"})

    with httpx2.Client(transport=RecordingTransport(made, httpx2.MockTransport(answer))) as client:
        assert client.get(f"{BASE}/parcels/7").reason_phrase == "Fine by me"
    assert raw[0].reason == "Fine by me"
