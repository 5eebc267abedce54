"""What accepted calls say of parameters: which are needed, what they are called, and what may not be said of them."""

from pathlib import Path

import pytest

from signoff_contract.description import Description, load
from signoff_contract.learn import Learned
from signoff_contract.learn.basis import Basis
from signoff_contract.learn.findings import AddParameter, Finding, RenameParameter
from signoff_contract.learn.operations_seen import OperationSeen, collect
from signoff_contract.learn.parameters import Parameters
from signoff_contract.traffic.first_contact import FirstContact
from signoff_contract.traffic.har_reader import Archive, entries_of, read_archive
from signoff_contract.traffic.partner_calls import PartnerCalls

from .conftest import Settle, entry, only, write_har

SHELF = {"label": "A1"}
EXPAND = "{name: expand, in: query, required: false, schema: {type: string}}"
NEEDED = f"""{EXPAND}
        - name: X-Reason
          in: header
          required: true
          schema: {{type: string}}
          x-provenance: {{confidence: proposed, source: ours}}
        - {{name: Accept, in: header, required: true, schema: {{type: string}}}}
        - name: view
          in: query
          required: true
          schema: {{type: string}}
          x-provenance: {{confidence: proposed, source: ours}}"""


@pytest.fixture
def openapi(openapi: Path) -> Path:
    """The fictitious partner, whose shelves are read with a reason and a view."""
    root = openapi / "depot" / "openapi.yaml"
    text = root.read_text("utf-8")
    assert EXPAND in text
    root.write_text(text.replace(EXPAND, NEEDED), encoding="utf-8")
    return openapi


def contradicted(learned: Learned) -> dict[str, tuple[str, int, int]]:
    return {each.subject: (each.seen, each.count, each.out_of) for each in learned.contradicted}


def test_what_is_required_and_was_not_sent_was_not_needed(settle: Settle) -> None:
    bare = entry("GET", "/shelves/7", got=SHELF)
    full = entry("GET", "/shelves/7?view=flat", got=SHELF)
    full["request"]["headers"].append({"name": "x-reason", "value": "audit"})
    assert contradicted(settle(full)) == {}
    assert contradicted(settle(full, bare)) == {
        "shelves_get header X-Reason": ("accepted without it", 1, 2),
        "shelves_get query view": ("accepted without it", 1, 2),
    }


def test_a_refused_call_shows_nothing_of_what_is_required(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7", 409, got={"message": "no"}))
    assert [each.subject for each in learned.findings if "view" in each.subject] == []


def test_a_required_parameter_that_has_another_name_is_not_missing(settle: Settle) -> None:
    call = entry("GET", "/shelves/7?viewType=flat", got=SHELF)
    call["request"]["headers"].append({"name": "X-Reason", "value": "audit"})
    learned = settle(call)
    assert list(contradicted(learned)) == ["shelves_get query view"]
    renamed = only(learned, "contradicted", "shelves_get query view")
    assert isinstance(renamed.change, RenameParameter)
    assert renamed.change.name == "viewType"


def test_names_that_look_like_data_are_counted_together(settle: Settle) -> None:
    learned = settle(entry("GET", "/shelves/7?K-4711=1&Anna=2", got=SHELF))
    hidden = only(learned, "undocumented", "shelves_get query")
    assert (hidden.count, hidden.change, hidden.names) == (2, None, ())
    assert "look like data" in hidden.seen


@pytest.mark.parametrize(("value", "kind"), [("3", "integer"), ("3a", "string"), ("", "string")])
def test_a_new_parameter_has_the_type_of_what_was_sent(settle: Settle, value: str, kind: str) -> None:
    learned = settle(entry("GET", f"/shelves/7?depthOfShelf={value}&depth=1&view=x", got=SHELF))
    found = only(learned, "undocumented", "shelves_get query depthOfShelf")
    assert found.change == AddParameter("/paths/~1shelves~1{shelf}/get", "depthOfShelf", kind)
    assert found.certainty == "possible"


def understood(description: Description, har: Path, queries: dict[str, str]) -> list[Finding]:
    """The findings where the run itself has found out that some names are understood."""
    archive = read_archive(har)
    contact = FirstContact("depot", "", {}, 0, {}, {"shelves_get": queries})
    archive = Archive(archive.name, archive.digest, archive.entries, contact)
    basis = Basis(description)
    calls = PartnerCalls(description).among(list(entries_of(archive)))
    seen: OperationSeen = collect(description, calls, basis.vocabulary)[0]
    return list(Parameters(basis, seen, description.operation("shelves_get")).findings())


def test_what_a_run_has_found_out_is_no_guess(openapi: Path, tmp_path: Path) -> None:
    sent_first = {**entry("GET", "/shelves/7?depth=1&view=x", got=SHELF), "_kind": "api", "_operation": "shelves_get"}
    then = {**entry("GET", "/shelves/7?tiefe=1&view=x", got=SHELF), "_kind": "api", "_operation": "shelves_get"}
    har = write_har(tmp_path / "a.har", sent_first, then)
    description = load("depot", openapi)
    found = {each.subject: each for each in understood(description, har, {"depth": "tiefe"})}
    renamed = found["shelves_get query depth"]
    assert isinstance(renamed.change, RenameParameter)
    assert (renamed.change.name, renamed.certainty) == ("tiefe", "likely")
    # Without it nothing is alike, and what was sent is only taken note of.
    without = {each.subject for each in understood(description, har, {}) if each.kind == "contradicted"}
    assert without == {"shelves_get header X-Reason"}


def test_what_a_run_has_found_out_of_a_documented_name_is_not_taken(openapi: Path, tmp_path: Path) -> None:
    root = openapi / "depot" / "openapi.yaml"
    guessed = "schema: {type: integer, minimum: 0}\n          x-provenance: {confidence: proposed, source: ours}"
    root.write_text(root.read_text("utf-8").replace(guessed, "schema: {type: integer, minimum: 0}"), "utf-8")
    call = {**entry("GET", "/shelves/7?tiefe=1&view=x", got=SHELF), "_kind": "api", "_operation": "shelves_get"}
    found = understood(load("depot", openapi), write_har(tmp_path / "a.har", call), {"depth": "tiefe"})
    assert [each for each in found if isinstance(each.change, RenameParameter)] == []
