"""The faults that the plan has to find, one by one, and the rows that have to say so."""

import re
from typing import Any

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
    ONE_CUSTOMER,
    ORDERS,
    another_address_later,
    another_digit,
    asking,
    bearer_of,
    carried_out_when_refused,
    created_twice,
    filled_in,
    listed,
    lost_after,
    neighbour_renamed,
    numbers_fall,
    one_more_customer,
    one_number_for_all,
    plain_errors,
    read,
    refusing,
    repairing,
    same_order_for_a_reference,
    secret_of,
    selecting,
    throttled,
    token_answer,
    token_form,
    told_in_errors,
    twice_in_a_list,
    where,
    without_option,
    without_the_last,
)

NUMBER = "corporateIdentityNumber"
STACK = (
    "System.ArgumentException: bad\r\n   at Gks.Api.Customers.Create(Customer customer)\r\n   at Gks.Api.Frame.Call()"
)


def _like(text: str, pattern: str) -> bool:
    """What LIKE finds for a text that is taken for a pattern."""
    return re.search(re.escape(pattern.casefold()).replace("%", ".*").replace("_", "."), text.casefold()) is not None


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _unnumbered(body: Any) -> bool:
    return isinstance(body, dict) and "number" in body and body["number"] is None


def _addressless(body: Any) -> bool:
    return "number" in body and "postalAddress" not in body


def _with(member: str, value: Any = None) -> Any:
    return lambda body: member in body and (value is None or body[member] == value)


def _rows(member: str) -> Any:
    return lambda body: any(member in row for row in body.get("salesOrderLines") or ())


def _without_digits(body: dict[str, Any]) -> None:
    for each in body.get("items", ()):
        if not each["invoiceEmail"]:
            each["number"] = None


BROKEN = (
    # Access.
    Fault(
        "a token under another name",
        ("SIM-AUTH-001", "SIM-AUTH-002"),
        token_answer(lambda body: {"token": "x"}),
        tokens=True,
    ),
    Fault(
        "a token of another kind",
        ("SIM-AUTH-003",),
        token_answer(lambda body: body | {"token_type": "mac"}),
        tokens=True,
    ),
    Fault(
        "no lifetime",
        ("SIM-AUTH-004",),
        token_answer(lambda body: {"access_token": body["access_token"], "token_type": "Bearer"}),
        tokens=True,
    ),
    Fault(
        "any secret",
        ("SIM-AUTH-005", "SIM-AUTH-006"),
        token_form(lambda form: form.update(client_secret="mock-web-shop-secret")),
        tokens=True,
    ),
    Fault(
        "a wrong secret is forbidden",
        ("SIM-AUTH-006", "SIM-AUTH-007"),
        token_answer(lambda body: body, 400, 403),
        tokens=True,
    ),
    Fault("token errors have no name", ("SIM-AUTH-006",), token_answer(lambda body: {}, 400), tokens=True),
    Fault(
        "any grant",
        ("SIM-AUTH-007",),
        token_form(lambda form: form.update(grant_type="client_credentials")),
        tokens=True,
    ),
    Fault(
        "lists need no token",
        ("SIM-AUTH-008",),
        without_authorization(lambda request: "authorization" not in request.headers),
    ),
    Fault("any token", ("SIM-AUTH-009",), without_authorization(lambda request: "authorization" in request.headers)),
    Fault(
        "customers in a refusal",
        ("SIM-AUTH-008", "SIM-AUTH-009"),
        answering("GET", CUSTOMERS, 401, 401, b'{"items": [{"corporateIdentityNumber": "1"}]}'),
    ),
    Fault("403 for no token", ("SIM-AUTH-010",), status(401, 403)),
    Fault(
        "no challenge",
        ("SIM-AUTH-010",),
        on_answer(lambda _, response: again(response, www_authenticate=None)),
    ),
    Fault("a good token is refused", ("SIM-AUTH-011",), answering("POST", ORDERS, 200, 401, b"")),
    # Customers.
    Fault("created with 201", ("SIM-CUST-001",), answering("POST", CUSTOMERS, 200, 201)),
    Fault("created with content", ("SIM-CUST-002",), answering("POST", CUSTOMERS, 200, 200, b'{"number": "K1"}')),
    Fault(
        "a customer that was created is not there", ("SIM-CUST-003",), answering("GET", ONE_CUSTOMER, 200, 404, b"{}")
    ),
    Fault("a read needs a content type", ("SIM-HDR-002",), answering("GET", ONE_CUSTOMER, 200, 400, b"{}")),
    Fault(
        "no address in the read",
        ("SIM-CUST-004",),
        read(lambda body: {name: value for name, value in body.items() if name != "postalAddress"}),
    ),
    Fault(
        "another name in the read",
        ("SIM-CUST-005", "SIM-CUST-006"),
        read(lambda body: body | {"name": body["name"].upper()}),
    ),
    Fault(
        "a line of the address is lost",
        ("SIM-CUST-005", "SIM-CUST-006"),
        repairing(
            CUSTOMERS, where(lambda body: body.get("postalAddress") is not None, postalAddress={"city": "Provstad"})
        ),
    ),
    Fault("the dash is lost", ("SIM-CUST-005",), read(lambda body: body | {NUMBER: _bare(body[NUMBER])})),
    Fault("zeros are lost", ("SIM-CUST-007",), read(lambda body: body | {"number": body["number"].replace("0", "")})),
    Fault(
        "the space of the postal code is lost",
        ("SIM-CUST-008",),
        read(lambda body: body["postalAddress"].update(zipCode="00012")),
    ),
    Fault(
        "gaps in an address are refused",
        ("SIM-CUST-001",),
        refusing(CUSTOMERS, lambda body: body.get("postalAddress", {}).get("address3", "x") is None),
    ),
    Fault(
        "a check digit is looked at",
        ("SIM-CUST-009", "SIM-CUST-010"),
        refusing(CUSTOMERS, lambda body: " Ett " in (body.get("name") or "")),
    ),
    Fault("an address is mandatory", ("SIM-CUST-014", "SIM-CUST-017"), refusing(CUSTOMERS, _addressless)),
    Fault("null as number is refused", ("SIM-CUST-014",), refusing(CUSTOMERS, _unnumbered)),
    Fault("an unnumbered customer stays so", ("SIM-CUST-015", "SIM-CUST-016"), listed(_without_digits)),
    Fault(
        "an unnumbered customer is lost",
        ("SIM-CUST-015",),
        listed(lambda body: body | {"items": [each for each in body["items"] if each["invoiceEmail"]]}),
    ),
    *(
        Fault(f"{member} may be missing", ("SIM-CUST-011",), filled_in(member, "K9" if member == "number" else "x@y"))
        for member in ("name", "invoiceEmail", NUMBER)
    ),
    Fault(
        "number may be missing",
        ("SIM-CUST-011",),
        repairing(CUSTOMERS, lambda body: {"number": None, **body}),
    ),
    Fault("null as name", ("SIM-CUST-012",), filled_in("name", "Namnlös")),
    Fault("null as organisation number", ("SIM-CUST-012",), filled_in(NUMBER, "0")),
    Fault("half a body is accepted", ("SIM-CUST-013",), answering("POST", CUSTOMERS, 400, 200, b"")),
    Fault("half a body makes it fail", ("SIM-CUST-013", "SIM-ERR-002"), answering("POST", CUSTOMERS, 400, 500)),
    Fault(
        "a number may be taken twice",
        ("SIM-CUST-018",),
        repairing(CUSTOMERS, where(lambda body: "Dubblett" in (body.get("name") or ""), number=None)),
    ),
    Fault(
        "an organisation number may not repeat",
        ("SIM-CUST-019",),
        refusing(CUSTOMERS, lambda body: " Tre " in (body.get("name") or "")),
    ),
    Fault(
        "any text is an e-mail address",
        ("SIM-CUST-020",),
        repairing(CUSTOMERS, where(lambda body: body.get("invoiceEmail") is not None, invoiceEmail="x@y")),
    ),
    Fault("400 for an unknown number", ("SIM-CUST-021",), answering("GET", ONE_CUSTOMER, 404, 400)),
    # Lists.
    Fault("the list is not found", ("SIM-LIST-001",), answering("GET", CUSTOMERS, 200, 404, b"{}")),
    Fault(
        "another envelope",
        ("SIM-LIST-002", "SIM-ERR-003"),
        listed(lambda body: {"customers": body["items"], "count": body["totalCount"]}),
    ),
    Fault("a bare array", ("SIM-LIST-002", "SIM-ERR-003"), listed(lambda body: body["items"])),
    Fault("the filter by number is ignored", ("SIM-LIST-003", "SIM-LIST-004"), without_option("customerNumber")),
    Fault("the filter by name is ignored", ("SIM-LIST-003", "SIM-LIST-005"), without_option("name")),
    Fault("the filter by organisation is ignored", ("SIM-LIST-003", "SIM-LIST-007"), without_option(NUMBER)),
    Fault(
        "the filter by number takes a beginning",
        ("SIM-LIST-004",),
        selecting("customerNumber", lambda each, wanted: each["number"].startswith(wanted)),
    ),
    Fault(
        "the filter by name looks at the beginning",
        ("SIM-LIST-005",),
        selecting("name", lambda each, wanted: each["name"].casefold().startswith(wanted.casefold())),
    ),
    Fault(
        "the filter by name regards case",
        ("SIM-LIST-006",),
        selecting("name", lambda each, wanted: wanted in each["name"]),
    ),
    Fault(
        "organisation numbers are compared as written",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: each[NUMBER] == wanted),
    ),
    Fault(
        "spaces in an organisation number count",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: each[NUMBER].replace("-", "") == wanted.replace("-", "")),
    ),
    Fault(
        "dashes in an organisation number count",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: each[NUMBER].replace(" ", "") == wanted.replace(" ", "")),
    ),
    Fault(
        "only the filter is stripped",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: each[NUMBER] == _bare(wanted)),
    ),
    Fault(
        "only what is stored is stripped",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: _bare(each[NUMBER]) == wanted),
    ),
    Fault(
        "one of several filters counts",
        ("SIM-LIST-008",),
        asking(
            lambda given: {
                name: value for name, value in given.items() if name != "name" or "customerNumber" not in given
            }
        ),
    ),
    Fault(
        "nobody is not found",
        ("SIM-LIST-009",),
        on_answer(
            lambda request, response: (
                again(response, status=404, body=b"{}")
                if is_call("GET", CUSTOMERS)(request) and b'"items":[]' in response.content
                else response
            )
        ),
    ),
    Fault("no pages", ("SIM-LIST-010", "SIM-LIST-011"), without_option("page", "pageSize")),
    Fault("always the first page", ("SIM-LIST-010", "SIM-LIST-011", "SIM-LIST-017"), without_option("page")),
    Fault(
        "pages are counted from 0",
        ("SIM-LIST-011",),
        asking(lambda given: given | {"page": str(int(given.get("page", "0")) + 1)}),
    ),
    Fault(
        "100 without a size",
        ("SIM-LIST-012",),
        asking(lambda given: {"pageSize": "100", **given}),
    ),
    Fault(
        "100 is too large",
        ("SIM-LIST-013",),
        asking(lambda given: given | {"pageSize": "101"} if given.get("pageSize") == "100" else given),
    ),
    Fault("101 on a page", ("SIM-LIST-014", "SIM-LIST-015"), one_more_customer),
    Fault(
        "101 is reduced to 100",
        ("SIM-LIST-015",),
        asking(lambda given: given | {"pageSize": "100"} if given.get("pageSize") == "101" else given),
    ),
    Fault(
        "page 0 is the first",
        ("SIM-LIST-016",),
        asking(lambda given: given | {"page": "1"} if given.get("page") == "0" else given),
    ),
    Fault("in descending order", ("SIM-LIST-018",), listed(lambda body: body | {"items": body["items"][::-1]})),
    Fault(
        "the total of the page",
        ("SIM-LIST-019",),
        listed(lambda body: body | {"totalCount": len(body["items"])}),
    ),
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
    Fault("the obsolete date is refused", ("SIM-ORDER-011",), refusing(ORDERS, _with("purchaseDate"))),
    *(
        Fault(f"the language {each} is refused", ("SIM-ORDER-015",), refusing(ORDERS, _with("language", each)))
        for each in ("sv", "no", "en")
    ),
    *(
        Fault(f"{member} is refused", (row,), refusing(ORDERS, _with(member)))
        for member, row in (
            ("purchaseOrderNumber", "SIM-ORDER-013"),
            ("currency", "SIM-ORDER-020"),
            ("noteFromCustomer", "SIM-ORDER-021"),
            ("promisedDeliveryDate", "SIM-ORDER-022"),
            ("billTo", "SIM-ORDER-023"),
            ("deliverTo", "SIM-ORDER-026"),
        )
    ),
    Fault("cost is refused", ("SIM-ORDER-024",), refusing(ORDERS, _rows("cost"))),
    Fault("several deliveries are refused", ("SIM-ORDER-025",), refusing(ORDERS, _rows("deliveries"))),
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
        repairing(CUSTOMERS, where(_unnumbered, invoiceEmail="info@example.com")),
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
    Fault("an unnumbered customer is made twice", ("SIM-CUST-026",), created_twice(_unnumbered)),
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
        repairing(CUSTOMERS, where(_addressless, postalAddress={"city": "Annanstans"})),
    ),
    Fault("the filter by name is a pattern", ("SIM-LIST-005",), selecting("name", lambda e, w: _like(e["name"], w))),
    Fault(
        "the filter by name ends at a sign",
        ("SIM-LIST-005",),
        asking(lambda given: given | {"name": given["name"].partition("&")[0]} if "name" in given else given),
    ),
    Fault(
        "organisation numbers are found by a part",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: _bare(wanted) in _bare(each[NUMBER])),
    ),
    Fault(
        "organisation numbers are found by their beginning",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: _bare(wanted)[:6] == _bare(each[NUMBER])[:6]),
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
    Fault("an unknown member is refused", ("SIM-ERR-006",), refusing(ORDERS, _with("signoffUndescribedMember"))),
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
