"""Bodies decoded: content coding, JSON that may be none, forms, and what is not gone through."""

import gzip
from typing import Any

import pytest

from signoff_contract.traffic.decoding import as_json, decoded, password_in, unpacked
from signoff_contract.traffic.headers import Headers


@pytest.mark.parametrize(
    ("fields", "body", "told"),
    [
        ([("Content-Encoding", "gzip"), ("X-Name", "\xe4")], gzip.compress(b"{}", mtime=0), b"{}"),
        ([("content-encoding", "gzip")], b"no gzip", b"no gzip"),
        ([("content-encoding", "nobody-knows")], b"{}", b"{}"),
        ([("content-encoding", "gzip")], b"", b""),
        ([], b"{}", b"{}"),
    ],
)
def test_a_body_is_unpacked_where_that_goes(fields: list[tuple[str, str]], body: bytes, told: bytes) -> None:
    assert unpacked(Headers(fields), body) == told


@pytest.mark.parametrize(
    ("body", "value"),
    [(b'{"a": 1}', {"a": 1}), (b"", None), (b"<html>", None), (b"[" * 100_000, None), (b"\xff", None)],
)
def test_what_is_no_json_is_none(body: bytes, value: Any) -> None:
    assert as_json(body) == value


def test_only_what_can_be_gone_through_is_decoded_for_redaction() -> None:
    assert decoded(b"a=1&b=", "application/x-www-form-urlencoded") == ({"a": "1", "b": ""}, None)
    assert decoded(b'{"a": 1e999}', "application/json") == ({"a": "1e999"}, None)
    for body, kind in (
        (b"{}", "text/plain"),
        (b"{", "application/json"),
        (b"[" * 101 + b"]" * 101, "application/json"),
    ):
        value, note = decoded(body, kind)
        assert value is None
        assert note is not None


@pytest.mark.parametrize(("credentials", "password"), [("aWQ6aHVzaA==", "hush"), ("aWQ=", ""), ("no base64!", "")])
def test_a_password_is_what_follows_the_colon(credentials: str, password: str) -> None:
    assert password_in(credentials) == password
