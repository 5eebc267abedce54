"""SieSmart Introducer API: resources and their operations, awaited.

Made from the description by `signoff generate`. Change the description, not this file.
"""

from __future__ import annotations

import builtins

from signoff._calls import AsyncCaller, CallOptions, Operation, arguments_of
from signoff.versions import Result, Versioned, VersionLike, entity_tag

from . import models
from .types import UNSET

__all__ = [
    "AsyncProposalsResource",
    "AsyncAssetsResource",
    "AsyncLoansResource",
    "AsyncCalculationResource",
    "AsyncCustomerResource",
    "AsyncDecisionResource",
    "AsyncDocumentsResource",
    "AsyncConfigurationResource",
    "AsyncSieSmartResources",
]

_PROPOSALS_CREATE = Operation(
    id="proposals_create",
    method="POST",
    path="/proposals",
    statuses=frozenset({200, 201}),
    modifies=False,
)
_PROPOSALS_GET = Operation(
    id="proposals_get",
    method="GET",
    path="/proposals/{proposal-id}",
    statuses=frozenset({200}),
    modifies=False,
)
_ASSETS_ADD = Operation(
    id="assets_add",
    method="POST",
    path="/proposals/{proposal-id}/assets",
    statuses=frozenset({201}),
    modifies=True,
)
_ASSETS_REPLACE = Operation(
    id="assets_replace",
    method="PUT",
    path="/proposals/{proposal-id}/assets/{asset-id}",
    statuses=frozenset({200}),
    modifies=True,
)
_LOANS_ADD = Operation(
    id="loans_add",
    method="POST",
    path="/proposals/{proposal-id}/loans",
    statuses=frozenset({201}),
    modifies=True,
)
_LOANS_REPLACE = Operation(
    id="loans_replace",
    method="PUT",
    path="/proposals/{proposal-id}/loans/{loan-id}",
    statuses=frozenset({200}),
    modifies=True,
)
_CALCULATION_ATTACH = Operation(
    id="calculation_attach",
    method="POST",
    path="/proposals/{proposal-id}/calculation",
    statuses=frozenset({200}),
    modifies=True,
)
_CALCULATION_PREVIEW = Operation(
    id="calculation_preview",
    method="POST",
    path="/calculation",
    statuses=frozenset({200}),
    modifies=False,
)
_CUSTOMER_SET = Operation(
    id="customer_set",
    method="PUT",
    path="/proposals/{proposal-id}/customer",
    statuses=frozenset({200}),
    modifies=True,
)
_CUSTOMER_ADD_DELIVERY_ADDRESS = Operation(
    id="customer_add_delivery_address",
    method="POST",
    path="/proposals/{proposal-id}/customer/delivery-address",
    statuses=frozenset({200, 201}),
    modifies=True,
)
_CUSTOMER_ADD_BANK_ACCOUNT = Operation(
    id="customer_add_bank_account",
    method="POST",
    path="/proposals/{proposal-id}/customer/bank-account",
    statuses=frozenset({200, 201}),
    modifies=True,
)
_DECISION_CHECK = Operation(
    id="decision_check",
    method="GET",
    path="/proposals/{proposal-id}/decision/check",
    statuses=frozenset({200}),
    modifies=False,
)
_DECISION_REQUEST = Operation(
    id="decision_request",
    method="POST",
    path="/proposals/{proposal-id}/decision",
    statuses=frozenset({200}),
    modifies=True,
)
_DECISION_CANCEL = Operation(
    id="decision_cancel",
    method="DELETE",
    path="/proposals/{proposal-id}/decision",
    statuses=frozenset({200}),
    modifies=True,
)
_DECISION_DOWNLOAD = Operation(
    id="decision_download",
    method="GET",
    path="/proposals/{proposal-id}/decision/decision-document/download",
    statuses=frozenset({200}),
    modifies=False,
)
_DOCUMENTS_LIST = Operation(
    id="documents_list",
    method="GET",
    path="/proposals/{proposal-id}/documents",
    statuses=frozenset({200}),
    modifies=False,
)
_DOCUMENTS_UPLOAD = Operation(
    id="documents_upload",
    method="POST",
    path="/proposals/{proposal-id}/documents",
    statuses=frozenset({201}),
    modifies=True,
)
_DOCUMENTS_DOWNLOAD = Operation(
    id="documents_download",
    method="GET",
    path="/proposals/{proposal-id}/documents/{document-type}/{document-value}/download",
    statuses=frozenset({200}),
    modifies=False,
)
_DOCUMENTS_SEND = Operation(
    id="documents_send",
    method="POST",
    path="/proposals/{proposal-id}/documents/{document-type}/{document-value}/email",
    statuses=frozenset({204}),
    modifies=True,
)
_DOCUMENTS_SIGN = Operation(
    id="documents_sign",
    method="POST",
    path="/proposals/{proposal-id}/documents/signing",
    statuses=frozenset({200}),
    modifies=True,
)
_CONFIGURATION_LIST_OFFICES = Operation(
    id="configuration_list_offices",
    method="GET",
    path="/common/offices",
    statuses=frozenset({200}),
    modifies=False,
)
_CONFIGURATION_LIST_SALES_CONTACTS = Operation(
    id="configuration_list_sales_contacts",
    method="GET",
    path="/common/sales-contacts",
    statuses=frozenset({200}),
    modifies=False,
)
_CONFIGURATION_LIST_ASSET_CODES = Operation(
    id="configuration_list_asset_codes",
    method="GET",
    path="/common/iac-codes",
    statuses=frozenset({200}),
    modifies=False,
)
_CONFIGURATION_GET_CALCULATION_CONFIGURATION = Operation(
    id="configuration_get_calculation_configuration",
    method="GET",
    path="/common/calculation-config",
    statuses=frozenset({200}),
    modifies=False,
)
_CONFIGURATION_LIST_RATE_CARDS = Operation(
    id="configuration_list_rate_cards",
    method="GET",
    path="/common/rate-cards",
    statuses=frozenset({200}),
    modifies=False,
)


class AsyncProposalsResource:
    """The proposal itself."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def create(
        self,
        body: models.ProposalCreate,
        *,
        options: CallOptions | None = None,
    ) -> Versioned[models.Proposal]:
        """Create a proposal.

        Creates a proposal in an office. Either only the office is given and the rest follows by further calls, or the
        complete proposal is sent in one request, which is the more usual way. The answer carries the proposal's id and
        its first entity tag. This is the only modifying call that needs no precondition. The Postman collection posts
        to this path; the page on URLs shows `/proposals/proposal` instead.

        Needs no version. The answer carries the version that a later change needs.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: Postman, create proposal (/proposals) against URLS, example address (/proposals/proposal) (conflict).
        """
        from .api.proposals import proposals_create as _endpoint

        return await self._caller.versioned(
            _PROPOSALS_CREATE,
            arguments_of(
                _PROPOSALS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        proposal_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Versioned[models.Proposal]:
        """Read a proposal.

        Returns the proposal as it is stored and its current entity tag. Poll this to learn about a decision; no
        notification is known.

        Needs no version. The answer carries the version that a later change needs.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: START, If-Match section (the call exists; its path follows from the other paths) (inferred).
        """
        from .api.proposals import proposals_get as _endpoint

        return await self._caller.versioned(
            _PROPOSALS_GET,
            arguments_of(
                _PROPOSALS_GET,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncAssetsResource:
    """The equipment that a proposal finances."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def add(
        self,
        proposal_id: int,
        body: models.Asset,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Asset]:
        """Add an asset.

        Adds an asset to the proposal and returns it as stored. Most financial products need at least one asset.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, add asset (documented).
        """
        from .api.assets import assets_add as _endpoint

        return await self._caller.result(
            _ASSETS_ADD,
            arguments_of(
                _ASSETS_ADD,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def replace(
        self,
        proposal_id: int,
        asset_id: int,
        body: models.Asset,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Asset]:
        """Replace an asset.

        Replaces the asset as a whole. What the request leaves out is removed from the stored asset.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, update asset (documented).
        """
        from .api.assets import assets_replace as _endpoint

        return await self._caller.result(
            _ASSETS_REPLACE,
            arguments_of(
                _ASSETS_REPLACE,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                asset_id=asset_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncLoansResource:
    """The loans that a proposal asks for."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def add(
        self,
        proposal_id: int,
        body: models.Loan,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Loan]:
        """Add a loan.

        Adds a loan to the proposal and returns it as stored.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, add loan (documented).
        """
        from .api.loans import loans_add as _endpoint

        return await self._caller.result(
            _LOANS_ADD,
            arguments_of(
                _LOANS_ADD,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def replace(
        self,
        proposal_id: int,
        loan_id: int,
        body: models.Loan,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Loan]:
        """Replace a loan.

        Replaces the loan as a whole. What the request leaves out is removed from the stored loan.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, update loan (documented).
        """
        from .api.loans import loans_replace as _endpoint

        return await self._caller.result(
            _LOANS_REPLACE,
            arguments_of(
                _LOANS_REPLACE,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                loan_id=loan_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncCalculationResource:
    """Finance calculations, stored on a proposal or only returned."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def attach(
        self,
        proposal_id: int,
        body: models.CalculationRequest,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Proposal]:
        """Calculate and store on the proposal.

        Carries out a finance calculation, stores it on the proposal and returns the changed proposal.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, calculation of a proposal; the status code is inferred (documented).
        """
        from .api.calculation import calculation_attach as _endpoint

        return await self._caller.result(
            _CALCULATION_ATTACH,
            arguments_of(
                _CALCULATION_ATTACH,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def preview(
        self,
        body: models.CalculationRequest,
        *,
        proposal_id: int | None = None,
        office_id: int | None = None,
        amount_financed: float | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CalculationResult]:
        """Calculate and store nothing.

        Carries out a finance calculation and returns the result. Nothing is stored, so no precondition is needed. It
        rests on the given proposal; without one on the given office; without both on the first office of the user.
        Without a proposal the financed amount is mandatory; with one it is not considered.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: Postman, calculation without a proposal; the status code is inferred (documented).
        """
        from .api.calculation import calculation_preview as _endpoint

        return await self._caller.result(
            _CALCULATION_PREVIEW,
            arguments_of(
                _CALCULATION_PREVIEW,
                _endpoint._get_kwargs,
                body=body,
                proposal_id=UNSET if proposal_id is None else proposal_id,
                office_id=UNSET if office_id is None else office_id,
                amount_financed=UNSET if amount_financed is None else amount_financed,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncCustomerResource:
    """The customer of a proposal."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def set(
        self,
        proposal_id: int,
        body: models.CustomerSet,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Proposal]:
        """Set the customer.

        Sets the customer of a proposal that was created without one, or replaces it.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: CREATE, step-by-step workflow names the step; the path segment is in CHANGELOG, the rest is ours
        (proposed).
        """
        from .api.customer import customer_set as _endpoint

        return await self._caller.result(
            _CUSTOMER_SET,
            arguments_of(
                _CUSTOMER_SET,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def add_delivery_address(
        self,
        proposal_id: int,
        body: models.Address,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Address]:
        """Add a delivery address.

        Adds an address and makes it the delivery address of the customer.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, new delivery address (documented).
        """
        from .api.customer import customer_add_delivery_address as _endpoint

        return await self._caller.result(
            _CUSTOMER_ADD_DELIVERY_ADDRESS,
            arguments_of(
                _CUSTOMER_ADD_DELIVERY_ADDRESS,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def add_bank_account(
        self,
        proposal_id: int,
        body: models.BankAccount,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.BankAccount]:
        """Add bank details.

        Adds bank details of the customer. For proposals in Spain only, since version 1.2.7.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: CHANGELOG 1.2.7 names the path; the method follows from its purpose (inferred).
        """
        from .api.customer import customer_add_bank_account as _endpoint

        return await self._caller.result(
            _CUSTOMER_ADD_BANK_ACCOUNT,
            arguments_of(
                _CUSTOMER_ADD_BANK_ACCOUNT,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncDecisionResource:
    """The credit decision."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def check(
        self,
        proposal_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.DecisionCheck]:
        """Check whether a decision may be requested.

        Tells whether the proposal may be submitted or a request withdrawn, and which preconditions are still violated.
        The step is optional.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: SUBMIT, pre-check: the call and its answer are documented, its path is ours (proposed).
        """
        from .api.decision import decision_check as _endpoint

        return await self._caller.result(
            _DECISION_CHECK,
            arguments_of(
                _DECISION_CHECK,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def request(
        self,
        proposal_id: int,
        body: models.DecisionRequest,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Proposal]:
        """Submit for a decision.

        Submits the proposal for a credit decision. All preconditions must be fulfilled. The answer is the entire
        proposal; the decision may follow at once or after manual underwriting.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: SUBMIT, request for a decision: the call, its body and its answer are documented, its path is ours
        (proposed).
        """
        from .api.decision import decision_request as _endpoint

        return await self._caller.result(
            _DECISION_REQUEST,
            arguments_of(
                _DECISION_REQUEST,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def cancel(
        self,
        proposal_id: int,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Proposal]:
        """Withdraw the request for a decision.

        Withdraws the request while that is allowed (`cancelAllowed` of the check).

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: SUBMIT, cancelAllowed implies the call; method, path and answer are ours (proposed).
        """
        from .api.decision import decision_cancel as _endpoint

        return await self._caller.result(
            _DECISION_CANCEL,
            arguments_of(
                _DECISION_CANCEL,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def download(
        self,
        proposal_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Download the decision document.

        Returns the decision as a PDF file, since version 1.2.6.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: CHANGELOG 1.2.6 names path and format; the method follows from its purpose (inferred).
        """
        from .api.decision import decision_download as _endpoint

        return await self._caller.content(
            _DECISION_DOWNLOAD,
            arguments_of(
                _DECISION_DOWNLOAD,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
            ),
            options,
        )


class AsyncDocumentsResource:
    """The documents of a proposal and their electronic signature."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        proposal_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[builtins.list[models.Document]]:
        """List the documents.

        Returns the documents that belong to the proposal and what may be done with each.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: Postman, signing: the shape of the elements is documented, the call is ours (proposed).
        """
        from .api.documents import documents_list as _endpoint

        return await self._caller.result(
            _DOCUMENTS_LIST,
            arguments_of(
                _DOCUMENTS_LIST,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def upload(
        self,
        proposal_id: int,
        body: models.UploadedDocument,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[models.Document]:
        """Upload a document.

        Adds a file to the documents of the proposal.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, signing shows the flag downloadUploadedAllowed and the uploaded document; the call is ours
        (proposed).
        """
        from .api.documents import documents_upload as _endpoint

        return await self._caller.result(
            _DOCUMENTS_UPLOAD,
            arguments_of(
                _DOCUMENTS_UPLOAD,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )

    async def download(
        self,
        proposal_id: int,
        document_type: str,
        document_value: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Download a document.

        Returns one document as a PDF file.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, RateLimited, ServerError, ServiceUnavailable.

        Source: Postman, signing shows the flag downloadAllowed; the call is ours (proposed).
        """
        from .api.documents import documents_download as _endpoint

        return await self._caller.content(
            _DOCUMENTS_DOWNLOAD,
            arguments_of(
                _DOCUMENTS_DOWNLOAD,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                document_type=document_type,
                document_value=document_value,
            ),
            options,
        )

    async def send(
        self,
        proposal_id: int,
        document_type: str,
        document_value: int,
        body: models.DocumentMail,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send a document by e-mail.

        Sends one document to the given addresses.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, signing shows the flag sendByEmailAllowed; the call is ours (proposed).
        """
        from .api.documents import documents_send as _endpoint

        return await self._caller.nothing(
            _DOCUMENTS_SEND,
            arguments_of(
                _DOCUMENTS_SEND,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                document_type=document_type,
                document_value=document_value,
                body=body,
                if_match=entity_tag(version),
            ),
            options,
        )

    async def sign(
        self,
        proposal_id: int,
        body: models.SigningRequest,
        *,
        version: VersionLike,
        options: CallOptions | None = None,
    ) -> Result[builtins.list[models.Document]]:
        """Start electronic signing.

        Requests electronic signatures for documents of the proposal. The answer lists the documents in their new state.

        Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, Conflict, VersionConflict, RateLimited, ServerError, ServiceUnavailable.
        :raises ValueError: ``version`` is no entity tag that can be sent.

        Source: Postman, request a signature (documented).
        """
        from .api.documents import documents_sign as _endpoint

        return await self._caller.result(
            _DOCUMENTS_SIGN,
            arguments_of(
                _DOCUMENTS_SIGN,
                _endpoint._get_kwargs,
                proposal_id=proposal_id,
                body=body,
                if_match=entity_tag(version),
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncConfigurationResource:
    """Master data of the introducer's offices."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list_offices(
        self,
        *,
        options: CallOptions | None = None,
    ) -> Result[list[models.Office]]:
        """List the offices.

        Returns the introducer's offices. An office is a unit of configuration, not only a place.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, RateLimited, ServerError, ServiceUnavailable.

        Source: CONFIG, offices: the call and its answer are documented, the path is ours (proposed).
        """
        from .api.configuration import configuration_list_offices as _endpoint

        return await self._caller.result(
            _CONFIGURATION_LIST_OFFICES,
            arguments_of(
                _CONFIGURATION_LIST_OFFICES,
                _endpoint._get_kwargs,
            ),
            _endpoint._parse_response,
            options,
        )

    async def list_sales_contacts(
        self,
        *,
        office_id: int,
        options: CallOptions | None = None,
    ) -> Result[list[models.SalesContact]]:
        """List the sales contacts of an office.

        Returns the sales contacts of an office.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: CONFIG, sales contacts: the call, its parameter and its answer are documented, the path is ours
        (proposed).
        """
        from .api.configuration import configuration_list_sales_contacts as _endpoint

        return await self._caller.result(
            _CONFIGURATION_LIST_SALES_CONTACTS,
            arguments_of(
                _CONFIGURATION_LIST_SALES_CONTACTS,
                _endpoint._get_kwargs,
                office_id=office_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def list_asset_codes(
        self,
        *,
        office_id: int,
        options: CallOptions | None = None,
    ) -> Result[list[models.AssetCode]]:
        """List the asset codes of an office.

        Returns the IAC codes that assets of an office may carry.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: CONFIG, asset codes: the call and its answer are documented, the path and the name of the parameter are
        ours (proposed).
        """
        from .api.configuration import configuration_list_asset_codes as _endpoint

        return await self._caller.result(
            _CONFIGURATION_LIST_ASSET_CODES,
            arguments_of(
                _CONFIGURATION_LIST_ASSET_CODES,
                _endpoint._get_kwargs,
                office_id=office_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get_calculation_configuration(
        self,
        *,
        office_id: int,
        options: CallOptions | None = None,
    ) -> Result[models.CalculationConfiguration]:
        """Read the calculation configuration of an office.

        Returns what a calculation of this office may use. It differs from office to office, so read it before
        calculating.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, RateLimited, ServerError, ServiceUnavailable.

        Source: CONFIG, calculation: the call is documented, its path and answer are ours (proposed).
        """
        from .api.configuration import configuration_get_calculation_configuration as _endpoint

        return await self._caller.result(
            _CONFIGURATION_GET_CALCULATION_CONFIGURATION,
            arguments_of(
                _CONFIGURATION_GET_CALCULATION_CONFIGURATION,
                _endpoint._get_kwargs,
                office_id=office_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def list_rate_cards(
        self,
        *,
        options: CallOptions | None = None,
    ) -> Result[list[models.RateCard]]:
        """List the rate cards.

        Returns the rate cards, since version 1.2.5.

        Needs no version.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, RateLimited, ServerError, ServiceUnavailable.

        Source: CHANGELOG 1.2.5 names path and format; the method follows from its purpose (inferred).
        """
        from .api.configuration import configuration_list_rate_cards as _endpoint

        return await self._caller.result(
            _CONFIGURATION_LIST_RATE_CARDS,
            arguments_of(
                _CONFIGURATION_LIST_RATE_CARDS,
                _endpoint._get_kwargs,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncSieSmartResources:
    """All resources of the SieSmart Introducer API, version 1.2.7 of its description."""

    def __init__(self, caller: AsyncCaller) -> None:
        self.proposals = AsyncProposalsResource(caller)
        self.assets = AsyncAssetsResource(caller)
        self.loans = AsyncLoansResource(caller)
        self.calculation = AsyncCalculationResource(caller)
        self.customer = AsyncCustomerResource(caller)
        self.decision = AsyncDecisionResource(caller)
        self.documents = AsyncDocumentsResource(caller)
        self.configuration = AsyncConfigurationResource(caller)
