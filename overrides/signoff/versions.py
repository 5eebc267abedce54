"""Values with the version they were read at, and the rules for giving that version back.

A partner with optimistic locking names each version of a resource by an entity tag. Signoff treats the tag as opaque:
it is sent back byte for byte as it arrived, with or without quotation marks, and never refreshed behind the caller's
back (SieSmart START, optimistic locking).
"""

import re
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from signoff._headers import HeaderView
from signoff.errors import InvalidValue

T_co = TypeVar("T_co", covariant=True)

__all__ = ["ANY_VERSION", "Result", "VersionLike", "Versioned", "entity_tag"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LIST_OF_TAGS = re.compile(r'"[^"]*"\s*,')


def _as_view(given: Mapping[str, str]) -> HeaderView:
    return given if isinstance(given, HeaderView) else HeaderView(given)


@frozen(repr=False)
class Result(Generic[T_co]):
    """What a call answered.

    ``value`` is the decoded body, ``trace_id`` the partner's identifier of the request (quote it when asking the
    partner for help; ``None`` when the answer carried none), ``status`` the HTTP status and ``headers`` the header
    fields received. The repr never shows the value: it may hold personal data.
    """

    value: T_co
    trace_id: str | None
    status: int
    headers: Mapping[str, str] = field(converter=_as_view)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} of {type(self.value).__name__}, "
            f"status {self.status}, trace id {self.trace_id or 'none'}>"
        )


@frozen(repr=False)
class Versioned(Result[T_co]):
    """A :class:`Result` together with the entity tag of the version that was read.

    ``version`` is the tag exactly as received. Pass the whole object as ``version=`` of a modifying call.
    """

    version: str

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} of {type(self.value).__name__}, version {self.version!r}, "
            f"status {self.status}, trace id {self.trace_id or 'none'}>"
        )


VersionLike: TypeAlias = Versioned[Any] | str
"""What a modifying call takes as ``version``: a value that was read, or its bare entity tag."""


class _AnyVersion(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return "ANY_VERSION"

    def __reduce__(self) -> str:
        return "ANY_VERSION"


ANY_VERSION: Final = _AnyVersion("*")
"""Overwrite whatever version is stored. It throws away the protection against lost updates, hence the name: the text
``"*"`` alone is refused."""


def entity_tag(version: VersionLike) -> str:
    """The text to send in ``If-Match`` for a version, unchanged from what the partner sent.

    :raises InvalidValue: it is a ``ValueError`` too; the tag cannot be sent as it is (empty, control characters, characters outside latin-1, blanks
        at its ends), can never match (a weak tag), or names more than one version (``*``, a list of tags).
    :raises TypeError: ``version`` is neither a :class:`Versioned` nor a text.
    """
    tag = version.version if isinstance(version, Versioned) else version
    if not isinstance(tag, str):
        raise TypeError(
            f"version must be the Versioned value that was read, or its entity tag as text, not {type(tag).__name__}"
        )
    problem = _find_problem(tag)
    if problem:
        raise InvalidValue(
            f"{problem}. {_next_step(version)}", pointer="", expected="an entity tag that can be sent back"
        )
    return str(tag)


def _next_step(version: VersionLike) -> str:
    if not isinstance(version, Versioned):
        return "Read the resource again and pass the Versioned value as version=."
    quoted = f" with the trace id {version.trace_id}" if version.trace_id else ""
    return f"It came so with the resource, so nothing can be changed safely and nothing was sent: report it{quoted}."


def _find_problem(tag: str) -> str | None:
    if isinstance(tag, _AnyVersion):
        return None
    if not tag:
        return "The entity tag is empty"
    if _CONTROL.search(tag):
        return "The entity tag contains a control character"
    if tag != tag.strip():
        return "The entity tag begins or ends with blank space, which HTTP drops on the way"
    if not _fits_header(tag):
        return "The entity tag contains characters that a header field cannot carry"
    if tag.startswith("W/"):
        return "The entity tag is weak (W/...) and If-Match never accepts a weak tag"
    if tag == "*":
        return "The entity tag '*' would overwrite any version; if that is intended pass signoff.ANY_VERSION"
    if _LIST_OF_TAGS.match(tag):
        return "The text is a list of entity tags, not one"
    return None


def _fits_header(tag: str) -> bool:
    try:
        tag.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
