"""Single faults of a GKS server and of its identity host, planted between the plan and a correct one."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx2

from signoff_contract.mock import planted
from signoff_contract.mock.planted import (
    Edit,
    Make,
    Send,
    Wire,
    again,
    answered,
    edited,
    headers_of,
    is_call,
    json_of,
    on_answer,
    renewed,
    resent,
)

CUSTOMERS = r"/customers$"
ONE_CUSTOMER = r"/customers/[^/]+$"
ORDERS = r"/salesorders$"
NUMBER = "corporateIdentityNumber"
STACK = (
    "System.ArgumentException: bad\r\n   at Gks.Api.Customers.Create(Customer customer)\r\n   at Gks.Api.Frame.Call()"
)


def is_like(text: str, pattern: str) -> bool:
    """What LIKE finds for a text that is taken for a pattern."""
    return re.search(re.escape(pattern.casefold()).replace("%", ".*").replace("_", "."), text.casefold()) is not None


def bare(text: str) -> str:
    """An organisation number without spaces and dashes."""
    return text.replace(" ", "").replace("-", "")


def is_unnumbered(body: Any) -> bool:
    """Whether a customer is created without a number."""
    return isinstance(body, dict) and "number" in body and body["number"] is None


def is_addressless(body: Any) -> bool:
    """Whether a customer is created without an address."""
    return "number" in body and "postalAddress" not in body


def with_member(member: str, value: Any = None) -> Any:
    """Whether a body has a member, with this value if one is given."""
    return lambda body: member in body and (value is None or body[member] == value)


def with_rows(member: str) -> Any:
    """Whether a row of an order has a member."""
    return lambda body: any(member in row for row in body.get("salesOrderLines") or ())


def without_digits(body: dict[str, Any]) -> None:
    """Customers without a mail address are listed without a number."""
    for each in body.get("items", ()):
        if not each["invoiceEmail"]:
            each["number"] = None


def read(edit: Callable[[dict[str, Any]], Any]) -> Make:
    """An edit of every customer that is read by its number."""
    return answered(edit, "GET", ONE_CUSTOMER)


def listed(edit: Edit) -> Make:
    """An edit of every page of customers."""
    return answered(edit, "GET", CUSTOMERS)


def refusing(path: str, condition: Callable[[Any], bool], status: int = 400) -> Make:
    """Creations whose body fulfils a condition are refused."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if is_call("POST", path)(request) and condition(json_of(request, {})):
            problem = {"title": "Refused", "status": status, "errors": {"x": ["refused"]}}
            return httpx2.Response(
                status, headers={"Content-Type": "application/problem+json"}, content=json.dumps(problem).encode()
            )
        return send(request)

    return lambda: wire


def repairing(path: str, edit: Callable[[dict[str, Any]], Any], method: str = "POST") -> Make:
    """A request that has to be refused is repaired and carried out."""
    named = is_call(method, path)
    return lambda: lambda request, send: send(resent(request, edit) if named(request) else request)


def where(condition: Callable[[dict[str, Any]], bool], **values: Any) -> Edit:
    """An edit that sets members where a condition holds."""
    return lambda body: {**body, **values} if condition(body) else body


def filled_in(member: str, value: Any) -> Make:
    """A customer that lacks a member, or has null for it, gets a value."""

    def edit(body: dict[str, Any]) -> None:
        if body.get(member) is None:
            body[member] = value

    return repairing(CUSTOMERS, edit)


def asking(edit: Callable[[dict[str, str]], Mapping[str, str]]) -> Make:
    """The options of the list are changed before they are looked at."""
    return planted.asking(edit, CUSTOMERS)


def without_option(*names: str) -> Make:
    """Some options of the list are ignored."""
    return planted.without_option(*names, path=CUSTOMERS)


def selecting(option: str, keep: Callable[[dict[str, Any], str], bool]) -> Make:
    """A filter means something else: it is taken away, and all that it keeps is answered on one page."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        options = dict(request.url.params)
        if not is_call("GET", CUSTOMERS)(request) or option not in options:
            return send(request)
        wanted = options.pop(option)
        found: list[dict[str, Any]] = []
        for page in ("1", "2"):
            query = urlencode({**options, "page": page, "pageSize": "100"}).encode()
            url = request.url.copy_with(query=query)
            part = json.loads(send(httpx2.Request("GET", url, headers=headers_of(request))).content)
            found += [each for each in part["items"] if keep(each, wanted)]
        number, size = int(request.url.params.get("page", 1)), int(request.url.params.get("pageSize", 50))
        shown = found[(number - 1) * size : number * size]
        answer = {"items": shown, "page": number, "pageSize": size, "totalCount": len(found)}
        return httpx2.Response(200, headers={"Content-Type": "application/json"}, content=json.dumps(answer).encode())

    return lambda: wire


def token_form(edit: Callable[[dict[str, str]], Any]) -> Make:
    """Token requests are changed before they are looked at."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if not request.url.path.endswith("/token"):
            return send(request)
        form = dict(parse_qsl(request.content.decode()))
        edit(form)
        return send(renewed(request, urlencode(form).encode()))

    return lambda: wire


def token_answer(edit: Edit, old: int = 200, new: int | None = None) -> Make:
    """Answers of the identity host with one status are changed."""

    def change(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if not request.url.path.endswith("/token") or response.status_code != old:
            return response
        return again(edited(response, edit), status=new)

    return on_answer(change)


def one_more_customer() -> Wire:
    """The largest page has one customer more than it may have, and 101 is accepted."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.url.params.get("pageSize") != "101":
            return send(request)
        pages = []
        for page in ("1", "2"):
            url = request.url.copy_with(query=f"page={page}&pageSize=100".encode())
            pages.append(json.loads(send(httpx2.Request("GET", url, headers=headers_of(request))).content))
        body = {**pages[0], "items": [*pages[0]["items"], *pages[1]["items"]][:101], "pageSize": 101}
        return httpx2.Response(200, headers={"Content-Type": "application/json"}, content=json.dumps(body).encode())

    return wire


def numbers_fall() -> Wire:
    """Every order gets a lower number than the one before."""
    taken: list[int] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if is_call("POST", ORDERS)(request) and response.status_code == 200:
            taken.append(1)
            return edited(response, lambda body: {**body, "salesOrderNumber": str(5000 - len(taken))})
        return response

    return wire


def same_order_for_a_reference() -> Wire:
    """An order with a purchase order number that came before is taken for the earlier one."""
    first: dict[str, httpx2.Response] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        reference = json_of(request, {}).get("purchaseOrderNumber") if is_call("POST", ORDERS)(request) else None
        if reference in first:
            return first[reference]
        response = send(request)
        if reference is not None:
            response.read()
            first[reference] = response
        return response

    return wire


def throttled() -> Wire:
    """Two requests are refused for their pace: a single one may be anybody's."""
    seen: list[int] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        seen.append(1)
        if len(seen) in {8, 20}:
            return httpx2.Response(429, headers={"Retry-After": "0"})
        return send(request)

    return wire


def plain_errors() -> Make:
    """Errors are texts."""

    def edit(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if response.status_code < 400:
            return response
        return again(response, body=b"Refused", content_type="text/plain")

    return on_answer(edit)


# What lasts.


def carried_out_when_refused(code: int) -> Make:
    """A creation that is refused with this status is carried out all the same."""

    def make() -> Wire:
        known: list[str] = []

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            if "authorization" in request.headers and response.status_code < 300:
                known[:] = [request.headers["authorization"]]
            if is_call("POST", CUSTOMERS)(request) and response.status_code == code and known:
                body = {"invoiceEmail": None, **json_of(request, {})}
                body = {name: value or "Ersatt" if name != "invoiceEmail" else None for name, value in body.items()}
                body = {"name": "Ersatt", "corporateIdentityNumber": "0", **body}
                if body.get("number"):
                    headers = {"Authorization": known[0]}
                    send(httpx2.Request("POST", request.url, headers=headers, json=body))
            return response

        return wire

    return make


def lost_after(kept: int) -> Make:
    """Only so many customers that are created can be read afterwards."""

    def make() -> Wire:
        lost: list[str] = []
        made: list[str] = []

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            if is_call("GET", ONE_CUSTOMER)(request) and request.url.path.rpartition("/")[2] in lost:
                return httpx2.Response(404, headers={"Content-Type": "application/problem+json"}, content=b"{}")
            response = send(request)
            number = json_of(request, {}).get("number") if is_call("POST", CUSTOMERS)(request) else None
            if number and response.status_code == 200:
                made.append(number)
                lost[:] = made[kept:]
            return response

        return wire

    return make


def another_digit() -> Wire:
    """The last digit of every organisation number is another one."""

    def turn(body: dict[str, Any]) -> None:
        number = body["corporateIdentityNumber"]
        body["corporateIdentityNumber"] = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"

    return read(turn)()


def one_number_for_all() -> Wire:
    """The list shows one number for all customers that were created without one."""

    def turn(body: dict[str, Any]) -> None:
        for each in body["items"]:
            if any(name in each["name"] for name in (" Två ", "Fyra")) or each["name"].endswith(("Två AB", "Fyra AB")):
                each["number"] = "K1"

    return listed(turn)()


def twice_in_a_list() -> Wire:
    """The first customer of a long page is on it twice, and the last one is not."""
    return listed(
        lambda body: body | {"items": [*body["items"][:1], *body["items"][:-1]]} if len(body["items"]) > 9 else body
    )()


def neighbour_renamed() -> Wire:
    """After another customer was created, the first one has another name."""
    made: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if is_call("POST", CUSTOMERS)(request) and response.status_code == 200:
            made.append(str(json_of(request, {}).get("number")))
        first = bool(made) and request.url.path.endswith(f"/{made[0]}")
        if len(made) > 2 and first and is_call("GET", ONE_CUSTOMER)(request):
            return edited(response, lambda body: body | {"name": "Annan AB"})
        return response

    return wire


def another_address_later() -> Wire:
    """A customer that is read again lives elsewhere."""
    seen: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if not is_call("GET", ONE_CUSTOMER)(request) or response.status_code != 200:
            return response
        seen.append(request.url.path)
        if seen.count(request.url.path) == 1:
            return response
        return edited(response, lambda body: body["postalAddress"].update(city="Annanstans"))

    return wire


def without_the_last() -> Wire:
    """The page on which the list ends lacks its last customer."""

    def turn(body: dict[str, Any]) -> dict[str, Any]:
        ends = body["page"] * body["pageSize"] >= body["totalCount"]
        return body | {"items": body["items"][:-1]} if ends and len(body["items"]) > 9 else body

    return listed(turn)()


def created_twice(condition: Callable[[dict[str, Any]], bool]) -> Make:
    """Beside a customer that is created, another one with the same content is, under a number of its own."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        body = json_of(request, {}) if is_call("POST", CUSTOMERS)(request) and response.status_code == 200 else {}
        if body and condition(body):
            headers = {"Authorization": request.headers["authorization"]}
            send(httpx2.Request("POST", request.url, headers=headers, json={**body, "number": None}))
        return response

    return lambda: wire


def told_in_errors(tell: Callable[[httpx2.Request], str], *codes: int) -> Make:
    """Errors tell something in their words."""

    def edit(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if response.status_code not in codes:
            return response
        return edited(response, lambda body: {**body, "detail": tell(request)})

    return on_answer(edit)


def bearer_of(request: httpx2.Request) -> str:
    """What a request presents to be let in."""
    return f"the header {request.headers.get('authorization', 'is absent')} was looked at"


def secret_of(request: httpx2.Request) -> str:
    """The whole form of a token request."""
    return request.content.decode()
