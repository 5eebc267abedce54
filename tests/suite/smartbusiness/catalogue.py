"""The faults that the plan has to find, one by one, and the rows that have to say so."""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx2
from tests.suite.faults import (
    Fault,
    Send,
    Wire,
    again,
    each_number,
    each_text,
    edited,
    headers_of,
    is_error,
    on_answer,
    resent,
    status,
    storing,
    walk,
    without_header,
)

Edit = Callable[[Any], Any]


def answered(edit: Edit, method: str = "", path: str = "") -> Callable[[], Wire]:
    """An edit of the accepted JSON answers of some calls."""

    def apply(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        named = (not method or request.method == method) and re.search(path, request.url.path)
        return edited(response, edit) if named and response.status_code < 300 else response

    return on_answer(apply)


def refused(edit: Edit) -> Callable[[], Wire]:
    """An edit of the JSON of refusals."""

    def apply(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        return edited(response, edit) if response.status_code >= 400 else response

    return on_answer(apply)


def asking(edit: Callable[[dict[str, str]], dict[str, str]], path: str = "") -> Callable[[], Wire]:
    """The options of reads are changed before they are looked at."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != "GET" or not re.search(path, request.url.path):
            return send(request)
        options = edit(dict(request.url.params))
        url = request.url.copy_with(params=options) if options else request.url.copy_with(query=None)
        return send(httpx2.Request("GET", url, headers=headers_of(request), content=request.content))

    return lambda: wire


def without_option(*names: str) -> Callable[[], Wire]:
    """Some options are ignored."""
    return asking(lambda given: {name: value for name, value in given.items() if name not in names})


def filtering(old: str, new: str) -> Callable[[], Wire]:
    """Filters mean something else."""
    return asking(lambda given: {**given, "filter": given["filter"].replace(old, new)} if "filter" in given else given)


def pretended(method: str, path: str, code: int, body: bytes = b"") -> Callable[[], Wire]:
    """A change is answered as done, and not done."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != method or not re.search(path, request.url.path):
            return send(request)
        like = send(httpx2.Request("GET", request.url, headers=headers_of(request)))
        return again(like, status=code, body=body)

    return lambda: wire


def forgotten_change(path: str) -> Callable[[], Wire]:
    """PUT answers what was asked for and stores nothing."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != "PUT" or not re.search(path, request.url.path):
            return send(request)
        sent = json.loads(request.content)
        return edited(
            send(httpx2.Request("GET", request.url, headers=headers_of(request))),
            lambda body: {"item": {**body["item"], **sent}},
        )

    return lambda: wire


def one_of_several() -> Wire:
    """Of several ids only the first is deleted."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        url = str(request.url).split(",")[0] if request.method == "DELETE" else request.url
        return send(httpx2.Request(request.method, url, headers=headers_of(request), content=request.content))

    return wire


def one_after_the_other() -> Wire:
    """Several ids are deleted one by one, until one is not found."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != "DELETE" or "," not in request.url.path:
            return send(request)
        front, _, ids = str(request.url).rpartition("/")
        for each in ids.split(","):
            response = send(httpx2.Request("DELETE", f"{front}/{each}", headers=headers_of(request)))
            if response.status_code != 204:
                break
        return response

    return wire


def constant_request_id() -> Wire:
    """Every answer has the same request id."""
    return lambda request, send: again(send(request), x_request_id="c0ce64e5-d351-48fb-9c30-f19ffd3a2b0e")


def with_header(**headers: str) -> Callable[[], Wire]:
    """A header has another value on every answer."""
    return on_answer(lambda _request, response: again(response, **headers))


def page(edit: Edit) -> Callable[[], Wire]:
    """An edit of the pagination of lists."""

    def apply(body: Any) -> None:
        if isinstance(body, dict) and isinstance(body.get("pagination"), dict):
            edit(body["pagination"])

    return answered(apply, "GET")


def relative(pagination: dict[str, Any]) -> None:
    """Addresses of pages without scheme and host."""
    for name in ("first", "last", "next", "previous"):
        if name in pagination:
            pagination[name] = pagination[name].split("smartbusiness.test")[-1]


def without(*names: str) -> Edit:
    """An edit that takes members away, wherever they stand."""

    def apply(value: Any) -> None:
        for each in walk(value):
            for name in names:
                each.pop(name, None)

    return apply


def setting(**members: Any) -> Edit:
    """An edit that sets members of the object in `item`, where it has them."""

    def apply(value: Any) -> None:
        if isinstance(value, dict) and isinstance(value.get("item"), dict):
            value["item"].update({name: new for name, new in members.items() if name in value["item"]})

    return apply


def without_nulls(value: Any) -> None:
    """What is null is left out."""
    for each in walk(value):
        for name in [name for name, inner in each.items() if inner is None]:
            del each[name]


def sum_of_rounded_lines() -> Wire:
    """The total of a new invoice is the sum of its lines' rounded totals."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        made = request.method == "POST" and request.url.path.endswith("/receivables/invoices")
        if not made or response.status_code != 201:
            return response
        sent = json.loads(request.content)
        odd = [line["price"] for line in sent["positions"]] == [3.05, 3.05, 3.05]
        return edited(response, setting(total=9.84)) if odd else response

    return wire


def shown_always(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Products show their unit whether anybody asked or not."""
    named = request.method == "GET" and re.search(r"/products/\d+$", request.url.path)
    if not named or response.status_code != 200:
        return response
    return edited(response, lambda body: {"item": {"unit_name": "Stück", **body["item"]}})


def number_given_twice() -> Wire:
    """A number that is in use is taken all the same."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if response.status_code != 422 or b"1105" not in response.content:
            return response

        def drop(body: dict[str, Any]) -> None:
            body.pop("number")

        return send(resent(request, drop))

    return wire


def without_authorization() -> Wire:
    """Reads need no good token."""
    good: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if response.status_code < 300 and request.headers.get("authorization"):
            good.append(request.headers["authorization"])
        if response.status_code == 401 and good and request.method == "GET":
            return send(httpx2.Request("GET", request.url, headers=headers_of(request, authorization=good[0])))
        return response

    return wire


def spent_token_accepted() -> Wire:
    """A refresh token that was used brings the tokens that it brought the first time."""
    brought: dict[str, httpx2.Response] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        body = json.loads(request.content) if request.content.startswith(b"{") else {}
        token = body.get("refresh_token") if isinstance(body, dict) else None
        if token and response.status_code == 200:
            brought[token] = response
        elif token in brought:
            return brought[token]
        return response

    return wire


def state_lost(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """The browser comes back without the state."""
    location = response.headers.get("location", "")
    return again(response, location=re.sub(r"&?state=[^&]*", "", location)) if location else response


def half_a_file(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Files end in the middle."""
    if response.headers.get("content-type") not in {"application/pdf", "image/png"}:
        return response
    return again(response, body=response.content[: len(response.content) // 2])


def is_file(_request: httpx2.Request, response: httpx2.Response) -> bool:
    """Whether an answer is a file or a picture."""
    return response.headers.get("content-type") in {"application/pdf", "image/png"}


def questionable(text: str) -> str:
    """A text as a server with a narrow character set keeps it."""
    return text.encode("ascii", "replace").decode()


def rfc3339(text: str) -> str:
    """A date-time in another form."""
    return text.replace(" ", "T") + "Z" if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text) else text


def bigger_group(body: Any) -> None:
    """Groups count a contact too many."""
    if isinstance(body, dict) and isinstance(body.get("item"), dict) and set(body["item"]) == {"id", "name", "usage"}:
        body["item"]["usage"] += 1


def unpaid(body: Any) -> None:
    """Invoices that are paid stay sent."""
    if isinstance(body, dict) and isinstance(body.get("item"), dict) and body["item"].get("status") in {"P", "PP"}:
        body["item"]["status"] = "S"


FAULTS = (
    # Headers.
    Fault("no request id on refusals", ("SMB-HDR-004",), without_header("x_request_id", is_error)),
    Fault("no headers for browsers on files", ("SMB-HDR-006",), without_header("access_control_allow_origin", is_file)),
    Fault("constant request id", ("SMB-HDR-012",), constant_request_id),
    Fault(
        "request id in capitals",
        ("SMB-HDR-011",),
        on_answer(lambda _, response: again(response, x_request_id=response.headers["x-request-id"].upper())),
    ),
    Fault("nothing is counted", ("SMB-HDR-009",), with_header(x_rate_limit_remaining="999")),
    Fault("the end of the period as a timestamp", ("SMB-HDR-010",), with_header(x_rate_limit_reset="1795000000")),
    Fault("no limit is told", ("SMB-HDR-001",), without_header("x_rate_limit_limit", lambda _request, _response: True)),
    # Envelopes, pages, list options.
    Fault("created with 200", ("SMB-ENV-002", "SMB-PRODUCT-001", "SMB-INVOICE-001"), status(201, 200)),
    Fault("deleted with 200", ("SMB-GROUP-005", "SMB-LETTER-014"), status(204, 200)),
    Fault(
        "objects without envelope",
        ("SMB-ENV-001",),
        answered(lambda body: body.get("item", body), "GET", r"/products/\d+$"),
    ),
    Fault("addresses of pages are relative", ("SMB-PAGE-002",), page(relative)),
    Fault("no previous page", ("SMB-PAGE-004",), page(lambda found: found.pop("previous", None))),
    Fault(
        "pages forget the options",
        ("SMB-PAGE-006",),
        page(lambda found: found.update(first=found["first"].split("&")[0] + "&offset=0")),
    ),
    Fault("wrong total", ("SMB-PAGE-001",), page(lambda found: found.update(total=found["total"] + 1))),
    Fault("limit ignored", ("SMB-LIST-001",), without_option("limit")),
    Fault("sort ignored", ("SMB-LIST-003", "SMB-LIST-004"), without_option("sort")),
    Fault(
        "only one key sorts",
        ("SMB-LIST-005",),
        asking(lambda given: {**given, "sort": given["sort"].split(",")[0]} if "sort" in given else given),
    ),
    Fault("search ignored", ("SMB-LIST-007",), without_option("q")),
    Fault("filter ignored", ("SMB-FILTER-012",), without_option("filter")),
    Fault("or means and", ("SMB-FILTER-003", "SMB-FILTER-004"), filtering('{"or":', '{"and":')),
    Fault("at most means less", ("SMB-FILTER-006",), filtering('"<=', '"<')),
    Fault("at least means more", ("SMB-FILTER-008",), filtering('">=', '">')),
    Fault("not means equal", ("SMB-FILTER-009",), filtering('"!', '"')),
    Fault("with ignored", ("SMB-WITH-002", "SMB-WITH-004"), without_option("with")),
    Fault("optional members always there", ("SMB-WITH-001",), on_answer(shown_always)),
    Fault(
        "any limit accepted",
        ("SMB-ERR-020",),
        asking(lambda given: {**given, "limit": "200"} if given.get("limit") == "201" else given),
    ),
    # What is stored.
    Fault(
        "amounts rounded", ("SMB-PRODUCT-001", "SMB-PRODUCT-006"), storing(each_number(round, "price"), r"/products")
    ),
    Fault(
        "letters outside ASCII lost",
        ("SMB-CONTACT-001", "SMB-CONTACT-006", "SMB-LETTER-001"),
        storing(each_text(questionable)),
    ),
    Fault(
        "lines dropped",
        ("SMB-OFFER-002",),
        storing(lambda body: {**body, "positions": body["positions"][:1]}, r"/offers$"),
    ),
    Fault(
        "PUT replaces",
        ("SMB-PUT-001", "SMB-PRODUCT-004"),
        storing(lambda body: {"notes": None, **body}, r"/products/\d+$"),
    ),
    Fault("PUT forgets", ("SMB-PROJECT-002", "SMB-PROJECT-006"), forgotten_change(r"/projects/\d+$")),
    Fault("deleted and still there", ("SMB-GROUP-005",), pretended("DELETE", r"/configuration/groups/", 204)),
    Fault("only the first of several deleted", ("SMB-BULK-001",), one_of_several),
    Fault("several deleted until one is missing", ("SMB-BULK-002",), one_after_the_other),
    Fault("number given twice", ("SMB-ERR-013",), number_given_twice),
    Fault("main address deleted", ("SMB-CONTACT-021",), status(400, 204)),
    Fault("groups count wrong", ("SMB-CONTACT-025",), answered(bigger_group, "GET", r"/groups/\d+$")),
    Fault(
        "default not filled in",
        ("SMB-PERSON-007",),
        storing(lambda body: {"wants_newsletter": False, **body}, r"/people$"),
    ),
    # Invoices and papers.
    Fault("total of rounded lines", ("SMB-TOTAL-002",), sum_of_rounded_lines),
    Fault(
        "VAT forgotten",
        ("SMB-TOTAL-001", "SMB-TOTAL-002"),
        storing(each_number(lambda _: 0.0, "vat"), r"/receivables/invoices$"),
    ),
    Fault("VAT added twice", ("SMB-TOTAL-003",), storing(lambda body: {**body, "vat_included": False}, r"/invoices$")),
    Fault(
        "payments change no status", ("SMB-PAYMENT-021", "SMB-PAYMENT-022"), answered(unpaid, "GET", r"/invoices/\d+$")
    ),
    Fault("payments are not summed", ("SMB-PAYMENT-020",), answered(setting(total_paid=0.0), "GET", r"/invoices/\d+$")),
    Fault("wrong check digit", ("SMB-INVOICE-021",), answered(setting(isr_reference_number="1" * 27))),
    Fault(
        "status not stored",
        ("SMB-OFFER-013",),
        pretended("PATCH", r"/offers/\d+/change-status$", 200, b'{"item":{"status":"A"}}'),
    ),
    Fault("files cut off", ("SMB-PRINT-001", "SMB-PRINT-002"), on_answer(half_a_file)),
    Fault(
        "one size of picture",
        ("SMB-PRINT-003",),
        asking(lambda given: {**given, "size": "240"} if given.get("size") == "600" else given, r"/preview$"),
    ),
    # Access, errors, values.
    Fault("no token needed for reads", ("SMB-AUTH-008",), lambda: without_authorization()),
    Fault("401 as 403", ("SMB-AUTH-008", "SMB-AUTH-009"), status(401, 403)),
    Fault("spent refresh token accepted", ("SMB-OAUTH-008",), spent_token_accepted, tokens=True),
    Fault("state lost", ("SMB-OAUTH-002",), on_answer(state_lost)),
    Fault(
        "token of another lifetime",
        ("SMB-AUTH-004",),
        answered(lambda body: {**body, "expires_in": 3600}, "POST", r"/access-tokens$"),
        tokens=True,
    ),
    Fault(
        "refresh token for the own account",
        ("SMB-AUTH-005",),
        answered(lambda body: {"refresh_token": "r", **body}, "POST", r"/access-tokens$"),
        tokens=True,
    ),
    Fault("422 as 400", ("SMB-ERR-007", "SMB-ERR-002"), status(422, 400)),
    Fault("errors without codes", ("SMB-ERR-001", "SMB-ERR-004"), refused(without("code"))),
    Fault(
        "one code for all",
        ("SMB-ERR-018", "SMB-ERR-019"),
        refused(each_number(lambda code: 2100 if code in {2101, 2102} else code, "code")),
    ),
    Fault(
        "refused fields without codes of their own",
        ("SMB-ERR-008", "SMB-ERR-010"),
        refused(each_number(lambda code: 1000 if code > 1000 and code < 2000 else code, "code")),
    ),
    Fault("date-times of RFC 3339", ("SMB-DATA-002", "SMB-CONTACT-007"), answered(each_text(rfc3339))),
    Fault("nulls left out", ("SMB-DATA-005",), answered(without_nulls)),
    Fault("money as text", ("SMB-DATA-007",), answered(each_number(str, "price", "total"))),
    Fault("500 for what is not there", ("SMB-ERR-023", "SMB-ERR-006"), status(404, 500)),
)
