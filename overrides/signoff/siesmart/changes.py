"""What each change to a SieSmart proposal is called, and what must follow from it: one table for both kinds of edit.

The documentation names few of the answers' members. Where a consequence is our proposal it is stated here and nowhere
else: that an added element appears in the proposal's list, that address and bank account appear under the names used
below (not insisted on), and that documents are no part of the proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from signoff._calls import CallOptions
from signoff._edits import Area, E_co, step
from signoff.unit_of_work import Change, Expectation, Written, every

if TYPE_CHECKING:
    from siesmart_client.models import (
        Address,
        Asset,
        BankAccount,
        CalculationRequest,
        CustomerSet,
        DecisionRequest,
        Document,
        DocumentMail,
        Loan,
        Proposal,
        SigningRequest,
        UploadedDocument,
    )

IGNORED = frozenset({"lastModified"})
"""Members that every change alters and that tell nothing about who made it."""

WRITTEN = Written(
    {
        **every("officeId", "salesContactId", "label", "specialConditionText", "scheduleAssetsDescription"),
        "assets": every(
            "assetIacCode",
            "quantity",
            "valuePerAsset",
            "condition",
            "description",
            "serviceAgreement",
            "equipmentSupplier",
            "location",
            "ageInMonth",
        ),
        "loans": every("loanPurpose", "value"),
        "customer": every("registrationNumber", "sourceCountryCode"),
        "customerManual": every("companyName", "registrationNumber"),
        "calculation": {
            "sheet": every("introducerPricelistId", "marketProductId", "term", "paymentMode", "paymentPeriod")
        },
        "decision": {},
        "deliveryAddress": every("city", "postalCode", "houseNumber"),
        "bankAccount": every("iban", "accountHolder"),
    },
    transient=frozenset({"calculation", "decision"}),
)
"""What introducers write of a proposal, by the requests of the description.

Of a calculation only what it rests on is looked at, since its figures follow from the assets and are the partner's; of
a decision only that somebody asked for one. Either may be taken back by the partner when the proposal changes. Addresses
are copied about (the customer's into the proposal's), so of a customer only the identity counts.
"""

_OF_THE_CUSTOMER = frozenset({"customer", "customerManual", "deliveryAddress", "bankAccount"})

Expect: TypeAlias = Callable[[Mapping[str, Any], Any], Expectation]


def _grows(member: str) -> Expect:
    def expect(state: Mapping[str, Any], answer: Any) -> Expectation:
        return Expectation({**state, member: [*(state.get(member) or []), answer.to_dict()]})

    return expect


def _is_replaced(member: str, id: int) -> Expect:
    def expect(state: Mapping[str, Any], answer: Any) -> Expectation:
        elements = [answer.to_dict() if one.get("id") == id else one for one in state.get(member) or []]
        return Expectation({**state, member: elements})

    return expect


def _becomes(member: str) -> Expect:
    def expect(state: Mapping[str, Any], answer: Any) -> Expectation:
        return Expectation({**state, member: answer.to_dict()}, loose=_OF_THE_CUSTOMER)

    return expect


def _is_the_answer(_state: Mapping[str, Any], answer: Any) -> Expectation:
    return Expectation(answer.to_dict(), whole=True)


def _is_the_customer(_state: Mapping[str, Any], answer: Any) -> Expectation:
    return Expectation(answer.to_dict(), loose=_OF_THE_CUSTOMER, whole=True)


def _stays(state: Mapping[str, Any], _answer: Any) -> Expectation:
    return Expectation(state)


class Assets(Area[E_co]):
    """The assets of the proposal."""

    @step
    def add(self, body: Asset, *, options: CallOptions | None = None) -> Change[Asset]:
        """Add an asset: the list of assets grows by the answer."""
        return Change("assets", "add", (body,), _grows("assets"), options)

    @step
    def replace(self, asset_id: int, body: Asset, *, options: CallOptions | None = None) -> Change[Asset]:
        """Replace an asset as a whole: the one with that id becomes the answer."""
        return Change("assets", "replace", (asset_id, body), _is_replaced("assets", asset_id), options)


class Loans(Area[E_co]):
    """The loans of the proposal."""

    @step
    def add(self, body: Loan, *, options: CallOptions | None = None) -> Change[Loan]:
        """Add a loan: the list of loans grows by the answer."""
        return Change("loans", "add", (body,), _grows("loans"), options)

    @step
    def replace(self, loan_id: int, body: Loan, *, options: CallOptions | None = None) -> Change[Loan]:
        """Replace a loan as a whole: the one with that id becomes the answer."""
        return Change("loans", "replace", (loan_id, body), _is_replaced("loans", loan_id), options)


class Customer(Area[E_co]):
    """The customer of the proposal."""

    @step
    def set(self, body: CustomerSet, *, options: CallOptions | None = None) -> Change[Proposal]:
        """Set the customer: the proposal becomes the answer."""
        return Change("customer", "set", (body,), _is_the_customer, options)

    @step
    def add_delivery_address(self, body: Address, *, options: CallOptions | None = None) -> Change[Address]:
        """Give the customer a new delivery address: it becomes the answer."""
        return Change("customer", "add_delivery_address", (body,), _becomes("deliveryAddress"), options)

    @step
    def add_bank_account(self, body: BankAccount, *, options: CallOptions | None = None) -> Change[BankAccount]:
        """Give the customer's bank details: the bank account becomes the answer."""
        return Change("customer", "add_bank_account", (body,), _becomes("bankAccount"), options)


class Calculation(Area[E_co]):
    """The calculation of the proposal."""

    @step
    def attach(self, body: CalculationRequest, *, options: CallOptions | None = None) -> Change[Proposal]:
        """Calculate and store the result: the proposal becomes the answer."""
        return Change("calculation", "attach", (body,), _is_the_answer, options)


class Decision(Area[E_co]):
    """The decision on the proposal."""

    @step
    def request(self, body: DecisionRequest, *, options: CallOptions | None = None) -> Change[Proposal]:
        """Submit the proposal for a decision: the proposal becomes the answer."""
        return Change("decision", "request", (body,), _is_the_answer, options)

    @step
    def cancel(self, *, options: CallOptions | None = None) -> Change[Proposal]:
        """Withdraw the request for a decision: the proposal becomes the answer."""
        return Change("decision", "cancel", (), _is_the_answer, options)


class Documents(Area[E_co]):
    """The documents of the proposal, which itself stays as it is."""

    @step
    def upload(self, body: UploadedDocument, *, options: CallOptions | None = None) -> Change[Document]:
        """Upload a document."""
        return Change("documents", "upload", (body,), _stays, options)

    @step
    def send(
        self, document_type: str, document_value: int, body: DocumentMail, *, options: CallOptions | None = None
    ) -> Change[None]:
        """Send a document by mail."""
        return Change("documents", "send", (document_type, document_value, body), _stays, options)

    @step
    def sign(self, body: SigningRequest, *, options: CallOptions | None = None) -> Change[list[Document]]:
        """Start electronic signing."""
        return Change("documents", "sign", (body,), _stays, options)
