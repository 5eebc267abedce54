"""Faults that break one sentence of the documents each: tokens, ids, shapes, statuses, and what may be asked for."""

import re
from typing import Any

import httpx2

from signoff_contract.mock.planted import (
    Fault,
    Make,
    Send,
    Wire,
    again,
    answered,
    answering,
    each_text,
    edited,
    everywhere_without,
    is_call,
    is_error,
    json_of,
    on_answer,
    renewed,
    status,
    without,
)

from .pieces import PROPOSALS, current_version, unguarded

TOKEN = r"/oauth/token$"
CREATION = r"/proposals$"
INSIDE = "java.lang.IllegalStateException: none\n\tat com.example.Proposals.find(Proposals.java:7)"


def with_members(**members: Any) -> Any:
    """An edit that sets members of the outermost object."""
    return lambda body: {**body, **members} if isinstance(body, dict) else body


def in_proposals(edit: Any) -> Make:
    """Every proposal that is answered is shown otherwise."""
    return answered(
        lambda body: edit(body) if isinstance(body, dict) and "officeId" in body else body, "", "/proposals"
    )


def one_id(member: str) -> Any:
    """An edit that gives all parts of one kind the same id."""

    def apply(body: dict[str, Any]) -> None:
        for part in body.get(member) or ():
            part["id"] = 1

    return apply


def first_twice(body: Any) -> Any:
    """A list that begins with its first element twice."""
    return [body[0], *body] if isinstance(body, list) and body else body


def with_offset(text: str) -> str:
    """A date-time with an offset in the place of the letter."""
    return re.sub(r"^(\d{4}-\d\d-\d\dT[\d:.]+)Z$", r"\1+00:00", text)


def any_proposals_tag() -> Wire:
    """The entity tag of one proposal is accepted for another."""
    given: dict[str, str] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named, sent = PROPOSALS.search(request.url.path), request.headers.get("if-match")
        if named and sent and given.get(sent, named[1]) != named[1]:
            request = renewed(request, if_match=current_version(request, send))
        response = send(request)
        if "etag" in response.headers:
            number = named[1] if named else str(json_of(response, {}).get("id"))
            given[response.headers["etag"]] = number
        return response

    return wire


def frozen_reads() -> Wire:
    """Reads show the tag of the read before the last change, whatever was changed."""
    first: dict[str, str] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        named = PROPOSALS.search(request.url.path)
        if request.method == "GET" and named and "etag" in response.headers:
            return again(response, etag=first.setdefault(named[1], response.headers["etag"]))
        return response

    return wire


def office_alone(body: Any) -> bool:
    """Whether a creation names nothing but its office."""
    return isinstance(body, dict) and body.keys() <= {"officeId"}


def office_not_enough(request: httpx2.Request, send: Send) -> httpx2.Response:
    """A creation needs more than an office."""
    response = send(request)
    if is_call("POST", CREATION)(request) and office_alone(json_of(request)) and response.status_code == 201:
        return again(response, status=400, body=b'{"code":"X","message":"too little"}')
    return response


def one_proposal(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """All creations are answered with one id."""
    made = is_call("POST", CREATION)(request) and response.status_code == 201
    return edited(response, with_members(id=502536)) if made else response


def pending_all_the_same(request: httpx2.Request, send: Send, refused_ones: set[str]) -> httpx2.Response:
    """A submission that was refused is pending."""
    response = send(request)
    named = PROPOSALS.search(request.url.path)
    if named and is_call("POST", r"/decision$")(request) and response.status_code == 409:
        refused_ones.add(named[1])
    if named and named[1] in refused_ones and is_call("GET", r"/proposals/\d+$")(request):
        return edited(response, with_members(decision={"decisionStatus": "PENDING"}))
    return response


def refused_and_pending() -> Wire:
    """See `pending_all_the_same`."""
    refused_ones: set[str] = set()
    return lambda request, send: pending_all_the_same(request, send, refused_ones)


def telling(tell: Any) -> Make:
    """Refusals tell something in their words."""
    return on_answer(
        lambda request, response: (
            edited(response, with_members(message=tell(request))) if is_error(request, response) else response
        )
    )


def unprocessable(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """What is refused for its content or its state is refused with 422."""
    return again(response, status=422) if response.status_code in {400, 409} else response


def proposals_by_number(body: dict[str, Any]) -> dict[str, Any]:
    """A proposal whose id is called otherwise."""
    return {"number" if name == "id" else name: value for name, value in body.items()}


def as_text(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Rate cards are announced as text."""
    return again(response, content_type="text/plain") if "rate-cards" in request.url.path else response


PROMISES = (
    # Tokens and identifiers.
    Fault(
        "a token of another kind",
        ("SIE-AUTH-002",),
        answered(with_members(token_type="mac"), "POST", TOKEN),
        tokens=True,
    ),
    Fault("a good token is refused", ("SIE-AUTH-006",), answering("POST", r"/documents/signing$", 200, 401, b"")),
    Fault(
        "a trace of two words", ("SIE-TRACE-005",), on_answer(lambda _, response: again(response, x_b2b_trace_id="a b"))
    ),
    # Errors and shapes.
    Fault(
        "422 for 400 and 409",
        (
            "SIE-ERR-003",
            "SIE-DEC-007",
            "SIE-DATA-007",
        ),
        on_answer(unprocessable),
    ),
    Fault("410 for what is not there", ("SIE-ERR-008",), status(404, 410)),
    Fault(
        "a token in an error",
        ("SIE-ERR-011",),
        telling(lambda request: f"not with {request.headers.get('authorization')}"),
        seen="custom",
    ),
    Fault("a stack trace in an error", ("SIE-ERR-012",), telling(lambda _: INSIDE), seen="custom"),
    Fault("a member in another spelling", ("SIE-DATA-002",), in_proposals(with_members(sales_person="Kim"))),
    Fault("date-times with an offset", ("SIE-DATA-004",), answered(each_text(with_offset))),
    # Versions.
    Fault("reads keep their first tag", ("SIE-ETAG-005",), frozen_reads),
    Fault("the tag of another proposal", ("SIE-ETAG-012",), any_proposals_tag),
    # Proposals.
    Fault("an office is not enough", ("SIE-PROP-002",), lambda: office_not_enough),
    Fault("one id for all proposals", ("SIE-PROP-005",), on_answer(one_proposal)),
    Fault("ids of proposals are texts", ("SIE-PROP-008",), in_proposals(lambda body: {**body, "id": str(body["id"])})),
    Fault("ids of proposals have another name", ("SIE-PROP-007",), in_proposals(proposals_by_number)),
    Fault(
        "created with 202",
        (
            "SIE-PROP-021",
            "SIE-DATA-007",
        ),
        answering("POST", CREATION, 201, 202),
    ),
    Fault("any office", ("SIE-PROP-020",), answering("POST", CREATION, 404, 201, b'{"id": 7, "officeId": 99}')),
    # Parts of a proposal.
    Fault(
        "an unknown asset is replaced", ("SIE-ASSET-009",), answering("PUT", r"/assets/\d+$", 404, 200, b'{"id": 1}')
    ),
    Fault(
        "one id for all assets",
        (
            "SIE-ASSET-010",
            "SIE-ASSET-004",
        ),
        in_proposals(one_id("assets")),
    ),
    Fault("any bank account", ("SIE-CUST-008",), answering("POST", r"/bank-account$", 409, 200, b"{}")),
    Fault("previews have no result", ("SIE-CALC-004",), answered(lambda _: {}, "POST", r"/v1/calculation$")),
    Fault(
        "previews are refused",
        (
            "SIE-CALC-004",
            "SIE-CALC-008",
            "SIE-CONF-010",
        ),
        answering("POST", r"/v1/calculation$", 200, 412),
    ),
    # Decisions and documents.
    Fault(
        "the pre-check does not say what may be cancelled",
        ("SIE-DEC-001",),
        answered(without("cancelAllowed"), "GET", r"/check$"),
    ),
    Fault(
        "cancelling is always allowed", ("SIE-DEC-020",), answered(with_members(cancelAllowed=True), "GET", r"/check$")
    ),
    Fault("violations have no codes", ("SIE-DEC-002",), answered(everywhere_without("code"), "GET", r"/check$")),
    Fault("cancelling is refused", ("SIE-ERR-001",), answering("DELETE", r"/decision$", 200, 409)),
    Fault(
        "refused and pending",
        (
            "SIE-DEC-008",
            "SIE-DEC-015",
        ),
        refused_and_pending,
    ),
    Fault(
        "a decision of an unknown kind",
        ("SIE-DEC-011",),
        in_proposals(lambda body: body.get("decision", {}).update(decisionStatus="MAYBE")),
    ),
    Fault(
        "documents come in an object",
        ("SIE-DOC-001",),
        answered(lambda body: {"documents": body}, "", r"/documents(/signing)?$"),
    ),
    Fault(
        "documents have no type",
        ("SIE-DOC-002",),
        answered(everywhere_without("documentType"), "", r"/documents(/signing)?$"),
    ),
    Fault(
        "signatories without a state",
        ("SIE-DOC-004",),
        answered(everywhere_without("signatureStatus", "status", "state"), "POST", r"/signing$"),
    ),
    Fault(
        "the list lacks its last document", ("SIE-DOC-005",), answered(lambda body: body[:-1], "GET", r"/documents$")
    ),
    Fault("missing accepted on sending", ("SIE-DOC-010",), unguarded("POST", r"/email$", missing=True)),
    # Master data.
    Fault("an office twice", ("SIE-CONF-001",), answered(first_twice, "GET", r"/offices$")),
    Fault(
        "contacts without names",
        ("SIE-CONF-003",),
        answered(everywhere_without("blocked", "lastName", "name"), "GET", r"/sales-contacts$"),
    ),
    Fault("a configuration without price lists", ("SIE-CONF-008",), answered(lambda _: {}, "GET", r"/calculation")),
    Fault("rate cards as text", ("SIE-DATA-001",), on_answer(as_text)),
)
