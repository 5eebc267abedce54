"""The third partner through the same chain: tokens as a form, a server for each company, its settings, its life."""

import json
import pickle
import ssl
from typing import Any

import httpx2
import pytest

from signoff import (
    AsyncSimutek,
    ClientCredentials,
    ConfigurationError,
    DecodeError,
    OutcomeUnknown,
    PermitWindow,
    Simutek,
    SimutekEnvironment,
    TokenError,
    UnexpectedResponse,
)
from signoff.simutek import TOKEN_URL as IDENTITY, models

from .conftest import SECRET, settle
from .simutek_world import BASE, CLIENT_ID, SERVER, TOKEN_URL, World, customer, problem, read

pytestmark = pytest.mark.anyio

GOOD = {
    "SIMUTEK_BASE_URL": "https://gks.printer.example",
    "SIMUTEK_CLIENT_ID": "id-1",
    "SIMUTEK_CLIENT_SECRET": "canary-secret",
}
KINDS = pytest.mark.parametrize("kind", [Simutek, AsyncSimutek])
NEW = models.CustomerCreate(name="Prov", number=None, invoice_email=None, corporate_identity_number="999999-0101")
ORDER = models.SalesOrder(customer_number="K1", sales_order_lines=[models.SalesOrderLine(quantity=1)])


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


async def test_the_token_request_is_a_form_to_the_identity_host(world: World) -> None:
    client = world.client()
    await settle(read(client))
    await settle(read(client))
    (request,) = world.gks.token_requests
    assert str(request.url) == TOKEN_URL
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert world.gks.forms() == [
        {"grant_type": ["client_credentials"], "client_id": [CLIENT_ID], "client_secret": [SECRET]}
    ]
    assert "authorization" not in request.headers
    assert world.gks.bearers() == ["eyJ.token-1"] * 2


async def test_a_read_goes_to_the_companys_server(world: World) -> None:
    found = await settle(read(world.client()))
    assert (found.value.number, found.value.postal_address, found.trace_id) == ("K100421", None, None)
    (request,) = world.gks.requests
    assert str(request.url) == f"{BASE}/customers/K100421"
    assert "content-type" not in request.headers
    assert SECRET not in str(request.headers) + str(request.url)


async def test_a_creation_without_content(world: World) -> None:
    world.gks.script = [httpx2.Response(200)]
    created = await settle(world.client().customers.create(NEW))
    assert (created.value, created.status) == (None, 200)
    (request,) = world.gks.requests
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content)["number"] is None


@pytest.mark.parametrize("status", [200, 201])
async def test_an_order_with_its_number(world: World, status: int) -> None:
    world.gks.script = [httpx2.Response(status, json={"salesOrderNumber": "200118", "extra": 1})]
    placed = await settle(world.client().sales_orders.create(ORDER))
    assert (placed.value.sales_order_number, placed.status) == ("200118", status)


@pytest.mark.parametrize("answer", [httpx2.Response(200), httpx2.Response(200, json={"orderNo": 7})])
async def test_an_order_that_answers_otherwise_is_said_to_be_placed(world: World, answer: httpx2.Response) -> None:
    """What the order answers is proposed: whoever meets another body must not send the order again."""
    world.gks.script = [answer]
    with pytest.raises(DecodeError, match="reported as done: look before sending it again") as caught:
        await settle(world.client().sales_orders.create(ORDER))
    assert caught.value.response.status == 200
    assert len(world.gks.requests) == 1


async def test_an_order_that_answers_text_is_said_to_be_placed_perhaps(world: World) -> None:
    world.gks.script = [httpx2.Response(200, text="200118")]
    with pytest.raises(OutcomeUnknown, match="may have been made") as caught:
        await settle(world.client().sales_orders.create(ORDER))
    assert isinstance(caught.value.cause, UnexpectedResponse)
    assert len(world.gks.requests) == 1


async def test_an_unreadable_read_asks_nobody_to_look(world: World) -> None:
    world.gks.script = [httpx2.Response(200, json={"name": "x"})]
    with pytest.raises(DecodeError) as caught:
        await settle(read(world.client()))
    assert "look before" not in str(caught.value)


@pytest.mark.parametrize(
    "lost", [httpx2.ReadTimeout("late"), httpx2.RemoteProtocolError("gone"), httpx2.Response(502), httpx2.Response(504)]
)
async def test_no_creation_is_repeated_once_it_may_have_arrived(world: World, lost: Any) -> None:
    for create in ("customers", "sales_orders"):
        world.gks.script = [lost]
        world.gks.requests.clear()
        with pytest.raises(OutcomeUnknown):
            await settle(getattr(world.client(), create).create(NEW if create == "customers" else ORDER))
        assert len(world.gks.requests) == 1


async def test_a_read_is_repeated(world: World) -> None:
    world.gks.script = [httpx2.ReadTimeout("late"), httpx2.Response(502)]
    assert (await settle(read(world.client()))).value.number == "K100421"
    assert len(world.gks.requests) == 3


async def test_a_refused_token_is_renewed_once(world: World) -> None:
    world.gks.script = [httpx2.Response(401, headers={"WWW-Authenticate": "Bearer"})]
    await settle(read(world.client()))
    assert world.gks.bearers() == ["eyJ.token-1", "eyJ.token-2"]


async def test_a_token_without_a_lifetime_is_kept_for_a_while(world: World) -> None:
    world.gks.expires_in = None
    client = world.client()
    await settle(read(client))
    await settle(read(client))
    assert len(world.gks.token_requests) == 1
    world.clock.advance(86_400)
    await settle(read(client))
    assert len(world.gks.token_requests) == 2


async def test_wrong_credentials_are_told_without_repeating_them(world: World) -> None:
    said = {"error": "invalid_client", "error_description": f"no such secret {SECRET}"}
    world.gks.token_script = [httpx2.Response(400, json=said)]
    with pytest.raises(TokenError, match="invalid_client") as caught:
        await settle(read(world.client()))
    assert SECRET not in str(caught.value)
    assert "Check client id and client secret, and" in str(caught.value)
    assert world.gks.requests == []


async def test_no_token_leaves_for_another_host(world: World) -> None:
    client = world.client()
    request = httpx2.Request("GET", "https://gks.other.example/api/v1/customers")
    send = client.transport.handle_async_request if world.kind == "async" else client.transport.handle_request
    with pytest.raises(ConfigurationError, match=r"talks to gks\.printer\.example only"):
        await settle(send(request))
    assert world.gks.token_requests == []


async def test_no_pace_is_kept_unless_asked_for(world: World) -> None:
    client = world.client()
    for _ in range(150):
        await settle(read(client))
    assert world.clock.slept == []
    slow = world.client(permits=PermitWindow(2, 61.0, world.clock))
    for _ in range(3):
        await settle(read(slow))
    assert world.clock.slept


async def test_raw_functions_go_through_the_chain(world: World) -> None:
    from simutek_client.api.customers import customers_get

    client = world.client()
    raw = client.raw_client()
    found = (
        await customers_get.asyncio("K1", client=raw) if world.kind == "async" else customers_get.sync("K1", client=raw)
    )
    assert found is not None
    assert found.number == customer()["number"]
    assert world.gks.bearers() == ["eyJ.token-1"]


async def test_a_failure_of_the_server_is_told(world: World) -> None:
    world.gks.script = [problem(500, traceId="trace-5")]
    with pytest.raises(Exception, match=r"500 server error on GET /customers/\{customerNumber\}") as caught:
        await settle(read(world.client()))
    assert getattr(caught.value, "trace_id", None) == "trace-5"


# Environments and settings.


def test_a_server_alone_is_completed_and_another_address_is_kept() -> None:
    assert SimutekEnvironment(SERVER).base_url == BASE
    assert SimutekEnvironment(f"{SERVER}/").base_url == BASE
    assert SimutekEnvironment(f"{SERVER}/gks/api/v1").base_url == f"{SERVER}/gks/api/v1"
    assert SimutekEnvironment(SERVER).token_url == IDENTITY == "https://id.simutek.se/connect/token"
    assert (SimutekEnvironment(SERVER).name, World("sync").environment.name) == ("live", "custom")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("", "base_url is empty; every printing company has its own GKS4 server: ask the company"),
        ("gks.printer.example", "base_url must be an absolute https URL"),
        ("http://gks.printer.example", "base_url must be https"),
        ("https://user:canary@gks.printer.example", "must not contain credentials"),
        ("https://id.simutek.se", "identity host"),
        ("https://gks.printer.example:port", "base_url is no usable URL"),
        (None, "base_url"),
    ],
)
def test_a_wrong_server_is_refused(address: Any, named: str) -> None:
    with pytest.raises(ConfigurationError, match=named) as caught:
        SimutekEnvironment(address)
    assert "canary" not in str(caught.value)


@KINDS
def test_from_env(kind: type[Simutek] | type[AsyncSimutek]) -> None:
    client = kind.from_env(GOOD, retries=0)
    assert client.environment == SimutekEnvironment(SERVER)
    chain = client.transport.chain
    assert chain.credentials == ClientCredentials("id-1", "canary-secret")
    assert (chain.endpoint.url, chain.endpoint.form, chain.retries) == (IDENTITY, True, 0)
    assert repr(client) == f"<{kind.__name__} live {BASE}>"
    mock = {"SIMUTEK_BASE_URL": "http://127.0.0.1:9/api/v1", "SIMUTEK_TOKEN_URL": "http://127.0.0.1:9/connect/token"}
    served = kind.from_env({**GOOD, **mock}).environment
    assert (served.name, served.base_url, served.token_url) == ("custom", *mock.values())


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SIMUTEK_BASE_URL": ""}, "SIMUTEK_BASE_URL: every printing company has its own GKS4 server: ask the company"),
        ({"SIMUTEK_CLIENT_ID": " "}, "missing in the environment: SIMUTEK_CLIENT_ID"),
        ({"SIMUTEK_CLIENT_SECRET": ""}, "missing in the environment: SIMUTEK_CLIENT_SECRET"),
        ({"SIMUTEK_BASE_URL": "http://gks.printer.example"}, "base_url must be https"),
        ({"SIMUTEK_TOKEN_URL": "http://id.example.com/token"}, "token_url must be https"),
        ({"SIMUTEK_BASE_URL": "http://127.0.0.1:8080"}, "SIMUTEK_TOKEN_URL. SIMUTEK_BASE_URL is on this machine"),
        ({"SIMUTEK_ENVIRONMENT": "test"}, "SIMUTEK_ENVIRONMENT must be live or custom"),
    ],
)
def test_a_wrong_variable_is_named(changed: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named) as caught:
        Simutek.from_env({**GOOD, **changed})
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"deadline": 0}, "deadline"),
        ({"retries": -1}, "retries"),
        ({"timeout": 5}, "timeout must be Timeouts"),
        ({"environment": SERVER}, "environment must be SimutekEnvironment"),
        ({"credentials": ("id", "canary")}, "credentials must be ClientCredentials"),
    ],
)
@KINDS
def test_senseless_settings_are_refused(kind: Any, settings: dict[str, Any], named: str) -> None:
    given = {"credentials": ClientCredentials("i", "s"), "environment": SimutekEnvironment(SERVER), **settings}
    with pytest.raises(ConfigurationError, match=named) as caught:
        kind(**given)
    assert "canary" not in str(caught.value)


@KINDS
def test_making_a_client_sets_up_no_tls(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("TLS was set up")

    monkeypatch.setattr(httpx2, "HTTPTransport", refuse)
    monkeypatch.setattr(httpx2, "AsyncHTTPTransport", refuse)
    monkeypatch.setattr(ssl, "SSLContext", refuse)
    kind(ClientCredentials("i", "s"), SimutekEnvironment(SERVER))


@KINDS
def test_a_client_is_never_pickled(kind: Any) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(kind(ClientCredentials("i", "canary"), SimutekEnvironment(SERVER)))


async def test_it_ends(world: World) -> None:
    client = world.client()
    if world.kind == "async":
        async with client:
            await settle(read(client))
    else:
        with client:
            read(client)
    with pytest.raises(ConfigurationError, match="closed"):
        await settle(read(client))
