"""Documents: printed, uploaded, downloaded, sent, signed."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from pypdf import PdfReader

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import ASSET, SIGNATORY, SUBMISSION, Hire, Introducer

Make = Callable[..., SieSmartMock]
UPLOAD = {"fileContent": base64.b64encode(b"Example").decode(), "type": {"id": 2}}


def listed(introducer: Introducer, proposal_id: int) -> list[dict[str, Any]]:
    answer = introducer.call("documents_list", proposal_id)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    return found


def pair(document: dict[str, Any]) -> tuple[str, int]:
    return document["id"]["type"], document["id"]["value"]


def test_documents_are_printed_with_the_acceptance(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    assert listed(introducer, proposal_id) == []
    introducer.change("decision_request", proposal_id, body=SUBMISSION)
    documents = listed(introducer, proposal_id)
    assert [each["id"]["type"] for each in documents] == ["CONTRACT", "SEPA_MANDATE"]
    for document in documents:
        assert document["documentType"]["code"] == document["id"]["type"]
        assert document["required"] is True
        assert document["received"] is False
        paper = introducer.call("documents_download", proposal_id, *pair(document))
        assert paper.headers["Content-Type"] == "application/pdf"
        text = PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
        assert document["documentType"]["name"] in text
        assert introducer.call("documents_download", proposal_id, *pair(document)).content == paper.content


def test_printed_documents_come_with_a_late_acceptance_too(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make(seed=1))
    ids = [introducer.complete(assets=[{**ASSET, "quantity": 100}]) for _ in range(12)]
    for each in ids:
        introducer.change("decision_request", each, body=SUBMISSION)
    clock.advance(60)
    for each in ids:
        accepted = introducer.read(each)["decision"]["decisionStatus"] == "ACCEPTED"
        assert bool(listed(introducer, each)) == accepted


@settings(max_examples=40)
@given(content=st.binary(min_size=1, max_size=300))
def test_an_uploaded_file_comes_back_byte_for_byte(lasting: Introducer, content: bytes) -> None:
    proposal_id = lasting.create().json()["id"]
    body = {"fileContent": base64.b64encode(content).decode(), "type": {"id": 4, "name": "whatever"}}
    document = lasting.change("documents_upload", proposal_id, body=body)
    assert document.status_code == 201
    assert listed(lasting, proposal_id) == [document.json()]
    assert document.json()["documentType"]["code"] == "BANK_STATEMENT"
    assert document.json()["downloadUploadedAllowed"] is True
    assert lasting.call("documents_download", proposal_id, *pair(document.json())).content == content


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"fileContent": "!!!!"}, 400),
        ({"fileContent": "RXhhbXBsZQ="}, 400),
        ({"fileContent": "RXhh\nbXBs"}, 400),
        ({"fileContent": "ÄÄÄÄ"}, 400),
        ({"fileContent": ""}, 400),
        ({"type": {"id": 99}}, 404),
    ],
)
def test_an_upload_that_is_refused_changes_nothing(
    introducer: Introducer, changed: dict[str, Any], status: int
) -> None:
    proposal_id = introducer.create().json()["id"]
    before = introducer.mock.snapshot()
    assert introducer.change("documents_upload", proposal_id, body={**UPLOAD, **changed}).status_code == status
    assert introducer.mock.snapshot() == before


def test_a_document_is_sent_and_the_proposal_changes(introducer: Introducer) -> None:
    proposal_id = introducer.accepted()
    document = listed(introducer, proposal_id)[0]
    version = introducer.version(proposal_id)
    body = {"recipients": ["alex@example.com"], "subject": "Your contract"}
    answer = introducer.change("documents_send", proposal_id, *pair(document), body=body)
    assert answer.status_code == 204
    assert answer.content == b""
    assert introducer.version(proposal_id) > version


def test_documents_that_are_not_there(introducer: Introducer) -> None:
    proposal_id = introducer.accepted()
    value = listed(introducer, proposal_id)[0]["id"]["value"]
    for type_, number in (("CONTRACT", 1), ("contract", value), ("SEPA_MANDATE", value), ("UPLOADED", value)):
        assert introducer.call("documents_download", proposal_id, type_, number).status_code == 404
    for type_, number in (("a.b", value), ("CONTRACT", "x"), ("CONTRACT", -1), ("CONTRACT", 10**30), ("%00", value)):
        assert introducer.call("documents_download", proposal_id, type_, number).status_code == 400


def test_signing(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make(signing_seconds=30))
    proposal_id = introducer.accepted()
    contract, mandate = listed(introducer, proposal_id)
    second = {"firstName": "Robin", "lastName": "Example", "email": "robin@example.com", "status": "SIGNED"}
    body = {"documentIds": [contract["id"]], "signatories": [SIGNATORY, second], "uploadedDocument": UPLOAD}
    answer = introducer.change("documents_sign", proposal_id, body=body)
    assert answer.status_code == 200
    documents = answer.json()
    assert documents == listed(introducer, proposal_id)
    assert [each["id"]["type"] for each in documents] == ["CONTRACT", "SEPA_MANDATE", "UPLOADED"]
    assert [(each["lastName"], each["status"]) for each in documents[0]["signatories"]] == [("Example", "SENT")] * 2
    assert documents[1] == mandate
    assert introducer.change("documents_sign", proposal_id, body=body).status_code == 409
    version = introducer.version(proposal_id)
    clock.advance(30)
    signed = listed(introducer, proposal_id)[0]
    assert {each["status"] for each in signed["signatories"]} == {"SIGNED"}
    assert signed["downloadSignedAllowed"] is signed["received"] is signed["valid"] is True
    assert signed["receivedDate"] == signed["validationDate"]
    assert introducer.version(proposal_id) > version
    assert introducer.call("documents_download", proposal_id, *pair(signed)).content.startswith(b"%PDF-")


def test_signing_that_is_refused_changes_nothing(introducer: Introducer) -> None:
    proposal_id = introducer.accepted()
    uploaded = introducer.change("documents_upload", proposal_id, body=UPLOAD).json()
    contract = listed(introducer, proposal_id)[0]
    good = {"documentIds": [contract["id"]], "signatories": [SIGNATORY]}
    early = introducer.complete()
    before = introducer.mock.snapshot()
    assert introducer.change("documents_sign", early, body=good).status_code == 409
    for changed, status in (
        ({"documentIds": [contract["id"], {"type": "CONTRACT", "value": 1}]}, 404),
        ({"documentIds": [uploaded["id"]]}, 409),
        ({"documentIds": []}, 400),
        ({"signatories": []}, 400),
        ({"uploadedDocument": {**UPLOAD, "fileContent": "????"}}, 400),
        ({"uploadedDocument": {**UPLOAD, "type": {"id": 99}}}, 404),
    ):
        assert introducer.change("documents_sign", proposal_id, body={**good, **changed}).status_code == status
    assert introducer.mock.snapshot() == before
