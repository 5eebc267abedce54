"""An earlier name of `signoff.smartbusiness.moments`, kept for the applications that import it."""

from signoff.smartbusiness.moments import format_datetime, format_time, parse_datetime, parse_time

__all__ = ["format_datetime", "format_time", "parse_datetime", "parse_time"]
