"""Whom a plan can speak to: the same rules for every partner, from what it states."""

from collections.abc import Mapping

import attrs
import pytest

from signoff.errors import ConfigurationError
from signoff_contract.mock.clock import ManualClock
from signoff_contract.partners import having
from signoff_contract.suite.plans import find_plan, find_targets
from signoff_contract.suite.target import Target
from signoff_contract.suite.targets import Targets

SIESMART = {"SIESMART_CLIENT_ID": "an-id-of-ours", "SIESMART_CLIENT_SECRET": "a-secret-of-ours"}
SMARTBUSINESS = {"SMARTBUSINESS_CLIENT_ID": "an-id-of-ours", "SMARTBUSINESS_CLIENT_SECRET": "a-secret-of-ours"}
LOCAL = ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/token")


@pytest.fixture
def siesmart() -> Targets:
    return find_targets("siesmart")


@pytest.fixture
def smartbusiness() -> Targets:
    return find_targets("smartbusiness")


def refusal(targets: Targets, name: str, environ: Mapping[str, str]) -> str:
    with pytest.raises(ConfigurationError) as refused:
        targets.named(name, environ, 0)  # type: ignore[arg-type]
    assert "a-secret-of-ours" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("partner", having("plan"))
def test_every_partner_has_its_mock_as_a_target(partner: str) -> None:
    targets = find_targets(partner)
    assert targets.partner == find_plan(partner).partner == partner
    target = targets.mock(3)
    assert (target.name, target.seed) == ("mock", 3)
    assert target.mock is not None
    assert target.transport is not None
    assert target.clock is target.mock.clock
    assert target.host.endswith(".test")


@pytest.mark.parametrize("partner", having("plan"))
def test_a_campaign_stands_still_in_time_and_may_go_at_any_pace(partner: str) -> None:
    import httpx2

    target = find_targets(partner).campaign_mock(1)
    assert isinstance(target.clock, ManualClock)
    assert target.transport is not None
    url = f"{target.environment.base_url}/nothing"
    answers = {target.transport.handle_request(httpx2.Request("GET", url)).status_code for _ in range(1100)}
    assert 429 not in answers


def test_an_environment_gets_the_credentials_of_the_variables(siesmart: Targets) -> None:
    target = siesmart.named("test", SIESMART, 5)
    assert target.environment.name == target.name == "test"
    assert (target.credentials.client_id, target.seed, target.mock) == ("an-id-of-ours", 5, None)
    assert "a-secret-of-ours" not in repr(target)


def test_what_the_variables_say_otherwise_is_refused(siesmart: Targets, smartbusiness: Targets) -> None:
    said = refusal(siesmart, "test", {**SIESMART, "SIESMART_ENVIRONMENT": "Live"})
    assert "SIESMART_ENVIRONMENT says live, but the target is test" in said
    said = refusal(siesmart, "live", {**SIESMART, "SIESMART_BASE_URL": "https://other.example/v1"})
    assert "SIESMART_BASE_URL names another server than the live one" in said
    said = refusal(siesmart, "live", {**SIESMART, "SIESMART_TOKEN_URL": "https://other.example/token"})
    assert "SIESMART_TOKEN_URL names another server" in said
    said = refusal(smartbusiness, "live", {**SMARTBUSINESS, "SMARTBUSINESS_GRANT": "authorization_code"})
    assert "SMARTBUSINESS_" in said
    assert "SIESMART_CLIENT_ID" in refusal(siesmart, "test", {})


def test_variables_that_say_the_same_are_no_contradiction(smartbusiness: Targets) -> None:
    same = {
        "SMARTBUSINESS_ENVIRONMENT": "live",
        "SMARTBUSINESS_BASE_URL": "https://api-smartbusiness.postfinance.ch/v2/",
    }
    assert smartbusiness.named("live", {**SMARTBUSINESS, **same}, 0).environment.name == "live"


def test_an_environment_that_is_not_published_names_those_that_are(smartbusiness: Targets) -> None:
    said = refusal(smartbusiness, "test", SMARTBUSINESS)
    assert said.startswith("SmartBusiness publishes no test environment; use --target mock, or --target live")


def test_an_environment_with_an_address_for_everybody_takes_it_from_the_variables(siesmart: Targets) -> None:
    from signoff.siesmart import ClientCredentials, SieSmartEnvironment

    def read(variables: Mapping[str, str]) -> tuple[ClientCredentials, SieSmartEnvironment]:
        base = variables["SIESMART_BASE_URL"]
        return ClientCredentials("id", "secret"), SieSmartEnvironment.custom(base_url=base, token_url=f"{base}/token")

    everywhere = attrs.evolve(siesmart, read=read, environments={"live": None})
    target = everywhere.named("live", {"SIESMART_BASE_URL": "https://server.example/v1"}, 0)
    assert (target.name, target.host) == ("live", "server.example")


def custom(targets: Targets, base_url: str, token_url: str, environ: Mapping[str, str]) -> Target:
    return targets.custom(base_url, token_url, environ, 0)


def test_on_loopback_the_mocks_credentials_stand_in(siesmart: Targets) -> None:
    target = custom(siesmart, *LOCAL, {})
    assert (target.name, target.credentials.client_id) == ("custom", "mock-introducer")
    assert target.environment.base_url == "http://127.0.0.1:8080/v1"
    assert custom(siesmart, *LOCAL, SIESMART).credentials.client_id == "an-id-of-ours"


@pytest.mark.parametrize(
    ("base_url", "token_url", "environ", "said"),
    [
        (*LOCAL, {"SIESMART_CLIENT_ID": "an-id-of-ours"}, "SIESMART_CLIENT_SECRET"),
        ("https://server.example/v1", LOCAL[1], {}, "SIESMART_CLIENT_ID"),
        (LOCAL[0], "https://server.example/token", {}, "SIESMART_CLIENT_ID"),
        ("http://server.example/v1", LOCAL[1], SIESMART, "--base-url must be https"),
        (LOCAL[0], "http://server.example/token", SIESMART, "--token-url must be https"),
        ("https://me:pw@server.example/v1", LOCAL[1], SIESMART, "must not contain credentials"),
        ("https://API.sfs.siemens.cloud./x", LOCAL[1], SIESMART, "use --target live"),
        (LOCAL[0], "https://sfs-q-001.siemens-sfs.auth0app.com/oauth/token", SIESMART, "use --target test"),
    ],
)
def test_a_server_by_its_addresses_has_rules(
    siesmart: Targets, base_url: str, token_url: str, environ: Mapping[str, str], said: str
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        custom(siesmart, base_url, token_url, environ)
    assert said in str(refused.value)


def test_a_token_address_that_follows_from_the_apis_has_to_be_that_one(smartbusiness: Targets) -> None:
    base = "https://server.example/v2"
    target = custom(smartbusiness, base, f"{base}/auth/access-tokens/", SMARTBUSINESS)
    assert target.host == "server.example"
    with pytest.raises(ConfigurationError, match=r"it is https://server\.example/v2/auth/access-tokens"):
        custom(smartbusiness, base, "https://other.example/token", SMARTBUSINESS)


def test_of_several_environments_with_one_token_host_the_one_whose_api_is_meant_is_named(siesmart: Targets) -> None:
    from signoff.siesmart import LIVE, TEST

    shared = attrs.evolve(TEST, token_url=LIVE.token_url)
    targets = attrs.evolve(siesmart, environments={"test": shared, "live": LIVE})
    with pytest.raises(ConfigurationError, match="use --target live"):
        custom(targets, LIVE.base_url, LIVE.token_url, SIESMART)
