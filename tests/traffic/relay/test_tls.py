"""TLS outward, verified as the clients do it, and TLS for whoever speaks to the relay."""

import asyncio

import pytest

from signoff_contract.traffic.relay import Hooks, Pass, Relay, Return, Upstream, Wire

from .conftest import Made
from .stage import OK, Noted, always, connected, echo, get, post, serving
from .test_hooks import Scripted

pytestmark = pytest.mark.anyio


async def test_an_upstream_with_tls_is_verified_and_passed_on_to(made: Made) -> None:
    async with serving(echo, ssl=made.served()) as server:
        upstream = Upstream.at(f"https://localhost:{server.port}", made.trusted())
        async with Relay(upstream) as relay, connected(relay) as client:
            for body in (b"abc", bytes(1_000_000)):
                await client.send(post(body))
                await client.until(b"\r\n\r\n")
                assert await client.exactly(len(body)) == body
        assert len(server.got) == 1


async def test_a_certificate_is_trusted_as_the_clients_do_it(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(always(OK), ssl=made.served()) as server:
        url = f"https://localhost:{server.port}"
        refusing, other_name = Upstream.at(url), Upstream.at(url.replace("localhost", "127.0.0.1"), made.trusted())
        monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
        trusting = Upstream.at(url)
        for upstream, expected in ((refusing, b"certificate"), (other_name, b"certificate"), (trusting, b"ok")):
            async with Relay(upstream) as relay, connected(relay) as client:
                got = await client.ask(get())
            assert got.startswith(b"HTTP/1.1 200" if expected == b"ok" else b"HTTP/1.1 502")
            assert expected in got


async def test_an_upstream_without_tls_where_tls_is_due_is_told(made: Made) -> None:
    async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(OK)

    async with serving(plain) as server:
        upstream = Upstream.at(f"https://localhost:{server.port}", made.trusted())
        async with Relay(upstream) as relay, connected(relay) as client:
            got = await client.ask(get())
    assert got.startswith(b"HTTP/1.1 502")
    assert b"TLS with localhost" in got


@pytest.mark.parametrize("cut", [None, 20])
async def test_it_may_listen_with_tls(made: Made, cut: int | None) -> None:
    hooks: Hooks = Scripted(Pass(), Return(wire=Wire(cut=cut, reset=True))) if cut else Noted()
    async with serving(always(OK)) as server, Relay(server.upstream, hooks=hooks, tls=made.served()) as relay:
        assert relay.origin.startswith("https://")
        async with connected(relay, ssl=made.trusted(), server_hostname="localhost") as client:
            await client.send(get())
            if cut is None:
                assert await client.until(b"ok") == OK
                await client.send(get("/", "Connection: close"))
                assert (await client.rest()).endswith(b"ok")
            else:
                assert await client.exactly(cut) == OK[:cut]
                with pytest.raises(ConnectionResetError):
                    await client.rest()
