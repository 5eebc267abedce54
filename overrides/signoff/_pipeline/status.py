"""From an answer that is no success to the error that says what it means."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import httpx2
from attrs import frozen

from signoff._headers import HeaderView
from signoff._pipeline.retry import read_retry_after
from signoff._pipeline.trace import find_trace_id
from signoff._raw import RawResponse
from signoff._scrub import Scrubber, one_line
from signoff.errors import ApiError, VersionConflict, error_class

LARGEST_ERROR = 1 << 20
LARGEST_SUCCESS = 1 << 26
"""Bytes of a body that are read; a longer one is cut and reported. Documents are the largest successes."""

_LONGEST_TEXT = 500


@frozen
class ErrorShape:
    """How a partner says what went wrong: the names of its error object's members, and which error they mean.

    A partner states its names here, or in a class that it derives. What has no name is not looked for: of a trace id the
    header field is left, of the rest nothing. ``code`` and ``message`` go by their own names where a shape says nothing
    else.
    """

    trace_id: str = ""
    code: str = "code"
    message: str = "message"
    user_message: str = ""

    def classify(
        self,
        status: int,
        body: Mapping[str, Any],  # noqa: ARG002 - for partners with codes of their own
        *,
        empty: bool,  # noqa: ARG002
    ) -> tuple[type[ApiError], dict[str, Any]]:
        """The error's class, and what it takes beyond what every error takes. ``empty``: there was no body at all."""
        return error_class(status), {}

    def retry_after(self, status: int, headers: Mapping[str, str], now: datetime) -> float | None:  # noqa: ARG002
        """Seconds that the partner asks to wait."""
        return read_retry_after(headers.get("retry-after"), now)

    def was_refused(self, response: httpx2.Response) -> bool:  # noqa: ARG002
        """Whether a 503 tells by itself that the request was turned away unread."""
        return False


NO_SHAPE: Final = ErrorShape(code="", message="")
"""For a client whose partner's error object is not known: status and header fields alone say what happened."""


def received_headers(response: httpx2.Response) -> HeaderView:
    """The header fields as they came over the wire, before any content decoding changed them."""
    kept = response.extensions.get("signoff.headers")
    return kept if isinstance(kept, HeaderView) else HeaderView.from_raw(response.headers.raw)


def scrub_headers(headers: HeaderView, scrubber: Scrubber) -> HeaderView:
    """The fields without the client's secrets; nearly always the very same ones."""
    fields = headers.fields()
    joined = "\n".join([text for field in fields for text in field])
    if scrubber.text(joined) is joined:
        return headers
    return HeaderView((scrubber.text(name), scrubber.text(value)) for name, value in fields)


def keep_raw(response: httpx2.Response, scrubber: Scrubber) -> RawResponse:
    """The answer for safe keeping in an error: cut to a sensible size and free of the client's secrets."""
    content = response.content
    cut = len(content) > LARGEST_ERROR or bool(response.extensions.get("signoff.cut"))
    return RawResponse(
        status=response.status_code,
        headers=scrub_headers(received_headers(response), scrubber),
        content=scrubber.content(content[:LARGEST_ERROR]),
        truncated=cut,
    )


def error_from(
    response: httpx2.Response,
    *,
    method: str,
    path: str,
    shape: ErrorShape,
    trace_header: str,
    scrubber: Scrubber,
    sent_version: str | None = None,
    retry_after: float | None = None,
    detail: str | None = None,
    error_type: type[ApiError] | None = None,
    unknown: bool = False,
) -> ApiError:
    """Build the typed error for an answer. It never fails, whatever the body is. ``unknown``: the answer does not tell
    whether the change was made."""
    raw = keep_raw(response, scrubber)
    body = read_object(raw.content) or {}
    kind, extra = shape.classify(raw.status, body, empty=not raw.content)
    if error_type is not None:
        kind, extra = error_type, {}
    details: dict[str, Any] = {
        "status": raw.status,
        "method": method,
        "path": path,
        "response": raw,
        "code": clean_text(_member(body, shape.code)),
        "message": clean_text(_member(body, shape.message)),
        "user_message": clean_text(_member(body, shape.user_message)),
        "trace_id": find_trace_id(raw.headers, trace_header, _member(body, shape.trace_id)),
        "retry_after": retry_after,
        "detail": detail,
        "unknown": unknown,
        **extra,
    }
    if issubclass(kind, VersionConflict):
        current = raw.headers.values_of("etag")
        details |= {"sent_version": sent_version, "current_version": current[0] if len(current) == 1 else None}
    return kind(**details)


def _member(body: Mapping[str, Any], name: str) -> Any:
    return body.get(name) if name else None


def read_object(content: bytes) -> dict[str, Any] | None:
    """The JSON object in a body, if it is one."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def clean_text(text: object) -> str | None:
    """A text or whole number of the partner's, fit for an error text; anything else counts as absent."""
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text) if abs(text) < 10**18 else None
    if not isinstance(text, str):
        return None
    return one_line(text, _LONGEST_TEXT) or None
