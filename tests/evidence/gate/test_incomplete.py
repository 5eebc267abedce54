"""The verdict of a run with gaps: in which order verdicts weigh, and what can be accepted, by whom and for how long."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT, facts_of
from tests.evidence.signed import KEY, TOOL, checked, told
from tests.suite.parcels import certify, requirements, single

from signoff_contract.evidence import Core, assemble
from signoff_contract.evidence.gate.accepting import AcceptError, past, read_accepted
from signoff_contract.evidence.seal.statement import result_of
from signoff_contract.evidence.views.handover import render_handover
from signoff_contract.evidence.views.matrix import render_matrix
from signoff_contract.evidence.views.report import render_report
from signoff_contract.suite.context import Context, Skip
from signoff_contract.suite.model import Acceptance, RunRecord
from signoff_contract.suite.rollup import EXIT_CODES, WORST_CODE_FIRST, exit_code, worse_code

MUST, ALSO = "PAR-MUST-001", "PAR-MUST-002"
DAY = date(2026, 1, 31)
"""The day of the run by the clock of the tests."""


def accepted(row: str = MUST, until: date = DAY) -> Acceptance:
    return Acceptance(row, "The test system has none.", "A. Example", until)


def prevented(context: Context) -> None:
    raise Skip("there is no parcel")


def run(*more: Callable[[Context], None], granted: tuple[Acceptance, ...] = ()) -> RunRecord:
    """A run in which MUST is prevented, with further checks of ALSO."""
    checks = [single(prevented, MUST, id="parcels.gap")]
    checks += [single(body, ALSO, id=f"parcels.more-{number}") for number, body in enumerate(more)]
    return certify(*checks, accepted=granted)


def fails(context: Context) -> None:
    context.fail(ALSO, "it broke")


def unclear(context: Context) -> None:
    context.settle(ALSO, "inconclusive", "nobody answered")  # type: ignore[arg-type]


def fine(context: Context) -> None:
    context.expect(ALSO, True, "")


def test_verdicts_weigh_in_one_order() -> None:
    assert (run(fine).verdict, exit_code(run(fine))) == ("incomplete", 4)
    assert run(unclear).verdict == "inconclusive"
    assert run(unclear, fails).verdict == "failed"
    assert [run(fails).verdict, run(fails).unaccepted] == ["failed", (MUST,)]
    assert [EXIT_CODES[word] for word in ("failed", "inconclusive", "incomplete", "passed")] == list(WORST_CODE_FIRST)


@pytest.mark.parametrize("worse", range(4))
@pytest.mark.parametrize("better", range(4))
def test_the_exit_code_of_two_parts_is_that_of_the_worse(worse: int, better: int) -> None:
    one, other = WORST_CODE_FIRST[worse], WORST_CODE_FIRST[better]
    assert worse_code(one, other) == worse_code(other, one) == WORST_CODE_FIRST[min(worse, better)]


def test_accepting_takes_away_incompleteness_up_to_its_day_and_nothing_else() -> None:
    assert run(fine, granted=(accepted(),)).verdict == "passed"
    assert run(fine, granted=(accepted(until=date(2026, 1, 30)),)).verdict == "incomplete"
    assert run(fine, granted=(accepted(ALSO),)).verdict == "incomplete"
    assert run(fails, granted=(accepted(), accepted(ALSO))).verdict == "failed"
    assert run(unclear, granted=(accepted(), accepted(ALSO))).verdict == "inconclusive"


@pytest.mark.parametrize("granted", [(), (accepted(),), (accepted(until=date(2026, 1, 1)), accepted(ALSO))])
def test_what_is_missing_and_what_is_accepted_is_in_the_evidence_and_holds(granted: tuple[Acceptance, ...]) -> None:
    facts = facts_of(run(fine, granted=granted), evolve(ENVIRONMENT, signoff=TOOL))
    files = assemble(facts, KEY)
    assert checked(files).alterations == ()
    results = json.loads(files["results.json"])
    core = Core(results, json.loads(files["environment.json"]), {})
    assert results["unaccepted"] == ([] if granted == (accepted(),) else [MUST])
    assert result_of(results) == ("PASSED" if granted == (accepted(),) else "FAILED")
    for text in (render_handover(core), render_report(core), render_matrix(results, width=200)):
        assert ("The test system has none." in text) is bool(granted)
        assert ("A. Example" in text) is bool(granted)
        assert ("incomplete" in text.lower()) is bool(results["unaccepted"])
    if granted[:1] == (accepted(until=date(2026, 1, 1)),):
        assert "was past on the day of the run" in render_handover(core)
        assert "was not needed in this run" in render_handover(core)
        assert "past on the day of the run" in render_report(core)


def drop(results: Any) -> None:
    results["accepted"].clear()


def extend(results: Any) -> None:
    results["accepted"][0]["until"] = "2026-01-30"


def another(results: Any) -> None:
    results["accepted"][0]["row"] = "PAR-NONE-999"


def twice(results: Any) -> None:
    results["accepted"] *= 2


def forgotten(results: Any) -> None:
    results["unaccepted"] = [ALSO]


@pytest.mark.parametrize("edit", [drop, extend, another, twice, forgotten])
def test_what_is_accepted_has_to_fit_the_rows_and_the_verdict(edit: Callable[[Any], None]) -> None:
    facts = facts_of(run(fine, granted=(accepted(),)), evolve(ENVIRONMENT, signoff=TOOL))
    results = json.loads(facts["results.json"])
    edit(results)
    files = assemble({**facts, "results.json": (json.dumps(results, indent=2, sort_keys=True) + "\n").encode()}, KEY)
    found = checked(files)
    assert found.exit_code == 1
    assert all(each.startswith("claim ") for each in told(found))


GOOD = """\
# agreed with the partner
- row: PAR-MUST-001
  reason: The test system has none.
  person: A. Example
  until: 2026-01-31
"""


def read(text: str, folder: Path) -> tuple[Acceptance, ...]:
    path = folder / "accepted.yaml"
    path.write_text(text, encoding="utf-8")
    return read_accepted(path, requirements())


def test_a_file_is_read_as_a_list_or_under_its_name(tmp_path: Path) -> None:
    assert read(GOOD, tmp_path) == (accepted(),)
    assert read("accepted:\n" + "".join(f"  {line}\n" for line in GOOD.splitlines()), tmp_path) == (accepted(),)
    assert read("[]", tmp_path) == ()
    assert past((accepted(),), date(2026, 2, 1)) == (accepted(),)
    assert past((accepted(),), DAY) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("row: PAR-MUST-001", "no list"),
        ("- PAR-MUST-001", "no mapping"),
        (GOOD.replace("PAR-MUST-001", "PAR-MUST-999"), "parcels has no requirement PAR-MUST-999"),
        (GOOD + GOOD, "stands there twice"),
        (GOOD.replace("  person: A. Example\n", ""), ":2: person missing"),
        (GOOD.replace("person", "persona"), "person missing"),
        (GOOD + "  approved: yes\n", "unknown approved"),
        (GOOD.replace("A. Example", ""), "person must be text"),
        (GOOD.replace("A. Example", "17"), "person must be text"),
        (GOOD.replace("A. Example", "[A, B]"), "person must be text"),
        (GOOD.replace("The test system has none.", '"a\\x1b[31mb"'), "reason must be text"),
        (GOOD.replace("The test system has none.", "x" * 501), "reason must be text"),
        (GOOD.replace("2026-01-31", "2026-02-30"), "no day"),
        (GOOD.replace("2026-01-31", "20260131"), "until must be text"),
        (GOOD.replace("2026-01-31", "'20260131'"), "no day"),
        (GOOD.replace("2026-01-31", "next week"), "no day"),
        (GOOD.replace("2026-01-31", "2026-01-31T10:00:00Z"), "no day"),
        (GOOD + "  until: 2026-01-31\n", "twice"),
        ("- [", "not YAML"),
        ("- &a [*a]\n", "refers to itself"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_says_something_else_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AcceptError, match=words) as caught:
        read(text, tmp_path)
    assert "accepted.yaml" in str(caught.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        with pytest.raises(AcceptError, match=r"cannot be read|cannot read"):
            read_accepted(path, requirements())
