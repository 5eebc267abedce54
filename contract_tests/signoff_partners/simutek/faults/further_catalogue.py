"""Faults of a GKS server that break what is said of orders, what lasts, and what holds everywhere."""

from signoff_contract.mock.planted import (
    Fault,
    again,
    answered,
    answering,
    is_call,
    on_answer,
    refused,
    status,
    without_authorization,
)

from .pieces import (
    CUSTOMERS,
    NUMBER,
    ONE_CUSTOMER,
    ORDERS,
    STACK,
    another_address_later,
    another_digit,
    asking,
    bare,
    bearer_of,
    carried_out_when_refused,
    created_twice,
    is_addressless,
    is_like,
    is_unnumbered,
    listed,
    lost_after,
    neighbour_renamed,
    numbers_fall,
    one_number_for_all,
    plain_errors,
    read,
    refusing,
    repairing,
    same_order_for_a_reference,
    secret_of,
    selecting,
    throttled,
    told_in_errors,
    twice_in_a_list,
    where,
    with_member,
    with_rows,
    without_the_last,
)

FURTHER = (
    # Orders.
    Fault("orders are elsewhere", ("SIM-ORDER-001", "SIM-ORDER-002"), refusing(ORDERS, lambda _: True, 404)),
    Fault("an order is created with 201", ("SIM-ORDER-003",), answering("POST", ORDERS, 200, 201)),
    Fault(
        "no number of the order",
        ("SIM-ORDER-004",),
        answered(lambda body: {"salesOrderNumber": ""}, "POST", ORDERS),
    ),
    Fault(
        "one number for all orders",
        ("SIM-ORDER-005", "SIM-ORDER-014"),
        answered(lambda body: {"salesOrderNumber": "1"}, "POST", ORDERS),
    ),
    Fault("numbers fall", ("SIM-ORDER-005",), numbers_fall),
    Fault("400 for an unknown buyer", ("SIM-ORDER-006",), answering("POST", ORDERS, 404, 400)),
    Fault(
        "anybody can order",
        ("SIM-ORDER-006",),
        repairing(ORDERS, where(lambda body: "customerNumber" in body, customerNumber="K100421")),
    ),
    Fault(
        "nobody can order",
        ("SIM-ORDER-007",),
        repairing(ORDERS, lambda body: {"customerNumber": "K100421", **body}),
    ),
    Fault(
        "an order of nothing",
        ("SIM-ORDER-008",),
        repairing(ORDERS, where(lambda body: not body["salesOrderLines"], salesOrderLines=[{"quantity": 1}])),
    ),
    Fault(
        "an order needs a name", ("SIM-ORDER-009", "SIM-ORDER-002"), refusing(ORDERS, lambda body: "name" not in body)
    ),
    Fault("an order needs a language", ("SIM-ORDER-017",), refusing(ORDERS, lambda body: "language" not in body)),
    Fault("the obsolete date is refused", ("SIM-ORDER-011",), refusing(ORDERS, with_member("purchaseDate"))),
    *(
        Fault(f"the language {each} is refused", ("SIM-ORDER-015",), refusing(ORDERS, with_member("language", each)))
        for each in ("sv", "no", "en")
    ),
    *(
        Fault(f"{member} is refused", (row,), refusing(ORDERS, with_member(member)))
        for member, row in (
            ("purchaseOrderNumber", "SIM-ORDER-013"),
            ("currency", "SIM-ORDER-020"),
            ("noteFromCustomer", "SIM-ORDER-021"),
            ("promisedDeliveryDate", "SIM-ORDER-022"),
            ("billTo", "SIM-ORDER-023"),
            ("deliverTo", "SIM-ORDER-026"),
        )
    ),
    Fault("cost is refused", ("SIM-ORDER-024",), refusing(ORDERS, with_rows("cost"))),
    Fault("several deliveries are refused", ("SIM-ORDER-025",), refusing(ORDERS, with_rows("deliveries"))),
    Fault("a repeated reference is the same order", ("SIM-ORDER-014",), same_order_for_a_reference),
    Fault(
        "any language",
        ("SIM-ORDER-016",),
        repairing(ORDERS, where(lambda body: body.get("language") == "fi", language="sv")),
    ),
    # What stays, and what is not to be there.
    Fault(
        "creations need no token",
        ("SIM-AUTH-021",),
        without_authorization(lambda request: request.method == "POST" and "authorization" not in request.headers),
    ),
    Fault(
        "creations take any token",
        ("SIM-AUTH-021",),
        without_authorization(lambda request: request.method == "POST" and "authorization" in request.headers),
    ),
    Fault(
        "one customer needs no token",
        ("SIM-AUTH-021",),
        without_authorization(
            lambda request: "authorization" not in request.headers and is_call("GET", ONE_CUSTOMER)(request)
        ),
    ),
    Fault("refused for its token and carried out", ("SIM-AUTH-021", "SIM-CUST-023"), carried_out_when_refused(401)),
    Fault("refused for its content and carried out", ("SIM-CUST-023",), carried_out_when_refused(400)),
    Fault(
        "the e-mail address of the second customer is lost",
        ("SIM-CUST-005", "SIM-CUST-006"),
        repairing(CUSTOMERS, where(lambda body: " Tre " in (body.get("name") or ""), invoiceEmail=None)),
    ),
    Fault(
        "the unnumbered customer gets an e-mail address",
        ("SIM-CUST-005",),
        repairing(CUSTOMERS, where(is_unnumbered, invoiceEmail="info@example.com")),
    ),
    Fault("the second customer is not there", ("SIM-CUST-003",), lost_after(1)),
    Fault("one digit of an organisation number is changed", ("SIM-CUST-005",), another_digit),
    Fault("all unnumbered customers get one number", ("SIM-CUST-024",), one_number_for_all),
    Fault("a customer is listed twice", ("SIM-CUST-024",), twice_in_a_list),
    Fault("a neighbour is renamed by a creation", ("SIM-CUST-025",), neighbour_renamed),
    Fault("a second read shows another address", ("SIM-CUST-025",), another_address_later),
    Fault(
        "the list shows other names",
        ("SIM-CUST-025",),
        listed(
            lambda body: [each.update(name=each["name"].replace("ervik", "erwik")) for each in body["items"]] and body
        ),
    ),
    Fault(
        "the list shows no addresses",
        ("SIM-LIST-020",),
        listed(lambda body: [each.pop("postalAddress", None) for each in body["items"]] and body),
    ),
    Fault("10 without a size", ("SIM-LIST-012",), asking(lambda given: {"pageSize": "10", **given})),
    Fault("a page of 100 has 99", ("SIM-LIST-021",), listed(lambda body: body | {"items": body["items"][:99]})),
    Fault("the last customer is in no list", ("SIM-LIST-021", "SIM-LIST-019"), without_the_last),
    Fault(
        "a token announced as a page",
        ("SIM-AUTH-001",),
        on_answer(
            lambda request, response: (
                again(response, content_type="text/html") if request.url.path.endswith("/token") else response
            )
        ),
        tokens=True,
    ),
    # What only exact values show.
    Fault(
        "one customer takes any token",
        ("SIM-AUTH-021",),
        without_authorization(
            lambda request: "authorization" in request.headers and is_call("GET", ONE_CUSTOMER)(request)
        ),
    ),
    Fault(
        "orders take any token",
        ("SIM-AUTH-021",),
        without_authorization(lambda request: "authorization" in request.headers and is_call("POST", ORDERS)(request)),
    ),
    Fault("a numbered customer is made twice", ("SIM-CUST-026",), created_twice(lambda body: bool(body["number"]))),
    Fault("an unnumbered customer is made twice", ("SIM-CUST-026",), created_twice(is_unnumbered)),
    Fault(
        "names are escaped for a page",
        ("SIM-CUST-005",),
        read(lambda body: body | {"name": body["name"].replace("&", "&amp;")}),
    ),
    Fault(
        "a line of the address is invented",
        ("SIM-CUST-005",),
        read(lambda body: (body["postalAddress"] or {}).update(state="Norrland") or body),
    ),
    Fault(
        "a customer without an address gets one",
        ("SIM-CUST-005",),
        repairing(CUSTOMERS, where(is_addressless, postalAddress={"city": "Annanstans"})),
    ),
    Fault("the filter by name is a pattern", ("SIM-LIST-005",), selecting("name", lambda e, w: is_like(e["name"], w))),
    Fault(
        "the filter by name ends at a sign",
        ("SIM-LIST-005",),
        asking(lambda given: given | {"name": given["name"].partition("&")[0]} if "name" in given else given),
    ),
    Fault(
        "organisation numbers are found by a part",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: bare(wanted) in bare(each[NUMBER])),
    ),
    Fault(
        "organisation numbers are found by their beginning",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: bare(wanted)[:6] == bare(each[NUMBER])[:6]),
    ),
    Fault(
        "the filter by number looks at the digits",
        ("SIM-LIST-004",),
        selecting("customerNumber", lambda each, wanted: each["number"][1:] == wanted[1:]),
    ),
    Fault("all pages say that they are the first", ("SIM-LIST-002",), listed(lambda body: body | {"page": 1})),
    # What no partner promises, and everybody expects.
    Fault(
        "a token announced as nothing",
        ("SIM-AUTH-022",),
        on_answer(
            lambda request, response: (
                again(response, content_type=None) if request.url.path.endswith("/token") else response
            )
        ),
        tokens=True,
    ),
    Fault("a good token in an error", ("SIM-ERR-009",), told_in_errors(bearer_of, 404)),
    Fault("a refused token in an error", ("SIM-ERR-009",), told_in_errors(bearer_of, 401)),
    Fault("a secret in an error", ("SIM-ERR-009",), told_in_errors(secret_of, 400), tokens=True),
    Fault("a stack trace in an error", ("SIM-ERR-010",), told_in_errors(lambda _: STACK, 400, 404)),
    # Everywhere.
    Fault("an unknown member is refused", ("SIM-ERR-006",), refusing(ORDERS, with_member("signoffUndescribedMember"))),
    Fault("another status for refused content", ("SIM-ERR-001", "SIM-CUST-011"), status(400, 422)),
    Fault("errors are texts", ("SIM-ERR-004", "SIM-ERR-005"), plain_errors()),
    Fault("errors name another status", ("SIM-ERR-004",), refused(lambda body: body | {"status": 200})),
    Fault(
        "errors name no members",
        ("SIM-ERR-005",),
        refused(lambda body: {name: value for name, value in body.items() if name != "errors"}),
    ),
    Fault(
        "a list announced as text",
        ("SIM-HDR-003",),
        on_answer(
            lambda request, response: (
                again(response, content_type="text/plain") if is_call("GET", CUSTOMERS)(request) else response
            )
        ),
    ),
    Fault("throttled", ("SIM-HDR-004",), throttled),
)
