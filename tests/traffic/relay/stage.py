"""What the relay stands between in these tests: clients and servers that speak bytes, and time that passes when told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import define, field

from signoff_contract.traffic.relay import Hooks, Relay, Relayed, Upstream
from signoff_contract.traffic.relay.origin import Answering, Origin

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

SOON = 10.0
"""Seconds after which a test that waits for bytes has failed."""


class Time:
    """A clock and a sleep that go together: nothing passes until `go`."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000)

    async def sleep(self, seconds: float) -> None:
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.slept.append(seconds)
        self._sleepers.append((self.seconds + seconds, sleeper))
        await sleeper

    def due(self) -> list[float]:
        """In how many seconds somebody wakes up."""
        return sorted(due - self.seconds for due, sleeper in self._sleepers if not sleeper.done())

    async def go(self, seconds: float) -> None:
        """Lets time pass, and those act whose time has come."""
        until = self.seconds + seconds
        while True:
            self._sleepers = [each for each in self._sleepers if not each[1].done()]
            due, sleeper = min(self._sleepers, key=lambda each: each[0], default=(until + 1, None))
            if sleeper is None or due > until:
                break
            self.seconds = due
            sleeper.set_result(None)
            await settled()
        self.seconds = until
        await settled()


async def due(time: Time, seconds: float) -> None:
    """Waits until somebody sleeps for so long."""
    async with asyncio.timeout(SOON):
        while seconds not in time.slept:  # noqa: ASYNC110 - what is waited for is another's sleep
            await asyncio.sleep(0)


async def settled() -> None:
    """Lets everybody who can do something do it."""
    for _ in range(20):
        await asyncio.sleep(0)


@define
class Server:
    """An upstream that keeps what it was sent, connection by connection."""

    answer: Answer
    got: list[bytearray] = field(factory=list)
    port: int = 0
    keeps: bool = True
    tasks: set[Any] = field(factory=set)

    @property
    def upstream(self) -> Upstream:
        return Upstream.at(f"http://127.0.0.1:{self.port}")

    @property
    def all(self) -> bytes:
        return b"".join(self.got)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.add(asyncio.current_task())
        kept = bytearray()
        self.got.append(kept)
        feed: Callable[[bytes], None] = reader.feed_data

        def keep(data: bytes) -> None:
            if self.keeps:
                kept.extend(data)
            feed(data)

        reader.feed_data = keep  # type: ignore[assignment, method-assign]
        try:
            await self.answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(answer: Answer, **settings: Any) -> AsyncIterator[Server]:
    """A server on loopback."""
    server = Server(answer)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, **settings)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in server.tasks:
            task.cancel()
        await asyncio.gather(*server.tasks, return_exceptions=True)
        await listening.wait_closed()


def always(*answers: bytes, close: bool = False) -> Answer:
    """Answers each request, once its head has come, with the next of the answers; the last one again and again."""
    left = list(answers)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(left.pop(0) if len(left) > 1 else left[0])
            await writer.drain()
            if close:
                return

    return answer


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers with the body that came, framed in the same way."""
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"transfer-encoding: chunked" in head:
            body = await reader.readuntil(b"0\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
        else:
            length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or b"0")
            body = await reader.readexactly(length)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length + body)
        await writer.drain()


class Noted(Hooks):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.exchanges: list[Relayed] = []
        self._news = asyncio.Event()
        self.malformed: list[str] = []

    def after(self, exchange: Relayed) -> None:
        self.exchanges.append(exchange)
        self._news.set()

    def refused(self, connection: int, why: str) -> None:
        self.malformed.append(why)

    async def told(self, count: int = 1) -> Relayed:
        """The latest exchange, once there are so many."""
        async with asyncio.timeout(SOON):
            while len(self.exchanges) < count:
                self._news.clear()
                await self._news.wait()
        return self.exchanges[-1]


class Client:
    """A client that sends bytes and reads bytes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def rest(self) -> bytes:
        """All that comes until the end. Raises ConnectionResetError."""
        async with asyncio.timeout(SOON):
            return await self.reader.read()

    async def until(self, end: bytes) -> bytes:
        async with asyncio.timeout(SOON):
            return await self.reader.readuntil(end)

    async def exactly(self, count: int) -> bytes:
        async with asyncio.timeout(SOON):
            return await self.reader.readexactly(count)

    async def ask(self, data: bytes) -> bytes:
        """Sends, says that this was all, and reads to the end."""
        await self.send(data)
        self.writer.write_eof()
        return await self.rest()

    def close(self) -> None:
        self.writer.close()


@asynccontextmanager
async def connected(relay: Relay | Origin, **settings: Any) -> AsyncIterator[Client]:
    """A client of the relay, or of an origin."""
    port = int(relay.origin.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port, **settings)
    try:
        yield Client(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def between(
    answer: Answer, hooks: Hooks | None = None, **settings: Any
) -> AsyncIterator[tuple[Client, Server, Relay]]:
    """A client, a server, and the relay between them."""
    async with (
        serving(answer) as server,
        Relay(server.upstream, hooks=hooks, **settings) as relay,
        connected(relay) as client,
    ):
        yield client, server, relay


@asynccontextmanager
async def before(answering: Answering, **settings: Any) -> AsyncIterator[tuple[Client, Origin]]:
    """A client before an origin."""
    async with Origin(answering, **settings) as origin, connected(origin) as client:
        yield client, origin


def get(target: str = "/", *fields: str, version: str = "1.1") -> bytes:
    """A request without a body."""
    return "\r\n".join([f"GET {target} HTTP/{version}", "Host: here", *fields, "", ""]).encode("latin-1")


def post(body: bytes, *fields: str) -> bytes:
    """A request with a body of a stated length."""
    lines = ["POST /deals HTTP/1.1", "Host: here", *fields, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
