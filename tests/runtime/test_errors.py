"""Errors say what happened and what to do, travel between processes, and keep confidences."""

import copy
import pickle
from typing import Any

import pytest

from signoff import RawResponse, errors
from signoff._headers import HeaderView
from signoff.errors import SignoffError

RAW = RawResponse(412, HeaderView({"Content-Type": "application/json", "Set-Cookie": "canary"}), b'{"name": "Canary"}')
API: dict[str, Any] = {
    "status": 412,
    "code": "STALE",
    "message": "somebody was faster",
    "user_message": "for users",
    "trace_id": "trace-9",
    "method": "PUT",
    "path": "/proposals/{proposal-id}/assets/{asset-id}",
    "retry_after": 3.0,
    "response": RAW,
}


def examples() -> list[SignoffError]:
    plain = [errors.ConfigurationError, errors.VersionRequired, errors.EditClosed, errors.SignoffError]
    made: list[SignoffError] = [kind("text") for kind in plain]
    made += [kind("text", request_summary="GET /x") for kind in (errors.ConnectionFailed, errors.NoAnswer)]
    made.append(errors.OutcomeUnknown("text", request_summary="POST /x", reason="HTTP 502", trace_id="t"))
    made.append(errors.InvalidValue("text", pointer="/assets/0/quantity", expected="a whole number"))
    made.append(errors.DeadlineExceeded("text", request_summary="POST /x", seconds=3.0))
    made.append(errors.TokenError("text", status=401, error="invalid_client", description="no", trace_id="t"))
    made.append(errors.DecodeError("text", operation="proposals_get", trace_id="t", response=RAW))
    read = {"sent_version": "a", "current_version": "b", "trace_id": "t"}
    made.append(errors.InterleavedChange("text", change="assets.add", members=("loans",), **read))
    kinds: list[type[errors.ApiError]] = [errors.ApiError, errors.UnexpectedResponse, errors.ServerError]
    kinds += [errors.error_class(status) for status in (400, 401, 403, 404, 409, 412, 422, 428, 429, 503)]
    return made + [kind(**API) for kind in kinds]


@pytest.mark.parametrize("error", examples(), ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_copying(error: SignoffError) -> None:
    error.add_note("gave up after 3 attempts")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)
        twin.add_note("another")
        assert error.__notes__ == ["gave up after 3 attempts"]


@pytest.mark.parametrize("error", examples(), ids=lambda error: type(error).__name__)
def test_no_error_shows_a_body_or_an_unlisted_header(error: SignoffError) -> None:
    assert "canary" not in f"{error} {error!r}".lower()


@pytest.mark.parametrize(
    "error", [e for e in examples() if type(e).__mro__[1] in {errors.ApiError, errors.ServerError}]
)
def test_an_api_error_says_what_is_needed(error: errors.ApiError) -> None:
    text = str(error)
    for part in ("412", "STALE", "somebody was faster", "trace-9", "PUT /proposals/{proposal-id}"):
        assert part in text
    assert text.rstrip().endswith(".")
    assert error.explain() in text


def test_every_class_was_tried() -> None:
    def below(kind: type[SignoffError]) -> set[type[SignoffError]]:
        kinds = {kind}
        for sub in kind.__subclasses__():
            kinds |= below(sub)
        return kinds

    # What single partners and users' consent add is tried with them.
    here = {kind for kind in below(SignoffError) if kind.__module__ == errors.__name__}
    assert here - {errors.CallError} == {type(error) for error in examples()}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequest),
        (412, errors.VersionConflict),
        (500, errors.ServerError),
        (503, errors.ServiceUnavailable),
        (511, errors.ServerError),
        (520, errors.UnexpectedResponse),
        (499, errors.UnexpectedResponse),
        (302, errors.UnexpectedResponse),
        (201, errors.UnexpectedResponse),
        (999, errors.UnexpectedResponse),
        (418, errors.UnexpectedResponse),
    ],
)
def test_class_of_a_status(status: int, kind: type) -> None:
    assert errors.error_class(status) is kind


def test_a_missing_version_and_a_stale_one_are_told_apart() -> None:
    missing = errors.VersionConflict(**API)
    stale = errors.VersionConflict(sent_version='"v1"', current_version='"v2"', **API)
    assert missing.missing
    assert "no If-Match" in str(missing)
    assert not stale.missing
    assert "'\"v1\"'" in str(stale)
    assert "'\"v2\"'" in str(stale)
    assert "reapply" in str(stale)


def test_what_a_class_tells_besides_is_declared_in_it() -> None:
    assert errors.VersionConflict(**API).sent_version is None
    with pytest.raises(TypeError, match="NotFound has no member 'sent_version'"):
        errors.NotFound(**API, sent_version='"v1"')


def test_an_error_without_an_error_object_describes_the_body() -> None:
    details = {**API, "code": None, "message": None, "trace_id": None}
    assert "no error object in the answer (application/json, 18 bytes)" in str(errors.ApiError(**details))
    assert "no trace id received" in str(errors.ApiError(**details))
    assert "(empty body)" in str(errors.ApiError(**{**details, "response": RawResponse(412)}))


def test_a_wait_is_told() -> None:
    assert "Wait 3 s" in str(errors.RateLimited(**API))
    assert "Wait 3 s" in str(errors.ServiceUnavailable(**API))
    assert "Wait" not in str(errors.RateLimited(**{**API, "retry_after": None}))


def test_raw_response_shows_its_size_only() -> None:
    assert repr(RAW) == "<RawResponse 412, application/json, 18 bytes>"
    assert (
        repr(RawResponse(200, content=b"x", truncated=True)) == "<RawResponse 200, no content type, more than 1 bytes>"
    )
