"""Each rule on its own: what it judges, what it lets be, what it refuses."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from signoff_contract.description import Description
from signoff_contract.suite.property.checks import rules_for
from signoff_contract.suite.property.results import Findings
from signoff_contract.suite.property.view import close_values
from signoff_contract.suite.property.watch import Snapshot, Watch, Wire
from signoff_contract.traffic.exchange import Exchange
from signoff_partners.siesmart.properties import prepare

TRACE = "x-b2b-trace-id"
OLD = Snapshot('"one"', b"first")
NEW = Snapshot('"two"', b"second")


def watch_of(description: Description) -> Watch:
    preparation = prepare(description)
    return Watch(description, Findings(), preparation, rules_for(description, preparation), close_values(description))


def error(trace_id: str = "abc", **members: Any) -> bytes:
    return json.dumps({"traceId": trace_id, "code": "X", "message": "no", **members}).encode()


def wire(description: Description, operation: str | None = "loans_add", **details: Any) -> Wire:
    found = description.operation(operation) if operation else None
    sent: dict[str, Any] = {
        "number": 1,
        "method": found.method if found else "PATCH",
        "url": "https://api.example/v1/loans/7",
        "request_headers": {"If-Match": '"one"'},
        "status": 201,
        "response_headers": {TRACE: "abc", "content-type": "application/json"},
        "response_body": b"{}",
        "started": datetime(2026, 1, 31, tzinfo=UTC),
    }
    known: dict[str, Any] = {
        "operation": found,
        "label": operation or "PATCH",
        "authorised": True,
        "resource": "7",
        "before": OLD,
        "after": NEW,
    }
    for name, value in details.items():
        kind = {"body": "response_body", "headers": "response_headers"}.get(name, name)
        (sent if kind in sent else known)[kind] = value
    return Wire(Exchange(**sent), **known)


def verdict(description: Description, rule: str, one: Wire, *, seen: dict[str, bytes] | None = None) -> Any:
    watch = watch_of(description)
    if seen is not None:
        watch.versions["7"] = seen
    return next(each for each in watch.rules if each.name == rule).judge(watch, one)


NOTHING: dict[str, str] = {}
REFUSED = {"status": 412, "body": error(), "after": OLD}

CASES: list[tuple[str, dict[str, Any], bool | str]] = [
    ("trace_id_present", {}, True),
    ("trace_id_present", {"headers": NOTHING}, "carries no"),
    ("trace_id_present", {"headers": {TRACE: ""}}, "carries no"),
    ("trace_id_unique", {"headers": NOTHING}, False),
    ("error_body", {}, False),
    ("error_body", {"status": 412, "body": error()}, True),
    ("error_body", {"status": 412, "body": error("other")}, "does not repeat"),
    ("error_body", {"status": 412, "body": b"<html>"}, "not JSON"),
    ("error_body", {"status": 412, "body": b"[]"}, "no error as described"),
    ("error_body", {"status": 412, "body": b'{"traceId": "abc", "code": "X"}'}, "lacks the member message"),
    (
        "error_body",
        {"status": 502, "body": b"<html>", "headers": {TRACE: "abc", "content-type": "text/html"}},
        "no JSON",
    ),
    ("error_body", {"status": 405, "method": "HEAD", "body": b""}, False),
    ("unauthorised_refused", {}, False),
    ("unauthorised_refused", {"authorised": False}, "answered with 201"),
    ("unauthorised_refused", {"authorised": False, "status": 401}, True),
    ("unauthorised_refused", {"authorised": False, "status": 429}, False),
    ("missing_precondition_refused", {}, False),
    ("missing_precondition_refused", {"request_headers": NOTHING}, "412 was due"),
    ("missing_precondition_refused", {"request_headers": NOTHING, "status": 400}, "412 was due"),
    ("missing_precondition_refused", {"request_headers": NOTHING, "status": 412}, True),
    ("missing_precondition_refused", {"request_headers": NOTHING, "status": 404, "rest": True}, True),
    ("missing_precondition_refused", {"request_headers": NOTHING, "before": None}, False),
    ("missing_precondition_refused", {"request_headers": NOTHING, "status": 503}, False),
    ("stale_precondition_refused", {}, False),
    ("stale_precondition_refused", {"request_headers": {"if-match": "one"}}, False),
    ("stale_precondition_refused", {"request_headers": {"If-Match": "*"}}, False),
    ("stale_precondition_refused", {"request_headers": {"If-Match": '"zero", "one"'}}, False),
    ("stale_precondition_refused", {"request_headers": {"If-Match": '"zero"'}}, "answered with 201"),
    ("stale_precondition_refused", {"request_headers": {"If-Match": '"zero"'}, "status": 412}, True),
    ("refusal_changes_nothing", {}, False),
    ("refusal_changes_nothing", REFUSED, True),
    ("refusal_changes_nothing", {**REFUSED, "after": NEW}, "version moved"),
    ("refusal_changes_nothing", {**REFUSED, "after": Snapshot('"one"', b"other")}, "something changed"),
    ("refusal_changes_nothing", {**REFUSED, "after": None}, False),
    ("refusal_changes_nothing", {**REFUSED, "status": 500, "after": NEW}, False),
    ("change_changes_version", {}, True),
    ("change_changes_version", {"after": OLD}, "the same"),
    ("change_changes_version", {"status": 412}, False),
    ("version_never_reused", {}, True),
    ("version_never_reused", {"after": Snapshot('"one"', b"other")}, "one version"),
    ("version_never_reused", {"after": OLD}, False),
    ("example_accepted", {}, False),
    ("example_accepted", {"example": True}, True),
    ("example_accepted", {"example": True, "status": 409}, True),
    ("example_accepted", {"example": True, "status": 400}, "answered with 400"),
]


@pytest.mark.parametrize(("rule", "details", "due"), CASES)
def test_rule(rule: str, details: dict[str, Any], due: bool | str, description: Description) -> None:
    found = verdict(description, rule, wire(description, **details))
    if isinstance(due, str):
        assert isinstance(found, str)
        assert due in found
    else:
        assert found is due


def test_an_earlier_version_that_comes_back_is_seen(description: Description) -> None:
    found = verdict(description, "version_never_reused", wire(description), seen={'"two"': b"long ago"})
    assert found == "the version of an earlier state came back"


def test_an_undescribed_method_may_not_change_anything_either(description: Description) -> None:
    moved = wire(description, None, status=405, after=NEW)
    assert isinstance(verdict(description, "refusal_changes_nothing", moved), str)


def test_an_identifier_given_out_twice_is_told_with_the_first_request(description: Description) -> None:
    watch = watch_of(description)
    for number in (1, 2):
        watch.judge(wire(description, number=number, before=None, after=None))
    failures = watch.findings.failures("again")
    (found,) = [each for each in failures if each.check == "trace_id_unique"]
    assert found.trace_id == "abc"
    assert "request number 1" in found.message
    assert found.reproduce == "again; it is request number 2"
    count = next(each for each in watch.counts() if each.name == "trace_id_unique")
    assert (count.exercised, count.failed) == (2, 1)


def test_the_repr_of_an_exchange_shows_no_value(description: Description) -> None:
    told = repr(wire(description, body=b'{"companyName": "somebody"}', request_headers={"Authorization": "Bearer x"}))
    assert "somebody" not in told
    assert "Bearer" not in told
    assert "first" not in repr(OLD)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (504, b"", ""),
        (502, b"<html>Bad gateway</html>", "text/html"),
        (200, b"<html>Sign in</html>", "text/html"),
        (503, b'{"message": "no healthy upstream"}', "application/json"),
    ],
)
def test_no_rule_is_held_against_what_the_api_did_not_answer(
    description: Description, status: int, body: bytes, kind: str
) -> None:
    watch = watch_of(description)
    watch.judge(wire(description, status=status, body=body, headers={"content-type": kind} if kind else {}))
    assert watch.strange == 1
    assert all(count.exercised == 0 for count in watch.counts())


def test_a_redirect_to_another_server_is_held_against_no_rule(description: Description) -> None:
    watch = watch_of(description)
    watch.judge(wire(description, status=302, body=b"", headers={"Location": "https://login.example/"}))
    watch.judge(wire(description, status=302, body=b"", headers={"Location": "/v1/loans/8", TRACE: "abc"}))
    assert watch.strange == 1
    assert any(count.exercised for count in watch.counts())
