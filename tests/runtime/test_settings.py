"""Settings of the wrong kind are refused where they are given, and named."""

import asyncio
import copy
import inspect
import logging
import pydoc
import random
import time
from datetime import timedelta
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Any, assert_type

import anyio
import httpx2
import pytest

from siesmart_client.facade import SieSmartResources
from signoff import (
    AsyncSieSmart,
    AsyncSimutek,
    AsyncSmartBusiness,
    CallOptions,
    ClientCredentials,
    ConfigurationError,
    FileTokenStore,
    PermitWindow,
    SieSmart,
    Simutek,
    SimutekEnvironment,
    SmartBusiness,
)
from signoff.partner import Closing, TokenEndpoint, Unlimited, make_chain
from signoff.smartbusiness import HeaderPermits

from .conftest import World, read, settle

if TYPE_CHECKING:
    from siesmart_client import Client as SieSmartRaw

THEIRS = SimutekEnvironment(base_url="https://gks.example.com")
KEYS = ClientCredentials("i", "s")


def answer(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200)


class Foreign:
    """What another library's transport looks like."""

    __module__ = "httpx._transports.default"

    def handle_request(self, request: Any) -> Any:
        raise AssertionError


KINDS = [
    SieSmart,
    SmartBusiness,
    partial(Simutek, environment=THEIRS),
    AsyncSieSmart,
    AsyncSmartBusiness,
    partial(AsyncSimutek, environment=THEIRS),
]


@pytest.fixture(params=KINDS, ids=lambda kind: str(getattr(kind, "func", kind)))
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


WRONG = {
    "deadline": (0, -1, "5", float("nan"), True),
    "timeout": (5, "5"),
    "retries": ("2", -1, 1.5),
    "permits": (100, "100", object()),
    "logger": ("signoff", 5),
    "clock": (5, time, object()),
    "random": (7, object(), random.Random),
    "sleep": (1, "s"),
    "transport": ("http://canary@127.0.0.1:9", object(), Foreign(), httpx2.HTTPTransport),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_the_setting_is_named(kind: Any, name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} must be") as caught:
        kind(KEYS, **{name: value})
    assert "canary" not in str(caught.value)


def test_what_fits_is_taken(kind: Any) -> None:
    for settings in (
        {"logger": logging.LoggerAdapter(logging.getLogger("x"))},
        {"random": random.SystemRandom()},
        {"transport": httpx2.MockTransport(answer)},
        {},
    ):
        kind(KEYS, **settings)


KEYWORDS = {
    "clock": None,
    "random": None,
    "permits": None,
    "deadline": 120.0,
    "timeout": None,
    "retries": 2,
    "logger": None,
    "transport": None,
    "sleep": None,
}


def test_help_shows_every_keyword_with_its_default(kind: Any) -> None:
    client = getattr(kind, "func", kind)
    parameters = inspect.signature(client).parameters
    named = {name: one.default for name, one in parameters.items() if one.kind is one.KEYWORD_ONLY}
    assert named == KEYWORDS
    assert next(iter(parameters)) == "credentials"
    assert "settings" not in parameters
    for name in KEYWORDS:
        assert f"{name}: " in pydoc.plain(pydoc.render_doc(client))


def test_help_shows_no_variable_of_this_process(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIESMART_CLIENT_SECRET", "secret-canary")
    client = getattr(kind, "func", kind)
    assert "secret-canary" not in pydoc.plain(pydoc.render_doc(client)) + str(inspect.signature(client.from_env))


def test_a_keyword_that_nobody_knows_is_named(kind: Any) -> None:
    name = getattr(kind, "func", kind).__name__
    with pytest.raises(TypeError, match=rf"^{name}\(\) got an unexpected keyword argument 'tranport'$"):
        kind(KEYS, tranport=None)


def test_a_client_from_outside_may_keep_no_environment() -> None:
    class Harbour(Closing, SieSmartResources):
        def __init__(self) -> None:
            endpoint = TokenEndpoint("https://login.example.com/token")
            chain = make_chain(
                KEYS, "https://api.example.com/v1/", endpoint, trace_header="", make_permits=lambda _clock: Unlimited()
            )
            super().__init__(self._connect(chain, None, None))

    client = Harbour()
    assert repr(client) == "<Harbour https://api.example.com/v1>"
    with copy.copy(client) as twin:
        assert twin.transport is not client.transport
        assert twin.transport.chain is client.transport.chain
        assert twin.proposals is not client.proposals


if TYPE_CHECKING:
    # Never run: mypy reads it, and complains of an ignored error that does not occur.
    def checked(network: httpx2.BaseTransport, awaited: httpx2.AsyncBaseTransport) -> None:
        assert_type(SieSmart(KEYS, transport=network, retries=1).raw_client(), SieSmartRaw)
        SieSmart(KEYS, tranport=network)  # type: ignore[call-arg]
        SieSmart(KEYS, transport=awaited)  # type: ignore[arg-type]
        AsyncSmartBusiness(KEYS, transport=network)  # type: ignore[arg-type]
        Simutek(KEYS)  # type: ignore[call-arg]
        SieSmart.from_env(retries="2")  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [lambda: PermitWindow(5, clock=5), lambda: HeaderPermits(clock=5)])  # type: ignore[arg-type]
def test_a_pace_needs_a_clock(make: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^clock must be"):
        make()


@pytest.mark.parametrize("path", [5, None, b"tokens.json"])
def test_a_token_file_needs_a_path(path: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^path must be"):
        FileTokenStore(path)


@pytest.mark.parametrize(
    ("made", "hint"),
    [
        (lambda: "http://proxy.example:3128", r"HTTPTransport\(proxy=...\)"),
        (lambda: httpx2.HTTPTransport, r"Make one of it: HTTPTransport\(\)"),
        (httpx2.Client, "A client is no transport"),
        (Foreign, "Signoff uses httpx2, not httpx"),
    ],
)
def test_a_wrong_transport_is_answered_with_the_right_one(made: Any, hint: str) -> None:
    with pytest.raises(ConfigurationError, match=hint):
        SieSmart(KEYS, transport=made())


def test_transports_of_the_other_kind_of_client_are_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"A synchronous client needs httpx2.HTTPTransport\(\)"):
        SieSmart(KEYS, transport=httpx2.AsyncHTTPTransport())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"An asynchronous client needs httpx2.AsyncHTTPTransport\(\)"):
        AsyncSieSmart(KEYS, transport=httpx2.HTTPTransport())  # type: ignore[arg-type]


def test_a_sleep_of_the_other_kind_of_client_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="does not await"):
        SieSmart(KEYS, sleep=anyio.sleep)
    with pytest.raises(ConfigurationError, match="this client awaits it"):
        AsyncSieSmart(KEYS, sleep=time.sleep)  # type: ignore[arg-type]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "options",
    [5, {"deadline": 5}, 0, {}, CallOptions(deadline=0), CallOptions(deadline="5"), CallOptions(into="a")],  # type: ignore[arg-type]
)
async def test_options_of_a_call_are_checked_before_anything_is_sent(world: World, options: Any) -> None:
    client = world.client()
    with pytest.raises(ConfigurationError, match=r"^options"):
        await settle(client.proposals.get(7, options=options))
    assert world.partner.requests == world.partner.token_requests == []


@pytest.mark.parametrize("name", ["absent.pem", "garbage.pem"])
def test_certificates_that_cannot_be_used_are_told(tmp_path: Any, monkeypatch: Any, name: str) -> None:
    (tmp_path / "garbage.pem").write_text("no certificate\n")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with SieSmart(KEYS) as client:
        for _ in range(2):
            with pytest.raises(ConfigurationError, match="what SSL_CERT_FILE names cannot be used"):
                client.configuration.list_offices()

    async def main() -> None:
        async with AsyncSieSmart(KEYS) as client:
            await client.configuration.list_offices()

    with pytest.raises(ConfigurationError, match="what SSL_CERT_FILE names cannot be used"):
        asyncio.run(main())


class Standing:
    """A clock that does not notice that time passes, as in a test that freezes it."""

    def __init__(self, world: World) -> None:
        self.now = world.clock.now

    def monotonic(self) -> float:
        return 5.0


class Never:
    """A limit that is used up until later."""

    def reserve(self) -> float:
        return 61.0


@pytest.mark.anyio
async def test_a_pace_on_a_clock_that_stands_still_is_no_endless_wait(world: World) -> None:
    client = world.client(clock=Standing(world), permits=Never())
    with pytest.raises(ConfigurationError, match="clock stands still"):
        await settle(read(client))
    assert len(world.clock.slept) <= 3
    assert world.partner.requests == []


@pytest.mark.anyio
async def test_the_machines_clock_standing_still_is_noticed_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client(clock=None, permits=Never())
    monkeypatch.setattr(time, "monotonic", lambda: 5.0)
    try:
        with pytest.raises(ConfigurationError, match="clock stands still"):
            await settle(read(client))
    finally:
        monkeypatch.undo()
    assert world.clock.slept == [0.05]


@pytest.mark.anyio
@pytest.mark.parametrize(("ahead", "status"), [(600, 429), (-600, 429), (600, 503), (-600, 503)])
async def test_a_date_to_retry_after_is_meant_by_the_partners_clock(world: World, ahead: int, status: int) -> None:
    theirs = world.clock.now() - timedelta(seconds=ahead)
    headers = {
        "Date": format_datetime(theirs, usegmt=True),
        "Retry-After": format_datetime(theirs + timedelta(seconds=30), usegmt=True),
    }
    world.partner.script = [
        httpx2.Response(status, headers=headers),
        httpx2.Response(200, json={"id": 7, "officeId": 1}, headers={"ETag": '"1"'}),
    ]
    await settle(read(world.client()))
    assert world.clock.slept == [30.0]
