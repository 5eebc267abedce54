"""What comes in is what the models say, or an error that says where it is not; null where none is described is absent."""

import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from typing import Any

import attrs
import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import UNSET, CallOptions, DecodeError, InvalidValue, SignoffError, Unset
from signoff._bodies import read_body
from signoff._reading import _make_shape, _Member
from signoff.siesmart import models
from signoff.simutek import models as gks

from .conftest import World, settle

pytestmark = pytest.mark.anyio

PARTNERS = ("siesmart", "simutek", "smartbusiness")
ASSET = {"assetIacCode": "ITE", "quantity": 1, "valuePerAsset": 1.0}
WRONG: dict[type, Any] = {str: {}, int: "1", float: "1.5", bool: 0, list: {}, dict: []}


def every_model() -> Iterator[type[Any]]:
    for partner in PARTNERS:
        module = import_module(f"signoff.{partner}").models
        for name in module.__all__:
            found = getattr(module, name)
            if isinstance(found, type) and attrs.has(found):
                yield found


def shape_members(model: Any) -> tuple[_Member, ...]:
    return _make_shape(model, model.from_dict.json_names).members


def answer(**members: Any) -> httpx2.Response:
    return httpx2.Response(200, json={"id": 7, "officeId": 1, **members}, headers={"ETag": "v", "X-B2B-TRACE-ID": "t"})


@pytest.mark.parametrize("member", ["customer", "assets", "calculation", "decision", "lastModified", "salesContactId"])
async def test_a_null_member_counts_as_absent(world: World, member: str) -> None:
    world.partner.script = [answer(label="as usual", **{member: None}), answer(label="as usual")]
    client = world.client()
    with_null = await settle(client.proposals.get(7))
    without = await settle(client.proposals.get(7))
    assert with_null.value == without.value
    assert with_null.value.label == "as usual"


async def test_deep_inside_as_well(world: World) -> None:
    asset = {"id": 3, **ASSET}
    world.partner.script = [answer(assets=[{**asset, "serviceAgreement": None}, asset])]
    proposal = (await settle(world.client().proposals.get(7))).value
    assert isinstance(proposal, models.Proposal)
    assert isinstance(proposal.assets, list)
    assert [found.id for found in proposal.assets] == [3, 3]


@pytest.mark.parametrize(
    ("members", "pointer", "expected"),
    [
        ({"id": None}, "/id", "a whole number"),
        ({"id": "7"}, "/id", "a whole number"),
        ({"id": True}, "/id", "a whole number"),
        ({"id": 7.5}, "/id", "a whole number"),
        ({"label": 7}, "/label", "text"),
        ({"assets": 5, "customer": None}, "/assets", "a list"),
        ({"assets": [None]}, "/assets/0", "an object"),
        ({"assets": [ASSET, {**ASSET, "valuePerAsset": "1250.10"}]}, "/assets/1/valuePerAsset", "a number"),
        ({"assets": [{**ASSET, "serviceAgreement": []}]}, "/assets/0/serviceAgreement", "an object"),
        ({"lastModified": "soon", "label": None}, "/lastModified", r"a date and time \(ISO 8601\)"),
    ],
)
async def test_what_does_not_fit_is_told_with_its_place(
    world: World, members: dict[str, Any], pointer: str, expected: str
) -> None:
    world.partner.script = [answer(**members)]
    with pytest.raises(DecodeError, match=f"at {pointer}: expected {expected}") as caught:
        await settle(world.client().proposals.get(7))
    assert caught.value.pointer == pointer
    assert caught.value.trace_id == "t"
    assert json.loads(caught.value.response.content)["officeId"] == 1
    assert "1250.10" not in str(caught.value)


@pytest.mark.parametrize(
    "model", list(every_model()), ids=lambda model: f"{model.__module__.split('_')[0]}.{model.__name__}"
)
def test_every_member_of_every_model_is_held_against_its_type(model: Any) -> None:
    members = shape_members(model)
    whole = {member.name: _example(member) for member in members}
    with_all = model.from_dict(whole)
    assert model.from_dict(with_all.to_dict()) == with_all
    for member in members:
        if member.required:
            with pytest.raises(InvalidValue) as missing:
                model.from_dict({name: value for name, value in whole.items() if name != member.name})
            assert missing.value.pointer == f"/{member.name}"
        if member.kinds is None:
            continue
        wrong = next(value for value in WRONG.values() if type(value) not in member.kinds)
        with pytest.raises(InvalidValue) as caught:
            model.from_dict({**whole, member.name: wrong})
        assert caught.value.pointer == f"/{member.name}"
        assert isinstance(caught.value, SignoffError)
        if type(None) not in member.kinds and Unset in member.kinds:
            assert model.from_dict({**whole, member.name: None}) == model.from_dict(
                {name: value for name, value in whole.items() if name != member.name}
            )


def _example(member: _Member) -> Any:
    """A value that fits, as small as can be."""
    for hint in member.hints:
        if attrs.has(hint) if isinstance(hint, type) else False:
            inner = [one for one in shape_members(hint) if one.required]
            return {one.name: _example(one) for one in inner}
        texts = {"date": "2026-11-30", "datetime": "2026-11-30T12:00:00+00:00", "UUID": "0" * 32}
        if getattr(hint, "__name__", "") in texts:
            return texts[hint.__name__]
        if getattr(hint, "__args__", ()) and isinstance(hint.__args__[0], str):
            return hint.__args__[0]
    kinds = member.kinds or frozenset({str})
    return next(
        value
        for kind, value in {str: "x", int: 1, float: 1.0, bool: True, list: [], dict: {}, type(None): None}.items()
        if kind in kinds
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_no_amount(value: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        models.Asset.from_dict({**ASSET, "valuePerAsset": value})
    assert caught.value.pointer == "/valuePerAsset"


@pytest.mark.parametrize(
    ("member", "value", "pointer"),
    [
        ("postalAddress", {"city": 5}, "/postalAddress/city"),
        ("postalAddress", "Provstad", "/postalAddress"),
    ],
)
def test_a_member_that_may_be_null_is_read_as_strictly(member: str, value: Any, pointer: str) -> None:
    customer = {one.name: _example(one) for one in shape_members(gks.Customer) if one.required}
    with pytest.raises(InvalidValue) as caught:
        gks.Customer.from_dict({**customer, member: value})
    assert caught.value.pointer == pointer


def test_numbers_are_read_in_each_form_that_json_gives_them() -> None:
    asset = models.Asset.from_dict({**ASSET, "quantity": 2.0, "valuePerAsset": 3})
    assert (asset.quantity, type(asset.quantity), asset.value_per_asset) == (2, int, 3)
    assert models.Asset.from_dict({**ASSET, "valuePerAsset": Decimal("1.10")}).value_per_asset == Decimal("1.10")


@pytest.mark.parametrize("value", [None, 5, "x", [], [ASSET]])
def test_what_is_no_object_is_no_model(value: Any) -> None:
    with pytest.raises(InvalidValue, match="expected an object") as caught:
        models.Asset.from_dict(value)
    assert caught.value.pointer == ""


DATED = [
    (model, member.name)
    for model in every_model()
    for member in shape_members(model)
    if {datetime.date, datetime.datetime} & set(member.hints) and str not in member.hints
]


@pytest.mark.parametrize("text", ["-0001-11-30", "0000-00-00", "30.11.2026", "", "2026-02-30", "soon"])
def test_a_date_that_there_never_was_is_told_with_its_place(text: str) -> None:
    assert {model.__module__.split(".")[0] for model, _ in DATED} == {f"{name}_client" for name in PARTNERS}
    for model, name in DATED:
        whole = {member.name: _example(member) for member in shape_members(model)}
        with pytest.raises(InvalidValue, match="expected a date") as caught:
            model.from_dict({**whole, name: text})
        assert caught.value.pointer == f"/{name}"


@pytest.mark.parametrize("depth", [50, 100_000])
def test_what_is_nested_without_end_is_an_error_at_once(depth: int) -> None:
    response = httpx2.Response(200, content=b'{"customer":' * depth + b"1" + b"}" * depth)
    with pytest.raises(InvalidValue):
        read_body(lambda *, client, response: models.Proposal.from_dict(response.json()), response)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(models.Proposal.from_dict.json_names.values())), JSON))  # type: ignore[attr-defined]
def test_whatever_comes_is_a_proposal_or_one_kind_of_error(body: dict[str, Any]) -> None:
    try:
        found = models.Proposal.from_dict({"id": 7, "officeId": 1, **body})
    except InvalidValue as problem:
        assert problem.pointer.split("/")[1] in models.Proposal.from_dict.json_names.values()  # type: ignore[attr-defined]  # noqa: PT017
        return
    assert type(found.id) is int
    assert found.label is UNSET or isinstance(found.label, str)


async def test_records_that_cannot_be_read_are_told_and_left_out(world: World) -> None:
    offices = [{"id": number, "name": f"Office {number}"} for number in range(1, 5)]
    world.partner.script = [httpx2.Response(200, json=[*offices[:2], {"id": "x"}, None, *offices[2:]])] * 2
    told: list[DecodeError] = []
    client = world.client()
    found = await settle(client.configuration.list_offices(options=CallOptions(unreadable=told.append)))
    assert [office.id for office in found.value] == [1, 2, 3, 4]
    assert [(type(error), error.pointer) for error in told] == [(DecodeError, "/2/id"), (DecodeError, "/3")]
    with pytest.raises(DecodeError) as caught:
        await settle(client.configuration.list_offices())
    assert caught.value.pointer == "/2/id"


async def test_of_a_single_thing_nothing_is_left_out(world: World) -> None:
    world.partner.script = [answer(assets=[ASSET, {}])]
    told: list[DecodeError] = []
    with pytest.raises(DecodeError, match="/assets/1/assetIacCode"):
        await settle(world.client().proposals.get(7, options=CallOptions(unreadable=told.append)))
    assert told == []
