"""Several changes to one proposal: the version moves on, and nobody's change is hidden."""

import re
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from signoff import (
    BadRequest,
    EditClosed,
    InterleavedChange,
    OutcomeUnknown,
    VersionConflict,
    Versioned,
)
from signoff.siesmart import models

from .conftest import World, settle
from .store import Entered, Store, asset

pytestmark = pytest.mark.anyio


LOAN = models.Loan.from_dict({"loanPurpose": {"id": 1, "name": "x"}, "value": 5.0})
CALCULATION = models.CalculationRequest(
    models.CalculationSheet(introducer_pricelist_id=1, market_product_id=1, term=36)
)
DECISION = models.DecisionRequest(
    siemens_may_contact_customer=True, siemens_may_request_credit_data=True, prelease=False
)
ADDRESS = models.Address(city="Delft")


@pytest.fixture(params=[False, True], ids=["no-etag", "etag"])
def store(world: World, request: pytest.FixtureRequest) -> Store:
    made = Store(world, etag_on_writes=request.param)
    world.handler = made
    return made


async def test_every_change_builds_on_the_one_before(world: World, store: Store) -> None:
    async with Entered(world.client().edit(7)) as edit:
        added = await settle(edit.assets.add(asset("A")))
        await settle(edit.assets.add(asset("B")))
        await settle(edit.assets.replace(added.value.id, asset("C")))
        await settle(edit.loans.add(LOAN))
        await settle(edit.loans.replace(104, LOAN))
        await settle(edit.customer.add_delivery_address(ADDRESS))
        await settle(edit.calculation.attach(CALCULATION))
        await settle(edit.decision.request(DECISION))
        last = await settle(edit.decision.cancel())
        assert isinstance(edit.proposal, Versioned)
    assert last.value.id == 7
    assert edit.changes == 9
    assert edit.proposal.version == store.tag
    final = edit.proposal.value
    assert [one.asset_iac_code for one in final.assets] == ["C", "B"]
    assert final.delivery_address.city == "Delft"
    assert len(final.loans) == 1
    reads = sum(line.startswith("GET") for line in store.log)
    assert reads == (1 if store.etag_on_writes else 10)
    versions = [line.rsplit(" ", 1)[1] for line in store.log if not line.startswith("GET")]
    assert versions == [f'"v{number}"' for number in range(1, 10)]


async def test_members_that_the_partner_names_otherwise_are_no_false_alarm(world: World, store: Store) -> None:
    account = models.BankAccount.from_dict({"iban": "ES00", "accountHolder": "x"})
    signing = models.SigningRequest.from_dict({"documentIds": [{"type": "CONTRACT", "value": 1}], "signatories": []})
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.customer.add_bank_account(account))
        await settle(edit.documents.sign(signing))
        await settle(edit.assets.add(asset("A")))
    assert edit.changes == 3


async def test_it_may_begin_from_an_earlier_read(world: World, store: Store) -> None:
    client = world.client()
    read = await settle(client.proposals.get(7))
    async with Entered(client.edit(read)) as edit:
        assert edit.proposal is read
        await settle(edit.assets.add(asset("A")))
    assert store.log[1] == 'POST /assets "v1"'
    assert edit.proposal_id == 7


async def test_a_conflict_ends_the_edit(world: World, store: Store) -> None:
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.assets.add(asset("A")))
        store.touch(label="rival")
        with pytest.raises(VersionConflict) as caught:
            await settle(edit.assets.add(asset("B")))
        assert caught.value.sent_version == '"v2"'
        assert not isinstance(caught.value, InterleavedChange)
        sent = len(store.log)
        with pytest.raises(EditClosed, match=r"assets\.add ended with VersionConflict"):
            await settle(edit.loans.add(LOAN))
        assert len(store.log) == sent
        assert edit.changes == 1
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A"]


RIVALS: dict[str, Callable[[Store], Any]] = {
    "label": lambda store: store.touch(label="rival"),
    "assets": lambda store: store.touch(assets=[*store.proposal.get("assets", []), {**asset("R").to_dict(), "id": 9}]),
    "loans": lambda store: store.touch(loans=[{"id": 9, "value": 1.0, "loanPurpose": {"id": 1, "name": "x"}}]),
}


@pytest.mark.parametrize("member", RIVALS)
async def test_a_change_between_ones_own_and_the_read_after_it(world: World, store: Store, member: str) -> None:
    store.after_change = [lambda: RIVALS[member](store)]
    async with Entered(world.client().edit(7)) as edit:
        if store.etag_on_writes:
            await settle(edit.assets.add(asset("A")))
            with pytest.raises(VersionConflict):
                await settle(edit.assets.add(asset("B")))
            return
        await settle(edit.assets.add(asset("A")))
        assert edit.changes == 1
        sent = len(store.log)
        with pytest.raises(InterleavedChange) as caught:
            await settle(edit.assets.add(asset("B")))
        assert len(store.log) == sent, "nothing is sent of the further change"
        error = caught.value
        assert not isinstance(error, VersionConflict)
        assert error.members == (member,)
        assert (error.sent_version, error.current_version) == ('"v1"', '"v3"')
        assert member in str(error)
        assert "assets.add" in str(error)
        assert "Your assets.add was made: do not make it again" in str(error)
        assert "rival" not in str(error)
        with pytest.raises(EditClosed, match="somebody else changed"):
            await settle(edit.loans.add(LOAN))
        assert edit.proposal.version == '"v3"'
        assert edit.changes == 1


@pytest.mark.parametrize(
    "rival",
    [
        lambda store: store.touch(assets=[]),
        lambda store: store.touch(assets=[{**store.proposal["assets"][0], "quantity": 99}]),
        lambda store: store.touch(assets=[{**store.proposal["assets"][0], "id": 1}]),
    ],
    ids=["removed", "altered", "exchanged"],
)
async def test_a_change_of_the_very_element_one_added(world: World, store: Store, rival: Any) -> None:
    store.etag_on_writes = False
    store.after_change = [lambda: rival(store)]
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.assets.add(asset("A")))
        with pytest.raises(InterleavedChange) as caught:
            await settle(edit.assets.add(asset("B")))
    assert caught.value.members == ("assets",)
    assert edit.interleaved is caught.value


async def test_a_change_after_an_answer_with_the_whole_proposal(world: World, store: Store) -> None:
    store.etag_on_writes = False
    store.after_change = [lambda: store.touch(calculation={"sheet": {**CALCULATION.sheet.to_dict(), "term": 48}})]
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.calculation.attach(CALCULATION))
        with pytest.raises(InterleavedChange) as caught:
            await settle(edit.assets.add(asset("B")))
    assert caught.value.members == ("calculation",)


def _fill_in_names(store: Store) -> None:
    loans = [{**one, "loanPurpose": {**one["loanPurpose"], "name": "Machines"}} for one in store.proposal["loans"]]
    store.proposal["loans"] = loans


def _all_null(store: Store) -> None:
    for name in ("label", "customer", "deliveryAddress", "decision", "bankAccount"):
        store.proposal.setdefault(name, None)
    for one in store.proposal.get("assets", []):
        one |= {"condition": None, "location": None, "serviceAgreement": {}}


def _recalculate(store: Store) -> None:
    sheet = {**store.proposal["calculation"]["sheet"], "paymentPerMonth": 99.5, "residualValue": {"amount": 7.0}}
    store.proposal["calculation"] = {"sheet": sheet, "amountFinanced": 11.0, "totalPayable": 12.0}


def _copy_the_address(store: Store) -> None:
    store.proposal["customerManual"] = {
        "companyName": "Acme",
        "address": store.proposal.get("deliveryAddress", {"city": "Delft"}),
    }
    store.proposal["deliveryAddress"] = store.proposal.get("deliveryAddress", {"city": "Delft"})


def _add_totals(store: Store) -> None:
    store.proposal |= {"totalValue": store.number * 10.0, "status": f"S{store.number}"}
    for rank, one in enumerate(store.proposal.get("assets", [])):
        one |= {"total": one["quantity"] * 10.0, "rank": store.number - rank}


def _decide(store: Store) -> None:
    store.proposal["decision"] = {"decisionStatus": "ACCEPTED", "reason": "well"}


def _take_back(store: Store) -> None:
    store.proposal.pop("calculation", None)
    store.proposal.pop("decision", None)


CALCULATED: dict[str, Any] = {"sheet": {**CALCULATION.sheet.to_dict(), "paymentPerMonth": 88.0}, "amountFinanced": 10.0}
BY_ITSELF: dict[str, tuple[dict[str, Any], Callable[[Store], object]]] = {
    "a name where there was none": ({}, _fill_in_names),
    "null for absent": ({}, _all_null),
    "a calculation anew": ({"calculation": CALCULATED}, _recalculate),
    "a copied address": ({"customerManual": {"companyName": "Acme"}}, _copy_the_address),
    "totals and ranks": ({"totalValue": 0.0}, _add_totals),
    "a decision": ({"decision": {"decisionStatus": "PENDING"}}, _decide),
    "a calculation taken back": ({"calculation": CALCULATED, "decision": {"decisionStatus": "PENDING"}}, _take_back),
}


@pytest.mark.parametrize("case", BY_ITSELF)
async def test_what_the_partner_does_by_itself_is_nobodys_edit(world: World, store: Store, case: str) -> None:
    """Together with the change, so that its answer does not show it yet."""
    before, by_itself = BY_ITSELF[case]
    store.touch(**before)
    customer_only = case == "a copied address"
    store.after_change = [lambda: by_itself(store)] * 4
    bare = models.Loan.from_dict({"loanPurpose": {"id": 1}, "value": 5.0})
    async with Entered(world.client().edit(7)) as edit:
        if customer_only:
            await settle(edit.customer.add_delivery_address(ADDRESS))
            store.proposal.pop("deliveryAddress", None)
            await settle(edit.customer.add_delivery_address(models.Address(city="Gent")))
            await settle(edit.assets.add(asset("A")))
        else:
            await settle(edit.loans.add(bare))
            await settle(edit.assets.add(asset("A")))
            await settle(edit.assets.add(asset("B")))
        assert edit.interleaved is None
    assert edit.changes == 3


SOMEBODYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "label": ({"label": "before"}, {"label": "rival"}),
    "salesContactId": ({"salesContactId": 1}, {"salesContactId": 2}),
    "specialConditionText": ({}, {"specialConditionText": "rival"}),
    "calculation": ({"calculation": CALCULATED}, {"calculation": {"sheet": {**CALCULATED["sheet"], "term": 48}}}),
    "customer": (
        {"customer": {"registrationNumber": "1", "sourceCountryCode": "GB"}},
        {"customer": {"registrationNumber": "2", "sourceCountryCode": "GB"}},
    ),
    "customerManual": ({"customerManual": {"companyName": "Acme"}}, {"customerManual": {"companyName": "Rival"}}),
    "decision": ({}, {"decision": {"decisionStatus": "PENDING"}}),
    "deliveryAddress": ({"deliveryAddress": {"city": "Delft"}}, {"deliveryAddress": {"city": "Gent"}}),
    "loans": (
        {"loans": [{"id": 1, "value": 5.0, "loanPurpose": {"id": 1}}]},
        {"loans": [{"id": 1, "value": 5.0, "loanPurpose": {"id": 2}}]},
    ),
}


@pytest.mark.parametrize("member", SOMEBODYS)
async def test_somebodys_edit_of_what_introducers_write(world: World, store: Store, member: str) -> None:
    before, theirs = SOMEBODYS[member]
    store.etag_on_writes = False
    store.touch(**before)
    store.after_change = [lambda: store.touch(**theirs)]
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.assets.add(asset("A")))
        assert edit.interleaved is not None
        with pytest.raises(InterleavedChange) as caught:
            await settle(edit.assets.add(asset("B")))
        with pytest.raises(EditClosed):
            await settle(edit.assets.add(asset("C")))
    assert caught.value.members == (member,)
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A"]


async def test_an_edit_that_ends_with_its_change_is_told_of_nobody(world: World, store: Store) -> None:
    store.etag_on_writes = False
    store.after_change = [lambda: store.touch(label="rival")]
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.assets.add(asset("A")))
    assert edit.interleaved is not None
    with pytest.raises(EditClosed, match="somebody else changed label"):
        await settle(edit.assets.add(asset("B")))


async def test_the_order_of_elements_and_an_empty_list_mean_nothing(world: World, store: Store) -> None:
    store.touch(loans=[])
    store.after_change = [
        lambda: store.proposal.pop("loans"),
        lambda: store.touch(assets=store.proposal["assets"][::-1]),
    ]
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.assets.add(asset("A")))
        await settle(edit.assets.add(asset("B")))
    assert edit.changes == 2


async def test_altering_the_value_one_sees_is_no_rival(world: World, store: Store) -> None:
    store.touch(
        assets=[{**asset("A").to_dict(), "id": 1}, {**asset("B").to_dict(), "id": 2}], label="before", unknownMember=[1]
    )
    async with Entered(world.client().edit(7)) as edit:
        mine = edit.proposal.value
        mine.label = "scribble"
        mine.additional_properties["unknownMember"].append(2)
        mine.assets[0].quantity = 5
        mine.assets[1].quantity = 6
        await settle(edit.assets.replace(1, mine.assets[0]))
    assert [one["quantity"] for one in store.proposal["assets"]] == [5, 1]


async def test_a_refusal_that_changed_nothing_leaves_the_edit_open(world: World, store: Store) -> None:
    store.override = [httpx2.Response(400, json={"code": "BAD", "message": "bad"})]
    async with Entered(world.client().edit(7)) as edit:
        with pytest.raises(BadRequest):
            await settle(edit.assets.add(asset("A")))
        await settle(edit.assets.add(asset("B")))
    assert edit.changes == 1


@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (httpx2.ReadTimeout("t"), OutcomeUnknown),
        (httpx2.Response(500), OutcomeUnknown),
        (httpx2.Response(502), OutcomeUnknown),
    ],
    ids=str,
)
async def test_an_uncertain_outcome_ends_the_edit(world: World, store: Store, outcome: Any, error: Any) -> None:
    store.override = [outcome]
    async with Entered(world.client().edit(7)) as edit:
        with pytest.raises(error):
            await settle(edit.assets.add(asset("A")))
        with pytest.raises(EditClosed, match=error.__name__):
            await settle(edit.assets.add(asset("B")))


async def test_a_lost_read_ends_the_edit_and_says_that_the_change_was_made(world: World, store: Store) -> None:
    store.etag_on_writes = False
    client = world.client(retries=0)

    def lose(request: httpx2.Request) -> httpx2.Response:
        if request.method == "GET" and any("POST" in line for line in store.log):
            raise httpx2.ConnectError("gone")
        return store(request)

    world.handler = lose
    client = world.client(retries=0)
    async with Entered(client.edit(7)) as edit:
        added = await settle(edit.assets.add(asset("A")))
        assert added.value.asset_iac_code == "A", "what was made is no error, however the read after it went"
        with pytest.raises(EditClosed, match=r"after assets\.add was made") as caught:
            await settle(edit.assets.add(asset("B")))
        assert "never sent" in str(caught.value.__cause__)
        assert getattr(caught.value.__cause__, "__notes__", None) == [
            "assets.add itself was made; only the read after it failed"
        ]
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A"]


async def test_an_interrupt_of_the_read_after_a_change_passes(world: World, store: Store) -> None:
    store.etag_on_writes = False

    def interrupt(request: httpx2.Request) -> httpx2.Response:
        if request.method == "GET" and any("POST" in line for line in store.log):
            raise KeyboardInterrupt
        return store(request)

    world.handler = interrupt
    async with Entered(world.client().edit(7)) as edit:
        with pytest.raises(KeyboardInterrupt) as caught:
            await settle(edit.assets.add(asset("A")))
        assert "assets.add itself was made; only the read after it failed" in caught.value.__notes__


@pytest.mark.parametrize("tag", ['W/"v2"', ""])
async def test_a_useless_tag_on_an_answer_is_not_taken(world: World, store: Store, tag: str) -> None:
    store.etag_on_writes = False
    original = store.answer
    store.answer = lambda *given, **named: _with_tag(original(*given, **named), tag)  # type: ignore[method-assign]
    async with Entered(world.client().edit(7)) as edit:
        await settle(edit.assets.add(asset("A")))
        assert edit.proposal.version == '"v2"'


def _with_tag(response: httpx2.Response, tag: str) -> httpx2.Response:
    response.headers.setdefault("ETag", tag)
    return response


async def test_an_edit_lives_in_its_with_statement(world: World, store: Store) -> None:
    edit = world.client().edit(7)
    with pytest.raises(EditClosed, match="with statement"):
        await settle(edit.assets.add(asset("A")))
    with pytest.raises(EditClosed, match="nothing was read"):
        _ = edit.proposal
    async with Entered(edit):
        assert "open" in repr(edit)
    with pytest.raises(EditClosed, match="has ended"):
        await settle(edit.assets.add(asset("A")))
    assert re.search(r"proposal 7, changes 0: its with statement has ended", repr(edit))
