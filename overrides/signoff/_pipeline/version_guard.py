"""A change to an existing resource never leaves without saying which version it is based on."""

from collections.abc import Callable
from typing import TypeAlias

from signoff.errors import VersionRequired
from signoff.versions import ANY_VERSION, VersionLike, entity_tag

VersionRule: TypeAlias = Callable[[str, str], bool]
"""Says for a method and a path (after the base URL) whether the partner wants ``If-Match`` on it."""


def check_version(*, required: bool, if_match: str | None, summary: str) -> None:
    """Refuse a modifying call without a usable version.

    :raises VersionRequired: ``If-Match`` is needed and absent, or its value can never match.
    """
    if if_match is None:
        if required:
            raise VersionRequired(
                f"{summary} changes an existing resource and needs the version it is based on; nothing was sent. "
                "Read the resource and pass the Versioned value as version=."
            )
        return
    # The star gets past entity_tag only through its named constant, so one that arrives here was meant.
    tag: VersionLike = ANY_VERSION if if_match == ANY_VERSION else if_match
    try:
        entity_tag(tag)
    except ValueError as problem:
        raise VersionRequired(f"{summary} cannot be sent: {problem}") from None
