"""The documents of an accepted proposal: listed, signed, downloaded."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import LeftOut, Skip
from signoff_contract.suite.model import NO_VERSION
from signoff_contract.suite.round_trip import equal
from signoff_contract.suite.wire import array_of
from signoff_contract.traffic.exchange import Exchange, Malformed

from .changes import PRECONDITION, Probes, change, judge_missing, judge_rest, missing_rows, settle
from .context import SieSmartContext, story_check
from .decision import judge_pdf, status_of
from .story import Outcome, Story
from .values import pick
from .wire import canonical

LAST = 2
"""Requests that the checks after a request for signatures take."""

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


CHECKS = Checks(around=story_check)
"""The checks of documents."""

AGAIN = Checks(around=story_check)
"""The check that spends what is left of the budget."""


def accepted_story(context: SieSmartContext) -> Story:
    """The story whose proposal is accepted. Raises Skip when none is."""
    for story in (context.whole, context.steps):
        if status_of(story) == "ACCEPTED":
            return story
    raise Skip("needs an accepted proposal, and none of this run is")


@CHECKS.story(
    "siesmart.documents.list",
    "The documents of an accepted proposal are listed",
    verifies=("SIE-DOC-002", "SIE-DOC-005"),
)
def list_documents(context: SieSmartContext) -> None:
    """Lists the documents, for this check and those after it."""
    story = accepted_story(context)
    context.need_room(1)
    outcome = context.attempt(lambda client: client.documents.list(story.id))
    context.expect("SIE-DOC-005", outcome.accepted, f"{outcome.told}, a 2xx was due", outcome.exchange)
    if not outcome.accepted:
        raise Skip(f"{outcome.told}, so the documents are not known")
    documents = listed_in(outcome.exchange)
    if documents is None:
        # The call is our proposal, and so is what it answers.
        context.fail("SIE-DOC-005", "the answer holds no array of documents", outcome.exchange)
        raise Skip("needs the documents of the proposal, and their list cannot be read")
    own = [each for each in documents if _document_id(each) is not None]
    context.expect("SIE-DOC-005", len(own) == len(documents), "a document in the list has no id", outcome.exchange)
    for document in own:
        judge_document(context, document)
    context.documents = own


def listed_in(exchange: Exchange) -> list[Any] | None:
    """The array of an answer, or the only array of objects in its envelope; None when there is none."""
    try:
        body = exchange.json(exact=True)
    except Malformed:
        return None
    if isinstance(body, dict):
        arrays = [value for value in body.values() if isinstance(value, list)]
        body = arrays[0] if len(arrays) == 1 else None
    return body if isinstance(body, list) else None


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


def _array(exchange: Exchange) -> list[Any]:
    try:
        return array_of(exchange)
    except Malformed:
        return []


def judge_uploaded(context: SieSmartContext, story: Story, outcome: Outcome[Any], documents: Sequence[Any]) -> None:
    """The document that was sent along must be there: in the answer or, where that shows others only, in the list."""
    before = [_document_id(each) for each in context.documents]
    new = [each for each in documents if (number := _document_id(each)) is not None and number not in before]
    shown = [outcome.exchange]
    if not new and context.room > LAST:
        again = context.attempt(lambda client: client.documents.list(story.id))
        listed = (listed_in(again.exchange) or []) if again.accepted else []
        new = [each for each in listed if (number := _document_id(each)) is not None and number not in before]
        shown.append(again.exchange)
    context.expect("SIE-DOC-006", bool(new), "the document that was sent along is nowhere", *shown)
    if len(new) > 1:
        context.fail("SIE-DOC-005", f"{len(new) - 1} of the answer's documents were missing in the list", *shown)
    context.known = [*before, *(_document_id(each) for each in new)]


def judge_signatories(
    context: SieSmartContext,
    outcome: Outcome[Any],
    sent: Sequence[Mapping[str, Any]],
    signed: Mapping[str, Any],
    documents: Sequence[Any],
) -> None:
    """Each signatory must have a state of his own; whatever else is shown of him must be what was sent."""
    listed = signed.get("signatories")
    if not isinstance(listed, list):
        # No document says where signatories stand in the answer; the description proposes it.
        context.review("SIE-DOC-004", "the answer shows no signatories where they are expected", outcome.exchange)
        return
    states = [each.get("status") for each in listed if isinstance(each, dict)]
    complete = len(states) == len(sent) and all(isinstance(state, str) and state for state in states)
    context.expect("SIE-DOC-004", complete, "a signatory has no state of his own", outcome.exchange)
    wrong = [
        name
        for shown in listed
        if isinstance(shown, dict)
        for name in shown
        if name != "status" and any(name in each for each in sent)
        if not any(name in each and equal(canonical(each[name]), canonical(shown[name])) for each in sent)
    ]
    context.expect(
        "SIE-DOC-011",
        not wrong,
        f"the answer shows other values than were sent: {', '.join(wrong[:6])}",
        outcome.exchange,
    )
    others = [each for each in documents if isinstance(each, dict) and each.get("id") != signed.get("id")]
    strange = [each for each in others if each.get("signatories")]
    context.expect(
        "SIE-DOC-011", not strange, "signatures of a document that none was asked for are shown", outcome.exchange
    )


def uploaded_document(kind: Mapping[str, Any]) -> dict[str, Any]:
    """A small PDF as SieSmart takes it, of a document type that one of its own documents has."""
    return {"fileContent": base64.b64encode(_PDF).decode(), "type": pick(kind, "id", "code", "name")}


@CHECKS.story(
    "siesmart.documents.precondition",
    "Uploading and sending documents without a version is refused",
    verifies=("SIE-DOC-007", "SIE-DOC-010", "SIE-ETAG-007"),
)
def change_without_version(context: SieSmartContext) -> None:
    """Uploads and sends without If-Match: what would be done otherwise is left undone, no mail goes out.

    The request for signatures after it shows whether that moved the version.
    """
    story = accepted_story(context)
    context.need_room(2)
    if not context.documents:
        raise Skip("needs a document that could be uploaded like or sent, and none is known")
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


@CHECKS.story(
    "siesmart.documents.sign",
    "Signatures are requested",
    verifies=(
        *PRECONDITION,
        *missing_rows("POST"),
        "SIE-DOC-001",
        "SIE-DOC-002",
        "SIE-DOC-003",
        "SIE-DOC-004",
        "SIE-DOC-005",
        "SIE-DOC-006",
        "SIE-DOC-011",
    ),
)
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
    path = f"/proposals/{story.id}/documents/signing"
    if wanted is None:
        # That it demands the version shows without a document.
        made_up = {"documentIds": [{"type": "CONTRACT", "value": 1}], "signatories": [context.values.signatory()]}
        probe = context.probe(NO_VERSION, "POST", path, made_up)
        if probe.status in {400, 404, 409, 422}:
            context.review("SIE-DOC-003", f"{probe} was answered with {probe.status} for a document that we made up")
        elif probe.status != 403:
            judge_missing(context, Probes("SIE-DOC-003", "POST", path), probe)
        raise Skip("needs a document of the proposal that could be signed, and none is known")
    signatories = [context.values.signatory(), context.values.signatory(custom=True)]
    request: dict[str, Any] = {
        "documentIds": [dict(wanted["id"])],
        "signatories": signatories,
        "emailsInCC": context.values.mail(),
        "uploadedDocument": uploaded_document(wanted["documentType"]),
    }
    nobody = {**context.values.signatory(), "lastName": context.values.plain("Refused ")}
    story.baits.append(nobody["lastName"])
    bait = {**request, "signatories": [nobody]}
    probes = Probes("SIE-DOC-003", "POST", path, bait)
    body = context.in_words(models.SigningRequest, request)
    outcome = change(
        context, story, probes, lambda client, version: client.documents.sign(story.id, body, version=version)
    )
    context.expect_status("SIE-DOC-001", outcome.exchange, 200)
    documents = _array(outcome.exchange)
    context.expect("SIE-DOC-001", bool(documents), "the answer is no array with documents in it", outcome.exchange)
    for document in documents:
        judge_document(context, document)
    judge_uploaded(context, story, outcome, documents)
    signed = next((each for each in documents if isinstance(each, dict) and each.get("id") == wanted["id"]), {})
    judge_signatories(context, outcome, signatories, signed, documents)
    settle(context, story, outcome, alone=False)
    judge_rest(context, story)


@CHECKS.story("siesmart.documents.download", "A document that may be downloaded is a PDF", verifies=("SIE-DOC-008",))
def download(context: SieSmartContext) -> None:
    """Downloads one document."""
    story = accepted_story(context)
    context.need_room(1)
    wanted = next((document for document in context.documents if document.get("downloadAllowed") is True), None)
    if wanted is None:
        raise Skip("needs a document that may be downloaded, and there is none")
    kind, value = wanted["id"]["type"], int(wanted["id"]["value"])
    outcome = context.attempt(lambda client: client.documents.download(story.id, kind, value))
    exchange = outcome.exchange
    judge_pdf(context, "SIE-DOC-008", exchange)


@AGAIN.story(
    "siesmart.documents.again",
    "What was refused left no document behind, and what was there stays",
    verifies=("SIE-DOC-005", "SIE-ETAG-013", "SIE-PROP-004", "SIE-PROP-014", "SIE-PROP-017"),
)
def list_again(context: SieSmartContext) -> None:
    """Lists the documents and reads the proposal once more: what was refused was not done, and nothing was lost."""
    story = accepted_story(context)
    if not context.known or context.room < 1:
        raise LeftOut("it takes documents that were listed, and two requests that are left at the end")
    outcome = context.attempt(lambda client: client.documents.list(story.id))
    listed = [_document_id(each) for each in listed_in(outcome.exchange) or []] if outcome.accepted else []
    exchange = outcome.exchange
    lost = [each for each in context.known if each not in listed]
    context.expect("SIE-DOC-005", not lost, f"{len(lost)} documents that were there are not listed any more", exchange)
    more = [each for each in listed if each not in context.known]
    context.expect("SIE-ETAG-013", not more, "a document is there whose upload was refused", exchange)
    if context.room >= 1:
        context.read(story)
        judge_rest(context, story)
