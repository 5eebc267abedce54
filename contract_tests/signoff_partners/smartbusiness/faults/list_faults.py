"""Single faults of a SmartBusiness server's lists, numbers, labels and values, planted before a correct one."""

import re
from typing import Any

import httpx2

from signoff_contract.mock.planted import Make, Send, again, answered, edited, headers_of, json_of, on_answer


def cut_pages(limit: int) -> Make:
    """Without `limit` fewer come than are said to."""

    def edit(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        def cut(body: Any) -> None:
            if isinstance(body.get("items"), list):
                body["items"] = body["items"][:limit]

        return edited(response, cut) if "limit" not in request.url.params and response.status_code == 200 else response

    return on_answer(edit)


def last_lost(body: Any) -> None:
    """The last object of a list is missing."""
    if isinstance(body.get("items"), list) and len(body["items"]) > 1:
        body["items"].pop()


def full_pages_short(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """A page that is full has one object less than it should."""

    def drop(body: Any) -> None:
        if isinstance(body.get("items"), list) and len(body["items"]) == int(request.url.params.get("limit", "100")):
            body["items"].pop()

    return edited(response, drop) if request.method == "GET" and response.status_code == 200 else response


def beyond_is_first(request: httpx2.Request, send: Send) -> httpx2.Response:
    """A page beyond the end is the first one."""
    response = send(request)
    body = json_of(response)
    options = dict(request.url.params)
    if request.method != "GET" or not isinstance(body, dict) or body.get("items") != [] or "offset" not in options:
        return response
    url = request.url.copy_with(params={**options, "offset": "0"})
    return send(httpx2.Request("GET", url, headers=headers_of(request)))


def page_repeats(request: httpx2.Request, send: Send) -> httpx2.Response:
    """Each page but the first begins with the last object of the one before."""
    options = dict(request.url.params)
    if request.method != "GET" or int(options.get("offset", "0")) <= 0:
        return send(request)
    response = send(request)
    url = request.url.copy_with(params={**options, "offset": str(int(options["offset"]) - 1)})
    moved = json_of(send(httpx2.Request("GET", url, headers=headers_of(request))))
    return edited(response, lambda body: {**body, "items": moved["items"]})


def one_number(path: str) -> Make:
    """All numbers that the server gives out are one."""

    def edit(body: Any) -> None:
        item = body.get("item")
        if isinstance(item, dict) and str(item.get("number")).isdigit():
            item["number"] = "10000"

    return answered(edit, "", path)


def labelled(kind: str, path: str, least: int = 0) -> Make:
    """Answers of an address are announced as something else."""
    return on_answer(
        lambda request, response: (
            again(response, content_type=kind)
            if re.search(path, request.url.path) and response.status_code >= least and response.content
            else response
        )
    )


def without_zeros(body: Any) -> Any:
    """Zeros and empty texts are left out."""
    if isinstance(body, dict):
        return {
            name: without_zeros(inner)
            for name, inner in body.items()
            if not (inner == "" or (inner == 0 and not isinstance(inner, bool)))
        }
    return [without_zeros(inner) for inner in body] if isinstance(body, list) else body


def one_violation_less(body: Any) -> None:
    """Of several wrong fields the last is not told."""
    meta = body.get("meta")
    if isinstance(meta, dict) and len(meta.get("errors") or ()) > 1:
        meta["errors"].pop()


def spoilt_picture(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """One byte in the middle of each picture is another."""
    if not request.url.path.endswith("/preview") or response.status_code != 200:
        return response
    data = bytearray(response.content)
    data[60] ^= 0xFF
    return again(response, body=bytes(data))


def astray(body: Any) -> None:
    """The last page is said to be the first."""
    if isinstance(body.get("pagination"), dict):
        body["pagination"]["last"] = body["pagination"]["first"]
