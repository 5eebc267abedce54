"""What changed from one run to another, on small bundles."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT
from tests.evidence.signed import facts, results_in, signed

from signoff_contract.evidence.gate.comparison import ALL_CALLS, Comparison, NotComparable, compare, read_described
from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.seal.reading import ENVIRONMENT as SURROUNDINGS, RESULTS, Bundle, NotABundle
from signoff_contract.evidence.surroundings.environment import render_environment

Edit = Callable[[Any], object]


def bundle(edit: Edit | None = None, files: dict[str, bytes] | None = None) -> Bundle:
    results = results_in(signed())
    if edit is not None:
        edit(results)
    return Bundle(Path("evidence"), "evidence", {**facts(), **(files or {}), RESULTS: pretty(results)})


def compared(edit: Edit, files: dict[str, bytes] | None = None) -> Comparison:
    return compare(bundle(), bundle(edit, files))


def row(results: Any, name: str) -> Any:
    return next(each for each in results["requirements"] if each["id"] == name)


def in_state(name: str, state: str) -> Edit:
    return lambda results: row(results, name).update(state=state, reason="said")


def test_a_run_does_not_differ_from_itself() -> None:
    found = compare(bundle(), bundle())
    assert (found.rows, found.checks, found.surroundings, found.description) == ((), (), (), ())
    assert (found.worse, found.same_rows) == (False, len(results_in(signed())["requirements"]))


@pytest.mark.parametrize(
    ("old", "new", "move", "worse"),
    [
        ("pass", "fail", "worse", True),
        ("pass", "review", "worse", True),
        ("pass", "skip", "worse", True),
        ("pass", "omit", "worse", True),
        ("warn", "fail", "worse", True),
        ("fail", "warn", "better", False),
        ("fail", "pass", "better", False),
        ("omit", "pass", "better", False),
        ("omit", "fail", "worse", True),
        ("omit", "skip", "other", False),
    ],
)
def test_a_requirement_moves(old: str, new: str, move: str, worse: bool) -> None:
    name = "PAR-MUST-002"
    found = compare(bundle(in_state(name, old)), bundle(in_state(name, new)))
    assert [(each.id, each.move, each.old, each.new, each.reason) for each in found.rows] == [
        (name, move, old, new, "said")
    ]
    assert found.worse is worse


def test_rows_that_come_go_or_say_something_else_are_told() -> None:
    def edit(results: Any) -> None:
        added = {**copy.deepcopy(row(results, "PAR-MUST-001")), "id": "PAR-NEW-001", "state": "review"}
        results["requirements"] = [each for each in results["requirements"] if each["id"] != "PAR-MUST-001"]
        results["requirements"].append(added)
        row(results, "PAR-MUST-002")["statement"] = "Something else."
        row(results, "PAR-MUST-003")["sources"][0]["digest"] = "0" * 64

    found = compared(edit)
    assert [(each.id, each.move) for each in found.rows] == [
        ("PAR-MUST-001", "gone"),
        ("PAR-MUST-002", "reworded"),
        ("PAR-MUST-003", "reworded"),
        ("PAR-NEW-001", "new"),
    ]
    assert [each.id for each in found.losses] == ["PAR-MUST-001"]


def test_a_new_row_that_failed_is_a_loss() -> None:
    def add(results: Any) -> None:
        results["requirements"].append({**row(results, "PAR-MUST-001"), "id": "PAR-NEW-001", "state": "fail"})

    assert [each.id for each in compared(add).losses] == ["PAR-NEW-001"]


@pytest.mark.parametrize(("old", "new", "worse"), [("passed", "inconclusive", True), ("failed", "passed", False)])
def test_a_verdict_that_falls_is_worse(old: str, new: str, worse: bool) -> None:
    found = compare(
        bundle(lambda results: results.update(verdict=old)), bundle(lambda results: results.update(verdict=new))
    )
    assert found.worse is worse


def test_checks_with_another_state_are_told() -> None:
    def edit(results: Any) -> None:
        results["checks"][0]["state"] = "fail"
        results["checks"][1]["id"] = "parcels.renamed"

    moves = [(move.id, move.old, move.new) for move in compared(edit).checks]
    assert moves == [
        ("parcels.create", "pass", "fail"),
        ("parcels.change", "pass", None),
        ("parcels.renamed", None, "pass"),
    ]


def test_times_are_compared_by_operation_and_few_of_them_said_so() -> None:
    def slow(seconds: float, calls: int) -> Edit:
        def edit(results: Any) -> None:
            first = next(each for each in results["exchanges"] if each["operation"] == "parcels_get")
            results["exchanges"] = [
                {**first, "seconds": seconds * (number + 1), "number": number + 1} for number in range(calls)
            ]

        return edit

    found = compare(bundle(slow(0.001, 20)), bundle(slow(0.002, 20)))
    timing = next(each for each in found.timings if each.operation == "parcels_get")
    assert (timing.old_median, timing.new_median, timing.ratio, timing.few) == (10.0, 20.0, 2.0, False)
    assert (timing.old_p95, timing.new_p95) == (19.0, 38.0)
    assert not found.worse
    few = compare(bundle(slow(0.001, 20)), bundle(slow(0.001, 19)))
    assert [(each.operation, each.old_calls, each.new_calls, each.few) for each in few.timings] == [
        (ALL_CALLS, 20, 19, True),
        ("parcels_get", 20, 19, True),
    ]


def test_calls_without_an_answer_or_at_once_make_no_ratio() -> None:
    found = compare(
        bundle(lambda results: [each.update(seconds=0.0) for each in results["exchanges"]]),
        bundle(lambda results: [each.update(status=None) for each in results["exchanges"][:1]]),
    )
    assert {each.ratio for each in found.timings} == {None}
    assert found.timings[0].new_calls == found.timings[0].old_calls - 1


def test_what_it_was_made_with_is_compared() -> None:
    other = evolve(ENVIRONMENT, commit="b" * 40, tools={"signoff": "0.2.0"}, seed=3)
    found = compared(lambda results: None, {SURROUNDINGS: render_environment(other).encode()})
    named = {each.name: (each.old, each.new) for each in found.surroundings}
    assert named["tools.signoff"] == ("0.1.0", "0.2.0")
    assert named["commit"] == (None, "b" * 40)
    assert named["seed"] == ("0", "3")


def test_the_descriptions_in_the_bundles_are_compared() -> None:
    text = facts()["openapi.yaml"].replace(b"operationId: parcels_get\n", b"operationId: parcels_read\n")

    def edit(results: Any) -> None:
        results["description"].update(digest="0" * 64)

    found = compared(edit, {"openapi.yaml": text})
    assert [(change.kind, change.operations) for change in found.description] == [
        ("operation.renamed", ("parcels_read",))
    ]
    assert not found.worse
    gone = compared(edit, {"openapi.yaml": facts()["openapi.yaml"].replace(b"ETag", b"XTag")})
    assert gone.breaking
    assert gone.worse


def test_a_description_in_several_files_is_put_together_again() -> None:
    root = b"openapi: 3.1.0\ninfo: {version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
    root += b"    A: {$ref: '../shared/common.yaml#/components/schemas/B'}\n"
    common = b"components: {schemas: {B: {type: string}}}\n"
    names = ["spec/openapi.yaml", "spec/up/shared/common.yaml"]

    def split(results: Any) -> None:
        results["description"]["files"] = [{"name": name, "digest": ""} for name in names]

    found = read_described(bundle(split, dict(zip(names, (root, common), strict=True))))
    assert found.schemas["B"] == {"type": "string"}


@pytest.mark.parametrize("name", ["../../outside.yaml", "/etc/hosts", "spec/nowhere.yaml"])
def test_a_description_cannot_lead_out_of_its_place(name: str) -> None:
    def edit(results: Any) -> None:
        results["description"]["files"] = [{"name": name, "digest": ""}]

    with pytest.raises(NotABundle, match="cannot be read"):
        read_described(bundle(edit, {name: b"a: b"} if "nowhere" not in name else None))


def test_a_description_that_is_none_is_refused_without_a_path_of_this_machine() -> None:
    with pytest.raises(NotABundle) as refused:
        read_described(bundle(files={"openapi.yaml": b"a: [\n"}))
    assert "signoff-" not in str(refused.value)


def test_two_partners_are_not_compared() -> None:
    with pytest.raises(NotComparable, match="about parcels and evidence about letters"):
        compared(lambda results: results.update(partner="letters"))


def test_what_makes_a_comparison_doubtful_is_said() -> None:
    def edit(results: Any) -> None:
        results.update(started="2020-01-01T00:00:00.000Z", host="other.example", ended_early="it broke off")

    remarks = compared(edit).remarks
    assert [any(word in remark for remark in remarks) for word in ("wrong way", "two servers", "ended early: it")] == [
        True,
        True,
        True,
    ]
