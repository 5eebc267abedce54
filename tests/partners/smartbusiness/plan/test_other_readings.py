"""Servers that keep every documented statement and fill the gaps otherwise than our description: none may fail."""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.sampling import one_in

from signoff_contract.mock.planted import (
    Send,
    Wire,
    again,
    answered,
    edited,
    headers_of,
    json_of,
    on_answer,
    refused,
    resent,
    walk,
)
from signoff_contract.suite.model import State
from signoff_partners.smartbusiness.faults.kept_faults import at_once
from signoff_partners.smartbusiness.faults.pieces import page

from .conftest import Certify

Make = Callable[[], Wire]
DOCUMENTS = r"/(letters|offers|order-confirmations|delivery-notes|invoices)"


def refusal(request: httpx2.Request, send: Send, code: int, status: int = 400) -> httpx2.Response:
    """A refusal with the headers that every answer has."""
    like = send(httpx2.Request("GET", request.url.copy_with(query=None), headers=headers_of(request)))
    methods = ", ".join({"GET", request.method})
    meta = {"meta": {"errors": [{"key": "discount_type", "code": 1102, "message": "No"}]}} if status == 422 else {}
    body = json.dumps({"code": code, "message": "No", **meta}).encode()
    return again(like, status=status, body=body, access_control_allow_methods=methods, content_type="application/json")


def refusing(code: int, *words: str, status: int = 400, method: str = "GET") -> Make:
    """Requests with one of these words in their address or body are refused."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        said = f"{request.url.params.get('filter', '')} {request.url.params.get('sort', '')} {request.content.decode()}"
        named = request.method == method and any(word in said for word in words)
        return refusal(request, send, code, status) if named else send(request)

    return lambda: wire


def kept_deleted(request: httpx2.Request, send: Send) -> httpx2.Response:
    """A document that is deleted stays, with the status of deleted ones."""
    front, _, last = str(request.url).rpartition("/")
    if request.method != "DELETE" or not re.search(rf"{DOCUMENTS}$", front):
        return send(request)
    for number in last.split(","):
        answer = at_once(request, send, "PATCH", f"{front}/{number}/change-status", {"status": "D"})
    return again(answer, status=204, body=b"", access_control_allow_methods="DELETE", content_type=None)


def few_statuses(request: httpx2.Request, send: Send) -> httpx2.Response:
    """Of a draft nothing can be made but a sent document, and only what was sent is cancelled or reminded of."""
    acts = re.search(rf"{DOCUMENTS}/\d+/change-status$", request.url.path)
    if not acts or request.method != "PATCH" or "authorization" not in request.headers:
        return send(request)
    url = str(request.url).removesuffix("/change-status")
    now = json_of(send(httpx2.Request("GET", url, headers=headers_of(request))))["item"]["status"]
    allowed = {("DR", "S"), ("S", "C"), ("S", "R"), ("S", "D")}
    return send(request) if (now, json_of(request)["status"]) in allowed else refusal(request, send, 2000)


def without_slips(body: Any) -> None:
    """No invoice has a payment slip."""
    for each in walk(body):
        each.update({name: None for name in ("isr_id", "isr_reference_number", "isr") if name in each})


def booked_today(body: Any) -> None:
    """What is fully paid was paid on the day on which that was written down."""
    from datetime import UTC, datetime

    for each in walk(body):
        if each.get("paid_date"):
            each["paid_date"] = f"{datetime.now(UTC):%Y-%m-%d}"


def rewritten_filter(pagination: dict[str, Any]) -> None:
    """Addresses of pages have the filter as the server would write it."""
    for name in ("first", "last", "next", "previous"):
        url = httpx2.URL(pagination.get(name, ""))
        if "filter" in url.params:
            said = json.dumps(json.loads(url.params["filter"]), indent=1)
            pagination[name] = str(url.copy_with(params={**dict(url.params), "filter": said}))


def other_keys(body: Any) -> None:
    """Fields inside others are named with brackets."""
    meta = body.get("meta")
    for each in (meta.get("errors") or ()) if isinstance(meta, dict) else ():
        outer, dot, inner = each["key"].partition(".")
        each["key"] = f"{outer}[{inner}]" if dot else outer


def as_not_allowed(body: Any) -> None:
    """A day in another form is a value that is not allowed."""
    meta = body.get("meta")
    for each in (meta.get("errors") or ()) if isinstance(meta, dict) else ():
        each["code"] = 1102 if each["code"] == 1103 else each["code"]


def another_piece() -> Wire:
    """The unit for pieces has an id of its own, and the one that our recordings have does not exist."""

    def there(value: Any) -> None:
        for each in walk(value):
            each.update({"unit_id": {7: 99_999, 7007: 7}[each["unit_id"]]} if each.get("unit_id") in {7, 7007} else {})

    def back(value: Any) -> None:
        for each in walk(value):
            if each.get("unit_id") == 7:
                each["unit_id"] = 7007
            if each.get("id") == 7 and "scope" in each:
                each["id"] = 7007

    return lambda request, send: edited(send(resent(request, there)), back)


def nobody_listed(body: Any) -> None:
    """The account has none."""
    if isinstance(body.get("items"), list):
        body["items"] = []
        body["pagination"].update(total=0, pages=1, page=1)


def others_at_work() -> Wire:
    """Somebody else makes contacts and invoices' customers all the time."""
    count = iter(range(10_000))

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if "authorization" in request.headers and (number := next(count)) % 9 == 0 and number > 30:
            address = {"country": "CH", "street": "Weg", "postcode": "8000", "city": "Ort"}
            body = {"relation": ["CL"], "type": "C", "name": f"Fremd {number}", "main_address": address}
            at_once(request, send, "POST", f"{str(request.url).partition('/v2')[0]}/v2/contacts", body)
        return send(request)

    return wire


def moving_by_itself() -> Wire:
    """Made-up addresses are new with each read, pages are counted late, accounts are synchronised in between."""
    count = iter(range(10_000))

    def move(body: Any) -> None:
        number = next(count)
        for each in walk(body):
            if "accept_online_url" in each:
                each["accept_online_url"] = f"https://example.org/{number}"
            if "page_amount" in each:
                each["page_amount"] = None if number % 2 else 1
            if "auto_sync" in each:
                each["auto_sync"] = ("inactive", "requested")[number % 2]

    return answered(move)()


def other_discounts() -> Wire:
    """Discounts go off in another order, so that documents with one come to something else."""
    others: set[int] = set()

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if request.method == "POST" and response.status_code == 201 and request.url.path.endswith("/invoices"):
            body = json_of(request)
            if body.get("discount_rate") or any(line.get("discount_rate") for line in body["positions"]):
                others.add(json_of(response)["item"]["id"])

        def edit(value: Any) -> None:
            for each in walk(value):
                if each.get("id") in others and "total" in each:
                    each["total"] = round(each["total"] - 0.15, 2)

        return edited(response, edit) if response.status_code < 300 else response

    return wire


def numbers_searched(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """The search looks at numbers alone."""
    return edited(response, nobody_listed) if request.url.params.get("q") in {"Charlie", "Papier"} else response


def bulk_goes_through(request: httpx2.Request, send: Send) -> httpx2.Response:
    """Of several ids those that exist are deleted, and the others passed over."""
    response = send(request)
    front, _, last = str(request.url).rpartition("/")
    if request.method != "DELETE" or "," not in last or response.status_code != 404:
        return response
    answers = [at_once(request, send, "DELETE", f"{front}/{number}") for number in last.split(",")]
    return next(answer for answer in answers if answer.status_code == 204)


def untranslated(request: httpx2.Request, send: Send) -> httpx2.Response:
    headers = headers_of(request, accept_language=None)
    return send(httpx2.Request(request.method, request.url, headers=headers, content=request.content))


def preflight_unknown(request: httpx2.Request, send: Send) -> httpx2.Response:
    return refusal(request, send, 7000, 405) if request.method == "OPTIONS" else send(request)


def nulls_for_optional(body: Any) -> None:
    """Members that nobody asked for are null, not left out."""
    for each in body.get("items") or [body.get("item")]:
        if isinstance(each, dict) and "id" in each:
            each.setdefault("permissions", None)


def more_members(body: Any) -> None:
    """Objects have a member that no document names."""
    for each in body.get("items") or [body.get("item")]:
        if isinstance(each, dict):
            each["revision_hint"] = "a"


def invalid_client(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    wrong = request.url.path.endswith("/access-tokens") and response.status_code == 401
    return again(response, status=400) if wrong else response


def granted_as_created(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    granted = request.url.path.endswith("/access-tokens") and response.status_code == 200
    return again(response, status=201) if granted else response


READINGS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "a token is created with 201": (on_answer(granted_as_created), ()),
    "wrong credentials are a bad request": (on_answer(invalid_client), ()),
    "documents stay with the status D": (lambda: kept_deleted, ("SMB-USE-020",)),
    "few statuses follow each other": (lambda: few_statuses, ("SMB-OFFER-013", "SMB-INVOICE-013")),
    "products are filtered and sorted by name alone": (
        lambda: (
            lambda request, send: (
                refusing(2102, "price", "vat")()(request, send)
                if request.url.params.get("sort", "").strip("-").partition(",")[0] in {"price", "vat"}
                else refusing(2101, '"price"', '"vat"', '"category_id"')()(request, send)
            )
        ),
        ("SMB-FILTER-005", "SMB-FILTER-009", "SMB-FILTER-011", "SMB-LIST-005"),
    ),
    "no text is looked for inside of fields": (refusing(2101, '"~'), ("SMB-FILTER-010",)),
    "invoices cannot be found by their contact": (refusing(2101, '"contact_id"'), ()),
    "numbers alone are searched": (on_answer(numbers_searched), ()),
    "an account without payment slips": (answered(without_slips), ("SMB-INVOICE-021",)),
    "an account without activities and slips to choose": (answered(nobody_listed, "GET", "/(isrs|activities)$"), ()),
    "units have one name": (lambda: untranslated, ("SMB-UNIT-003",)),
    "paid on the day of the booking": (answered(booked_today), ()),
    "filters are written otherwise in addresses": (page(rewritten_filter), ()),
    "other keys of inner fields": (refused(other_keys), ("SMB-ERR-016",)),
    "a wrong day is not allowed": (refused(as_not_allowed), ()),
    "another unit for pieces": (another_piece, ()),
    "discounts in another order": (other_discounts, ("SMB-TOTAL-004", "SMB-TOTAL-005", "SMB-TOTAL-006")),
    "no discounts as amounts": (
        refusing(1000, '"discount_type":"A"', status=422, method="POST"),
        ("SMB-TOTAL-006",),
    ),
    "browsers are not asked beforehand": (lambda: preflight_unknown, ("SMB-HDR-015",)),
    "an empty list has no page": (
        page(lambda found: found.update(pages=0) if found["total"] == 0 else None),
        ("SMB-PAGE-009",),
    ),
    "several are deleted as far as they exist": (lambda: bulk_goes_through, ("SMB-BULK-002",)),
    "optional members are null": (answered(nulls_for_optional), ()),
    "members that nobody described": (answered(more_members), ()),
    "others are at work": (others_at_work, ()),
    "some things move by themselves": (moving_by_itself, ()),
}


@pytest.mark.parametrize("name", one_in(3, READINGS))
def test_another_reading_is_no_failure(certify: Certify, name: str) -> None:
    make, told = READINGS[name]
    tokens = "token" in name or "credentials" in name
    record = certify(seed=5, name="custom", wire=make(), tokens=tokens, evidence=False)
    accused = [f"{row.requirement}: {row.reason}" for row in record.requirements if row.state is State.FAIL]
    assert accused == []
    assert record.verdict in {"passed", "incomplete"}, record.ended_early
    states = {row.requirement: row.state for row in record.requirements}
    quiet = [row for row in told if states[row] in {State.PASS, State.OMIT}]
    assert quiet == [], "what could not be shown is said"
    assert not [outcome.reason for outcome in record.checks if "internal error" in outcome.reason]


def test_another_pace_is_no_failure(certify: Certify) -> None:
    record = certify(seed=5, name="custom", evidence=False, requests_per_period=360, period_seconds=60.0)
    assert [row.requirement for row in record.requirements if row.state is State.FAIL] == []
    assert record.verdict == "passed"
