"""Confidential values are planted everywhere; none may turn up in a log, a repr, an error or a pickle."""

import io
import logging
import pickle
import traceback
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from signoff import ClientCredentials, SieSmartEnvironment, SignoffError
from signoff.siesmart import models

from .conftest import BASE, TOKEN_URL, World, proposal, refusal, settle

pytestmark = pytest.mark.anyio

SECRET = "canary-secret-x7"
TOKEN = "canary-token-y8"
PERSON = "Canary-Person"
QUERY = 987654.25
CANARIES = (SECRET, TOKEN, PERSON, "canary-cookie", "canary-header", "987654", "Canary", "canary")

ASSET = models.Asset(asset_iac_code="ITE", quantity=1, value_per_asset=1.0, description=PERSON)
CALCULATION = models.CalculationRequest(
    models.CalculationSheet(introducer_pricelist_id=1, market_product_id=1, term=36)
)


class Confidential(World):
    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.environment = SieSmartEnvironment.custom(base_url=BASE, token_url=TOKEN_URL)
        self.credentials = ClientCredentials("id-1", SECRET)
        self.partner.issue = self.issue_canary  # type: ignore[method-assign]

    def issue_canary(self, _request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            200,
            json={"access_token": TOKEN, "expires_in": 86400, "token_type": "Bearer"},
            headers={"Set-Cookie": "canary-cookie=1"},
        )


@pytest.fixture(params=["sync", "async"])
def confidential(request: pytest.FixtureRequest) -> Confidential:
    return Confidential(request.param)


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    """All that any library writes, at the most talkative level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s %(args)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


PERSONAL = {"description": PERSON, "assetIacCode": PERSON}
HEADERS = {"Set-Cookie": "canary-cookie=1", "X-Other": "canary-header", "ETag": '"v2"'}

SCENARIOS: dict[str, Any] = {
    "success": httpx2.Response(201, json={"assetIacCode": "A", **PERSONAL}, headers=HEADERS),
    "stale": httpx2.Response(412, json={"code": "C", "message": "m", "customer": PERSON}, headers=HEADERS),
    "echo of the token": httpx2.Response(
        400, json={"message": f"bad {TOKEN} {SECRET}", "code": TOKEN}, headers=HEADERS
    ),
    "html": httpx2.Response(200, html=f"<p>{PERSON}", headers=HEADERS),
    "gateway": httpx2.Response(502, html=f"<p>{PERSON}", headers=HEADERS),
    "missing member": httpx2.Response(201, json={"description": PERSON}, headers=HEADERS),
    "not JSON": httpx2.Response(201, content=f'{{"description": "{PERSON}', headers=HEADERS),
    "wrong type": httpx2.Response(201, json=[PERSON], headers=HEADERS),
    "undescribed": httpx2.Response(204, headers=HEADERS),
    "refused token": refusal(401, **HEADERS),
    "server": refusal(500, **HEADERS),
    "unreachable": httpx2.ConnectError("refused"),
    "read timeout": httpx2.ReadTimeout(f"canary {TOKEN}"),
    "not HTTP": httpx2.RemoteProtocolError("canary"),
}


def seen_of(error: SignoffError) -> str:
    # The text of low-level failures is the HTTP library's and appears in tracebacks; here it is planted by the test.
    shown = f"{error} {error!r} {traceback.format_exception_only(error)} {error.args} {getattr(error, '__notes__', '')}"
    visible = {name: value for name, value in vars(error).items() if name != "response"}
    return f"{shown} {visible} {getattr(error, 'response', '')!r}"


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_no_canary_is_seen(confidential: Confidential, everything_logged: io.StringIO, scenario: str) -> None:
    client = confidential.client()
    outcome = SCENARIOS[scenario]
    confidential.partner.script = [outcome] * 4
    seen = repr(client) + repr(client.transport.chain) + repr(client.environment)
    try:
        result = await settle(client.assets.add(7, ASSET, version='"v1"'))
    except SignoffError as error:
        seen += seen_of(error)
        pickled = pickle.dumps(error)
        assert TOKEN.encode() not in pickled
        assert SECRET.encode() not in pickled
        if error.__cause__ is not None:
            request = getattr(error.__cause__, "request", None)
            assert request is None or "authorization" not in request.headers
    else:
        seen += repr(result)
    seen += everything_logged.getvalue()
    assert "assets_add POST /proposals/{proposal-id}/assets" in seen
    found = [canary for canary in CANARIES if canary in seen]
    assert found == []


async def test_query_values_stay_out_of_the_log(confidential: Confidential, everything_logged: io.StringIO) -> None:
    client = confidential.client()
    confidential.partner.script = [refusal(400), proposal()]
    with pytest.raises(SignoffError) as caught:
        await settle(client.calculation.preview(CALCULATION, amount_financed=QUERY))
    assert "amount-financed=987654.25" in str(confidential.partner.requests[0].url)
    transport = client.transport
    request = httpx2.Request("GET", f"{BASE}/proposals/7?name={PERSON}&x")
    await settle(
        transport.handle_async_request(request) if confidential.kind == "async" else transport.handle_request(request)
    )
    seen = seen_of(caught.value) + everything_logged.getvalue()
    assert "GET /proposals/7?name=***" in seen
    assert [canary for canary in CANARIES if canary in seen] == []


TOKEN_SCENARIOS: dict[str, Any] = {
    "echo": httpx2.Response(401, json={"error": "invalid_client", "error_description": f"secret {SECRET} is wrong"}),
    "echo in code": httpx2.Response(403, json={"error": SECRET, "access_token": TOKEN}),
    "html": httpx2.Response(200, html=f"<p>{SECRET}"),
    "mangled": httpx2.Response(200, json={"access_token": TOKEN + "\n", "client_secret": SECRET}),
    "unreachable": httpx2.ConnectError("refused", request=httpx2.Request("POST", TOKEN_URL, json={"s": SECRET})),
    "timeout": httpx2.ReadTimeout("t", request=httpx2.Request("POST", TOKEN_URL, json={"s": SECRET})),
}


@pytest.mark.parametrize("scenario", TOKEN_SCENARIOS)
async def test_a_failing_token_request_tells_nothing(
    confidential: Confidential, everything_logged: io.StringIO, scenario: str
) -> None:
    confidential.partner.token_script = [TOKEN_SCENARIOS[scenario]] * 3
    client = confidential.client()
    with pytest.raises(SignoffError, match="no access token") as caught:
        await settle(client.proposals.get(7))
    seen = seen_of(caught.value) + everything_logged.getvalue() + "".join(traceback.format_exception(caught.value))
    assert SECRET not in seen
    assert TOKEN not in seen
    assert SECRET.encode() not in pickle.dumps(caught.value)
    assert caught.value.__cause__ is None
    assert "tokens.example.com" in str(caught.value)
