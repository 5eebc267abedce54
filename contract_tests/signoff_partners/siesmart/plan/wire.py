"""Instants and numbers as they come over the wire, made comparable."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from signoff_contract.suite.round_trip import NOT_GIVEN


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


# Other forms in which servers write a date-time as a text: of HTTP, of C and Java, of databases.
_WRITTEN = (
    "%a, %d %b %Y %H:%M:%S GMT",
    "%a %b %d %H:%M:%S %Y",
    "%a %b %d %H:%M:%S UTC %Y",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%d.%m.%Y %H:%M:%S",
)
# By how many digits it has: what one unit of a number is, in seconds, and where it begins to count.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTED = {
    10: (Decimal(1), _EPOCH),
    13: (Decimal("1e-3"), _EPOCH),
    16: (Decimal("1e-6"), _EPOCH),
    18: (Decimal("1e-7"), datetime(1, 1, 1, tzinfo=UTC)),
    19: (Decimal("1e-9"), _EPOCH),
}
_PLAUSIBLE = range(2000, 2101)


def version_instant(version: str) -> datetime | None:
    """The date-time that an entity tag represents, with or without quotes and offset; None when it is none.

    The documents do not tell the form: besides ISO 8601, the date of HTTP, some usual written forms, and counts of
    seconds or parts of them are taken, as far as they fall into this century.
    """
    text = version.strip().removeprefix("W/").strip('"').strip()
    if text.isascii() and text.isdigit():
        unit, start = _COUNTED.get(len(text), (None, _EPOCH))
        if unit is None:
            return None
        instant = start + timedelta(microseconds=int(int(text) * unit * 1_000_000))
        return instant if instant.year in _PLAUSIBLE else None
    if len(text) < 16:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return _written(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _written(text: str) -> datetime | None:
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
