"""What the engine has to know about SieSmart: where things are, who may do what, which function does it."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from attrs import define, field

from signoff_contract.description import Description, Operation
from signoff_contract.mock.engine import Call, Reply, Target
from signoff_contract.mock.handled import HandledApi
from signoff_contract.mock.http import Refusal
from signoff_contract.mock.responder import CallInfo
from signoff_contract.mock.tokens import READ, WRITE, Client

from . import calculation, configuration, customer, decision, documents, proposals
from .state import Proposal, State, not_found

Handler = Callable[[State, Call], Reply]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "proposals_create": proposals.create,
        "proposals_get": proposals.get,
        "assets_add": proposals.add_asset,
        "assets_replace": proposals.replace_asset,
        "loans_add": proposals.add_loan,
        "loans_replace": proposals.replace_loan,
        "calculation_attach": calculation.attach,
        "calculation_preview": calculation.preview,
        "customer_set": customer.set_customer,
        "customer_add_delivery_address": customer.add_delivery_address,
        "customer_add_bank_account": customer.add_bank_account,
        "decision_check": decision.check,
        "decision_request": decision.request,
        "decision_cancel": decision.cancel,
        "decision_download": decision.download,
        "documents_list": documents.list_documents,
        "documents_upload": documents.upload,
        "documents_download": documents.download,
        "documents_send": documents.send,
        "documents_sign": documents.sign,
        "configuration_list_offices": configuration.list_offices,
        "configuration_list_sales_contacts": configuration.list_sales_contacts,
        "configuration_list_asset_codes": configuration.list_asset_codes,
        "configuration_get_calculation_configuration": configuration.get_calculation_configuration,
        "configuration_list_rate_cards": configuration.list_rate_cards,
    }
)

# Two pages disagree on where proposals are created (Postman collection, URLS): both paths are served.
_ALIASES = {("POST", "/proposals/proposal"): "/proposals"}

_PARTS: Mapping[str, Callable[[Proposal], tuple[Mapping[str, Any], ...]]] = MappingProxyType(
    {"asset-id": lambda proposal: proposal.assets, "loan-id": lambda proposal: proposal.loans}
)


@define
class SieSmartApi(HandledApi):
    """The Api of SieSmart over one state, whose lock is held from finding a proposal until it is changed."""

    state: State = field(kw_only=True)

    @classmethod
    def of(cls, description: Description, state: State) -> "SieSmartApi":
        """The Api of a description. Raises ValueError for an operation that it does not serve."""
        handlers = {name: partial(function, state) for name, function in HANDLERS.items()}
        return cls(description, handlers, error_body, state.lock, state=state)

    def resolve_alias(self, method: str, path: str) -> str:
        """The described path of `POST /proposals/proposal`; every other path itself."""
        return _ALIASES.get((method, path), path)

    def right(self, operation: Operation) -> str:
        """WRITE for what changes a proposal or makes one, READ for the rest, the preview included."""
        return WRITE if operation.needs_precondition or operation.id == "proposals_create" else READ

    def locate(self, client: Client, path: Mapping[str, Any]) -> Target | None:
        """The proposal of the path, as it is after everything that time has brought; its parts must exist."""
        if "proposal-id" not in path:
            return None
        proposal = self.state.find(path["proposal-id"], client)
        proposal = documents.settle(self.state, decision.settle(self.state, proposal))
        for name, parts in _PARTS.items():
            if name in path and all(part["id"] != path[name] for part in parts(proposal)):
                raise not_found(f"The proposal has no such {name.removesuffix('-id')}")
        if "document-value" in path and proposal.document(path["document-type"], path["document-value"]) is None:
            raise not_found("The proposal has no such document")
        return Target(proposal, proposal.version)

    def interleave(self, call: CallInfo) -> bool:
        """Another user saves the proposal that a call names: it has a new version, and nothing else changes."""
        with self.state.lock:
            named = call.path.get("proposal-id", "")
            proposal = next((each for each in self.state.proposals.values() if str(each.id) == named), None)
            if proposal is None:
                return False
            self.state.store(proposal)
            return True


def error_body(refusal: Refusal, trace_id: str) -> dict[str, Any]:
    """The body of a refusal. The names of its members are proposed; that the trace id is in it is START's."""
    body = {"traceId": trace_id, "code": refusal.code, "message": refusal.message}
    if refusal.user_message is not None:
        body["userMessage"] = refusal.user_message
    return body
