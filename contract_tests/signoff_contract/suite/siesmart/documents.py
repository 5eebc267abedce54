"""The documents of an accepted proposal: listed, signed, downloaded."""

import base64
from collections.abc import Mapping
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import NO_VERSION
from signoff_contract.suite.wire import array_of

from .changes import PRECONDITION, Probes, change, judge_missing, missing_rows, settle
from .context import SieSmartContext, story_check
from .decision import judge_pdf, status_of
from .story import Story
from .values import pick

FLAGS = (
    "downloadAllowed",
    "downloadSignedAllowed",
    "downloadUploadedAllowed",
    "sendByEmailAllowed",
    "required",
    "received",
    "valid",
)

# The smallest file that readers take for a PDF.
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def register(checks: Checks) -> None:
    """Adds the checks of documents."""
    checks.story(
        "siesmart.documents.list",
        "The documents of an accepted proposal are listed",
        verifies=("SIE-DOC-002", "SIE-DOC-005"),
    )(story_check(list_documents))
    checks.story(
        "siesmart.documents.sign",
        "Signatures are requested",
        verifies=(
            *PRECONDITION,
            *missing_rows("POST"),
            "SIE-DOC-001",
            "SIE-DOC-002",
            "SIE-DOC-003",
            "SIE-DOC-004",
            "SIE-DOC-006",
        ),
    )(story_check(sign))
    checks.story(
        "siesmart.documents.precondition",
        "Uploading and sending documents without a version is refused",
        verifies=("SIE-DOC-007", "SIE-DOC-010", "SIE-ETAG-007"),
    )(story_check(change_without_version))
    checks.story(
        "siesmart.documents.download",
        "A document that may be downloaded is a PDF",
        verifies=("SIE-DOC-008",),
    )(story_check(download))


def accepted_story(context: SieSmartContext) -> Story:
    """The story whose proposal is accepted. Raises Skip when none is."""
    for story in (context.whole, context.steps):
        if status_of(story) == "ACCEPTED":
            return story
    raise Skip("no proposal of this run is accepted, so there are no documents to work with")


def list_documents(context: SieSmartContext) -> None:
    """Lists the documents, for this check and those after it."""
    story = accepted_story(context)
    context.need_room(1)
    outcome = context.attempt(lambda client: client.documents.list(story.id))
    context.expect("SIE-DOC-005", outcome.accepted, f"{outcome.told}, a 2xx was due", outcome.exchange)
    if not outcome.accepted:
        raise Skip(f"{outcome.told}, so the documents are not known")
    documents = array_of(outcome.exchange)
    for document in documents:
        judge_document(context, document)
    context.documents = [document for document in documents if _document_id(document) is not None]


def _document_id(document: Any) -> tuple[str, int] | None:
    number = document.get("id") if isinstance(document, dict) else None
    if isinstance(number, dict) and isinstance(number.get("type"), str) and isinstance(number.get("value"), int):
        return number["type"], number["value"]
    return None


def judge_document(context: SieSmartContext, document: Any) -> None:
    """A document must have the documented members."""
    context.expect("SIE-DOC-002", _document_id(document) is not None, "a document has no id of type and value")
    if not isinstance(document, dict):
        return
    kind = document.get("documentType")
    missing = [flag for flag in FLAGS if not isinstance(document.get(flag), bool)]
    context.expect("SIE-DOC-002", isinstance(kind, dict), "a document has no document type")
    context.expect("SIE-DOC-002", not missing, f"a document lacks {', '.join(missing)}")


def sign(context: SieSmartContext) -> None:
    """Asks for the signatures of two people."""
    story = accepted_story(context)
    context.need_room(4)
    wanted = next(
        (
            document
            for document in context.documents
            if not document.get("downloadUploadedAllowed") and isinstance(document.get("documentType"), dict)
        ),
        None,
    )
    if wanted is None:
        raise Skip("the proposal has no document that could be signed")
    signatories = [context.values.signatory(), context.values.signatory()]
    request: dict[str, Any] = {
        "documentIds": [dict(wanted["id"])],
        "signatories": signatories,
        "emailsInCC": context.values.mail(),
        "uploadedDocument": uploaded_document(wanted["documentType"]),
    }
    nobody = {**context.values.signatory(), "lastName": context.values.plain("Refused ")}
    story.baits.append(nobody["lastName"])
    bait = {**request, "signatories": [nobody]}
    probes = Probes("SIE-DOC-003", "POST", f"/proposals/{story.id}/documents/signing", bait)
    body = models.SigningRequest.from_dict(request)
    outcome = change(
        context, story, probes, lambda client, version: client.documents.sign(story.id, body, version=version)
    )
    context.expect("SIE-DOC-001", outcome.status == 200, f"{outcome.told}, 200 was due", outcome.exchange)
    documents = array_of(outcome.exchange)
    context.expect("SIE-DOC-001", bool(documents), "the answer is an empty array", outcome.exchange)
    for document in documents:
        judge_document(context, document)
    more = len(documents) > len(context.documents)
    context.expect("SIE-DOC-006", more, "the document that was sent along is not in the answer", outcome.exchange)
    signed = next((each for each in documents if isinstance(each, dict) and each.get("id") == wanted["id"]), {})
    listed = signed.get("signatories")
    if not isinstance(listed, list):
        # No document says where signatories stand in the answer; the description proposes it.
        context.review("SIE-DOC-004", "the answer shows no signatories where they are expected", outcome.exchange)
    else:
        states = [each.get("status") for each in listed if isinstance(each, dict)]
        complete = len(states) == len(signatories) and all(isinstance(state, str) and state for state in states)
        context.expect("SIE-DOC-004", complete, "a signatory has no state of his own", outcome.exchange)
    settle(context, story, outcome)


def uploaded_document(kind: Mapping[str, Any]) -> dict[str, Any]:
    """A small PDF as SieSmart takes it, of a document type that one of its own documents has."""
    return {"fileContent": base64.b64encode(_PDF).decode(), "type": pick(kind, "id", "code", "name")}


def change_without_version(context: SieSmartContext) -> None:
    """Uploads and sends without If-Match: what would be done otherwise is left undone, no mail goes out."""
    story = accepted_story(context)
    context.need_room(2)
    if not context.documents:
        raise Skip("the proposal has no document that could be uploaded like or sent")
    path = f"/proposals/{story.id}/documents"
    kind = context.documents[0].get("documentType")
    body = uploaded_document(kind if isinstance(kind, dict) else {"id": 1})
    upload = Probes("SIE-DOC-007", "POST", path, body, proposed="SIE-DOC-007")
    judge_missing(context, upload, context.probe(NO_VERSION, "POST", path, upload.bait))
    number = context.documents[0]["id"]
    path = f"{path}/{number['type']}/{number['value']}/email"
    mail = {"recipients": [context.values.mail()], "subject": context.values.text()}
    send = Probes("SIE-DOC-010", "POST", path, mail, proposed="SIE-DOC-010")
    judge_missing(context, send, context.probe(NO_VERSION, "POST", path, send.bait))


def download(context: SieSmartContext) -> None:
    """Downloads one document."""
    story = accepted_story(context)
    context.need_room(1)
    wanted = next((document for document in context.documents if document.get("downloadAllowed") is True), None)
    if wanted is None:
        raise Skip("no document of the proposal may be downloaded")
    kind, value = wanted["id"]["type"], int(wanted["id"]["value"])
    outcome = context.attempt(lambda client: client.documents.download(story.id, kind, value))
    exchange = outcome.exchange
    judge_pdf(context, "SIE-DOC-008", outcome.told, exchange.status, exchange.response_headers, exchange.response_body)
