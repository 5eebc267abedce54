"""Which method on which path does what. Literal segments win over ids."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import define, field, frozen

from . import account, actions, resources
from .state import Call, Reply, State
from .tables import Resource, Tables

Handler: TypeAlias = Callable[[State, Call, Resource], Reply]

AUTHORIZE: Final = "/auth/authorize"
DECISION: Final = "/auth/authorize/decision"
TOKENS: Final = "/auth/access-tokens"

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")

_PARAMETER = re.compile(r"\{([^}]+)\}")
_COLLECTION: Final[Mapping[str, tuple[str, Handler]]] = MappingProxyType(
    {"list": ("GET", resources.list_all), "create": ("POST", resources.create)}
)
_ENTITY: Final[Mapping[str, tuple[str, Handler]]] = MappingProxyType(
    {
        "get": ("GET", resources.get),
        "update": ("PUT", resources.update),
        "delete": ("DELETE", resources.delete),
    }
)


@frozen
class Route:
    """One operation. `scope` is "" where any token will do; `takes_body` where the body means something."""

    method: str
    path: str
    resource: Resource | None
    scope: str
    handler: Handler = field(repr=False)
    takes_body: bool = False
    bulk: bool = False


@frozen
class Match:
    """What a path leads to: the routes by method, and the values of its parameters in order."""

    routes: Mapping[str, Route]
    values: tuple[str, ...]


@define
class _Node:
    literals: dict[str, "_Node"] = field(factory=dict)
    parameter: "_Node | None" = None
    routes: dict[str, Route] = field(factory=dict)


@define
class Router:
    """Finds routes by path."""

    routes: tuple[Route, ...]
    _root: _Node = field(factory=_Node, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for route in self.routes:
            node = self._root
            for segment in route.path.strip("/").split("/"):
                if _PARAMETER.fullmatch(segment):
                    node.parameter = node.parameter or _Node()
                    node = node.parameter
                else:
                    node = node.literals.setdefault(segment, _Node())
            node.routes[route.method] = route

    def match(self, path: str) -> Match | None:
        """What a decoded path, relative to the base path, leads to."""
        node: _Node | None = self._root
        values: list[str] = []
        for segment in path.removeprefix("/").split("/"):
            if node is None or not segment:
                return None
            if segment in node.literals:
                node = node.literals[segment]
            else:
                node = node.parameter
                values.append(segment)
        return Match(node.routes, tuple(values)) if node is not None and node.routes else None


def build_routes(tables: Tables) -> tuple[Route, ...]:
    """All operations with a bearer token, by the tables."""
    routes = [
        Route("GET", "/auth/owner", None, "", account.owner),
        Route("GET", "/auth/profile", None, "profile", account.profile),
    ]
    for resource in tables.resources.values():
        if not resource.path:
            continue
        entity = f"{resource.path}/{{{resource.id}}}"
        for verb in resource.verbs:
            method, handler = {**_COLLECTION, **_ENTITY}[verb]
            path = resource.path if verb in _COLLECTION else entity
            takes_body = verb in {"create", "update"}
            routes.append(Route(method, path, resource, resource.scope, handler, takes_body, verb == "delete"))
        if resource.document:
            routes += [
                Route("GET", f"{entity}/pdf", resource, resource.scope, actions.pdf),
                Route("GET", f"{entity}/preview", resource, resource.scope, actions.preview),
                Route("PATCH", f"{entity}/change-status", resource, resource.scope, actions.change_status, True),
                Route("PATCH", f"{entity}/send-by-post", resource, resource.scope, actions.send_by_post, True),
                Route("PATCH", f"{entity}/send-by-email", resource, resource.scope, actions.send_by_email, True),
            ]
    contact, project = tables.resources["contact"], tables.resources["project"]
    groups = "{contactId}/%s/{groupsIds}"
    routes += [
        _groups_route(f"/contacts/{groups % 'assign-groups'}", contact, actions.assign_groups),
        _groups_route(f"/contacts/{groups % 'remove-groups'}", contact, actions.remove_groups),
        Route(
            "PATCH",
            "/reporting/projects/{projectId}/change-status/{status}",
            project,
            project.scope,
            actions.change_project_status,
        ),
    ]
    return tuple(routes)


def _groups_route(path: str, contact: Resource, handler: Handler) -> Route:
    return Route("PATCH", path, contact, contact.scope, handler, bulk=True)
