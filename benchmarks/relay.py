"""What the relay costs: exchanges a second and latency, direct, through the relay, and through a small ASGI relay.

The ASGI relay is what one would write first: uvicorn, an application that reads the body, and an httpx2 client that sends
it on. Each side runs in a process of its own, and the three ways are measured in turn in each round, so that what else
the machine does hits all of them alike.

    .venv/bin/python benchmarks/relay.py
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

import httpx2
import uvicorn

from signoff_contract.traffic.relay import Hooks, Relay, Relayed, Upstream

ANSWER = b'{"id": 1, "state": "DRAFT", "assets": [{"assetIacCode": "ITE2201", "quantity": 2, "valuePerAsset": 1250.1}]}'
HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: "7"\r\nX-Trace-Id: %s\r\nContent-Length: %d\r\n\r\n'
REQUEST = (
    b"GET /v1/proposals/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAccept-Encoding: gzip, deflate\r\n"
    b"User-Agent: benchmark/1\r\nAuthorization: Bearer 0123456789abcdef0123456789abcdef\r\nConnection: keep-alive\r\n\r\n"
)


class Seen(Hooks):
    """Listens, as a watcher does."""

    def __init__(self) -> None:
        self.count = 0

    def after(self, exchange: Relayed) -> None:
        """One more."""
        self.count += exchange.response_body.size > 0


class Answering(asyncio.Protocol):
    """An upstream that costs next to nothing."""

    def __init__(self) -> None:
        self.pending = b""
        self.answer = HEAD % (b"0" * 32, len(ANSWER)) + ANSWER

    def connection_made(self, transport: Any) -> None:
        """Called by the event loop."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Called by the event loop."""
        self.pending += data
        count = self.pending.count(b"\r\n\r\n")
        if count:
            self.pending = self.pending.rpartition(b"\r\n\r\n")[2]
            self.transport.write(self.answer * count)


async def upstream(tell: Connection, _: int) -> None:
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    tell.send(server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


async def by_relay(tell: Connection, port: int) -> None:
    async with Relay(Upstream.at(f"http://127.0.0.1:{port}"), hooks=Seen()) as relay:
        tell.send(int(relay.origin.rpartition(":")[2]))
        await asyncio.Event().wait()


async def by_asgi(tell: Connection, port: int) -> None:
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=None)
    client = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", limits=limits)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = [each for each in scope["headers"] if each[0] not in {b"host", b"connection"}]
        request = client.build_request(scope["method"], scope["raw_path"].decode(), headers=headers, content=body)
        response = await client.send(request, stream=True)
        raw = b"".join([piece async for piece in response.aiter_raw()])
        await response.aclose()
        await send({"type": "http.response.start", "status": response.status_code, "headers": response.headers.raw})
        await send({"type": "http.response.body", "body": raw})

    server = uvicorn.Server(uvicorn.Config(application, port=0, lifespan="off", log_level="error", access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    tell.send(server.servers[0].sockets[0].getsockname()[1])
    await serving


def live(kind: Callable[[Connection, int], Any], tell: Connection, port: int) -> None:
    import uvloop

    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(kind(tell, port))


@contextlib.contextmanager
def process(kind: Callable[[Connection, int], Any], port: int = 0) -> Iterator[int]:
    """Runs a side in a process of its own; gives its port."""
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=live, args=(kind, there, port), daemon=True)
    child.start()
    try:
        yield here.recv()
    finally:
        child.terminate()
        child.join()


async def load(port: int, seconds: float, connections: int) -> tuple[float, float, float]:
    """Exchanges a second, and the latencies p50 and p99 in milliseconds."""
    size = len(HEAD % (b"0" * 32, len(ANSWER)) + ANSWER)
    latencies: list[float] = []
    until = time.perf_counter() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (start := time.perf_counter()) < until:
            writer.write(REQUEST)
            await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(len(ANSWER))
            latencies.append(time.perf_counter() - start)
        writer.close()

    assert size
    start = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    rate = len(latencies) / (time.perf_counter() - start)
    cuts = statistics.quantiles(latencies, n=100)
    return rate, cuts[49] * 1000, cuts[98] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Exchanges a second and latency: direct, relay, ASGI relay.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each way and number of connections in a round")
    parser.add_argument("--connections", type=int, nargs="*", default=[1, 32])
    arguments = parser.parse_args()
    import uvloop

    with process(upstream) as direct, process(by_relay, direct) as relay, process(by_asgi, direct) as asgi:
        ways = {"direct": direct, "relay": relay, "ASGI and httpx2": asgi}
        for port in ways.values():
            uvloop.run(load(port, 0.3, 4))
        print(f"medians of {arguments.rounds} rounds of {arguments.seconds:g} s, ratios pairwise within a round")
        for connections in arguments.connections:
            rounds = [
                {name: uvloop.run(load(port, arguments.seconds, connections)) for name, port in ways.items()}
                for _ in range(arguments.rounds)
            ]
            tell(connections, rounds)


def tell(connections: int, rounds: list[dict[str, tuple[float, float, float]]]) -> None:
    print(f"{connections} connection{'s' if connections > 1 else ''}")
    for name in rounds[0]:
        rate, half, most = (statistics.median(each[name][index] for each in rounds) for index in range(3))
        added = statistics.median(each[name][1] - each["direct"][1] for each in rounds)
        ratio = statistics.median(each[name][0] / each["ASGI and httpx2"][0] for each in rounds)
        print(
            f"  {name:16} {rate:7,.0f}/s   p50 {half:6.2f} ms   p99 {most:6.2f} ms"
            f"   added at p50 {added:+.2f} ms   {ratio:5.1f} times the ASGI relay"
        )


if __name__ == "__main__":
    main()
