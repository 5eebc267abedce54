"""What each change to a SieSmart proposal is called, and what must follow from it.

The documentation names few of the answers' members. Where a consequence is our proposal it is stated here and nowhere
else: that an added element appears in the proposal's list, that address and bank account appear under the names used
below (not insisted on), and that documents are no part of the proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

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


def add_asset(body: Asset) -> Change[Asset]:
    """The list of assets grows by the answer."""
    return Change("assets", "add", (body,), _grows("assets"))


def replace_asset(asset_id: int, body: Asset) -> Change[Asset]:
    """The asset with that id becomes the answer."""
    return Change("assets", "replace", (asset_id, body), _is_replaced("assets", asset_id))


def add_loan(body: Loan) -> Change[Loan]:
    """The list of loans grows by the answer."""
    return Change("loans", "add", (body,), _grows("loans"))


def replace_loan(loan_id: int, body: Loan) -> Change[Loan]:
    """The loan with that id becomes the answer."""
    return Change("loans", "replace", (loan_id, body), _is_replaced("loans", loan_id))


def attach_calculation(body: CalculationRequest) -> Change[Proposal]:
    """The proposal becomes the answer."""
    return Change("calculation", "attach", (body,), _is_the_answer)


def set_customer(body: CustomerSet) -> Change[Proposal]:
    """The proposal becomes the answer."""
    return Change("customer", "set", (body,), _is_the_customer)


def add_delivery_address(body: Address) -> Change[Address]:
    """The delivery address becomes the answer."""
    return Change("customer", "add_delivery_address", (body,), _becomes("deliveryAddress"))


def add_bank_account(body: BankAccount) -> Change[BankAccount]:
    """The bank account becomes the answer."""
    return Change("customer", "add_bank_account", (body,), _becomes("bankAccount"))


def request_decision(body: DecisionRequest) -> Change[Proposal]:
    """The proposal becomes the answer."""
    return Change("decision", "request", (body,), _is_the_answer)


def cancel_decision() -> Change[Proposal]:
    """The proposal becomes the answer."""
    return Change("decision", "cancel", (), _is_the_answer)


def upload_document(body: UploadedDocument) -> Change[Document]:
    """The proposal itself stays as it is."""
    return Change("documents", "upload", (body,), _stays)


def send_document(document_type: str, document_value: int, body: DocumentMail) -> Change[None]:
    """The proposal itself stays as it is."""
    return Change("documents", "send", (document_type, document_value, body), _stays)


def sign_documents(body: SigningRequest) -> Change[list[Document]]:
    """The proposal itself stays as it is."""
    return Change("documents", "sign", (body,), _stays)


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
