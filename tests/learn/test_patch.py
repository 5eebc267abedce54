"""The patch: what it takes in, what it leaves alone, and that it applies."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.lint import lint
from signoff_contract.learn import Learned, learn, read_archive
from signoff_contract.learn.patch import Patch, propose
from signoff_contract.learn.trial_lint import findings_after

from .conftest import Settle, entry, write_har
from .test_findings import ORDER, SHELF

TODAY = "2026-11-21"
Apply = Callable[..., Description]


@pytest.fixture
def apply(openapi: Path, tmp_path: Path) -> Apply:
    """Apply a patch with git and read the description again; it has to be sound, and what was learned settled."""

    def run(patch: Patch) -> Description:
        file = tmp_path / "learned.patch"
        file.write_bytes(patch.text.encode())
        subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
        subprocess.run(["git", "apply", "--check", str(file)], cwd=tmp_path, check=True)
        subprocess.run(["git", "apply", str(file)], cwd=tmp_path, check=True)
        description = load("depot", openapi)
        for path, text in patch.files.items():
            assert path.read_text(encoding="utf-8") == text
        assert lint(description) == []
        return description

    return run


def schema(description: Description, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = description.schemas[name]
    return found


def provenance(element: Mapping[str, Any]) -> tuple[str, str]:
    stated = element["x-provenance"]
    return stated["confidence"], stated["source"]


def again(description: Description, learned: Learned, tmp_path: Path, *entries: Mapping[str, Any]) -> Learned:
    """The same traffic against the patched description."""
    assert learned.contradicted
    return learn(description, [read_archive(write_har(tmp_path / "again.har", *entries))])


def test_a_moved_path_and_renamed_members(settle: Settle, apply: Apply, tmp_path: Path) -> None:
    sent = {"customer": "C-1", "rows": [{"articleNo": "bolt", "amount": 3}], "lang": "sv"}
    calls = [entry("POST", "/orders", 201, sent=sent, got={"number": 7})]
    learned = settle(*calls)
    description = apply(propose(learned, TODAY))
    operation = description.operation("orders_create")
    assert operation.path == "/orders"
    assert operation.provenance is not None
    assert operation.provenance.confidence == "observed"
    order = schema(description, "Order")
    assert list(order["properties"]) == ["customer", "rows", "lang", "note"]
    assert order["required"] == ["customer", "rows"]
    assert provenance(order["properties"]["lang"]) == ("observed", "HAR-1 entry 0")
    assert order["x-provenance"]["confidence"] == "proposed"
    assert order["properties"]["customer"]["x-provenance"]["confidence"] == "documented"
    assert description.document["components"]["examples"]["Order"]["value"] == {
        "customer": "C-1",
        "rows": [{"articleNo": "bolt", "amount": 3}],
        "lang": "sv",
    }
    # Every member of what the order answers was seen, so the schema is marked, and its duty stays proposed.
    created = schema(description, "OrderCreated")
    assert provenance(created) == ("observed", "HAR-1 entry 0; before: ours")
    assert "x-provenance" not in created["properties"]["number"]
    assert created["x-required-provenance"]["confidence"] == "proposed"
    # Nobody sent this parameter, so it does not inherit what was observed of its operation.
    urgent = operation.parameter("urgent", "query")
    assert urgent is not None
    assert urgent.provenance is not None
    assert urgent.provenance.confidence == "proposed"
    assert description.document["info"]["x-sources"]["HAR-1"].startswith("recorded traffic recorded.har, SHA-256 ")
    assert "recorded 2026-11-20, read 2026-11-21" in description.document["info"]["x-sources"]["HAR-1"]
    after = again(description, learned, tmp_path, *calls)
    assert [finding for finding in after.findings if finding.kind != "confirmed"] == []


def test_comments_order_and_layout_stay(settle: Settle) -> None:
    sent = {"customer": "C-1", "rows": [{"article": "bolt", "amount": 3}], "language": "da"}
    patch = propose(settle(entry("POST", "/orders", 201, sent=sent, got={"orderNumber": 7})), TODAY)
    removed = [line for line in patch.text.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert not [line for line in removed if line.strip("- ").startswith("#")]
    assert "-        stockLines: # the rows\n+        rows: # the rows" in patch.text
    assert "+  /orders: {$ref: 'parts.yaml#/path-items/stockorders'} # proposed" in patch.text
    assert "enum: [sv, 'no', en, da]" in patch.text


def test_what_was_not_seen_keeps_its_provenance(settle: Settle, apply: Apply) -> None:
    description = apply(propose(settle(entry("GET", "/shelves/7", 409, got={"message": "no"})), TODAY))
    assert description.document["components"]["responses"]["Conflict"]["x-provenance"]["confidence"] == "observed"
    assert description.document["components"]["responses"]["Unauthorized"]["x-provenance"]["confidence"] == "documented"
    assert provenance(schema(description, "Error")) == ("observed", "HAR-1 entry 0; before: ours")
    assert schema(description, "Line")["x-provenance"]["confidence"] == "proposed"


def test_types_nullability_and_required_members(settle: Settle, apply: Apply, tmp_path: Path) -> None:
    calls = [
        entry("GET", "/shelves/7", got={"label": "A1", "weight": "12 kg", "since": "2026-01-02T10:00:00Z"}),
        entry("GET", "/shelves/7", got={"label": "A1", "lines": [{"article": "bolt", "amount": "3 pieces"}]}),
        entry("POST", "/stockorders", 201, sent={"customer": "C-1"}, got={"orderNumber": None}),
    ]
    learned = settle(*calls)
    description = apply(propose(learned, TODAY))
    shelf = schema(description, "Shelf")["properties"]
    assert (shelf["weight"]["type"], shelf["since"]["format"]) == ("string", "date-time")
    # The examples had a number; what stands there now is made up.
    assert schema(description, "Line")["properties"]["amount"]["type"] == "string"
    example = description.document["components"]["examples"]["Order"]["value"]
    assert example["stockLines"] == [{"article": "bolt", "amount": "text"}]
    assert schema(description, "OrderCreated")["properties"]["orderNumber"]["type"] == ["integer", "null"]
    assert schema(description, "Order")["required"] == ["customer"]
    assert [finding.subject for finding in again(description, learned, tmp_path, *calls).contradicted] == []


def test_new_members_hold_no_value_and_are_personal(settle: Settle, apply: Apply) -> None:
    more = {
        "owner": "Ada Byron",
        "changed": "2026-02-03",
        "box": {"height": 3, "keeper": "Ada Byron", "marks": ["Ada"]},
        "parts": [{"maker": "Ada Byron"}],
        "none": None,
    }
    patch = propose(settle(entry("GET", "/shelves/7", got={**SHELF, **more})), TODAY)
    assert "Ada" not in patch.text
    added = schema(apply(patch), "Shelf")["properties"]
    assert added["owner"] == {
        "type": "string",
        "x-sensitivity": "personal",
        "x-provenance": {"confidence": "observed", "source": "HAR-1 entry 0"},
    }
    assert added["changed"]["format"] == "date"
    assert added["box"]["properties"] == {
        "height": {"type": "integer"},
        "keeper": {"type": "string"},
        "marks": {"type": "array", "items": {"type": "string"}},
    }
    assert added["box"]["x-sensitivity"] == "personal"
    assert added["parts"]["items"] == {"type": "object", "properties": {"maker": {"type": "string"}}}


def test_statuses_headers_parameters_and_values(settle: Settle, apply: Apply, tmp_path: Path) -> None:
    calls = [
        entry("POST", "/stockorders", 200, sent=ORDER, got={"orderNumber": 7}, headers={"X-Queue": "x"}),
        entry("POST", "/stockorders", 409, sent=ORDER, got={"message": "no"}),
        entry("GET", "/shelves/7?shelfDepth=2", got={"label": "A1", "kind": "tiny"}),
    ]
    learned = settle(*calls)
    description = apply(propose(learned, TODAY))
    ordering = description.operation("orders_create")
    assert ordering.statuses == {200, 401, 409}
    conflict = ordering.response(409)
    assert conflict is not None
    assert conflict.description == "in use"
    assert [p.name for p in description.operation("shelves_get").parameters] == ["shelf", "shelfDepth", "expand"]
    assert schema(description, "Shelf")["properties"]["kind"]["x-known-values"] == ["small", "large", "tiny"]
    after = again(description, learned, tmp_path, *calls)
    assert [finding.subject for finding in after.contradicted] == []
    # The answer that was called 201 kept its place, and its new header came along with its status.
    assert [finding.kind for finding in after.findings if finding.kind == "undocumented"] == []
    described = description.operation("orders_create").response(200)
    assert described is not None
    assert described.header("X-Queue") is not None


def test_what_is_documented_is_left_alone_unless_asked(settle: Settle, apply: Apply) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": None, "kind": "small"}))
    patch = propose(learned, TODAY)
    assert patch.text == ""
    assert [(each.finding.subject, each.reason) for each in patch.left_out] == [
        (
            "Shelf.label",
            "the element is documented or was observed before; read it, then use --contradict-documented",
        )
    ]
    label = schema(apply(propose(learned, TODAY, contradict_documented=True)), "Shelf")["properties"]["label"]
    assert label["type"] == ["string", "null"]
    assert provenance(label) == ("conflict", "PAGE; against HAR-1 entry 0")


def test_a_documented_member_is_not_made_nullable_unless_asked(settle: Settle, apply: Apply) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": "A1", "kind": None}))
    assert not learned.contradicted[0].against_documents
    assert propose(learned, TODAY).text == ""
    kind = schema(apply(propose(learned, TODAY, contradict_documented=True)), "Shelf")["properties"]["kind"]
    assert kind["type"] == ["string", "null"]
    assert kind["x-provenance"]["confidence"] == "conflict"
    assert kind["x-provenance"]["source"].endswith("PAGE; against HAR-1 entry 0")


def test_a_list_of_required_members_is_never_left_empty(settle: Settle, apply: Apply, openapi: Path) -> None:
    path = openapi / "depot" / "parts.yaml"
    both = "properties:\n        article: {type: string}\n"
    text = path.read_text(encoding="utf-8").replace(both, f"required: [article, amount]\n      {both}")
    path.write_text(text, encoding="utf-8")
    har = write_har(path.parent / "a.har", entry("GET", "/shelves/7", got={"label": "A1", "lines": [{}]}))
    patch = propose(learn(load("depot", openapi), [read_archive(har)]), TODAY)
    assert [each.reason for each in patch.left_out] == [
        "write it by hand: it is the last of a list of required members; remove the list"
    ]
    assert len(schema(apply(patch), "Line")["required"]) == 1


def test_what_has_no_single_right_form_is_left_out_with_a_word(settle: Settle) -> None:
    learned = settle(
        entry("GET", "/shelves/7?view=flat", got=SHELF),
        entry("GET", "/racks", got=[SHELF]),
        entry("POST", "/stockorders", 201, sent={**ORDER, "stockLines": "bolt"}, got={"orderNumber": 7}),
    )
    patch = propose(learned, TODAY)
    reasons = {each.finding.subject: each.reason for each in patch.left_out}
    assert "by hand" in reasons["GET /racks"]
    assert "by hand" in reasons["Order.stockLines"]
    assert "may have ignored" in reasons["shelves_get query view"]
    assert "view" not in patch.text


def test_a_second_archive_is_named_behind_the_first(settle: Settle, apply: Apply, tmp_path: Path) -> None:
    description = apply(propose(settle(entry("GET", "/shelves/7", got=SHELF)), TODAY))
    second = write_har(tmp_path / "second.har", entry("GET", "/shelves/7", 409, got={"message": "no"}))
    patch = propose(learn(description, [read_archive(second)]), TODAY)
    assert "+    HAR-2: 'recorded traffic second.har" in patch.text
    assert "source: 'HAR-2 entry 0; before: ours'" in patch.text


def test_the_lint_says_what_a_patch_would_break(depot: Description, openapi: Path) -> None:
    path = next(path for path in depot.sources if path.name == "parts.yaml")
    text = depot.sources[path].decode()
    assert findings_after(depot, {path: text}) == []
    broken = text.replace("orderNumber: {type: integer}", "orderNumber: {type: string}")
    assert [finding.rule for finding in findings_after(depot, {path: broken})] == ["SG110"]
    assert path.read_text(encoding="utf-8") == text
    path.write_text(broken, encoding="utf-8")
    assert findings_after(load("depot", openapi), {}) == []


def test_a_patch_is_the_same_every_time(settle: Settle) -> None:
    calls = [entry("POST", "/orders", 201, sent=ORDER, got={"orderNumber": 7}), entry("GET", "/shelves/7", got=SHELF)]
    assert propose(settle(*calls), TODAY).text == propose(settle(*calls), TODAY).text
