"""A unit of work on a SieSmart proposal, synchronous and awaited.

::

    with siesmart.edit(proposal_id) as edit:
        edit.customer.set(...)
        edit.assets.add(...)
        edit.calculation.attach(...)

Every method raises what the call itself raises. Besides, a further change raises
:class:`~signoff.InterleavedChange` when somebody else changed the proposal after the one before, which was made, and
:class:`~signoff.EditClosed` when the edit has ended. After a conflict or an unknown outcome it has ended.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from signoff._calls import CallOptions
from signoff.errors import EditClosed, InterleavedChange
from signoff.siesmart.changes import (
    IGNORED,
    WRITTEN,
    add_asset,
    add_bank_account,
    add_delivery_address,
    add_loan,
    attach_calculation,
    cancel_decision,
    replace_asset,
    replace_loan,
    request_decision,
    send_document,
    set_customer,
    sign_documents,
    upload_document,
)
from signoff.unit_of_work import Change, Unit
from signoff.versions import Result, Versioned

if TYPE_CHECKING:
    from siesmart_client.facade import SieSmartResources
    from siesmart_client.facade_async import AsyncSieSmartResources
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

__all__ = ["AsyncProposalEdit", "ProposalEdit"]

T = TypeVar("T")


def _rebuild(state: dict[str, Any]) -> Proposal:
    from siesmart_client.models import Proposal

    return Proposal.from_dict(state)


class _Common:
    """What both kinds of edit know without asking anybody."""

    def __init__(self, proposal: int | Versioned[Proposal]) -> None:
        self._given = proposal
        self.proposal_id = proposal.value.id if isinstance(proposal, Versioned) else proposal
        self._unit = Unit(written=WRITTEN, ignored=IGNORED, rebuild=_rebuild)

    @property
    def proposal(self) -> Versioned[Proposal]:
        """The proposal as it was seen last, with its version.

        :raises EditClosed: nothing was read yet.
        """
        if self._unit.current is None:
            raise EditClosed("nothing was read yet: use the edit in a with statement")
        return self._unit.current

    @property
    def changes(self) -> int:
        """How many changes were made."""
        return self._unit.changes

    @property
    def interleaved(self) -> InterleavedChange | None:
        """What somebody else changed after one's own last change, as a further change would raise it."""
        return self._unit.interleaved

    def __repr__(self) -> str:
        state = self._unit.closed_because or "open"
        return f"<{type(self).__name__} of proposal {self.proposal_id}, changes {self.changes}: {state}>"


class _Assets:
    """The assets of the proposal."""

    def __init__(self, edit: ProposalEdit) -> None:
        self._edit = edit

    def add(self, body: Asset, *, options: CallOptions | None = None) -> Result[Asset]:
        """Add an asset."""
        return self._edit.apply(add_asset(body), options)

    def replace(self, asset_id: int, body: Asset, *, options: CallOptions | None = None) -> Result[Asset]:
        """Replace an asset as a whole."""
        return self._edit.apply(replace_asset(asset_id, body), options)


class _Loans:
    """The loans of the proposal."""

    def __init__(self, edit: ProposalEdit) -> None:
        self._edit = edit

    def add(self, body: Loan, *, options: CallOptions | None = None) -> Result[Loan]:
        """Add a loan."""
        return self._edit.apply(add_loan(body), options)

    def replace(self, loan_id: int, body: Loan, *, options: CallOptions | None = None) -> Result[Loan]:
        """Replace a loan as a whole."""
        return self._edit.apply(replace_loan(loan_id, body), options)


class _Customer:
    """The customer of the proposal."""

    def __init__(self, edit: ProposalEdit) -> None:
        self._edit = edit

    def set(self, body: CustomerSet, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Set the customer."""
        return self._edit.apply(set_customer(body), options)

    def add_delivery_address(self, body: Address, *, options: CallOptions | None = None) -> Result[Address]:
        """Give the customer a new delivery address."""
        return self._edit.apply(add_delivery_address(body), options)

    def add_bank_account(self, body: BankAccount, *, options: CallOptions | None = None) -> Result[BankAccount]:
        """Give the customer's bank details."""
        return self._edit.apply(add_bank_account(body), options)


class _Calculation:
    """The calculation of the proposal."""

    def __init__(self, edit: ProposalEdit) -> None:
        self._edit = edit

    def attach(self, body: CalculationRequest, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Calculate and store the result."""
        return self._edit.apply(attach_calculation(body), options)


class _Decision:
    """The decision on the proposal."""

    def __init__(self, edit: ProposalEdit) -> None:
        self._edit = edit

    def request(self, body: DecisionRequest, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Submit the proposal for a decision."""
        return self._edit.apply(request_decision(body), options)

    def cancel(self, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Withdraw the request for a decision."""
        return self._edit.apply(cancel_decision(), options)


class _Documents:
    """The documents of the proposal."""

    def __init__(self, edit: ProposalEdit) -> None:
        self._edit = edit

    def upload(self, body: UploadedDocument, *, options: CallOptions | None = None) -> Result[Document]:
        """Upload a document."""
        return self._edit.apply(upload_document(body), options)

    def send(
        self, document_type: str, document_value: int, body: DocumentMail, *, options: CallOptions | None = None
    ) -> Result[None]:
        """Send a document by mail."""
        return self._edit.apply(send_document(document_type, document_value, body), options)

    def sign(self, body: SigningRequest, *, options: CallOptions | None = None) -> Result[list[Document]]:
        """Start electronic signing."""
        return self._edit.apply(sign_documents(body), options)


class ProposalEdit(_Common):
    """Several changes to one proposal. It is for one thread at a time."""

    def __init__(self, client: SieSmartResources, proposal: int | Versioned[Proposal]) -> None:
        super().__init__(proposal)
        self._client: Any = client
        self.assets = _Assets(self)
        self.loans = _Loans(self)
        self.customer = _Customer(self)
        self.calculation = _Calculation(self)
        self.decision = _Decision(self)
        self.documents = _Documents(self)

    def apply(self, change: Change[T], options: CallOptions | None = None) -> Result[T]:
        """Make a change and learn the version that follows from it."""
        unit = self._unit
        before = unit.begin()
        try:
            result: Result[T] = change.send(self._client, self.proposal_id, before, options)
        except BaseException as error:
            unit.failed(change, error)
            raise
        expected = unit.answered(change, result)
        if expected is None:
            return result
        try:
            read = self._client.proposals.get(self.proposal_id, options=options)
        except BaseException as error:  # noqa: BLE001 - an interrupt is raised again there
            unit.lost_sight(change, error)
            return result
        unit.compare(change, expected, read)
        return result

    def __enter__(self) -> Self:
        given = self._given
        self._unit.open(given if isinstance(given, Versioned) else self._client.proposals.get(given))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._unit.end()


class _AsyncAssets:
    """The assets of the proposal."""

    def __init__(self, edit: AsyncProposalEdit) -> None:
        self._edit = edit

    async def add(self, body: Asset, *, options: CallOptions | None = None) -> Result[Asset]:
        """Add an asset."""
        return await self._edit.apply(add_asset(body), options)

    async def replace(self, asset_id: int, body: Asset, *, options: CallOptions | None = None) -> Result[Asset]:
        """Replace an asset as a whole."""
        return await self._edit.apply(replace_asset(asset_id, body), options)


class _AsyncLoans:
    """The loans of the proposal."""

    def __init__(self, edit: AsyncProposalEdit) -> None:
        self._edit = edit

    async def add(self, body: Loan, *, options: CallOptions | None = None) -> Result[Loan]:
        """Add a loan."""
        return await self._edit.apply(add_loan(body), options)

    async def replace(self, loan_id: int, body: Loan, *, options: CallOptions | None = None) -> Result[Loan]:
        """Replace a loan as a whole."""
        return await self._edit.apply(replace_loan(loan_id, body), options)


class _AsyncCustomer:
    """The customer of the proposal."""

    def __init__(self, edit: AsyncProposalEdit) -> None:
        self._edit = edit

    async def set(self, body: CustomerSet, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Set the customer."""
        return await self._edit.apply(set_customer(body), options)

    async def add_delivery_address(self, body: Address, *, options: CallOptions | None = None) -> Result[Address]:
        """Give the customer a new delivery address."""
        return await self._edit.apply(add_delivery_address(body), options)

    async def add_bank_account(self, body: BankAccount, *, options: CallOptions | None = None) -> Result[BankAccount]:
        """Give the customer's bank details."""
        return await self._edit.apply(add_bank_account(body), options)


class _AsyncCalculation:
    """The calculation of the proposal."""

    def __init__(self, edit: AsyncProposalEdit) -> None:
        self._edit = edit

    async def attach(self, body: CalculationRequest, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Calculate and store the result."""
        return await self._edit.apply(attach_calculation(body), options)


class _AsyncDecision:
    """The decision on the proposal."""

    def __init__(self, edit: AsyncProposalEdit) -> None:
        self._edit = edit

    async def request(self, body: DecisionRequest, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Submit the proposal for a decision."""
        return await self._edit.apply(request_decision(body), options)

    async def cancel(self, *, options: CallOptions | None = None) -> Result[Proposal]:
        """Withdraw the request for a decision."""
        return await self._edit.apply(cancel_decision(), options)


class _AsyncDocuments:
    """The documents of the proposal."""

    def __init__(self, edit: AsyncProposalEdit) -> None:
        self._edit = edit

    async def upload(self, body: UploadedDocument, *, options: CallOptions | None = None) -> Result[Document]:
        """Upload a document."""
        return await self._edit.apply(upload_document(body), options)

    async def send(
        self, document_type: str, document_value: int, body: DocumentMail, *, options: CallOptions | None = None
    ) -> Result[None]:
        """Send a document by mail."""
        return await self._edit.apply(send_document(document_type, document_value, body), options)

    async def sign(self, body: SigningRequest, *, options: CallOptions | None = None) -> Result[list[Document]]:
        """Start electronic signing."""
        return await self._edit.apply(sign_documents(body), options)


class AsyncProposalEdit(_Common):
    """Several changes to one proposal, awaited. It is for one task at a time."""

    def __init__(self, client: AsyncSieSmartResources, proposal: int | Versioned[Proposal]) -> None:
        super().__init__(proposal)
        self._client: Any = client
        self.assets = _AsyncAssets(self)
        self.loans = _AsyncLoans(self)
        self.customer = _AsyncCustomer(self)
        self.calculation = _AsyncCalculation(self)
        self.decision = _AsyncDecision(self)
        self.documents = _AsyncDocuments(self)

    async def apply(self, change: Change[T], options: CallOptions | None = None) -> Result[T]:
        """Make a change and learn the version that follows from it."""
        unit = self._unit
        before = unit.begin()
        try:
            result: Result[T] = await change.send(self._client, self.proposal_id, before, options)
        except BaseException as error:
            unit.failed(change, error)
            raise
        expected = unit.answered(change, result)
        if expected is None:
            return result
        try:
            read = await self._client.proposals.get(self.proposal_id, options=options)
        except BaseException as error:  # noqa: BLE001 - an interrupt is raised again there
            unit.lost_sight(change, error)
            return result
        unit.compare(change, expected, read)
        return result

    async def __aenter__(self) -> Self:
        given = self._given
        self._unit.open(given if isinstance(given, Versioned) else await self._client.proposals.get(given))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._unit.end()
