"""Which check comes first: each row mends one flaw of a request that has all of them."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve, frozen

from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import ASSET, CUSTOMER, LOAN, SHEET, SIGNATORY, SUBMISSION, TRACE, Hire, Introducer

Make = Callable[..., SieSmartMock]


@frozen
class Flawed:
    """One request, and which of its flaws are mended."""

    token: str | None = None
    path: str = "/no/such/path"
    method: str = "PUT"
    version: str | None = None
    content: bytes = b"{"
    content_type: str = "application/json"


def send(introducer: Introducer, flawed: Flawed) -> tuple[int, str]:
    headers = {"Content-Type": flawed.content_type}
    if flawed.token is not None:
        headers["Authorization"] = f"Bearer {flawed.token}"
    if flawed.version is not None:
        headers["If-Match"] = flawed.version
    url = f"{introducer.mock.base_url()}{flawed.path}"
    response = introducer.http.request(flawed.method, url, content=flawed.content, headers=headers)
    code = response.json().get("code", "") if response.content else ""
    return response.status_code, code


def test_every_check_in_its_turn(make: Make, hire: Hire) -> None:
    mock = make()
    boss, reader, other = hire(mock), hire(mock, 1), hire(mock, 2)
    complete = boss.complete()
    foreign = other.call("proposals_create", body={"officeId": 9}).json()["id"]
    stale = boss.version(complete)
    assert boss.change("customer_set", complete, body=CUSTOMER).status_code == 200
    body = b'{"assetIacCode": "NONE", "quantity": 1, "valuePerAsset": 1}'
    steps: list[tuple[dict[str, Any], int, str]] = [
        ({}, 401, "UNAUTHORIZED"),
        ({"token": "forged"}, 401, "UNAUTHORIZED"),
        ({"token": reader.token}, 404, "NOT_FOUND"),
        ({"path": f"/proposals/{complete}/assets"}, 405, "METHOD_NOT_ALLOWED"),
        ({"method": "POST"}, 403, "FORBIDDEN"),
        ({"token": boss.token, "path": "/proposals/abc/assets"}, 400, "VALIDATION_FAILED"),
        ({"path": "/proposals/1/assets"}, 404, "NOT_FOUND"),
        ({"path": f"/proposals/{foreign}/assets"}, 403, "FORBIDDEN"),
        ({"path": f"/proposals/{complete}/assets"}, 412, "PRECONDITION_MISSING"),
        ({"version": stale}, 412, "PRECONDITION_FAILED"),
        ({"version": f"W/{boss.version(complete)}"}, 412, "PRECONDITION_FAILED"),
        ({"version": boss.version(complete), "content_type": "text/plain"}, 400, "VALIDATION_FAILED"),
        ({"content_type": "application/json"}, 400, "VALIDATION_FAILED"),
        ({"content": b"{}"}, 400, "VALIDATION_FAILED"),
        ({"content": body}, 404, "NOT_FOUND"),
        ({"content": body.replace(b"NONE", b"ITE2201")}, 201, ""),
    ]
    flawed = Flawed()
    for mended, status, code in steps:
        flawed = evolve(flawed, **mended)
        assert send(boss, flawed) == (status, code), mended


def test_the_pace_comes_before_everything(make: Make, hire: Hire) -> None:
    introducer = hire(make(requests_per_minute=2))
    assert send(introducer, Flawed()) == (401, "UNAUTHORIZED")
    assert introducer.http.get("https://siesmart.test/elsewhere").status_code == 404
    for flawed in (Flawed(), Flawed(token=introducer.token, path="/common/offices", method="GET")):
        assert send(introducer, flawed) == (429, "RATE_LIMIT_REACHED")
    assert introducer.http.get("https://siesmart.test/elsewhere").status_code == 429


def paths_of(operation_path: str, proposal_id: int) -> str:
    names = {
        "{proposal-id}": str(proposal_id),
        "{asset-id}": "1",
        "{loan-id}": "1",
        "{document-type}": "CONTRACT",
        "{document-value}": "1",
    }
    for name, value in names.items():
        operation_path = operation_path.replace(name, value)
    return operation_path


def test_everything_under_the_base_path_asks_for_a_token_first(introducer: Introducer) -> None:
    base = introducer.mock.base_url()
    for operation in introducer.mock.description:
        for headers in (
            {},
            {"Authorization": "Basic bW9jazptb2Nr"},
            {"Authorization": "Bearer"},
            {"Authorization": "Bearer   "},
            {"Authorization": introducer.token},
            {"Authorization": f"Bearer {introducer.token}x"},
        ):
            url = base + paths_of(operation.path, 1)
            answer = introducer.http.request(operation.method, url, headers=headers)
            assert answer.status_code == 401, (operation.id, headers)
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    for path in ("", "/", "/nothing", "/proposals//assets"):
        assert introducer.http.get(base + path).status_code == 401
        assert introducer.raw("GET", path).status_code == 404


def test_the_scheme_is_read_without_case_and_a_double_header_is_refused(introducer: Introducer) -> None:
    url = f"{introducer.mock.base_url()}/common/offices"
    assert introducer.http.get(url, headers={"Authorization": f"bearer {introducer.token}"}).status_code == 200
    twice = [("Authorization", f"Bearer {introducer.token}"), ("Authorization", f"Bearer {introducer.token}")]
    assert introducer.http.get(url, headers=twice).status_code == 401


def test_outside_the_base_path_nothing_is_there(introducer: Introducer) -> None:
    for path in ("/", "/siesmart/b2b/v2/proposals", "/siesmart/b2b/v1x/proposals", "/%00", "/oauth/token/"):
        answer = introducer.http.get(f"https://siesmart.test{path}")
        assert answer.status_code == 404
        assert answer.json()["traceId"] == answer.headers[TRACE]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE", "TRACE", "LOCK"])
def test_a_method_that_is_not_described_is_405_with_the_ones_that_are(introducer: Introducer, method: str) -> None:
    description = introducer.mock.description
    for operation in description:
        methods = set(description.methods(operation.path))
        if operation.path == "/proposals/{proposal-id}":
            methods.add("GET")
        methods |= {"HEAD"} if "GET" in methods else set()
        if method in methods:
            continue
        answer = introducer.raw(method, paths_of(operation.path, 1))
        assert answer.status_code == 405, operation.id
        assert answer.headers["Allow"] == ", ".join(sorted(methods))


def test_the_other_path_of_the_creation(introducer: Introducer) -> None:
    answer = introducer.raw("POST", "/proposals/proposal", json={"officeId": 1})
    assert answer.status_code == 201
    assert introducer.read(answer.json()["id"])["officeId"] == 1
    refused = introducer.raw("PUT", "/proposals/proposal", json={"officeId": 1})
    assert refused.headers["Allow"] == "GET, HEAD, POST"


def test_a_reader_reads_and_changes_nothing(mock: SieSmartMock, hire: Hire) -> None:
    boss, reader = hire(mock), hire(mock, 1)
    proposal_id = boss.complete()
    before = mock.snapshot()
    for operation in mock.description:
        path = paths_of(operation.path, proposal_id)
        query = {"office-id": 1, "amount-financed": 1000}
        body = {"json": {"sheet": SHEET}} if operation.bodies else {}
        headers = {"If-Match": boss.version(proposal_id)}
        answer = reader.raw(operation.method, path, params=query, headers=headers, **body)
        changes = operation.needs_precondition or operation.id == "proposals_create"
        assert (answer.status_code == 403) == changes, operation.id
    assert mock.snapshot() == before


def test_another_introducers_proposal_is_out_of_reach(mock: SieSmartMock, hire: Hire) -> None:
    boss, other = hire(mock), hire(mock, 2)
    proposal_id = boss.complete()
    before = mock.snapshot()
    for operation in mock.description:
        if "proposal-id" in operation.path_names:
            answer = other.raw(operation.method, paths_of(operation.path, proposal_id), headers={"If-Match": "*"})
            assert answer.status_code == 403, operation.id
    query = {"proposal-id": proposal_id}
    assert other.call("calculation_preview", query=query, body={"sheet": SHEET}).status_code == 403
    assert other.create().status_code == 403
    assert mock.snapshot() == before


BODIES: dict[str, Any] = {
    "assets_add": ASSET,
    "assets_replace": ASSET,
    "loans_add": LOAN,
    "loans_replace": LOAN,
    "calculation_attach": {"sheet": SHEET},
    "customer_set": CUSTOMER,
    "customer_add_delivery_address": {"city": "London"},
    "customer_add_bank_account": {"iban": "ES9121000418450200051332"},
    "decision_request": SUBMISSION,
    "decision_cancel": None,
    "documents_upload": {"fileContent": "RXhhbXBsZQ==", "type": {"id": 2}},
    "documents_send": {"recipients": ["alex@example.com"]},
    "documents_sign": {"documentIds": [{"type": "CONTRACT", "value": 1}], "signatories": [SIGNATORY]},
}


def test_the_precondition_of_every_modifying_operation(introducer: Introducer) -> None:
    mock = introducer.mock
    proposal_id = introducer.accepted()
    with_loan = introducer.complete(loans=[LOAN])
    documents = introducer.call("documents_list", proposal_id).json()
    assert {operation.id for operation in mock.description if operation.needs_precondition} == set(BODIES)
    for operation_id, body in BODIES.items():
        target = proposal_id
        more: tuple[object, ...] = ()
        if operation_id == "assets_replace":
            more = (introducer.read(proposal_id)["assets"][0]["id"],)
        elif operation_id == "loans_replace":
            target, more = with_loan, (introducer.read(with_loan)["loans"][0]["id"],)
        elif operation_id == "documents_send":
            more = (documents[0]["id"]["type"], documents[0]["id"]["value"])
        current = introducer.version(target)
        before = mock.snapshot()
        for version in (None, "", '""', "W/" + current, '"2023-06-15T10:14:03.968Z"', "nonsense", '"*"'):
            # Not even a broken body is looked at before the precondition.
            for sent in (body, [1]):
                answer = introducer.call(operation_id, target, *more, body=sent, version=version)
                assert answer.status_code == 412, (operation_id, version)
        missing = [each if index else 1 for index, each in enumerate((target, *more))]
        assert introducer.call(operation_id, *missing, body=body).status_code == 404
        assert mock.snapshot() == before
        for version in (current, current.strip('"'), "*", f'"x", {current}'):
            answer = introducer.call(operation_id, target, *more, body=[1], version=version)
            assert answer.status_code != 412, (operation_id, version)


def test_several_if_match_lines_are_one_list(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    lines = [("If-Match", '"old"'), ("If-Match", introducer.version(proposal_id))]
    headers = [("Authorization", f"Bearer {introducer.token}"), *lines]
    url = f"{introducer.mock.base_url()}/proposals/{proposal_id}/customer"
    assert introducer.http.put(url, headers=headers, json=CUSTOMER).status_code == 200


def test_reading_and_creating_take_no_notice_of_if_match(introducer: Introducer) -> None:
    answer = introducer.call("proposals_create", body={"officeId": 1}, version='"old"')
    assert answer.status_code == 201
    assert introducer.call("proposals_get", answer.json()["id"], version='"old"').status_code == 200
