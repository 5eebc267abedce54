"""The property tests know no partner: a small API with other names, other statuses and its own server."""

import json
from pathlib import Path
from typing import Any

import attrs
import httpx2
import pytest
from attrs import define, field

from signoff_contract.description import Description, Validators, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.preparation import Preparation, Resource
from signoff_contract.suite.property.results import PropertyResult
from signoff_contract.suite.property.view import ENTITY_TAG, derive_view
from signoff_contract.suite.target import Target

BASE = "https://notes.example.com/v1"
TOKEN = "https://tokens.example.com/token"


@attrs.frozen
class Environment:
    name: str = "notes"
    base_url: str = BASE
    token_url: str = TOKEN


@attrs.frozen
class Credentials:
    client_id: str = "introducer"
    client_secret: str = "hidden"


@define
class Notes(httpx2.BaseTransport):
    """A server of notes. `faults` names what it does wrong."""

    validators: Validators
    faults: frozenset[str] = frozenset()
    notes: dict[int, tuple[int, str]] = field(factory=dict)
    requests: int = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == TOKEN:
            assert json.loads(request.read())["client_secret"] == "hidden"
            return httpx2.Response(200, json={"access_token": "granted", "token_type": "Bearer", "expires_in": 600})
        self.requests += 1
        status, body, headers = self._answer(request)
        trace_id = f"request-{self.requests}"
        if status >= 400:
            body = {"request": trace_id, "code": str(status)}
        headers = {**headers, "X-Request-ID": trace_id}
        return httpx2.Response(status, json=body, headers=headers, request=request)

    def _answer(self, request: httpx2.Request) -> tuple[int, Any, dict[str, str]]:
        if request.headers.get("Authorization") != "Bearer granted" and "open" not in self.faults:
            return 401, None, {}
        description = self.validators.description
        path = request.url.raw_path.decode().partition("?")[0].removeprefix("/v1")
        found = description.match(request.method, path)
        if found is None:
            allowed = [method for method in ("GET", "POST", "PUT") if description.match(method, path)]
            return (405, None, {"Allow": ", ".join(allowed)}) if allowed else (404, None, {})
        operation, values = found
        number = 0
        if "note" in values:
            parameter = operation.parameter("note", "path")
            assert parameter is not None
            value, violations = self.validators.parameter(parameter, values["note"])
            if violations:
                return 400, None, {}
            number = int(value)
            if number not in self.notes:
                return 404, None, {}
        if operation.id == "notes_get":
            return self._show(number, 200)
        return self._write(operation, number, request)

    def _write(self, operation: Any, number: int, request: httpx2.Request) -> tuple[int, Any, dict[str, str]]:
        if number:
            condition = request.headers.get("If-Match")
            if condition is None and "careless" not in self.faults:
                return 428, None, {}
            if condition not in {None, "*", f'"{self.notes[number][0]}"'} and "careless" not in self.faults:
                return 412, None, {}
        if request.headers.get("Content-Type") != "application/json":
            return 400, None, {}
        try:
            body = json.loads(request.read())
        except ValueError:
            return 400, None, {}
        if not isinstance(body, dict) or self.validators.request(operation, "application/json", body):
            return 400, None, {}
        created = not number
        number = number or len(self.notes) + 1
        version = self.notes.get(number, (0, ""))[0] + ("frozen" not in self.faults or created)
        self.notes[number] = (version, body["text"])
        return self._show(number, 201 if created else 200)

    def _show(self, number: int, status: int) -> tuple[int, Any, dict[str, str]]:
        version, text = self.notes[number]
        return status, {"number": number, "text": text}, {"ETag": f'"{version}"'}


@pytest.fixture(scope="module")
def notes() -> Description:
    return load("notes", Path(__file__).parent)


def run(notes: Description, *faults: str) -> PropertyResult:
    server = Notes(Validators(notes), frozenset(faults))
    target = Target("mock", Environment(), Credentials(), server, 1, ManualClock(), server)
    plan = Preparation(
        partner="notes",
        resources=(Resource("note", read="notes_get", create="notes_create", body={"text": "first"}, id="/number"),),
        safe=("notes_get",),
    )
    return run_property(target, notes, seed=1, max_examples=25, preparation=plan)


@pytest.mark.campaign
def test_a_correct_server_has_no_failure(notes: Description) -> None:
    result = run(notes)
    assert result.passed, (result.failures, result.trouble)
    assert [count.name for count in result.checks if count.verdict == "never exercised"] == []


@pytest.mark.parametrize(
    ("fault", "checks"),
    [
        ("open", {"unauthorised_refused"}),
        ("careless", {"missing_precondition_refused", "stale_precondition_refused", "missing_required_header"}),
        ("frozen", {"change_changes_version"}),
    ],
)
def test_its_faults_are_found(fault: str, checks: set[str], notes: Description) -> None:
    failed = {failure.check for failure in run(notes, fault).failures}
    assert checks <= failed


def test_the_view_lets_the_engine_test_what_it_would_miss(notes: Description) -> None:
    before = json.dumps(notes.document, sort_keys=True)
    view = derive_view(notes, "https://elsewhere.example.com/v1")
    assert json.dumps(notes.document, sort_keys=True) == before
    assert view["components"]["securitySchemes"] == {"notes": {"type": "http", "scheme": "bearer"}}
    assert view["servers"] == [{"url": "https://elsewhere.example.com/v1"}]
    replace = view["paths"]["/notes/{note}"]["put"]
    assert replace["parameters"][1]["schema"] == {"type": "string", "pattern": ENTITY_TAG}
    links = view["components"]["responses"]["Note"]["links"]
    assert links["Replace"]["parameters"]["header.If-Match"] == "$response.header.ETag"
