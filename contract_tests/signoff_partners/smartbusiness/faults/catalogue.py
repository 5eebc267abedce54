"""The faults that the plan has to find, one by one, and the rows that have to say so."""

from signoff_contract.mock.planted import (
    Fault,
    again,
    answered,
    asking,
    each_number,
    each_text,
    everywhere_without,
    is_error,
    on_answer,
    refused,
    status,
    storing,
    without_authorization,
    without_header,
    without_option,
)

from .kept_faults import of
from .pieces import (
    bigger_group,
    constant_request_id,
    filtering,
    forgotten_change,
    half_a_file,
    is_file,
    number_given_twice,
    one_after_the_other,
    one_of_several,
    page,
    pretended,
    questionable,
    relative,
    rfc3339,
    setting,
    shown_always,
    spent_token_accepted,
    state_lost,
    sum_of_rounded_lines,
    unpaid,
    with_header,
    without_nulls,
)

BROKEN = (
    # Headers.
    Fault("no request id on refusals", ("SMB-HDR-004",), without_header("x_request_id", is_error)),
    Fault(
        "no headers for browsers on files",
        ("SMB-HDR-006", "SMB-HDR-014"),
        without_header("access_control_allow_origin", is_file),
    ),
    Fault("constant request id", ("SMB-HDR-012",), constant_request_id),
    Fault(
        "request id in capitals",
        ("SMB-HDR-011",),
        on_answer(lambda _, response: again(response, x_request_id=response.headers["x-request-id"].upper())),
    ),
    Fault("nothing is counted", ("SMB-HDR-009",), with_header(x_rate_limit_remaining="999")),
    Fault("the end of the period as a timestamp", ("SMB-HDR-010",), with_header(x_rate_limit_reset="1795000000")),
    Fault(
        "no limit is told",
        ("SMB-HDR-001", "SMB-HDR-008"),
        without_header("x_rate_limit_limit", lambda _request, _response: True),
    ),
    # Envelopes, pages, list options.
    Fault(
        "created with 200",
        ("SMB-ENV-002", "SMB-PRODUCT-001", "SMB-INVOICE-001", *of("001"), "SMB-ERR-026", "SMB-CONTACT-027"),
        status(201, 200),
    ),
    Fault(
        "deleted with 200",
        (
            "SMB-GROUP-005",
            "SMB-LETTER-014",
            *of("005"),
            *of("014", "OFFER CONFIRM DELIVERY INVOICE"),
            *of("015", "LETTER OFFER CONFIRM DELIVERY INVOICE"),
            "SMB-METHOD-003",
        ),
        status(204, 200),
    ),
    Fault(
        "objects without envelope",
        ("SMB-ENV-001",),
        answered(lambda body: body.get("item", body), "GET", r"/products/\d+$"),
    ),
    Fault("addresses of pages are relative", ("SMB-PAGE-002",), page(relative)),
    Fault("no previous page", ("SMB-PAGE-004",), page(lambda found: found.pop("previous", None))),
    Fault(
        "pages forget the options",
        ("SMB-PAGE-006",),
        page(lambda found: found.update(first=found["first"].split("&")[0] + "&offset=0")),
    ),
    Fault("wrong total", ("SMB-PAGE-001",), page(lambda found: found.update(total=found["total"] + 1))),
    Fault("limit ignored", ("SMB-LIST-001", "SMB-PAGE-003", "SMB-LIST-008"), without_option("limit")),
    Fault("sort ignored", ("SMB-LIST-003", "SMB-LIST-004"), without_option("sort")),
    Fault(
        "only one key sorts",
        ("SMB-LIST-005",),
        asking(lambda given: {**given, "sort": given["sort"].split(",")[0]} if "sort" in given else given),
    ),
    Fault("search ignored", ("SMB-LIST-007",), without_option("q")),
    Fault("filter ignored", ("SMB-FILTER-012", "SMB-ERR-025"), without_option("filter")),
    Fault("or means and", ("SMB-FILTER-003", "SMB-FILTER-004"), filtering('{"or":', '{"and":')),
    Fault("at most means less", ("SMB-FILTER-006",), filtering('"<=', '"<')),
    Fault("at least means more", ("SMB-FILTER-008",), filtering('">=', '">')),
    Fault("not means equal", ("SMB-FILTER-009",), filtering('"!', '"')),
    Fault(
        "with ignored",
        ("SMB-WITH-002", "SMB-WITH-004", "SMB-LIST-008", "SMB-WITH-003", "SMB-WITH-006"),
        without_option("with"),
    ),
    Fault("optional members always there", ("SMB-WITH-001",), on_answer(shown_always)),
    Fault(
        "any limit accepted",
        ("SMB-ERR-020",),
        asking(lambda given: {**given, "limit": "200"} if given.get("limit") == "201" else given),
    ),
    # What is stored.
    Fault(
        "amounts rounded", ("SMB-PRODUCT-001", "SMB-PRODUCT-006"), storing(each_number(round, "price"), r"/products")
    ),
    Fault(
        "letters outside ASCII lost",
        (
            "SMB-CONTACT-001",
            "SMB-CONTACT-006",
            "SMB-LETTER-001",
            *of("001", "PRODUCT SERVICE ADDRESS PERSON REMINDER OFFER CONFIRM DELIVERY INVOICE PROJECT"),
            *of(
                "002",
                "PRODUCT SERVICE BANK CONTACT ADDRESS PERSON REMINDER LETTER OFFER CONFIRM DELIVERY INVOICE PAYMENT",
            ),
            *of("004", "BANK CONTACT PERSON PAYMENT"),
            *of("006", "PRODUCT SERVICE BANK ADDRESS PERSON REMINDER LETTER OFFER CONFIRM DELIVERY INVOICE PAYMENT"),
        ),
        storing(each_text(questionable)),
    ),
    Fault(
        "lines dropped",
        ("SMB-OFFER-002", "SMB-TOTAL-007"),
        storing(lambda body: {**body, "positions": body["positions"][:1]}, r"/offers$"),
    ),
    Fault(
        "PUT replaces",
        ("SMB-PUT-001", "SMB-PRODUCT-004"),
        storing(lambda body: {"notes": None, **body}, r"/products/\d+$"),
    ),
    Fault("PUT forgets", ("SMB-PROJECT-002", "SMB-PROJECT-006"), forgotten_change(r"/projects/\d+$")),
    Fault("deleted and still there", ("SMB-GROUP-005",), pretended("DELETE", r"/configuration/groups/", 204)),
    Fault(
        "only the first of several deleted",
        (
            "SMB-BULK-001",
            "SMB-USE-013",
            "SMB-USE-020",
            *of("005", "PCAT CONTACT PERSON OFFER CONFIRM DELIVERY INVOICE"),
        ),
        one_of_several,
    ),
    Fault("number given twice", ("SMB-ERR-013",), number_given_twice),
    Fault(
        "main address deleted",
        ("SMB-CONTACT-021", "SMB-ERR-021", "SMB-ERR-024", "SMB-ERR-025", "SMB-ENV-004", "SMB-ENV-006"),
        status(400, 204),
    ),
    Fault("groups count wrong", ("SMB-CONTACT-025",), answered(bigger_group, "GET", r"/groups/\d+$")),
    Fault(
        "default not filled in",
        ("SMB-PERSON-007",),
        storing(lambda body: {"wants_newsletter": False, **body}, r"/people$"),
    ),
    # Invoices and papers.
    Fault("total of rounded lines", ("SMB-TOTAL-002",), sum_of_rounded_lines),
    Fault(
        "VAT forgotten",
        ("SMB-TOTAL-001", "SMB-TOTAL-002"),
        storing(each_number(lambda _: 0.0, "vat"), r"/receivables/invoices$"),
    ),
    Fault("VAT added twice", ("SMB-TOTAL-003",), storing(lambda body: {**body, "vat_included": False}, r"/invoices$")),
    Fault(
        "payments change no status", ("SMB-PAYMENT-021", "SMB-PAYMENT-022"), answered(unpaid, "GET", r"/invoices/\d+$")
    ),
    Fault("payments are not summed", ("SMB-PAYMENT-020",), answered(setting(total_paid=0.0), "GET", r"/invoices/\d+$")),
    Fault("wrong check digit", ("SMB-INVOICE-021",), answered(setting(isr_reference_number="1" * 27))),
    Fault(
        "status not stored",
        ("SMB-OFFER-013",),
        pretended("PATCH", r"/offers/\d+/change-status$", 200, b'{"item":{"status":"A"}}'),
    ),
    Fault("files cut off", ("SMB-PRINT-001", "SMB-PRINT-002"), on_answer(half_a_file)),
    Fault(
        "one size of picture",
        ("SMB-PRINT-003",),
        asking(lambda given: {**given, "size": "240"} if given.get("size") == "600" else given, r"/preview$"),
    ),
    # Access, errors, values.
    Fault(
        "no token needed for reads", ("SMB-AUTH-008",), without_authorization(lambda request: request.method == "GET")
    ),
    Fault("401 as 403", ("SMB-AUTH-008", "SMB-AUTH-009", "SMB-ERR-026"), status(401, 403)),
    Fault(
        "token of another lifetime",
        ("SMB-AUTH-004",),
        answered(lambda body: {**body, "expires_in": 3600}, "POST", r"/access-tokens$"),
        tokens=True,
    ),
    Fault(
        "refresh token for the own account",
        ("SMB-AUTH-005",),
        answered(lambda body: {"refresh_token": "r", **body}, "POST", r"/access-tokens$"),
        tokens=True,
    ),
    Fault(
        "422 as 400",
        (
            "SMB-ERR-007",
            "SMB-ERR-002",
            "SMB-ERR-012",
            "SMB-ERR-014",
            "SMB-CONTACT-027",
            "SMB-PROJECT-021",
            "SMB-PRINT-005",
            "SMB-PRINT-006",
        ),
        status(422, 400),
    ),
    Fault(
        "errors without codes",
        (
            "SMB-ERR-001",
            "SMB-ERR-004",
            "SMB-ERR-009",
            "SMB-ERR-011",
            "SMB-ERR-014",
            "SMB-ERR-021",
            "SMB-METHOD-001",
            "SMB-USE-019",
        ),
        refused(everywhere_without("code")),
    ),
    Fault(
        "one code for all",
        ("SMB-ERR-018", "SMB-ERR-019"),
        refused(each_number(lambda code: 2100 if code in {2101, 2102} else code, "code")),
    ),
    Fault(
        "refused fields without codes of their own",
        ("SMB-ERR-008", "SMB-ERR-010", "SMB-ERR-009", "SMB-ERR-011", "SMB-ERR-012", "SMB-ERR-014"),
        refused(each_number(lambda code: 1000 if code > 1000 and code < 2000 else code, "code")),
    ),
    Fault(
        "date-times of RFC 3339",
        (
            "SMB-DATA-002",
            "SMB-CONTACT-007",
            *of("007", "PRODUCT SERVICE RATE LETTER OFFER CONFIRM DELIVERY INVOICE PAYMENT EFFORT HOURS"),
            "SMB-DATA-001",
            "SMB-REMINDER-002",
        ),
        answered(each_text(rfc3339)),
    ),
    Fault("nulls left out", ("SMB-DATA-005", "SMB-PROFILE-001", "SMB-ISR-001"), answered(without_nulls)),
    Fault(
        "money as text",
        ("SMB-DATA-007", "SMB-SERVICE-004", "SMB-TOTAL-008"),
        answered(each_number(str, "price", "total")),
    ),
    Fault("500 for what is not there", ("SMB-ERR-023", "SMB-ERR-006", *of("005"), "SMB-ERR-022"), status(404, 500)),
)

OURS = (
    # What only our mock has to do: a user's consent, and what is our proposal.
    Fault("several deleted until one is missing", ("SMB-BULK-002",), one_after_the_other),
    Fault("spent refresh token accepted", ("SMB-OAUTH-008",), spent_token_accepted, tokens=True),
    Fault("state lost", ("SMB-OAUTH-002", "SMB-OAUTH-004"), on_answer(state_lost)),
    Fault("sent, answered, not stored", ("SMB-SEND-001",), pretended("PATCH", r"/invoices/\d+/send-by-email$", 204)),
)
