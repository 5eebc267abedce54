"""Faults of a whole SmartBusiness server: one habit, at every resource that it has."""

import re

import httpx2

from signoff_contract.mock.planted import (
    Fault,
    Send,
    again,
    answered,
    each_text,
    edited,
    everywhere_without,
    headers_of,
    json_of,
    on_answer,
    refused,
    without,
)

from .kept_faults import of
from .list_faults import labelled

KINDS = "LETTER OFFER CONFIRM DELIVERY INVOICE"
SHOWN = of(
    "002",
    "UNIT ISR ACTIVITY PCAT PRODUCT SCAT SERVICE BANK GROUP CONTACT ADDRESS ACCOUNT PERSON REMINDER LETTER OFFER CONFIRM "
    "DELIVERY INVOICE PAYMENT COSTUNIT PROJECT EFFORT",
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def unchanged(request: httpx2.Request, send: Send) -> httpx2.Response:
    """PUT answers with the object as it is, and changes nothing."""
    if request.method != "PUT":
        return send(request)
    return send(httpx2.Request("GET", request.url, headers=headers_of(request)))


def no_status_stored(request: httpx2.Request, send: Send) -> httpx2.Response:
    """A status is answered as asked for, and not stored."""
    acts = re.search(r"(.*)/change-status(/[^/]*)?$", str(request.url))
    if request.method != "PATCH" or acts is None:
        return send(request)
    status = acts[2].strip("/") if acts[2] else json_of(request, {}).get("status")
    like = send(httpx2.Request("GET", acts[1], headers=headers_of(request)))
    return edited(like, lambda body: {"item": {**body["item"], "status": status}} if "item" in body else body)


def bare_headers(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Answers have no header of the partner's but the request id."""
    names = ("x_rate_limit_remaining", "x_rate_limit_reset", "access_control_allow_methods")
    return again(response, **dict.fromkeys((*names, "access_control_allow_headers")))


def written_days(text: str) -> str:
    """A day as people write it."""
    return _DAY.sub(r"\3.\2.\1", text) if _DAY.fullmatch(text) else text


WHOLE = (
    Fault("PUT changes nothing", (*of("004"), *of("006"), "SMB-PUT-002", "SMB-CONTACT-022"), lambda: unchanged),
    Fault("reads show texts in capitals", SHOWN, answered(each_text(str.upper), "GET", r"/\d+$")),
    Fault("no status is stored", (*of("013", KINDS), "SMB-PROJECT-020"), lambda: no_status_stored),
    Fault(
        "files are announced as bytes",
        (*of("011", KINDS), *of("012", KINDS), "SMB-PRINT-007", "SMB-ENV-006"),
        labelled("application/octet-stream", r"/(pdf|preview)$"),
    ),
    Fault(
        "headers are missing",
        tuple(f"SMB-HDR-{number}" for number in ("002", "003", "005", "007", "016")),
        on_answer(bare_headers),
        tokens=True,
    ),
    Fault("errors tell no details", ("SMB-ERR-003", "SMB-ERR-005"), refused(without("meta"))),
    Fault("days as people write them", ("SMB-DATA-003", *of("002", "EFFORT HOURS")), answered(each_text(written_days))),
    Fault(
        "master data without names",
        ("SMB-OWNER-001", "SMB-UNIT-001", "SMB-ACTIVITY-001"),
        answered(everywhere_without("name", "surname"), "GET", r"/(units|activities|owner)"),
    ),
)
