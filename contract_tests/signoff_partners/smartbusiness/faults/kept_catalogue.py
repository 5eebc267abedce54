"""More faults that the plan has to find: what is lost, mixed up, done although refused, or shown otherwise later."""

from signoff_contract.mock.planted import Fault, answered, asking, on_answer, refused, status, storing

from .kept_faults import (
    PATHS,
    creation_refused,
    done_all_the_same,
    done_with_other_rights,
    ghosts,
    listed_as_at_first,
    lost,
    mended_contact,
    neighbour_touched,
    of,
    paid_elsewhere,
    read_otherwise,
    status_changed_all_the_same,
    status_not_stored,
    status_undone,
)
from .list_faults import (
    astray,
    beyond_is_first,
    cut_pages,
    full_pages_short,
    labelled,
    last_lost,
    one_number,
    one_violation_less,
    page_repeats,
    spoilt_picture,
    without_zeros,
)

WRITES = "POST PUT PATCH DELETE"

KEPT = (
    # Answered with success, and not so.
    *(
        Fault(f"created and lost: {area}", (f"SMB-{area}-001", f"SMB-{area}-002", "SMB-KEEP-003"), lost(PATHS[area]))
        for area in ("PCAT", "CONTACT", "PERSON", "LETTER", "OFFER", "INVOICE", "PAYMENT", "PROJECT", "RATE")
    ),
    *(
        Fault(f"nothing can be created: {area}", (f"SMB-{area}-001",), creation_refused(PATHS[area], code))
        for area, code in (("PRODUCT", 422), ("CONTACT", 400), ("PAYMENT", 422), ("EFFORT", 400))
    ),
    Fault("cancelled, and not", ("SMB-INVOICE-022",), status_not_stored("C")),
    Fault("a status is undone after a while", ("SMB-KEEP-001",), status_undone("/offers")),
    Fault("lists show objects as at first", ("SMB-KEEP-001", "SMB-INVOICE-003", *of("003")), listed_as_at_first),
    Fault(
        "the third read shows something else",
        ("SMB-KEEP-001",),
        read_otherwise(r"/invoices/\d+$", lambda body: body["item"].update(notes="Gelesen")),
    ),
    *(
        Fault(f"deleted and still listed: {area}", (f"SMB-{area}-005", "SMB-KEEP-004"), ghosts(PATHS[area]))
        for area in ("CONTACT", "LETTER", "PAYMENT", "EFFORT", "SERVICE", "DELIVERY")
    ),
    Fault("more than one is made", ("SMB-KEEP-005",), storing(lambda body: {**body, "description": "x"}, "/products$")),
    # One thing is done, and another changes.
    *(
        Fault(f"a neighbour changes too: {area}", ("SMB-KEEP-001",), neighbour_touched(PATHS[area], change))
        for area, change in (
            ("CONTACT", {"name_addition": "Anders"}),
            ("PRODUCT", {"notes": "Anders"}),
            ("INVOICE", {"period_text": "Anders"}),
            ("OFFER", {"period_text": "Anders"}),
        )
    ),
    Fault(
        "a status changes a neighbour",
        ("SMB-KEEP-001",),
        neighbour_touched(PATHS["OFFER"], {"notes": "Anders"}, "PATCH"),
    ),
    Fault("paid here and elsewhere", ("SMB-KEEP-001",), paid_elsewhere),
    # Done although refused, or without a right to it.
    Fault("no token needed to create", ("SMB-AUTH-008",), done_with_other_rights(401, "POST", told=True)),
    Fault("no token needed to change", ("SMB-AUTH-008",), done_with_other_rights(401, "PUT", told=True)),
    Fault("no token needed for actions", ("SMB-AUTH-008",), done_with_other_rights(401, "PATCH", told=True)),
    Fault("no token needed to delete", ("SMB-AUTH-008",), done_with_other_rights(401, "DELETE", told=True)),
    Fault("any token reads", ("SMB-AUTH-009",), done_with_other_rights(401, "GET", told=True, token=True)),
    Fault("401 and done", ("SMB-KEEP-002",), done_with_other_rights(401, WRITES, told=False)),
    Fault("401 and done, with a token", ("SMB-KEEP-002",), done_with_other_rights(401, "POST", told=False, token=True)),
    Fault("writes beyond the scope", ("SMB-SCOPE-002",), done_with_other_rights(403, WRITES, told=True, token=True)),
    Fault("403 and done", ("SMB-KEEP-002",), done_with_other_rights(403, WRITES, told=False, token=True)),
    Fault("422 and done", ("SMB-KEEP-002",), done_all_the_same(422, "POST", "/v2/contacts$", mended_contact)),
    Fault(
        "422 and done: a unit that there is not",
        ("SMB-KEEP-002",),
        done_all_the_same(422, "POST", "/products$", lambda body: {**body, "unit_id": 7}),
    ),
    Fault("422 and another status", ("SMB-KEEP-002",), status_changed_all_the_same),
    # Pages.
    Fault("ten on a page by itself", ("SMB-PAGE-008",), cut_pages(10)),
    Fault("ten on a page by itself, and says so", ("SMB-PAGE-008",), asking(lambda given: {"limit": "10", **given})),
    Fault("lists without their last object", ("SMB-PAGE-010",), answered(last_lost, "GET")),
    Fault("full pages have one less", ("SMB-PAGE-010",), on_answer(full_pages_short)),
    Fault("a page beyond the end is the first", ("SMB-PAGE-010",), lambda: beyond_is_first),
    Fault("pages overlap", ("SMB-PAGE-007", "SMB-LIST-002"), lambda: page_repeats),
    Fault("the last page is the first", ("SMB-PAGE-011",), answered(astray, "GET")),
    # Numbers, labels, values, errors.
    *(
        Fault(f"numbers repeat: {area}", ("SMB-KEEP-006",), one_number(path))
        for area, path in (("CONTACT", "/contacts"), ("INVOICE", "/invoices"), ("DELIVERY", "/delivery-notes"))
    ),
    Fault("tokens as a page", ("SMB-AUTH-001",), labelled("text/html", "/access-tokens$"), tokens=True),
    Fault("refused tokens as a page", ("SMB-AUTH-013",), labelled("text/html", "/access-tokens$", 400), tokens=True),
    Fault(
        "zeros and empty texts vanish",
        ("SMB-DATA-005", *of("007", "PCAT SCAT GROUP CONTACT OFFER CONFIRM DELIVERY INVOICE"), "SMB-ISR-001"),
        answered(without_zeros),
    ),
    Fault("a wrong field is not told", ("SMB-ERR-015",), refused(one_violation_less)),
    Fault("pictures are spoilt", ("SMB-PRINT-002",), on_answer(spoilt_picture)),
    Fault("405 as 404", ("SMB-UNIT-004",), status(405, 404)),
)
