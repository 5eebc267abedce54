"""The documents of a proposal: printed after acceptance, uploaded at any time, downloaded, sent, signed."""

import base64
import binascii
from datetime import datetime, timedelta

import attrs

from signoff_contract.mock.content import CODE
from signoff_contract.mock.engine import Call, Reply
from signoff_contract.mock.http import PDF, Refusal

from .papers import document_paper
from .state import ACCEPTED, Json, Proposal, State, StoredDocument, Waiting, not_allowed, not_found
from .views import UPLOADED, document_view


def printed_documents(state: State, proposal: Proposal, at: datetime) -> tuple[StoredDocument, ...]:
    """The documents that come into being with the acceptance of a proposal."""
    return tuple(
        StoredDocument(code, state.number("document"), state.master.document_type_by_code(code), at)
        for code in state.master.offices[proposal.office_id].document_codes
    )


def list_documents(_state: State, call: Call) -> Reply:
    """GET .../documents."""
    proposal: Proposal = call.target
    return Reply(200, [document_view(each) for each in proposal.documents], proposal.version)


def upload(state: State, call: Call) -> Reply:
    """POST .../documents: a file in base64, kept byte for byte."""
    proposal: Proposal = call.target
    document = _uploaded(state, call.body, "")
    stored = state.store(attrs.evolve(proposal, documents=(*proposal.documents, document)))
    return Reply(201, document_view(document), stored.version)


def download(state: State, call: Call) -> Reply:
    """GET .../download: the uploaded bytes, or a printed document."""
    proposal, document = _addressed(call)
    data = document.content
    if data is None:
        data = document_paper(proposal, state.master.offices[proposal.office_id], document)
    return Reply(200, data=data, media_type=PDF)


def send(state: State, call: Call) -> Reply:
    """POST .../email: hand a document over for delivery. Nothing leaves the mock; the proposal remembers how many."""
    proposal, _document = _addressed(call)
    count = proposal.messages_sent + len(call.body["recipients"])
    stored = state.store(attrs.evolve(proposal, messages_sent=count))
    return Reply(204, version=stored.version)


def sign(state: State, call: Call) -> Reply:
    """POST .../documents/signing: ask for signatures; answers all documents in their new state."""
    proposal: Proposal = call.target
    if proposal.status != ACCEPTED:
        raise not_allowed("SIGNING_NOT_ALLOWED", "Documents are signed after the proposal is accepted")
    wanted = [_signable(proposal, each) for each in call.body["documentIds"]]
    due = state.clock.monotonic() + state.rules.signing_seconds
    signing = Waiting(due, state.stamp() + timedelta(seconds=state.rules.signing_seconds))
    signatories = tuple(call.body["signatories"])
    added: tuple[StoredDocument, ...] = ()
    if "uploadedDocument" in call.body:
        added = (_uploaded(state, call.body["uploadedDocument"], "uploadedDocument/"),)
    ids = {(each.type, each.value) for each in wanted}
    documents = tuple(
        attrs.evolve(each, signatories=signatories, signing=signing) if (each.type, each.value) in ids else each
        for each in proposal.documents
    )
    stored = state.store(attrs.evolve(proposal, documents=(*documents, *added)))
    return Reply(200, [document_view(each) for each in stored.documents], stored.version)


def settle(state: State, proposal: Proposal) -> Proposal:
    """The proposal after signatures that came in with time."""
    now = state.clock.monotonic()
    due = [each.signing for each in proposal.documents if each.signing is not None and each.signing.due <= now]
    if not due:
        return proposal
    documents = tuple(
        attrs.evolve(each, signing=None, signed=each.signing.at)
        if each.signing is not None and each.signing.due <= now
        else each
        for each in proposal.documents
    )
    return state.store(attrs.evolve(proposal, documents=documents), max(each.at for each in due))


def _addressed(call: Call) -> tuple[Proposal, StoredDocument]:
    proposal: Proposal = call.target
    document = proposal.document(call.path["document-type"], call.path["document-value"])
    if document is None:
        raise not_found("The proposal has no such document")
    return proposal, document


def _signable(proposal: Proposal, id: Json) -> StoredDocument:
    document = proposal.document(id["type"], id["value"])
    if document is None:
        raise not_found("documentIds: the proposal has no such document")
    if document.content is not None:
        raise not_allowed("SIGNING_NOT_ALLOWED", "documentIds: an uploaded document is not signed here")
    if document.signatories:
        raise not_allowed("SIGNING_NOT_ALLOWED", "documentIds: signatures for this document were requested already")
    return document


def _uploaded(state: State, body: Json, member: str) -> StoredDocument:
    kind = state.master.document_type(body["type"]["id"])
    if kind is None:
        raise not_found(f"{member}type: there is no such document type")
    try:
        content = base64.b64decode(body["fileContent"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal(400, CODE, f"{member}fileContent is not base64") from error
    return StoredDocument(UPLOADED, state.number("document"), kind, state.stamp(), content)
