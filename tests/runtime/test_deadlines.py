"""A deadline holds in sum: whatever a server does to draw a call out, it ends, and says that its time was over."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import httpcore2
import httpx2
import pytest

from signoff import (
    AsyncSieSmart,
    AsyncSmartBusiness,
    ClientCredentials,
    ConsentLack,
    ConsentRequired,
    DeadlineExceeded,
    FileTokenStore,
    MemoryTokenStore,
    NotFound,
    OutcomeUnknown,
    SieSmart,
    SieSmartEnvironment,
    SignoffError,
    SmartBusiness,
    SmartBusinessEnvironment,
    StoredGrant,
    Timeouts,
    TokenError,
    UnexpectedResponse,
    UserAccount,
)
from signoff._pipeline import drive_async, network, network_async
from signoff._pipeline.permits import Unlimited
from signoff._pipeline.tokens import Token
from signoff.siesmart import models

from .conftest import FakeClock, settle
from .dripping import ANSWERS, dripping

pytestmark = pytest.mark.anyio

BEFORE_THE_REQUEST = {"TLS handshake", "proxy"}
CREDENTIALS = ClientCredentials("i", "s")


class Time:
    """Stands still until it is told to be over; nobody waits for it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.scopes: list[tuple[asyncio.AbstractEventLoop, anyio.CancelScope]] = []

    def scope(self, _watch: object) -> anyio.CancelScope:
        made = anyio.CancelScope()
        self.scopes.append((asyncio.get_running_loop(), made))
        return made

    def is_over(self) -> None:
        self.clock.advance(10_000)
        for loop, scope in self.scopes:
            loop.call_soon_threadsafe(scope.cancel)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr(drive_async, "_until_the_deadline", made.scope)
    return made


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def client(kind: str, port: int, *, scheme: str = "http", host: str = "127.0.0.1", **settings: Any) -> Any:
    base = f"{scheme}://{host}:{port}"
    environment = SieSmartEnvironment.custom(base_url=f"{base}/v1", token_url=f"{base}/token")
    made = AsyncSieSmart if kind == "async" else SieSmart
    return made(CREDENTIALS, environment, **{"permits": Unlimited(), **settings})


def proxied(kind: str, port: int, **settings: Any) -> Any:
    transport = httpx2.AsyncHTTPTransport if kind == "async" else httpx2.HTTPTransport
    proxy = transport(proxy=f"http://127.0.0.1:{port}")
    return client(kind, 443, scheme="https", host="partner.invalid", transport=proxy, **settings)


def reach(kind: str, what: str, port: int, clock: FakeClock) -> Any:
    if what == "proxy":
        return proxied(kind, port, clock=clock)
    # A handshake is one step for the clock, so this one is bounded by its own limit.
    limits = Timeouts(connect=0.3 if what == "TLS handshake" else 30)
    return client(kind, port, scheme="https" if what == "TLS handshake" else "http", clock=clock, timeout=limits)


async def close(made: Any) -> None:
    await settle(made.aclose() if hasattr(made, "aclose") else made.close())


async def failure(call: Any) -> SignoffError:
    with pytest.raises(SignoffError) as caught:
        await settle(call())
    return caught.value


def have_token(made: Any, due_in: float = 50_000) -> None:
    chain = made.transport.chain
    now = chain.clock.monotonic()
    chain.tokens.store(
        chain.tokens.turn().refresh, Token(value="old", advise_at=now + due_in, require_at=now + 100_000)
    )


def create(made: Any, label: str = "") -> Any:
    return made.proposals.create(models.ProposalCreate(office_id=1, label=label))


@pytest.mark.parametrize("what", sorted(ANSWERS))
async def test_a_read_ends_at_its_deadline(time: Time, kind: str, what: str) -> None:
    with dripping(what, time.is_over) as server:
        made = reach(kind, what, server.port, time.clock)
        error = await failure(made.configuration.list_offices)
        if what == "body of an error":
            # Its status says all that matters.
            assert isinstance(error, NotFound)
        else:
            assert isinstance(error, DeadlineExceeded)
            assert "the deadline passed" in str(error)
            assert "closed early" not in str(error)
        # The connection is of no more use, and not kept.
        assert server.left.wait(30)
        assert not server.ended
        await close(made)


@pytest.mark.parametrize("what", sorted(set(ANSWERS) - {"body of an error"}))
async def test_a_change_ends_at_its_deadline_and_says_whether_it_left(time: Time, kind: str, what: str) -> None:
    with dripping(what, time.is_over) as server:
        made = reach(kind, what, server.port, time.clock)
        have_token(made)
        error = await failure(lambda: create(made))
        await close(made)
        assert isinstance(error, DeadlineExceeded if what in BEFORE_THE_REQUEST else OutcomeUnknown)
        assert "the deadline passed" in str(error)
        assert not server.ended


async def test_a_token_request_ends_at_the_deadline_of_its_call(time: Time, kind: str) -> None:
    with dripping("header", time.is_over, token=True) as server:
        made = client(kind, server.port, clock=time.clock)
        error = await failure(lambda: create(made))
        await close(made)
        assert isinstance(error, DeadlineExceeded)
        assert "asking for an access token (waiting for the answer)" in str(error)
        assert not server.ended


@pytest.mark.parametrize("where", ["memory", "file"])
async def test_a_renewal_that_is_drawn_out_lets_go_of_the_consent(
    time: Time, kind: str, where: str, tmp_path: Path
) -> None:
    with dripping("header", time.is_over, token=True) as server:
        environment = SmartBusinessEnvironment.custom(f"http://127.0.0.1:{server.port}/v2")
        store = MemoryTokenStore() if where == "memory" else FileTokenStore(tmp_path / "tokens.json")
        now = time.clock.now().timestamp()
        put(store, StoredGrant("i", environment.token_url, "old", "refresh", now - 1, 3600.0))
        makes = AsyncSmartBusiness if kind == "async" else SmartBusiness
        made: Any = makes(CREDENTIALS, UserAccount(store, "http://127.0.0.1:9/back"), environment, clock=time.clock)
        error = await failure(made.owner.get)
        assert isinstance(error, ConsentRequired)
        assert error.lack is ConsentLack.UNCERTAIN
        assert "the deadline passed while waiting for the answer" in str(error)
        lease = store.lease()
        assert lease.acquire()
        lease.release()
        # Whoever comes next waits for nobody.
        assert isinstance(await failure(made.owner.get), ConsentRequired)
        await close(made)


def put(store: Any, grant: StoredGrant) -> None:
    lease = store.lease()
    assert lease.acquire()
    lease.save(grant)
    lease.release()


async def test_a_lease_that_nobody_gives_back_is_waited_for_until_the_deadline(time: Time, kind: str) -> None:
    store = MemoryTokenStore()
    assert store.lease().acquire()
    makes = AsyncSmartBusiness if kind == "async" else SmartBusiness
    sleep: Any = time.clock.sleep_async if kind == "async" else time.clock.sleep
    made: Any = makes(
        CREDENTIALS, UserAccount(store, "http://127.0.0.1:9/back"), clock=time.clock, sleep=sleep, deadline=3
    )
    error = await failure(made.owner.get)
    await close(made)
    assert isinstance(error, DeadlineExceeded)
    assert "somebody else uses the token store" in str(error)


async def test_an_upload_that_is_read_slowly_ends_at_its_deadline(time: Time, kind: str) -> None:
    with dripping("slow reader", time.is_over) as server:
        made = client(kind, server.port, clock=time.clock)
        error = await failure(lambda: create(made, "x" * 8_000_000))
        await close(made)
        assert isinstance(error, OutcomeUnknown)
        assert "the deadline passed while sending the request" in str(error)
        assert not server.ended


async def test_real_time_counts(kind: str) -> None:
    with dripping("header", lambda: None) as server:
        made = client(kind, server.port, deadline=0.2)
        error = await failure(made.configuration.list_offices)
        await close(made)
        assert isinstance(error, DeadlineExceeded)
        assert "the deadline passed" in str(error)
        assert not server.ended


async def test_a_name_that_is_not_found_in_time_is_left_behind(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    real = socket.getaddrinfo

    def slow(*arguments: Any, **options: Any) -> Any:
        found.wait(30)
        return real(*arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    made = client(kind, 9, host="localhost", deadline=0.1)
    error = await failure(made.configuration.list_offices)
    await close(made)
    if kind == "async":
        # As `asyncio.run` does when it ends.
        await asyncio.get_running_loop().shutdown_default_executor()
    assert not found.is_set()
    found.set()
    assert isinstance(error, DeadlineExceeded)
    assert "the deadline passed" in str(error)


def test_a_connection_that_comes_too_late_is_closed() -> None:
    closed, go_on = threading.Event(), threading.Event()

    class Late(httpcore2.NetworkStream):
        def close(self) -> None:
            closed.set()

    def connect() -> httpcore2.NetworkStream:
        go_on.wait(10)
        return Late()

    with pytest.raises(httpcore2.ConnectTimeout):
        network.within(0.01, connect)
    go_on.set()
    assert closed.wait(10)


@pytest.mark.parametrize("where", ["token", "api"])
async def test_a_407_that_comes_as_an_answer_is_the_proxys(kind: str, where: str) -> None:
    with answering(b"HTTP/1.1 407 Canary\r\nContent-Length: 0\r\n\r\n") as port:
        made = client(kind, port)
        if where == "api":
            have_token(made)
        error = await failure(made.configuration.list_offices)
        await close(made)
        assert isinstance(error, TokenError if where == "token" else UnexpectedResponse)
        assert "proxy on the way asks for a user name and password" in str(error)


async def test_of_several_addresses_the_first_that_answers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that refuses gives way at once, one that says nothing after a moment, and the late one is closed."""
    with answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") as port:

        def several(host: str, port: int, *_: Any, **__: Any) -> Any:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", port)) for last in (9, 8, 1)]

        monkeypatch.setattr(socket, "getaddrinfo", several)
        made = client("async", port, host="localhost")
        have_token(made)
        assert isinstance(await failure(made.configuration.list_offices), NotFound)
        await close(made)


@pytest.mark.parametrize("problem", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
async def test_a_name_that_does_not_exist_is_told(
    kind: str, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any, **__: Any) -> Any:
        raise problem

    monkeypatch.setattr(socket, "getaddrinfo", none)
    made = client(kind, 9, host="localhost", retries=0)
    error = await failure(made.configuration.list_offices)
    await close(made)
    assert isinstance(error, TokenError)
    assert error.unreachable


def test_connecting_needs_no_thread_where_none_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none)
    stream = httpcore2.NetworkStream()
    assert network.within(1.0, lambda: stream) is stream


async def test_the_clock_finds_its_place_in_the_http_library() -> None:
    """Both names inside of the library are used nowhere else; an update that changes them is noticed here."""
    assert network.put_clock(httpx2.HTTPTransport())
    assert network.put_clock(httpx2.HTTPTransport(proxy="http://127.0.0.1:9"))
    assert network_async.put_clock(httpx2.AsyncHTTPTransport())
    assert network_async.put_clock(httpx2.AsyncHTTPTransport(proxy="http://127.0.0.1:9"))
    assert not network.put_clock(httpx2.MockTransport(lambda _request: httpx2.Response(200)))


def test_a_transport_that_wraps_another_is_bounded_as_well(time: Time) -> None:
    class Traced(httpx2.BaseTransport):
        __slots__ = ("inner",)

        def __init__(self, inner: httpx2.BaseTransport) -> None:
            self.inner = inner

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            return self.inner.handle_request(request)

    with dripping("header", time.is_over) as server, httpx2.HTTPTransport() as plain:
        made = client("sync", server.port, clock=time.clock, transport=Traced(Traced(plain)))
        have_token(made)
        with pytest.raises(OutcomeUnknown, match="the deadline passed while waiting for the answer"):
            create(made)
        assert not server.ended


async def test_a_transport_of_another_kind_is_cut_off_where_it_can_be() -> None:
    class Silent(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            await asyncio.Event().wait()
            raise AssertionError

    made = client("async", 9, transport=Silent(), deadline=0.05)
    error = await failure(made.configuration.list_offices)
    assert isinstance(error, DeadlineExceeded)


async def test_a_token_that_still_serves_is_not_given_up_for_a_slow_renewal(time: Time, kind: str) -> None:
    # The renewal runs into the deadline; who comes next is served the old token at once.
    with dripping("header", time.is_over, token=True) as server:
        made = client(kind, server.port, clock=time.clock)
        have_token(made, due_in=-1)
        error = await failure(made.configuration.list_offices)
        assert isinstance(error, DeadlineExceeded)
        assert made.transport.chain.tokens.turn().token.value == "old"
        await close(made)


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)
        listener.close()


async def test_what_a_proxy_says_is_told(kind: str) -> None:
    said = {
        407: "user name and password",
        403: "forbids connections to this host",
        502: "could not reach the host",
        418: r"refused the connection \(418\)",
    }
    for status, words in said.items():
        with answering(b"HTTP/1.1 %d Canary\r\nContent-Length: 0\r\n\r\n" % status) as port:
            made = proxied(kind, port, retries=0, deadline=30)
            with pytest.raises(TokenError, match=words) as caught:
                await settle(made.configuration.list_offices())
            assert "Canary" not in str(caught.value)
            await close(made)
