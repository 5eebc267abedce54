"""Rules about changes: versions, what a refusal leaves alone, what a partial update keeps and stores."""

import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.decoding import as_json

from .preparation import Resource
from .resource_pool import find
from .watch import Rule, Verdict, Watch, Wire

_Update: TypeAlias = tuple[Resource, Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def _judged_change(wire: Wire) -> bool:
    """Whether this is a change of a versioned resource that exists, let in, with an answer that says something."""
    needed = wire.operation is not None and wire.operation.needs_precondition
    known = wire.before is not None and wire.before.version is not None
    return needed and wire.authorised and known and wire.status not in TURNED_AWAY


def _missing_precondition(watch: Watch, wire: Wire) -> Verdict:
    if not _judged_change(wire) or wire.condition is not None:
        return False
    due = {int(watch.convention("precondition-status", "412"))}
    if wire.rest:
        # The path names more than the resource with the version; that it does not exist may be said first.
        due |= {400, 404}
    wanted = " or ".join(map(str, sorted(due)))
    if wire.status in due:
        return True
    return f"a change without If-Match was answered with {wire.status}, {wanted} was due"


def _stale_precondition(_watch: Watch, wire: Wire) -> Verdict:
    if not _judged_change(wire) or wire.condition is None or wire.before is None or wire.before.version is None:
        return False
    condition, current = wire.condition.strip(), wire.before.version.strip('"')
    if condition == "*" or current in condition:
        return False
    return True if wire.status >= 400 else f"a change with another version in If-Match was answered with {wire.status}"


def _refused_changes_nothing(_watch: Watch, wire: Wire) -> Verdict:
    if wire.exchange.reads or not 400 <= wire.status < 500 or wire.before is None or wire.after is None:
        return False
    if wire.after.version != wire.before.version:
        return f"the version moved although the call was refused with {wire.status}"
    return True if wire.after.body == wire.before.body else f"something changed although the answer was {wire.status}"


def _versioned_success(wire: Wire) -> bool:
    return wire.succeeded and wire.operation is not None and wire.operation.needs_precondition


def _change_changes_version(_watch: Watch, wire: Wire) -> Verdict:
    if not _versioned_success(wire) or wire.before is None or wire.after is None:
        return False
    return True if wire.after.version != wire.before.version else "the version is the same after a successful change"


def _version_never_reused(watch: Watch, wire: Wire) -> Verdict:
    if wire.resource is None or wire.after is None or wire.after.version is None:
        return False
    known = watch.versions.get(wire.resource, {})
    if wire.before is not None and wire.after.version == wire.before.version:
        if wire.after.body == wire.before.body or not _versioned_success(wire):
            return False
        return "two states of the resource have one version"
    if wire.after.version in known:
        return "the version of an earlier state came back"
    return True


def _partial(watch: Watch, wire: Wire) -> _Update | None:
    """The resource that a partial update changed, what was sent, and the thing before and after."""
    if not wire.succeeded or wire.before is None or wire.after is None or wire.operation is None:
        return None
    resource = next((each for each in watch.preparation.resources if each.update == wire.operation.id), None)
    if resource is None:
        return None
    sent = (
        {} if wire.exchange.request_body.strip() in watch.preparation.nothing else as_json(wire.exchange.request_body)
    )
    before, after = (find(as_json(each.body), resource.content) for each in (wire.before, wire.after))
    if not isinstance(sent, Mapping) or not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return None
    return resource, sent, before, after


def _update_keeps(watch: Watch, wire: Wire) -> Verdict:
    found = _partial(watch, wire)
    if found is None:
        return False
    resource, sent, before, after = found
    for name, value in before.items():
        if name not in sent and name not in resource.moves and not _same(value, after.get(name), resource.moves, name):
            return f"the member {name} changed although the body does not name it"
    return True


def _update_stores(watch: Watch, wire: Wire) -> Verdict:
    found = _partial(watch, wire)
    if found is None:
        return False
    resource, sent, before, after = found
    judged = [name for name in sent if name in before and name not in resource.moves and name in _writable(watch, wire)]
    for name in judged:
        if not _holds(after.get(name), sent[name], resource.moves, name):
            return f"the member {name} is not stored as it was sent"
    return bool(judged)


def _writable(watch: Watch, wire: Wire) -> frozenset[str]:
    """The members that the request's schema describes as writable."""
    assert wire.operation is not None  # noqa: S101
    found: set[str] = set()
    for body in wire.operation.bodies:
        waiting: list[Any] = [body.schema]
        while waiting:
            schema = watch.description.deref(waiting.pop())
            if isinstance(schema, Mapping):
                waiting.extend(schema.get("allOf", ()))
                for name, member in schema.get("properties", {}).items():
                    if not member.get("readOnly", False):
                        found.add(name)
    return frozenset(found)


def _same(first: Any, second: Any, moves: frozenset[str], name: str) -> bool:
    return _holds(first, second, moves, name) and _holds(second, first, moves, name)


def _holds(stored: Any, sent: Any, moves: frozenset[str], path: str) -> bool:
    """Whether a stored value holds a sent one: the server may have added members, and moved those that may move."""
    if isinstance(sent, Mapping) and isinstance(stored, Mapping):
        inner = ((name, f"{path}.{name}") for name in sent if name in stored)
        return all(name in moves or _holds(stored[last], sent[last], moves, name) for last, name in inner)
    if isinstance(sent, list) and isinstance(stored, list):
        pairs = zip(stored, sent, strict=False)
        return len(sent) == len(stored) and all(_holds(one, other, moves, path) for one, other in pairs)
    if isinstance(sent, bool) or isinstance(stored, bool):
        return stored is sent
    if isinstance(sent, int | float) and isinstance(stored, int | float):
        return math.isclose(sent, stored, rel_tol=1e-12, abs_tol=0.0)
    return bool(stored == sent)


CHANGES: Final[tuple[Rule, ...]] = (
    Rule("missing_precondition_refused", "A change without If-Match is refused", _missing_precondition),
    Rule("stale_precondition_refused", "A change with another version in If-Match never succeeds", _stale_precondition),
    Rule("refusal_changes_nothing", "A refused call changes nothing", _refused_changes_nothing),
    Rule("change_changes_version", "A successful change changes the version", _change_changes_version),
    Rule("version_never_reused", "No version of a resource is ever given to another state", _version_never_reused),
    Rule("update_keeps", "A partial update leaves alone what it does not name", _update_keeps),
    Rule("update_stores", "A partial update stores what it names", _update_stores),
)
