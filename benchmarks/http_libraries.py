"""httpx against httpx2: CPU time per request, side by side in one run.

Starts one small server on loopback in its own process, sends a bounded number of requests through both
libraries in turns, and prints medians and their ratio. Trust the ratio: machines are shared and noisy.

    .venv/bin/python benchmarks/http_libraries.py
"""

import argparse
import asyncio
import multiprocessing
import socket
import statistics
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import httpx
import httpx2

BODY = b'{"id": 1, "label": "' + b"x" * 360 + b'"}'
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)


class Server(asyncio.Protocol):
    """Answers every request head with the same body; nothing here can be the bottleneck."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            _, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.transport.write(ANSWER)  # type: ignore[attr-defined]


def serve(pipe: Connection, seconds: float) -> None:
    """Serves until `seconds` have passed, whatever happens to the parent."""

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.sleep(seconds)

    asyncio.run(run())


def sync_run(library: Any, url: str, count: int) -> float:
    """CPU seconds per request, one connection, one request after the other."""
    with library.Client() as client:
        client.get(url)
        start = time.process_time()
        for _ in range(count):
            client.get(url)
        return (time.process_time() - start) / count


def async_run(library: Any, url: str, count: int, at_once: int) -> float:
    """CPU seconds per request with `at_once` requests in flight."""

    async def run() -> float:
        async with library.AsyncClient() as client:
            await client.get(url)

            async def worker() -> None:
                for _ in range(count // at_once):
                    await client.get(url)

            start = time.process_time()
            await asyncio.gather(*(worker() for _ in range(at_once)))
            return (time.process_time() - start) / (count // at_once * at_once)

    return asyncio.run(run())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=600)
    arguments = parser.parse_args()
    parent, child = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(child, 300.0), daemon=True)
    process.start()
    port = parent.recv()
    url = f"http://127.0.0.1:{port}/"
    socket.create_connection(("127.0.0.1", port)).close()
    modes: dict[str, Callable[[Any], float]] = {
        "sync, 1 at once": lambda library: sync_run(library, url, arguments.requests),
        "async, 1 at once": lambda library: async_run(library, url, arguments.requests, 1),
        "async, 16 at once": lambda library: async_run(library, url, arguments.requests, 16),
    }
    print(f"httpx {httpx.__version__} and httpx2 {httpx2.__version__}, CPU per request, median of {arguments.rounds}")
    try:
        for name, measure in modes.items():
            old: list[float] = []
            new: list[float] = []
            for _ in range(arguments.rounds):
                old.append(measure(httpx))
                new.append(measure(httpx2))
            ratios = statistics.median(first / second for first, second in zip(old, new, strict=True))
            print(
                f"  {name:18} httpx {statistics.median(old) * 1e6:7.0f} us   "
                f"httpx2 {statistics.median(new) * 1e6:7.0f} us   httpx/httpx2 {ratios:.2f}"
            )
    finally:
        process.terminate()


if __name__ == "__main__":
    main()
