"""Bodies that name a member twice, or are nested too deeply, are refused exactly as the slow reading would."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, strategies as st

from signoff_contract.mock import content
from signoff_contract.mock.content import MAXIMUM_DEPTH, decode_json
from signoff_contract.mock.http import Refusal

TEXTS = st.text('a:"\\{[,é\u2028\U0001f600', max_size=4)


def written(draw: st.DrawFn, value: Any) -> str:
    """JSON in which members may stand twice, with blanks and escapes as they come."""
    blank = draw(st.sampled_from(["", " ", "\n"]))
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=draw(st.booleans()))
        return text.replace(":", "\\u003a") if draw(st.integers(0, 4)) == 0 else text
    if isinstance(value, list):
        return f"[{blank}{','.join(written(draw, each) for each in value)}]"
    if isinstance(value, dict):
        members = [(name, member) for name, member in value.items()]
        if members and draw(st.integers(0, 3)) == 0:
            members.append((draw(st.sampled_from(members))[0], draw(VALUES)))
        pairs = (f"{written(draw, name)}{blank}:{blank}{written(draw, member)}" for name, member in members)
        return f"{{{','.join(pairs)}}}"
    return json.dumps(value)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    return written(draw, draw(VALUES)).encode()


def names_a_member_twice(body: bytes) -> bool:
    found = False

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal found
        found = found or len(dict(pairs)) != len(pairs)
        return dict(pairs)

    json.loads(body, object_pairs_hook=look)
    return found


@given(bodies())
def test_a_member_named_twice_is_found_and_nothing_else_is_taken_for_it(body: bytes) -> None:
    try:
        expected: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        with pytest.raises(Refusal, match="not JSON"):
            decode_json(body)
        return
    if names_a_member_twice(body):
        with pytest.raises(Refusal, match="names a member twice"):
            decode_json(body)
    else:
        assert decode_json(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}',
        b'{"a":{"b":":"},"a":1}',
        b'{"a":1,"\\u0061":1}',
        # As many colons as members and their colons: one is written as an escape, one was dropped.
        b'{"a":1,"a":"\\u003a"}',
        b'[{"a":{"b":1,"b":[]}}]',
    ],
)
def test_a_member_named_twice(body: bytes) -> None:
    with pytest.raises(Refusal, match="names a member twice"):
        decode_json(body)


def test_plain_bodies_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "json", None)
    assert decode_json(b'{"a": ["b:c", {"d": "\\":"}], "e:": {}}') == {"a": ["b:c", {"d": '":'}], "e:": {}}


@pytest.mark.parametrize("levels", [1, MAXIMUM_DEPTH - 1, MAXIMUM_DEPTH, MAXIMUM_DEPTH + 1, 3 * MAXIMUM_DEPTH])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
@pytest.mark.parametrize("before", [b"", b"[]," * MAXIMUM_DEPTH])
def test_the_deepest_level_that_is_read(levels: int, opening: bytes, closing: bytes, before: bytes) -> None:
    body = b"[" + before + opening * (levels - 1) + b"0" + closing * (levels - 1) + b"]"
    if levels <= MAXIMUM_DEPTH:
        decode_json(body)
    else:
        with pytest.raises(Refusal, match="nested more than"):
            decode_json(body)
