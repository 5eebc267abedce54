"""No input whatsoever gets a 500: raw requests, broken bodies, odd addresses."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from signoff_contract.description import Validators
from signoff_contract.mock.http import Request
from signoff_partners.simutek.mock.mock import ORDERS_PAGE, TOKEN_PATH

from .conftest import COMPLETE, PROBLEM, Shop

BASE = "/api/v1"


def assert_sound(shop: Shop, request: Request, validators: Validators) -> int:
    """The status of the answer, which is described and never a 500."""
    answer = shop.mock.engine.answer(request)
    assert answer.status < 500, answer.body
    assert all("\r" not in value and "\n" not in value for _, value in answer.headers)
    if request.path == TOKEN_PATH:
        assert answer.status in {200, 400, 405}
        return answer.status
    found = shop.mock.description.match(request.method, request.path.removeprefix(BASE))
    if found is not None and request.path.startswith(f"{BASE}/"):
        assert answer.status in found[0].statuses
    if answer.status >= 400:
        assert answer.header("Content-Type") == PROBLEM
        assert not validators.check({"$ref": "#/components/schemas/Problem"}, answer.json())
        assert answer.json()["status"] == answer.status
    return answer.status


JSON_BODIES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "number", "customerNumber", "salesOrderLines", "quantity", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
).map(orjson.dumps)
BODIES = (
    st.binary(max_size=60)
    | JSON_BODIES
    | st.sampled_from(
        [
            b"",
            b"null",
            b"NaN",
            b'{"number": 1e400}',
            b'{"customerNumber": "\\ud800", "salesOrderLines": [{"quantity": 1}]}',
            b'{"name": "\\u0000", "number": null, "invoiceEmail": null, "corporateIdentityNumber": ""}',
            b'{"name": "a", "name": "b"}',
            b"\xef\xbb\xbf{}",
            '{"name": "a"}'.encode("utf-16"),
            orjson.dumps(COMPLETE),
            b"client_id=mock-web-shop&client_secret=mock-web-shop-secret&grant_type=client_credentials",
            b"client_id=%00&client_secret=%ff&grant_type=%",
        ]
    )
)
SEGMENTS = ["api", "v1", "customers", "salesorders", "connect", "token", "_mock", "K100421", "", ".", "..", "%2F"]
SEGMENTS += ["%00", "%ff", "%", "%zz", "1", "-1", "\u00e9", "*", "%63ustomers"]
PATHS = st.lists(st.sampled_from(SEGMENTS), max_size=6).map(lambda parts: "/" + "/".join(parts))
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "", "get", "FÖÖ"])
LATIN = st.text(st.characters(max_codepoint=255), max_size=30)
QUERIES = [
    "page=1&pageSize=2",
    "page=1&page=2",
    "%ff=%ff",
    "&&==&",
    "name=%00",
    "name=%ff",
    "page=%d9%a3",
    "pageSize=1e2",
]
TYPES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "",
    "a;b",
    "application/json; charset=x",
]


@settings(max_examples=250)
@given(
    method=METHODS,
    path=PATHS | LATIN | st.just(TOKEN_PATH) | st.just(ORDERS_PAGE),
    query=LATIN | st.sampled_from(QUERIES),
    headers=st.lists(
        st.tuples(
            st.sampled_from(["Content-Type", "Authorization", "Content-Encoding", "Host", "If-Match"]),
            LATIN | st.sampled_from([*TYPES, "Bearer x", "gzip", "a\r\nSet-Cookie: x=y"]),
        ),
        max_size=4,
    ),
    body=BODIES,
    known=st.booleans(),
)
def test_any_request_gets_a_sound_answer(
    lasting: Shop,
    validators: Validators,
    method: str,
    path: str,
    query: str,
    headers: list[tuple[str, str]],
    body: bytes,
    known: bool,
) -> None:
    token = [("Authorization", f"Bearer {lasting.token}")] if known else []
    full = f"{BASE}{path}" if known and path not in {TOKEN_PATH, ORDERS_PAGE} else path
    assert_sound(lasting, Request(method, full, query, (*headers, *token), body, "192.0.2.1"), validators)


@settings(max_examples=200)
@given(data=st.data(), body=BODIES, media_type=st.sampled_from(TYPES[:1] * 8 + TYPES))
def test_any_body_at_any_operation_gets_a_described_answer(
    lasting: Shop, validators: Validators, data: st.DataObject, body: bytes, media_type: str
) -> None:
    operation = data.draw(st.sampled_from(lasting.mock.description.operations))
    path = operation.path
    for name in operation.path_names:
        path = path.replace(f"{{{name}}}", data.draw(st.sampled_from(["K100421", "%2e%2e", "x", "%C3%85"])))
    query = data.draw(st.sampled_from(["", *QUERIES]))
    headers = (("Authorization", f"Bearer {lasting.token}"), ("Content-Type", media_type))
    assert_sound(lasting, Request(operation.method, f"{BASE}{path}", query, headers, body, "192.0.2.1"), validators)


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


@pytest.mark.parametrize("operation_id", ["customers_create", "sales_orders_create"])
def test_every_mutation_of_an_example_gets_a_described_answer(
    lasting: Shop, validators: Validators, operation_id: str
) -> None:
    operation = lasting.mock.description.operation(operation_id)
    headers = (("Authorization", f"Bearer {lasting.token}"), ("Content-Type", "application/json"))
    for example in (each.example for each in operation.bodies):
        good = {**example, "number": "K800001"} if operation_id == "customers_create" else example
        statuses = [
            assert_sound(
                lasting,
                Request(operation.method, f"{BASE}{operation.path}", "", headers, orjson.dumps(sent), "192.0.2.1"),
                validators,
            )
            for sent in [good, *mutations(good)]
        ]
        assert statuses[0] == 200
        assert 400 in statuses[1:]
    assert lasting.page().status_code == 200, "whatever was stored can be listed"


def test_bombs_and_giants(shop: Shop) -> None:
    headers = {"Content-Type": "application/json"}
    bombs = [
        b"[" * 100_000,
        b'{"postalAddress":' * 500 + b"1" + b"}" * 500,
        b'{"name":' + b"9" * 5000 + b"}",
        orjson.dumps({**COMPLETE, "name": "x" * 1_000_000}),
    ]
    for content in bombs:
        answer = shop.call("customers_create", content=content, headers=headers)
        assert answer.status_code in {200, 400}
        assert len(answer.text) < 2000
    giant = orjson.dumps({**COMPLETE, "name": "x" * (10 * 1024 * 1024)})
    answer = shop.call("customers_create", content=giant, headers=headers)
    assert answer.status_code == 400
    assert "longer" in answer.json()["detail"]
    many = [{"quantity": None} for _ in range(10_000)]
    answer = shop.order(rows=many)
    assert answer.status_code == 400
    assert len(answer.text) < 10_000


def test_the_messages_of_refusals_do_not_repeat_what_was_sent(shop: Shop) -> None:
    secret = "canary-4711"
    answers = [
        shop.create(name=None, number=secret, invoiceEmail=secret),
        shop.create(invoiceEmail=secret),
        shop.create(postalAddress=secret),
        shop.call("customers_get", secret),
        shop.page(page=secret),
        shop.order(buyer=secret),
        shop.order(language=secret),
        shop.order(currency=secret),
        shop.call("customers_create", content=f'{{"{secret}'.encode(), headers={"Content-Type": "application/json"}),
    ]
    shop.create(number=secret)
    answers.append(shop.create(number=secret))
    for answer in answers:
        assert answer.status_code in {400, 404}
        assert secret not in answer.text
