"""`signoff learn` as a person at a terminal meets it."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.learn.conftest import PARTS, REQUIREMENTS, ROOT, entry, write_har

from .conftest import Run

ORDER = {"customer": "C-1", "stockLines": [{"article": "bolt", "amount": 3}], "language": "sv"}
ORDERED = entry("POST", "/stockorders", 201, sent=ORDER, got={"orderNumber": 7})
MOVED = entry("POST", "/orders", 201, sent=ORDER, got={"orderNumber": 7})


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    folder = tmp_path / "openapi" / "depot"
    folder.mkdir(parents=True)
    for name, text in (("openapi", ROOT), ("parts", PARTS), ("requirements", REQUIREMENTS)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder.parent


def test_nothing_contradicted(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", ORDERED)
    outcome = signoff("learn", str(har), "--openapi", str(openapi))
    assert (outcome.code, outcome.err) == (0, "")
    assert "1 of 1 entries of shop.har" in outcome.out
    assert "CONTRADICTED" not in outcome.out
    assert "✓ CONFIRMED" in outcome.out


def test_a_contradiction_its_source_and_the_row_that_asks(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", MOVED)
    outcome = signoff("learn", str(har), "--partner", "depot", "--openapi", str(openapi))
    assert outcome.code == 1
    assert "✗ CONTRADICTED (1)" in outcome.out
    assert "POST /stockorders (proposed: no source prints the path)" in outcome.out
    assert "shop.har entry 0 (2026-11-20T10:00:00.000Z, 201)" in outcome.out
    assert "openapi/depot/parts.yaml:" in outcome.out
    assert "DEP-ORDER-001 (proposed)" in outcome.out
    assert "DEP-ORDER-002" not in outcome.out
    # A plain word that was only confirmed says nothing about a row; one that is contradicted does.
    assert "DEP-ORDER-003" not in outcome.out
    renamed = {name: value for name, value in ORDER.items() if name != "language"} | {"lang": "sv"}
    har = write_har(tmp_path / "renamed.har", entry("POST", "/stockorders", 201, sent=renamed, got={"orderNumber": 7}))
    assert "DEP-ORDER-003" in signoff("learn", str(har), "--partner", "depot", "--openapi", str(openapi)).out


def test_json(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", MOVED)
    outcome = signoff("learn", str(har), "--json", "--write", "p.patch", "--openapi", str(openapi))
    told = json.loads(outcome.out)
    assert outcome.code == 1
    assert (told["partner"], told["exchanges"], told["hosts"]) == ("depot", 1, ["depot.example.com"])
    first = told["findings"][0]
    assert (first["kind"], first["subject"], first["patched"]) == ("contradicted", "orders_create", True)
    assert first["entries"] == [{"file": "shop.har", "index": 0, "started": "2026-11-20T10:00:00.000Z", "status": 201}]
    assert told["requirements"][0]["open_question"] == "Which path takes orders?"


def test_the_patch_alone_goes_to_stdout_and_applies(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", MOVED)
    outcome = signoff("learn", str(har), "--write", "-", "--openapi", str(openapi))
    assert outcome.code == 1
    assert outcome.out.startswith("--- a/openapi/depot/openapi.yaml\n")
    assert "CONTRADICTED" in outcome.err
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply"], cwd=tmp_path, input=outcome.out.encode(), check=True)
    assert signoff("lint", "depot", "--openapi", str(openapi)).code == 0
    assert signoff("learn", str(har), "--openapi", str(openapi)).code == 0


def test_the_patch_in_a_file(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", MOVED)
    outcome = signoff("learn", str(har), "--write", "learned.patch", "--openapi", str(openapi))
    assert "git apply learned.patch" in outcome.err
    assert "Patch: " in outcome.out
    assert (tmp_path / "learned.patch").read_text(encoding="utf-8").startswith("--- a/")
    assert not list(tmp_path.glob(".*.part"))


def test_nothing_to_write(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", entry("GET", "/shelves/7", got={"label": "A1"}))
    outcome = signoff("learn", str(har), "--write", "learned.patch", "--openapi", str(openapi))
    assert "nothing to write" in outcome.err
    assert not (tmp_path / "learned.patch").exists()


def test_several_files(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    files = [write_har(tmp_path / "shop.har", ORDERED), write_har(tmp_path / "more" / "shop.har", ORDERED, ORDERED)]
    files += [write_har(tmp_path / "same.har", ORDERED)]
    outcome = signoff("learn", *map(str, files), "--openapi", str(openapi))
    assert outcome.code == 0
    assert "same.har holds the same as another file" in outcome.err
    assert "3 of 3 entries of shop.har, shop.har (2)" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Missing argument"),
        (("none.har",), "cannot read none.har: No such file or directory"),
        (("text.har",), "text.har:1: not JSON"),
        (("shop.har", "--partner", "depots"), "there is no partner 'depots'; known: depot"),
        (("foreign.har",), "foreign.example.org (1). If one of them"),
        (("empty.har",), "It has no entries"),
        (("shop.har", "--json", "--write", "-"), "both want stdout"),
        (("shop.har", "--contradict-documented"), "add --write"),
        (("shop.har", "--partner", "depot", "--base-url", "depot.example.com"), "begins with https://"),
        (("shop.har", "--write", "missing/learned.patch"), "cannot write missing/learned.patch"),
    ],
)
def test_wrong_use(signoff: Run, openapi: Path, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    write_har(tmp_path / "shop.har", MOVED)
    write_har(tmp_path / "foreign.har", entry("GET", "https://foreign.example.org/x", got={}))
    write_har(tmp_path / "empty.har")
    (tmp_path / "text.har").write_text("GET / HTTP/1.1", encoding="utf-8")
    outcome = signoff("learn", *arguments, "--openapi", str(openapi))
    assert outcome.code == 2
    assert says in " ".join(outcome.err.split())


def test_the_partner_is_the_one_whose_interface_is_called(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    second = openapi / "attic"
    second.mkdir()
    for path in (openapi / "depot").iterdir():
        text = path.read_text(encoding="utf-8").replace("depot.example.com", "attic.example.com")
        (second / path.name).write_text(text, encoding="utf-8")
    har = write_har(tmp_path / "shop.har", ORDERED)
    unsure = signoff("learn", str(har), "--openapi", str(openapi))
    assert unsure.code == 2
    assert "attic (calls: 1), depot (calls: 1); choose one with --partner" in unsure.err
    assert signoff("learn", str(har), "--partner", "depot", "--openapi", str(openapi)).code == 0
    text = (second / "openapi.yaml").read_text(encoding="utf-8").replace("example.com/v1", "example.com/v9")
    (second / "openapi.yaml").write_text(text, encoding="utf-8")
    chosen = signoff("learn", str(har), "--openapi", str(openapi))
    assert (chosen.code, chosen.err) == (0, "the traffic calls depot\n")
    refused = signoff("learn", str(har), "--openapi", str(openapi), "--base-url", "https://depot.example.com/v1")
    assert (refused.code, "--base-url needs --partner" in refused.err) == (2, True)


def test_token_calls_of_our_own_evidence_say_nothing_about_whose_traffic_it_is(
    signoff: Run, openapi: Path, tmp_path: Path
) -> None:
    second = openapi / "attic"
    second.mkdir()
    for path in (openapi / "depot").iterdir():
        text = path.read_text(encoding="utf-8").replace("depot.example.com/v1", "attic.example.com/v9")
        (second / path.name).write_text(text, encoding="utf-8")
    asked = entry("POST", "https://elsewhere.example.net/grant", sent={"grant_type": "client_credentials"}, got={})
    har = write_har(tmp_path / "traffic.har", {**asked, "_kind": "token"}, ORDERED)
    chosen = signoff("learn", str(har), "--openapi", str(openapi))
    assert chosen.err == "the traffic calls depot\n"
    assert "2 of 2 entries" in chosen.out
    # With nothing but token calls there is nothing to choose by.
    har = write_har(tmp_path / "tokens.har", {**asked, "_kind": "token"})
    unsure = signoff("learn", str(har), "--openapi", str(openapi))
    assert (unsure.code, "choose one with --partner" in unsure.err) == (2, True)


def test_traffic_with_this_machine_is_no_proof(signoff: Run, openapi: Path, tmp_path: Path) -> None:
    har = write_har(tmp_path / "shop.har", entry("GET", "http://127.0.0.1:8080/v1/shelves/7", got={"label": "A1"}))
    assert "confirms only itself" in signoff("learn", str(har), "--openapi", str(openapi)).err
