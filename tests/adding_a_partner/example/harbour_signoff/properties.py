"""What generated requests need to know about the Berths API: a booking that they can name, berths that they can book."""

from signoff_contract.description import Description
from signoff_contract.suite.property.preparation import Preparation, Resource, Step

# Generated bookings can last for centuries, so they have berths of their own.
PREPARED, GENERATED = 3, (1, 2)


def prepare(description: Description) -> Preparation:
    """A booking made from the description's own example; every generated request may name it."""
    example = description.operation("bookings_create").bodies[0].example
    return Preparation(
        partner="harbour",
        resources=(
            Resource("berth", read="berths_get", listing="berths_list", id="/items/0/id"),
            Resource(
                "booking",
                read="bookings_get",
                create="bookings_create",
                body={**example, "berthId": PREPARED},
                # One that stands would keep the berth from the next.
                states=((Step("bookings_cancel"),),),
            ),
        ),
        references={"berthId": GENERATED},
        safe=("berths_list", "berths_get"),
        rows={
            "trace_id_present": ("HAR-CALL-001",),
            "trace_id_unique": ("HAR-CALL-002",),
            "error_body": ("HAR-CALL-003",),
            "not_a_server_error": ("HAR-CALL-004",),
            "response_schema_conformance": ("HAR-DATA-001",),
            "status_code_conformance": ("HAR-DATA-002",),
            "unauthorised_refused": ("HAR-ACCESS-002",),
        },
    )
