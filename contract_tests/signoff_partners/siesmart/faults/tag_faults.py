"""Faults of entity tags and preconditions that need a memory of their own."""

import json
import re

import httpx2

from signoff_contract.mock.planted import Make, Send, Wire, again, renewed

from .pieces import PROPOSALS, current_version


def moving_tag() -> Wire:
    """Each read gives the proposal a new date-time, and changes accept whatever was given last."""
    given: dict[str, str] = {}
    count = [0]

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named = PROPOSALS.search(request.url.path)
        if named and request.headers.get("if-match") in {given.get(named[1]), None} and "if-match" in request.headers:
            request = renewed(request, if_match=current_version(request, send))
        response = send(request)
        if request.method == "GET" and named and "etag" in response.headers:
            count[0] += 1
            given[named[1]] = f'"2031-01-01T00:00:00.{count[0]:03d}Z"'
            return again(response, etag=given[named[1]])
        return response

    return wire


def frozen_tag() -> Wire:
    """The entity tag of the creation stays, whatever is changed, and is accepted for every change."""
    first: dict[str, str] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named = PROPOSALS.search(request.url.path)
        if named and request.headers.get("if-match") == first.get(named[1]) and "if-match" in request.headers:
            request = renewed(request, if_match=current_version(request, send))
        response = send(request)
        if "etag" not in response.headers:
            return response
        number = named[1] if named else str(json.loads(response.content)["id"])
        return again(response, etag=first.setdefault(number, response.headers["etag"]))

    return wire


def opaque_tag() -> Wire:
    """The entity tag is a counter, no date-time."""
    names: dict[str, str] = {}

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        back = {name: tag for tag, name in names.items()}
        if request.headers.get("if-match") in back:
            request = renewed(request, if_match=back[request.headers["if-match"]])
        response = send(request)
        if "etag" not in response.headers:
            return response
        return again(response, etag=names.setdefault(response.headers["etag"], f'"v{len(names)}"'))

    return wire


def later_tag_accepted() -> Wire:
    """The server compares with greater-or-equal."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        sent = request.headers.get("if-match")
        if sent is not None and (current := current_version(request, send)) and sent.strip('"') > current.strip('"'):
            request = renewed(request, if_match=current)
        return send(request)

    return wire


def weak_tag() -> Wire:
    """Entity tags are weak, and accepted all the same."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        sent = request.headers.get("if-match")
        if sent is not None:
            request = renewed(request, if_match=sent.removeprefix("W/"))
        response = send(request)
        tag = response.headers.get("etag")
        return again(response, etag=f"W/{tag}") if tag else response

    return wire


def compared_to_the_second() -> Wire:
    """Versions of the same second pass for the same."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        sent = request.headers.get("if-match")
        current = current_version(request, send) if sent is not None else None
        if sent is not None and current is not None and sent[:20] == current[:20]:
            request = renewed(request, if_match=current)
        return send(request)

    return wire


def refused_and_done(path: str) -> Make:
    """A change with a stale version is answered with 412 and carried out."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if response.status_code == 412 and "if-match" in request.headers and re.search(path, request.url.path):
            send(renewed(request, if_match=current_version(request, send)))
        return response

    return lambda: wire


def refused_change_moves_version() -> Wire:
    """A change without If-Match is refused and stamps the proposal anew: the tag read before is not accepted."""
    stamps: dict[str, int] = {}

    def shown(tag: str, number: str) -> str:
        # A year later for each stamp: another date-time in the same form.
        return re.sub(r"\d{4}", lambda year: str(int(year[0]) + stamps.get(number, 0)), tag, count=1)

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        named = PROPOSALS.search(request.url.path)
        sent = request.headers.get("if-match")
        if named and sent is not None and (current := current_version(request, send)):
            known = current if sent == shown(current, named[1]) else sent.replace("-", "/")
            request = renewed(request, if_match=known)
        response = send(request)
        if response.status_code == 412 and sent is None and named:
            stamps[named[1]] = stamps.get(named[1], 0) + 1
        if named and "etag" in response.headers:
            return again(response, etag=shown(response.headers["etag"], named[1]))
        return response

    return wire
