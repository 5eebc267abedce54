"""What traffic says of a description: each kind of finding, with its source, how often, and how sure."""

import pytest

from signoff_contract.description import Description
from signoff_contract.description.lint import lint
from signoff_contract.learn.findings import AddMember, Mark, MovePath, RenameKey, RenameMember, RenameParameter

from .conftest import Settle, entry, only

SHELF = {"label": "A1", "lines": [{"article": "bolt", "amount": 3}], "kind": "small", "since": "2026-01-02"}
ORDER = {"customer": "C-1", "stockLines": [{"article": "bolt", "amount": 3}], "language": "sv"}


def test_the_fictitious_description_is_sound(depot: Description) -> None:
    assert lint(depot) == []


def test_traffic_as_described_contradicts_nothing(settle: Settle) -> None:
    learned = settle(
        entry("GET", "/shelves/7", got=SHELF),
        entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7}),
        entry("GET", "/shelves/7", 409, got={"message": "in use"}),
    )
    assert {finding.kind for finding in learned.findings} == {"confirmed"}
    path = only(learned, "confirmed", "orders_create")
    assert (path.count, path.out_of, path.certainty, path.says) == (1, 1, "sure", "POST /stockorders")
    assert path.provenance is not None
    assert path.provenance.confidence == "proposed"
    assert path.place.file.name == "parts.yaml"
    assert only(learned, "confirmed", "Shelf.since").change == Mark("/components/schemas/Shelf/properties/since")
    assert only(learned, "confirmed", "shelves_get 409").seen == "409"
    assert only(learned, "confirmed", "Line.amount").operations == ("orders_create", "shelves_get")
    assert only(learned, "confirmed", "Line.amount").count == 2


def test_what_is_documented_is_not_reported_as_confirmed(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", got=SHELF))
    assert not [finding for finding in learned.findings if finding.subject in {"shelves_get", "Shelf.label"}]


def test_a_request_of_our_own_client_confirms_no_name(settle: Settle) -> None:
    order = entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7}, agent="signoff/0.1.0 python/3.11")
    finding = only(settle(order), "confirmed", "Order.language")
    assert (finding.certainty, finding.change) == ("possible", None)
    evidence = {**entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7}), "_kind": "api"}
    assert only(settle(evidence), "confirmed", "Order.language").certainty == "possible"
    other = entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7})
    finding = only(settle(order, other), "confirmed", "Order.language")
    assert (finding.certainty, finding.change is None) == ("likely", False)


def test_a_request_that_was_refused_shows_nothing(settle: Settle) -> None:
    learned = settle(entry("POST", "/stockorders", 401, sent={"customer": 7, "rubbish": True}, got={"message": "no"}))
    assert {finding.kind for finding in learned.findings} == {"confirmed"}
    assert not [finding for finding in learned.findings if finding.pointer.startswith("/components/schemas/Order")]


def test_another_path_of_a_proposed_operation(settle: Settle) -> None:
    learned = settle(*[entry("POST", "/orders", 201, sent=ORDER, got={"orderNumber": 7})] * 2)
    moved = only(learned, "contradicted", "orders_create")
    assert moved.says == "POST /stockorders"
    assert "POST /orders" in moved.seen
    assert "guess" in moved.seen
    assert (moved.count, moved.certainty) == (2, "likely")
    assert moved.change == MovePath("/paths/~1stockorders", "/orders")
    assert only(learned, "confirmed", "Line.amount").count == 2


def test_a_documented_path_is_never_taken_for_another_one(settle: Settle) -> None:
    learned = settle(entry("GET", "/racks/A1", got=SHELF), entry("GET", "/shelves/7", 401, got={"message": "no"}))
    new = only(learned, "unknown-now-seen", "GET /racks/{…}")
    assert "answered 200" in new.seen
    assert not learned.contradicted


@pytest.mark.parametrize("status", [404, 405])
def test_a_path_that_the_server_does_not_have_is_no_operation(settle: Settle, status: int) -> None:
    learned = settle(entry("GET", "/shelves/7", got=SHELF), entry("GET", "/orders", status, got={"message": "no"}))
    assert not [finding for finding in learned.findings if finding.kind == "unknown-now-seen"]
    assert learned.unread["calls of paths that the server does not have"] == 1


def test_a_path_that_was_only_refused_is_not_another_name(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", got=SHELF), entry("POST", "/orders", 404, sent=ORDER, got={}))
    assert not learned.contradicted


def test_a_path_with_another_number_of_parameters_is_another_operation(settle: Settle) -> None:
    learned = settle(entry("POST", "/orders/4711", 201, sent=ORDER, got={"orderNumber": 7}), entry("GET", "/shelves/7"))
    assert only(learned, "unknown-now-seen", "POST /orders/{…}").count == 1


def test_something_has_to_stand_for_a_required_member(settle: Settle) -> None:
    learned = settle(entry("POST", "/stockorders", 201, sent=ORDER, got={"nr": 7}))
    assert only(learned, "contradicted", "OrderCreated.orderNumber").change == RenameMember(
        "/components/schemas/OrderCreated", "orderNumber", "nr"
    )


def test_the_alternative_that_is_meant_says_what_is_wrong(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": "A1", "spare": {"article": "bolt", "amount": "x"}}))
    assert [(f.subject, f.says, f.seen) for f in learned.contradicted] == [("Line.amount", "type integer", "string")]
    assert not settle(entry("GET", "/shelves/7", got={"label": "A1", "spare": None})).contradicted


def test_null_for_an_optional_member_is_our_reading_and_not_the_documents(settle: Settle) -> None:
    finding = only(
        settle(entry("GET", "/shelves/7", got={"label": "A1", "lines": None})), "contradicted", "Shelf.lines"
    )
    assert not finding.against_documents
    assert finding.provenance is not None
    assert finding.provenance.confidence == "proposed"


def test_a_table_has_no_undocumented_members(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": "A1", "marks": {"blue": "x"}}))
    assert {finding.kind for finding in learned.findings} <= {"confirmed"}


def test_renamed_members_by_name_type_and_position(settle: Settle) -> None:
    order = {"customer": "C-1", "rows": [{"articleNo": "bolt", "amt": 3}], "lang": "sv"}
    learned = settle(entry("POST", "/stockorders", 201, sent=order, got={"number": 7}))
    renamed = {
        finding.change.old: (finding.change.new, finding.certainty)
        for finding in learned.contradicted
        if isinstance(finding.change, RenameMember)
    }
    assert renamed == {
        "stockLines": ("rows", "likely"),
        "article": ("articleNo", "likely"),
        "amount": ("amt", "likely"),
        "language": ("lang", "likely"),
        "orderNumber": ("number", "likely"),
    }
    # The guess explains why the required one is missing; it is not told twice.
    assert not [finding for finding in learned.contradicted if "is absent" in finding.seen]


def test_a_value_that_an_enumeration_does_not_take_is_no_rename(settle: Settle) -> None:
    sent = {"customer": "C-1", "stockLines": [], "lang": "Svenska, tack"}
    learned = settle(entry("POST", "/stockorders", 201, sent=sent, got={"orderNumber": 7}))
    assert only(learned, "undocumented", "Order.lang").certainty == "likely"
    assert not learned.contradicted


def test_a_value_of_another_type_is_told_once(settle: Settle) -> None:
    learned = settle(entry("POST", "/stockorders", 201, sent={**ORDER, "language": None}, got={"orderNumber": 7}))
    assert [(f.subject, f.says, f.seen) for f in learned.contradicted] == [("Order.language", "type string", "null")]


def test_a_member_of_another_type_is_no_rename(settle: Settle) -> None:
    sent = {"customer": "C-1", "stockLines": [], "notes": 7}
    learned = settle(entry("POST", "/stockorders", 201, sent=sent, got={"orderNumber": 7}))
    assert only(learned, "undocumented", "Order.notes").seen.startswith("integer")
    assert not learned.contradicted


def test_types_nullability_required_members_and_formats(settle: Settle) -> None:
    learned = settle(
        entry("GET", "/shelves/7", got={"label": "A1", "weight": "12 kg", "since": "2026-01-02T10:00:00Z"}),
        entry("GET", "/shelves/7", got={"label": "A1", "weight": "9 kg", "since": "2026-01-02T10:00:00Z"}),
        entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": None}),
    )
    weight = only(learned, "contradicted", "Shelf.weight")
    assert (weight.says, weight.seen, weight.count, weight.out_of) == ("type number", "string", 2, 2)
    since = only(learned, "contradicted", "Shelf.since")
    assert (since.says, since.seen) == ("format date", "texts of the form date-time")
    number = only(learned, "contradicted", "OrderCreated.orderNumber")
    assert (number.says, number.seen) == ("type integer", "null")
    assert not any(finding.against_documents for finding in learned.findings)


def test_what_the_documents_say_is_contradicted_the_loudest(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": None}), entry("GET", "/racks", got=[]))
    assert learned.findings[0].against_documents
    assert learned.findings[0].subject == "Shelf.label"
    learned = settle(entry("GET", "/shelves/7", got={"kind": "small"}))
    assert [(each.subject, each.seen, each.against_documents) for each in learned.contradicted] == [
        ("Shelf.label", "label is absent", True)
    ]


def test_a_proposed_required_member_that_is_absent(settle: Settle) -> None:
    learned = settle(entry("POST", "/stockorders", 201, sent={"customer": "C-1"}, got={"orderNumber": 7}))
    finding = only(learned, "contradicted", "Order.stockLines")
    assert (finding.says, finding.seen, finding.out_of) == ("stockLines is required", "stockLines is absent", 1)


def test_new_members_are_told_by_type_and_form_alone(settle: Settle) -> None:
    more = {"owner": "Ada Byron", "changed": "2026-02-03", "tags": ["x"], "box": {"height": 3}, "id": "a@b.example"}
    learned = settle(entry("GET", "/shelves/7", got={**SHELF, **more}))
    said = {f.subject: f.seen for f in learned.findings if f.kind == "undocumented"}
    assert said == {
        "Shelf.owner": "string",
        "Shelf.changed": "string, form date",
        "Shelf.tags": "array",
        "Shelf.box": "object",
        "Shelf.id": "string, form email",
    }
    assert all(isinstance(f.change, AddMember) for f in learned.findings if f.kind == "undocumented")


def test_values_beside_the_known_ones(settle: Settle) -> None:
    learned = settle(*(entry("GET", "/shelves/7", got={"label": "A1", "kind": kind}) for kind in ("small", "tiny")))
    finding = only(learned, "unknown-now-seen", "Shelf.kind")
    assert (finding.seen, finding.count) == ("other values: tiny", 1)
    learned = settle(entry("GET", "/shelves/7", got={"label": "A1", "kind": "for Ada Byron"}))
    assert only(learned, "unknown-now-seen", "Shelf.kind").seen == "other values, not shown"


def test_values_beside_an_enumeration(settle: Settle) -> None:
    learned = settle(entry("POST", "/stockorders", 201, sent={**ORDER, "language": "da"}, got={"orderNumber": 7}))
    assert only(learned, "contradicted", "Order.language").seen == "other values: da"
    learned = settle(entry("POST", "/stockorders", 201, sent={**ORDER, "language": "da, for Ada"}))
    assert only(learned, "contradicted", "Order.language").seen == "other values, not shown"


def test_statuses(settle: Settle) -> None:
    learned = settle(
        entry("POST", "/stockorders", 200, sent=ORDER, got={"orderNumber": 7}),
        entry("GET", "/shelves/7", 418, got={"message": "no"}),
    )
    changed = only(learned, "contradicted", "orders_create 200")
    assert (changed.says, changed.seen) == ("succeeds with 201", "succeeds with 200")
    assert changed.change == RenameKey("/paths/~1stockorders/post/responses/201", "200")
    assert only(learned, "undocumented", "shelves_get 418").seen == "418"
    # The body of the other status is judged as if it were the described one's.
    assert only(learned, "confirmed", "OrderCreated.orderNumber").count == 1


def test_headers(settle: Settle) -> None:
    told = {"X-Shelf-Mood": "calm", "Server": "nginx", "CF-Ray": "1", "Strict-Transport-Security": "x"}
    learned = settle(entry("GET", "/shelves/7", got=SHELF, headers=told))
    assert [f.subject for f in learned.findings if f.kind == "undocumented"] == ["shelves_get 200 x-shelf-mood"]
    without = entry("GET", "/shelves/7", got=SHELF)
    without["response"]["headers"] = [{"name": "Content-Type", "value": "application/json"}]
    missing = only(settle(without), "contradicted", "shelves_get 200 X-Trace")
    assert missing.against_documents


def test_media_types_and_bodies_that_are_missing_or_too_many(settle: Settle) -> None:
    learned = settle(
        entry("GET", "/shelves/7", got=SHELF, media_type="application/vnd.depot+json"),
        entry("POST", "/stockorders", 201, sent=ORDER),
        entry("GET", "/shelves/7", 409, got={}, media_type="text/html"),
    )
    assert only(learned, "contradicted", "shelves_get 200 application/vnd.depot+json").says == "is application/json"
    assert only(learned, "contradicted", "orders_create 201").seen == "no body"
    # A page in the place of an error may come from whatever stands in front.
    assert only(learned, "undocumented", "shelves_get 409 text/html").change is None


def test_query_parameters(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7?depth=2", got=SHELF))
    confirmed = only(learned, "confirmed", "shelves_get query depth")
    assert (confirmed.certainty, confirmed.change) == ("possible", None)
    renamed = only(
        settle(entry("GET", "/shelves/7?shelfDepth=2", got=SHELF)), "contradicted", "shelves_get query depth"
    )
    assert isinstance(renamed.change, RenameParameter)
    assert renamed.change.name == "shelfDepth"
    wrong = only(settle(entry("GET", "/shelves/7?depth=-4", got=SHELF)), "contradicted", "shelves_get query depth")
    assert "minimum" in wrong.says
    assert "-4" not in wrong.seen


def test_a_documented_query_parameter_is_never_taken_for_another_one(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7?depth=2&expandAll=yes", got=SHELF))
    assert only(learned, "undocumented", "shelves_get query expandAll").count == 1
    assert not learned.contradicted


def test_a_query_parameter_that_is_not_described(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7?depth=2&view=flat&Ada%20Byron=1", got=SHELF))
    assert only(learned, "undocumented", "shelves_get query view").certainty == "possible"
    assert "not shown" in only(learned, "undocumented", "shelves_get query").seen


def test_token_calls_are_compared_without_their_values(settle: Settle) -> None:
    token = entry(
        "POST",
        "https://login.example.com/token",
        sent={"grant_type": "client_credentials", "client_secret": "sesame-open"},
        got={"access_token": "sesame-open", "expires_in": "3600", "scope": "all"},
    )
    learned = settle(token, entry("GET", "/shelves/7", got=SHELF))
    assert only(learned, "contradicted", "TokenAnswer.expires_in").seen == "string"
    assert only(learned, "undocumented", "TokenAnswer.scope").seen == "string"
    assert "sesame-open" not in repr(learned.findings)
