"""Instants and numbers as they come over the wire, made comparable."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from signoff_contract.suite.compare import NOT_GIVEN


def canonical(value: Any) -> Any:
    """A JSON value in which equal instants are equal texts and fractions are decimals.

    A date-time with an offset may be written in more than one way and say the same; one without says less and stays.
    """
    if value is NOT_GIVEN or value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {name: canonical(member) for name, member in value.items()}
    if isinstance(value, list):
        return [canonical(element) for element in value]
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        instant = instant_of(value)
        return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if instant else value
    return value


def instant_of(text: str) -> datetime | None:
    """The instant that an ISO 8601 date-time with an offset names; None for any other text."""
    if len(text) < 20 or text[10:11] not in {"T", "t"} or not text[:4].isdigit():
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo else None


def version_instant(version: str) -> datetime | None:
    """The date-time that an entity tag represents, with or without quotes and offset; None when it is none."""
    text = version.strip().removeprefix("W/").strip('"')
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) < 16:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
