"""Environments, settings and the life of a client."""

import logging
import pickle
import ssl
from typing import Any

import httpx2
import pytest

from signoff import AsyncSieSmart, ClientCredentials, ConfigurationError, PermitWindow, SieSmart, SieSmartEnvironment
from signoff.siesmart import LIVE, TEST, models, needs_version

from .conftest import BASE, TOKEN_URL, World, proposal, settle

GOOD = {"SIESMART_ENVIRONMENT": "test", "SIESMART_CLIENT_ID": "id-1", "SIESMART_CLIENT_SECRET": "canary-secret"}


def test_the_two_environments() -> None:
    assert TEST.base_url == "https://api-test.sfs.siemens.cloud/siesmart/b2b/v1"
    assert LIVE.base_url == "https://api.sfs.siemens.cloud/siesmart/b2b/v1"
    assert TEST.token_url == "https://sfs-q-001.siemens-sfs.auth0app.com/oauth/token"
    assert LIVE.token_url == "https://sfs-p-001.siemens-sfs.auth0app.com/oauth/token"
    assert TEST.audience == LIVE.audience == "https://api.siesmart.com/b2b"


@pytest.mark.parametrize("kind", [SieSmart, AsyncSieSmart])
def test_from_env(kind: type[SieSmart] | type[AsyncSieSmart]) -> None:
    client = kind.from_env(GOOD, retries=0)
    assert client.environment is TEST
    assert client.transport.chain.credentials == ClientCredentials("id-1", "canary-secret")
    assert client.transport.chain.retries == 0
    assert kind.from_env({**GOOD, "SIESMART_ENVIRONMENT": " LIVE "}).environment is LIVE
    assert "canary" not in repr(client)


@pytest.mark.parametrize("kind", [SieSmart, AsyncSieSmart])
def test_from_env_takes_other_addresses(kind: type[SieSmart] | type[AsyncSieSmart]) -> None:
    addresses = {"SIESMART_BASE_URL": "http://127.0.0.1:8080/v1", "SIESMART_TOKEN_URL": "http://127.0.0.1:8080/token"}
    client = kind.from_env({**GOOD, **addresses, "SIESMART_ENVIRONMENT": "custom"})
    assert client.environment == SieSmartEnvironment.custom(
        base_url="http://127.0.0.1:8080/v1", token_url="http://127.0.0.1:8080/token"
    )
    for name in addresses:
        with pytest.raises(ConfigurationError, match=f"missing in the environment: {name}"):
            kind.from_env({**GOOD, **addresses, "SIESMART_ENVIRONMENT": "custom", name: " "})
    with pytest.raises(ConfigurationError, match="https"):
        kind.from_env(
            {**GOOD, **addresses, "SIESMART_ENVIRONMENT": "custom", "SIESMART_BASE_URL": "http://example.com"}
        )


def test_from_env_reads_the_process_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    assert SieSmart.from_env().environment is TEST


@pytest.mark.parametrize("missing", [[name] for name in GOOD] + [list(GOOD)], ids=str)
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_missing_variable_is_named(missing: list[str], blank: str | None) -> None:
    given = {name: value for name, value in GOOD.items() if name not in missing}
    if blank is not None:
        given |= dict.fromkeys(missing, blank)
    with pytest.raises(ConfigurationError) as caught:
        SieSmart.from_env(given)
    named = str(caught.value).partition(".")[0]
    assert [name for name in sorted(GOOD) if name in named] == sorted(missing)
    assert "canary" not in str(caught.value)


def test_a_wrong_environment_is_named() -> None:
    with pytest.raises(ConfigurationError, match="SIESMART_ENVIRONMENT must be test, live or custom"):
        SieSmart.from_env({**GOOD, "SIESMART_ENVIRONMENT": "canary"})


def test_custom_environments() -> None:
    mock = SieSmartEnvironment.custom(
        base_url="http://127.0.0.1:8080/siesmart/b2b/v1", token_url="http://localhost:1/t"
    )
    assert mock.name == "custom"
    with pytest.raises(ConfigurationError, match="base_url must be https"):
        SieSmartEnvironment.custom(base_url="http://partner.example.com", token_url=TOKEN_URL)
    with pytest.raises(ConfigurationError, match="token_url must be https"):
        SieSmartEnvironment.custom(base_url=BASE, token_url="http://tokens.example.com")
    with pytest.raises(ConfigurationError, match="audience"):
        SieSmartEnvironment.custom(base_url=BASE, token_url=TOKEN_URL, audience="")
    with pytest.raises(ConfigurationError, match="create_path"):
        SieSmartEnvironment("x", BASE, TOKEN_URL, create_path="/other")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"deadline": 0}, "deadline"),
        ({"deadline": "1"}, "deadline"),
        ({"retries": -1}, "retries"),
        ({"retries": 1.0}, "retries"),
        ({"timeout": 5}, "timeout must be Timeouts"),
        ({"environment": "test"}, "environment must be SieSmartEnvironment"),
    ],
)
def test_senseless_settings_are_refused(settings: dict[str, Any], named: str) -> None:
    for kind in (SieSmart, AsyncSieSmart):
        with pytest.raises(ConfigurationError, match=named):
            kind(ClientCredentials("i", "s"), **settings)


def test_credentials_in_the_wrong_form_are_not_repeated() -> None:
    with pytest.raises(ConfigurationError, match="credentials must be ClientCredentials, not tuple") as caught:
        SieSmart(("i", "canary"))  # type: ignore[arg-type]
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("kind", [SieSmart, AsyncSieSmart])
def test_making_a_client_sets_up_no_tls(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("TLS was set up")

    monkeypatch.setattr(httpx2, "HTTPTransport", refuse)
    monkeypatch.setattr(httpx2, "AsyncHTTPTransport", refuse)
    monkeypatch.setattr(ssl, "SSLContext", refuse)
    kind(ClientCredentials("i", "s"))


class Network(httpx2.MockTransport):
    closed = 0

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


@pytest.mark.anyio
async def test_a_given_transport_is_left_open(world: World) -> None:
    network = Network(world.partner)
    client = world.client(transport=network)
    if world.kind == "async":
        async with client:
            await client.proposals.get(7)
    else:
        with client:
            client.proposals.get(7)
    assert network.closed == 0
    with pytest.raises(ConfigurationError, match="closed"):
        await settle(client.proposals.get(7))


@pytest.mark.anyio
async def test_an_own_transport_is_made_at_the_first_call_and_closed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Network] = []

    def make() -> Network:
        made.append(Network(world.partner))
        return made[-1]

    monkeypatch.setattr(httpx2, "HTTPTransport", make)
    monkeypatch.setattr(httpx2, "AsyncHTTPTransport", make)
    client = world.client(transport=None)
    assert made == []
    for _ in range(2):
        await settle(client.proposals.get(7))
    assert len(made) == 1
    for _ in range(2):
        await settle(client.aclose() if world.kind == "async" else client.close())
    assert made[0].closed == 1


@pytest.mark.anyio
async def test_the_path_for_creating_can_be_the_other_one(world: World) -> None:
    world.environment = SieSmartEnvironment("other", BASE, TOKEN_URL, create_path="/proposals/proposal")
    world.partner.script = [proposal()]
    await settle(world.client().proposals.create(models.ProposalCreate(office_id=1)))
    assert world.partner.requests[0].url.path.endswith("/v1/proposals/proposal")


@pytest.mark.anyio
async def test_clients_can_share_one_limit(world: World) -> None:
    window = PermitWindow(4, 60.0, world.clock)
    for _ in range(2):
        await settle(world.client(permits=window).proposals.get(7))
    assert world.clock.slept == []
    await settle(world.client(permits=window).proposals.get(7))
    assert world.clock.slept != []


def test_the_documented_limit_is_the_default_with_a_second_of_air() -> None:
    client = SieSmart(ClientCredentials("i", "s"))
    assert repr(client.transport.chain.permits) == "<PermitWindow 100 in 61 s>"


@pytest.mark.anyio
async def test_another_logger(world: World, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("an.application")
    with caplog.at_level(logging.INFO):
        await settle(world.client(logger=logger).proposals.get(7))
    assert {record.name for record in caplog.records if record.levelno >= logging.INFO} == {"an.application"}


@pytest.mark.parametrize("kind", [SieSmart, AsyncSieSmart])
def test_a_client_is_never_pickled(kind: Any) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(kind(ClientCredentials("i", "canary")))


@pytest.mark.parametrize(
    ("method", "path", "needed"),
    [
        ("GET", "/proposals/7", False),
        ("POST", "/proposals", False),
        ("POST", "/proposals/", False),
        ("POST", "/proposals/proposal", False),
        ("PUT", "/proposals/proposal", True),
        ("PUT", "/proposals/7", True),
        ("PATCH", "/proposals/7", True),
        ("DELETE", "/proposals/7/decision", True),
        ("POST", "/proposals/7/assets", True),
        ("POST", "/calculation", False),
        ("POST", "/common/proposals/7", False),
    ],
)
def test_what_needs_a_version(method: str, path: str, needed: bool) -> None:
    assert needs_version(method, path) is needed
