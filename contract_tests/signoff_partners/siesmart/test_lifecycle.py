"""A proposal's life, driven by two editors who do not know of each other, against a model of what must be stored.

Each editor has a SieSmart client of their own and remembers the version they read last; a reader, who changes nothing,
looks after every step. What must hold at any time:

* whoever has the current version succeeds, whoever has an earlier one gets VersionConflict, and then nothing changed;
* what is read back is what the model says, member by member;
* no version and no request identifier ever comes back;
* the pre-check allows a request exactly when the model is complete.

Against another server (see conftest.py) six short lives are led, with `--allow-writes` only, at the pace that SieSmart allows (minutes) and with synthetic
data. They make proposals, add and replace assets and loans and set customers; no decision is asked for, because
somebody might be made to work on it, and neither the clock nor the database is touched.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx2
import hypothesis
import pytest
from attrs import define, field
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from signoff import BadRequest, Conflict, NotFound, SieSmart, SignoffError, VersionConflict
from signoff.runtime import Permits, Unlimited
from signoff.siesmart import models
from signoff.versions import Versioned
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.property.lives import (
    Expected,
    Listening,
    addresses,
    afterwards,
    assets,
    careful,
    comments,
    customers,
    editors,
    loans,
    sheets,
    texts,
)
from signoff_contract.suite.target import Target

DECISION_SECONDS = 61.0


@define
class Stage:
    """Where a life is led: how clients are made, and the mock when there is one."""

    make_client: Callable[[Listening], SieSmart]
    transport: Callable[[], httpx2.BaseTransport]
    mock: SieSmartMock | None
    happened: Counter[str] = field(factory=Counter)


class Life(RuleBasedStateMachine):
    """Two editors and one proposal."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.wire = Listening(stage.transport())
        self.clients = {name: stage.make_client(self.wire) for name in ("first", "second", "reader")}
        self.remembered: dict[str, Versioned[models.Proposal]] = {}
        self.versions: list[str] = []
        self.id = 0
        self.expected = Expected({})
        self.gone = False
        self.heard = 0

    # The beginning, and the beginning after the end.

    @initialize(label=texts)
    def begin(self, label: str) -> None:
        self._create({"officeId": 1, "label": label})

    def _create(self, body: dict[str, Any]) -> None:
        created = self.clients["first"].proposals.create(models.ProposalCreate.from_dict(body))
        value = created.value.to_dict()
        header: dict[str, Any] = {"officeId": body["officeId"], "label": body["label"]}
        self.expected = Expected(
            header=header,
            customer={name: body[name] for name in ("customer", "customerManual") if name in body},
            assets=[
                {**sent, "id": kept["id"]} for sent, kept in zip(body.get("assets", []), value["assets"], strict=True)
            ],
            loans=[
                {**sent, "id": kept["id"]} for sent, kept in zip(body.get("loans", []), value["loans"], strict=True)
            ],
            sheet=body.get("calculation", {}).get("sheet"),
        )
        self.expected.calculated_for = self.expected.worth if self.expected.sheet else None
        self.id, self.gone = created.value.id, False
        self.remembered = {"first": created}
        self._new_version(created.version)
        self._look()

    @rule(
        label=texts,
        customer=customers,
        assets=st.lists(assets, min_size=1, max_size=3),
        loans=st.lists(loans, max_size=2),
        sheet=sheets,
    )
    @precondition(lambda self: self.gone or not self.expected.assets)
    def begin_all_in_one(self, label: str, customer: Any, assets: Any, loans: Any, sheet: Any) -> None:
        calculation = {"operation": "CALCULATE_PAYMENT", "sheet": sheet}
        body = {"officeId": 1, "label": label, **customer, "assets": assets, "loans": loans, "calculation": calculation}
        self._create(body)

    # Looking.

    def _look(self) -> Versioned[models.Proposal]:
        """Read as the reader and compare with the model, member by member."""
        read = self.clients["reader"].proposals.get(self.id)
        self._compare(read.value.to_dict())
        assert read.version == self.versions[-1], "the version is not the one that was given out last"
        return read

    def _compare(self, value: dict[str, Any]) -> None:
        expected = self.expected
        assert value["id"] == self.id
        for name, wanted in expected.header.items():
            assert value.get(name) == wanted, name
        for name in ("customer", "customerManual"):
            assert value.get(name) == expected.customer.get(name), name
        assert value["assets"] == expected.assets
        assert value["loans"] == expected.loans
        assert value.get("calculation", {}).get("sheet") == expected.sheet
        assert value["decision"]["decisionStatus"] == expected.status
        for name in ("commentToRiskAnalyst", "siemensMayContactCustomer"):
            assert value["decision"].get(name) == expected.comment.get(name), name
        kept = value.get("deliveryAddress")
        assert {name: kept[name] for name in kept if name != "id"} == expected.address if kept else not expected.address

    def _new_version(self, version: str) -> None:
        assert version not in self.versions, "a version came back"
        self.versions.append(version)

    @rule(editor=editors)
    @precondition(lambda self: not self.gone)
    def read(self, editor: str) -> None:
        self.remembered[editor] = self.clients[editor].proposals.get(self.id)
        self._compare(self.remembered[editor].value.to_dict())
        assert self.remembered[editor].version == self.versions[-1]

    @rule(editor=editors)
    @precondition(lambda self: not self.gone)
    def check(self, editor: str) -> None:
        found = self.clients[editor].decision.check(self.id).value
        self.stage.happened["complete" if self.expected.complete else "incomplete"] += 1
        assert found.request_allowed == self.expected.complete
        assert bool(found.precondition_violations) != self.expected.complete
        assert found.cancel_allowed == (self.expected.status == "PENDING")

    # Changing.

    def _change(
        self,
        editor: str,
        call: Callable[[SieSmart, Versioned[models.Proposal]], Any],
        apply: Callable[[Any], None],
        *,
        allowed: bool,
        first_read: bool,
    ) -> None:
        if first_read or editor not in self.remembered:
            self.read(editor)
        version = self.remembered[editor]
        fresh = version.version == self.versions[-1]
        if fresh and allowed:
            result = call(self.clients[editor], version)
            apply(result.value)
            after = self.clients["reader"].proposals.get(self.id)
            self._new_version(after.version)
            self._compare(after.value.to_dict())
            self.stage.happened["changed"] += 1
            return
        refusal: Any = (BadRequest, Conflict) if fresh else VersionConflict
        with pytest.raises(refusal) as caught:
            call(self.clients[editor], version)
        assert caught.value.trace_id
        self.stage.happened["forbidden" if fresh else "stale"] += 1
        if not fresh:
            assert caught.value.sent_version == version.version
        self._look()

    @rule(editor=editors, first_read=careful, asset=assets)
    @precondition(lambda self: not self.gone)
    def add_asset(self, editor: str, first_read: bool, asset: dict[str, Any]) -> None:
        def apply(kept: models.Asset) -> None:
            assert kept.to_dict() == {**asset, "id": kept.id}
            self.expected.assets.append({**asset, "id": kept.id})

        self._change(
            editor,
            lambda client, version: client.assets.add(self.id, models.Asset.from_dict(asset), version=version),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful, asset=assets, data=st.data())
    @precondition(lambda self: not self.gone and self.expected.assets)
    def replace_asset(self, editor: str, first_read: bool, asset: dict[str, Any], data: st.DataObject) -> None:
        place = data.draw(st.integers(min_value=0, max_value=len(self.expected.assets) - 1))
        number = self.expected.assets[place]["id"]

        def apply(_kept: models.Asset) -> None:
            self.expected.assets[place] = {**asset, "id": number}

        self._change(
            editor,
            lambda client, version: client.assets.replace(
                self.id, number, models.Asset.from_dict(asset), version=version
            ),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful, loan=loans)
    @precondition(lambda self: not self.gone)
    def add_loan(self, editor: str, first_read: bool, loan: dict[str, Any]) -> None:
        def apply(kept: models.Loan) -> None:
            self.expected.loans.append({**loan, "id": kept.id})

        self._change(
            editor,
            lambda client, version: client.loans.add(self.id, models.Loan.from_dict(loan), version=version),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful, loan=loans)
    @precondition(lambda self: not self.gone and self.expected.loans)
    def replace_loan(self, editor: str, first_read: bool, loan: dict[str, Any]) -> None:
        number = self.expected.loans[-1]["id"]

        def apply(_kept: models.Loan) -> None:
            self.expected.loans[-1] = {**loan, "id": number}

        self._change(
            editor,
            lambda client, version: client.loans.replace(self.id, number, models.Loan.from_dict(loan), version=version),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful, customer=customers)
    @precondition(lambda self: not self.gone)
    def set_customer(self, editor: str, first_read: bool, customer: dict[str, Any]) -> None:
        def apply(_proposal: models.Proposal) -> None:
            self.expected.customer = customer

        self._change(
            editor,
            lambda client, version: client.customer.set(
                self.id, models.CustomerSet.from_dict(customer), version=version
            ),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful, address=addresses)
    @precondition(lambda self: not self.gone)
    def add_delivery_address(self, editor: str, first_read: bool, address: dict[str, Any]) -> None:
        def apply(_kept: models.Address) -> None:
            self.expected.address = address

        self._change(
            editor,
            lambda client, version: client.customer.add_delivery_address(
                self.id, models.Address.from_dict(address), version=version
            ),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @invariant()
    def identifiers_are_unique(self) -> None:
        new = self.wire.traces[self.heard :]
        assert all(new), "an answer came without a request identifier"
        assert len(set(self.wire.traces)) == len(self.wire.traces), "a request identifier came back"
        self.heard = len(self.wire.traces)

    def teardown(self) -> None:
        for client in self.clients.values():
            client.close()
        self.wire.close()
        self.stage.happened["throttled"] += self.wire.throttled


class WholeLife(Life):
    """What is only done to the mock: calculations and decisions, time, and the loss of the database."""

    @property
    def mock(self) -> SieSmartMock:
        assert self.stage.mock is not None
        return self.stage.mock

    @rule(editor=editors, first_read=careful, sheet=sheets)
    @precondition(lambda self: not self.gone)
    def calculate(self, editor: str, first_read: bool, sheet: dict[str, Any]) -> None:
        def apply(_proposal: models.Proposal) -> None:
            self.expected.sheet, self.expected.calculated_for = sheet, self.expected.worth

        request = models.CalculationRequest.from_dict({"sheet": sheet})
        self._change(
            editor,
            lambda client, version: client.calculation.attach(self.id, request, version=version),
            apply,
            allowed=self.expected.changeable,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful, comment=comments)
    @precondition(lambda self: not self.gone)
    def request_decision(self, editor: str, first_read: bool, comment: dict[str, Any]) -> None:
        def apply(proposal: models.Proposal) -> None:
            status = proposal.to_dict()["decision"]["decisionStatus"]
            # Whether at once or by an underwriter is the partner's choice.
            assert status in {"ACCEPTED", "PENDING"}
            self.expected.status = status
            self.stage.happened[status] += 1
            self.expected.comment = {
                name: comment[name] for name in ("commentToRiskAnalyst", "siemensMayContactCustomer") if name in comment
            }

        self._change(
            editor,
            lambda client, version: client.decision.request(
                self.id, models.DecisionRequest.from_dict(comment), version=version
            ),
            apply,
            allowed=self.expected.complete,
            first_read=first_read,
        )

    @rule(editor=editors, first_read=careful)
    @precondition(lambda self: not self.gone)
    def cancel_decision(self, editor: str, first_read: bool) -> None:
        def apply(_proposal: models.Proposal) -> None:
            self.expected.status, self.expected.comment = "NOT_AVAILABLE", {}
            self.stage.happened["withdrawn"] += 1

        self._change(
            editor,
            lambda client, version: client.decision.cancel(self.id, version=version),
            apply,
            allowed=self.expected.status == "PENDING",
            first_read=first_read,
        )

    @rule(editor=editors, customer=customers, asset=assets, sheet=sheets, comment=comments, then=afterwards)
    @precondition(lambda self: not self.gone and self.expected.changeable)
    def complete_and_submit(self, editor: str, customer: Any, asset: Any, sheet: Any, comment: Any, then: str) -> None:
        # Found by chance too, but too seldom: every step of it is a rule of its own.
        self.set_customer(editor=editor, first_read=True, customer=customer)
        self.add_asset(editor=editor, first_read=True, asset=asset)
        self.calculate(editor=editor, first_read=True, sheet=sheet)
        self.check(editor=editor)
        self.request_decision(editor=editor, first_read=True, comment=comment)
        if self.expected.status == "PENDING" and then == "withdraw":
            self.cancel_decision(editor=editor, first_read=True)
        elif self.expected.status == "PENDING" and then == "wait":
            self.the_underwriter_decides()

    @rule()
    @precondition(lambda self: not self.gone and self.expected.status == "PENDING")
    def the_underwriter_decides(self) -> None:
        clock = self.mock.clock
        assert isinstance(clock, ManualClock)
        clock.advance(DECISION_SECONDS)
        read = self.clients["reader"].proposals.get(self.id)
        status = read.value.to_dict()["decision"]["decisionStatus"]
        assert status in {"ACCEPTED", "DECLINED", "MORE_INFORMATION_REQUIRED"}
        self.expected.status = status
        self.stage.happened["decided later"] += 1
        self._new_version(read.version)
        self._compare(read.value.to_dict())

    @rule(editor=editors)
    @precondition(lambda self: not self.gone and len(self.versions) > 4)
    def the_database_is_refreshed(self, editor: str) -> None:
        self.mock.refresh_database()
        with pytest.raises(NotFound):
            self.clients[editor].proposals.get(self.id)
        with pytest.raises(NotFound):
            self.clients["first"].decision.cancel(self.id, version=self.versions[-1])
        self.gone, self.remembered = True, {}
        self.stage.happened["refreshed"] += 1


def lead(
    machine: type[Life],
    make_stage: Callable[[], Stage],
    seed: int,
    *,
    examples: int,
    steps: int,
    phases: tuple[Phase, ...] = tuple(Phase),
) -> None:
    """Lead as many lives, each on a new stage; they repeat with the seed."""

    class Seeded(machine):  # type: ignore[valid-type,misc]
        def __init__(self) -> None:
            super().__init__(make_stage())

    run_state_machine_as_test(
        hypothesis.seed(seed)(Seeded),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=phases,
            print_blob=False,
        ),
    )


def client_of(environment: Any, credentials: Any, permits: Permits) -> Callable[[Listening], SieSmart]:
    return lambda wire: SieSmart(credentials, environment, transport=wire, permits=permits)


MakeMock = Callable[[int], SieSmartMock]


def mock_stage(make_mock: MakeMock, seed: int, happened: Counter[str]) -> Stage:
    mock = make_mock(seed)
    return Stage(client_of(mock.environment(), mock.credentials, Unlimited()), mock.transport, mock, happened)


def test_a_proposal_in_two_hands(make_mock: MakeMock, drawn_seed: int) -> None:
    happened: Counter[str] = Counter()
    lead(WholeLife, lambda: mock_stage(make_mock, drawn_seed, happened), drawn_seed, examples=70, steps=30)
    everything = {"changed", "stale", "forbidden", "complete", "incomplete", "refreshed"}
    decided = {"ACCEPTED", "PENDING", "withdrawn", "decided later"}
    assert not (everything | decided) - happened.keys(), f"some part of a life was never led: {happened}"


@pytest.mark.usefixtures("may_write")
def test_short_lives_at_another_server(make_target: Callable[[int], Target], drawn_seed: int, permits: Permits) -> None:
    target, happened = make_target(drawn_seed), Counter[str]()
    if target.mock is not None:
        pytest.skip("the mock is led through whole lives")
    make_client = client_of(target.environment, target.credentials, permits)
    try:
        lead(Life, lambda: Stage(make_client, httpx2.HTTPTransport, None, happened), drawn_seed, examples=6, steps=10)
    except BaseException:
        if happened["throttled"]:
            told = "inconclusive: the server answered 429 or 503. Does anything else use this address? Wait a minute"
            pytest.fail(told, pytrace=False)
        raise
    assert happened["changed"]


@define
class TakesAnyVersion(httpx2.BaseTransport):
    """A server that asks for a version and then looks away."""

    inner: httpx2.BaseTransport

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if "If-Match" in request.headers:
            request.headers["If-Match"] = "*"
        return self.inner.handle_request(request)


@define
class Forgets(httpx2.BaseTransport):
    """A server that does not show the description of an asset."""

    inner: httpx2.BaseTransport

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        if request.method != "GET" or response.status_code != 200:
            return response
        headers = [pair for pair in response.headers.items() if pair[0].lower() != "content-length"]
        content = response.content.replace(b'"description"', b'"deleted"')
        return httpx2.Response(200, headers=headers, content=content, request=request)


@pytest.mark.parametrize("server", [TakesAnyVersion, Forgets])
def test_a_careless_server_is_noticed(server: Any, make_mock: MakeMock, drawn_seed: int) -> None:
    def make_stage() -> Stage:
        stage = mock_stage(make_mock, drawn_seed, Counter())
        whole = stage.transport
        stage.transport = lambda: server(whole())
        return stage

    with pytest.raises((pytest.fail.Exception, AssertionError, SignoffError, BaseExceptionGroup)):
        lead(WholeLife, make_stage, drawn_seed, examples=30, steps=20, phases=(Phase.generate,))
