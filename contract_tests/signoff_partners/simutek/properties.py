"""What a campaign needs to know about Simutek's GKS.

Names that are only proposed are read from the description by their role, so that this page outlives them.
"""

from collections.abc import Mapping
from typing import Final

from signoff_contract.description import Description
from signoff_contract.description.roles import answer_schema, member_roles, query_roles, request_schema
from signoff_contract.suite.property.preparation import Preparation, Ref, Resource

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "error_body": ("SIM-ERR-004",),
    "not_a_server_error": ("SIM-ERR-002",),
    "status_code_conformance": ("SIM-ERR-001",),
    "content_type_conformance": ("SIM-HDR-003",),
    "response_schema_conformance": ("SIM-CUST-004", "SIM-ERR-003"),
    "unauthorised_refused": ("SIM-AUTH-008", "SIM-AUTH-009"),
    "negative_data_rejection": ("SIM-CUST-011", "SIM-CUST-012", "SIM-LIST-015", "SIM-LIST-016", "SIM-ORDER-008"),
}


def prepare(description: Description) -> Preparation:
    """A creation tells no number, so the customers that are there already are read and ordered for."""
    listing, ordering = description.operation("customers_list"), description.operation("sales_orders_create")
    items = member_roles(description, answer_schema(listing)).get("items")
    return Preparation(
        partner="simutek",
        resources=(
            Resource(
                "customer",
                read="customers_get",
                listing="customers_list",
                id="/0/number" if items is None else f"/{items}/0/number",
            ),
        ),
        queries={query_roles(listing)["number-filter"]: Ref("customer")},
        references={
            member_roles(description, request_schema(ordering))["buyer"]: Ref("customer"),
            # The number of an example is given to its first customer; the next free one is always to be had.
            "customers.number": (None,),
        },
        safe=("customers_list", "customers_get"),
        budget=40,
        reaching={
            "sales_orders_create": "somebody prints what is ordered, and the customer is one who was there before"
        },
        token_form=True,
        trace_in_errors=False,
        rows=ROWS,
    )
