"""A campaign finds what it is for at SmartBusiness too: one fault at a time stands in front of the correct mock."""

import json
from collections.abc import Callable
from typing import Any

import attrs
import httpx2
import pytest
from attrs import frozen

from signoff_contract.description import Description, load
from signoff_contract.mock.planted import FaultyTransport, Send, Wire, again, edited, headers_of, on_answer, resent
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.results import PropertyResult

Answered = Callable[[httpx2.Request, httpx2.Response], httpx2.Response]

GROUPS = ("contact_groups_list", "contact_groups_get", "contact_groups_update", "contact_groups_create")
ADDRESSES = ("contact_addresses_update", "contact_addresses_create")


@pytest.fixture(scope="module")
def smartbusiness() -> Description:
    return load("smartbusiness")


@frozen
class Planted:
    """A fault, the checks of which at least one has to see it, and the operations that are enough for that."""

    name: str
    make: Callable[[], Wire]
    checks: tuple[str, ...]
    operations: tuple[str, ...] = GROUPS
    exhaustive: bool = False


def where(condition: Callable[[httpx2.Request, httpx2.Response], bool], edit: Answered) -> Callable[[], Wire]:
    """Answers for which the condition holds are rewritten."""
    return on_answer(lambda request, answer: edit(request, answer) if condition(request, answer) else answer)


def is_list(request: httpx2.Request, answer: httpx2.Response) -> bool:
    return request.method == "GET" and answer.status_code == 200 and b'"pagination"' in answer.content


def has_status(*statuses: int) -> Callable[[httpx2.Request, httpx2.Response], bool]:
    return lambda _request, answer: answer.status_code in statuses


def setting(**headers: str | None) -> Answered:
    def edit(_request: httpx2.Request, answer: httpx2.Response) -> httpx2.Response:
        return httpx2.Response(answer.status_code, headers=headers_of(answer, **headers), content=answer.content)

    return edit


def editing(edit: Callable[[Any], Any]) -> Answered:
    return lambda _request, answer: edited(answer, edit)


def moving(**members: Any) -> Answered:
    return editing(lambda value: {**value, **members})


def odd_filters_break() -> Wire:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        answer = send(request)
        if "~" in request.url.params.get("filter", ""):
            return again(answer, status=500, body=b'{"code": 0, "message": "unexpected"}')
        return answer

    return wire


def updates_erase() -> Wire:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        return send(resent(request, lambda body: {"street2": None, **body}) if request.method == "PUT" else request)

    return wire


def addresses_come_with_a_second_line() -> Wire:
    erase = updates_erase()

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method == "POST" and request.url.path.endswith("/addresses"):
            request = resent(request, lambda body: {"street2": "Postfach", **body})
        return erase(request, send)

    return wire


def updates_are_lost() -> Wire:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        lost = request.method == "PUT" and "/groups/" in request.url.path
        return send(resent(request, lambda _: {}) if lost else request)

    return wire


def refusals_change() -> Wire:
    """What is refused is carried out in part: the default flag is set all the same."""

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        answer = send(request)
        if request.method == "PUT" and answer.status_code == 422:
            body = json.dumps({"street2": f"after request {answer.headers['X-Request-Id']}"}).encode()
            lines = headers_of(request, content_length=str(len(body)), content_type="application/json")
            send(httpx2.Request("PUT", request.url, headers=lines, content=body))
        return answer

    return wire


def unknown_values_pass() -> Wire:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        answer = send(request)
        if request.method == "POST" and answer.status_code == 422 and b'"gender"' in answer.content:
            return send(resent(request, lambda body: {**body, "gender": "M"}))
        return answer

    return wire


def options_pass(name: str) -> Callable[[], Wire]:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        given = dict(request.url.params)
        if request.method != "GET" or name not in given:
            return send(request)
        rest = {key: value for key, value in given.items() if key != name}
        url = request.url.copy_with(params=rest) if rest else request.url.copy_with(query=None)
        return send(httpx2.Request("GET", url, headers=headers_of(request)))

    return lambda: wire


def anybody_may(mock: Any) -> Callable[[], Wire]:
    token = mock.tokens.issue(mock.clients[0])

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        lines = headers_of(request, authorization=f"Bearer {token}")
        return send(httpx2.Request(request.method, request.url, headers=lines, content=request.content))

    return lambda: wire


PLANTED = [
    Planted("a list is a bare array", where(is_list, editing(lambda v: v["items"])), ("response_schema_conformance",)),
    Planted("a page lacks an object", where(is_list, editing(lambda v: v["items"].clear())), ("pages",)),
    Planted(
        "a page always has a next one",
        where(is_list, editing(lambda v: v["pagination"].update(next=v["pagination"]["first"]))),
        ("pages",),
    ),
    Planted(
        "a refusal lacks a header",
        where(has_status(404), setting(X_Rate_Limit_Reset=None)),
        ("response_headers_conformance",),
    ),
    Planted(
        "a header is no number",
        where(has_status(200), setting(X_Rate_Limit_Limit="many")),
        ("response_headers_conformance",),
    ),
    Planted("more is left than allowed", where(has_status(200), setting(X_Rate_Limit_Limit="1")), ("rate_told",)),
    Planted(
        "browsers are told nothing useful",
        where(has_status(200), setting(Access_Control_Allow_Methods="TRACE")),
        ("method_told",),
    ),
    Planted("one request id for all", where(has_status(200, 404), setting(X_Request_Id="one")), ("trace_id_unique",)),
    Planted("no request id", where(has_status(201), setting(X_Request_Id=None)), ("trace_id_present",)),
    Planted("an odd filter is too much", odd_filters_break, ("not_a_server_error",)),
    Planted(
        "an answer has an unknown value",
        where(has_status(200), editing(lambda v: v.get("item", {}).update(gender="X"))),
        ("known_values",),
        ("contact_people_get",),
    ),
    Planted("an update erases", addresses_come_with_a_second_line, ("update_keeps",), ADDRESSES),
    Planted("an update is lost", updates_are_lost, ("update_stores",)),
    Planted("a refused update changes", refusals_change, ("refusal_changes_nothing",), ADDRESSES, exhaustive=True),
    Planted(
        "a creation has another status",
        where(has_status(201), lambda _, answer: again(answer, status=202)),
        ("status_code_conformance",),
    ),
    Planted(
        "a deletion has a body",
        where(
            has_status(204), lambda _, answer: again(answer, status=204, body=b"{}", content_type="application/json")
        ),
        ("content_type_conformance",),
        ("contact_groups_delete",),
    ),
    Planted(
        "a file is announced as text",
        where(has_status(200), setting(content_type="text/plain")),
        ("content_type_conformance",),
        ("offers_get_pdf",),
    ),
    Planted(
        "an unknown value is taken", unknown_values_pass, ("negative_data_rejection",), ("contact_people_create",), True
    ),
    Planted("any limit is taken", options_pass("limit"), ("negative_data_rejection", "pages"), exhaustive=True),
    Planted("optional members are not shown", options_pass("with"), ("optional_members",)),
    Planted("any order is taken", options_pass("sort"), ("options_refused",), exhaustive=True),
    Planted(
        "a wrong option has the general code",
        where(has_status(400), moving(code=2000)),
        ("options_refused",),
        exhaustive=True,
    ),
    Planted(
        "the wrong option is blamed", where(has_status(400), moving(code=2100)), ("options_refused",), exhaustive=True
    ),
    Planted("a wrong code", where(has_status(404), moving(code=3001)), ("error_codes",)),
    Planted(
        "a refusal names no field",
        where(has_status(422), moving(meta={"errors": []})),
        ("fields_refused",),
        exhaustive=True,
    ),
    Planted(
        "a refusal is a page",
        where(has_status(404), lambda _, a: again(a, body=b"<html>", content_type="text/html")),
        ("error_body",),
    ),
    Planted(
        "another method is unknown",
        where(has_status(405), lambda _, answer: again(answer, status=404)),
        ("unsupported_method",),
        exhaustive=True,
    ),
    Planted(
        "Allow is not told", where(has_status(405), setting(Allow=None)), ("allow_header_conformance",), exhaustive=True
    ),
    Planted(
        "good requests have no place",
        where(has_status(201), lambda _, answer: again(answer, status=415)),
        ("positive_data_acceptance", "example_accepted"),
    ),
]


def campaign(description: Description, fault: Planted, wire: Wire | None = None) -> PropertyResult:
    target = find_targets("smartbusiness").campaign_mock(1)
    assert target.transport is not None
    faulty = attrs.evolve(
        target,
        transport=FaultyTransport(target.transport, wire or fault.make(), token_url=target.environment.token_url),
    )
    return run_property(
        faulty,
        description,
        seed=1,
        max_examples=2 if fault.exhaustive else 6,
        operations=fault.operations,
        exhaustive=fault.exhaustive,
        sequences=False,
    )


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.name)
def test_each_fault_is_found(fault: Planted, smartbusiness: Description) -> None:
    result = campaign(smartbusiness, fault)
    failed = {failure.check for failure in result.failures}
    assert failed & set(fault.checks), (result.failures, result.trouble)


def test_a_server_that_lets_anybody_in_is_found(smartbusiness: Description) -> None:
    target = find_targets("smartbusiness").campaign_mock(1)
    assert target.transport is not None
    open_to_all = FaultyTransport(target.transport, anybody_may(target.mock)(), token_url=target.environment.token_url)
    result = run_property(
        attrs.evolve(target, transport=open_to_all),
        smartbusiness,
        seed=1,
        max_examples=1,
        operations=GROUPS,
        exhaustive=False,
    )
    assert result.check("unauthorised_refused").failed >= 2 * len(GROUPS)


def test_an_operation_that_never_works_is_trouble(smartbusiness: Description) -> None:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if request.method != "DELETE":
            return send(request)
        url = request.url.copy_with(path=request.url.path.rpartition("/")[0] + "/1")
        return send(httpx2.Request("DELETE", url, headers=headers_of(request)))

    fault = Planted("deleting finds nothing", lambda: wire, (), ("contact_groups_delete",))
    result = campaign(smartbusiness, fault)
    assert dict(result.unreached) == {"contact_groups_delete": "never answered with success, lastly with 404"}
    assert not result.passed


def test_the_correct_mock_has_no_failure(smartbusiness: Description) -> None:
    operations = tuple(dict.fromkeys(name for fault in PLANTED for name in fault.operations))
    result = campaign(smartbusiness, Planted("none", lambda: lambda request, send: send(request), (), operations, True))
    assert result.failures == ()
    assert result.trouble == ()
    assert not result.unreached
