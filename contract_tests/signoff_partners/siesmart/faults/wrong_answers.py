"""Faults of a server that answers everything and is not right: what was taken is lost, changed, forgotten or leaks.

Every one breaks what the documents say or what anybody may expect; the rows named must fail at any target.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx2

from signoff_contract.mock.planted import (
    Edit,
    Fault,
    Make,
    Send,
    Wire,
    again,
    answered,
    each_text,
    edited,
    everywhere_without,
    headers_of,
    on_answer,
    renewed,
    storing,
    without,
)

from .pieces import PROPOSALS, current_version, reading


def is_read(request: httpx2.Request) -> bool:
    """Whether a request reads a proposal."""
    return request.method == "GET" and re.search(r"/proposals/\d+$", request.url.path) is not None


def refusal(response: httpx2.Response, status: int) -> httpx2.Response:
    """The refusal of something that is not there, with the trace id of the answer it takes the place of."""
    body = {"traceId": response.headers["x-b2b-trace-id"], "code": "NOT_FOUND", "message": "There is no such thing"}
    content = json.dumps(body).encode()
    return httpx2.Response(
        status,
        headers=headers_of(response, content_length=None, etag=None, content_type="application/json"),
        content=content,
    )


def after(method: str, path: str, edit: Edit, *, of: int = 1) -> Make:
    """From the accepted call on, the `of`th of its kind, every read of its proposal is edited."""

    def make() -> Wire:
        made: dict[str, int] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            named = PROPOSALS.search(request.url.path)
            if named is None:
                return response
            if request.method == method and re.search(path, request.url.path) and response.status_code < 300:
                made[named[1]] = made.get(named[1], 0) + 1
            return edited(response, edit) if is_read(request) and made.get(named[1], 0) >= of else response

        return wire

    return make


def refused_yet_done(status: int, method: str, path: str) -> Make:
    """What is refused with a status is carried out all the same, with the right version and a good token."""

    def make() -> Wire:
        good: list[str] = []

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            if response.status_code < 300:
                good.append(request.headers.get("authorization", ""))
            if response.status_code == status and request.method == method and re.search(path, request.url.path):
                asked = httpx2.Request("GET", request.url, headers={"authorization": good[-1]})
                send(renewed(request, authorization=good[-1], if_match=current_version(asked, send)))
            return response

        return wire

    return make


def shown_after(status: int, method: str, path: str, show: Callable[[Any, Any], None]) -> Make:
    """After a refusal with a status, reads show what its body asked for."""

    def make() -> Wire:
        done: dict[str, Any] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            named = PROPOSALS.search(request.url.path)
            if named and response.status_code == status and request.method == method:
                if re.search(path, request.url.path):
                    done[named[1]] = json.loads(request.content)
            elif named and is_read(request) and named[1] in done:
                return edited(response, lambda body: show(body, done[named[1]]))
            return response

        return wire

    return make


def open_without_token(request: httpx2.Request, send: Send, good: list[str]) -> httpx2.Response:
    """Changes need no token at all; a wrong one is refused."""
    response = send(request)
    if response.status_code != 401:
        good.append(request.headers.get("authorization", ""))
    elif "authorization" not in request.headers and request.method != "GET":
        return send(renewed(request, authorization=good[-1]))
    return response


def no_token_needed() -> Wire:
    """See `open_without_token`."""
    good: list[str] = []
    return lambda request, send: open_without_token(request, send, good)


def proposals_lost(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """What is created is answered with success and is not there."""
    below = re.search(r"/proposals/\d+", request.url.path) and response.status_code != 401
    return refusal(response, 404) if below else response


def reads_refused(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Proposals cannot be read."""
    return refusal(response, 400) if is_read(request) and response.status_code == 200 else response


def parts_lost(member: str) -> Make:
    """Assets or loans are answered with success and are nowhere."""

    def apply(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if request.method == "PUT" and f"/{member}/" in request.url.path and response.status_code != 401:
            return refusal(response, 404)
        return edited(
            response, lambda body: {**body, member: []} if isinstance(body, dict) and member in body else body
        )

    return on_answer(apply)


def counted_reads(edit: Callable[[httpx2.Response, int], httpx2.Response]) -> Make:
    """Reads differ by their number."""

    def make() -> Wire:
        count = [0]

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            if not is_read(request):
                return response
            count[0] += 1
            return edit(response, count[0])

        return wire

    return make


def from_read(number: int, edit: Edit) -> Make:
    """From the numbered read of a submitted proposal on, its decision is edited."""

    def make() -> Wire:
        reads: dict[str, int] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            named = PROPOSALS.search(request.url.path)
            if named is None or not is_read(request) or response.status_code != 200:
                return response
            decision = json.loads(response.content).get("decision") or {}
            if not decision.get("decisionRequestedDate"):
                return response
            reads[named[1]] = reads.get(named[1], 0) + 1
            return edited(response, lambda body: edit(body["decision"])) if reads[named[1]] >= number else response

        return wire

    return make


# Edits.


def changed(member: str, name: str, value: Any) -> Edit:
    """A member of an object, or of the first object of a list, has another value."""

    def apply(body: Any) -> None:
        place = body.get(member)
        place = place[0] if isinstance(place, list) and place else place
        if isinstance(place, dict) and name in place:
            place[name] = value

    return apply


def forgotten(decision: dict[str, Any]) -> None:
    """The submission is forgotten."""
    decision.clear()
    decision["decisionStatus"] = "NOT_AVAILABLE"


def other(**members: Any) -> Edit:
    """A decision, where it has these members, has them otherwise."""
    return lambda decision: decision.update({name: value for name, value in members.items() if name in decision})


def violations(kept: slice) -> Edit:
    """Only some of the violations are listed."""
    return lambda body: body.update(preconditionViolations=body["preconditionViolations"][kept])


def other_digit(text: str) -> str:
    """The last character exchanged."""
    return text[:-1] + ("1" if text[-1] != "1" else "2")


def signatories_everywhere(body: Any) -> None:
    """Every document shows the signatories of the first that has any."""
    signed: list[Any] = next((each["signatories"] for each in body if each.get("signatories")), [])
    for each in body:
        each["signatories"] = signed


def other_names(body: Any) -> None:
    """Signatories are called otherwise than was sent."""
    for document in body:
        for each in document.get("signatories", []):
            each["lastName"] = "Somebody"


def as_page(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """The token comes under the label of a page."""
    return again(response, content_type="text/html") if request.url.path.endswith("/oauth/token") else response


def uploads_forgotten(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """What is sent along with a request for signatures is nowhere."""
    if not re.search(r"/documents(/signing)?$", request.url.path) or response.status_code != 200:
        return response
    return edited(response, lambda body: [each for each in body if not each["downloadUploadedAllowed"]])


def show_account(body: Any, account: Any) -> None:
    """A refused bank account is there."""
    body["bankAccount"] = account


def show_asset(body: Any, asset: Any) -> None:
    """An asset is there under an id that nobody gave out."""
    if "assets" in body:
        body["assets"].append({**asset, "id": 1})


VERSION = ("SIE-ETAG-014",)
DONE = ("SIE-ETAG-013", "SIE-ETAG-014")

WRONG = (
    # Answered with success, and not there.
    Fault("created proposals are lost", ("SIE-PROP-004",), on_answer(proposals_lost)),
    Fault("reads of a created proposal are refused", ("SIE-PROP-004",), on_answer(reads_refused)),
    Fault("assets are lost", ("SIE-ASSET-003",), parts_lost("assets")),
    Fault("loans are lost", ("SIE-LOAN-003",), parts_lost("loans")),
    Fault("the calculation is lost", ("SIE-CALC-001", "SIE-CALC-002"), reading(without("calculation"))),
    Fault("the customer is lost", ("SIE-CUST-001",), reading(without("customer", "customerManual"))),
    Fault("the document sent along is lost", ("SIE-DOC-006",), on_answer(uploads_forgotten)),
    # Not the same from one read to the next.
    Fault(
        "every third read has no tag",
        ("SIE-ETAG-002",),
        counted_reads(lambda response, number: again(response, etag=None) if number % 3 == 0 else response),
    ),
    Fault(
        "every fifth read has no loans",
        ("SIE-PROP-014",),
        counted_reads(lambda response, number: edited(response, without("loans")) if number % 5 == 0 else response),
    ),
    # A decision that does not stay.
    Fault("the submission is forgotten at once", ("SIE-DEC-026",), from_read(1, forgotten)),
    Fault("the submission is forgotten later", ("SIE-DEC-026", "SIE-PROP-015"), from_read(2, forgotten)),
    Fault("the status goes back", ("SIE-DEC-026",), from_read(2, other(decisionStatus="NOT_AVAILABLE"))),
    Fault("a condition changes", ("SIE-DEC-026",), from_read(2, other(condition="Another guarantee"))),
    Fault("a condition vanishes", ("SIE-DEC-026",), from_read(1, without("condition"))),
    Fault(
        "the validity changes", ("SIE-DEC-026",), from_read(2, other(decisionValidUntilDate="2031-01-01T00:00:00.000Z"))
    ),
    Fault(
        "signing resets the decision",
        ("SIE-DEC-026",),
        after("POST", r"/signing$", lambda body: forgotten(body["decision"])),
    ),
    # Refused, and done all the same.
    Fault("412 and done on PUT assets", DONE, refused_yet_done(412, "PUT", r"/assets/\d+$")),
    Fault("412 and done on delivery address", DONE, refused_yet_done(412, "POST", r"/delivery-address$")),
    Fault("412 and done on calculation", DONE, refused_yet_done(412, "POST", r"\d/calculation$")),
    Fault("412 and done on bank account", DONE, refused_yet_done(412, "POST", r"/bank-account$")),
    Fault("412 and done on cancellation", DONE, refused_yet_done(412, "DELETE", r"/decision$")),
    Fault("412 and done on signing", VERSION, refused_yet_done(412, "POST", r"/signing$")),
    Fault("412 and done on upload", VERSION, refused_yet_done(412, "POST", r"/documents$")),
    Fault("412 and done on sending", VERSION, refused_yet_done(412, "POST", r"/email$")),
    Fault("401 and done", ("SIE-ETAG-013",), refused_yet_done(401, "POST", r"/assets$")),
    Fault("400 and done", ("SIE-ETAG-013",), shown_after(409, "POST", r"/bank-account$", show_account)),
    Fault("404 and done", ("SIE-ETAG-013",), shown_after(404, "PUT", r"/assets/\d+$", show_asset)),
    Fault("changes need no token", ("SIE-AUTH-004", "SIE-AUTH-007"), no_token_needed),
    # A neighbour that is touched.
    Fault("a loan touches an asset", ("SIE-PROP-017",), after("POST", r"/loans$", changed("assets", "quantity", 1))),
    Fault(
        "an asset touches another",
        ("SIE-PROP-017",),
        after("POST", r"/assets$", changed("assets", "quantity", 1), of=2),
    ),
    Fault(
        "a calculation touches the customer",
        ("SIE-PROP-017",),
        after("POST", r"\d/calculation$", changed("customerManual", "companyName", "X")),
    ),
    Fault("a submission touches the label", ("SIE-PROP-017",), after("POST", r"/decision$", without("label"))),
    Fault("signing touches an asset", ("SIE-PROP-017",), after("POST", r"/signing$", changed("assets", "quantity", 1))),
    Fault(
        "a cancellation drops the customer",
        ("SIE-PROP-017",),
        after("DELETE", r"/decision$", without("customerManual")),
    ),
    # The pre-check, access, documents.
    Fault(
        "the pre-check omits the last violation",
        ("SIE-DEC-027",),
        answered(violations(slice(0, 2)), "GET", r"/check$"),
    ),
    Fault(
        "the pre-check omits the first violation",
        ("SIE-DEC-027",),
        answered(violations(slice(1, 3)), "GET", r"/check$"),
    ),
    Fault("the pre-check lists one violation", ("SIE-DEC-027",), answered(violations(slice(0, 1)), "GET", r"/check$")),
    Fault("the token comes as a page", ("SIE-AUTH-001",), on_answer(as_page), tokens=True),
    Fault("a signatory is called otherwise", ("SIE-DOC-011",), answered(other_names, "POST", r"/signing$")),
    Fault("signatures on every document", ("SIE-DOC-011",), answered(signatories_everywhere, "POST", r"/signing$")),
    # Members that few objects have.
    Fault("regions are dropped", ("SIE-CUST-001",), storing(everywhere_without("region"))),
    Fault("payment profiles are dropped", ("SIE-CALC-002",), storing(everywhere_without("paymentProfile"))),
    Fault("percentages are dropped", ("SIE-PROP-009",), storing(everywhere_without("percentage"))),
    Fault("register numbers change", ("SIE-CUST-001",), storing(each_text(other_digit, "registrationNumber"))),
)
