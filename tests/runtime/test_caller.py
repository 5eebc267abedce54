"""Reading successes: what fits the description is returned, everything else is named."""

from typing import Any

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import DecodeError, Result, SignoffError, UnexpectedResponse, Versioned
from signoff._calls import Operation
from signoff.siesmart import models

from .conftest import World, settle

pytestmark = pytest.mark.anyio

ASSET = models.Asset(asset_iac_code="ITE", quantity=1, value_per_asset=1.0)
TRACE = {"X-B2B-TRACE-ID": "trace-1"}


def json_answer(content: bytes, status: int = 200, **headers: str) -> httpx2.Response:
    fields = {"Content-Type": "application/json", **TRACE, **headers}
    return httpx2.Response(status, content=content, headers=fields)


GOOD = b'{"id": 7, "officeId": 1}'


@pytest.mark.parametrize(
    ("response", "error", "says"),
    [
        (json_answer(GOOD), DecodeError, "no ETag header"),
        (json_answer(GOOD, ETag=""), DecodeError, "no ETag header"),
        (httpx2.Response(200, content=GOOD, headers=[("ETag", "a"), ("ETag", "b")]), DecodeError, "2 ETag headers"),
        (json_answer(b'{"officeId": 1}', ETag="v"), DecodeError, "at /id: expected a whole number, and it is missing"),
        (json_answer(b'{"id": 7, "officeId": 1, "assets": 5}', ETag="v"), DecodeError, "at /assets: expected a list"),
        (
            json_answer(b'{"id": 7, "officeId": 1, "decision": "x"}', ETag="v"),
            DecodeError,
            "/decision: expected an object",
        ),
        (
            json_answer(b'{"id": 7, "officeId": 1, "lastModified": "soon"}', ETag="v"),
            DecodeError,
            "/lastModified: expected a date and",
        ),
        (json_answer(b'{"id": 7', ETag="v"), DecodeError, "expected JSON "),
        (json_answer(b'{"id": "\xff"}', ETag="v"), DecodeError, "expected JSON "),
        (json_answer(b"", ETag="v"), DecodeError, "the body is empty"),
        (json_answer(b"[]", ETag="v"), DecodeError, "does not fit|confused"),
        (json_answer(b"null", ETag="v"), DecodeError, "expected an object"),
        (json_answer(b"[" * 100_000, ETag="v"), DecodeError, "not nested deeper"),
        (json_answer(GOOD, status=201, ETag="v"), UnexpectedResponse, "names 200 for success"),
        (json_answer(b"", status=204), UnexpectedResponse, "names 200 for success"),
        (httpx2.Response(200, html="<p>x"), UnexpectedResponse, "text/html where JSON is described"),
        (httpx2.Response(200, content=b" <p>x"), UnexpectedResponse, "markup where JSON is described"),
        (httpx2.Response(200, text="ok"), UnexpectedResponse, "text/plain where JSON is described"),
    ],
)
async def test_a_success_of_another_kind(
    world: World, response: httpx2.Response, error: type[Exception], says: str
) -> None:
    world.partner.script = [response]
    with pytest.raises(error, match=says) as caught:
        await settle(world.client().proposals.get(7))
    problem: Any = caught.value
    assert problem.response.status == response.status_code
    assert problem.response.content == response.content
    assert problem.trace_id == response.headers.get("X-B2B-TRACE-ID")
    assert "/proposals/{proposal-id}" in str(problem)
    assert str(response.status_code) in str(problem)


async def test_a_change_that_cannot_be_read_was_probably_made(world: World) -> None:
    world.partner.script = [json_answer(b"{}", status=201)]
    with pytest.raises(DecodeError, match="most likely been made"):
        await settle(world.client().assets.add(7, ASSET, version="v"))


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.x+json", ""])
async def test_kinds_of_json(world: World, kind: str) -> None:
    headers = {"ETag": "v", **({"Content-Type": kind} if kind else {})}
    world.partner.script = [httpx2.Response(200, content=GOOD, headers=headers)]
    read = await settle(world.client().proposals.get(7))
    assert isinstance(read, Versioned)
    assert read.value.office_id == 1


async def test_lists(world: World) -> None:
    world.partner.script = [json_answer(b"[]"), json_answer(b"{}"), json_answer(b'[{"id": 1, "name": "n"}]')]
    client = world.client()
    assert (await settle(client.configuration.list_offices())).value == []
    with pytest.raises(DecodeError, match="list and object are confused"):
        await settle(client.configuration.list_offices())
    offices = await settle(client.configuration.list_offices())
    assert isinstance(offices, Result)
    assert offices.value[0].name == "n"


@pytest.mark.parametrize(
    ("headers", "content", "good"),
    [
        ({"Content-Type": "application/pdf"}, b"%PDF-1.7 x", True),
        ({"Content-Type": "application/octet-stream"}, b"\x00", True),
        ({}, b"%PDF-1.7 x", True),
        ({}, b"something", False),
        ({"Content-Type": "application/pdf"}, b"", False),
        ({"Content-Type": "application/json"}, b'{"a": 1}', False),
        ({"Content-Type": "text/html"}, b"<p>", False),
    ],
)
async def test_documents(world: World, headers: dict[str, str], content: bytes, good: bool) -> None:
    world.partner.script = [httpx2.Response(200, content=content, headers={**headers, **TRACE})]
    client = world.client()
    if good:
        document = await settle(client.decision.download(7))
        assert (document.value, document.trace_id) == (content, "trace-1")
        return
    with pytest.raises(UnexpectedResponse, match=r"where a document is described|an empty document"):
        await settle(client.decision.download(7))


async def test_nothing(world: World) -> None:
    mail = models.DocumentMail(recipients=["a@example.com"])
    world.partner.script = [httpx2.Response(204, headers=TRACE), httpx2.Response(200, headers=TRACE)]
    client = world.client()
    sent = await settle(client.documents.send(7, "CONTRACT", 1, mail, version="v"))
    assert (sent.value, sent.status, sent.trace_id) == (None, 204, "trace-1")
    with pytest.raises(UnexpectedResponse, match="names 204"):
        await settle(client.documents.send(7, "CONTRACT", 1, mail, version="v"))


@pytest.mark.parametrize("part", ["", ".", ".."])
async def test_a_path_parameter_cannot_lead_elsewhere(world: World, part: str) -> None:
    with pytest.raises(ValueError, match="path parameter"):
        await settle(world.client().documents.download(7, part, 1))
    assert world.partner.requests == []


async def test_odd_path_parameters_stay_in_their_place(world: World) -> None:
    world.partner.script = [httpx2.Response(200, content=b"%PDF-")]
    await settle(world.client().documents.download(7, "a/b?c#d e%2f\u00e9", 1))
    path = world.partner.requests[0].url.raw_path
    assert path == b"/siesmart/b2b/v1/proposals/7/documents/a%2Fb%3Fc%23d%20e%252f%C3%A9/1/download"


@given(
    content=st.binary(max_size=120), status=st.sampled_from([200, 201]), kind=st.sampled_from(["application/json", ""])
)
def test_any_body_of_a_success(content: bytes, status: int, kind: str) -> None:
    world = World("sync")
    headers = {"ETag": "v", **({"Content-Type": kind} if kind else {})}
    world.partner.script = [httpx2.Response(status, content=content, headers=headers)]
    with pytest.raises(SignoffError):
        world.client().proposals.get(7)


def test_an_operation_takes_any_collection_of_statuses() -> None:
    operation = Operation(id="a_b", method="GET", path="/a", statuses=frozenset(range(200, 300)))
    assert 250 in operation.statuses
    assert not operation.modifies
