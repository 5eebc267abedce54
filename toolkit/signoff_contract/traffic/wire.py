"""What exchanges are made of, as whoever records or judges them reads it: addresses, media types, tokens."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from signoff_contract.description import Description


def is_json(media_type: str) -> bool:
    """Whether a media type, in lower case and without parameters, is JSON or built on it (RFC 6839)."""
    return media_type == "application/json" or media_type.endswith("+json")


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Scheme, host in lower case, and port of a URL; the scheme's own port where none is written."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme)


LONGEST_LIFETIME: Final = 1e9
"""Seconds, 31 years: a longer lifetime is as good as this one, and a date can still be reckoned with it."""


def lifetime_of(body: Mapping[str, Any]) -> float | None:
    """For how many seconds a token answer says that its token lives; None when it says no number at all.

    A number in a text counts: the observer of the answer's form names it, and the token lives all the same.
    """
    value = body.get("expires_in")
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return LONGEST_LIFETIME if isinstance(value, int) and value > 0 else None
    return min(seconds, LONGEST_LIFETIME) if seconds >= 0 else None


def media_type_of(headers: Mapping[str, str]) -> str:
    """The media type of a message, in lower case and without parameters; empty when none is stated."""
    return plain_type(headers.get("content-type"))


def plain_type(content_type: str | None) -> str:
    """A media type as it is compared: without parameters, in lower case, empty when none is stated."""
    return (content_type or "").split(";")[0].strip().lower()


def phrase_of(status: int) -> str:
    """The words that a status is known by, empty for one that nobody has registered."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def trace_header(description: Description) -> str:
    """The header that the description calls the trace header (`x-conventions`); empty when it names none."""
    conventions = description.document.get("x-conventions")
    return str(conventions.get("trace-header") or "") if isinstance(conventions, Mapping) else ""


def token_schemas(description: Description) -> Mapping[str, str]:
    """References to the schemas of the token endpoint's bodies, as the security schemes name them."""
    schemes = description.document.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        named = description.deref(scheme).get("x-token-schemas")
        if isinstance(named, Mapping):
            return {str(part): str(reference) for part, reference in named.items()}
    return {}
