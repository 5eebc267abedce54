"""Local times that come twice or never are refused, in both directions and wherever clocks are changed."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from signoff.smartbusiness.moments import format_datetime, parse_datetime

ZURICH, NEW_YORK, LORD_HOWE = (ZoneInfo(name) for name in ("Europe/Zurich", "America/New_York", "Australia/Lord_Howe"))
UNCLEAR = [
    ("2026-10-25 02:30:00", ZURICH, "twice"),
    ("2026-10-25 02:00:00", ZURICH, "twice"),
    ("2026-10-25 02:59:59", ZURICH, "twice"),
    ("2026-03-29 02:30:00", ZURICH, "never"),
    ("2026-03-29 02:00:00", ZURICH, "never"),
    ("2026-11-01 01:30:00", NEW_YORK, "twice"),
    ("2026-03-08 02:30:00", NEW_YORK, "never"),
    ("2026-04-05 01:45:00", LORD_HOWE, "twice"),
    ("2026-10-04 02:15:00", LORD_HOWE, "never"),
]
CLEAR = [
    ("2026-10-25 01:59:59", ZURICH),
    ("2026-10-25 03:00:00", ZURICH),
    ("2026-03-29 01:59:59", ZURICH),
    ("2026-03-29 03:00:00", ZURICH),
    ("2026-10-25 02:30:00", UTC),
    ("2026-10-25 02:30:00", timezone(timedelta(hours=1))),
]


@pytest.mark.parametrize(("text", "zone", "comes"), UNCLEAR)
def test_a_local_time_that_is_unclear_is_refused(text: str, zone: ZoneInfo, comes: str) -> None:
    with pytest.raises(ValueError, match=f"comes {comes} in {zone.key}"):
        parse_datetime(text, zone)
    # Without a zone it is what was written.
    naive = parse_datetime(text)
    for fold in (0, 1):
        with pytest.raises(ValueError, match=f"comes {comes}"):
            format_datetime(naive.replace(tzinfo=zone, fold=fold), zone)


@pytest.mark.parametrize(("text", "zone"), CLEAR)
def test_the_hours_around_are_clear(text: str, zone: ZoneInfo) -> None:
    moment = parse_datetime(text, zone)
    assert format_datetime(moment, zone) == text
    assert format_datetime(moment.astimezone(UTC), zone) == text


def test_an_instant_whose_local_time_comes_twice_is_refused_from_any_zone() -> None:
    for hour in (0, 1):
        with pytest.raises(ValueError, match="comes twice"):
            format_datetime(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), ZURICH)


def test_an_aware_time_that_never_comes_is_refused_before_it_is_moved() -> None:
    with pytest.raises(ValueError, match="comes never in Europe/Zurich"):
        format_datetime(datetime(2026, 3, 29, 2, 30, tzinfo=ZURICH), NEW_YORK)


def test_an_aware_time_that_says_which_of_two_it_is_can_be_converted() -> None:
    second = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=1)
    assert format_datetime(second, UTC) == "2026-10-25 01:30:00"


def test_the_sign_for_no_time_says_what_it_is() -> None:
    with pytest.raises(ValueError, match="no time at all"):
        parse_datetime("-0001-11-30 00:00:00", ZURICH)
