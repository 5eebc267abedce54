"""Servers that keep every documented statement and fill the gaps otherwise than our description: none may fail."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from attrs import evolve
from tests.sampling import one_in

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.suite.model import State
from signoff_contract.suite.plans import find_plan, find_targets
from signoff_contract.suite.runner import run

from .conftest import Certify
from .right_answers import RIGHT

Change = Callable[[httpx2.Request, httpx2.Response], Any]
KEEP = object()


class Otherwise(httpx2.BaseTransport):
    """The mock behind a change of its JSON answers; a change gives KEEP, a body, or a status and a body."""

    def __init__(self, inner: httpx2.BaseTransport, change: Change) -> None:
        self.inner, self.change = inner, change

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = self.inner.handle_request(request)
        answer.read()
        changed = KEEP if request.url.path.endswith("/token") else self.change(request, answer)
        if changed is KEEP:
            return answer
        status, body = changed if isinstance(changed, tuple) else (answer.status_code, changed)
        headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
        return httpx2.Response(status, headers=headers, content=json.dumps(body).encode())


def unknown(answer: httpx2.Response) -> tuple[int, dict[str, str]]:
    trace = answer.headers["x-b2b-trace-id"]
    return 404, {"traceId": trace, "code": "UNKNOWN", "message": "no such path"}


def configuration_of_another_shape(request: httpx2.Request, answer: httpx2.Response) -> Any:
    return {"config": {"lists": []}} if "calculation-config" in request.url.path else KEEP


def configuration_as_a_list(request: httpx2.Request, answer: httpx2.Response) -> Any:
    return [{"id": 1}] if "calculation-config" in request.url.path else KEEP


def configuration_elsewhere(request: httpx2.Request, answer: httpx2.Response) -> Any:
    return unknown(answer) if "calculation-config" in request.url.path else KEEP


def decisions_elsewhere(request: httpx2.Request, answer: httpx2.Response) -> Any:
    proposed = "/decision" in request.url.path and "download" not in request.url.path
    return unknown(answer) if proposed and answer.status_code != 401 else KEEP


def lists_elsewhere(request: httpx2.Request, answer: httpx2.Response) -> Any:
    proposed = "/common/" in request.url.path and "rate-cards" not in request.url.path
    return unknown(answer) if proposed and answer.status_code != 401 else KEEP


def null_for_what_is_absent(request: httpx2.Request, answer: httpx2.Response) -> Any:
    if answer.status_code >= 300 or "application/json" not in answer.headers.get("content-type", ""):
        return KEEP
    body = answer.json()
    if not isinstance(body, dict) or "officeId" not in body or "/common/" in request.url.path:
        return KEEP
    absent = ("decision", "bankAccount", "deliveryAddress", "customer", "customerManual", "calculation", "label")
    return {**dict.fromkeys(absent), **body}


def other_words_in_errors(request: httpx2.Request, answer: httpx2.Response) -> Any:
    if answer.status_code < 400:
        return KEEP
    return {"requestId": answer.headers["x-b2b-trace-id"], "errorCode": "X", "text": "refused"}


@pytest.mark.parametrize(
    "change",
    [
        configuration_of_another_shape,
        configuration_as_a_list,
        configuration_elsewhere,
        decisions_elsewhere,
        lists_elsewhere,
        null_for_what_is_absent,
        other_words_in_errors,
    ],
)
def test_another_reading_is_no_failure(change: Change) -> None:
    target = find_targets("siesmart").mock(5)
    assert target.transport is not None
    target = evolve(target, name="custom", mock=None, transport=Otherwise(target.transport, change))
    record = run(find_plan("siesmart"), target, load("siesmart"), load_requirements("siesmart"), ())
    accused = [f"{row.requirement}: {row.reason}" for row in record.requirements if row.state is State.FAIL]
    assert accused == []
    assert record.verdict in {"passed", "incomplete"}
    told = [row for row in record.requirements if row.state in {State.REVIEW, State.SKIP}]
    assert told, "what could not be shown is said"


@pytest.mark.parametrize("reading", one_in(3, RIGHT))
def test_what_stands_elsewhere_accuses_nobody(certify: Certify, reading: str) -> None:
    make, switches = RIGHT[reading]
    record = certify(5, name="custom", wire=make(), **switches)
    accused = [f"{row.requirement}: {row.reason}" for row in record.requirements if row.state is State.FAIL]
    assert accused == []
    assert record.verdict in {"passed", "incomplete"}, record.ended_early
    assert not [check.reason for check in record.checks if "internal error" in check.reason]
    told = [row for row in record.requirements if row.state in {State.REVIEW, State.SKIP, State.OMIT}]
    assert told or record.findings, "what was found otherwise is said"
