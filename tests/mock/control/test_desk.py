"""The control plane over HTTP: every operation of its description, and nothing else."""

import hashlib
import re
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from signoff_contract.description import Operation
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.control import control as python
from signoff_contract.mock.control.calls import CALLS
from signoff_contract.mock.control.desk import LARGEST_BODY, Desk
from signoff_contract.mock.http import Request
from signoff_contract.mock.simutek import SimutekMock

from .conftest import JSON, MOCKS, Asker, Hosted, described
from .lives import Life

BY_DESK = {"health", "description"}


def examples(partner: str) -> dict[str, tuple[str, Any]]:
    """A call of each operation, which the mock of a partner carries out."""
    seeds = {"siesmart": "proposals", "smartbusiness": "invoices", "simutek": "customers"}
    rows = {"siesmart": "SIE-AUTH-001", "smartbusiness": "SMB-AUTH-001", "simutek": "SIM-AUTH-001"}
    delays = [
        {"distribution": "uniform", "least": 1, "most": 2, "operation": "x"},
        {"distribution": "fixed", "milliseconds": 3},
    ]
    return {
        "health": ("/health", None),
        "description": ("/openapi.json", None),
        "mocks": ("/mocks", None),
        "reset": ("/reset", {"seed": 5}),
        "seed": ("/seed", {"kind": seeds[partner], "count": 2}),
        "snapshot": ("/snapshot", None),
        "restore": ("/snapshot", ...),
        "clock": ("/clock", None),
        "set_clock": ("/clock", {"advance": 10.5, "running": False}),
        "refresh": ("/refresh", None),
        "tokens": ("/tokens", None),
        "end_tokens": ("/tokens", {"how": "revoke"}),
        "issue_token": ("/tokens/issue", {"client": "added"}),
        "partner_description": (f"/description/{partner}.json", None),
        "clients": ("/clients", None),
        "add_client": ("/clients", {"client_id": "added", "client_secret": "secret"}),
        "remove_client": ("/clients/added", None),
        "switches": ("/switches", None),
        "set_switches": ("/switches", {"offline": False}),
        "latency": ("/latency", None),
        "set_latency": ("/latency", {"delays": delays}),
        "clear_latency": ("/latency", None),
        "catalogue": ("/faults/catalogue", None),
        "faults": ("/faults", None),
        "arm_fault": ("/faults", {"name": "unavailable", "target": {"client": "added"}, "times": 2}),
        "disarm_faults": ("/faults", None),
        "disarm_fault": ("/faults/1", None),
        "requests": ("/requests?limit=5&refused=true", None),
        "forget_requests": ("/requests", None),
        "request": ("/requests/1", None),
        "state": ("/state?limit=3&offset=1", None),
        "row": (f"/rows/{rows[partner]}", None),
    }


def test_every_operation_is_answered_as_described(asker: Asker, mock: Any, partner: str) -> None:
    calls = examples(partner)
    operations = {each.id: each for each in described()}
    assert calls.keys() == operations.keys()
    mock.control.add_client("added", "secret")
    mock.faults.arm("unavailable", times=1, client="nobody")
    Life(mock).log_in()
    snapshot = mock.control.snapshot()
    # What takes something away comes last.
    last = {"remove_client": 1, "disarm_fault": 2, "disarm_faults": 3, "reset": 4}
    for name in sorted(operations, key=lambda each: last.get(each, 0)):
        path, body = calls[name]
        if name == "forget_requests":
            continue
        answer = asker(operations[name].method, path, snapshot if body is ... else body)
        assert answer.status in operations[name].statuses, (name, answer.status, answer.body)
        if name == "reset":
            assert asker("DELETE", calls["forget_requests"][0]).status == 204


def test_what_the_description_shows_of_a_body_is_carried_out() -> None:
    shown = {
        each.id: (each.method, each.path, raw["requestBody"]["content"]["application/json"]["example"])
        for each in described()
        if "example"
        in (raw := raw_operation(each)).get("requestBody", {}).get("content", {}).get("application/json", {})
    }
    assert {"arm_fault", "set_clock", "end_tokens", "seed", "add_client", "set_latency"} <= shown.keys()
    for name, (method, path, body) in shown.items():
        mocks = {partner: make(seed=1, clock=ManualClock()) for partner, make in MOCKS.items()}
        askers = [Asker(Desk(Hosted({partner: mock}))) for partner, mock in mocks.items()]
        taken = [ask(method, path, body).status for ask in askers]
        assert any(status < 300 for status in taken), (name, taken)


def raw_operation(operation: Operation) -> Any:
    return described().document["paths"][operation.path][operation.method.lower()]


def test_every_operation_has_its_equal_in_python() -> None:
    classes = {"Control": python.Control, "Desk": Desk}
    for operation in described():
        owner, _, name = str(operation.extensions["x-python"]).partition(".")
        assert callable(getattr(classes[owner], name)), operation.id
    assert {each.id for each in described()} == CALLS.keys() | BY_DESK


def test_a_method_or_a_path_that_is_not_there(asker: Asker) -> None:
    answer = asker("PUT", "/reset", {})
    assert (answer.status, answer.header("Allow")) == (405, "POST")
    assert asker("POST", "/health", {}).header("Allow") == "GET, HEAD"
    assert asker("GET", "/nowhere").status == 404
    assert asker("GET", "//mocks").status == 404
    assert asker("HEAD", "/mocks").status == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "place"),
    [
        ("POST", "/clock", {"advance": -1}, 400, "advance"),
        ("POST", "/clock", {"advance": 1e308}, 400, "advance"),
        ("POST", "/clock", {}, 400, "The body"),
        ("POST", "/clock", None, 400, "missing"),
        ("POST", "/clock", b"{", 400, "not JSON"),
        ("POST", "/clock", b'{"advance": 1, "advance": 2}', 400, "twice"),
        ("POST", "/clock", b"[" * 100_000, 400, ""),
        ("POST", "/clock", b'\xff{"advance": 1}', 400, ""),
        ("POST", "/reset", {"sead": 1}, 400, ""),
        ("POST", "/seed", {"kind": "unicorns", "count": 1}, 404, "kinds are"),
        ("POST", "/seed", {"kind": "customers", "count": 0}, 400, "count"),
        ("GET", "/requests?limit=0", None, 400, "limit"),
        ("GET", "/requests?limit=5&limit=6", None, 400, "more than once"),
        ("GET", "/requests?colour=red", None, 400, "colour"),
        ("GET", "/requests?refused=perhaps", None, 400, "refused"),
        ("GET", "/requests/12345", None, 404, "12345"),
        ("GET", "/requests/first", None, 400, "number"),
        ("GET", "/mocks?partner=simutek", None, 400, "partner"),
        ("GET", "/clock?partner=acme", None, 404, "simutek"),
        ("PATCH", "/switches", {"colour": 1}, 404, "offline"),
        ("PATCH", "/switches", {"offline": "yes"}, 400, "true or false"),
        ("PATCH", "/switches", {"offline": True, "requests_per_minute": 0}, 400, "requests_per_minute"),
        ("PATCH", "/switches", {"token_lifetime": 1.5}, 400, "whole number"),
        ("POST", "/tokens", {"how": "burn"}, 400, "how"),
        ("POST", "/tokens", {"how": "expire", "client": "nobody"}, 404, "nobody"),
        ("POST", "/tokens", {"how": "expire", "digest": "0" * 64}, 404, "digest"),
        ("POST", "/tokens", {"how": "expire", "client": "mock-web-shop", "digest": "0" * 64}, 400, "not both"),
        ("POST", "/tokens/issue", {"client": "nobody"}, 404, "nobody"),
        ("POST", "/clients", {"client_id": "", "client_secret": "s"}, 400, "client_id"),
        ("POST", "/clients", {"client_id": "a\nb", "client_secret": "s"}, 400, "client_id"),
        ("POST", "/clients", {"client_id": "a", "client_secret": "s", "rights": ["fly"]}, 400, "read, write"),
        ("POST", "/clients", {"client_id": "a", "client_secret": "s", "details": {"wings": 2}}, 400, "wings"),
        ("DELETE", "/clients/nobody", None, 404, "nobody"),
        ("DELETE", "/clients/mock-web-shop", None, 409, "has to stay"),
        ("GET", "/state?kind=unicorns", None, 404, "kinds are"),
        ("PUT", "/latency", {"delays": [{"distribution": "fixed"}]}, 400, "delays/0 lacks the member milliseconds"),
        ("PUT", "/latency", {"delays": [{"distribution": "zipf"}]}, 400, "fixed, uniform, normal or lognormal"),
        ("PUT", "/latency", {"delays": [{"distribution": "uniform", "least": 2, "most": 1}]}, 400, "least"),
        ("PUT", "/latency", {"delays": [{"distribution": "fixed", "milliseconds": 1e9}]}, 400, "delays/0"),
        ("POST", "/faults", {"name": "meteor"}, 400, "meteor"),
        ("POST", "/faults", {"name": "unavailable", "target": {"moon": 1}}, 400, "target"),
        ("DELETE", "/faults/99", None, 404, "99"),
        ("GET", "/rows/NOT-A-ROW", None, 404, "NOT-A-ROW"),
        ("GET", "/description/acme.json", None, 404, "simutek"),
        ("PUT", "/snapshot", {"signoff": "mock snapshot"}, 400, "partner"),
    ],
)
def test_a_call_that_does_not_fit_is_told_what_to_do(
    method: str, path: str, body: Any, status: int, place: str
) -> None:
    mock = SimutekMock(clock=ManualClock(), customers=0)
    asker = Asker(Desk(Hosted({"simutek": mock})))
    before = mock.control.snapshot()
    answer = asker(method, path, body)
    assert answer.status == status, answer.body
    assert place in answer.body.decode()
    assert mock.control.snapshot() == before


def test_long_bodies_are_for_snapshots() -> None:
    mock = SimutekMock(customers=0)
    asker = Asker(Desk(Hosted({"simutek": mock})))
    long = b'{"colour": "%s"}' % (b"x" * LARGEST_BODY)
    assert asker("PATCH", "/switches", long).status == 413
    assert asker("PUT", "/snapshot", {**mock.control.snapshot(), "more": "x" * LARGEST_BODY}).status == 400
    cut = Request("PUT", "/_signoff/snapshot", "", (("Host", "127.0.0.1:8080"), JSON), b"", truncated=True)
    assert asker.desk.answer(cut).status == 413


def test_with_several_mocks_a_call_says_which_one_is_meant() -> None:
    mocks = {name: make(clock=ManualClock()) for name, make in MOCKS.items()}
    asker = Asker(Desk(Hosted(mocks)))
    assert asker.get("/health")["partners"] == list(MOCKS)
    assert [each["partner"] for each in asker.get("/mocks")["mocks"]] == list(MOCKS)
    answer = asker("POST", "/reset")
    assert answer.status == 400
    assert "partner=siesmart|smartbusiness|simutek" in answer.json()["message"]
    assert asker("PATCH", "/switches?partner=simutek", {"offline": True}).status == 200
    assert [each.control.offline for each in mocks.values()] == [False, False, True]
    for name, mock in mocks.items():
        Life(mock).log_in()
        assert asker("POST", f"/faults?partner={name}", {"name": "unavailable"}).status == 201
    told = asker.get("/requests")
    assert [each["number"] for each in told["requests"]] == [1, 2, 3]
    assert [each["partner"] for each in told["requests"]] == list(MOCKS)
    assert asker.get("/requests?partner=simutek")["requests"] == told["requests"][2:]
    assert asker.get("/requests?after=2")["last"] == 3
    assert [each["partner"] for each in asker.get("/faults")["faults"]] == list(MOCKS)
    assert {each["partner"] for each in asker.get("/state")["kinds"]} == set(MOCKS)
    assert asker("DELETE", "/faults").status == 204
    assert asker("DELETE", "/requests").status == 204
    assert asker.get("/requests") == {"last": 3, "requests": []}
    # Served once more, numbers go on.
    again = Asker(Desk(Hosted(mocks)))
    Life(mocks["siesmart"]).log_in()
    assert [each["number"] for each in again.get("/requests")["requests"]] == [4]


def test_tokens_are_told_by_their_digest_alone(mock: Any, asker: Asker) -> None:
    life = Life(mock)
    life.log_in()
    digest = hashlib.sha256(life.token.encode()).hexdigest()
    (told,) = asker.get("/tokens")["tokens"]
    assert (told["digest"], told["client"]) == (digest, mock.clients[0].client_id)
    assert life.token.encode() not in orjson.dumps([asker.get(f"/{name}") for name in ("tokens", "requests", "mocks")])
    assert life.token not in asker.get("/requests/1").__repr__()
    assert asker("POST", "/tokens", {"how": "expire", "digest": digest}).json() == {"ended": 1}
    assert life.read().status == 401
    assert b"expired" in life.read().body
    assert asker.get("/tokens")["tokens"] == []


def test_what_was_sent_and_answered_is_told_without_credentials(mock: Any, asker: Asker) -> None:
    life = Life(mock)
    life.log_in()
    life.step(1)
    whole = asker.get("/requests/2")
    assert life.token not in repr(whole)
    assert ["authorization", "(left out)"] in whole["request"]["headers"]
    assert whole["request"]["body"].startswith("{")
    login = asker.get("/requests/1")
    assert (login["request"]["body"], login["response"]["body"]) == (None, None)
    assert "secret" not in repr(login)


def test_a_refusal_is_told_with_its_reason(mock: Any, asker: Asker) -> None:
    life = Life(mock)
    life.read()
    (seen,) = asker.get("/requests?refused=true")["requests"]
    assert seen["status"] == 401
    assert seen["verdict"]["refused"]
    assert seen["verdict"]["message"]
    requirement = seen["verdict"]["requirement"]
    if requirement is not None:
        row = asker.get(f"/rows/{requirement}")
        assert (row["text"], row["source"]) == (seen["verdict"]["text"], seen["verdict"]["source"])
    assert asker.get("/requests?refused=false")["requests"] == []
    life.log_in()
    assert [each["status"] for each in asker.get("/requests?status=200")["requests"]] == [200]
    assert asker.get("/requests?operation=nothing")["requests"] == []


TEXTS = st.text(max_size=20) | st.sampled_from(
    ["siesmart", "simutek", "mock-web-shop", "1", "-1", "true", "é", "\0", "a/b"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
MEMBERS = sorted({name for schema in described().schemas.values() for name in schema.get("properties", {})})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    operation=st.sampled_from(list(described())),
    places=st.lists(TEXTS, min_size=3, max_size=3),
    query=st.lists(st.tuples(st.sampled_from(["partner", "client", "limit", "after", "kind", "x"]), TEXTS), max_size=3),
    members=st.dictionaries(st.sampled_from(MEMBERS), VALUES, max_size=4),
    raw=st.none() | st.binary(max_size=30),
)
def test_whatever_comes_is_answered_as_described(
    fuzzed: Asker,
    operation: Any,
    places: list[str],
    query: list[tuple[str, str]],
    members: dict[str, Any],
    raw: bytes | None,
) -> None:
    from urllib.parse import quote, urlencode

    values = iter(places)
    path = re.sub(r"\{[^}]+\}", lambda _: quote(next(values), safe="", errors="replace") or "x", operation.path)
    asked = urlencode(query, errors="replace")
    try:
        body = orjson.dumps(members) if raw is None else raw
    except (TypeError, orjson.JSONEncodeError):
        body = repr(members).encode("utf-8", "replace")
    fuzzed(operation.method, f"{path}?{asked}", body if operation.bodies else None)


@pytest.fixture(scope="module")
def fuzzed() -> Asker:
    return Asker(Desk(Hosted({"simutek": SimutekMock(clock=ManualClock(), customers=1)})))


def test_a_body_that_was_too_long_to_be_kept_is_told_as_none(mock: Any, asker: Asker) -> None:
    life = Life(mock)
    life.ask("POST", "/nowhere", {"text": "x" * 20_000})
    assert asker.get("/requests/1")["request"]["body"] is None
