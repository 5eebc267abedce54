"""What an error blames, and what it tells to do: what the answer shows, and nothing else."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from signoff import ApiError, ClientCredentials, InvalidValue, TokenError, UnexpectedResponse
from signoff._pipeline.status import LARGEST_SUCCESS
from signoff.downloads import download
from signoff.smartbusiness import Field
from signoff.smartbusiness.errors import ContentTooLarge

from .conftest import ASSET, Stream, World, proposal, settle
from .partners import KINDS, PARTNERS, Stand
from .store import Entered
from .test_leaving import last_line

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[pytest.param((p, k), id=f"{p.name}-{k}") for p in PARTNERS for k in KINDS])
def stand(request: pytest.FixtureRequest) -> Stand:
    return Stand(*request.param)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 399])
async def test_a_redirected_change_is_not_known(stand: Stand, status: int, caplog: pytest.LogCaptureFixture) -> None:
    """Many a server redirects after it has made what it was asked for (303)."""
    with caplog.at_level(logging.INFO):
        stand.answers(httpx2.Response(status, headers={"Location": "/elsewhere"}))
        with pytest.raises(UnexpectedResponse) as caught:
            await settle(stand.partner.change(stand.client()))
        assert caught.value.unknown
        assert "not known: read the resource" in str(caught.value)
        assert last_line(caplog).endswith("outcome unknown")
        assert stand.sent == 1
        stand.answers(httpx2.Response(status, headers={"Location": "/elsewhere"}))
        with pytest.raises(UnexpectedResponse) as caught:
            await settle(stand.partner.read(stand.client()))
        assert not caught.value.unknown


@pytest.mark.parametrize("status", [202, 203, 205, 206, 299])
async def test_a_success_of_another_kind_says_the_same_in_error_and_log(
    stand: Stand, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        stand.answers(httpx2.Response(status, json={}))
        with pytest.raises(UnexpectedResponse) as caught:
            await settle(stand.partner.change(stand.client()))
    assert caught.value.unknown
    assert last_line(caplog).endswith("outcome unknown")


ADVICE: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a wait without end": (
        lambda: httpx2.Response(429, headers={"Retry-After": "9" * 20}),
        "Wait more than a day",
        "inf",
    ),
    "a date in the far future": (
        lambda: httpx2.Response(503, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}),
        "Wait more than a day",
        "e+",
    ),
    "no wait": (lambda: httpx2.Response(503, headers={"Retry-After": "0"}), "ry again later", "Wait 0"),
    "too large": (lambda: httpx2.Response(413), "send less", "check the address"),
    "proxy": (lambda: httpx2.Response(407), "proxy", "check the address"),
    "the API's own words": (
        lambda: httpx2.Response(451, json={"code": "C", "message": "m", "title": "t"}),
        "quote the trace id",
        "Something between",
    ),
    "a page": (lambda: httpx2.Response(451, html="<p>"), "Something between", "not described for"),
}


@pytest.mark.parametrize("case", ADVICE)
async def test_the_advice_fits_the_answer(stand: Stand, case: str) -> None:
    answer, wanted, unwanted = ADVICE[case]
    stand.answers(answer())
    with pytest.raises(ApiError) as caught:
        await settle(stand.partner.read(stand.client(retries=0)))
    # SmartBusiness has an error of its own for what is too large.
    assert wanted in str(caught.value) or isinstance(caught.value, ContentTooLarge)
    assert unwanted not in str(caught.value)


TOKEN_FAILURES: dict[str, tuple[Callable[[], Any], str, str]] = {
    "broken off": (lambda: httpx2.ReadError("r"), "gave no answer", "unreachable"),
    "broken encoding": (
        lambda: httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=Stream(b"no gzip")),
        "content encoding is broken",
        "unreachable",
    ),
    "no connection": (lambda: httpx2.ConnectError("refused"), "token host unreachable", "gave no answer"),
    "timeout": (lambda: httpx2.Response(408), "try again later", "Check"),
    "too long": (
        lambda: httpx2.Response(200, stream=Stream(b" " * (LARGEST_SUCCESS + 1))),
        "more than can be a token",
        "instead",
    ),
    "no JSON object": (lambda: httpx2.Response(200, json=[]), "no readable JSON object", "instead"),
    "a page": (lambda: httpx2.Response(200, html="<p>"), "text/html", "readable"),
}


@pytest.mark.parametrize("case", TOKEN_FAILURES)
async def test_what_a_token_error_blames(stand: Stand, case: str) -> None:
    answer, wanted, unwanted = TOKEN_FAILURES[case]
    if case == "too long" and stand.partner.name != "siesmart":
        pytest.skip("64 MiB once for each kind of client are enough")
    stand.server.token_script[:] = [answer()]
    with pytest.raises(TokenError) as caught:
        await settle(stand.partner.read(stand.client(retries=0)))
    assert wanted in str(caught.value)
    assert unwanted not in str(caught.value)


async def test_a_short_client_id_hides_no_reason(stand: Stand) -> None:
    """Credentials that are no longer than words occur in words."""
    stand.world.credentials = ClientCredentials("id", "a longer secret")
    stand.server.token_script[:] = [httpx2.Response(400, json={"error": "invalid_client"})]
    with pytest.raises(TokenError, match="invalid_client"):
        await settle(stand.partner.read(stand.client(retries=0)))


TOO_LONG: dict[str, list[Callable[[Any, str], Any]]] = {
    "siesmart": [
        lambda client, text: client.documents.download(7, text, 1),
        lambda client, text: client.assets.add(text, ASSET, version='"v1"'),
        lambda client, text: client.configuration.list_asset_codes(office_id=text),
    ],
    "smartbusiness": [
        lambda client, text: client.letters.get_pdf(text),
        lambda client, text: client.units.list(filter_=Field("name") == text),
    ],
    "simutek": [
        lambda client, text: client.customers.get(text),
        lambda client, text: client.customers.list(corporate_identity_number=text),
    ],
}


async def test_what_is_too_long_for_an_address_is_refused(stand: Stand) -> None:
    client = stand.client()
    for call in TOO_LONG[stand.partner.name]:
        with pytest.raises(InvalidValue, match="too long for an address"):
            await settle(call(client, "1" * 70_000))
    assert stand.sent == 0


@pytest.mark.parametrize("tag", ['W/"2"', "*", '"a", "b"'])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_tag_of_the_partner_that_cannot_be_sent_back(kind: str, tag: str) -> None:
    """In an edit nobody passes a version, so nobody is told to pass another."""
    world = World(kind)
    world.partner.script = [proposal(version=tag)]
    async with Entered(world.client().edit(7)) as edit:
        with pytest.raises(InvalidValue, match="report it with the trace id trace-1") as caught:
            await settle(edit.assets.add(ASSET))
    assert "pass the Versioned" not in str(caught.value)
    assert len(world.partner.requests) == 1


@pytest.mark.parametrize("to_a_file", [False, True], ids=["memory", "file"])
@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/html", ""])
async def test_a_page_is_no_document(stand: Stand, kind: str, to_a_file: bool, tmp_path: Path) -> None:
    if stand.partner.name not in DOCUMENTS:
        pytest.skip("this partner has no documents")
    stand.answers(httpx2.Response(200, content=b"\r\n<html>log in", headers={"Content-Type": kind} if kind else None))
    call, arguments = DOCUMENTS[stand.partner.name](stand.client())
    with pytest.raises(UnexpectedResponse, match="where a document is described"):
        await settle(download(tmp_path / "x.pdf").of(call, *arguments) if to_a_file else call(*arguments))
    assert names_in(tmp_path) == []


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


DOCUMENTS: dict[str, Callable[[Any], tuple[Any, tuple[Any, ...]]]] = {
    "siesmart": lambda client: (client.documents.download, (7, "offer", 1)),
    "smartbusiness": lambda client: (client.letters.get_pdf, (1,)),
}
