"""Right servers that fill the gaps of the documents otherwise than our description: other places, names, shapes, paths.

Each is a wire in front of the correct mock. Several readings that do not hide each other share one server.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx2

from signoff_contract.mock.planted import Send, Wire, again, edited, headers_of, on_answer, walk
from signoff_partners.siesmart.faults.pieces import PROPOSALS
from signoff_partners.siesmart.faults.wrong_answers import is_read, refusal

Reading = Callable[[Any], Any]


def showing(*readings: Reading) -> Callable[[], Wire]:
    """Every proposal that is answered is shown otherwise."""

    def apply(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if "/proposals" not in request.url.path or response.status_code >= 300:
            return response

        def show(body: Any) -> Any:
            if isinstance(body, dict) and "officeId" in body:
                for reading in readings:
                    body = reading(body)
            return body

        return edited(response, show)

    return on_answer(apply)


def moved(old: str, place: Callable[[dict[str, Any], Any], None]) -> Reading:
    """A member stands elsewhere: `place` puts its value there."""

    def apply(body: dict[str, Any]) -> dict[str, Any]:
        if body.get(old) is not None:
            value = body.pop(old)
            place(body, value)
        return body

    return apply


def called(old: str, new: str) -> Reading:
    """A member has another name."""
    return moved(old, lambda body, value: body.update({new: value}))


def inside(old: str, holder: str, name: str) -> Reading:
    """A member stands in another one."""
    return moved(old, lambda body, value: body.update({holder: {**(body.get(holder) or {}), name: value}}))


def own_names(body: dict[str, Any]) -> dict[str, Any]:
    """Reference values have the partner's own names."""
    for each in walk(body):
        for member in ("country", "legalForm", "professionType", "title"):
            if isinstance(each.get(member), dict):
                each[member]["name"] = "As the register has it"
    return body


def without_account(body: dict[str, Any]) -> dict[str, Any]:
    """Bank accounts are kept and not shown."""
    return {name: value for name, value in body.items() if name != "bankAccount"}


def answer(method: str, path: str, edit: Reading) -> Callable[[], Wire]:
    """Accepted answers of one call have another shape."""

    def apply(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        hit = request.method == method and re.search(path, request.url.path) and response.status_code < 300
        return edited(response, edit) if hit else response

    return on_answer(apply)


def empty(method: str, path: str) -> Callable[[], Wire]:
    """One call answers with 204."""

    def apply(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if request.method == method and re.search(path, request.url.path) and response.status_code < 300:
            return httpx2.Response(204, headers=headers_of(response, content_length="0", content_type=None))
        return response

    return on_answer(apply)


def elsewhere(status: int, *paths: str, method: str | None = None) -> Callable[[], Wire]:
    """Nobody serves some paths; what is asked there changes nothing."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named = method in {None, request.method} and any(re.search(path, request.url.path) for path in paths)
        if not named or "authorization" not in request.headers:
            return send(request)
        base = str(request.url).split("/v1/")[0]
        token = {"authorization": request.headers["authorization"]}
        return refusal(send(httpx2.Request("GET", f"{base}/v1/common/offices", headers=token)), status)

    return lambda: wire


def all_of(*makes: Callable[[], Wire]) -> Callable[[], Wire]:
    """One server with several readings."""

    def make() -> Wire:
        wires = [each() for each in makes]

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            def step(index: int) -> Send:
                return send if index == len(wires) else lambda asked: wires[index](asked, step(index + 1))

            return step(0)(request)

        return wire

    return make


def configured(edit: Reading, *, cards: bool = True) -> Callable[[], Wire]:
    """The calculation configuration has another shape; without `cards` no rate card tells what goes together."""

    def apply(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if "rate-cards" in request.url.path and response.status_code == 200 and not cards:
            return again(response, body=b"[]")
        if "calculation-config" not in request.url.path or response.status_code != 200:
            return response
        return edited(response, edit)

    return on_answer(apply)


def narrowest_first(body: dict[str, Any]) -> dict[str, Any]:
    """The price list that holds for the fewest products comes first."""
    body["pricelists"].sort(key=lambda each: len(each["marketProductIds"]))
    return body


def pairs_untold(body: dict[str, Any]) -> dict[str, Any]:
    """No price list tells for which products and terms it holds."""
    for each in narrowest_first(body)["pricelists"]:
        for name in ("marketProductIds", "minimumTerm", "maximumTerm"):
            each.pop(name)
    return body


def pairs_on_products(body: dict[str, Any]) -> dict[str, Any]:
    """The products tell their price lists."""
    narrowest_first(body)
    for product in body["marketProducts"]:
        product["priceListIds"] = [
            each["id"] for each in body["pricelists"] if product["id"] in each["marketProductIds"]
        ]
    for each in body["pricelists"]:
        del each["marketProductIds"]
    return body


def lists_in_products(body: dict[str, Any]) -> dict[str, Any]:
    """The price lists hang on the products, and all of it stands in an envelope."""
    for product in body["marketProducts"]:
        product["pricelists"] = [
            {name: value for name, value in each.items() if name != "marketProductIds"}
            for each in body["pricelists"]
            if product["id"] in each["marketProductIds"]
        ]
    del body["pricelists"]
    return {"configuration": body}


def other_words(body: dict[str, Any]) -> dict[str, Any]:
    """Every list has another name, and terms are objects."""
    return {
        "introducerPricelists": body["pricelists"],
        "products": body["marketProducts"],
        "methods": body["paymentMethods"],
        "durations": [{"months": term} for term in body["terms"]],
        "purposes": body["loanPurposes"],
    }


def counted() -> Reading:
    """Each preview has a serial number and stands in an envelope."""
    count = [0]

    def apply(body: Any) -> Any:
        count[0] += 1
        return {"result": {**body, "quoteNumber": 1000 + count[0], "calculatedAt": count[0]}}

    return apply


def numbered_previews() -> Wire:
    """See `counted`."""
    return answer("POST", r"/v1/calculation$", counted())()


def one_more_precondition(body: dict[str, Any]) -> None:
    """The partner asks for something that no document names."""
    if body["requestAllowed"]:
        wanting = {"code": "GUARANTOR_MISSING", "userMessage": "A guarantor is needed."}
        body.update(requestAllowed=False, preconditionViolations=[wanting])


def said_in_general(body: dict[str, Any]) -> None:
    """The pre-check has one general violation for all that is missing."""
    if body["preconditionViolations"]:
        body["preconditionViolations"] = [{"code": "INCOMPLETE", "userMessage": "The proposal is not complete."}]


def tagged(form: Callable[[datetime], str]) -> Callable[[], Wire]:
    """Entity tags are date-times in another form."""

    def make() -> Wire:
        known: dict[str, str] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            sent = request.headers.get("if-match")
            if sent is not None:
                real = {shown: tag for tag, shown in known.items()}.get(sent, '"2001-01-01T00:00:00.000Z"')
                headers = headers_of(request, if_match=real)
                request = httpx2.Request(request.method, request.url, headers=headers, content=request.content)
            response = send(request)
            tag = response.headers.get("etag")
            if tag is None:
                return response
            return again(response, etag=known.setdefault(tag, form(datetime.fromisoformat(tag.strip('"')))))

        return wire

    return make


def late_paper() -> Wire:
    """The decision document is there a little later than the decision."""
    asked: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if "decision-document" in request.url.path and not asked:
            asked.append(request.url.path)
            return refusal(response, 404)
        return response

    return wire


def unlabelled_paper(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """PDF files are announced as bytes."""
    is_pdf = response.headers.get("content-type") == "application/pdf"
    return again(response, content_type="application/octet-stream") if is_pdf else response


def moving_while_pending() -> Wire:
    """Somebody at the partner's works on a pending request: each read has a new version, and the newest is taken."""
    given: dict[str, tuple[str, str]] = {}
    count = [0]

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named = PROPOSALS.search(request.url.path)
        sent = request.headers.get("if-match")
        if named and sent is not None and named[1] in given:
            real, shown = given[named[1]]
            headers = headers_of(request, if_match=real if sent == shown else '"2001-01-01T00:00:00.000Z"')
            request = httpx2.Request(request.method, request.url, headers=headers, content=request.content)
        response = send(request)
        if named is None or response.status_code >= 300:
            return response
        if is_read(request) and json.loads(response.content)["decision"]["decisionStatus"] == "PENDING":
            count[0] += 1
            given[named[1]] = response.headers["etag"], f'"2031-01-01T00:00:00.{count[0]:03d}Z"'
            return again(response, etag=given[named[1]][1])
        if request.method != "GET":
            given.pop(named[1], None)
        return response

    return wire


def enriching() -> Wire:
    """After the customer was set the partner looks him up: the version moves once, and the proposal tells more."""
    stage: dict[str, str] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named = PROPOSALS.search(request.url.path)
        sent = request.headers.get("if-match")
        number = named[1] if named else ""
        if sent is not None and stage.get(number) == "shown":
            stage[number] = "moved"
            headers = headers_of(request, if_match='"2001-01-01T00:00:00.000Z"')
            return send(httpx2.Request(request.method, request.url, headers=headers, content=request.content))
        if sent == '"2031-01-01T00:00:00.000Z"':
            headers = headers_of(request, if_match=stage[f"{number} tag"])
            request = httpx2.Request(request.method, request.url, headers=headers, content=request.content)
        response = send(request)
        if request.method == "PUT" and request.url.path.endswith("/customer") and response.status_code == 200:
            stage[number] = "set"
        elif is_read(request) and stage.get(number) in {"set", "moved"}:
            if stage[number] == "set":
                stage[number] = "shown"
                return response
            stage[f"{number} tag"] = response.headers["etag"]
            told = edited(response, lambda body: body["customerManual"].update(creditIndex=7))
            return again(told, etag='"2031-01-01T00:00:00.000Z"')
        elif response.status_code < 300 and request.method != "GET" and stage.get(number) == "moved":
            stage.pop(number)
        return response

    return wire


RIGHT: dict[str, tuple[Callable[[], Wire], dict[str, Any]]] = {
    "other names and places": (
        showing(
            called("id", "proposalId"),
            moved("officeId", lambda body, value: body.update(office={"id": value, "name": "An office"})),
            moved("salesContactId", lambda body, value: body.update(salesContact={"id": value})),
            called("assets", "equipment"),
            inside("loans", "financing", "loans"),
            called("calculation", "financeCalculation"),
            inside("customerManual", "customer", "manual"),
            inside("bankAccount", "customer", "account"),
            moved("deliveryAddress", lambda body, value: body.update(addresses=[{"kind": "DELIVERY", **value}])),
            inside("label", "notes", "label"),
            inside("specialConditionText", "notes", "special"),
            inside("scheduleAssetsDescription", "notes", "schedule"),
        ),
        {},
    ),
    "still other names and places": (
        showing(
            called("id", "proposalNumber"),
            called("officeId", "introducerOffice"),
            moved("calculation", lambda body, value: body.update(calculations=[value])),
            called("customer", "company"),
            called("customerManual", "customer"),
            moved("bankAccount", lambda body, value: body.update(bankAccounts=[value])),
            inside("deliveryAddress", "customer", "deliveryAddress"),
            own_names,
        ),
        {},
    ),
    "bank account not shown, changes of our own answered with 204": (
        all_of(
            showing(without_account),
            empty("POST", r"/bank-account$"),
            empty("PUT", r"/customer$"),
            empty("DELETE", r"/decision$"),
        ),
        {},
    ),
    "answers of other shapes": (
        all_of(
            numbered_previews,
            answer("GET", r"/documents$", lambda body: {"documents": body}),
            answer("POST", r"/signing$", lambda body: [each for each in body if each.pop("signatories", None)]),
            answer("PUT", r"/customer$", lambda body: body["customerManual"]),
            answer("GET", r"/check$", said_in_general),
            on_answer(unlabelled_paper),
            late_paper,
        ),
        {},
    ),
    "no pair told": (configured(pairs_untold, cards=False), {}),
    "pairs told by rate cards": (configured(pairs_untold), {}),
    "pairs told by products": (configured(pairs_on_products, cards=False), {}),
    "price lists inside products": (configured(lists_in_products, cards=False), {}),
    "configuration in other words": (configured(other_words), {}),
    "one more precondition": (answer("GET", r"/check$", one_more_precondition), {}),
    "tags in milliseconds": (tagged(lambda instant: str(int(instant.timestamp() * 1000))), {}),
    "created elsewhere": (elsewhere(404, r"/v1/proposals$", method="POST"), {}),
    "our own paths elsewhere": (
        elsewhere(403, r"/customer$", r"/bank-account$", r"/email$", r"/sales-contacts$", r"\d/download$"),
        {},
    ),
    "no pre-check, other methods": (
        elsewhere(405, r"/decision/check$", r"/rate-cards$", r"/decision-document/"),
        {},
    ),
    "submission elsewhere": (elsewhere(403, r"/decision$"), {}),
    "no right to sign": (elsewhere(403, r"/signing$"), {}),
    "a version that moves while a request is pending": (moving_while_pending, {}),
    "a version that moves when the customer is looked up": (enriching, {}),
    "a decision between an answer and a read": (
        lambda: lambda request, send: send(request),
        {"decide": "PENDING", "decision_seconds": 0.0, "etag_on_writes": True},
    ),
}
