"""Any answer becomes a typed error; reading its body never fails."""

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import ApiError, VersionConflict
from signoff._pipeline.status import LARGEST_ERROR, NO_SHAPE, ErrorShape, error_from, keep_raw
from signoff._scrub import Scrubber
from signoff.errors import error_class
from signoff.partner import ClientCredentials, TokenEndpoint, Unlimited, make_chain
from signoff.problem_details import ProblemDetails
from signoff.siesmart.errors import SieSmartErrors
from signoff.smartbusiness.errors import SmartBusinessErrors

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


THEIRS = SieSmartErrors()


def make(response: httpx2.Response, sent_version: str | None = None, shape: ErrorShape = THEIRS) -> ApiError:
    return error_from(
        response,
        method="PUT",
        path="/x",
        shape=shape,
        trace_header="X-B2B-TRACE-ID",
        sent_version=sent_version,
        scrubber=Scrubber(("token-canary", "", "secret-canary")),
    )


def test_members_of_the_error_object() -> None:
    body = {"traceId": "t-body", "code": "C", "message": "M", "userMessage": "U", "name": "Canary"}
    error = make(httpx2.Response(400, json=body))
    assert (error.trace_id, error.code, error.message, error.user_message) == ("t-body", "C", "M", "U")
    assert "Canary" not in f"{error} {error!r}"
    with_header = make(httpx2.Response(400, json=body, headers={"X-B2B-TRACE-ID": "t-header"}))
    assert with_header.trace_id == "t-header"


EVERY_NAME = {
    name: f"by {name}" for name in ("traceId", "code", "message", "userMessage", "title", "detail", "call", "")
}


def told(shape: ErrorShape) -> tuple[str | None, ...]:
    error = make(httpx2.Response(400, json=EVERY_NAME), shape=shape)
    return error.trace_id, error.code, error.message, error.user_message


def test_without_a_shape_no_partners_names_are_looked_for() -> None:
    assert told(NO_SHAPE) == (None, None, None, None)
    error = make(httpx2.Response(404, json=EVERY_NAME, headers={"X-B2B-TRACE-ID": "t-header"}), shape=NO_SHAPE)
    assert (type(error), error.trace_id) == (error_class(404), "t-header")


def test_a_client_that_states_no_shape_reads_errors_neutrally() -> None:
    chain = make_chain(
        ClientCredentials("i", "s"),
        "https://api.example.com",
        TokenEndpoint("https://api.example.com/token"),
        trace_header="",
        make_permits=lambda _clock: Unlimited(),
    )
    assert told(chain.error_shape) == (None, None, None, None)


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        (SieSmartErrors(), ("traceId", "code", "message", "userMessage")),
        (SmartBusinessErrors(), (None, "code", "message", None)),
        (ProblemDetails(), ("traceId", None, "title", "detail")),
        # What the partner from outside states (tests/adding_a_partner).
        (ErrorShape(trace_id="call"), ("call", "code", "message", None)),
    ],
)
def test_each_partner_states_its_own_names(shape: ErrorShape, names: tuple[str | None, ...]) -> None:
    assert told(shape) == tuple(None if name is None else f"by {name}" for name in names)
    stated = set(type(shape).__annotations__)
    assert stated == {"trace_id", "code", "message", "user_message"}, "a partner's shape leaves no name to a default"


@given(
    status=st.integers(300, 599),
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    kind=st.sampled_from(["application/json", "text/html", "", "application/json; charset=nonsense"]),
)
def test_any_body(status: int, content: bytes, kind: str) -> None:
    error = make(httpx2.Response(status, content=content, headers={"Content-Type": kind}))
    assert type(error) is error_class(status)
    assert error.response.content == content
    assert str(status) in str(error)
    assert str(error).isprintable()


@given(trace=JSON, code=JSON, message=JSON, user=JSON)
def test_members_of_any_type(trace: object, code: object, message: object, user: object) -> None:
    body = {"traceId": trace, "code": code, "message": message, "userMessage": user}
    import json

    error = make(httpx2.Response(500, content=json.dumps(body).encode()))
    for text in (error.trace_id, error.code, error.message, error.user_message):
        assert text is None or text
    assert str(error).isprintable()


@pytest.mark.parametrize(
    "content", [b"[" * 200_000, b"{" * 10, b'{"code": ' + b"9" * 5000 + b"}", b"\xff\xfe", b"null"]
)
def test_bodies_that_trip_parsers(content: bytes) -> None:
    assert make(httpx2.Response(500, content=content)).code is None


def test_texts_become_one_short_line() -> None:
    error = make(httpx2.Response(400, json={"code": 4711, "message": "a\nb\x1b[31m " + "x" * 9999}))
    assert error.code == "4711"
    assert error.message is not None
    assert error.message.startswith("a b [31m x")
    assert len(error.message) == 500


def test_a_large_body_is_cut() -> None:
    raw = keep_raw(httpx2.Response(500, content=b"x" * (LARGEST_ERROR + 1)), Scrubber())
    assert raw.truncated
    assert len(raw.content) == LARGEST_ERROR
    assert not keep_raw(httpx2.Response(500, content=b"x" * LARGEST_ERROR), Scrubber()).truncated


def test_echoed_credentials_are_blotted_out() -> None:
    response = httpx2.Response(
        401,
        json={"message": "token-canary is bad", "code": "secret-canary"},
        headers={"X-B2B-TRACE-ID": "token-canary", "X-Echo": "Bearer token-canary"},
    )
    error = make(response)
    everything = f"{error} {vars(error)} {error.response.content!r} {dict(error.response.headers)}"
    assert "canary" not in everything
    assert error.message == "[redacted] is bad"


def test_versions_of_a_conflict() -> None:
    error = make(httpx2.Response(412, headers={"ETag": '"v2"'}), sent_version='"v1"')
    assert isinstance(error, VersionConflict)
    assert (error.sent_version, error.current_version, error.missing) == ('"v1"', '"v2"', False)
    unknown = make(httpx2.Response(412))
    assert isinstance(unknown, VersionConflict)
    assert (unknown.sent_version, unknown.current_version, unknown.missing) == (None, None, True)
    two = make(httpx2.Response(412, headers=[("ETag", "a"), ("ETag", "b")]))
    assert isinstance(two, VersionConflict)
    assert two.current_version is None
