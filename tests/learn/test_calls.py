"""What calls say of statuses, headers and media types beside what `test_findings` tells of whole archives."""

from pathlib import Path

import pytest

from signoff_contract.description import load
from signoff_contract.learn import learn, read_archive
from signoff_contract.learn.findings import AddHeader, AddResponse, Mark, RenameKey

from .conftest import Settle, entry, only, write_har

SHELF = {"label": "A1"}
ORDER = {"customer": "C-1", "stockLines": [], "language": "sv"}


def test_a_proposed_status_that_was_seen_is_confirmed(settle: Settle) -> None:
    found = only(settle(entry("GET", "/shelves/7", 409, got={"message": "in use"})), "confirmed", "shelves_get 409")
    assert found.change == Mark("/components/responses/Conflict")
    assert (found.seen, found.names) == ("409", ("409",))


def test_a_status_that_another_operation_describes_is_taken_from_there(settle: Settle) -> None:
    learned = settle(entry("POST", "/stockorders", 409, sent=ORDER, got={"message": "in use"}))
    found = only(learned, "undocumented", "orders_create 409")
    assert found.change == AddResponse("/paths/~1stockorders/post", 409, "#/components/responses/Conflict")
    assert found.says == "answers 201, 401"


def test_two_statuses_of_success_are_no_other_status(settle: Settle) -> None:
    made = entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7})
    learned = settle(made, entry("POST", "/stockorders", 202, sent=ORDER, got={"orderNumber": 8}))
    found = only(learned, "undocumented", "orders_create 202")
    assert (found.change, found.count, found.out_of) == (None, 1, 2)
    assert [each for each in learned.contradicted if isinstance(each.change, RenameKey)] == []


def test_a_refused_call_shows_that_a_path_is_there_but_not_that_it_works(settle: Settle) -> None:
    shown = only(settle(entry("POST", "/stockorders", 409, sent=ORDER, got={})), "confirmed", "orders_create")
    assert (shown.certainty, shown.change) == ("likely", None)
    works = only(
        settle(entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7})), "confirmed", "orders_create"
    )
    assert (works.certainty, works.change) == ("sure", Mark("/paths/~1stockorders/post"))


@pytest.mark.parametrize(("provenance", "kind"), [("documented", "contradicted"), ("proposed", "unknown-now-seen")])
def test_a_body_where_none_is_described(openapi: Path, tmp_path: Path, provenance: str, kind: str) -> None:
    root = openapi / "depot" / "openapi.yaml"
    body = "      content: {application/json: {schema: {$ref: '#/components/schemas/Error'}, example: {message: no}}}\n"
    text = root.read_text("utf-8").replace(body, "")
    text = text.replace(
        "description: in use\n      x-provenance: {confidence: proposed",
        "description: in use\n      x-provenance: {confidence: " + provenance,
    )
    root.write_text(text, encoding="utf-8")
    har = write_har(tmp_path / "a.har", entry("GET", "/shelves/7", 409, got="no", media_type="text/plain"))
    learned = learn(load("depot", openapi), [read_archive(har)])
    bodies = [each for each in learned.findings if each.says == "has no body"]
    assert [(each.kind, each.seen) for each in bodies] == [(kind, "a body of text/plain")]


def test_headers_of_answers_are_named_with_the_answer(settle: Settle) -> None:
    calls = [
        entry("GET", "/shelves/7", got=SHELF, headers={"X-Shelf-Mood": "calm"}),
        entry("GET", "/shelves/7", got=SHELF),
        entry("GET", "/shelves/8", 409, got={"message": "no"}, headers={"X-Queue": "3"}),
    ]
    learned = settle(*calls)
    mood = only(learned, "undocumented", "shelves_get 200 x-shelf-mood")
    assert (mood.count, mood.out_of) == (1, 2)
    assert mood.change == AddHeader("/paths/~1shelves~1{shelf}/get/responses/200", "x-shelf-mood")
    assert only(learned, "undocumented", "shelves_get 409 x-queue").change == AddHeader(
        "/components/responses/Conflict", "x-queue"
    )


def test_a_header_that_is_not_always_there(settle: Settle) -> None:
    without = entry("GET", "/shelves/7", got=SHELF)
    without["response"]["headers"] = [{"name": "Content-Type", "value": "application/json"}]
    missing = only(settle(without, entry("GET", "/shelves/7", got=SHELF)), "contradicted", "shelves_get 200 X-Trace")
    assert (missing.count, missing.out_of, missing.seen) == (1, 2, "no header X-Trace")
    assert [ref.index for ref in missing.refs] == [0]


def test_json_that_is_none_is_told_beside_its_media_type(settle: Settle) -> None:
    broken = entry("GET", "/shelves/7", got={})
    broken["response"]["content"]["text"] = "{"
    found = only(settle(broken), "contradicted", "shelves_get 200")
    assert found.says == "has a JSON body"


def test_a_call_that_looks_like_no_operation_is_told_with_its_members(settle: Settle) -> None:
    sent = {f"member{letter}": 1 for letter in "abcdefghijklmnop"}
    found = only(settle(entry("PATCH", "/racks", 200, sent=sent, got={})), "unknown-now-seen", "PATCH /racks")
    assert (found.certainty, found.operations, found.says) == ("sure", (), "no such operation")
    assert found.seen.startswith("answered 200")
