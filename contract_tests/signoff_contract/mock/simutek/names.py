"""What things are called that no document names: read from the description, by their role.

A real document will bring other names. They are then changed in `openapi/simutek/`, and nowhere here.
"""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from signoff_contract.description import Description
from signoff_contract.description.composition import members
from signoff_contract.description.roles import member_roles, member_schema, query_roles

from .store import Json


@frozen
class Names:
    """Names by role: of query parameters, of the list's envelope (empty for a bare array), of an order and its rows."""

    query: Mapping[str, str]
    envelope: Mapping[str, str]
    order: Mapping[str, str]
    row: Mapping[str, str]
    created: Mapping[str, str]
    address: tuple[str, ...]

    @classmethod
    def of(cls, description: Description) -> "Names":
        """The names that a description states. Raises LookupError when one that the mock needs has no role."""
        listing = description.operation("customers_list")
        order = _request(description, "sales_orders_create")
        rows = description.deref(member_schema(description, order, "rows"))
        customer = members(description, _request(description, "customers_create"))
        address = description.deref(customer.schemas["postalAddress"]) if customer is not None else {}
        names = cls(
            query=query_roles(listing),
            envelope=member_roles(description, _answer(description, "customers_list")),
            order=member_roles(description, order),
            row=member_roles(description, rows["items"]),
            created=member_roles(description, _answer(description, "sales_orders_create")),
            address=tuple(address.get("properties", ())),
        )
        for role in ("buyer", "order-name", "language", "currency"):
            member_schema(description, order, role)
        return names

    def page(self, customers: list[Json], *, page: int, size: int, total: int) -> Any:
        """A page of customers in the described shape."""
        values = {"items": customers, "page": page, "page-size": size, "total": total}
        return {name: values[role] for role, name in self.envelope.items()} or customers


def _request(description: Description, operation_id: str) -> Mapping[str, Any]:
    schema = description.operation(operation_id).bodies[0].schema
    return {} if schema is None else schema


def _answer(description: Description, operation_id: str) -> Mapping[str, Any] | None:
    bodies = description.operation(operation_id).success[0].bodies
    return bodies[0].schema if bodies else None
