"""Members and parameters by what they mean, not by what they are called.

Where a source tells the meaning of a member and not its name, the name is a guess of ours, and a real document will
replace it. `x-role` on the member's schema states the meaning. Whoever needs the member asks for its role, so that
the name stands in the description only.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Description, Operation

ROLE = "x-role"


def member_roles(description: Description, schema: Mapping[str, Any] | None) -> dict[str, str]:
    """The names of an object's members by their roles; members without a role are left out."""
    return {role: name for name, member in _members(description, schema) if (role := member.get(ROLE))}


def query_roles(operation: Operation) -> dict[str, str]:
    """The names of an operation's query parameters by the roles that their schemas state."""
    queries = (each for each in operation.parameters if each.location == "query")
    return {role: each.name for each in queries if (role := each.schema.get(ROLE))}


def member_schema(description: Description, schema: Mapping[str, Any] | None, role: str) -> Mapping[str, Any]:
    """The schema of the member that plays a role, as it is written. Raises LookupError when none does."""
    for _, member in _members(description, schema):
        if member.get(ROLE) == role:
            return member
    raise LookupError(f"no member of the object has the role {role!r}; state {ROLE} in the description")


def _members(description: Description, schema: Mapping[str, Any] | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    whole = description.deref(schema or {})
    for part in whole.get("allOf") or ():
        yield from _members(description, part)
    yield from (whole.get("properties") or {}).items()
