"""The last look at every byte: in which forms a secret is found, what is said of it, and what is no secret."""

import base64
import html
import json
import quopri
import textwrap
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings, strategies as st

from signoff_contract.evidence.seal.scan import Hit, LeakError, refuse_leaks, scan, too_short
from signoff_contract.traffic.scrub import Secret

VALUES = {
    "token": "canary/Token+0123456789==",
    "phrase": 'hush "quiet" \\ <hush> & hush',
    "person": "Zoë Canary-Müller",
    "greek": "κανάρι-μυστικό",
    "short": "zq-71x",
    "digits": "8675309421",
}


def wrapped(value: str, between: str, every: int = 4) -> str:
    return between.join(textwrap.wrap(value, every, drop_whitespace=False, break_on_hyphens=False))


def every_sign(write: Callable[[int], str]) -> Callable[[str], bytes]:
    return lambda value: "".join(write(byte) for byte in value.encode()).encode()


def base64_after(front: bytes, encode: Callable[[bytes], bytes] = base64.b64encode) -> Callable[[str], bytes]:
    return lambda value: encode(front + value.encode() + b" tail")


FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "lower case": lambda value: value.lower().encode(),
    "upper case": lambda value: value.upper().encode(),
    "quoted for a path": lambda value: quote(value, safe="").encode(),
    "quoted for a query": lambda value: quote_plus(value).encode(),
    "quoted twice": lambda value: quote(quote(value, safe=""), safe="").encode(),
    "quoted sign by sign": every_sign(lambda byte: f"%{byte:02x}"),
    "JSON": lambda value: json.dumps(value).encode(),
    "JSON in JSON": lambda value: json.dumps(json.dumps(value)).encode(),
    "JSON, every sign escaped": lambda value: "".join(
        f"\\u{unit}" for unit in value.encode("utf-16-be").hex(" ", 2).split()
    ).encode(),
    "HTML": lambda value: html.escape(value).encode(),
    "HTML, every sign escaped": lambda value: "".join(f"&#{ord(sign)};" for sign in value).encode(),
    "HTML with breaks": lambda value: "<wbr>".join(map(html.escape, value)).encode(),
    "HTML in table cells": lambda value: "</td>\n<td class='x'>".join(map(html.escape, value)).encode(),
    "Base64": base64_after(b""),
    "Base64 after one": base64_after(b"a"),
    "Base64 after two": base64_after(b"id"),
    "Base64 for addresses": base64_after(b"id:", base64.urlsafe_b64encode),
    "Base64 over lines": lambda value: wrapped(base64.b64encode(b"ab:" + value.encode()).decode(), "\r\n ").encode(),
    "hexadecimal": lambda value: value.encode().hex().encode(),
    "HEXADECIMAL": lambda value: value.encode().hex(":").upper().encode(),
    "escaped bytes": every_sign(lambda byte: f"\\x{byte:02x}"),
    "UTF-16": lambda value: value.encode("utf-16-le"),
    "UTF-16, other order": lambda value: value.encode("utf-16-be"),
    "quoted-printable": lambda value: quopri.encodestring(value.encode(), quotetabs=True),
    "over lines": lambda value: wrapped(value, "\n").encode(),
    "over indented lines": lambda value: wrapped(value, "\r\n        ").encode(),
    "over soft breaks": lambda value: wrapped(value, "=\r\n").encode(),
    "over quoted lines": lambda value: wrapped(value, "\n> ").encode(),
    "over lines of JSON": lambda value: json.dumps(wrapped(value, "\n")).encode(),
    "over CSV lines": lambda value: ('"' + wrapped(value.replace('"', '""'), "\r\n") + '"').encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_secret_is_found_in_every_form(form: str, value: str) -> None:
    content = b"before it \x00\xff {" + FORMS[form](value) + b"} after it"
    (hit,) = scan({"file.txt": content}, [Secret("planted", value)])
    assert (hit.file, hit.name) == ("file.txt", "planted")
    assert value not in str(hit)
    assert hit.offset is not None
    assert 10 <= hit.offset < len(content) - 11


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_instead_of_a_secret_is_not_found(form: str) -> None:
    content = FORMS[form]("an ordinary text, 0123456789, and a placeholder [personal:1a2b3c4d]")
    secrets = [Secret(name, value) for name, value in VALUES.items()]
    assert scan({"file.txt": content}, secrets) == []


def test_a_secret_without_ascii_is_found_in_latin_1() -> None:
    (hit,) = scan({"f": "x Zoë Canary-Müller".encode("latin-1")}, [Secret("planted", VALUES["person"])])
    assert hit.offset == 2


def test_the_place_is_told() -> None:
    text = "one\ntwo\nthree can\n   ary-value\n"
    (hit,) = scan({"a/b.md": text.encode()}, [Secret("SIGNOFF_CANARIES, line 2", "canary-value")])
    assert hit == Hit("a/b.md", "SIGNOFF_CANARIES, line 2", "as text", 3, 14)
    assert str(hit) == "a/b.md: line 3, byte 14: SIGNOFF_CANARIES, line 2 (as text)"


def test_the_place_in_a_large_file_is_told() -> None:
    content = b"ordinary words, row by row\n" * 20_000
    for place in (0, 65_530, 200_000, len(content)):
        whole = content[:place] + b"canary-\nvalue" + content[place:]
        (hit,) = scan({"f": whole}, [Secret("planted", "canary-value")])
        assert (hit.offset, hit.line) == (place, content[:place].count(b"\n") + 1)


def test_a_secret_that_is_spread_over_more_than_a_block_is_found() -> None:
    content = b"x " + b"c" + b" " * 200_000 + b"anary-value-1234"
    (hit,) = scan({"f": content}, [Secret("planted", "canary-value-1234")])
    assert hit.offset == 2


def test_names_of_files_are_looked_at_and_not_repeated() -> None:
    (hit,) = scan({"spec/canary%2Dvalue.yaml": b""}, [Secret("planted", "canary-value")])
    assert hit.line is None
    assert str(hit) == "a file: in its name: planted (as text)"


def test_each_secret_is_named_once_for_each_file() -> None:
    files = {"one": b"canary-value canary-value", "two": b"canary-value"}
    secrets = [Secret("first", "canary-value"), Secret("again", " canary-value\n"), Secret("other", "not in there")]
    assert [(hit.file, hit.name) for hit in scan(files, secrets)] == [("one", "first"), ("two", "first")]


def test_short_values_are_named_instead_of_looked_for() -> None:
    secrets = [Secret("five", "12345"), Secret("blanks", "   1   "), Secret("six", "123456")]
    assert too_short(secrets) == ["five", "blanks"]
    assert [hit.name for hit in scan({"f": b"12345 123456"}, secrets)] == ["six"]


@pytest.mark.parametrize("content", [b"[0,0,0,0,0,0]", b"2026-01-31T09:30", b"1, 2, 3, 4, 5, 6, 7"])
@pytest.mark.parametrize("value", ["000000", "20260131", "1234567"])
def test_short_numbers_are_not_found_in_rows_of_others(content: bytes, value: str) -> None:
    assert scan({"f": content}, [Secret("planted", value)]) == []


def test_the_refusal_says_where_and_never_what() -> None:
    with pytest.raises(LeakError) as caught:
        refuse_leaks({"one.json": b'{"a": "canary-value"}'}, [Secret("--canary-file, line 1", "canary-value")])
    said = str(caught.value)
    assert "no evidence was written" in said
    assert "one.json: line 1, byte 7: --canary-file, line 1 (as text)" in said
    assert "canary-value" not in said
    assert "canary-value" not in repr(Secret("name", "canary-value"))
    refuse_leaks({"one.json": b"{}"}, [Secret("planted", "canary-value")])


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=150, deadline=None, database=None)
@given(
    value=st.text(st.characters(categories=["L", "N", "P"]), min_size=8, max_size=40).filter(
        lambda text: sum(sign.isalnum() for sign in text) >= 6
    ),
    form=st.sampled_from(sorted(set(FORMS) - {"lower case", "upper case"})),
    before=_TEXTS,
)
def test_any_secret_is_found_in_any_form(value: str, form: str, before: str) -> None:
    content = before.encode() + b" \n" + FORMS[form](value) + b"\n "
    assert scan({"f": content}, [Secret("planted", value)])
