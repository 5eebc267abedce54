"""Errors of GKS: the proposed form where it is met, and whatever else a server may answer."""

import logging
import pickle
from typing import Any

import httpx2
import pytest

from signoff import (
    ApiError,
    BadRequest,
    Forbidden,
    NotFound,
    ServerError,
    ServiceUnavailable,
    SignoffError,
    Unauthorized,
    UnexpectedResponse,
)
from signoff.simutek import ValidationProblem, models

from .conftest import SECRET, settle
from .simutek_world import World, problem, read

pytestmark = pytest.mark.anyio

PERSON = "Canary-Person"
NEW = models.CustomerCreate(
    name=PERSON, number="K1", invoice_email="canary@example.com", corporate_identity_number="999999-0101"
)


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


async def refused(world: World, answer: httpx2.Response) -> ApiError:
    world.gks.script = [answer]
    with pytest.raises(ApiError) as caught:
        await settle(world.client(retries=0).customers.create(NEW))
    return caught.value


async def test_members_that_were_not_accepted_are_named(world: World) -> None:
    said = {"invoiceEmail": [f"{PERSON} is no address", "too short"], "number": ["taken"]}
    error = await refused(world, problem(400, errors=said, traceId="trace-1", detail=f"about {PERSON}"))
    assert isinstance(error, ValidationProblem)
    assert error.errors == {"invoiceEmail": (f"{PERSON} is no address", "too short"), "number": ("taken",)}
    assert (error.message, error.user_message, error.trace_id) == ("said so", f"about {PERSON}", "trace-1")
    assert "invoiceEmail, number. Correct the members" in str(error)
    assert PERSON not in str(error) + repr(error)
    assert pickle.loads(pickle.dumps(error)).errors == error.errors  # noqa: S301 - our own


async def test_many_members_are_counted_and_values_in_their_place_are_not_shown(world: World) -> None:
    said = {f"Member{number}": ["no"] for number in range(7)}
    assert "Member4 and 2 more. Correct" in str(await refused(world, problem(400, errors=said)))
    error = await refused(world, problem(400, errors={"canary person@example.com": "no", "$.salesOrderLines[0]": None}))
    assert "unnamed, $.salesOrderLines[0]. Correct" in str(error)
    assert isinstance(error, ValidationProblem)
    assert error.errors == {"canary person@example.com": ("no",), "$.salesOrderLines[0]": ()}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (403, Forbidden),
        (404, NotFound),
        (500, ServerError),
        (418, UnexpectedResponse),
    ],
)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no",
        b"<html><body>Bad Request</body></html>",
        b"[]",
        b"null",
        b'"text"',
        b'{"message": "other form"}',
        b'{"errors": []}',
        b'{"errors": {}}',
        b'{"errors": "no", "title": 7, "traceId": {}}',
        b'{"title": ["a"], "detail": null, "status": "x"}',
        b"\xff\xfe",
        b"[" * 5000,
    ],
)
async def test_an_error_of_any_other_form_keeps_its_status(
    world: World, status: int, kind: type[ApiError], content: bytes
) -> None:
    world.gks.script = [httpx2.Response(status, content=content)] * 2
    with pytest.raises(kind) as caught:
        await settle(read(world.client(retries=0)))
    assert not isinstance(caught.value, ValidationProblem)
    assert caught.value.status == status
    assert caught.value.response.content == content


async def test_only_400_names_members(world: World) -> None:
    error = await refused(world, problem(404, errors={"number": ["x"]}))
    assert type(error) is NotFound


async def test_a_service_out_of_order_is_told_with_its_wait(world: World) -> None:
    world.gks.script = [httpx2.Response(503, headers={"Retry-After": "7"})]
    with pytest.raises(ServiceUnavailable, match="Wait 7 s"):
        await settle(read(world.client(retries=0)))


@pytest.mark.parametrize(
    "answer", [problem(400, errors={"name": [f"{PERSON} {SECRET}"]}), httpx2.Response(200, text="<p>")]
)
async def test_nothing_confidential_is_written_down(
    world: World, answer: httpx2.Response, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.gks.script = [httpx2.Response(200), answer]
    client = world.client(retries=0)
    texts = [repr(client), repr(client.transport.chain)]
    await settle(client.customers.create(NEW))
    calls: list[tuple[Any, dict[str, Any]]] = [
        (client.customers.create, {"body": NEW}),
        (client.customers.list, {"name": PERSON, "corporate_identity_number": "999999-0101"}),
    ]
    for call, arguments in calls:
        try:
            await settle(call(**arguments))
        except SignoffError as error:
            texts += [str(error), repr(error)]
    texts += [record.getMessage() for record in caplog.records if not record.name.startswith("httpx")]
    written = "\n".join(texts)
    assert "customers_create POST /customers" in written
    for secret in (SECRET, "eyJ.token", PERSON, "canary@", "999999-0101"):
        assert secret not in written
