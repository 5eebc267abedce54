"""Faults of a GKS server that break what is said of access, customers and their list."""

from signoff_contract.mock.planted import Fault, again, answering, is_call, on_answer, status, without_authorization

from .pieces import (
    CUSTOMERS,
    NUMBER,
    ONE_CUSTOMER,
    ORDERS,
    asking,
    bare,
    filled_in,
    is_addressless,
    is_unnumbered,
    listed,
    one_more_customer,
    read,
    refusing,
    repairing,
    selecting,
    token_answer,
    token_form,
    where,
    without_digits,
    without_option,
)

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
    Fault("the dash is lost", ("SIM-CUST-005",), read(lambda body: body | {NUMBER: bare(body[NUMBER])})),
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
    Fault("an address is mandatory", ("SIM-CUST-014", "SIM-CUST-017"), refusing(CUSTOMERS, is_addressless)),
    Fault("null as number is refused", ("SIM-CUST-014",), refusing(CUSTOMERS, is_unnumbered)),
    Fault("an unnumbered customer stays so", ("SIM-CUST-015", "SIM-CUST-016"), listed(without_digits)),
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
        selecting(NUMBER, lambda each, wanted: each[NUMBER] == bare(wanted)),
    ),
    Fault(
        "only what is stored is stripped",
        ("SIM-LIST-007",),
        selecting(NUMBER, lambda each, wanted: bare(each[NUMBER]) == wanted),
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
)
