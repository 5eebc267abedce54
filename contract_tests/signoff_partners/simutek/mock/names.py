"""What things are called that no document names: read from the description, by their role.

A real document will bring other names. They are then changed in `openapi/simutek/`, and nowhere here.
"""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from signoff_contract.description import Description
from signoff_contract.description.composition import members
from signoff_contract.description.roles import (
    answer_schema,
    element_roles,
    member_roles,
    member_schema,
    query_roles,
    request_schema,
)

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
        ordering = description.operation("sales_orders_create")
        order = request_schema(ordering)
        for role in ("buyer", "order-name", "language", "currency"):
            member_schema(description, order, role)
        customer = members(description, request_schema(description.operation("customers_create")) or {})
        address = description.deref(customer.schemas["postalAddress"]) if customer is not None else {}
        return cls(
            query=query_roles(listing),
            envelope=member_roles(description, answer_schema(listing)),
            order=member_roles(description, order),
            row=element_roles(description, order, "rows"),
            created=member_roles(description, answer_schema(ordering)),
            address=tuple(address.get("properties", ())),
        )

    def page(self, customers: list[Json], *, page: int, size: int, total: int) -> Any:
        """A page of customers in the described shape."""
        values = {"items": customers, "page": page, "page-size": size, "total": total}
        return {name: values[role] for role, name in self.envelope.items()} or customers
