"""How two descriptions differ outside their operations: addresses, credentials, conventions, assumptions."""

from collections.abc import Iterator, Mapping
from typing import Any

from signoff_contract.description.source import escape

from .kinds import Change
from .operations import calls
from .schemas import provenance_changes
from .site import Site, canonical, is_annotation, root

# What the client works with; the other conventions are rules that our own lint goes by.
_WORKED_WITH = frozenset({"precondition-header", "precondition-status", "trace-header", "version-header"})
HEADER_CONVENTIONS = ("trace-header", "version-header")
_OF_A_SCHEME = frozenset({"x-token-audience", "x-token-urls"})


def whole_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Every change that belongs to no operation by itself."""
    was, is_now = ((document.get("info") or {}).get("version") for document in (old, new))
    if was != is_now:
        yield Change("version.changed", "/info/version", f"the version is {is_now}, was {was}")
    yield from _servers(old, new)
    yield from _schemes(old, new)
    yield from _conventions(old.get("x-conventions") or {}, new.get("x-conventions") or {})
    yield from _assumptions(old.get("x-assumptions") or {}, new.get("x-assumptions") or {})


def relied_on(*documents: Mapping[str, Any]) -> frozenset[str]:
    """The headers of answers, in small letters, that clients rely on by convention."""
    stated = [(document.get("x-conventions") or {}).get(name) for document in documents for name in HEADER_CONVENTIONS]
    return frozenset(str(name).lower() for name in stated if name)


def _servers(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = _by_environment(old), _by_environment(new)
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        if other is None and one is not None:
            yield Change("server.gone", one.pointer, f"the address {_address(one)} is gone")
        elif one is None and other is not None:
            yield Change("server.added", other.pointer, f"the address {_address(other)} is new")
        elif one is not None and other is not None and _address(one) != _address(other):
            yield Change("server.moved", other.pointer, f"{name} is at {_address(other)}, was at {_address(one)}")


def _by_environment(document: Mapping[str, Any]) -> dict[str, Site]:
    """The servers by what they are for, or by their address where nothing is said."""
    servers = root(document).child("servers")
    found: dict[str, Site] = {}
    for _, server in servers.items() if servers else ():
        name = str(server.get("x-environment") or _address(server))
        found[name if name not in found else _address(server)] = server
    return found


def _address(server: Site) -> str:
    address = str(server.get("url", ""))
    for name, variable in (server.get("variables") or {}).items():
        # An address with a part that differs for everybody is one address.
        address = address.replace(f"{{{name}}}", f"{{{variable.get('default', name)}}}")
    return address


def _schemes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = (_members(root(document).child("components", "securitySchemes")) for document in (old, new))
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name), after.get(name)
        # One that comes or goes shows in what the operations demand.
        if one is not None and other is not None:
            reached = _users(name, new)
            for kind, pointer, sentence in _scheme(name, one, other):
                yield Change(kind, pointer, sentence, reached)


def _scheme(name: str, old: Site, new: Site) -> Iterator[tuple[str, str, str]]:
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for path in sorted(before.keys() | after.keys()):
        one, other = before.get(path), after.get(path)
        if "/scopes/" in path:
            scope = path.rpartition("/")[2]
            if other is None:
                yield "security.scope-gone", f"{old.followed().pointer}{path}", f"the scope {scope} of {name} is gone"
            elif one is None:
                yield "security.scope-added", f"{new.followed().pointer}{path}", f"the scope {scope} of {name} is new"
        elif one != other:
            holder = old if other is None else new
            was, is_now = ("not stated" if value is None else value for value in (one, other))
            yield (
                "security.scheme-changed",
                f"{holder.followed().pointer}{path}",
                f"{path[1:]} of {name} is {is_now}, was {was}",
            )
    confidences = [(site.get("x-provenance") or {}).get("confidence") for site in (old, new)]
    for change in provenance_changes(f"the scheme {name}", confidences[0], confidences[1], new.followed().pointer):
        yield change.kind, change.pointer, change.sentence


def _leaves(site: Site) -> Iterator[tuple[str, str]]:
    """The single values of a security scheme by their paths; texts for people left out."""
    for name, child in site.items():
        if is_annotation(name) and name not in _OF_A_SCHEME:
            continue
        path = f"/{escape(name)}"
        inner = list(child.items())
        if name == "scopes":
            yield from ((f"{path}/{escape(scope)}", "a scope") for scope, _ in inner)
        elif inner:
            yield from ((f"{path}{below}", value) for below, value in _leaves(child))
        else:
            yield path, canonical(child.value)


def _users(name: str, document: Mapping[str, Any]) -> tuple[str, ...]:
    overall = document.get("security")
    return tuple(
        sorted(
            call.id for call in calls(document) if any(name in way for way in call.site.get("security", overall) or ())
        )
    )


def _members(site: Site | None) -> dict[str, Site]:
    return dict(site.items()) if site is not None else {}


def _conventions(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        was, is_now = old.get(name), new.get(name)
        if canonical(was) == canonical(is_now):
            continue
        kind = "convention.changed" if name in _WORKED_WITH and was is not None else "convention.stated"
        texts = ["not stated" if value is None else canonical(value) for value in (is_now, was)]
        yield Change(kind, f"/x-conventions/{escape(name)}", f"the convention {name} is {texts[0]}, was {texts[1]}")


def _assumptions(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        pointer = f"/x-assumptions/{escape(name)}"
        one, other = old.get(name) or {}, new.get(name) or {}
        if name not in new or name not in old:
            yield Change("assumption.changed", pointer, f"the assumption {name} is {'new' if name in new else 'gone'}")
            continue
        if one.get("description") != other.get("description"):
            yield Change("assumption.changed", pointer, f"the assumption {name} says something else")
        confidences = [(each.get("x-provenance") or {}).get("confidence") for each in (one, other)]
        yield from provenance_changes(f"the assumption {name}", confidences[0], confidences[1], pointer)
