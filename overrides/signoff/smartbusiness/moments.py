"""Dates and times in SmartBusiness's own form (SmartBusiness, values).

Date-times are ``YYYY-MM-DD HH:MM:SS`` without a zone, so they are not what OpenAPI calls a date-time; times of day are
``HH:MM``. Which zone is meant is not documented. Others take it for Swiss local time: pass
``ZoneInfo("Europe/Zurich")`` to do so as well, or no zone to leave it open.

Where clocks are changed, an hour of local time comes twice and another one never. Which instant such a text means
cannot be told, so both directions refuse it rather than guess. Who knows better reads without a zone and says it:
``parse_datetime(text).replace(tzinfo=zone, fold=1)`` is the second of the two.
"""

import re
from datetime import UTC, datetime, time, tzinfo

__all__ = ["format_datetime", "format_time", "parse_datetime", "parse_time"]

_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)
_NO_TIME = "-0001-11-30"
_TIME = re.compile(r"\d{2}:\d{2}", re.ASCII)


def parse_datetime(text: str, zone: tzinfo | None = None) -> datetime:
    """The date-time in a text; naive without ``zone``, else in that zone.

    :raises ValueError: the text is no date-time of this form (``-0001-11-30 00:00:00``, the partner's sign for no time,
        is none either), or in ``zone`` it comes twice or never.
    """
    if text.startswith(_NO_TIME):
        raise ValueError("the partner's sign for no time at all (-0001-11-30); there is no such date")
    if not _DATETIME.fullmatch(text):
        raise ValueError("not a date-time of the form YYYY-MM-DD HH:MM:SS")
    moment = datetime.fromisoformat(text).replace(tzinfo=zone)
    if zone is not None:
        _refuse_unclear(moment)
    return moment


def _refuse_unclear(moment: datetime) -> None:
    """Local times that come twice, or never, stand for no instant that could be told."""
    if moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset():
        return
    comes = "twice" if _comes(moment) else "never"
    raise ValueError(
        f"the local time comes {comes} in {moment.tzinfo}, where clocks are changed that night; say which instant is "
        "meant, see signoff.smartbusiness.moments"
    )


def _comes(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def format_datetime(moment: datetime, zone: tzinfo | None = None) -> str:
    """The partner's form of a date-time; an aware one is converted to ``zone``.

    :raises ValueError: it is aware and no zone is given, or naive and one is, or the local time comes twice or never:
        what is meant would be a guess.
    """
    if (moment.tzinfo is None) != (zone is None):
        given = "carries a time zone, but none is given to convert it to" if zone is None else "carries no time zone"
        raise ValueError(f"the date-time {given}; the partner's form has none, so say which one is meant")
    local = moment
    if zone is not None:
        # An aware time that never comes would be moved by an hour without a word; one that comes twice says which.
        if not _comes(moment):
            _refuse_unclear(moment)
        local = moment.astimezone(zone)
        _refuse_unclear(local)
    return f"{local.year:04}-{local:%m-%d %H:%M:%S}"


def parse_time(text: str) -> time:
    """The time of day in a text.

    :raises ValueError: the text is none of the form HH:MM.
    """
    if not _TIME.fullmatch(text):
        raise ValueError("not a time of day of the form HH:MM")
    return time.fromisoformat(text)


def format_time(moment: time) -> str:
    """The partner's form of a time of day.

    :raises ValueError: it has seconds, which the form cannot hold.
    """
    if moment.second or moment.microsecond:
        raise ValueError("a time of day is in whole minutes here")
    return moment.strftime("%H:%M")
