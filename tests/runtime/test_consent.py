"""Asking a user for consent: the address, the way back, the code, and the helper that listens for the browser."""

import http.client
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import anyio
import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import (
    ConfigurationError,
    ConsentDenied,
    ConsentFailed,
    DeadlineExceeded,
    MemoryTokenStore,
    SmartBusiness,
    TokenError,
    TokenStoreError,
    run_consent_flow,
    run_consent_flow_async,
)
from signoff.consent import read_redirect
from signoff.consent_listener import Listener

from .conftest import SECRET, settle
from .smartbusiness_world import BASE, CLIENT_ID, REDIRECT, World, answer, peek, read, refusal

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def back(**query: str) -> str:
    return f"{REDIRECT}?{urlencode(query)}"


def asking(world: World, store: Any = None, **settings: Any) -> Any:
    store = MemoryTokenStore() if store is None else store
    access = world.user(store, scopes=("invoice", "contact"), draw_state=lambda size: f"state-{size}", **settings)
    return world.client(access)


# ------------------------------------------------------------------------------------------------------ the way there


def test_the_address_to_open() -> None:
    request = asking(World("sync")).consent.begin()
    parts = urlsplit(request.url)
    assert request.url.startswith(f"{BASE}/auth/authorize?")
    assert parse_qs(parts.query, strict_parsing=True) == {
        "response_type": ["code"],
        "client_id": [CLIENT_ID],
        "redirect_uri": [REDIRECT],
        "scope": ["invoice contact"],
        "state": ["state-32"],
    }
    assert request.state == "state-32"
    assert "state-32" not in repr(request)
    assert SECRET not in request.url


def test_the_state_is_new_every_time_and_long() -> None:
    world = World("sync")
    client: SmartBusiness = world.client(world.user())
    states = {client.consent.begin().state for _ in range(50)}
    assert len(states) == 50
    assert min(map(len, states)) >= 43


async def test_a_client_for_its_own_account_asks_nobody(world: World) -> None:
    with pytest.raises(ConfigurationError, match="own account"):
        world.client().consent.begin()
    with pytest.raises(ConfigurationError, match="own account"):
        await settle(world.client().consent.finish(back(state="s", code="c"), state="s"))


# ------------------------------------------------------------------------------------------------------- the way back


@pytest.mark.parametrize(
    ("address", "error", "says"),
    [
        (back(code="good-code", state="other"), ConsentFailed, "another state"),
        (back(code="good-code"), ConsentFailed, "another state"),
        (back(code="good-code", state=""), ConsentFailed, "another state"),
        (back(code="good-code", state="st\u00e4te"), ConsentFailed, "another state"),
        (back(error="access_denied", state="other"), ConsentFailed, "another state"),
        (back(error="access_denied", state="state"), ConsentDenied, "said no"),
        (back(error="access_denied", code="good-code", state="state"), ConsentDenied, "said no"),
        (back(error="invalid_scope", state="state"), ConsentFailed, "invalid_scope. Check client id"),
        (back(error="<b>canary", state="state"), ConsentFailed, "no known word"),
        (back(state="state"), ConsentFailed, "without a code"),
        (back(state="state", code=""), ConsentFailed, "without a code"),
        (back(state="state", code="a\nb"), ConsentFailed, "without a code"),
        (back(state="state", code="c") + "&code=d", ConsentFailed, "given twice"),
        (back(state="state", code="c") + "&state=state", ConsentFailed, "given twice"),
        ("", ConsentFailed, "another state"),
        ("x" * 9000, ConsentFailed, "no usable text"),
        ("http://[", ConsentFailed, "cannot be read"),
        (f"{REDIRECT}?{'a&' * 99}", ConsentFailed, "cannot be read"),
    ],
)
def test_what_is_no_consent(address: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read_redirect(address, "state")
    assert type(caught.value) is error
    for confidential in ("canary", "good-code", "state-"):
        assert confidential not in str(caught.value)


def test_an_empty_state_matches_nothing() -> None:
    with pytest.raises(ConsentFailed, match="another state"):
        read_redirect(back(code="c", state=""), "")


def test_what_is_consent() -> None:
    assert read_redirect(back(code="a+b/c=", state="st&te", extra="x"), "st&te") == "a+b/c="
    assert read_redirect("/callback?code=c&state=s", "s") == "c"


@given(st.text(max_size=60))
def test_any_address_is_read_or_refused(text: str) -> None:
    with pytest.raises(ConsentFailed):
        read_redirect(text, "the-state")


# ------------------------------------------------------------------------------------------------------------ the code


async def test_the_code_brings_tokens_that_are_kept_and_used(world: World) -> None:
    store = MemoryTokenStore()
    client = asking(world, store)
    await settle(client.consent.finish(back(code="good-code", state="state-32"), state="state-32"))
    assert world.books.token_requests == [
        {
            "grant_type": "authorization_code",
            "client_id": CLIENT_ID,
            "client_secret": SECRET,
            "code": "good-code",
            "redirect_uri": REDIRECT,
        }
    ]
    await settle(read(client))
    assert world.books.bearers() == ["access-1"]
    stored = peek(store)
    assert stored is not None
    assert (stored.client_id, stored.refresh_token, stored.spending) == (CLIENT_ID, "refresh-1", None)
    world.clock.advance(43200)
    await settle(read(client))
    assert world.books.token_requests[-1]["refresh_token"] == "refresh-1"


async def test_consent_given_anew_replaces_what_was_there(world: World) -> None:
    now = world.clock.now().timestamp()
    store = MemoryTokenStore(world.stored(expires_at=now + 40000, client_id="another"))
    client = asking(world, store)
    with pytest.raises(TokenStoreError, match="another client"):
        await settle(read(client))
    await settle(client.consent.finish(back(code="good-code", state="s"), state="s"))
    await settle(read(client))
    await settle(client.consent.finish(back(code="good-code", state="s"), state="s"))
    await settle(read(client))
    assert world.books.bearers() == ["access-1", "access-2"]


async def test_a_wrong_state_sends_nothing(world: World) -> None:
    with pytest.raises(ConsentFailed, match="another state"):
        await settle(asking(world).consent.finish(back(code="good-code", state="s"), state="other"))
    assert world.books.token_requests == []


UNCLEAR = [httpx2.ReadTimeout("t"), httpx2.RemoteProtocolError("x")]
NO_TOKENS = [
    answer({"access_token": "a", "expires_in": 9}),
    answer({"refresh_token": "a"}),
    httpx2.Response(200, html="<p>"),
]


@pytest.mark.parametrize("outcome", [*UNCLEAR, *NO_TOKENS], ids=str)
async def test_a_code_is_sent_once(world: World, outcome: Any) -> None:
    store = MemoryTokenStore()
    world.books.token_script = [outcome]
    with pytest.raises(ConsentFailed, match="ask again") as caught:
        await settle(asking(world, store).consent.finish(back(code="good-code", state="s"), state="s"))
    assert len(world.books.token_requests) == 1
    assert peek(store) is None
    assert "good-code" not in f"{caught.value}{vars(caught.value)}"


async def test_a_wrong_code_is_told(world: World) -> None:
    with pytest.raises(ConsentFailed, match="invalid_grant: no such code") as caught:
        await settle(asking(world).consent.finish(back(code="bad-code", state="s"), state="s"))
    assert caught.value.error == "invalid_grant"
    assert "bad-code" not in str(caught.value)


@pytest.mark.parametrize(
    "outcome", [httpx2.ConnectError("refused"), refusal(429, 6000, X_Rate_Limit_Reset="2"), refusal(503, 8000)], ids=str
)
async def test_a_code_that_never_arrived_is_sent_again(world: World, outcome: Any) -> None:
    client = asking(world)
    world.books.token_script = [outcome] * 2
    await settle(client.consent.finish(back(code="good-code", state="s"), state="s"))
    assert len(world.books.token_requests) == 3
    world.books.token_script = [outcome] * 3
    with pytest.raises(TokenError):
        await settle(client.consent.finish(back(code="good-code", state="s"), state="s"))


@pytest.mark.parametrize("status", [400, 401, 500, 502])
async def test_a_refused_client_is_told(world: World, status: int) -> None:
    world.books.token_script = [answer({"error": "invalid_client"}, status)]
    with pytest.raises(TokenError, match=str(status)):
        await settle(asking(world).consent.finish(back(code="good-code", state="s"), state="s"))
    assert len(world.books.token_requests) == 1


async def test_the_store_is_taken_before_the_code_is_spent(world: World) -> None:
    store = MemoryTokenStore()
    lease = store.lease()
    assert lease.acquire()
    with pytest.raises(DeadlineExceeded, match="token store"):
        await settle(asking(world, store).consent.finish(back(code="good-code", state="s"), state="s"))
    assert world.books.token_requests == []


# --------------------------------------------------------------------------------------------------------- the helper


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def visit(port: int, target: str, method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, target)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


class Browser:
    """Opens the announced address and comes back as told, from a thread of its own."""

    def __init__(self, port: int, *targets: Callable[[str], str]) -> None:
        self.port = port
        self.targets = targets
        self.seen: list[tuple[int, str]] = []
        self.announced = ""
        self._thread: threading.Thread | None = None

    def announce(self, text: str) -> None:
        self.announced = text
        state = parse_qs(urlsplit(text.splitlines()[-1]).query)["state"][0]

        def work() -> None:
            self.seen = [visit(self.port, target(state)) for target in self.targets]

        self._thread = threading.Thread(target=work)
        self._thread.start()

    def join(self) -> None:
        assert self._thread is not None
        self._thread.join(10)


def developer(world: World, port: int) -> Any:
    access = world.user(MemoryTokenStore())
    from attrs import evolve

    return world.client(evolve(access, redirect_uri=f"http://127.0.0.1:{port}/callback"))


async def flow(world: World, client: Any, browser: Browser, timeout: float = 20.0) -> None:  # noqa: ASYNC109
    if world.kind == "async":
        await run_consent_flow_async(client, announce=browser.announce, timeout=timeout)
    else:
        run_consent_flow(client, announce=browser.announce, timeout=timeout)


async def test_the_whole_way(world: World) -> None:
    port = free_port()
    client = developer(world, port)
    browser = Browser(
        port,
        lambda _: "/favicon.ico",
        lambda _: "/callback",
        lambda _: "/callback?code=good-code&state=forged",
        lambda state: f"/callback?code=good-code&state={state}&state={state}",
        lambda state: f"/elsewhere?code=good-code&state={state}",
        lambda state: f"/callback?{urlencode({'code': 'good-code', 'state': state})}",
    )
    await flow(world, client, browser)
    browser.join()
    assert browser.announced.startswith("Open this address in a browser")
    assert [status for status, _ in browser.seen] == [404] * 5 + [200]
    assert "You can close this window" in browser.seen[-1][1]
    assert "good-code" not in browser.seen[-1][1]
    await settle(read(client))
    assert world.books.bearers() == ["access-1"]


async def test_the_user_says_no(world: World) -> None:
    port = free_port()
    browser = Browser(port, lambda state: f"/callback?error=access_denied&state={state}")
    with pytest.raises(ConsentDenied):
        await flow(world, developer(world, port), browser)
    browser.join()
    assert browser.seen[0][0] == 200


async def test_nobody_comes_back(world: World) -> None:
    port = free_port()
    with pytest.raises(ConsentFailed, match=r"within 0\.01 s"):
        await flow(world, developer(world, port), Browser(port), timeout=0.01)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


def test_only_the_first_answer_counts() -> None:
    with Listener("http://127.0.0.1:0/callback") as listener:
        listener._accepts = lambda query: query == "right"
        assert not listener.offer("/callback?wrong")
        assert listener.offer("/callback?right")
        assert not listener.offer("/callback?right")


def test_silent_connections_hold_nobody_up() -> None:
    port = free_port()
    world = World("sync")
    with socket.socket() as silent:
        browser = Browser(port, lambda state: f"/callback?code=good-code&state={state}")
        original = browser.announce

        def announce(text: str) -> None:
            silent.connect(("127.0.0.1", port))
            original(text)

        run_consent_flow(developer(world, port), announce=announce, timeout=20)
        browser.join()
    assert browser.seen[0][0] == 200


def test_other_methods_are_turned_away() -> None:
    port = free_port()
    world = World("sync")
    answers: list[int] = []

    def announce(text: str) -> None:
        state = parse_qs(urlsplit(text.splitlines()[-1]).query)["state"][0]
        target = f"/callback?code=good-code&state={state}"

        def work() -> None:
            answers.extend(visit(port, target, method)[0] for method in ("POST", "GET"))

        threading.Thread(target=work, daemon=True).start()

    run_consent_flow(developer(world, port), announce=announce, timeout=20)
    assert answers[0] == 501


@pytest.mark.parametrize(
    "redirect",
    [
        "https://127.0.0.1:8765/callback",
        "http://books.example.com:8765/callback",
        "http://127.0.0.1/callback",
        "http://127.0.0.1:8765/callback?x=1",
        "http://127.0.0.1:99999/callback",
        "urn:ietf:wg:oauth:2.0:oob",
        "",
    ],
)
def test_listening_needs_an_address_of_this_machine(redirect: str) -> None:
    with pytest.raises(ConfigurationError, match="register one of that kind"):
        Listener(redirect)


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"port {port}"):
            Listener(f"http://localhost:{port}/callback")


async def test_a_cancelled_wait_ends() -> None:
    world = World("async")
    port = free_port()
    client = developer(world, port)
    async with anyio.create_task_group() as group:

        async def ask() -> None:
            await run_consent_flow_async(client, announce=lambda _: group.cancel_scope.cancel(), timeout=5)

        group.start_soon(ask)
    assert world.books.token_requests == []
