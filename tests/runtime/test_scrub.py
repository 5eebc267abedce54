"""No spelling of a secret passes the one place that knows them, neither the client's nor that of the evidence."""

import base64
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, strategies as st

from signoff._scrub import Scrubber, one_line
from signoff_contract.traffic.scrub import Scrubber as EvidenceScrubber

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent": lambda text: quote(text, safe=""),
    "percent, small": lambda text: quote(text, safe="").lower(),
    "percent, all": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "plus": quote_plus,
    "percent twice": lambda text: quote(quote(text, safe=""), safe=""),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    "JSON, all": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "JSON, all, large": lambda text: "".join(f"\\u{ord(sign):04X}" for sign in text),
    "JSON, slash": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "Python": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "markup": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "markup, hex": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "hex": lambda text: text.encode().hex(),
    "hex, large": lambda text: text.encode().hex().upper(),
    "backwards": lambda text: text[::-1],
    "large": str.upper,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "Basic": lambda text: base64.b64encode(b"client-id:" + text.encode()).decode(),
    "Basic, another length": lambda text: base64.b64encode(b"id:" + text.encode() + b"x").decode(),
    "Basic in an address": lambda text: quote(base64.b64encode(b"a:" + text.encode()).decode(), safe=""),
}
SECRETS = [
    "S3cr3tCanary+/=0123456789",
    "canary-token_y8.abcdefgh",
    'sec/ret+"one"==',
    "eyJhbGciOi.eyJzdWIiOi.sig-_nature",
]


def known(secret: str) -> tuple[Scrubber, EvidenceScrubber]:
    evidence = EvidenceScrubber()
    evidence.add_secret(secret)
    return Scrubber((secret,)), evidence


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("secret", SECRETS)
def test_a_spelling_is_taken_out(secret: str, spell: Callable[[str], str]) -> None:
    ours, evidence = known(secret)
    told = spell(secret)
    assert ours.text(f"before {told} after") == "before [redacted] after"
    assert evidence.scrub(f"before {told} after") == "before [secret] after"
    assert ours.content(f"before {told} after".encode()) == b"before [redacted] after"


@given(secret=st.text(min_size=6, max_size=30), before=st.text(max_size=9), after=st.text(max_size=9))
def test_any_secret_in_any_text(secret: str, before: str, after: str) -> None:
    ours, evidence = known(secret)
    for name in ("as it is", "percent", "JSON", "hex", "base64"):
        told = SPELLINGS[name](secret)
        text = f"{before} {told} {after}"
        assert "[redacted]" in ours.text(text), name
        assert "[secret]" in evidence.scrub(text), name


@given(st.text(max_size=200))
def test_other_texts_stay_as_they_are(text: str) -> None:
    ours = Scrubber(("a-secret-that-nobody-draws-0815",))
    assert ours.text(text) is text
    assert ours.content(text.encode("utf-8", "replace")) == text.encode("utf-8", "replace")


def test_a_secret_that_occurs_in_ordinary_words_is_beyond_this() -> None:
    assert Scrubber(("abc", "")).text("abcdef") == "abcdef"
    assert Scrubber(("abcd",)).text("abcdef") == "[redacted]ef"


def test_the_latest_tokens_are_remembered_and_the_secret_for_good() -> None:
    ours = Scrubber(("the-secret",))
    for number in range(200):
        ours.add_token(f"token-{number:04}")
    assert ours.text("the-secret token-0199 token-0140 token-0000") == "[redacted] [redacted] [redacted] token-0000"
    ours.add_token(None)
    ours.add_token(7)


@given(st.text(max_size=100))
def test_one_line_is_fit_for_a_terminal(text: str) -> None:
    line = one_line(f"\x1b[31m{text}\r\n\u202e", 80)
    assert line.isprintable()
    assert len(line) <= 80


@pytest.mark.parametrize(
    "text",
    [
        base64.b64encode(b"a-secret-value-here").decode() * 5000,
        base64.b64encode(b"a-secret-value-here").decode() + "A" * 200_000,
        "\\" * 200_000 + "a-secret-value-here" + "%25" * 200_000,
        "aaaa" * 5000,
    ],
    ids=["repeated", "long run", "escapes", "periodic"],
)
def test_a_long_text_keeps_nobody_waiting(text: str) -> None:
    """Each of these would take minutes if the time grew with the square of the length."""
    scrubber = Scrubber(["a-secret-value-here", "aaaa"])
    scrubbed = scrubber.text(text)
    assert len(scrubbed) < 200
    assert scrubber.text(scrubbed) == scrubbed
