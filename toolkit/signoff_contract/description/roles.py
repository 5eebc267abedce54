"""Members and parameters by what they mean, not by what they are called.

Where a source tells the meaning of a member and not its name, the name is a guess of ours, and a real document will
replace it. `x-role` on the member's schema states the meaning. Whoever needs the member asks for its role, so that
the name stands in the description only.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Description, Operation

ROLE = "x-role"

Schema = Mapping[str, Any] | None


def member_roles(description: Description, schema: Schema) -> dict[str, str]:
    """The names of an object's members by their roles; members without a role are left out."""
    return {role: name for name, member in _members(description, schema) if (role := member.get(ROLE))}


def member_schema(description: Description, schema: Schema, role: str) -> Mapping[str, Any]:
    """The schema of the member that plays a role, as it is written. Raises LookupError when none does."""
    for _, member in _members(description, schema):
        if member.get(ROLE) == role:
            return member
    raise LookupError(f"no member of the object has the role {role!r}; state {ROLE} in the description")


def element_roles(description: Description, schema: Schema, role: str) -> dict[str, str]:
    """The same as `member_roles` for the elements of the list that plays a role. Raises LookupError when none does."""
    return member_roles(description, description.deref(member_schema(description, schema, role)).get("items"))


def query_roles(operation: Operation) -> dict[str, str]:
    """The names of an operation's query parameters by the roles that their schemas state."""
    queries = (each for each in operation.parameters if each.location == "query")
    return {role: each.name for each in queries if (role := each.schema.get(ROLE))}


def request_schema(operation: Operation) -> Schema:
    """The schema of the body that an operation takes, as it is written; None when it takes none."""
    return operation.bodies[0].schema if operation.bodies else None


def answer_schema(operation: Operation) -> Schema:
    """The schema of the body that an operation answers with when it succeeds; None when there is none."""
    bodies = operation.success[0].bodies if operation.success else ()
    return bodies[0].schema if bodies else None


def _members(description: Description, schema: Schema) -> Iterator[tuple[str, Mapping[str, Any]]]:
    whole = description.deref(schema or {})
    for part in whole.get("allOf") or ():
        yield from _members(description, part)
    yield from (whole.get("properties") or {}).items()
