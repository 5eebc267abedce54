"""`signoff certify --accept` from the command line: a gap ends with 4 unless somebody takes it upon them."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from signoff_contract.description.requirements import load_requirements
from signoff_contract.suite import plans
from signoff_contract.suite.context import Context, Skip
from signoff_contract.suite.plans import find_plan

from .conftest import Run

PARTNER = "simutek"


def gone(context: Context) -> None:
    raise Skip("the name of it is not known here")


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documented musts of one check that does not come to anything; no other check shows them."""
    plan = find_plan(PARTNER)
    rows = {
        row.id: row
        for row in load_requirements(PARTNER)
        if (row.level, row.confidence) == ("must", "documented") and len(row.verified_by) == 1
    }
    needed = {need for check in plan.checks for need in check.needs}
    # The last of the story: nothing after it stands on what it does.
    stories = [each for each in reversed(plan.checks) if each.phase == "story" and each.id not in needed]
    check = next(each for each in stories if set(each.verifies) & rows.keys())
    changed = evolve(plan, checks=tuple(evolve(each, function=gone) if each is check else each for each in plan.checks))
    monkeypatch.setattr(plans, "find_plan", lambda _: changed)
    return [name for name in rows if name in check.verifies]


def accepted(folder: Path, rows: list[str], until: str = "9999-12-31") -> str:
    path = folder / "accepted.yaml"
    entries = [{"row": row, "reason": "Not at hand.", "person": "A. Example", "until": until} for row in rows]
    path.write_text(json.dumps(entries))
    return str(path)


def results_of(folder: Path) -> Any:
    (path,) = (folder / "evidence").glob("*/results.json")
    return json.loads(path.read_bytes())


def test_a_gap_ends_with_4_and_says_what_is_missing(signoff: Run, missing: list[str], tmp_path: Path) -> None:
    done = signoff("certify", PARTNER)
    assert done.code == 4, done.out
    assert "REHEARSAL INCOMPLETE" in done.out
    assert all(row in done.out for row in missing)
    results = results_of(tmp_path)
    assert (results["verdict"], results["unaccepted"]) == ("incomplete", missing)
    (folder,) = (tmp_path / "evidence").glob("*/")
    assert signoff("verify", str(folder)).code == 3


def test_a_gap_that_is_accepted_passes_and_is_told(signoff: Run, missing: list[str], tmp_path: Path) -> None:
    done = signoff("certify", PARTNER, "--accept", accepted(tmp_path, missing))
    assert done.code == 0, done.out
    assert "accepted until 9999-12-31 by A. Example: Not at hand." in " ".join(done.out.split())
    assert results_of(tmp_path)["unaccepted"] == []
    (folder,) = (tmp_path / "evidence").glob("*/")
    assert "## What the sender goes without" in (folder / "HANDOVER.md").read_text()
    assert signoff("verify", str(folder)).code == 3


def test_what_is_past_is_told_before_the_run_and_not_counted(signoff: Run, missing: list[str], tmp_path: Path) -> None:
    done = signoff("certify", PARTNER, "--accept", accepted(tmp_path, missing, "2020-01-01"))
    assert done.code == 4
    assert f"{missing[0]} was accepted until 2020-01-01; that is past" in done.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {row: SIM-NONE-999, reason: x, person: y, until: 2027-01-01}", "has no requirement SIM-NONE-999"),
        ("- {row: SIM-NONE-999, reason: x, until: 2027-01-01}", "person missing"),
        ("- [", "not YAML"),
        ("", "is empty"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_anything_is_sent(
    signoff: Run, tmp_path: Path, text: str | None, words: str
) -> None:
    path = tmp_path / "accepted.yaml"
    if text is not None:
        path.write_text(text)
    done = signoff("certify", PARTNER, "--accept", str(path))
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert not list(tmp_path.glob("evidence/*"))
