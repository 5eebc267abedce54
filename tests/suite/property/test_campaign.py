"""A campaign repeats from its seed, keeps to what is safe, and says what it could not judge."""

import json
from collections.abc import Callable
from typing import Any

import attrs
import httpx2
import pytest
from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.description.validation import Validators
from signoff_contract.suite.property import adapter
from signoff_contract.suite.property.campaign import PropertyProgress, UnknownPartner, run_property
from signoff_contract.suite.property.results import CheckCount
from signoff_contract.suite.target import Target
from signoff_partners.siesmart.properties import SAFE

Make = Callable[..., Target]

FEW = ("proposals_get", "loans_add", "assets_add", "decision_check")


@define
class Recording(httpx2.BaseTransport):
    """Keeps every request as it went out, byte for byte."""

    inner: httpx2.BaseTransport
    sent: list[tuple[str, str, tuple[tuple[bytes, bytes], ...], bytes]] = field(factory=list)
    statuses: list[int] = field(factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append((request.method, str(request.url), tuple(request.headers.raw), request.read()))
        response = self.inner.handle_request(request)
        self.statuses.append(response.status_code)
        return response


def recorded(target: Target) -> tuple[Target, Recording]:
    assert target.transport is not None
    recording = Recording(target.transport)
    return attrs.evolve(target, transport=recording), recording


@define
class Paced:
    """Permits that ask for one wait before each request."""

    asked: int = 0
    waits: list[float] = field(factory=list)

    def reserve(self) -> float:
        self.asked += 1
        return 0.5 if self.asked % 2 else 0.0


def test_every_token_of_a_campaign_is_told(description: Description, make_target: Make) -> None:
    target, recording = recorded(make_target(seed=2))
    told: list[str] = []
    run_property(target, description, max_examples=2, operations=("proposals_get",), on_token=told.append)
    sent = {value for _, _, headers, _ in recording.sent for name, value in headers if name.lower() == b"authorization"}
    assert told
    # The campaign also sends tokens that were never granted, to see them refused.
    assert {f"Bearer {token}".encode() for token in told} <= sent


@pytest.mark.campaign
def test_a_campaign_repeats_byte_by_byte_from_its_seed(description: Description, make_target: Make) -> None:
    runs = []
    for seed in (4, 4, 5):
        target, recording = recorded(make_target(4))
        run_property(target, description, seed=seed, max_examples=5, operations=FEW)
        runs.append(recording)
    first, again, other = runs
    assert first.sent == again.sent
    assert first.statuses == again.statuses
    assert len(first.sent) > 100
    assert first.sent != other.sent


def test_anything_but_the_mock_gets_only_what_is_safe(description: Description, make_target: Make) -> None:
    target, recording = recorded(make_target(1))
    permits = Paced()
    partner = attrs.evolve(target, name="custom", mock=None)
    result = run_property(partner, description, seed=1, permits=permits, sleep=permits.waits.append)
    assert result.passed, result.failures or result.trouble
    assert result.requests == len(recording.sent) <= 90
    assert permits.waits == [0.5] * result.requests
    validators = Validators(description)
    base = httpx2.URL(target.environment.base_url).path
    called = set()
    for method, url, headers, body in recording.sent:
        if url == target.environment.token_url:
            continue
        found = description.match(method, httpx2.URL(url).path.removeprefix(base))
        assert found is not None, (method, url)
        operation, values = found
        called.add(operation.id)
        assert dict(headers)[b"Authorization"].startswith(b"Bearer ")
        for name, text in values.items():
            parameter = operation.parameter(name, "path")
            assert parameter is not None
            assert validators.parameter(parameter, text)[1] == ()
        if body:
            assert validators.request(operation, "application/json", json.loads(body)) == ()
    assert called == set(SAFE)
    assert not any(
        status in {400, 405, 415} and method != "POST"
        for status, (method, *_) in zip(recording.statuses, recording.sent, strict=True)
    )


def test_what_was_never_judged_is_no_pass(description: Description, make_target: Make) -> None:
    operations = ("configuration_list_offices",)
    result = run_property(make_target(1), description, seed=1, max_examples=3, operations=operations, exhaustive=False)
    assert result.check("trace_id_present").verdict == "passed"
    idle = {count.name for count in result.checks if count.verdict == "never exercised"}
    assert {"stale_precondition_refused", "missing_required_header", "unsupported_method"} <= idle
    assert {"name": "unsupported_method", "verdict": "never exercised"}.items() <= next(
        check for check in result.as_dict()["checks"] if check["name"] == "unsupported_method"
    ).items()
    assert CheckCount("a", "b", 0, 0).verdict == "never exercised"
    with pytest.raises(KeyError):
        result.check("no such check")


def test_no_value_that_was_sent_is_in_the_result(description: Description, make_target: Make) -> None:
    class Broken(httpx2.BaseTransport):
        """Answers every change with a server error that repeats what was sent."""

        def __init__(self, inner: httpx2.BaseTransport) -> None:
            self.inner = inner
            self.texts: set[str] = set()

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            response = self.inner.handle_request(request)
            if "/customer" not in request.url.path or request.method == "GET":
                return response
            self._collect(request.read())
            return httpx2.Response(500, json={"sent": request.read().decode("utf-8", "replace")}, request=request)

        def _collect(self, body: bytes) -> None:
            def texts(value: Any) -> None:
                if isinstance(value, dict):
                    for inner in value.values():
                        texts(inner)
                elif isinstance(value, str) and len(value) > 5:
                    self.texts.add(value)

            try:
                texts(json.loads(body))
            except ValueError:
                return

    target = make_target(1)
    assert target.transport is not None
    broken = Broken(target.transport)
    result = run_property(
        attrs.evolve(target, transport=broken),
        description,
        seed=1,
        max_examples=5,
        operations=("customer_set", "customer_add_delivery_address"),
        exhaustive=False,
    )
    assert result.failures
    told = json.dumps(result.as_dict(), ensure_ascii=False)
    assert broken.texts
    # The generator also draws constants of the program, names of checks among them.
    names = json.dumps([(check.name, check.title) for check in result.checks])
    assert not [text for text in broken.texts if text in told and text not in names]
    assert target.credentials.client_secret not in told


def test_equal_failures_are_told_once(description: Description, make_target: Make) -> None:
    class Silent(httpx2.BaseTransport):
        def __init__(self, inner: httpx2.BaseTransport) -> None:
            self.inner = inner

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            response = self.inner.handle_request(request)
            response.headers.pop("X-B2B-TRACE-ID", None)
            return response

    target = make_target(1)
    assert target.transport is not None
    silent = attrs.evolve(target, transport=Silent(target.transport))
    operations = ("configuration_list_offices",)
    result = run_property(silent, description, seed=1, max_examples=3, operations=operations, exhaustive=False)
    told = [(each.check, each.title, each.operation, each.status) for each in result.failures]
    assert len(told) == len(set(told))
    first = next(each for each in result.failures if each.operation == "configuration_list_offices")
    assert first.occurrences > 1
    assert first.trace_id is None
    assert "request number" in first.reproduce


def test_progress_is_told(description: Description, make_target: Make) -> None:
    events: list[PropertyProgress] = []
    run_property(
        make_target(1), description, seed=1, max_examples=2, operations=("proposals_get",), on_event=events.append
    )
    assert {"coverage", "fuzzing"} <= {event.phase for event in events}
    assert events[-1].requests >= events[-1].cases > 0


def test_a_spent_budget_is_trouble(description: Description, make_target: Make) -> None:
    result = run_property(make_target(1), description, seed=1, max_examples=5, budget=40, operations=FEW)
    assert result.requests == 40
    assert any("40 requests" in trouble for trouble in result.trouble)
    assert not result.passed
    assert result.failures == ()


def test_a_refused_token_is_trouble(description: Description, make_target: Make) -> None:
    target = make_target(1)
    wrong = attrs.evolve(target.credentials, client_secret="not the secret")
    result = run_property(attrs.evolve(target, credentials=wrong), description, seed=1, operations=FEW)
    assert result.cases == 0
    assert any("token endpoint answered 401" in trouble for trouble in result.trouble)


def test_a_server_that_is_not_there_is_trouble(description: Description, make_target: Make) -> None:
    class Nobody(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            raise httpx2.ConnectError("refused")

    result = run_property(attrs.evolve(make_target(1), transport=Nobody()), description, seed=1, operations=FEW)
    assert result.trouble == ("the server cannot be reached: ConnectError",)


def test_another_version_of_the_engine_is_refused(
    description: Description, make_target: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "version", lambda _name: "4.33.0")
    with pytest.raises(adapter.UnsupportedEngine, match=r"4\.32\.5, installed is 4\.33\.0.*pip install"):
        run_property(make_target(1), description, seed=1)


def test_unknown_names_are_refused(description: Description, make_target: Make) -> None:
    with pytest.raises(ValueError, match="no operation proposals_delete"):
        run_property(make_target(1), description, seed=1, operations=("proposals_delete",))
    with pytest.raises(UnknownPartner, match=r"nobody.*nobody\.py with a function prepare"):
        run_property(make_target(1), attrs.evolve(description, partner="nobody"), seed=1)
