"""Values that no program can work with: named by their place, never an error of ours, never the rest of the run lost."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

import httpx2
import pytest
from tests.suite import blips
from tests.suite.parcels import ParcelContext, Server, certify, outcome, single

from signoff_contract.mock.planted import again
from signoff_contract.suite.model import RunRecord, State
from signoff_contract.traffic.exchange import Malformed
from signoff_contract.traffic.numerals import LARGEST_EXPONENT, exact_number, exact_whole_number, whole_number
from signoff_contract.traffic.oddities import oddity_of


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"a": {"b": [1, 1e99999999999999999999]}}', "/a/b/1 is a number beyond all bounds"),
        (b'{"a": 1e-99999999999999999999}', "/a is a number beyond all bounds"),
        (b'{"a": 1e999}', "/a is a number beyond all bounds"),
        (b'{"a": ' + b"9" * 5000 + b"}", "/a is a number of 5000 digits"),
        (b'{"a": NaN}', "/a is NaN, which JSON does not have"),
        (b'[{"x": -Infinity}]', "/0/x is -Infinity, which JSON does not have"),
        (b'{"a": "\\ud83d"}', "/a holds half a character (a lone surrogate)"),
        (b'{"a\\ud800": 1}', "/a\\ud800 is named with half a character (a lone surrogate)"),
        (b"[" * 200_000 + b"]" * 200_000, "the whole body is nested more deeply than can be read"),
    ],
)
def test_an_odd_value_is_told_by_its_place(body: bytes, told: str) -> None:
    assert str(oddity_of(body)) == told


@pytest.mark.parametrize(
    "body", [b"", b"{", b"<html>", b'{"a": 1.50, "b": "\\ud83d\\ude00", "c": [true, null]}', b"12", b'{"a": 0.0}']
)
def test_what_is_not_odd_is_not_told(body: bytes) -> None:
    assert oddity_of(body) is None


def test_numbers_are_read_exactly_and_within_bounds() -> None:
    assert exact_number("12.50") == Decimal("12.50")
    assert exact_number("0e99999999999999999999") in {Decimal(0), Decimal(f"1E+{LARGEST_EXPONENT}")}
    assert exact_number("-1e99999999999999999999") == Decimal(f"-1E+{LARGEST_EXPONENT}")
    assert exact_number("1e-99999999999999999999") == Decimal(f"1E-{LARGEST_EXPONENT}")
    assert exact_number("7e999999") == Decimal(f"1E+{LARGEST_EXPONENT}")
    assert whole_number("12") == 12
    assert whole_number("9" * 5000) == float("inf")
    assert exact_whole_number("9" * 5000) == Decimal("9" * 5000)


@pytest.mark.parametrize("text", ["1e99999999999999999999", "NaN", '"\\ud800"', "[" * 100_000 + "]" * 100_000])
def test_an_error_that_an_odd_value_makes_is_not_ours(text: str) -> None:
    server = Server()

    def odd(request: httpx2.Request) -> httpx2.Response:
        answer = server(request)
        if request.method != "GET":
            return answer
        return again(answer, body=b'{"id": 1, "weight": ' + text.encode() + b"}")

    def body(context: ParcelContext) -> None:
        context.create()
        context.call("GET", "/parcels/1")
        weight = context.last().json(exact=True)["weight"]
        weight.encode() if isinstance(weight, str) else weight**weight

    record = certify(single(body, "PAR-MUST-001"), server=odd)
    found = outcome(record, "PAR-MUST-001")
    assert found.state is State.FAIL
    assert "weight" in found.reason or "nested" in found.reason
    assert "internal error" not in found.reason


def test_a_body_says_which_exchange_it_is_of() -> None:
    def body(context: ParcelContext) -> None:
        context.create()
        context.call("PUT", "/parcels/1", json={"weight": 3}, headers={"If-Match": '"old"'})
        with pytest.raises(Malformed) as refused:
            context.last().json()
        assert refused.value.exchange is context.last()

    record = certify(single(body, "PAR-MUST-001"), server=Server({"text error"}))
    assert "internal error" not in record.checks[0].reason


# Every partner's plan, against a correct server whose answers hold something odd.


def texts_halved(response: httpx2.Response) -> httpx2.Response:
    return again(response, body=b'{"zz\\ud800": "\\udc00 \\u0000", ' + response.content[1:])


def numbers(text: bytes) -> Callable[[httpx2.Response], httpx2.Response]:
    def edit(response: httpx2.Response) -> httpx2.Response:
        return again(response, body=blips.NUMBER.sub(rb"\g<1>" + text, response.content, count=1))

    return edit


def two_tags(response: httpx2.Response) -> httpx2.Response:
    tag = response.headers.get("etag")
    if tag is None:
        return response
    more = [*response.headers.raw, (b"ETag", f"{tag}x".encode())]
    return httpx2.Response(response.status_code, headers=more, content=response.content)


ODD: dict[str, Callable[[httpx2.Response], httpx2.Response]] = {
    "half characters": texts_halved,
    "a bomb": numbers(b"1e99999999999999999999"),
    "5000 digits": numbers(b"9" * 5000),
    "not a number": numbers(b"NaN"),
    "two tags": two_tags,
    "deep": lambda response: again(response, body=response.content[:-1] + b', "z": ' + b"[" * 900 + b"]" * 900 + b"}"),
}
LIFETIMES = (b'"86400"', b"86399.5", b"1e999", b"9" * 30, b"-1", b'"soon"', b"null", b"[]")


@cache
def run_with(partner: str, name: str) -> RunRecord:
    edit = ODD[name]

    def wire(request: httpx2.Request, send: blips.Send) -> httpx2.Response:
        answer = send(request)
        is_object = "json" in answer.headers.get("content-type", "") and answer.content[:1] == b"{"
        is_token = b"access_token" in answer.content
        return edit(answer) if is_object and len(answer.content) > 2 and not is_token else answer

    return blips.certify(partner, lambda inner: blips.Blip(inner, blips.Kind(name, wire), 1, every=True))


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("partner", blips.PARTNERS)
def test_no_odd_answer_makes_an_error_of_ours(partner: str, name: str) -> None:
    record = run_with(partner, name)
    assert [check.reason for check in record.checks if "internal error" in check.reason] == []
    assert record.ended_early is None


@pytest.mark.parametrize(
    ("partner", "stated"),
    [*(("simutek", stated) for stated in LIFETIMES), *(("siesmart", stated) for stated in LIFETIMES[:3])],
)
def test_no_odd_lifetime_makes_an_error_of_ours(partner: str, stated: bytes) -> None:
    def wire(request: httpx2.Request, send: blips.Send) -> httpx2.Response:
        answer = send(request)
        if b"access_token" not in answer.content:
            return answer
        return again(answer, body=blips.LIFETIME.sub(rb"\g<1>" + stated, answer.content))

    record = blips.certify(partner, lambda inner: blips.Blip(inner, blips.Kind("lifetime", wire), 1, every=True))
    assert [check.reason for check in record.checks if "internal error" in check.reason] == []
    assert record.ended_early is None
    assert sum(row.state is State.PASS for row in record.requirements) > len(record.requirements) * 0.7
