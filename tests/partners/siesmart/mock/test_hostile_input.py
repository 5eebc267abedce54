"""No input whatsoever gets a 500: raw requests, broken bodies, odd addresses."""

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from signoff_contract.description import Validators
from signoff_contract.mock.http import Request
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import ASSET, COMPLETE, LOAN, TRACE, Hire, Introducer

Make = Callable[..., SieSmartMock]

BASE = "/siesmart/b2b/v1"


def assert_sound(introducer: Introducer, request: Request, validators: Validators) -> int:
    """The status of the answer, which has a trace id, is described, and is never a 500."""
    mock = introducer.mock
    answer = mock.engine.answer(request)
    assert answer.status < 500, answer.body
    assert answer.header(TRACE)
    assert all("\r" not in value and "\n" not in value for _, value in answer.headers)
    if request.path == "/oauth/token":
        assert answer.status in {200, 400, 401, 403, 405}
        return answer.status
    found = mock.description.match(request.method, request.path.removeprefix(BASE))
    if found is not None and request.path.startswith(f"{BASE}/"):
        assert answer.status in found[0].statuses
    if answer.status >= 400:
        error = answer.json()
        assert not validators.check({"$ref": "#/components/schemas/Error"}, error)
        assert error["traceId"] == answer.header(TRACE)
    return answer.status


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
).map(lambda value: orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS) if _dumps(value) else b"1e999")


def _dumps(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except (TypeError, orjson.JSONEncodeError):
        return False
    return True


BODIES = (
    st.binary(max_size=60)
    | JSON_VALUES
    | st.sampled_from(
        [
            b"",
            b"null",
            b"NaN",
            b'{"officeId": 1e400}',
            b'{"officeId": 123456789012345678901234567890}',
            b'{"officeId": 1, "label": "\\ud800"}',
            b'{"officeId": 1, "label": "\\u0000"}',
            b'{"officeId": 1, "officeId": 1}',
            b"\xef\xbb\xbf{}",
            b'{"officeId": 1}' + b" " * 500,
            '{"officeId": 1}'.encode("utf-16"),
            orjson.dumps(COMPLETE),
            orjson.dumps(ASSET),
        ]
    )
)
PATHS = st.builds(
    lambda parts: "/" + "/".join(parts),
    st.lists(
        st.sampled_from(
            [
                "siesmart",
                "b2b",
                "v1",
                "proposals",
                "proposal",
                "assets",
                "loans",
                "calculation",
                "customer",
                "decision",
                "check",
                "documents",
                "signing",
                "common",
                "offices",
                "oauth",
                "token",
                "",
                ".",
                "..",
                "%2F",
                "%00",
                "%ff",
                "%",
                "%zz",
                "1",
                "-1",
                "99999999999999999999999",
                "1e3",
                "٣",
                "\u00e9",
                "CONTRACT",
                "download",
                "*",
            ]
        ),
        max_size=9,
    ),
)
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "", "get", "FÖÖ"])
LATIN = st.text(st.characters(max_codepoint=255), max_size=30)


@settings(max_examples=250)
@given(
    method=METHODS,
    path=PATHS | LATIN,
    query=LATIN | st.sampled_from(["office-id=1", "office-id=1&office-id=2", "%ff=%ff", "&&==&", "proposal-id=1"]),
    headers=st.lists(
        st.tuples(
            st.sampled_from(
                ["If-Match", "Content-Type", "Authorization", "Content-Encoding", "Host", "X-B2B-TRACE-ID"]
            ),
            LATIN | st.sampled_from(["*", "application/json", '"x"', "Bearer x", "gzip", "a\r\nSet-Cookie: x=y"]),
        ),
        max_size=4,
    ),
    body=BODIES,
    known=st.booleans(),
)
def test_any_request_gets_a_sound_answer(
    lasting: Introducer,
    validators: Validators,
    method: str,
    path: str,
    query: str,
    headers: list[tuple[str, str]],
    body: bytes,
    known: bool,
) -> None:
    token = [("Authorization", f"Bearer {lasting.token}")] if known else []
    full = path if path.startswith("/oauth") or not known else f"{BASE}{path}"
    assert_sound(lasting, Request(method, full, query, (*headers, *token), body, "192.0.2.1"), validators)


@settings(max_examples=200)
@given(data=st.data(), body=BODIES, media_type=st.sampled_from(["application/json"] * 8 + ["text/plain", "", "a;b"]))
def test_any_body_at_any_operation_gets_a_described_answer(
    lasting: Introducer, validators: Validators, data: st.DataObject, body: bytes, media_type: str
) -> None:
    proposals = sorted(lasting.mock.state.proposals)
    proposal_id = proposals[0] if proposals else lasting.complete()
    operation = data.draw(st.sampled_from(lasting.mock.description.operations))
    path = operation.path.replace("{proposal-id}", str(proposal_id))
    for asset in lasting.mock.state.proposals[proposal_id].assets[:1]:
        path = path.replace("{asset-id}", str(asset["id"]))
    for name in operation.path_names:
        path = path.replace(f"{{{name}}}", data.draw(st.sampled_from(["1", "CONTRACT", "%2e%2e", "x"])))
    query = data.draw(st.sampled_from(["", "office-id=1", "amount-financed=5", f"proposal-id={proposal_id}"]))
    headers = (("Authorization", f"Bearer {lasting.token}"), ("If-Match", "*"), ("Content-Type", media_type))
    request = Request(operation.method, f"{BASE}{path}", query, headers, body, "192.0.2.1")
    assert_sound(lasting, request, validators)


def mutations(value: Any) -> list[Any]:
    """Every value that differs from a good one at one place."""
    odd: list[Any] = [None, True, -1, 1.5, 2**63, 1e308, "", "\u0000" * 5, "x" * 5000, [], {}, [[]], {"id": None}]
    found: list[Any] = list(odd)
    if isinstance(value, dict):
        for name, member in value.items():
            found.extend({**value, name: each} for each in mutations(member))
            found.append({key: each for key, each in value.items() if key != name})
    if isinstance(value, list) and value:
        found.extend([each, *value[1:]] for each in mutations(value[0]))
    return found


@pytest.mark.parametrize("index", range(25))
def test_every_mutation_of_an_example_gets_a_described_answer(
    lasting: Introducer, validators: Validators, index: int
) -> None:
    operation = lasting.mock.description.operations[index]
    for example in (each.example for each in operation.bodies):
        body = example
        if operation.id == "customer_add_bank_account":
            proposal_id = lasting.create(officeId=3, assets=[ASSET], loans=[LOAN]).json()["id"]
        else:
            proposal_id = lasting.accepted() if operation.tag == "documents" else lasting.complete(loans=[LOAN])
        proposal = lasting.read(proposal_id)
        path = operation.path.replace("{proposal-id}", str(proposal_id))
        path = path.replace("{asset-id}", str(proposal["assets"][0]["id"]))
        if operation.tag == "documents":
            document = lasting.call("documents_list", proposal_id).json()[0]["id"]
            path = path.replace("{document-type}", document["type"]).replace("{document-value}", str(document["value"]))
            body = {**example, "documentIds": [document]} if "documentIds" in example else example
        else:
            path = path.replace("{loan-id}", str(proposal["loans"][0]["id"]))
        token = ("Authorization", f"Bearer {lasting.token}")
        headers = (token, ("If-Match", "*"), ("Content-Type", "application/json"))
        statuses = []
        for sent in [body, *mutations(body)]:
            request = Request(
                operation.method, f"{BASE}{path}", "amount-financed=9000", headers, orjson.dumps(sent), "192.0.2.1"
            )
            statuses.append(assert_sound(lasting, request, validators))
        assert statuses[0] < 300, operation.id
        assert 400 in statuses[1:]


def test_bombs_and_giants(introducer: Introducer, make: Make, hire: Hire) -> None:
    url = "/proposals"
    headers = {"Content-Type": "application/json"}
    bombs = [
        b"[" * 100_000,
        b'{"customer":' * 500 + b"1" + b"}" * 500,
        b'{"officeId":1,"x":' + b"[" * 99 + b"]" * 99 + b"}",
        b'{"officeId":' + b"9" * 5000 + b"}",
        b'{"officeId":1,"label":"' + b"x" * 1_000_000 + b'"}',
    ]
    for content in bombs:
        answer = introducer.raw("POST", url, content=content, headers=headers)
        assert answer.status_code in {201, 400}
        assert len(answer.text) < 2000 or answer.status_code == 201
    giant = b'{"officeId":1,"label":"' + b"x" * (10 * 1024 * 1024) + b'"}'
    answer = introducer.raw("POST", url, content=giant, headers=headers)
    assert answer.status_code == 400
    assert "longer" in answer.json()["message"]
    small = hire(make(body_limit=16))
    assert small.raw("POST", url, content=b'{"officeId": 1 }', headers=headers).status_code == 201
    assert small.raw("POST", url, content=b'{"officeId": 1  }', headers=headers).status_code == 400
    assert small.http.post(small.mock.token_url(), json={"a": "x" * 20}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/json"},
        {"Content-Type": "application/jsonx"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_how_a_body_is_announced(introducer: Introducer, headers: dict[str, str]) -> None:
    assert introducer.raw("POST", "/proposals", content=b'{"officeId": 1}', headers=headers).status_code == 400
    for good in ("application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'):
        answer = introducer.raw("POST", "/proposals", content=b'{"officeId": 1}', headers={"Content-Type": good})
        assert answer.status_code == 201


def test_encoded_slashes_stay_inside_their_segment(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    assert introducer.raw("GET", f"/proposals%2F{proposal_id}").status_code == 404
    assert introducer.raw("GET", f"/proposals/{proposal_id}%2Fassets").status_code == 400
    assert introducer.raw("GET", f"/%70roposals/{proposal_id}").status_code == 200
    for path in (f"//proposals/{proposal_id}", f"/proposals/{proposal_id}/", f"/proposals//{proposal_id}"):
        assert introducer.raw("GET", path).status_code == 404
    for odd in ("abc", "-1", "1.0", "9007199254740992", "9" * 400, "%00", "٣"):
        assert introducer.raw("GET", f"/proposals/{odd}").status_code == 400


def test_the_messages_of_refusals_do_not_repeat_what_was_sent(introducer: Introducer) -> None:
    secret = "canary-4711"
    bodies: list[Any] = [
        {"officeId": secret},
        {"officeId": 1, "customer": secret},
        {"officeId": 1, "assets": [{**ASSET, "assetIacCode": secret}]},
        {"officeId": 1, "label": secret * 100},
    ]
    for body in bodies:
        answer = introducer.call("proposals_create", body=body)
        assert answer.status_code in {400, 404}
        assert secret not in answer.text
    raw = introducer.raw(
        "POST", "/proposals", content=f'{{"{secret}'.encode(), headers={"Content-Type": "application/json"}
    )
    assert raw.status_code == 400
    assert secret not in raw.text


def _fail(_engine: Any, _request: Request) -> Any:
    raise KeyError("personal data")


def test_a_fault_of_the_mock_itself_is_a_500_with_a_trace_id(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mock = make()
    monkeypatch.setattr(type(mock.engine), "_route", _fail)
    answer = mock.engine.answer(Request("GET", "/"))
    assert answer.status == 500
    assert answer.json()["traceId"] == answer.header(TRACE)
    assert "KeyError" in caplog.text
    assert "personal data" not in caplog.text + answer.body.decode()


def test_a_client_that_hangs_up_gets_no_answer_and_other_protocols_are_turned_down(make: Make) -> None:
    mock = make()
    sent: list[Any] = []

    async def talk(scope: dict[str, Any], *messages: dict[str, Any]) -> None:
        queue = list(messages)

        async def receive() -> Any:
            return queue.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)

        await mock.app(scope, receive, send)

    http = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    partly = {"type": "http.request", "body": b"a", "more_body": True}
    asyncio.run(talk(http, partly, {"type": "http.disconnect"}))
    assert sent == []
    asyncio.run(talk({"type": "websocket"}, {"type": "websocket.connect"}))
    assert sent.pop()["type"] == "websocket.close"
    asyncio.run(talk({"type": "lifespan"}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))
    assert [each["type"] for each in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    sent.clear()
    asyncio.run(talk(http, partly, {"type": "http.request", "body": b"b"}))
    assert sent[0]["status"] == 404
