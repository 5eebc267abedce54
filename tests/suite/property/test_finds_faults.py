"""A campaign finds what it is for: one fault at a time is put in front of the correct mock."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import attrs
import pytest

from signoff_contract.description import Description
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.target import Target

Make = Callable[..., Target]

TRACE = b"x-b2b-trace-id"
PROPOSAL = re.compile(r"/proposals/(\d+)(/|$)")


class Front:
    """Stands before the mock's front: sees and changes each request and each answer."""

    def __init__(self, mock: SieSmartMock) -> None:
        self.mock = mock

    def request(self, scope: dict[str, Any], body: bytes) -> dict[str, Any]:
        return scope

    def answer(
        self, scope: dict[str, Any], body: bytes, status: int, headers: list[tuple[bytes, bytes]], content: bytes
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        return status, headers, content

    def handle(self, request: Request) -> Delivery:
        sent = [(name.encode(), value.encode("latin-1")) for name, value in request.headers]
        scope: dict[str, Any] = {"method": request.method, "path": unquote(request.path), "headers": sent}
        if "/oauth/" in request.path:
            return self.mock.front.handle(request)
        scope = self.request(scope, request.body)
        headers = tuple((name.decode(), value.decode("latin-1")) for name, value in scope["headers"])
        answer = self.mock.front.handle(attrs.evolve(request, headers=headers)).answer
        assert answer is not None
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers]
        status, raw, content = self.answer(scope, request.body, answer.status, raw, answer.body)
        told = tuple((name.decode(), value.decode("latin-1")) for name, value in raw)
        return Delivery(Answer(status, told, content))


def header(scope: dict[str, Any], name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


def with_header(scope: dict[str, Any], name: bytes, value: bytes) -> dict[str, Any]:
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != name] + [(name, value)]}


def replaced(headers: list[tuple[bytes, bytes]], name: bytes, value: bytes) -> list[tuple[bytes, bytes]]:
    return [(key, value if key == name else old) for key, old in headers]


class NoTraceOnCheck(Front):
    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        if scope["path"].endswith("/decision/check"):
            headers = [pair for pair in headers if pair[0] != TRACE]
        return status, headers, content


class OneTraceId(Front):
    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        value = b"0" * 32
        if status >= 400:
            content = json.dumps({**json.loads(content), "traceId": value.decode()}).encode()
        return status, replaced(headers, TRACE, value), content


class OtherTraceInBody(Front):
    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        if status == 412:
            content = json.dumps({**json.loads(content), "traceId": "another"}).encode()
        return status, headers, content


class NoTraceInBody(Front):
    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        if status >= 400:
            content = json.dumps({k: v for k, v in json.loads(content).items() if k != "traceId"}).encode()
        return status, headers, content


class StaleAccepted(Front):
    def request(self, scope: Any, body: Any) -> Any:
        return scope if header(scope, b"if-match") is None else with_header(scope, b"if-match", b"*")


class MissingAccepted(Front):
    def request(self, scope: Any, body: Any) -> Any:
        return with_header(scope, b"if-match", b"*") if header(scope, b"if-match") is None else scope


class OneVersion(Front):
    """Tells the same entity tag for every state, and takes it."""

    def request(self, scope: Any, body: Any) -> Any:
        return with_header(scope, b"if-match", b"*") if header(scope, b"if-match") == b'"only"' else scope

    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        return status, replaced(headers, b"etag", b'"only"'), content


class TwoVersions(Front):
    """Gives the entity tags in turn: after two changes the first comes back."""

    def __init__(self, mock: SieSmartMock) -> None:
        super().__init__(mock)
        self.seen: dict[str, list[bytes]] = {}

    def request(self, scope: Any, body: Any) -> Any:
        found = PROPOSAL.search(scope["path"])
        known = self.seen.get(found[1], []) if found else []
        told = header(scope, b"if-match")
        if known and told == self.tag(len(known)):
            return with_header(scope, b"if-match", known[-1])
        return scope

    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        tag = dict(headers).get(b"etag")
        if tag is not None:
            known = self.seen.setdefault(str(json.loads(content)["id"]), [])
            if tag not in known:
                known.append(tag)
            headers = replaced(headers, b"etag", self.tag(len(known)))
        return status, headers, content

    @staticmethod
    def tag(count: int) -> bytes:
        return b'"odd"' if count % 2 else b'"even"'


class RefusalChanges(Front):
    """A refused change of the loans still touches the proposal."""

    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        found = PROPOSAL.search(scope["path"])
        if found and "/loans" in scope["path"] and status in {400, 412}:
            stored = self.mock.state.proposals.get(int(found[1]))
            if stored is not None:
                self.mock.state.store(attrs.evolve(stored, messages_sent=stored.messages_sent + 1))
        return status, headers, content


class FallsOverText(Front):
    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        if status < 300 and any(ord(character) > 255 for character in json.dumps(_json(body), ensure_ascii=False)):
            trace_id = dict(headers)[TRACE].decode()
            content = json.dumps({"traceId": trace_id, "code": "X", "message": "unexpected"}).encode()
            headers = [(b"content-type", b"application/json"), (TRACE, trace_id.encode())]
            status = 500
        return status, headers, content


class AuthIgnored(Front):
    def request(self, scope: Any, body: Any) -> Any:
        token = self.mock.tokens.issue(self.mock.clients[0])
        return with_header(scope, b"authorization", f"Bearer {token}".encode())


class LosesMember(Front):
    def answer(self, scope: Any, body: Any, status: Any, headers: Any, content: Any) -> Any:
        if scope["path"].endswith("/proposals") and status == 201:
            content = json.dumps({k: v for k, v in json.loads(content).items() if k != "officeId"}).encode()
        return status, headers, content


class RefusesExamples(Front):
    def request(self, scope: Any, body: Any) -> Any:
        if scope["method"] == "PUT" and scope["path"].endswith("/customer"):
            return with_header(scope, b"content-type", b"text/plain")
        return scope


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


CHANGES = ("proposals_get", "loans_add", "loans_replace")

FAULTS = [
    (NoTraceOnCheck, "trace_id_present", ("decision_check",)),
    (NoTraceOnCheck, "response_headers_conformance", ("decision_check",)),
    (OneTraceId, "trace_id_unique", ("configuration_list_offices",)),
    (OtherTraceInBody, "error_body", ("loans_add",)),
    (NoTraceInBody, "error_body", ("proposals_get",)),
    (StaleAccepted, "stale_precondition_refused", CHANGES),
    (MissingAccepted, "missing_precondition_refused", ("loans_add",)),
    (OneVersion, "change_changes_version", CHANGES),
    (TwoVersions, "version_never_reused", CHANGES),
    (RefusalChanges, "refusal_changes_nothing", CHANGES),
    (FallsOverText, "not_a_server_error", ("customer_add_delivery_address",)),
    (AuthIgnored, "unauthorised_refused", ("configuration_list_offices", "loans_add")),
    (LosesMember, "response_schema_conformance", ("proposals_create",)),
    (RefusesExamples, "example_accepted", ("customer_set",)),
]


@pytest.mark.parametrize(
    ("fault", "check", "operations"), FAULTS, ids=[f"{fault.__name__}-{check}" for fault, check, _ in FAULTS]
)
def test_each_fault_is_found(
    fault: type[Front], check: str, operations: tuple[str, ...], description: Description, make_target: Make
) -> None:
    target = make_target(1, fault)
    # Only a missing header needs the exhaustive part; elsewhere it would only take time.
    exhaustive = fault is MissingAccepted
    result = run_property(
        target, description, seed=1, max_examples=6, budget=2000, operations=operations, exhaustive=exhaustive
    )
    assert result.check(check).verdict == "failed"
    found = next(failure for failure in result.failures if failure.check == check)
    assert found.operation
    assert "seed 1" in found.reproduce


@pytest.mark.campaign
def test_what_the_documents_leave_open_is_no_failure(description: Description) -> None:
    clock = ManualClock()
    mock = SieSmartMock(
        seed=1,
        clock=clock,
        quoted_etags=False,
        etag_on_writes=True,
        created_status=200,
        requests_per_minute=None,
        description=description,
    )
    target = Target("mock", mock.environment(), mock.credentials, mock.transport(), 1, clock, mock)
    operations = (*CHANGES, "proposals_create", "customer_add_delivery_address")
    result = run_property(target, description, seed=1, max_examples=10, operations=operations, exhaustive=False)
    assert result.passed, result.failures
    assert result.check("change_changes_version").exercised > 5


@pytest.mark.parametrize("seed", [1, *(pytest.param(each, marks=pytest.mark.campaign) for each in (2, 3))])
def test_the_correct_mock_has_no_failure(seed: int, description: Description, make_target: Make) -> None:
    operations = (*CHANGES, "assets_add", "decision_check", "decision_request", "decision_cancel", "documents_list")
    result = run_property(
        make_target(seed), description, seed=seed, max_examples=10, operations=operations, exhaustive=False
    )
    assert result.failures == ()
    assert result.trouble == ()
    assert result.passed
    assert result.check("change_changes_version").exercised > 5
    assert result.check("stale_precondition_refused").exercised > 5
