"""Every error class that a partner's client can raise is raised here against that partner's mock, or says why not.

One table, :data:`HOW`. A class that somebody adds has no row in it, and no word in the documentation: both fail.
"""

import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
import pytest

import signoff
from signoff import (
    ClientCredentials,
    MemoryTokenStore,
    SieSmart,
    Simutek,
    SmartBusiness,
    UserAccount,
    consent_errors as consent,
    errors,
    pagination,
    problem_details,
)
from signoff._bodies import NotJson
from signoff._pipeline.permits import Unlimited
from signoff.siesmart import models as siesmart_models
from signoff.simutek import models as simutek_models
from signoff.smartbusiness import OwnAccount, errors as books, models as smartbusiness_models
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.planted import FaultyTransport, Wire, again, edited, headers_of
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.state import Limit

from .store import asset

DOCS = Path(__file__).resolve().parents[2] / "docs"
MOCKS: Mapping[str, Any] = {"siesmart": SieSmartMock, "smartbusiness": SmartBusinessMock, "simutek": SimutekMock}
CLIENTS: Mapping[str, Any] = {"siesmart": SieSmart, "smartbusiness": SmartBusiness, "simutek": Simutek}

GROUP = smartbusiness_models.ContactGroupCreate(name="group 1")
CUSTOMER = simutek_models.CustomerCreate(
    name="Prov", number="K7", invoice_email=None, corporate_identity_number="999999-0101"
)
PROPOSAL = siesmart_models.ProposalCreate(office_id=1)

READ: Mapping[str, Callable[[Any], Any]] = {
    "siesmart": lambda client: client.configuration.list_offices(),
    "smartbusiness": lambda client: client.contact_groups.list(),
    "simutek": lambda client: client.customers.list(),
}
LISTS: Mapping[str, Callable[[Any], Any]] = {
    "smartbusiness": lambda client: client.contact_groups.list,
    "simutek": lambda client: client.customers.list,
}
MISS: Mapping[str, Callable[[Any], Any]] = {
    "siesmart": lambda client: client.proposals.get(999_999_999),
    "smartbusiness": lambda client: client.contact_groups.get(999_999_999),
    "simutek": lambda client: client.customers.get("nobody"),
}
CHANGE: Mapping[str, Callable[[Any], Any]] = {
    "siesmart": lambda client: client.proposals.create(PROPOSAL),
    "smartbusiness": lambda client: client.contact_groups.create(GROUP),
    "simutek": lambda client: client.customers.create(CUSTOMER),
}


class Stand:
    """One partner's mock, and clients of it that do not repeat a call."""

    def __init__(self, partner: str) -> None:
        self.partner = partner
        self.clock = ManualClock()
        self.mock = MOCKS[partner](seed=1, clock=self.clock)

    def switch(self, **switches: Any) -> None:
        """Another mock, with these switches."""
        self.mock = MOCKS[self.partner](seed=1, clock=self.clock, **switches)

    def client(self, wire: Wire | None = None, *access: Any, **settings: Any) -> Any:
        transport = self.mock.transport()
        settings = {
            "transport": transport
            if wire is None
            else FaultyTransport(transport, wire, token_url=self.mock.token_url()),
            "clock": self.clock,
            "sleep": self.clock.advance,
            "permits": Unlimited(),
            "retries": 0,
            **settings,
        }
        credentials = settings.pop("credentials", self.mock.credentials)
        return CLIENTS[self.partner](credentials, *access, environment=self.mock.environment(), **settings)

    def read(self, wire: Wire | None = None, **settings: Any) -> None:
        READ[self.partner](self.client(wire, **settings))

    def change(self, wire: Wire | None = None, **settings: Any) -> None:
        CHANGE[self.partner](self.client(wire, **settings))


Case: TypeAlias = Callable[[Stand], object]


def answering(status: int, body: object = None) -> Case:
    """The mock's answer arrives with another status, and with a body that says nothing unless one is given."""
    content = b"" if body is None else json.dumps(body).encode()
    return lambda stand: stand.read(lambda request, send: again(send(request), status=status, body=content))


def breaking(error: Callable[[str], Exception], *, arrives: bool) -> Wire:
    """The connection fails, before the mock has seen the request or after."""

    def wire(request: httpx2.Request, send: Any) -> httpx2.Response:
        if arrives:
            send(request)
        raise error("planted")

    return wire


def slow(stand: Stand) -> None:
    def wire(request: httpx2.Request, send: Any) -> httpx2.Response:
        stand.clock.advance(5)
        raise httpx2.ReadTimeout("planted")

    stand.read(wire, deadline=3.0)


def changed(edit: Callable[[Any], Any]) -> Case:
    """The JSON of the mock's answer arrives changed."""
    return lambda stand: stand.read(lambda request, send: edited(send(request), edit))


def walking(edit: Callable[[Any], Any]) -> Case:
    """A list is walked whose pages arrive changed."""

    def case(stand: Stand) -> None:
        client = stand.client(lambda request, send: edited(send(request), edit))
        list(client.iterate(LISTS[stand.partner](client)))

    return case


def without_token(request: httpx2.Request, send: Any) -> httpx2.Response:
    bare = httpx2.Request(request.method, request.url, headers=headers_of(request, authorization=None))
    answer: httpx2.Response = send(bare)
    return answer


def wrong_secret(stand: Stand) -> None:
    stand.read(credentials=ClientCredentials(stand.mock.credentials.client_id, "wrong"))


def hurried(switch: str) -> Case:
    def case(stand: Stand) -> None:
        stand.switch(**{switch: 1})
        client = stand.client()
        for _ in range(3):
            READ[stand.partner](client)

    return case


def closed_edit(stand: Stand) -> None:
    client = stand.client()
    with client.edit(client.proposals.create(PROPOSAL)) as edit:
        pass
    edit.assets.add(asset("ITE"))


def stale(stand: Stand) -> None:
    client = stand.client()
    created = client.proposals.create(PROPOSAL)
    client.assets.add(created.value.id, asset("ITE"), version=created)
    client.assets.add(created.value.id, asset("ITE"), version=created)


def interleaved(stand: Stand) -> None:
    client, other = stand.client(), stand.client()
    created = client.proposals.create(PROPOSAL)
    posted: list[str] = []

    def wire(request: httpx2.Request, send: Any) -> httpx2.Response:
        if request.method == "GET" and posted:
            current = other.proposals.get(created.value.id)
            other.assets.add(created.value.id, asset("ITE"), version=current)
        posted.extend(["own"] if request.method == "POST" else ())
        answer: httpx2.Response = send(request)
        return answer

    with stand.client(wire).edit(created) as edit:
        edit.assets.add(asset("ITE"))
        edit.assets.add(asset("ITE"))


def no_version(stand: Stand) -> None:
    """Through the generated client, whose calls take a version or leave it."""
    client = stand.client()
    client.proposals.create(PROPOSAL)
    base = stand.mock.environment().base_url
    client.raw_client().get_httpx_client().request("POST", f"{base}/proposals/1/assets", json={})


def narrow(stand: Stand) -> ClientCredentials:
    (found,) = [one for one in stand.mock.clients if one.name == "Contacts only"]
    return ClientCredentials(found.client_id, found.client_secret)


def scope_missing(stand: Stand) -> None:
    stand.switch(scope_refusal="oauth")
    stand.client(None, OwnAccount(("contact",)), credentials=narrow(stand)).invoices.list()


def permission_missing(stand: Stand) -> None:
    stand.client(None, OwnAccount(("contact",)), credentials=narrow(stand)).invoices.list()


def plan_limit(stand: Stand) -> None:
    stand.mock.switches.limits["contact_group"] = Limit(0)
    stand.change()


def feature_not_in_plan(stand: Stand) -> None:
    stand.mock.switches.missing_features["offer"] = ("large",)
    stand.client().offers.list()


def offline(stand: Stand) -> None:
    """With a token in hand: the token endpoint is down as well."""
    client = stand.client()
    READ[stand.partner](client)
    getattr(stand.mock, "switches", stand.mock).offline = True
    READ[stand.partner](client)


def taken(stand: Stand) -> None:
    stand.change()
    stand.change()


def too_large(stand: Stand) -> None:
    stand.switch(body_limit=300)
    group = smartbusiness_models.ContactGroupCreate(name="x" * 500)
    stand.client().contact_groups.create(group)


def other_method(request: httpx2.Request, send: Any) -> httpx2.Response:
    answer: httpx2.Response = send(httpx2.Request("PUT", request.url, headers=headers_of(request)))
    return answer


def of_a_user(stand: Stand, store: Any = None) -> Any:
    access = UserAccount(store or MemoryTokenStore(), stand.mock.consent_client.redirect_uri)
    return stand.client(None, access, credentials=stand.mock.consent_credentials)


def denied(stand: Stand) -> None:
    client = of_a_user(stand)
    request = client.consent.begin()
    client.consent.finish(stand.mock.consent(request.url, approve=False), state=request.state)


def other_state(stand: Stand) -> None:
    client = of_a_user(stand)
    client.consent.finish(stand.mock.consent(client.consent.begin().url), state="another")


class Lost:
    """A store whose place cannot be used."""

    def lease(self, *_arguments: object, **_named: object) -> Any:
        raise consent.TokenStoreError("planted")


BASE = "a base class; what is raised is one of those below it"
LOCAL = "nothing is sent, so no server has a part in it"
NO_VERSIONS = "this partner has no versions, so its client guards nothing and has no edit"
NO_CONSENT = "no user of this partner is asked for consent"
NO_LISTS = "this partner's lists have one page"
NO_PROBLEMS = "this partner's errors are no problems in the form of RFC 9457"
CLOSER = "this partner's client always tells it closer, by a class below"

OWN: Mapping[str, Mapping[type[errors.SignoffError], Case | str]] = {
    "siesmart": {
        errors.EditClosed: closed_edit,
        errors.VersionRequired: no_version,
        errors.InterleavedChange: interleaved,
        errors.VersionConflict: stale,
        errors.Forbidden: lambda stand: stand.change(credentials=stand.mock.read_only_credentials),
        errors.RateLimited: hurried("requests_per_minute"),
        errors.BadRequest: lambda stand: stand.client().proposals.create(siesmart_models.ProposalCreate(office_id=-1)),
        pagination.PaginationError: NO_LISTS,
    },
    "smartbusiness": {
        errors.RateLimited: hurried("requests_per_period"),
        errors.Unauthorized: CLOSER,
        errors.NotFound: CLOSER,
        errors.UnprocessableContent: CLOSER,
        errors.Forbidden: answering(403, {"code": 1}),
        consent.ConsentRequired: lambda stand: READ["smartbusiness"](of_a_user(stand)),
        consent.ConsentDenied: denied,
        consent.ConsentFailed: other_state,
        consent.TokenStoreError: lambda stand: READ["smartbusiness"](of_a_user(stand, Lost())),
        books.BadListOption: lambda stand: stand.client().contact_groups.list(limit=500),
        books.UnknownListKey: lambda stand: stand.client().contact_groups.list(sort="nobody"),
        books.ScopeMissing: scope_missing,
        books.TokenRefused: lambda stand: stand.read(without_token),
        books.PlanLimit: plan_limit,
        books.PermissionMissing: permission_missing,
        books.FeatureNotInPlan: feature_not_in_plan,
        books.EntityNotFound: lambda stand: MISS["smartbusiness"](stand.client()),
        books.MethodNotAllowed: lambda stand: stand.read(other_method),
        books.ContentTooLarge: too_large,
        books.ValidationFailed: lambda stand: stand.client().contact_groups.create(
            smartbusiness_models.ContactGroupCreate(name="")
        ),
        books.Offline: offline,
        pagination.PaginationError: walking(
            lambda body: body["pagination"].update(next="https://elsewhere.example/x?offset=9")
        ),
    },
    "simutek": {
        errors.ServerError: offline,
        problem_details.ValidationProblem: taken,
        pagination.PaginationError: walking(lambda body: body.update(page=9)),
    },
}
"""By partner, what it has of its own: how its mock has the class raised, or why it cannot."""

COMMON: Mapping[type[errors.SignoffError], Case | str] = {
    NotJson: "made into what it means for the call before it leaves",
    errors.SignoffError: BASE,
    errors.CallError: BASE,
    errors.ApiError: BASE,
    errors.ConfigurationError: LOCAL,
    errors.InvalidValue: LOCAL,
    errors.EditClosed: NO_VERSIONS,
    errors.VersionRequired: NO_VERSIONS,
    errors.InterleavedChange: NO_VERSIONS,
    errors.ConnectionFailed: lambda stand: stand.read(breaking(httpx2.ConnectError, arrives=False)),
    errors.NoAnswer: lambda stand: stand.read(breaking(httpx2.ReadError, arrives=True)),
    errors.OutcomeUnknown: lambda stand: stand.change(breaking(httpx2.ReadError, arrives=True)),
    errors.DeadlineExceeded: slow,
    errors.TokenError: wrong_secret,
    errors.DecodeError: changed(lambda _body: {"unforeseen": True} if isinstance(_body, list) else []),
    errors.BadRequest: answering(400),
    errors.Unauthorized: lambda stand: stand.read(without_token),
    errors.Forbidden: answering(403),
    errors.NotFound: lambda stand: MISS[stand.partner](stand.client()),
    errors.Conflict: answering(409),
    errors.VersionConflict: answering(412),
    errors.UnprocessableContent: answering(422),
    errors.PreconditionRequired: answering(428),
    errors.RateLimited: answering(429),
    errors.ServerError: answering(500),
    errors.ServiceUnavailable: answering(503),
    errors.UnexpectedResponse: answering(418),
    consent.ConsentRequired: NO_CONSENT,
    consent.ConsentFailed: NO_CONSENT,
    consent.ConsentDenied: NO_CONSENT,
    consent.TokenStoreError: NO_CONSENT,
    problem_details.ValidationProblem: NO_PROBLEMS,
}


HOW = {partner: {**COMMON, **OWN[partner]} for partner in MOCKS}
"""By partner and class: how its mock has its client raise it, or why it cannot."""

RAISED = [(partner, kind) for partner, rows in HOW.items() for kind, how in rows.items() if not isinstance(how, str)]


def below(kind: type[errors.SignoffError]) -> set[type[errors.SignoffError]]:
    return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))


def every_class() -> set[type[errors.SignoffError]]:
    for module in pkgutil.walk_packages(signoff.__path__, "signoff."):
        importlib.import_module(module.name)
    return {kind for kind in below(errors.SignoffError) if kind.__module__.startswith("signoff.")}


def owner(kind: type) -> str | None:
    """The partner whose package a class stands in."""
    return next((partner for partner in MOCKS if kind.__module__.startswith(f"signoff.{partner}")), None)


@pytest.mark.parametrize("partner", MOCKS)
def test_every_class_is_raised_or_says_why_not(partner: str) -> None:
    wanted = {kind for kind in every_class() if owner(kind) in {None, partner}}
    assert set(HOW[partner]) == wanted, "add a row: how the mock has it raised, or why it cannot"


@pytest.mark.parametrize(("partner", "kind"), RAISED, ids=lambda value: str(getattr(value, "__name__", value)))
def test_the_mock_has_it_raised(partner: str, kind: type[errors.SignoffError]) -> None:
    how = HOW[partner][kind]
    assert not isinstance(how, str)
    stand = Stand(partner)
    with pytest.raises(kind) as caught:
        how(stand)
    assert type(caught.value) is kind


def test_reasons_hold() -> None:
    for rows in HOW.values():
        for kind, reason in rows.items():
            if reason in {BASE, CLOSER}:
                raised = {one for one in below(kind) - {kind} if callable(rows.get(one))}
                assert raised, f"nothing below {kind.__name__} is raised"


@pytest.mark.parametrize("kind", sorted(every_class() - {NotJson}, key=str))
def test_every_class_is_told_in_the_documentation_and_in_its_module(kind: type[errors.SignoffError]) -> None:
    common = kind.__module__ == errors.__name__
    pages = [DOCS / "client.md"] if common else [DOCS / f"{owner(kind)}-client.md"] if owner(kind) else None
    pages = pages or sorted(DOCS.glob("*-client.md"))
    assert any(f"`{kind.__name__}`" in page.read_text("utf-8") for page in pages), f"{kind.__name__} is in no page"
    if common or owner(kind):
        module = importlib.import_module(kind.__module__)
        assert kind.__name__ in str(module.__doc__), f"{kind.__name__} is not in the table of {kind.__module__}"
        assert kind.__name__ in getattr(module, "__all__", [kind.__name__]), f"{kind.__module__} does not export it"
