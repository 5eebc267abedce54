"""What the engine has to know about Simutek's GKS: where things are, which function does what, how errors look."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field

from signoff_contract.description import Description, Operation
from signoff_contract.mock.engine import Call, Reply, Target
from signoff_contract.mock.http import Refusal
from signoff_contract.mock.tokens import READ, WRITE, Client

from . import customers, orders
from .names import Names
from .store import Store

PROBLEM = "application/problem+json"

# Where RFC 9110 describes a status; ASP.NET Core, which GKS may be built on, names the section as the type.
_SECTIONS = {400: "15.5.1", 401: "15.5.2", 403: "15.5.4", 404: "15.5.5", 405: "15.5.6", 500: "15.6.1"}


@define
class SimutekApi:
    """The Api of one printing company's GKS over one store."""

    description: Description
    store: Store
    rules: orders.Rules
    names: Names = field(init=False)
    _handlers: Mapping[str, Callable[[Call], Reply]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        names = self.names = Names.of(self.description)
        self._handlers = MappingProxyType(
            {
                "customers_create": partial(customers.create, self.store, names),
                "customers_get": partial(customers.get, self.store, names),
                "customers_list": partial(customers.list_customers, self.store, names),
                "sales_orders_create": partial(orders.create, self.store, names, self.rules),
            }
        )
        if missing := sorted({each.id for each in self.description} - self._handlers.keys()):
            raise ValueError(f"the description has operations that this mock does not serve: {', '.join(missing)}")

    @property
    def base_path(self) -> str:
        """The path of the server address, without a slash at its end."""
        return urlsplit(self.description.servers[0]).path.rstrip("/")

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """Held while an operation is carried out."""
        return self.store.lock

    def resolve_alias(self, method: str, path: str) -> str:  # noqa: ARG002 - every path has one name
        """The path itself."""
        return path

    def right(self, operation: Operation) -> str:
        """READ for what is only read, WRITE for the rest."""
        return READ if operation.method == "GET" else WRITE

    def locate(self, client: Client, path: Mapping[str, Any]) -> Target | None:  # noqa: ARG002 - all see all customers
        """Nothing: customers have no version, and the handlers look them up."""
        return None

    def handle(self, call: Call) -> Reply:
        """Carry the call out by the function of its operation."""
        return self._handlers[call.operation.id](call)

    def error(self, refusal: Refusal, trace_id: str) -> Mapping[str, Any]:
        """The body of a refusal: a problem of RFC 9457 with the additions of ASP.NET Core. All of it is proposed."""
        section = _SECTIONS.get(refusal.status)
        body: dict[str, Any] = {
            "type": f"https://tools.ietf.org/html/rfc9110#section-{section}" if section else "about:blank",
            "title": "One or more validation errors occurred" if refusal.fields else HTTPStatus(refusal.status).phrase,
            "status": refusal.status,
            "detail": refusal.message,
            "traceId": trace_id,
        }
        if refusal.fields:
            errors: dict[str, list[str]] = {}
            for place, why in refusal.fields:
                errors.setdefault(place or "$", []).append(why)
            body["errors"] = errors
        return body
