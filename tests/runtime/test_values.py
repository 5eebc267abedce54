"""Values survive: one UNSET everywhere, whatever is sent is exact or refused with its place, type hints resolve."""

import copy
import json
import pickle
import shutil
import subprocess
import sys
import threading
import typing
from decimal import Decimal
from importlib import import_module
from inspect import getmembers, isfunction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import attrs
import httpx2
import pytest
from examples.reapply import raise_quantity_of

import signoff
from signoff import UNSET, InvalidValue, SignoffError, Unset
from signoff._bodies import write_json
from signoff.siesmart import models
from signoff.simutek import models as gks
from signoff.smartbusiness import models as books
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import World, settle

pytestmark = pytest.mark.anyio

PARTNERS = ("siesmart", "simutek", "smartbusiness")
ASSET = models.Asset(asset_iac_code="ITE", quantity=1, value_per_asset=9.5)
ADDED = {"id": 3, **ASSET.to_dict()}


def identity(value: Any) -> bool:
    return value is UNSET


def test_there_is_one_unset_for_all_partners() -> None:
    for partner in PARTNERS:
        types = import_module(f"{partner}_client.types")
        assert types.UNSET is UNSET
        assert types.Unset is Unset
    assert Unset() is UNSET is signoff.UNSET
    assert repr(UNSET) == "UNSET"
    assert not UNSET


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_stays_itself_in_a_pickle(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET  # noqa: S301


def test_it_stays_itself_in_copies_and_in_another_thread_and_process() -> None:
    assert copy.copy(UNSET) is UNSET is copy.deepcopy(UNSET)
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(Unset() is UNSET))
    thread.start()
    thread.join()
    assert found == [True]
    with get_context("fork").Pool(1) as pool:
        assert pool.apply(identity, (UNSET,))


@pytest.mark.parametrize(
    "model",
    [
        ASSET,
        models.ProposalCreate(office_id=1),
        gks.SalesOrder(customer_number="1", sales_order_lines=[gks.SalesOrderLine(article_number="A", quantity=5)]),
        books.InvoiceStatusChange(status="P"),
    ],
    ids=lambda model: type(model).__name__,
)
def test_a_model_is_the_same_after_copies(model: Any) -> None:
    for twin in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):  # noqa: S301
        assert twin == model
        assert twin.to_dict() == model.to_dict()
        unset = [field.name for field in attrs.fields(type(model)) if getattr(model, field.name) is UNSET]
        assert all(getattr(twin, name) is UNSET for name in unset)


async def test_a_copy_is_sent_as_the_original_is(world: World) -> None:
    twins = [copy.deepcopy(ASSET), pickle.loads(pickle.dumps(ASSET))]  # noqa: S301
    world.partner.script = [httpx2.Response(201, json=ADDED) for _ in range(3)]
    for body in (ASSET, *twins):
        await settle(world.client().assets.add(7, body, version="v"))
    assert len({request.content for request in world.partner.requests}) == 1


async def test_a_result_is_the_same_after_a_pickle(world: World) -> None:
    world.partner.script = [httpx2.Response(200, json={"id": 7, "officeId": 1}, headers={"ETag": "v"})]
    read = await settle(world.client().proposals.get(7))
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301
    assert copy.deepcopy(read).value.label is UNSET


@pytest.mark.parametrize(
    "amount", ["1250.10", "0.1", "12345678901234567.89", "1E+3", "-0.00", "0.30000000000000004", "1e-30"]
)
async def test_a_decimal_is_sent_as_the_number_that_it_is(world: World, amount: str) -> None:
    world.partner.script = [httpx2.Response(201, json=ADDED)]
    asset = models.Asset(asset_iac_code="ITE ü", quantity=1, value_per_asset=typing.cast("float", Decimal(amount)))
    await settle(world.client().assets.add(7, asset, version="v"))
    sent = world.partner.requests[-1]
    assert json.loads(sent.content, parse_float=Decimal, parse_int=Decimal)["valuePerAsset"] == Decimal(amount)
    assert f'"valuePerAsset":{Decimal(amount)}'.encode() in sent.content
    assert sent.headers["content-type"] == "application/json"
    assert int(sent.headers["content-length"]) == len(sent.content)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"value_per_asset": Decimal("NaN")}, "/valuePerAsset", "NaN and Infinity are not"),
    ({"value_per_asset": Decimal("-Infinity")}, "/valuePerAsset", "NaN and Infinity are not"),
    ({"value_per_asset": float("nan")}, "/valuePerAsset", "NaN and Infinity are not"),
    ({"value_per_asset": float("inf")}, "/valuePerAsset", "NaN and Infinity are not"),
    ({"asset_iac_code": UNSET}, "/assetIacCode", "it is UNSET"),
    ({"asset_iac_code": "\ud800"}, "/assetIacCode", "lone surrogate"),
    ({"description": b"bytes"}, "/description", "a bytes is not"),
    ({"quantity": object()}, "/quantity", "a object is not"),
    ({"quantity": 10**5000}, "/quantity", "a int is not"),
    ({"service_agreement": {"name": "x"}}, "/serviceAgreement", "expected at /serviceAgreement an object"),
    ({"equipment_supplier": "x"}, "/equipmentSupplier", "expected at /equipmentSupplier an object"),
]


@pytest.mark.parametrize(("members", "pointer", "says"), WRONG)
async def test_what_cannot_be_sent_is_refused_with_its_place_before_anything_is_sent(
    world: World, members: dict[str, Any], pointer: str, says: str
) -> None:
    body = attrs.evolve(ASSET, **members)
    with pytest.raises(InvalidValue, match=says) as caught:
        await settle(world.client().assets.add(7, body, version="v"))
    assert caught.value.pointer == pointer
    assert isinstance(caught.value, SignoffError)
    assert isinstance(caught.value, ValueError)
    assert world.partner.requests == []


async def test_a_body_that_is_no_model_is_refused(world: World) -> None:
    body: Any = {"assetIacCode": "ITE"}
    with pytest.raises(InvalidValue, match="the model that the call takes"):
        await settle(world.client().assets.add(7, body, version="v"))
    assert world.partner.requests == []


def test_what_is_nested_without_end_or_in_itself_is_refused() -> None:
    itself: list[Any] = []
    itself.append(itself)
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    for value in (itself, deep, {(1, 2): 2}):
        with pytest.raises(InvalidValue):
            write_json(value)


def test_json_is_written_as_before_where_nothing_is_unusual() -> None:
    value = {"ü": [1, 2.5, True, None, 'a"b\n'], "leer": {}, "none": []}
    assert write_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    assert json.loads(write_json({1: None, None: Decimal(2)})) == json.loads(json.dumps({1: None, None: 2}))
    # The way with Decimals writes the same.
    assert json.loads(write_json({**value, "amount": Decimal("1.10")})) == {**value, "amount": 1.1}


@pytest.mark.parametrize("partner", PARTNERS)
def test_type_hints_of_every_model_resolve(partner: str) -> None:
    index = import_module(f"signoff.{partner}").models
    tried = 0
    for name in index.__all__:
        found = getattr(index, name)
        if isinstance(found, type) and attrs.has(found):
            hints = typing.get_type_hints(found)
            assert not any(isinstance(hint, str | typing.ForwardRef) for hint in hints.values())
            for method in ("to_dict", "from_dict"):
                typing.get_type_hints(getattr(found, method))
            attrs.resolve_types(found)
            tried += 1
    assert tried > 5


@pytest.mark.parametrize("module", ["facade", "facade_async"])
@pytest.mark.parametrize("partner", PARTNERS)
def test_type_hints_of_every_facade_method_resolve(partner: str, module: str) -> None:
    facade = import_module(f"{partner}_client.{module}")
    tried = 0
    for name in facade.__all__:
        for _, method in getmembers(getattr(facade, name), isfunction):
            typing.get_type_hints(method)
            tried += 1
    assert tried > 5


def test_importing_a_model_first_loads_what_it_holds_in_any_order() -> None:
    for name in ("proposal", "asset", "calculation_result", "calculation_sheet"):
        program = f"import siesmart_client.models.{name} as m, typing; print(len(m.__dict__))"
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


CHECKOUT = Path(__file__).resolve().parents[2]


def test_the_documented_reapply_is_the_example_that_type_checkers_accept() -> None:
    # `make check` runs mypy --strict over the examples.
    example = (CHECKOUT / "examples" / "reapply.py").read_text("utf-8")
    body = example[example.index("def raise_quantity(") : example.index("def raise_quantity_of")].strip()
    assert body in (CHECKOUT / "docs" / "client.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("pyright") is None, reason="pyright is not installed")
def test_pyright_accepts_the_documented_reapply() -> None:
    done = subprocess.run(
        ["pyright", "--pythonpath", sys.executable, "examples/reapply.py"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_documented_reapply_changes_what_is_there() -> None:
    mock = SieSmartMock()
    with signoff.SieSmart(mock.credentials, mock.environment(), transport=mock.transport()) as client:
        created = client.proposals.create(models.ProposalCreate(office_id=1))
        client.assets.add(created.value.id, ASSET, version=created)
        assert raise_quantity_of(client, created.value.id) == 2
