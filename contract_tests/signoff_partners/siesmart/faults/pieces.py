"""Single faults, planted between the plan and a correct server: each rewrites requests or answers on the wire.

A fault that stores something wrong rewrites the request; one that only shows something wrong rewrites answers; one
that drops a precondition reads the current version itself and sends it along.
"""

import json
import re
import unicodedata
from typing import Any

import httpx2

from signoff_contract.mock.planted import (
    Edit,
    Make,
    Send,
    Wire,
    again,
    each_text,
    edited,
    headers_of,
    renewed,
    resent,
)

PROPOSALS = re.compile(r"/v1/proposals/(\d+)")


def current_version(request: httpx2.Request, send: Send) -> str | None:
    """The version that the named proposal has now."""
    named = PROPOSALS.search(request.url.path)
    if named is None:
        return None
    base = str(request.url).split("/v1/")[0]
    token = {"Authorization": request.headers.get("authorization", "")}
    return send(httpx2.Request("GET", f"{base}/v1/proposals/{named[1]}", headers=token)).headers.get("etag")


# Kinds of faults.


def reading(edit: Edit) -> Make:
    """Reads of a proposal show something else than what is stored."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        is_read = request.method == "GET" and re.search(r"/proposals/\d+$", request.url.path)
        return edited(response, edit) if is_read and response.status_code == 200 else response

    return lambda: wire


def unguarded(method: str, path: str, *, missing: bool = False, stale: bool = False) -> Make:
    """A change without If-Match, or with a stale one, is carried out."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        named = request.method == method and re.search(path, request.url.path)
        wanted = missing if "if-match" not in request.headers else stale
        if not named or not wanted or response.status_code != 412:
            return response
        return send(renewed(request, if_match=current_version(request, send)))

    return lambda: wire


def constant_trace() -> Wire:
    """Every answer has the same trace id, in its error body too."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = edited(send(request), each_text(lambda _text: "constant", "traceId"))
        return again(response, x_b2b_trace_id="constant")

    return wire


def every_other_trace() -> Wire:
    """Two answers in a row share a trace id."""
    seen: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if seen:
            trace = seen.pop()
            response = edited(response, each_text(lambda _text: trace, "traceId"))
            return again(response, x_b2b_trace_id=trace)
        seen.append(response.headers["x-b2b-trace-id"])
        return response

    return wire


def merging_put() -> Wire:
    """PUT keeps what the new body leaves out."""
    stored: dict[str, Any] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        path = request.url.path
        if request.method == "PUT" and path in stored:
            request = resent(request, lambda body: {**stored[path], **body})
        response = send(request)
        if request.method == "POST" and re.search(r"/(assets|loans)$", path) and response.status_code == 201:
            part = json.loads(response.content)
            stored[f"{path}/{part['id']}"] = part
        return response

    return wire


def other_asset_touched() -> Wire:
    """Replacing one asset halves the quantity of the others."""
    replaced = [False]

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if request.method == "PUT" and "/assets/" in request.url.path and response.status_code == 200:
            replaced[0] = True

        def edit(body: Any) -> None:
            for part in body.get("assets", [])[1:]:
                part["quantity"] = max(1, part["quantity"] // 2)

        return edited(response, edit) if replaced[0] and re.search(r"/proposals/\d+$", request.url.path) else response

    return wire


def storing_preview() -> Wire:
    """A preview on a proposal attaches its calculation."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        number = request.url.params.get("proposal-id")
        if request.url.path.endswith("/v1/calculation") and number and response.status_code == 200:
            url = str(request.url.copy_with(query=None)).replace("/calculation", f"/proposals/{number}/calculation")
            target = httpx2.Request("POST", url, headers=headers_of(request), content=request.content)
            headers = headers_of(request, if_match=current_version(target, send))
            send(httpx2.Request("POST", url, headers=headers, content=request.content))
        return response

    return wire


def leaking_change() -> Wire:
    """What is read of one proposal shows the label of another."""
    labels: list[str] = []

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method == "POST" and request.url.path.endswith("/proposals"):
            body = json.loads(request.content) if request.content[-1:] == b"}" else {}
            if body.get("label") and body.get("assets"):
                labels.append(body["label"])
        response = send(request)
        if request.method == "GET" and re.search(r"/proposals/\d+$", request.url.path) and labels:
            return edited(response, lambda body: {**body, "label": labels[-1]} if "officeId" in body else body)
        return response

    return wire


def plain(text: str) -> str:
    """A text in composed form."""
    return unicodedata.normalize("NFC", text)
