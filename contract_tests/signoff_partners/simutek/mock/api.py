"""What the engine has to know about Simutek's GKS: where things are, which function does what, how errors look."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.mock.handled import HandledApi, Handler
from signoff_contract.mock.http import Refusal

from . import customers, orders
from .names import Names
from .store import Store

PROBLEM = "application/problem+json"

# Where RFC 9110 describes a status; ASP.NET Core, which GKS may be built on, names the section as the type.
_SECTIONS = {400: "15.5.1", 401: "15.5.2", 403: "15.5.4", 404: "15.5.5", 405: "15.5.6", 500: "15.6.1"}


@define
class SimutekApi(HandledApi):
    """The Api of one printing company's GKS over one store: customers have no version, all clients see all of them."""

    store: Store = field(kw_only=True)
    rules: orders.Rules = field(kw_only=True)
    names: Names = field(kw_only=True)

    @classmethod
    def of(cls, description: Description, store: Store, rules: orders.Rules) -> "SimutekApi":
        """The Api with the names that the description has. Raises ValueError for an operation that it does not serve."""
        names = Names.of(description)
        handlers: dict[str, Handler] = {
            "customers_create": partial(customers.create, store, names),
            "customers_get": partial(customers.get, store, names),
            "customers_list": partial(customers.list_customers, store, names),
            "sales_orders_create": partial(orders.create, store, names, rules),
        }
        return cls(description, handlers, problem, store.lock, store=store, rules=rules, names=names)


def problem(refusal: Refusal, trace_id: str) -> Mapping[str, Any]:
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
