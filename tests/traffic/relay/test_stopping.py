"""The relay starts where it may, and leaves nothing behind when it stops."""

import asyncio
import contextlib
import gc
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx2
import pytest

from signoff_contract.traffic.relay import Limits, Relay, Upstream, relaying

from .stage import OK, Noted, Time, always, between, connected, get, serving, settled

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("host", ["::", "192.0.2.1", "example.com", ""])
async def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        Relay(host=host)
    Relay(host=host, open_to_others=True)


async def test_it_has_an_address_while_it_listens() -> None:
    relay = Relay()
    with pytest.raises(RuntimeError):
        _ = relay.origin
    async with relay:
        assert relay.origin.startswith("http://127.0.0.1:")
    with pytest.raises(RuntimeError):
        _ = relay.origin
    await relay.stop()


async def test_a_port_that_is_taken_is_an_error_and_leaves_nothing() -> None:
    before = asyncio.all_tasks()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        async with Relay(port=taken.getsockname()[1]):
            pass
    assert asyncio.all_tasks() == before


async def test_nothing_is_left_of_idle_connections() -> None:
    before = asyncio.all_tasks()
    async with (
        serving(always(OK)) as server,
        Relay(server.upstream) as relay,
        connected(relay) as used,
        connected(relay) as fresh,
    ):
        await used.send(get())
        await used.until(b"ok")
        await settled()
        await relay.stop()
        assert await used.rest() == b""
        assert await fresh.rest() == b""
        assert not relay._open
    await settled()
    assert asyncio.all_tasks() == before
    gc.collect()


async def test_an_exchange_under_way_comes_to_its_end() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.set()
        await asyncio.wait_for(go_on.wait(), 10)
        writer.write(OK)
        await reader.read()

    arrived, go_on = asyncio.Event(), asyncio.Event()
    async with between(answer) as (client, _, relay):
        await client.send(get())
        await asyncio.wait_for(arrived.wait(), 10)
        stopping = asyncio.create_task(relay.stop())
        await settled()
        go_on.set()
        assert await client.rest() == OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        client.close()
        await stopping


async def test_an_exchange_without_end_is_ended() -> None:
    async def answer(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await reader.read()
        await asyncio.Event().wait()

    arrived, time, noted = asyncio.Event(), Time(), Noted()
    limits = Limits(lingering=3.0)
    async with between(answer, noted, clock=time, sleep=time.sleep, limits=limits) as (client, _, relay):
        await client.send(get())
        await asyncio.wait_for(arrived.wait(), 10)
        stopping = asyncio.create_task(relay.stop())
        await settled()
        await time.go(2.9)
        assert not stopping.done()
        await time.go(0.2)
        await stopping
        with contextlib.suppress(ConnectionResetError):
            assert await client.rest() == b""
    assert noted.exchanges[0].returned is None


async def test_a_thread_of_its_own_serves_a_synchronous_caller() -> None:
    noted = Noted()
    async with serving(always(OK)) as server:

        def ask() -> tuple[str, str]:
            with relaying(server.upstream, hooks=noted) as relay, httpx2.Client() as client:
                return client.get(relay.origin).text, relay.origin

        text, origin = await asyncio.to_thread(ask)
    assert text == "ok"
    assert len(noted.exchanges) == 1
    assert all(thread.name != "relay" for thread in threading.enumerate())
    with pytest.raises(OSError, match=r"refused|Connect call failed"):
        await asyncio.open_connection("127.0.0.1", int(origin.rpartition(":")[2]))


def test_a_thread_that_cannot_listen_says_so() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(OSError, match="in use"),
        relaying(Upstream("127.0.0.1", 9), port=taken.getsockname()[1]),
    ):
        pass
    with pytest.raises(ValueError, match="loopback"), relaying(host="192.0.2.1"):
        pass


ALONE = """
import sys
for name in ("uvloop", "httptools", "uvicorn"):
    sys.modules[name] = None
import asyncio, http.client
from signoff_contract.traffic.relay import Reply, Hooks, relaying
class Own(Hooks):
    async def before(self, request):
        return Reply(200, b"alone")
with relaying(hooks=Own()) as relay:
    connection = http.client.HTTPConnection(relay.origin.removeprefix("http://"))
    connection.request("GET", "/")
    print(connection.getresponse().read().decode())
    connection.close()
"""


def test_it_works_without_what_is_not_there_on_windows() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout, run.stderr) == ("alone\n", "")


def test_there_is_no_other_reader_of_heads() -> None:
    """Two would be two opinions on what is malformed."""
    import signoff_contract.traffic.relay as room

    folder = Path(next(iter(room.__path__)))
    for module in folder.glob("*.py"):
        assert "import h11" not in module.read_text()
        assert "import httptools" not in module.read_text()
