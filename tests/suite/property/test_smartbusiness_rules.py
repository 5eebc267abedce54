"""Each rule that only SmartBusiness has, and the rules of partial updates: what they judge and what they let be."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.suite.property.checks import rules_for
from signoff_contract.suite.property.results import Findings
from signoff_contract.suite.property.view import close_values
from signoff_contract.suite.property.watch import Snapshot, Watch, Wire
from signoff_contract.traffic.exchange import Exchange
from signoff_partners.smartbusiness.properties import prepare

ERROR: dict[str, Any] = {"code": 2000, "message": "no"}
PAGE: dict[str, Any] = {"page": 1, "pages": 2, "total": 3, "first": "a", "last": "b", "next": "c"}
LIST = "contact_groups_list"
GROUP = {"id": 1, "name": "Friends", "usage": 0}


@pytest.fixture(scope="module")
def watch() -> Watch:
    description: Description = load("smartbusiness")
    preparation = prepare(description)
    return Watch(description, Findings(), preparation, rules_for(description, preparation), close_values(description))


def refusal(status: int, **members: Any) -> dict[str, Any]:
    return {"status": status, "body": {**ERROR, **members}}


def fields(*errors: tuple[str, int]) -> dict[str, Any]:
    listed = [{"key": key, "code": code, "message": "no"} for key, code in errors]
    return {**refusal(422, code=1000, meta={"errors": listed}), "operation": "contact_groups_create"}


def page(count: int = 2, **changed: Any) -> dict[str, Any]:
    pagination = {name: value for name, value in {**PAGE, **changed}.items() if value is not None}
    return {"query": "limit=2", "body": {"items": [GROUP] * count, "pagination": pagination}}


def updated(sent: Any, after: dict[str, Any], operation: str = "contact_groups_update") -> dict[str, Any]:
    states = [Snapshot(None, json.dumps({"item": each}).encode()) for each in (GROUP, {**GROUP, **after})]
    return {"operation": operation, "content": sent, "before": states[0], "after": states[1], "body": {"item": GROUP}}


CASES: list[tuple[str, dict[str, Any], bool | str]] = [
    ("error_codes", {}, False),
    ("error_codes", refusal(404, code=3000), True),
    ("error_codes", refusal(404, code=2000), "none of that status"),
    ("fields_refused", {}, False),
    ("fields_refused", fields(("name", 1100)), True),
    ("fields_refused", fields(), "names no field"),
    ("fields_refused", fields(("name", 1100), ("name", 1101)), "told twice"),
    ("fields_refused", fields(("name", 1101)), "name fits the description"),
    ("fields_refused", {**fields(("name", 1101)), "breaks": ("body /name",)}, True),
    ("fields_refused", fields(("date_time", 1103)), True),
    ("options_refused", {}, False),
    ("options_refused", {"operation": "contact_groups_get"}, False),
    ("options_refused", {**refusal(400, code=2103), "breaks": ("query limit",)}, True),
    ("options_refused", {**refusal(400, code=2000), "breaks": ("query limit",)}, "code is another's"),
    ("options_refused", {**refusal(400, code=2104)}, "which fits"),
    ("options_refused", {"breaks": ("query limit",), "query": "limit=0"}, "the answer is 200"),
    ("options_refused", {"query": "sort=no_such_member"}, "the answer is 200"),
    ("options_refused", {**refusal(400, code=2102), "query": "sort=-no_such_member,id"}, True),
    ("options_refused", {**refusal(400, code=2101), "query": 'filter={"no_such_member": 1}'}, True),
    ("options_refused", {"query": 'filter={"no_such_member": 1}'}, "the answer is 200"),
    ("pages", {"body": GROUP}, False),
    ("pages", page(), True),
    ("pages", page(1), "2 were due"),
    ("pages", page(next=None), "next is there"),
    ("pages", page(previous="d"), "previous is there"),
    ("pages", page(pages=3), "number of pages"),
    ("pages", {**page(1, next=None, previous="d", page=2), "query": "limit=2&offset=2"}, True),
    ("optional_members", {"operation": "contact_groups_get", "body": {"item": GROUP}}, True),
    ("optional_members", {"query": "with=permissions", "body": {"item": GROUP}}, "permissions is shown"),
    ("optional_members", {"query": "with=permissions", "body": {"item": {**GROUP, "permissions": []}}}, True),
    ("optional_members", {"body": {"item": {**GROUP, "permissions": []}}}, "permissions is shown"),
    ("rate_told", {}, False),
    ("rate_told", {"headers": {"x-rate-limit-limit": "5", "x-rate-limit-remaining": "5"}}, True),
    ("rate_told", {"headers": {"x-rate-limit-limit": "5", "x-rate-limit-remaining": "6"}}, "more requests are left"),
    ("method_told", {}, False),
    ("method_told", {"headers": {"access-control-allow-methods": "GET, POST"}}, True),
    ("method_told", {"headers": {"access-control-allow-methods": "POST"}}, "does not name the method"),
    ("update_keeps", {}, False),
    ("update_keeps", updated({"name": "Others"}, {"name": "Others"}), True),
    ("update_keeps", updated({"name": "Others"}, {"name": "Others", "usage": 1}), True),
    ("update_keeps", updated({}, {"name": "Others"}), "name changed"),
    ("update_keeps", updated([], {"name": "Others"}), "name changed"),
    ("update_keeps", {**updated({}, {"name": "Others"}), "status": 422}, False),
    ("update_stores", updated({"name": "Others"}, {"name": "Others"}), True),
    ("update_stores", updated({"name": "Others"}, {}), "name is not stored"),
    ("update_stores", updated({"usage": 7}, {}), False),
]


@pytest.mark.parametrize(("rule", "details", "due"), CASES)
def test_rule(rule: str, details: dict[str, Any], due: bool | str, watch: Watch) -> None:
    details = {"body": {}, "content": b"", "operation": LIST, **details}
    operation = watch.description.operation(details["operation"])
    content = details["content"]
    exchange = Exchange(
        number=1,
        method=operation.method,
        url=f"https://api.example/{operation.path}?{details.get('query', '')}",
        request_body=content if isinstance(content, bytes) else json.dumps(content).encode(),
        status=details.get("status", 200),
        response_headers=details.get("headers", {}),
        response_body=json.dumps(details["body"]).encode(),
        started=datetime(2026, 1, 31, tzinfo=UTC),
    )
    wire = Wire(
        exchange,
        operation=operation,
        label=operation.id,
        authorised=True,
        before=details.get("before"),
        after=details.get("after"),
        breaks=details.get("breaks", ()),
    )
    found = next(each for each in watch.rules if each.name == rule).judge(watch, wire)
    if isinstance(due, str):
        assert isinstance(found, str)
        assert due in found
    else:
        assert found is due
