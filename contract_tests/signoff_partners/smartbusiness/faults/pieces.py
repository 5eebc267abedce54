"""Single faults of a SmartBusiness server, planted between the plan and a correct one."""

import json
import re
from typing import Any

import httpx2

from signoff_contract.mock.planted import (
    Edit,
    Make,
    Send,
    Wire,
    again,
    answered,
    asking,
    edited,
    headers_of,
    on_answer,
    resent,
    walk,
)


def filtering(old: str, new: str) -> Make:
    """Filters mean something else."""
    return asking(lambda given: {**given, "filter": given["filter"].replace(old, new)} if "filter" in given else given)


def pretended(method: str, path: str, code: int, body: bytes = b"") -> Make:
    """A change is answered as done, and not done."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != method or not re.search(path, request.url.path):
            return send(request)
        like = send(httpx2.Request("GET", request.url, headers=headers_of(request)))
        return again(like, status=code, body=body)

    return lambda: wire


def forgotten_change(path: str) -> Make:
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


def with_header(**headers: str | None) -> Make:
    """A header has another value on every answer."""
    return on_answer(lambda _request, response: again(response, status=None, body=None, **headers))


def page(edit: Edit) -> Make:
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


def spent_token_accepted() -> Wire:
    """A refresh token that was used brings the tokens that it brought the first time."""
    brought: dict[str, httpx2.Response] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        asks = request.url.path.endswith("/access-tokens") and request.content.startswith(b"{")
        body = json.loads(request.content) if asks else {}
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
