"""Swiss local time, worked out here because not every machine has a database of time zones.

The API's times name no zone; third parties take them for Swiss ones.
"""

from datetime import UTC, date, datetime, timedelta


def swiss(instant: datetime) -> datetime:
    """An instant as a Swiss clock shows it, without a zone."""
    local = instant.astimezone(UTC).replace(tzinfo=None)
    # Summer time lasts from the last Sunday of March to that of October, both at one o'clock UTC.
    summer = _last_sunday(local.year, 3) <= local < _last_sunday(local.year, 10)
    return local + timedelta(hours=2 if summer else 1)


def moment(instant: datetime) -> str:
    """An instant in the API's own form, `2026-01-05 10:00:00`."""
    return f"{swiss(instant):%Y-%m-%d %H:%M:%S}"


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - timedelta(days=last.isoweekday() % 7)
    return datetime(sunday.year, sunday.month, sunday.day, 1)  # noqa: DTZ001 - compared with times without a zone
