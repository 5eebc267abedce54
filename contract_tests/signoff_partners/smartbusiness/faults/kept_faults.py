"""Single faults of a SmartBusiness server that forgets, mixes up, or does what it refuses, planted before a correct one."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from signoff_contract.mock.planted import Edit, Make, Send, Wire, again, edited, headers_of, json_of, renewed

from .pieces import setting

PATHS: Mapping[str, str] = {
    "PCAT": "/products/categories",
    "PRODUCT": "/catalog/products",
    "SCAT": "/services/categories",
    "SERVICE": "/catalog/services",
    "BANK": "/bank-accounts",
    "RATE": "/exchange-rates",
    "GROUP": "/groups",
    "CONTACT": "/v2/contacts",
    "ADDRESS": "/addresses",
    "ACCOUNT": r"/contacts/\d+/accounts",
    "PERSON": "/people",
    "REMINDER": "/reminders",
    "LETTER": "/letters",
    "OFFER": "/offers",
    "CONFIRM": "/order-confirmations",
    "DELIVERY": "/delivery-notes",
    "INVOICE": "/invoices",
    "PAYMENT": "/payments",
    "COSTUNIT": "/cost-units",
    "PROJECT": "/projects",
    "EFFORT": "/efforts",
    "HOURS": "/working-hours",
}
"""How the path of each resource ends, by the word in its rows."""


def of(number: str, areas: str = " ".join(PATHS)) -> tuple[str, ...]:
    """The rows of this number of some resources, of all of them unless they are named."""
    return tuple(f"SMB-{area}-{number}" for area in areas.split())


def at_once(request: httpx2.Request, send: Send, method: str, url: str, body: Any = None) -> httpx2.Response:
    """A request of the server's own, with the rights of the one that came."""
    content = b"" if body is None else json.dumps(body).encode()
    headers = headers_of(request, content_length=str(len(content)), content_type="application/json")
    return send(httpx2.Request(method, url, headers=headers, content=content))


def creates(request: httpx2.Request, response: httpx2.Response, path: str) -> bool:
    return request.method == "POST" and response.status_code == 201 and bool(re.search(f"{path}$", request.url.path))


def lost(path: str) -> Make:
    """Whatever is created there is answered as created, and forgotten."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if creates(request, response, path):
            at_once(request, send, "DELETE", f"{request.url}/{json_of(response)['item']['id']}")
        return response

    return lambda: wire


def creation_refused(path: str, code: int) -> Make:
    """Nothing can be created there."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != "POST" or not re.search(f"{path}$", request.url.path):
            return send(request)
        body = {"code": 1000 if code == 422 else 2000, "message": "No"}
        like = send(httpx2.Request("GET", request.url, headers=headers_of(request)))
        return again(like, status=code, body=json.dumps(body).encode(), access_control_allow_methods="GET, POST")

    return lambda: wire


def ghosts(path: str) -> Make:
    """What was deleted stays in the list."""

    def make() -> Wire:
        dead: dict[str, Any] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            front, _, last = request.url.path.rpartition("/")
            if request.method == "DELETE" and re.search(f"{path}$", front):
                for number in last.split(","):
                    url = f"{str(request.url).rpartition('/')[0]}/{number}"
                    known = json_of(send(httpx2.Request("GET", url, headers=headers_of(request))))
                    dead.update({number: known["item"]} if known and "item" in known else {})
            response = send(request)
            if request.method != "GET" or not dead or not re.search(f"{path}$", request.url.path):
                return response

            def add(body: Any) -> None:
                if isinstance(body.get("items"), list):
                    body["items"] += dead.values()
                    body["pagination"]["total"] += len(dead)

            return edited(response, add)

        return wire

    return make


def neighbour_touched(path: str, change: dict[str, Any], method: str = "PUT") -> Make:
    """A change of one object changes the one that was made last, too."""

    def make() -> Wire:
        made: list[str] = []

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            if creates(request, response, path):
                made.append(str(json_of(response)["item"]["id"]))
            named = re.search(rf"{path}/(\d+)(/change-status)?$", request.url.path)
            if request.method == method and named and response.status_code == 200:
                front = str(request.url).partition(f"/{named[1]}")[0]
                for other in [number for number in made if number != named[1]][-1:]:
                    at_once(request, send, "PUT", f"{front}/{other}", change)
            return response

        return wire

    return make


def paid_elsewhere() -> Wire:
    """A payment is booked on the first invoice as well."""
    first: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if creates(request, response, "/invoices") and not first:
            first.append(f"{request.url}/{json_of(response)['item']['id']}/payments")
        if creates(request, response, "/payments") and str(request.url) != first[0]:
            at_once(request, send, "POST", first[0], json_of(request))
        return response

    return wire


def status_undone(path: str) -> Make:
    """A status is answered as asked for, shown so in the next read, and is then the one before."""

    def make() -> Wire:
        before: dict[str, list[Any]] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            acts = re.search(rf"{path}/(\d+)/change-status", request.url.path)
            was = None
            if acts and request.method == "PATCH":
                url = str(request.url).partition("/change-status")[0]
                was = json_of(send(httpx2.Request("GET", url, headers=headers_of(request)))).get("item")
            response = send(request)
            if acts and was and response.status_code == 200:
                before[acts[1]] = [was["status"], 0]
            if request.method != "GET" or response.status_code != 200 or not re.search(path, request.url.path):
                return response

            def undo(body: Any) -> None:
                for item in body.get("items") or [body.get("item")]:
                    known = before.get(str(item.get("id"))) if isinstance(item, dict) else None
                    if known:
                        item["status"] = known[0] if known[1] else item["status"]
                        known[1] += 1

            return edited(response, undo)

        return wire

    return make


def status_not_stored(status: str) -> Make:
    """One status of invoices is answered as asked for, and not stored."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        acts = request.method == "PATCH" and "/invoices/" in request.url.path
        if not acts or not request.url.path.endswith("/change-status") or json_of(request)["status"] != status:
            return send(request)
        url = str(request.url).removesuffix("/change-status")
        return edited(send(httpx2.Request("GET", url, headers=headers_of(request))), setting(status=status))

    return lambda: wire


def listed_as_at_first() -> Wire:
    """Lists show objects as they were first shown."""
    first: dict[Any, Any] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        body = json_of(response)
        if not isinstance(body, dict) or response.status_code >= 300:
            return response
        if isinstance(body.get("item"), dict):
            first.setdefault(body["item"].get("id"), body["item"])
        if not isinstance(body.get("items"), list):
            return response
        items = [
            {name: first.get(each["id"], {}).get(name, value) for name, value in each.items()} for each in body["items"]
        ]
        return again(response, body=json.dumps({**body, "items": items}).encode())

    return wire


def read_otherwise(path: str, edit: Edit) -> Make:
    """From the third read on an object shows something else."""

    def make() -> Wire:
        reads: dict[str, int] = {}

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            if request.method != "GET" or response.status_code != 200 or not re.search(path, request.url.path):
                return response
            reads[request.url.path] = reads.get(request.url.path, 0) + 1
            return edited(response, edit) if reads[request.url.path] > 2 else response

        return wire

    return make


# What is done although it may not be.


def done_with_other_rights(refusal: int, methods: str, *, told: bool, token: bool = False) -> Make:
    """What is refused with a status is done with somebody else's rights; `told` says whether the answer says so.

    `token`: only for requests that have some token.
    """

    def make() -> Wire:
        good: list[str] = []

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response, given = send(request), request.headers.get("authorization")
            if response.status_code < 300 and given:
                good.append(given)
            if (
                response.status_code != refusal
                or not good
                or request.method not in methods.split()
                or bool(given) != token
            ):
                return response
            done = send(renewed(request, authorization=good[0]))
            return done if told else response

        return wire

    return make


def done_all_the_same(code: int, method: str, path: str, mend: Callable[[Any], Any]) -> Make:
    """What is refused is done, with what was wrong set right."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if response.status_code == code and request.method == method and re.search(path, request.url.path):
            at_once(request, send, method, str(request.url), mend(json_of(request)))
        return response

    return lambda: wire


def mended_contact(body: Any) -> Any:
    """A contact with everything in it that was refused set right."""
    good = {name: value for name, value in body.items() if name not in {"email", "number"}}
    address = {"country": "CH", "street": "Weg", "postcode": "8000", "city": "Ort"}
    return {**good, "type": "C", "main_address": address, "name": str(good.get("name"))}


def status_changed_all_the_same() -> Wire:
    """A status of projects that there is not is refused, and another one set."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if response.status_code == 422 and request.url.path.endswith("/change-status/X"):
            at_once(request, send, "PATCH", f"{str(request.url)[:-1]}B")
        return response

    return wire
