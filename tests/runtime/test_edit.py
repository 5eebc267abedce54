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
        with pytest.raises(Exception, match="never sent") as caught:
            await settle(edit.assets.add(asset("A")))
        assert caught.value.__notes__ == ["assets.add itself was made; only the read after it failed"]
        with pytest.raises(EditClosed, match=r"after assets\.add was made"):
            await settle(edit.assets.add(asset("B")))


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
