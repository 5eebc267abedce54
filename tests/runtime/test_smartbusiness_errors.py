"""Errors by application code: each has its type, its members and a text that says what to do."""

import copy
import json
import pickle
from typing import Any

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import ApiError, BadRequest, Forbidden, OutcomeUnknown, RateLimited, ServerError, ServiceUnavailable
from signoff._pipeline.status import error_from
from signoff._scrub import Scrubber
from signoff.smartbusiness import models
from signoff.smartbusiness.errors import (
    BadListOption,
    ContentTooLarge,
    EntityNotFound,
    FeatureNotInPlan,
    FieldError,
    MethodNotAllowed,
    Offline,
    PermissionMissing,
    PlanLimit,
    ScopeMissing,
    SmartBusinessErrors,
    TokenRefused,
    UnknownListKey,
    ValidationFailed,
    read_seconds,
)
from signoff.smartbusiness.filters import ids

from .conftest import settle
from .smartbusiness_world import REQUEST_ID, World, answer, read, refusal

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def make(response: httpx2.Response) -> ApiError:
    return error_from(
        response,
        method="GET",
        path="/x",
        shape=SmartBusinessErrors(),
        trace_header="X-Request-Id",
        scrubber=Scrubber(),
    )


EMAIL = {"key": "email", "code": 1103, "message": "canary@ is no address"}
NAME = {"key": "positions.0.name", "code": 1100, "message": "missing"}


@pytest.mark.parametrize(
    ("response", "kind", "members", "says"),
    [
        (refusal(400, 2000), BadRequest, {"code": "2000"}, "400 bad request"),
        (refusal(400, 2100), UnknownListKey, {"option": "with"}, "names in with"),
        (refusal(400, 2101), UnknownListKey, {"option": "filter"}, "names in filter"),
        (refusal(400, 2102), UnknownListKey, {"option": "sort"}, "names in sort"),
        (refusal(400, 2103), BadListOption, {"option": "limit"}, "from 1 to 200"),
        (refusal(400, 2104), BadListOption, {"option": "offset"}, "begins at 0"),
        (
            answer({"error": "required_scopes_missing", "message": "scopes", "hint": "invoice"}, 400),
            ScopeMissing,
            {"hint": "invoice", "message": "scopes"},
            "invoice. Ask for the scope",
        ),
        (
            refusal(401, 0, meta={"error_type": "access_denied", "hint": "expired"}),
            TokenRefused,
            {"error_type": "access_denied", "hint": "expired"},
            "access_denied; expired. A fresh token",
        ),
        (refusal(401, 0), TokenRefused, {"error_type": None, "hint": None}, "A fresh token"),
        (
            refusal(402, 4001, meta={"feature": "contacts", "limit": 50}),
            PlanLimit,
            {"feature": "contacts", "limit": 50, "kind": "hard"},
            "hard limit 50 of contacts reached",
        ),
        (refusal(402, 4002, meta={"feature": "a", "limit": 1}), PlanLimit, {"kind": "soft"}, "soft limit 1 of a"),
        (refusal(402, 4003, meta={"feature": "a", "limit": 0}), PlanLimit, {"kind": "total"}, "total limit 0 of a"),
        (refusal(402, 9), PlanLimit, {"kind": None, "limit": None, "feature": None}, "unknown limit of something"),
        (answer(status=403), PermissionMissing, {"code": None}, "403 permission missing on GET /x; code 5000"),
        (refusal(403, 5000), PermissionMissing, {"code": "5000"}, "lacks the permission"),
        (
            refusal(403, 4000, meta={"feature": "api", "plans": ["M", "L"]}),
            FeatureNotInPlan,
            {"feature": "api", "plans": ("M", "L")},
            "api: The account's plan does not include this. Plans that do: M, L.",
        ),
        (refusal(403, 77), Forbidden, {"code": "77"}, "403 forbidden"),
        (refusal(404, 3000, meta={"entity_type": "unit"}), EntityNotFound, {"entity_type": "unit"}, "404 not found"),
        (refusal(405, 7000, "GET, POST"), MethodNotAllowed, {"message": "GET, POST"}, "7000: GET, POST"),
        (refusal(413, 0), ContentTooLarge, {"code": "0"}, "413 content too large"),
        (
            refusal(422, 1000, meta={"errors": [EMAIL, NAME]}),
            ValidationFailed,
            {"code": "1000"},
            "email: wrong format (1103), positions.0.name: value missing (1100). Correct the fields",
        ),
        (refusal(429, 6000), RateLimited, {"retry_after": None}, "429 rate limited"),
        (answer(status=500), ServerError, {"code": None}, "500 server error"),
        (refusal(503, 8000), Offline, {"code": "8000"}, "503 offline"),
        (refusal(503, 1), ServiceUnavailable, {"code": "1"}, "503 service unavailable"),
    ],
)
def test_types_and_members(response: httpx2.Response, kind: type[ApiError], members: dict[str, Any], says: str) -> None:
    error = make(response)
    assert type(error) is kind
    assert {name: getattr(error, name) for name in members} == members
    assert says in str(error)
    assert f"[trace id {REQUEST_ID}]" in str(error)
    assert str(error).startswith(f"{response.status_code} ")
    assert "canary" not in f"{error} {error!r}"
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301
        assert type(twin) is kind
        assert str(twin) == str(error)
        assert {name: getattr(twin, name) for name in members} == members


def test_refused_fields() -> None:
    error = make(refusal(422, 1000, meta={"errors": [EMAIL, NAME]}))
    assert isinstance(error, ValidationFailed)
    assert error.errors == (
        FieldError("email", 1103, "canary@ is no address"),
        FieldError("positions.0.name", 1100, "missing"),
    )
    found = error.of("email")
    assert found is not None
    assert found.meaning == "wrong format"
    assert repr(found) == "<FieldError email: 1103 wrong format>"
    assert error.of("name") is None


def test_many_refused_fields_stay_readable() -> None:
    error = make(refusal(422, 1000, meta={"errors": [{"key": f"f{n}", "code": 1100} for n in range(30)]}))
    assert "f4: value missing (1100) and 25 more" in str(error)
    assert "f5" not in str(error)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
META = st.dictionaries(
    st.sampled_from(["errors", "feature", "limit", "plans", "entity_type", "error_type", "hint"]), JSON, max_size=4
)


@given(
    status=st.sampled_from([400, 401, 402, 403, 404, 405, 413, 422, 429, 500, 503]),
    body=JSON | st.fixed_dictionaries({}, optional={"code": JSON, "message": JSON, "meta": JSON | META}),
)
def test_any_body_becomes_an_error(status: int, body: Any) -> None:
    error = make(httpx2.Response(status, content=json.dumps(body).encode()))
    assert str(error).startswith(str(status))
    assert str(error).isprintable()
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


async def test_the_chain_raises_them(world: World) -> None:
    world.books.script = [refusal(422, 1000, meta={"errors": [EMAIL]})]
    with pytest.raises(ValidationFailed) as caught:
        await settle(world.client().contact_groups.create(models.ContactGroupCreate(name="x")))
    assert caught.value.path == "/contacts/configuration/groups"
    assert caught.value.trace_id == REQUEST_ID


async def test_offline_did_nothing_so_a_change_is_sent_again(world: World) -> None:
    group = {"item": {"id": 9, "name": "x", "usage": 0}}
    world.books.script = [refusal(503, 8000), answer(group, 201)]
    await settle(world.client().contact_groups.create(models.ContactGroupCreate(name="x")))
    assert len(world.books.requests) == 2
    world.books.script = [refusal(503, 8000)] * 3
    with pytest.raises(Offline):
        await settle(world.client().contact_groups.delete(ids([9])))


async def test_any_other_503_leaves_a_change_unknown(world: World) -> None:
    world.books.script = [refusal(503, 1)]
    with pytest.raises(OutcomeUnknown, match=REQUEST_ID):
        await settle(world.client().contact_groups.delete(ids([9])))


async def test_the_reset_field_says_how_long_to_wait(world: World) -> None:
    world.books.script = [refusal(429, 6000, X_Rate_Limit_Reset="7")]
    await settle(read(world.client()))
    assert world.clock.slept == [7.0]


async def test_too_long_a_wait_is_left_to_the_caller(world: World) -> None:
    world.books.script = [refusal(429, 6000, X_Rate_Limit_Reset="3600")]
    with pytest.raises(RateLimited, match="Wait 3600 s") as caught:
        await settle(read(world.client()))
    assert caught.value.retry_after == 3600
    assert world.clock.slept == []
    assert "not repeated" in caught.value.__notes__[0]


async def test_retry_after_goes_first(world: World) -> None:
    world.books.script = [refusal(429, 6000, X_Rate_Limit_Reset="7", Retry_After="2")]
    await settle(read(world.client()))
    assert world.clock.slept == [2.0]


@pytest.mark.parametrize("text", [None, "", "soon", "-1", "1.5", "\u0661", "9" * 12, "99999999"])
def test_what_is_no_number_of_seconds_is_ignored(text: str | None) -> None:
    assert read_seconds(text) is None
    assert read_seconds(" 7 ") == 7.0
