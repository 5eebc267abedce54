"""The faults that the plan has to find, one by one, and the rows that have to say so."""

from typing import Any

import httpx2

from signoff_contract.mock.planted import (
    Fault,
    Send,
    Wire,
    again,
    answered,
    answering,
    each_number,
    each_text,
    edited,
    is_error,
    on_answer,
    status,
    storing,
    walk,
    without,
    without_authorization,
    without_header,
)

from .pieces import (
    constant_trace,
    every_other_trace,
    leaking_change,
    merging_put,
    other_asset_touched,
    plain,
    reading,
    storing_preview,
    unguarded,
)
from .tag_faults import (
    compared_to_the_second,
    frozen_tag,
    later_tag_accepted,
    moving_tag,
    opaque_tag,
    refused_and_done,
    refused_change_moves_version,
    weak_tag,
)


def in_decision(edit: Any) -> Any:
    """An edit of the decision in a proposal."""

    def apply(value: Any) -> None:
        if isinstance(value, dict) and isinstance(value.get("decision"), dict):
            edit(value["decision"])

    return apply


def in_each(member: str, edit: Any) -> Any:
    """An edit of each element of a list member."""

    def apply(value: Any) -> None:
        for part in value.get(member, []) if isinstance(value, dict) else []:
            edit(part)

    return apply


def html(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Refusals are pages."""
    if response.status_code < 400:
        return response
    return again(response, body=b"<html><body>Refused</body></html>", content_type="text/html")


def always_allowed(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """The pre-check allows everything."""
    if not request.url.path.endswith("/decision/check"):
        return response
    return edited(response, lambda body: {**body, "requestAllowed": True, "preconditionViolations": []})


def never_allowed(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """The pre-check allows nothing and says nothing."""
    if not request.url.path.endswith("/decision/check"):
        return response
    return edited(response, lambda body: {**body, "requestAllowed": False})


def truncated_pdf(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Downloads end in the middle."""
    if response.headers.get("content-type") != "application/pdf":
        return response
    return again(response, body=response.content[: len(response.content) // 2])


def foreign_contacts(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Sales contacts are listed for offices they do not belong to."""
    if not request.url.path.endswith("/sales-contacts"):
        return response
    return edited(
        response, lambda body: [{**each, "officeIds": [4711]} for each in body] if isinstance(body, list) else body
    )


def everywhere(edit: Any) -> Any:
    """An edit of every JSON answer."""
    return on_answer(lambda _request, response: edited(response, edit))


def first_office(value: Any) -> None:
    """Proposals are shown in the first office."""
    if isinstance(value, dict) and "officeId" in value and "id" in value:
        value["officeId"] = 1


def swap_address_lines(value: Any) -> None:
    """The two lines of an address change places."""
    if isinstance(value, dict) and {"address1", "address2"} <= value.keys():
        value["address1"], value["address2"] = value["address2"], value["address1"]


def as_text(value: Any) -> None:
    """Ids of assets are texts."""
    in_each("assets", lambda part: part.update(id=str(part["id"])))(value)


def without_offset(value: Any) -> None:
    """Dates of incorporation lose what says that they are in UTC."""
    for each in walk(value):
        if "dateOfIncorporation" in each:
            each["dateOfIncorporation"] = each["dateOfIncorporation"][:19]


def still_pending() -> Wire:
    """A cancelled request goes on."""
    cancelled: set[str] = set()

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        number = request.url.path.split("/proposals/")[-1].split("/")[0]
        if request.method == "DELETE" and response.status_code == 200:
            cancelled.add(number)
        pending = {"decisionStatus": "PENDING", "decisionRequestedDate": "2026-01-01T00:00:00.000Z"}
        return (
            edited(response, lambda body: {**body, "decision": pending} if "decision" in body else body)
            if number in cancelled
            else response
        )

    return wire


STALE = ("SIE-ETAG-011",)

BROKEN = (
    # Request identifiers.
    Fault(
        "no trace on answers", ("SIE-TRACE-001",), without_header("x_b2b_trace_id", lambda _request, _response: True)
    ),
    Fault("no trace on errors", ("SIE-TRACE-001", "SIE-TRACE-004"), without_header("x_b2b_trace_id", is_error)),
    Fault(
        "no trace on downloads",
        ("SIE-TRACE-001",),
        without_header("x_b2b_trace_id", lambda _request, response: response.content[:4] == b"%PDF"),
    ),
    Fault("constant trace", ("SIE-TRACE-002",), constant_trace),
    Fault("shared trace", ("SIE-TRACE-002",), every_other_trace),
    Fault(
        "other trace in errors",
        ("SIE-TRACE-003",),
        everywhere(each_text(lambda text: f"{text}0", "traceId")),
    ),
    Fault("no trace in errors", ("SIE-TRACE-003", "SIE-ERR-006"), everywhere(without("traceId"))),
    # Preconditions.
    Fault(
        "stale accepted on POST assets",
        (*STALE, "SIE-ETAG-012", "SIE-ETAG-020", "SIE-ASSET-007"),
        unguarded("POST", r"/assets$", stale=True),
    ),
    Fault("stale accepted on PUT assets", (*STALE, "SIE-ASSET-008"), unguarded("PUT", r"/assets/\d+$", stale=True)),
    Fault("stale accepted on POST loans", (*STALE, "SIE-LOAN-006"), unguarded("POST", r"/loans$", stale=True)),
    Fault("stale accepted on PUT loans", (*STALE, "SIE-LOAN-007"), unguarded("PUT", r"/loans/\d+$", stale=True)),
    Fault("stale accepted on calculation", (*STALE, "SIE-CALC-003"), unguarded("POST", r"\d/calculation$", stale=True)),
    Fault(
        "stale accepted on delivery address",
        (*STALE, "SIE-CUST-006"),
        unguarded("POST", r"/delivery-address$", stale=True),
    ),
    Fault("stale accepted on submission", (*STALE, "SIE-DEC-014"), unguarded("POST", r"/decision$", stale=True)),
    Fault("stale accepted on signing", (*STALE, "SIE-DOC-003"), unguarded("POST", r"/signing$", stale=True)),
    Fault("stale accepted on DELETE", (*STALE, "SIE-DEC-018"), unguarded("DELETE", r"/decision$", stale=True)),
    Fault("missing accepted on POST assets", ("SIE-ETAG-007",), unguarded("POST", r"/assets$", missing=True)),
    Fault("missing accepted on PUT assets", ("SIE-ETAG-008",), unguarded("PUT", r"/assets/\d+$", missing=True)),
    Fault("missing accepted on PUT loans", ("SIE-ETAG-008",), unguarded("PUT", r"/loans/\d+$", missing=True)),
    Fault("missing accepted on customer", ("SIE-CUST-003",), unguarded("PUT", r"/customer$", missing=True)),
    Fault("missing accepted on DELETE", ("SIE-ETAG-009",), unguarded("DELETE", r"/decision$", missing=True)),
    Fault("missing accepted on bank account", ("SIE-CUST-009",), unguarded("POST", r"/bank-account$", missing=True)),
    Fault("missing accepted on upload", ("SIE-DOC-007",), unguarded("POST", r"/documents$", missing=True)),
    Fault("428 for 412", ("SIE-ETAG-007",), status(412, 428)),
    Fault("tag never changes", ("SIE-ETAG-015",), frozen_tag),
    Fault("tag changes on reads", ("SIE-ETAG-016", "SIE-ETAG-004", "SIE-DEC-016", "SIE-ETAG-031"), moving_tag),
    Fault("tag is a counter", ("SIE-ETAG-003",), opaque_tag),
    Fault("tag is weak", ("SIE-ETAG-024",), weak_tag),
    Fault("tags compared to the second", STALE, compared_to_the_second),
    Fault("refused and yet done", ("SIE-ETAG-013",), refused_and_done(r"/loans$")),
    Fault("later tag accepted", ("SIE-ETAG-018",), later_tag_accepted),
    Fault("refused change moves the version", ("SIE-ETAG-014",), refused_change_moves_version),
    Fault(
        "no tag on creation",
        ("SIE-ETAG-001",),
        without_header("etag", lambda request, _response: request.method == "POST"),
    ),
    Fault(
        "no tag on reads", ("SIE-ETAG-002",), without_header("etag", lambda request, _response: request.method == "GET")
    ),
    # What is stored.
    Fault(
        "amounts rounded",
        (
            "SIE-DATA-005",
            "SIE-ASSET-002",
            "SIE-ASSET-004",
            "SIE-LOAN-002",
            "SIE-LOAN-004",
            "SIE-CERT-001",
            "SIE-CERT-002",
        ),
        storing(each_number(round, "valuePerAsset", "value")),
    ),
    Fault(
        "amounts as single floats",
        ("SIE-DATA-005",),
        storing(each_number(lambda number: float(f"{number:.5g}"), "value")),
    ),
    Fault("texts trimmed", ("SIE-DATA-006",), storing(each_text(str.strip, "label", "location", "companyName"))),
    Fault("texts composed", ("SIE-DATA-006",), storing(each_text(plain))),
    Fault("line ends changed", ("SIE-DATA-006",), storing(each_text(lambda text: text.replace("\r\n", "\n")))),
    Fault(
        "astral characters lost",
        ("SIE-DATA-006",),
        storing(each_text(lambda text: "".join(each for each in text if ord(each) < 0x10000))),
    ),
    Fault("offset lost", ("SIE-CUST-001",), everywhere(without_offset)),
    Fault(
        "numbers as texts",
        ("SIE-CUST-001", "SIE-ASSET-003"),
        everywhere(each_number(str, "monthAtAddress", "quantity")),
    ),
    Fault(
        "zeros in front lost",
        ("SIE-CUST-001",),
        everywhere(each_text(lambda text: text.lstrip("0"), "registrationNumber")),
    ),
    Fault("note dropped", ("SIE-PROP-013",), storing(without("specialConditionText"))),
    Fault(
        "partners dropped",
        ("SIE-CUST-001",),
        storing(lambda body: without("partners")(body.get("customerManual")), r"/customer$"),
    ),
    Fault(
        "address lines swapped", ("SIE-CUST-004", "SIE-CUST-005"), storing(swap_address_lines, r"/delivery-address$")
    ),
    Fault(
        "fees dropped", ("SIE-CALC-002",), storing(lambda body: without("fees")(body.get("sheet")), r"\d/calculation$")
    ),
    Fault("wrong office", ("SIE-PROP-010",), everywhere(first_office)),
    Fault("contact dropped", ("SIE-PROP-011",), storing(without("salesContactId"), r"/proposals$")),
    Fault("PUT merges", ("SIE-ASSET-005",), merging_put),
    Fault("other asset touched", ("SIE-ASSET-006", "SIE-PROP-017"), other_asset_touched),
    Fault("other proposal touched", ("SIE-PROP-016",), leaking_change),
    Fault(
        "read shows other amount",
        ("SIE-ASSET-003",),
        reading(in_each("assets", each_number(lambda number: number + 0.01, "valuePerAsset"))),
    ),
    Fault("read lacks the loans", ("SIE-LOAN-003",), reading(without("loans"))),
    Fault("read lacks the delivery address", ("SIE-CUST-004",), reading(without("deliveryAddress"))),
    Fault("preview stores", ("SIE-CALC-005",), storing_preview),
    # Decision.
    Fault("pre-check always allows", ("SIE-DEC-004",), on_answer(always_allowed)),
    Fault("pre-check never allows", ("SIE-DEC-005", "SIE-DEC-003"), on_answer(never_allowed)),
    Fault("decision without status", ("SIE-DEC-010",), everywhere(in_decision(without("decisionStatus")))),
    Fault("decision without date", ("SIE-DEC-012",), everywhere(in_decision(without("decisionRequestedDate")))),
    Fault("comment dropped", ("SIE-DEC-013",), everywhere(in_decision(without("commentToRiskAnalyst")))),
    Fault(
        "permission turned round",
        ("SIE-DEC-013",),
        storing(lambda body: {**body, "siemensMayContactCustomer": False}, r"/decision$"),
    ),
    Fault(
        "submission accepted too early",
        ("SIE-DEC-006",),
        answering("POST", r"/decision$", 409, 200, b'{"id": 1, "officeId": 1}'),
    ),
    Fault(
        "answer to submission is the decision alone",
        ("SIE-DEC-009",),
        answered(lambda body: {"decision": body["decision"]}, "POST", r"/decision$"),
    ),
    Fault("cancellation undone", ("SIE-DEC-025",), still_pending),
    Fault("PDF cut off", ("SIE-DEC-019", "SIE-DOC-008"), on_answer(truncated_pdf)),
    # Access, errors, shapes.
    Fault(
        "no token needed for reads", ("SIE-AUTH-004",), without_authorization(lambda request: request.method == "GET")
    ),
    Fault(
        "any token accepted for changes",
        ("SIE-AUTH-005", "SIE-AUTH-007"),
        without_authorization(lambda request: request.method != "GET"),
    ),
    Fault("401 as 403", ("SIE-AUTH-004",), status(401, 403)),
    Fault("errors are pages", ("SIE-ERR-004", "SIE-ERR-005", "SIE-DATA-001"), on_answer(html)),
    Fault("error without content type", ("SIE-ERR-004",), without_header("content_type", is_error)),
    Fault("unknown proposal is empty", ("SIE-ERR-007",), answering("GET", r"/proposals/\d+$", 404, 200, b"{}")),
    Fault(
        "office not required",
        ("SIE-PROP-003",),
        answering("POST", r"/proposals$", 400, 200, b'{"id": 7, "officeId": 1}'),
    ),
    Fault("asset answered with 200", ("SIE-ASSET-001", "SIE-LOAN-001", "SIE-DATA-007"), status(201, 200)),
    Fault("ids as texts", ("SIE-DATA-003",), everywhere(as_text)),
    Fault("contacts of other offices", ("SIE-CONF-004",), on_answer(foreign_contacts)),
    Fault(
        "500 on refusals",
        ("SIE-ERR-009", "SIE-ERR-002", "SIE-PROP-022", "SIE-CALC-006", "SIE-CONF-002"),
        status(400, 500),
    ),
)
