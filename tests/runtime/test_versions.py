"""Entity tags travel unchanged or not at all; results do not show their values."""

import pickle

import pytest
from hypothesis import given, strategies as st

from signoff import ANY_VERSION, Result, Versioned, entity_tag
from signoff._headers import HeaderView

HEADER_BYTES = st.binary(min_size=1, max_size=60).map(lambda raw: raw.decode("latin-1"))


@pytest.mark.parametrize(
    "tag",
    [
        "2023-06-15T10:14:03.968Z",
        '"2023-06-15T10:14:03.968Z"',
        '"abc',
        "a b",
        "caf\xe9",
        "\x80",
        'w/"lower case is not weak"',
        "a,b",
        '"',
    ],
)
def test_a_tag_is_sent_as_it_came(tag: str) -> None:
    assert entity_tag(tag) == tag
    assert entity_tag(Versioned(None, None, 200, {}, tag)) == tag


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("", "empty"),
        (" ", "blank space"),
        ("a ", "blank space"),
        ("a\nb", "control character"),
        ("a\r\nX-Evil: 1", "control character"),
        ("\x7f", "control character"),
        ("a\tb", "control character"),
        ("\u20ac", "cannot carry"),
        ('W/"v1"', "weak"),
        ("W/v1", "weak"),
        ("*", "ANY_VERSION"),
        ('"a", "b"', "list"),
    ],
)
def test_a_tag_that_cannot_work_is_refused(tag: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        entity_tag(tag)


@given(HEADER_BYTES)
def test_a_tag_is_unchanged_or_refused(tag: str) -> None:
    try:
        sent = entity_tag(tag)
    except ValueError:
        return
    assert sent == tag
    assert sent.encode("latin-1").strip() == sent.encode("latin-1")
    assert not {ord(sign) for sign in sent} & {*range(32), 127}


def test_overwriting_needs_the_named_constant() -> None:
    assert entity_tag(ANY_VERSION) == "*"
    assert repr(ANY_VERSION) == "ANY_VERSION"
    assert entity_tag(pickle.loads(pickle.dumps(ANY_VERSION))) == "*"  # noqa: S301


@pytest.mark.parametrize("wrong", [None, 7, b"v1", Result(None, None, 200, {})])
def test_a_version_of_another_type_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="Versioned"):
        entity_tag(wrong)  # type: ignore[arg-type]


def test_the_repr_tells_no_value() -> None:
    result = Versioned({"name": "Canary"}, "trace-1", 200, {"Set-Cookie": "canary=1"}, '"v1"')
    assert repr(result) == "<Versioned of dict, version '\"v1\"', status 200, trace id trace-1>"
    assert repr(Result("Canary", None, 204, {})) == "<Result of str, status 204, trace id none>"
    assert "canary" not in repr(result.headers)


def test_results_are_values() -> None:
    result = Versioned([1], "t", 200, {"ETag": "x"}, "x")
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301
    assert result.headers["etag"] == result.headers["ETAG"] == "x"


def test_headers_keep_repetitions_and_every_byte() -> None:
    every = bytes(range(0x80, 0x100))
    view = HeaderView.from_raw([(b"ETag", every), (b"Via", b"a"), (b"via", b"b")])
    assert view["etag"].encode("latin-1") == every
    assert view.values_of("VIA") == ("a", "b")
    assert view["Via"] == "a, b"
    assert view.values_of("absent") == ()
    assert set(view) == {"etag", "via"}
    assert len(view) == 2
    assert hash(view) == hash(HeaderView.from_raw([(b"via", b"a"), (b"etag", every), (b"Via", b"b")]))
    assert view != {}
