"""Null where the description knows no null: read as absent, and nothing else is forgiven."""

import json
from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import DecodeError
from signoff._nulls import parse_without_nulls
from signoff.siesmart import models

from .conftest import World, settle

pytestmark = pytest.mark.anyio


def answer(**members: Any) -> httpx2.Response:
    return httpx2.Response(200, json={"id": 7, "officeId": 1, **members}, headers={"ETag": "v", "X-B2B-TRACE-ID": "t"})


@pytest.mark.parametrize("member", ["customer", "assets", "calculation", "decision", "lastModified"])
async def test_a_null_member_counts_as_absent(world: World, member: str) -> None:
    world.partner.script = [answer(label="as usual", **{member: None}), answer(label="as usual")]
    client = world.client()
    with_null = await settle(client.proposals.get(7))
    without = await settle(client.proposals.get(7))
    assert with_null.value == without.value
    assert with_null.value.label == "as usual"


async def test_deep_inside_as_well(world: World) -> None:
    asset = {"id": 3, "assetIacCode": "ITE", "quantity": 1, "valuePerAsset": 1.0}
    world.partner.script = [answer(assets=[{**asset, "serviceAgreement": None}, asset])]
    proposal = (await settle(world.client().proposals.get(7))).value
    assert isinstance(proposal, models.Proposal)
    assert isinstance(proposal.assets, list)
    assert [found.id for found in proposal.assets] == [3, 3]


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"assets": 5, "customer": None}, "TypeError"),
        ({"lastModified": "soon", "label": None}, "ValueError"),
        ({"assets": [None]}, "TypeError"),
    ],
)
async def test_what_else_is_wrong_stays_wrong_and_is_told_as_before(
    world: World, members: dict[str, Any], says: str
) -> None:
    world.partner.script = [answer(**members)]
    with pytest.raises(DecodeError, match=says) as caught:
        await settle(world.client().proposals.get(7))
    assert json.loads(caught.value.response.content)["id"] == 7


async def test_a_missing_member_is_still_missed(world: World) -> None:
    body = b'{"officeId": 1, "customer": null}'
    world.partner.script = [httpx2.Response(200, content=body, headers={"ETag": "v"})]
    with pytest.raises(DecodeError, match="does not fit the description"):
        await settle(world.client().proposals.get(7))


class Reading:
    """A parser for a body with a required member that may be null, and an optional one that may not."""

    def __init__(self) -> None:
        self.attempts = 0

    def __call__(self, *, client: Any, response: Any) -> tuple[object, object]:
        self.attempts += 1
        assert client.raise_on_unexpected_status is False
        assert response.status_code == 200
        body: Mapping[str, Any] = response.json()
        required = body["required"]
        optional = body.get("optional", 0)
        return required, optional + 1


def test_a_required_member_that_may_be_null_is_put_back() -> None:
    reading = Reading()
    response = httpx2.Response(200, json={"required": None, "optional": None})
    assert parse_without_nulls(reading, response) == (None, 1)
    assert reading.attempts == 2


def test_a_member_that_never_came_ends_the_attempts() -> None:
    reading = Reading()
    with pytest.raises(KeyError, match="required"):
        parse_without_nulls(reading, httpx2.Response(200, json={"optional": None}))
    assert reading.attempts == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def holds_null_member(value: Any) -> bool:
    if isinstance(value, dict):
        return any(member is None or holds_null_member(member) for member in value.values())
    return isinstance(value, list) and any(map(holds_null_member, value))


def count(value: Any) -> int:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(count(member) for member in members if member is not None or isinstance(value, list))


@given(JSON)
def test_only_null_members_go(body: Any) -> None:
    seen: list[Any] = []
    parse_without_nulls(
        lambda *, client, response: seen.append(response.json()),
        httpx2.Response(200, content=json.dumps(body).encode()),
    )
    assert not holds_null_member(seen[0])
    assert count(seen[0]) == count(body)
