"""What SmartBusiness tells about an error beyond its status (SmartBusiness, application codes).

::

    BadRequest 400              BadListOption 2100 to 2104: limit or offset out of range
                                  UnknownListKey 2100 to 2102: unknown name in with, filter or sort
                                ScopeMissing: the token lacks a scope
    Unauthorized 401            TokenRefused: with OAuth's word for it
    PlanLimit 402               a hard, soft or total limit of the plan
    Forbidden 403               PermissionMissing: no body at all;  FeatureNotInPlan 4000
    NotFound 404                EntityNotFound 3000
    MethodNotAllowed 405        ContentTooLarge 413
    UnprocessableContent 422    ValidationFailed 1000, with one entry for each field
    ServiceUnavailable 503      Offline 8000
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import httpx2
from attrs import frozen

from signoff._pipeline.status import ErrorShape, clean_text, read_object
from signoff.errors import (
    ApiError,
    BadRequest,
    Forbidden,
    NotFound,
    ServiceUnavailable,
    Unauthorized,
    UnprocessableContent,
    error_class,
)

__all__ = [
    "BadListOption",
    "ContentTooLarge",
    "EntityNotFound",
    "FeatureNotInPlan",
    "FieldError",
    "MethodNotAllowed",
    "Offline",
    "PermissionMissing",
    "PlanLimit",
    "ScopeMissing",
    "TokenRefused",
    "UnknownListKey",
    "ValidationFailed",
]

_MOST_ENTRIES = 200
_SHOWN_ENTRIES = 5
_LONGEST_WAIT = 86_400 * 31

_FIELD_CODES: Final = {
    1100: "value missing",
    1101: "wrong JSON type",
    1102: "value not allowed",
    1103: "wrong format",
    1104: "value may not be changed",
    1105: "value already in use",
    1106: "wrong file size",
    1107: "wrong file type",
    1108: "file invalid",
}
_OPTION_CODES: Final = {2100: "with", 2101: "filter", 2102: "sort", 2103: "limit", 2104: "offset"}
_LIMIT_CODES: Final = {4001: "hard", 4002: "soft", 4003: "total"}


@frozen
class FieldError:
    """One refused field. ``code`` is 1100 to 1108 where the partner says so; ``message`` is the partner's text, which
    may repeat the refused value, so the repr leaves it out."""

    key: str
    code: int | None
    message: str | None

    @property
    def meaning(self) -> str:
        """The code in words (SmartBusiness, application codes)."""
        return _FIELD_CODES.get(self.code or 0, "no known reason")

    def __repr__(self) -> str:
        return f"<FieldError {self.key}: {self.code} {self.meaning}>"


class ValidationFailed(UnprocessableContent):
    """422: fields were refused; ``errors`` has one entry for each."""

    title = "validation failed"
    advice = "Correct the fields that are named; sending them again unchanged cannot succeed."
    errors: tuple[FieldError, ...] = ()

    def of(self, key: str) -> FieldError | None:
        """The entry of one field, if it was refused."""
        return next((error for error in self.errors if error.key == key), None)

    def explain(self) -> str:
        """What to do next, with the fields."""
        shown = [f"{error.key}: {error.meaning} ({error.code})" for error in self.errors[:_SHOWN_ENTRIES]]
        more = len(self.errors) - len(shown)
        named = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
        return f"{named}. {self.advice}" if named else self.advice


class BadListOption(BadRequest):
    """400: an option of a list cannot be used; ``option`` is its name (with, filter, sort, limit, offset)."""

    title = "bad list option"
    option: str = ""

    def explain(self) -> str:
        """What to do next."""
        bounds = {"limit": "it goes from 1 to 200", "offset": "it begins at 0"}.get(self.option, "")
        return f"Correct {self.option}{': ' if bounds else ''}{bounds}."


class UnknownListKey(BadListOption):
    """400: ``with``, ``filter`` or ``sort`` names something that this list does not know."""

    title = "unknown key"

    def explain(self) -> str:
        """What to do next."""
        return f"Correct the names in {self.option}: this list does not know one of them."


class ScopeMissing(BadRequest):
    """400: the token lacks a scope that the call needs. ``hint`` is the partner's, which lists them."""

    title = "scope missing"
    advice = "Ask for the scope with the token; it also has to be among those registered for the client."
    hint: str | None = None

    def explain(self) -> str:
        """What to do next, with the partner's hint."""
        return f"{self.hint}. {self.advice}" if self.hint else self.advice


class TokenRefused(Unauthorized):
    """401: ``error_type`` is OAuth's word for the reason, ``hint`` the partner's."""

    advice = "A fresh token was refused as well: check that credentials, scopes and environment belong together."
    error_type: str | None = None
    hint: str | None = None

    def explain(self) -> str:
        """What to do next, with the partner's words."""
        said = "; ".join(part for part in (self.error_type, self.hint) if part)
        return f"{said}. {self.advice}" if said else self.advice


class PlanLimit(ApiError):
    """402: the account's plan allows no more of it.

    ``feature`` is the partner's name for what is limited, ``limit`` how many are allowed, ``kind`` is ``hard``,
    ``soft`` or ``total`` as the code says.
    """

    title = "plan limit"
    advice = "The account's plan allows no more; remove something or change the plan."
    feature: str | None = None
    limit: int | None = None
    kind: str | None = None

    def explain(self) -> str:
        """What to do next, with the limit."""
        size = "" if self.limit is None else f" {self.limit}"
        return f"{self.kind or 'unknown'} limit{size} of {self.feature or 'something'} reached. {self.advice}"


class PermissionMissing(Forbidden):
    """403 without a body: the user may not do this. The code 5000 stands for it, though it is not sent."""

    title = "permission missing"
    advice = "The user whom the token acts for lacks the permission; ask the account's administrator."

    def __str__(self) -> str:
        trace = f"trace id {self.trace_id}" if self.trace_id else "no trace id received"
        return f"{self.status} {self.title} on {self.method} {self.path}; code 5000 [{trace}]. {self.explain()}"


class FeatureNotInPlan(Forbidden):
    """403 with a body: the account's plan does not include ``feature``; ``plans`` do."""

    title = "feature not in plan"
    advice = "The account's plan does not include this."
    feature: str | None = None
    plans: tuple[str, ...] = ()

    def explain(self) -> str:
        """What to do next, with the plans that include the feature."""
        plans = f" Plans that do: {', '.join(self.plans)}." if self.plans else ""
        return f"{self.feature or 'feature'}: {self.advice}{plans}"


class EntityNotFound(NotFound):
    """404: ``entity_type`` is the partner's name for what was looked for."""

    entity_type: str | None = None


class MethodNotAllowed(ApiError):
    """405: the address does not take this method."""

    title = "method not allowed"
    advice = "The address or the method is wrong; the message names the methods."


class ContentTooLarge(ApiError):
    """413: the request is larger than the partner takes."""

    title = "content too large"
    advice = "Send less at once."


class Offline(ServiceUnavailable):
    """503: the partner is down for maintenance. Nothing was done."""

    title = "offline"
    advice = "The partner is down for maintenance and did nothing; try again later."


@frozen
class SmartBusinessErrors(ErrorShape):
    """SmartBusiness's error envelope: ``code``, ``message`` and ``meta``. The request id is in the header only."""

    trace_id: str = ""
    code: str = "code"
    message: str = "message"
    user_message: str = ""

    def classify(self, status: int, body: Mapping[str, Any], *, empty: bool) -> tuple[type[ApiError], dict[str, Any]]:
        """The error's class by status and application code."""
        code, meta = _whole(body.get("code")), body.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        match status:
            case 400:
                return _bad_request(code, body)
            case 401:
                return TokenRefused, {
                    "error_type": clean_text(meta.get("error_type") or body.get("error")),
                    "hint": clean_text(meta.get("hint") or body.get("hint")),
                }
            case 402:
                return PlanLimit, {
                    "feature": clean_text(meta.get("feature")),
                    "limit": _whole(meta.get("limit")),
                    "kind": _LIMIT_CODES.get(code or 0),
                }
            case 403 if empty or code == 5000:
                return PermissionMissing, {}
            case 403 if code == 4000 or "feature" in meta:
                return FeatureNotInPlan, {
                    "feature": clean_text(meta.get("feature")),
                    "plans": _texts(meta.get("plans")),
                }
            case 404:
                return EntityNotFound, {"entity_type": clean_text(meta.get("entity_type"))}
            case 405:
                return MethodNotAllowed, {}
            case 413:
                return ContentTooLarge, {}
            case 422:
                return ValidationFailed, {"errors": _field_errors(meta.get("errors"))}
            case 503 if code == 8000:
                return Offline, {}
        return error_class(status), {}

    def retry_after(self, status: int, headers: Mapping[str, str], now: datetime) -> float | None:
        """Seconds to wait: ``Retry-After`` if it is there, after a 429 else ``X-Rate-Limit-Reset``, which is in seconds
        as well (SmartBusiness, response headers)."""
        wait = super().retry_after(status, headers, now)
        return read_seconds(headers.get("x-rate-limit-reset")) if wait is None and status == 429 else wait

    def was_refused(self, response: httpx2.Response) -> bool:
        """The application being offline means that it did nothing."""
        body = read_object(response.content) if response.status_code == 503 else None
        return body is not None and _whole(body.get("code")) == 8000


def read_seconds(text: str | None) -> float | None:
    """A whole number of seconds in a header field; anything else, or more than a month, is ignored."""
    text = (text or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return None
    return float(text) if int(text) <= _LONGEST_WAIT else None


def _bad_request(code: int | None, body: Mapping[str, Any]) -> tuple[type[ApiError], dict[str, Any]]:
    if code in _OPTION_CODES:
        return (UnknownListKey if code <= 2102 else BadListOption), {"option": _OPTION_CODES[code]}
    if body.get("error") == "required_scopes_missing":
        return ScopeMissing, {"hint": clean_text(body.get("hint"))}
    return BadRequest, {}


def _field_errors(found: object) -> tuple[FieldError, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(
        FieldError(
            key=clean_text(entry.get("key")) or "unnamed",
            code=_whole(entry.get("code")),
            message=clean_text(entry.get("message")),
        )
        for entry in found[:_MOST_ENTRIES]
        if isinstance(entry, dict)
    )


def _texts(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(text for text in map(clean_text, found[:_MOST_ENTRIES]) if text)


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**18:
        return None
    return value
