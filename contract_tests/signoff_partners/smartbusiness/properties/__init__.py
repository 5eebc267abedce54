"""What a campaign needs to know about SmartBusiness.

Nearly all of it follows from the description: each tag with an operation to read one thing is a resource, made of the
example of its creation. What is written down here is what no description says: which member names what, and what
moves by itself.
"""

import json
import random
from collections.abc import Iterable, Mapping
from typing import Any, Final

from signoff_contract.description import Description, Operation
from signoff_contract.suite.property.preparation import Choice, Draw, Found, Preparation, Ref, Reference, Resource
from signoff_contract.suite.property.resource_pool import find

from .rules import RULES, UNKNOWN_MEMBER

_CONTACT_PARTS: Final = {"address": Found("/item/main_address_id")}
_USER_PART: Final = {"user": Found("/item/user_id")}

REFERENCES: Final[Mapping[str, Reference]] = {
    "contact_id": Ref("contacts"),
    "contact_address_id": Ref("contacts", "address"),
    "contact_prepage_address_id": Ref("contacts", "address"),
    "contact_person_id": Ref("contact_people"),
    "unit_id": Ref("units"),
    "bank_account_id": Ref("bank_accounts"),
    "isr_id": Ref("isrs"),
    "activity_id": Ref("activities"),
    "user_id": Ref("working_hours", "user"),
    "entity_id": Choice("entity_type", {"P": Ref("projects"), "CU": Ref("cost_units"), "C": Ref("contacts")}),
    "date_time": ("2021-05-12 08:00:00", "2031-12-31 23:59:59"),
    "products.category_id": Ref("product_categories"),
    "services.category_id": Ref("service_categories"),
}

MOVES: Final = frozenset(
    {
        "total",
        "total_paid",
        "paid_date",
        "page_amount",
        "status",
        "updated",
        "usage",
        "main_address_id",
        "accept_online_url",
        "payment_link_paypal_url",
        "payment_link_postfinance_url",
        "payment_link_payrexx_url",
        "payment_link_smartcommerce_url",
        *(f"positions.{name}" for name in ("total", "price", "vat", "amount", "unit_id")),
        *(f"positions.{name}" for name in ("discount_rate", "discount_type")),
    }
)
"""What the server works out anew when something else changes. A line that is not of type N has no figures, whatever was
sent (proposed)."""

STORED: Final = ("custom_fields", "positions", "texts", "free_texts", "workflow")
"""Optional members that are stored with the thing; the others only show another thing."""

LEFT_OUT: Final = {
    "auth_authorize": "a page for a user's browser; the plan and the tests of the consent page open it",
    "auth_create_token": "asked by the campaign itself, for its own token; broken requests to it are failed log-ins",
}

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "trace_id_present": ("SMB-HDR-004",),
    "trace_id_unique": ("SMB-HDR-012",),
    "error_body": ("SMB-ERR-001", "SMB-ERR-003", "SMB-ERR-005"),
    "not_a_server_error": ("SMB-ERR-023",),
    "status_code_conformance": ("SMB-ERR-026", "SMB-ENV-002", "SMB-ENV-004"),
    "content_type_conformance": ("SMB-ENV-004", "SMB-ENV-006"),
    "response_headers_conformance": tuple(f"SMB-HDR-{number:03}" for number in range(1, 9)),
    "response_schema_conformance": ("SMB-DATA-001", "SMB-DATA-005", "SMB-ENV-001", "SMB-ENV-003"),
    "unauthorised_refused": ("SMB-AUTH-008", "SMB-AUTH-009"),
    "negative_data_rejection": ("SMB-ERR-007", "SMB-ERR-024"),
    "unsupported_method": ("SMB-METHOD-001",),
    "update_keeps": ("SMB-PUT-001",),
    "update_stores": ("SMB-PUT-001", "SMB-PUT-002"),
    "error_codes": ("SMB-ERR-002", "SMB-ERR-004"),
    "fields_refused": ("SMB-ERR-007", "SMB-ERR-008", "SMB-ERR-009", "SMB-ERR-015"),
    "options_refused": ("SMB-ERR-018", "SMB-ERR-019", "SMB-ERR-020", "SMB-ERR-021", "SMB-WITH-004"),
    "pages": ("SMB-PAGE-001", "SMB-PAGE-003", "SMB-PAGE-004", "SMB-LIST-001"),
    "optional_members": ("SMB-WITH-001", "SMB-WITH-002", "SMB-WITH-005"),
    "rate_told": ("SMB-HDR-017",),
    "method_told": ("SMB-HDR-013",),
}


def prepare(description: Description) -> Preparation:
    """One of each resource, made of the description's own examples."""
    lists = [each for each in description if each.parameter("filter", "query") is not None]
    fields = {each.id: _always(description, each) for each in lists}
    return Preparation(
        partner="smartbusiness",
        resources=tuple(_resources(description)),
        parameters={"groupsIds": Ref("contact_groups")},
        queries={"filter": _draw_filter(fields), "sort": _draw_sort(fields), "options": _OPTIONS},
        references=REFERENCES,
        left_out=LEFT_OUT,
        safe=tuple(each.id for each in description if each.method == "GET" and each.id not in LEFT_OUT),
        budget=300,
        reaching={
            each.id: "letters and mails have readers, and letters a price"
            for each in description
            if each.id.endswith(("_send_by_email", "_send_by_post"))
        },
        # No source says that a mandatory text may be empty, and the mock refuses it.
        narrowed={"/components/schemas/Text": {"minLength": 1, "pattern": "^[^\\s]"}},
        nothing=frozenset({b"", b"[]"}),
        trace_in_errors=False,
        rules=RULES,
        rows=ROWS,
    )


def _resources(description: Description) -> Iterable[Resource]:
    operations = {operation.id: operation for operation in description}
    for read in (each for each in description if each.id.endswith("_get") and each.path_names):
        tag = read.tag
        create = operations.get(f"{tag}_create")
        update = operations.get(f"{tag}_update")
        names = optional_members(description, read)
        yield Resource(
            tag,
            read=read.id,
            create=create.id if create is not None else None,
            body=_body(description, create) if create is not None else None,
            listing=None if create is not None else f"{tag}_list",
            id="/item/id" if create is not None else "/items/0/id",
            changes=40,
            parts={"contacts": _CONTACT_PARTS, "working_hours": _USER_PART}.get(tag, {}),
            query={"with": ",".join(stored)} if (stored := [name for name in STORED if name in names]) else {},
            update=update.id if update is not None else None,
            content="/item",
            moves=MOVES,
        )


def optional_members(description: Description, operation: Operation) -> frozenset[str]:
    """The members that the parameter `with` of an operation knows."""
    raw = find(description.document, operation.pointer)
    item = find(description.document, operation.pointer.rpartition("/")[0])
    for each in (*raw.get("parameters", ()), *item.get("parameters", ())):
        parameter = description.deref(each)
        if parameter["name"] == "with":
            return frozenset(parameter.get("x-known-values", ()))
    return frozenset()


def _body(description: Description, operation: Operation) -> Any:
    """The example of a creation, with what it refers to."""
    request = description.deref(find(description.document, operation.pointer)["requestBody"])
    (example,) = request["content"]["application/json"]["examples"].values()

    def referring(value: Any) -> Any:
        if isinstance(value, list):
            return [referring(each) for each in value]
        if not isinstance(value, Mapping):
            return value
        return {name: _referred(name, value) or referring(each) for name, each in value.items()}

    return referring(description.deref(example)["value"])


def _referred(name: str, beside: Mapping[str, Any]) -> Ref | None:
    known = REFERENCES.get(name)
    if isinstance(known, Choice):
        return known.of[beside[known.by]]
    return known if isinstance(known, Ref) else None


# List options. The description can only say that they are text.

_OPTIONS: Final = (
    '{"isr_display_image": true}',
    '{"receipt": true, "isr_ignore_custom_position": false}',
    "{}",
    "[]",
    '{"receipt": "yes"}',
    "no JSON",
)
_SIGNS: Final = ("", "", "<", "<=", ">", ">=", "!", "~")
_VALUES: Final = (
    "",
    "a",
    "Example",
    "0",
    "1",
    "-5",
    "7.7",
    "2021-05-10",
    "2021-05-10 08:00:00",
    "08:00",
    "CHF",
    "é",
    "true",
)
_ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    7,
    -1,
    0.5,
    1e300,
    2**70,
    [],
    {},
    ["a"],
    {"a": 1},
    "<=>",
    "~",
    "!",
    "NaN",
    "\u0000",
    "😀",
)


def _always(description: Description, operation: Operation) -> tuple[str, ...]:
    """The members that every object of a list has, in the order of the description."""
    (body,) = operation.success[0].bodies
    found: dict[str, None] = {}
    waiting: list[Any] = [_items(description, body.schema)]
    while waiting:
        schema = description.deref(waiting.pop(0))
        waiting.extend(schema.get("allOf", ()))
        found.update(dict.fromkeys(schema.get("required", ())))
    return tuple(found)


def _items(description: Description, schema: Any) -> Any:
    schema = description.deref(schema)
    if "items" in schema.get("properties", {}):
        return schema["properties"]["items"]["items"]
    parts = (_items(description, part) for part in schema.get("allOf", ()))
    return next((found for found in parts if found is not None), None)


def _draw_filter(fields: Mapping[str, tuple[str, ...]]) -> Draw:
    def condition(drawn: random.Random, names: tuple[str, ...], depth: int) -> Any:
        if depth and drawn.random() < 0.3:
            inner = [condition(drawn, names, depth - 1) for _ in range(drawn.randrange(3))]
            return {drawn.choice(("and", "or")): inner}
        name = drawn.choice(names) if drawn.random() < 0.9 else UNKNOWN_MEMBER
        value = drawn.choice(_SIGNS) + drawn.choice(_VALUES) if drawn.random() < 0.7 else drawn.choice(_ODD)
        return {name: value}

    def draw(drawn: random.Random, operation: Operation) -> str:
        lot = drawn.random()
        if lot < 0.05:
            return drawn.choice(("{", "[]", "null", '"name"', '{"a": 1, "b": 2}', "{}"))
        return json.dumps(condition(drawn, fields[operation.id], 2), ensure_ascii=lot < 0.5)

    return draw


def _draw_sort(fields: Mapping[str, tuple[str, ...]]) -> Draw:
    def draw(drawn: random.Random, operation: Operation) -> str:
        names = (*fields[operation.id], *((UNKNOWN_MEMBER,) if drawn.random() < 0.2 else ()))
        return ",".join(drawn.choice(("", "-")) + drawn.choice(names) for _ in range(drawn.randint(1, 3)))

    return draw
