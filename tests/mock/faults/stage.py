"""The three mocks with what is done at each: one read and one change, by a client and as a bare request."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx2
from attrs import frozen

from signoff import AsyncSieSmart, AsyncSimutek, AsyncSmartBusiness, SieSmart, Simutek, SmartBusiness
from signoff.siesmart import models as siesmart_models
from signoff.simutek import models as simutek_models
from signoff.smartbusiness import models as smartbusiness_models
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.faults import Fault
from signoff_contract.mock.registry import Mock, build

ASSET: Mapping[str, Any] = {"assetIacCode": "ITE2201", "quantity": 1, "valuePerAsset": 10.0}
COST_UNIT = smartbusiness_models.CostUnitCreate(name="Workshop", type_="P")
BUYER = {"name": "Prov", "number": None, "invoiceEmail": None, "corporateIdentityNumber": "999999-0101"}


@frozen
class Bare:
    """A request without a client: method, path below the API, body, more header fields."""

    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = {}


@frozen
class Partner:
    """One partner's mock and what is done at it. `begin` makes what the calls need, and gives their arguments."""

    name: str
    clients: tuple[Callable[..., Any], Callable[..., Any]]
    begin: Callable[[Any], tuple[Any, ...]]
    operations: Mapping[str, str]
    calls: Mapping[str, Callable[..., Any]]
    bare: Mapping[str, Callable[..., Bare]]
    unpaced: Mapping[str, Any]

    def mock(self, **switches: Any) -> Any:
        """A mock that repeats to the byte and takes any pace."""
        return build(self.name, seed=1, clock=ManualClock(), **{**self.unpaced, **switches})

    def fits(self, mock: Any, fault: Fault, kind: str) -> bool:
        """Whether a fault can be done to this partner's read or change."""
        description = mock.front.engine.fault_hooks().description
        return kind in fault.may_hit and fault.fits(description, description.operation(self.operations[kind]))

    def client(self, mock: Mock, origin: str | None, *, awaited: bool, **settings: Any) -> Any:
        """A client of a mock in this process, or of one that is served at `origin`."""
        environment = mock.environment() if origin is None else mock.environment(origin)
        given: dict[str, Any] = {"environment": environment, **settings}
        return self.clients[awaited](mock.credentials, **given)


def _proposal(mock: Any) -> tuple[Any, ...]:
    with SieSmart(mock.credentials, mock.environment(), transport=mock.transport()) as client:
        made = client.proposals.create(siesmart_models.ProposalCreate(office_id=1))
    return made.value.id, made.version


def _cost_unit(mock: Any) -> tuple[Any, ...]:
    with SmartBusiness(mock.credentials, environment=mock.environment(), transport=mock.transport()) as client:
        client.cost_units.create(COST_UNIT)
    return ()


SIESMART = Partner(
    "siesmart",
    (SieSmart, AsyncSieSmart),
    _proposal,
    {"read": "proposals_get", "change": "assets_add"},
    {
        "read": lambda client, number, version: client.proposals.get(number),
        "change": lambda client, number, version: client.assets.add(
            number, siesmart_models.Asset(asset_iac_code="ITE2201", quantity=1, value_per_asset=10.0), version=version
        ),
    },
    {
        "read": lambda number, version: Bare("GET", f"/proposals/{number}"),
        "change": lambda number, version: Bare("POST", f"/proposals/{number}/assets", ASSET, {"If-Match": version}),
    },
    {"requests_per_minute": None},
)
SMARTBUSINESS = Partner(
    "smartbusiness",
    (SmartBusiness, AsyncSmartBusiness),
    _cost_unit,
    {"read": "cost_units_list", "change": "cost_units_create"},
    {
        "read": lambda client: client.cost_units.list(),
        "change": lambda client: client.cost_units.create(COST_UNIT),
    },
    {
        "read": lambda: Bare("GET", "/reporting/cost-units"),
        "change": lambda: Bare("POST", "/reporting/cost-units", COST_UNIT.to_dict()),
    },
    {"requests_per_period": 100_000},
)
SIMUTEK = Partner(
    "simutek",
    (Simutek, AsyncSimutek),
    lambda mock: (),
    {"read": "customers_list", "change": "customers_create"},
    {
        "read": lambda client: client.customers.list(),
        "change": lambda client: client.customers.create(
            simutek_models.CustomerCreate(
                name="Prov", number=None, invoice_email=None, corporate_identity_number="999999-0101"
            )
        ),
    },
    {"read": lambda: Bare("GET", "/customers"), "change": lambda: Bare("POST", "/customers", BUYER)},
    {},
)
PARTNERS = (SIESMART, SMARTBUSINESS, SIMUTEK)


def request_of(mock: Any, origin: str | None, bare: Bare) -> httpx2.Request:
    """A bare request with a token, to a mock in this process or at `origin`."""
    base = mock.base_url() if origin is None else mock.base_url(origin)
    token = mock.tokens.issue(mock.clients[0])
    headers = {"Authorization": f"Bearer {token}", **bare.headers}
    given = {} if bare.body is None else {"json": bare.body}
    return httpx2.Request(bare.method, f"{base}{bare.path}", headers=headers, **given)
