"""One form for each value: of JSON, and of the list of sums."""

import json
from typing import Any

import pytest

from signoff_contract.evidence.record.canonical import NotCanonical, compact, pretty, read_strictly
from signoff_contract.evidence.seal.sums import SumsError, read_sums, render_sums

A, B = "a" * 64, "b" * 64


def test_a_value_has_one_form_whatever_the_order_it_was_made_in() -> None:
    one, two = {"b": [1, {"d": None, "c": 1.0}], "a": "é"}, {"a": "é", "b": [1, {"c": 1.0, "d": None}]}
    assert compact(one) == compact(two) == '{"a":"é","b":[1,{"c":1.0,"d":null}]}'.encode()
    assert pretty(one) == pretty(two)
    assert pretty({"a": []}) == b'{\n  "a": []\n}\n'


@pytest.mark.parametrize(
    "value", [0, -0.0, 1e22, 5.3e-05, 10**40, '\u2028\x7f\x00"\\', ["\U0001f600"], {"": {}}, True, None]
)
def test_what_is_written_is_read_as_it_was(value: Any) -> None:
    for written in (pretty(value), compact(value)):
        assert repr(read_strictly(written)) == repr(value)
    assert pretty(read_strictly(pretty(value))) == pretty(value)


def test_a_lone_surrogate_is_written_as_a_question_mark() -> None:
    assert compact("\ud800") == b'"?"'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_does_not_know_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        pretty([value])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"a":1,"a":1}', "a member is given twice"),
        (b'[{"b":{"a":1,"c":2,"a":3}}]', "a member is given twice"),
        (b"NaN", "NaN is no JSON value"),
        (b"[-Infinity]", "no JSON value"),
        (b'"\xff"', "byte 1 is not UTF-8"),
        (b'\xef\xbb\xbf{"a":1}', "not JSON"),
        (b'{"a":1}{', "line 1, column 8"),
        (b"", "line 1, column 1"),
        (b"[" * 100_000, "beyond all bounds"),
        (b"1" * 5000, "beyond all bounds"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotCanonical, match=why):
        read_strictly(content)


def test_a_refusal_does_not_repeat_what_it_read() -> None:
    with pytest.raises(NotCanonical) as refused:
        read_strictly(json.dumps({"password": "hush"}).encode() + b"hush")
    assert "hush" not in str(refused.value)


def test_sums_are_read_as_they_were_written() -> None:
    found = {"b": B, "a c/d": A}
    assert render_sums(found) == f"{A}  a c/d\n{B}  b\n".encode()
    assert read_sums(render_sums(found)) == found


@pytest.mark.parametrize(
    "content",
    [
        f"{B}  b\n{A}  a\n",
        f"{A}  a\n{A}  a\n",
        f"{A}  a",
        f"{A}  a\r\n",
        f"{A}  a\n\n",
        f"{A} *a\n",
        f"{A.upper()}  a\n",
        f"{A[1:]}  a\n",
        f"{A}  \n",
        f"{A}  a\x0b{B}  b\n",
        f"# sums\n{A}  a\n",
        "\udcff",
    ],
)
def test_sums_in_any_other_form_are_refused(content: str) -> None:
    with pytest.raises(SumsError):
        read_sums(content.encode(errors="surrogateescape"))
