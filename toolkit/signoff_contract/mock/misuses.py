"""Pieces that an introducer's faults are made of: they change what a client sends before anybody records it."""

import re
from collections.abc import Callable

import httpx2

from .planted import Edit, Make, Send, Wire, headers_of, renewed, resent


def sending(path: str, change: Callable[[httpx2.Request], httpx2.Request]) -> Make:
    """Requests whose path has the pattern are changed."""
    return lambda: lambda request, send: send(change(request) if re.search(path, request.url.path) else request)


def saying(path: str, edit: Edit) -> Make:
    """The JSON of requests is edited."""
    return sending(path, lambda request: resent(request, edit))


def with_header(path: str, **headers: str | None) -> Make:
    """Requests have other headers."""
    return sending(path, lambda request: renewed(request, None, **headers))


def elsewhere(old: str, new: str) -> Make:
    """Requests go to another path of the same host."""

    def change(request: httpx2.Request) -> httpx2.Request:
        url = request.url.copy_with(path=re.sub(old, new, request.url.path))
        return httpx2.Request(request.method, url, headers=headers_of(request), content=request.content)

    return sending(old, change)


def asking_also(path: str, **options: str) -> Make:
    """Requests have further options in their address."""
    return sending(
        path,
        lambda request: httpx2.Request(
            request.method,
            request.url.copy_merge_params(options),
            headers=headers_of(request),
            content=request.content,
        ),
    )


def token_in_address(path: str) -> Make:
    """Requests repeat their token in the address."""

    def change(request: httpx2.Request) -> httpx2.Request:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        url = request.url.copy_merge_params({"t": token}) if token else request.url
        return httpx2.Request(request.method, url, headers=headers_of(request), content=request.content)

    return sending(path, change)


def twice(path: str) -> Make:
    """Requests are sent two times, and the first answer is thrown away; but not those that spend something, a code."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if re.search(path, request.url.path) and b"client_credentials" in request.content:
            send(request).read()
        return send(request)

    return lambda: wire


def all_of(*misuses: Make) -> Make:
    """Several misuses at once, the first of them nearest to the client."""

    def make() -> Wire:
        wires = [misuse() for misuse in reversed(misuses)]

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            for inner in wires:
                send = _through(inner, send)
            return send(request)

        return wire

    return make


def _through(wire: Wire, send: Send) -> Send:
    return lambda request: wire(request, send)
