"""Transports in process: what they hand on, and by whose clock a client waits."""

import time
from collections.abc import Callable
from typing import Any

import anyio
import httpx2
import pytest

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.inprocess import AsyncInProcessTransport, InProcessTransport
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.traffic.relay import Wire

pytestmark = pytest.mark.anyio

ANSWER = Answer(200, (("Content-Type", "text/plain"), ("X-Two", "1"), ("X-Two", "2")), b"0123456789" * 3)
URL = "https://x.test/a%2Fb?c=d%20e"


class Front:
    """Gives one delivery, and remembers what it was asked."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.asked: list[Request] = []

    def handle(self, request: Request) -> Delivery:
        self.asked.append(request)
        return self.delivery


class Waits:
    """Sleeps of both kinds, without waiting."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.slept.append(seconds)


async def get(front: Front, waits: Waits, kind: str, read: float | None = None) -> httpx2.Response:
    timeout = httpx2.Timeout(None, read=read)
    if kind == "sync":
        with httpx2.Client(transport=InProcessTransport(front, sleep=waits.sleep), timeout=timeout) as client:
            return client.get(URL)
    transport = AsyncInProcessTransport(front, sleep=waits.sleep_async)
    async with httpx2.AsyncClient(transport=transport, timeout=timeout) as awaited:
        return await awaited.get(URL)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_request_and_answer_are_handed_on_as_they_are(kind: str) -> None:
    front, waits = Front(Delivery(ANSWER)), Waits()
    answer = await get(front, waits, kind)
    (asked,) = front.asked
    assert (asked.method, asked.path, asked.query, asked.address, asked.scheme) == (
        "GET",
        "/a%2Fb",
        "c=d%20e",
        "127.0.0.1",
        "https",
    )
    assert asked.header("host") == "x.test"
    assert answer.content == ANSWER.body
    assert [value for name, value in answer.headers.raw if name == b"X-Two"] == [b"1", b"2"]
    assert answer.headers["Content-Length"] == "30"
    assert waits.slept == []


async def test_a_body_that_is_too_long_is_not_handed_on() -> None:
    front = Front(Delivery(ANSWER))
    with httpx2.Client(transport=InProcessTransport(front, body_limit=3)) as client:
        client.post(URL, content=b"123")
        client.post(URL, content=b"1234")
    assert [(each.body, each.truncated) for each in front.asked] == [(b"123", False), (b"", True)]


@pytest.mark.parametrize(
    ("wire", "read", "slept", "ends"),
    [
        (Wire(delay=2.0), None, [2.0], None),
        (Wire(delay=2.0), 3.0, [2.0], None),
        (Wire(delay=2.0), 0.5, [0.5], httpx2.ReadTimeout),
        (Wire(rate=200, body_only=True), None, [0.05] * 2, None),
        (Wire(rate=1, body_only=True), 0.5, [0.5], httpx2.ReadTimeout),
        (Wire(delay=1, rate=200, cut=15, reset=True, body_only=True), None, [1, 0.05], httpx2.ReadError),
        (Wire(cut=15, body_only=True), None, [], httpx2.RemoteProtocolError),
        (Wire(cut=30, body_only=True), None, [], None),
        (Wire(cut=5), None, [], httpx2.RemoteProtocolError),
        (Wire(cut=5, reset=True), None, [], httpx2.ReadError),
        (Wire(cut=100), None, [], httpx2.RemoteProtocolError),
        (Wire(rate=0.1), 0.5, [0.5], httpx2.ReadTimeout),
    ],
)
async def test_a_bad_wire_is_felt_when_it_would_be(
    kind: str, wire: Wire, read: float | None, slept: list[float], ends: type[Exception] | None
) -> None:
    front, waits = Front(Delivery(ANSWER, wire)), Waits()
    if ends is None:
        assert (await get(front, waits, kind, read)).content == ANSWER.body
    else:
        with pytest.raises(ends):
            await get(front, waits, kind, read)
    assert waits.slept == pytest.approx(slept)


@pytest.mark.parametrize(("read", "ends"), [(None, httpx2.RemoteProtocolError), (0.5, httpx2.ReadTimeout)])
async def test_a_connection_may_end_late(kind: str, read: float | None, ends: type[Exception]) -> None:
    front, waits = Front(Delivery(None, Wire(delay=2.0))), Waits()
    with pytest.raises(ends):
        await get(front, waits, kind, read)
    assert waits.slept == [2.0 if read is None else read]


async def test_the_head_comes_before_the_body_does() -> None:
    waits = Waits()
    front = Front(Delivery(ANSWER, Wire(rate=200, cut=20, body_only=True)))
    with (
        httpx2.Client(transport=InProcessTransport(front, sleep=waits.sleep)) as client,
        client.stream("GET", URL) as answer,
    ):
        assert (answer.status_code, waits.slept) == (200, [])
        pieces = answer.iter_raw()
        assert next(pieces) == ANSWER.body[:10]
        assert next(pieces) == ANSWER.body[10:20]
        with pytest.raises(httpx2.RemoteProtocolError, match="received 20 bytes, expected 30"):
            next(pieces)


@pytest.mark.parametrize("clock", [None, ManualClock])
async def test_latency_passes_on_a_clock_that_stands_still_and_else_for_real(
    clock: Callable[[], ManualClock] | None,
) -> None:
    mock = SieSmartMock(clock=None if clock is None else clock())
    sync: Any = mock.transport()
    awaited: Any = mock.async_transport()
    if clock is None:
        assert (sync.sleep, awaited.sleep) == (time.sleep, anyio.sleep)
        return
    before = mock.clock.monotonic()
    sync.sleep(2)
    await awaited.sleep(3)
    assert mock.clock.monotonic() - before == 5
