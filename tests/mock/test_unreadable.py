"""Bodies that are no JSON: the refusal says what they seem to be and what to send, in words, and repeats none of it."""

import codecs
import gzip
import json
import zlib

import pytest
from hypothesis import given, strategies as st
from tests.messages import faults_of

from signoff_contract.mock.content import decode, decode_json
from signoff_contract.mock.http import Refusal, Request
from signoff_contract.mock.oauth import FORM, members
from signoff_contract.mock.unreadable import what_is_wrong

TEXT = json.dumps({"name": "kumquat"})


def said(body: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        decode_json(body)
    assert refused.value.status == 400
    assert "kumquat" not in refused.value.message
    assert not list(faults_of(refused.value.message))
    return refused.value.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), "The body begins with a byte order mark; send UTF-8 without it"),
        (codecs.BOM_UTF8, "begins with a byte order mark; send UTF-8 without it"),
        (TEXT.encode("utf-16"), "begins with a byte order mark of UTF-16; send UTF-8 without one"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "mark of UTF-16"),
        (TEXT.encode("utf-32"), "begins with a byte order mark of UTF-32"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "mark of UTF-32"),
        (TEXT.encode("utf-16-le"), "NUL bytes, as UTF-16 and UTF-32 do; send UTF-8"),
        (TEXT.encode("utf-32-be"), "NUL bytes, as UTF-16 and UTF-32 do; send UTF-8"),
        (b'{"name": "kum\0quat"}', r"holds a NUL byte; JSON writes it as \u0000"),
        (TEXT.encode() + b"\0", "holds a NUL byte"),
        (gzip.compress(TEXT.encode(), mtime=0), "is gzip, not JSON; send it as it is"),
        (zlib.compress(TEXT.encode()), "is compressed (deflate)"),
        ('{"name": "Grüße"}'.encode("latin-1"), "not in UTF-8"),
        (b"grant_type=client_credentials&client_id=kumquat", "is a form, not JSON"),
        (b"rows[0].name=kumquat", "is a form, not JSON"),
        (b'--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\nkumquat\r\n--xyz--', "is a multipart message"),
        (b'{"name": "kumquat",}', "The body is not JSON (line 1, column 19)"),
        (b'{"name":\n kumquat}', "(line 2, column 2)"),
    ],
)
def test_what_a_body_seems_to_be(body: bytes, words: str) -> None:
    assert words in said(body)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "has no media type; send it with Content-Type: application/json"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "announced as a form; send it with"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, "announced as a multipart message"),
        ({"Content-Type": "text/plain"}, "has another media type"),
        ({"Content-Type": "application/json; charset=latin1"}, "leave the charset parameter out"),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, "is encoded as gzip; send it as it is"),
        ({"Content-Type": "application/json", "Content-Encoding": "kumquat"}, "announced with a Content-Encoding"),
    ],
)
def test_what_the_headers_say_of_a_body(headers: dict[str, str], words: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(Request("POST", "/x", headers=tuple(headers.items()), body=TEXT.encode()))
    assert words in refused.value.message
    assert "kumquat" not in refused.value.message
    assert not list(faults_of(refused.value.message))


def test_a_form_with_a_mark_is_named_too() -> None:
    sent = Request("POST", "/token", headers=(("Content-Type", FORM),), body=codecs.BOM_UTF8 + b"grant_type=x")
    with pytest.raises(Refusal, match="The form begins with a byte order mark; send UTF-8 without it"):
        members(sent)


@given(st.binary(max_size=60))
def test_there_is_always_something_to_say(body: bytes) -> None:
    assert not list(faults_of(what_is_wrong(body, 1, 1)))
