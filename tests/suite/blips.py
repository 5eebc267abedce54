"""One blip on the way to a correct server, at one place of a plan, and what the run made of it.

A blip is what a network or a gateway does once: an answer that is not the API's, none, or half of one. It is put at the
n-th request of a run. `accused` names what the run then holds against the partner or the application that it does not
hold against them without the blip: it has to be empty, whatever the kind and the place.
"""

import gzip
import itertools
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import httpx2
from attrs import define, field, frozen
from tests.suite.forgetful import Forgetful

from signoff_contract import testing
from signoff_contract.description import Description, load
from signoff_contract.description.requirements import Requirements, load_requirements
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.registry import build
from signoff_contract.suite.checks import Plan
from signoff_contract.suite.model import RunRecord, State
from signoff_contract.suite.plans import find_plan

PARTNERS: Final = ("siesmart", "simutek", "smartbusiness")
ACCUSING: Final = frozenset({State.FAIL, State.WARN, State.REVIEW})
PAGE: Final = b"<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body>We will be back soon.</body></html>"
HTML: Final = {"content-type": "text/html"}
JSON: Final = {"content-type": "application/json"}
TRACE: Final = "0af7651916cd43dd8448eb211c80319c"
KEY: Final = bytes(range(32))
NUMBER: Final = re.compile(rb'(":\s*)(\d+\.\d+|\d+)(?=\s*[,}\]])')
LIFETIME: Final = re.compile(rb'("expires_in":\s*)(\d+)')

Send = Callable[[httpx2.Request], httpx2.Response]
Wire = Callable[[httpx2.Request, Send], httpx2.Response]


@frozen
class Kind:
    """A kind of blip: what happens to one request. `wire` is given the request and the way to the server."""

    name: str
    wire: Wire


def answering(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None, *, made: bool = False) -> Wire:
    """Something in front of the API answers; with `made` the API had carried the request out before."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if made:
            send(request)
        return httpx2.Response(status, headers=dict(headers or {}), content=body, request=request)

    return wire


def breaking(error: Callable[..., Exception], *, made: bool = False) -> Wire:
    """The connection fails, before the request arrived or, with `made`, after it was carried out."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if made:
            send(request)
        raise error("the connection is gone", request=request)

    return wire


def halved(request: httpx2.Request, send: Send) -> httpx2.Response:
    """The answer ends in its middle, and nothing on the wire says so."""
    answer = send(request)
    body = answer.read()
    headers = [(name, value) for name, value in answer.headers.raw if name.lower() != b"content-length"]
    return httpx2.Response(answer.status_code, headers=headers, content=body[: len(body) // 2], request=request)


def cut(request: httpx2.Request, send: Send) -> httpx2.Response:
    """The answer ends in its middle, and its length says so; an answer without a body does not come at all."""
    body = send(request).read()
    if not body:
        raise httpx2.RemoteProtocolError("peer closed connection without a complete answer", request=request)
    raise httpx2.RemoteProtocolError("peer closed connection without sending complete message body", request=request)


def own_error(status: int, error: Mapping[str, Any], headers: Mapping[str, str]) -> Wire:
    """The API itself is out of service for a moment, and says so in its own words, each time with an id of its own."""
    numbers = itertools.count(1)

    def wire(request: httpx2.Request, _send: Send) -> httpx2.Response:
        trace = f"0af76519-16cd-43dd-8448-{next(numbers):012d}"
        shown = {name: value.replace(TRACE, trace) for name, value in headers.items()}
        content = json.dumps(error).replace(TRACE, trace).encode()
        return httpx2.Response(status, headers=shown, content=content, request=request)

    return wire


OWN_ERROR: Final[Mapping[str, tuple[Mapping[str, Any], Mapping[str, str]]]] = {
    "siesmart": (
        {"traceId": TRACE, "code": "SERVICE_UNAVAILABLE", "message": "Out of service"},
        {**JSON, "X-B2B-TRACE-ID": TRACE},
    ),
    "smartbusiness": (
        {"code": 8000, "message": "Offline"},
        {
            **JSON,
            "X-Request-Id": TRACE,
            "X-Rate-Limit-Limit": "1000",
            "X-Rate-Limit-Remaining": "600",
            "X-Rate-Limit-Reset": "3000",
            "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "X-Requested-With, Content-Type, Accept, Origin, Authorization",
        },
    ),
    "simutek": (
        {"type": "about:blank", "title": "Service Unavailable", "status": 503},
        {"content-type": "application/problem+json"},
    ),
}
THROTTLED: Final[Mapping[str, Mapping[str, Any]]] = {"smartbusiness": {"code": 6000}, "simutek": {"status": 429}}
"""What an error says otherwise when the API itself is asked too often."""
AFTER: Final = {"Retry-After": "2"}
LOGIN: Final = {"location": "https://login.example/signin?back=1"}


def kinds(partner: str) -> tuple[Kind, ...]:
    """Every kind of blip, in the words of one partner where its own words matter."""
    error, headers = OWN_ERROR[partner]
    throttled = {**error, **THROTTLED.get(partner, {})}
    return (
        Kind("504 with nothing in it", answering(504)),
        Kind("504 with nothing in it, made", answering(504, made=True)),
        Kind("502 page", answering(502, PAGE, HTML)),
        Kind("502 page, made", answering(502, PAGE, HTML, made=True)),
        Kind("503 page, Retry-After", answering(503, PAGE, {**HTML, **AFTER})),
        Kind("503 proxy's JSON", answering(503, b'{"message":"no healthy upstream"}', JSON)),
        Kind("503 text", answering(503, b"upstream connect error", {"content-type": "text/plain"})),
        Kind("503 of the API", own_error(503, error, headers)),
        Kind("503 of the API, Retry-After", own_error(503, error, {**headers, **AFTER})),
        Kind("429 with nothing in it", answering(429)),
        Kind("429, Retry-After", answering(429, headers=AFTER)),
        Kind("429 of the API, Retry-After", own_error(429, throttled, {**headers, **AFTER})),
        Kind("no connection", breaking(httpx2.ConnectError)),
        Kind("reset before", breaking(httpx2.ReadError)),
        Kind("dropped, made", breaking(httpx2.ReadError, made=True)),
        Kind("no answer in time", breaking(httpx2.ReadTimeout)),
        Kind("no answer in time, made", breaking(httpx2.ReadTimeout, made=True)),
        Kind("cut body, made", cut),
        Kind("half a body, made", halved),
        Kind("200 page", answering(200, PAGE, HTML)),
        Kind("200 page, made", answering(200, PAGE, HTML, made=True)),
        Kind("200 page in gzip", answering(200, gzip.compress(PAGE), {**HTML, "content-encoding": "gzip"})),
        Kind("login redirect", answering(302, headers=LOGIN)),
        Kind("403 page", answering(403, PAGE, HTML)),
        Kind("413 page", answering(413, PAGE, HTML)),
        Kind("500 page", answering(500, PAGE, HTML)),
        Kind("500 page, made", answering(500, PAGE, HTML, made=True)),
        Kind("520 page", answering(520, PAGE, HTML)),
        Kind("407 with nothing in it", answering(407)),
        Kind("511 page", answering(511, PAGE, HTML)),
    )


@define
class Blip(httpx2.BaseTransport):
    """The way to a server with blips on it: at the n-th request, or at every n-th with `every`."""

    inner: httpx2.BaseTransport
    kind: Kind
    place: int
    every: bool = False
    count: int = field(default=0, init=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request on, or does to it what the kind says."""
        request.read()
        self.count += 1
        hit = self.count % self.place == 0 if self.every else self.count == self.place
        return self.kind.wire(request, self.inner.handle_request) if hit else self.inner.handle_request(request)


@frozen
class Partner:
    """What a run needs that is the same for every run of one partner."""

    name: str
    description: Description
    requirements: Requirements
    plan: Plan


@cache
def partner(name: str) -> Partner:
    """Reads a partner's description once."""
    return Partner(name, load(name), load_requirements(name), find_plan(name))


def certify(
    name: str,
    between: Callable[[httpx2.BaseTransport], httpx2.BaseTransport] | None = None,
    *,
    seed: int = 0,
    budget: int | None = None,
) -> RunRecord:
    """Runs a partner's plan against its correct mock as if that were a server of the partner's own.

    Time passes only where somebody waits. `between` is put between the plan and the server.
    """
    known = partner(name)
    # SmartBusiness's mock reads tables of its own.
    switches = {} if name == "smartbusiness" else {"description": known.description}
    mock = testing.mock(name, seed=seed, clock=ManualClock(), paced=False, **switches)
    return testing.certify(
        name,
        mock,
        through=between,
        as_stranger=True,
        seed=seed,
        redactor=Forgetful(known.description, KEY),
        budget=budget or known.plan.budget,
    ).record


def token_url(name: str) -> str:
    """Where a partner's mock is asked for tokens."""
    return build(name).token_url()


@cache
def undisturbed(name: str) -> RunRecord:
    """A run without any blip."""
    return certify(name)


def places(name: str) -> int:
    """How many requests a plan sends when nothing goes wrong."""
    return undisturbed(name).requests_sent


def disturbed(name: str, kind: Kind, place: int, *, every: bool = False) -> RunRecord:
    """A run with a blip at its n-th request, or at every n-th."""
    return certify(name, lambda inner: Blip(inner, kind, place, every))


def accused(name: str, record: RunRecord) -> list[str]:
    """What a run holds against anybody, the description too, that it does not when nothing goes wrong."""
    calm = undisturbed(name)
    known = {row.requirement: row.state for row in calm.requirements}
    found = [
        f"{row.requirement} {row.state}: {row.reason}"
        for row in record.requirements
        if row.state in ACCUSING and known[row.requirement] is not row.state
    ]
    # A finding says that the description is wrong, which nothing that was not the API's can show.
    told = {finding.subject for finding in calm.findings}
    found += [f"finding {each.subject}: {each.message}" for each in record.findings if each.subject not in told]
    return found + [check.reason for check in record.checks if "internal error" in check.reason]
