"""The second partner through the same chain: its tokens, its traces, its settings, its life."""

import json
import pickle
import ssl
from typing import Any

import httpx2
import pytest

from signoff import (
    AsyncSmartBusiness,
    ClientCredentials,
    ConfigurationError,
    MemoryTokenStore,
    OwnAccount,
    Result,
    SmartBusiness,
    SmartBusinessEnvironment,
    TokenError,
    UnexpectedResponse,
    UserAccount,
)
from signoff.smartbusiness import LIVE, SCOPES, HeaderPermits, models
from signoff.smartbusiness.filters import ids

from .conftest import SECRET, settle
from .smartbusiness_world import BASE, CLIENT_ID, REDIRECT, REQUEST_ID, TOKEN_URL, World, answer, page, read, unit

pytestmark = pytest.mark.anyio

GOOD = {"SMARTBUSINESS_CLIENT_ID": "id-1", "SMARTBUSINESS_CLIENT_SECRET": "canary-secret"}
KINDS = pytest.mark.parametrize("kind", [SmartBusiness, AsyncSmartBusiness])


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


async def test_a_read_carries_token_and_identity(world: World) -> None:
    found = await settle(read(world.client()))
    assert isinstance(found, Result)
    assert (found.value.item.id, found.trace_id, found.status) == (1, REQUEST_ID, 200)
    (request,) = world.books.requests
    assert str(request.url) == f"{BASE}/catalog/configuration/units/1"
    assert request.headers["authorization"] == "Bearer access-1"
    assert request.headers["user-agent"].startswith("signoff/")
    assert "if-match" not in request.headers


@pytest.mark.parametrize("status", [200, 201])
async def test_the_token_request(world: World, status: int) -> None:
    world.books.status = status
    client = world.client(OwnAccount(("invoice", "contact")))
    await settle(read(client))
    await settle(read(client))
    assert world.books.token_requests == [
        {
            "grant_type": "client_credentials",
            "client_id": CLIENT_ID,
            "client_secret": SECRET,
            "scope": "invoice contact",
        }
    ]


async def test_a_refused_token_is_renewed_once(world: World) -> None:
    world.books.script = [answer({"code": 0, "message": "no", "meta": {"error_type": "access_denied"}}, 401)]
    await settle(read(world.client()))
    assert world.books.bearers() == ["access-1", "access-2"]


async def test_wrong_credentials_are_told_without_repeating_them(world: World) -> None:
    said = {"error": "invalid_client", "message": "Client authentication failed", "hint": f"secret {SECRET} is wrong"}
    world.books.token_script = [answer(said, 401)]
    with pytest.raises(TokenError, match="invalid_client: Client authentication failed") as caught:
        await settle(read(world.client()))
    assert SECRET not in str(caught.value)
    assert caught.value.trace_id == REQUEST_ID
    assert "client secret and scopes" in str(caught.value)


async def test_changes_need_no_version(world: World) -> None:
    world.books.script = [answer({"item": {"id": 9, "name": "VIP", "usage": 0}}, 201), answer(status=204)]
    client = world.client()
    group = (await settle(client.contact_groups.create(models.ContactGroupCreate(name="VIP")))).value.item
    assert group.name == "VIP"
    gone = await settle(client.contact_groups.delete(ids([group.id, 410000002])))
    assert (gone.value, gone.status, gone.trace_id) == (None, 204, REQUEST_ID)
    created, deleted = world.books.requests
    assert json.loads(created.content) == {"name": "VIP"}
    assert deleted.url.raw_path == b"/v2/contacts/configuration/groups/9,410000002"


async def test_null_where_no_document_says_so(world: World) -> None:
    body = page([{**unit(), "permissions": None}])
    body["pagination"]["previous"] = None
    world.books.script = [answer(body)]
    found = await settle(world.client().units.list())
    assert found.value.items[0].permissions is None


async def test_no_token_leaves_for_another_host(world: World) -> None:
    client = world.client()
    request = httpx2.Request("GET", "https://evil.example.com/v2/x")
    asynchronous = world.kind == "async"
    with pytest.raises(ConfigurationError, match=r"talks to books\.example\.com only"):
        await settle(
            (client.transport.handle_async_request if asynchronous else client.transport.handle_request)(request)
        )
    assert world.books.token_requests == []


async def test_raw_functions_go_through_the_chain(world: World) -> None:
    from smartbusiness_client.api.units import units_get

    client = world.client()
    raw = client.raw_client()
    found = await units_get.asyncio(1, client=raw) if world.kind == "async" else units_get.sync(1, client=raw)
    assert found is not None
    assert found.item.id == 1
    assert world.books.bearers() == ["access-1"]


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
async def test_documents_in_memory(world: World, kind: str) -> None:
    world.books.script = [httpx2.Response(200, content=b"%PDF-1.7 x", headers={"Content-Type": kind})]
    client = world.client()
    call = client.invoices.get_pdf(7) if kind == "application/pdf" else client.invoices.get_preview(7, page=1, size=240)
    assert (await settle(call)).value == b"%PDF-1.7 x"


async def test_an_error_page_is_no_document(world: World) -> None:
    world.books.script = [httpx2.Response(200, html="<p>")]
    with pytest.raises(UnexpectedResponse, match="text/html where a document"):
        await settle(world.client().invoices.get_pdf(7))


def test_the_environment() -> None:
    assert LIVE.base_url == "https://api-smartbusiness.postfinance.ch/v2"
    assert LIVE.token_url == "https://api-smartbusiness.postfinance.ch/v2/auth/access-tokens"
    assert LIVE.authorize_url == "https://api-smartbusiness.postfinance.ch/v2/auth/authorize"
    assert len(SCOPES) == 15
    own = SmartBusinessEnvironment.custom("http://127.0.0.1:8080/v2/")
    assert (own.name, own.token_url) == ("custom", "http://127.0.0.1:8080/v2/auth/access-tokens")
    with pytest.raises(ConfigurationError, match="base_url must be https"):
        SmartBusinessEnvironment.custom("http://books.example.com/v2")


@KINDS
def test_from_env(kind: type[SmartBusiness] | type[AsyncSmartBusiness]) -> None:
    client = kind.from_env(GOOD, retries=0)
    assert client.environment is LIVE
    chain = client.transport.chain
    assert chain.credentials == ClientCredentials("id-1", "canary-secret")
    assert chain.endpoint.scope == " ".join(SCOPES)
    assert isinstance(chain.permits, HeaderPermits)
    assert "canary" not in repr(client)
    narrow = kind.from_env({**GOOD, "SMARTBUSINESS_SCOPES": "invoice, contact"})
    assert narrow.transport.chain.endpoint.scope == "invoice contact"
    mock = {"SMARTBUSINESS_ENVIRONMENT": "custom", "SMARTBUSINESS_BASE_URL": "http://127.0.0.1:9/v2"}
    assert kind.from_env({**GOOD, **mock}).environment.base_url == "http://127.0.0.1:9/v2"
    del mock["SMARTBUSINESS_ENVIRONMENT"]
    assert kind.from_env({**GOOD, **mock}).environment.name == "custom"


@KINDS
def test_from_env_for_a_user(kind: type[SmartBusiness] | type[AsyncSmartBusiness], tmp_path: Any) -> None:
    given = {
        **GOOD,
        "SMARTBUSINESS_GRANT": "authorization_code",
        "SMARTBUSINESS_REDIRECT_URI": REDIRECT,
        "SMARTBUSINESS_TOKEN_FILE": str(tmp_path / "tokens.json"),
    }
    settings = kind.from_env(given).consent.settings
    assert settings.redirect_uri == REDIRECT
    assert repr(settings.store) == f"<FileTokenStore {tmp_path / 'tokens.json'}>"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SMARTBUSINESS_CLIENT_ID": ""}, "missing in the environment: SMARTBUSINESS_CLIENT_ID"),
        ({"SMARTBUSINESS_CLIENT_SECRET": " "}, "missing in the environment: SMARTBUSINESS_CLIENT_SECRET"),
        ({"SMARTBUSINESS_GRANT": "password"}, "SMARTBUSINESS_GRANT must be"),
        (
            {"SMARTBUSINESS_GRANT": "authorization_code"},
            "missing in the environment: SMARTBUSINESS_REDIRECT_URI, SMARTBUSINESS_TOKEN_FILE",
        ),
        ({"SMARTBUSINESS_SCOPES": "invoice invoices"}, "SMARTBUSINESS_SCOPES: unknown scope 'invoices'"),
        ({"SMARTBUSINESS_ENVIRONMENT": "test"}, "SMARTBUSINESS_ENVIRONMENT must be live or custom"),
        ({"SMARTBUSINESS_ENVIRONMENT": "custom"}, "missing in the environment: SMARTBUSINESS_BASE_URL"),
        ({"SMARTBUSINESS_ENVIRONMENT": "live", "SMARTBUSINESS_BASE_URL": BASE}, "says live, but"),
        ({"SMARTBUSINESS_BASE_URL": "books"}, "base_url must be an absolute https URL"),
    ],
)
def test_a_wrong_variable_is_named(changed: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named) as caught:
        SmartBusiness.from_env({**GOOD, **changed})
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"deadline": 0}, "deadline"),
        ({"retries": -1}, "retries"),
        ({"timeout": 5}, "timeout must be Timeouts"),
        ({"environment": "live"}, "environment must be SmartBusinessEnvironment"),
        ({"access": ("invoice",)}, "access must be OwnAccount"),
    ],
)
@KINDS
def test_senseless_settings_are_refused(kind: Any, settings: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        kind(ClientCredentials("i", "s"), **settings)


def test_senseless_access_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no scope is named"):
        OwnAccount(())
    with pytest.raises(ConfigurationError, match="unknown scope 'everything'"):
        UserAccount(MemoryTokenStore(), REDIRECT, ("everything",))
    with pytest.raises(ConfigurationError, match="redirect_uri"):
        UserAccount(MemoryTokenStore(), "callback")
    with pytest.raises(ConfigurationError, match="store must be a token store"):
        UserAccount("tokens.json", REDIRECT)  # type: ignore[arg-type]


@KINDS
def test_making_a_client_sets_up_no_tls(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("TLS was set up")

    monkeypatch.setattr(httpx2, "HTTPTransport", refuse)
    monkeypatch.setattr(httpx2, "AsyncHTTPTransport", refuse)
    monkeypatch.setattr(ssl, "SSLContext", refuse)
    kind(ClientCredentials("i", "s"))


@KINDS
def test_a_client_is_never_pickled(kind: Any) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(kind(ClientCredentials("i", "canary")))


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
    assert TOKEN_URL.startswith(BASE)
    assert repr(client).endswith(f"SmartBusiness custom {BASE}>")
