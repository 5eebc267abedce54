"""Errors whose body is a problem in the form of RFC 9457, with the map of members that ASP.NET Core adds.

::

    ApiError            message is the title, user_message the detail, trace_id the traceId
      BadRequest 400    ValidationProblem: errors, the partner's texts by member
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from signoff._pipeline.status import ErrorShape, clean_text
from signoff.errors import ApiError, BadRequest, error_class

__all__ = ["ProblemDetails", "ValidationProblem"]

_MEMBER = re.compile(r"[\w$.\[\]-]{1,80}")
_MOST_MEMBERS = 200
_SHOWN_MEMBERS = 5


class ValidationProblem(BadRequest):
    """400: members of the request were not accepted. ``errors`` has the partner's texts by member; they may repeat what
    was sent, so they stand in no text of this error."""

    title = "validation failed"
    advice = "Correct the members that are named; sending them again unchanged cannot succeed."
    errors: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def explain(self) -> str:
        """What to do next, with the members."""
        # A name that does not look like one may be a value.
        shown = [name if _MEMBER.fullmatch(name) else "unnamed" for name in list(self.errors)[:_SHOWN_MEMBERS]]
        more = len(self.errors) - len(shown)
        return f"{', '.join(shown)}{f' and {more} more' if more > 0 else ''}. {self.advice}"


@frozen
class ProblemDetails(ErrorShape):
    """How a problem is read. Of a body in any other form the status is left, which says what kind of error it is.

    ``title`` names the kind of problem and is shown; ``detail`` is about the occurrence and may repeat what was sent, so
    it is ``user_message`` only.
    """

    trace_id: str = "traceId"
    code: str = ""
    message: str = "title"
    user_message: str = "detail"

    def classify(self, status: int, body: Mapping[str, Any], *, empty: bool) -> tuple[type[ApiError], dict[str, Any]]:  # noqa: ARG002
        """The error's class by status, and by whether members are named."""
        errors = _by_member(body.get("errors")) if status == 400 else {}
        return (ValidationProblem, {"errors": errors}) if errors else (error_class(status), {})


def _by_member(found: object) -> dict[str, tuple[str, ...]]:
    by_member = {}
    for name, said in list(found.items())[:_MOST_MEMBERS] if isinstance(found, dict) else ():
        listed = said[:_MOST_MEMBERS] if isinstance(said, list) else [said]
        by_member[clean_text(name) or "unnamed"] = tuple(text for text in map(clean_text, listed) if text)
    return by_member
