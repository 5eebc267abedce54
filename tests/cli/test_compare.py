"""`signoff compare` from the command line."""

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.evidence.signed import forged, results_in, signed

from signoff_contract.evidence.seal.bundle import write_bundle

from .conftest import Run

RAN = "Signoff's plan and client, on behalf of a sender who is not stated"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bundle(signed(), tmp_path, archive=True).folder


def test_a_run_against_itself_is_not_worse(signoff: Run, folder: Path) -> None:
    done = signoff("compare", str(folder), f"{folder}.zip")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"NOT WORSE: {RAN}"
    assert "Requirements: 10 the same" in lines
    assert "Checks: none with another state" in lines
    assert "Surroundings: no differences" in lines
    header = next(line for line in lines if line.startswith("Times in ms"))
    total = next(line for line in lines if line.startswith("  all calls"))
    # Each figure stands below the name of its run.
    ends = [header.index(name) + len(name) for name in ("median old", "p95 old")]
    assert all(total[end - 1].isdigit() for end in ends)
    assert "Description: no change that matters to a client" in lines


def test_a_requirement_that_fails_is_worse(signoff: Run, folder: Path, tmp_path: Path) -> None:
    results = results_in(signed())
    check = next(each for each in results["checks"] if each["id"] == "parcels.create")
    for seen in check["observations"]:
        seen.update(state="fail", message="a member came back changed")
    check.update(state="fail", reason="a member came back changed")
    row = next(each for each in results["requirements"] if each["id"] == "PAR-MUST-002")
    seen = check["observations"][0]
    row.update(state="fail", reason=seen["message"], exchanges=sorted(seen["exchanges"]))
    traces = {each["number"]: each["trace_id"] for each in results["exchanges"]}
    row["trace_ids"] = [traces[number] for number in row["exchanges"] if traces[number]]
    results["totals"] |= {"pass": results["totals"]["pass"] - 1, "fail": results["totals"]["fail"] + 1}
    results["verdict"] = "failed"
    worse = write_bundle(forged(results, None), tmp_path / "later").folder
    done = signoff("compare", str(folder), str(worse))
    assert done.code == 1, done.err
    assert done.out.startswith(f"WORSE: 1 requirement: {RAN}\n")
    assert "  worse     PAR-MUST-002  must  pass -> fail: a member came back changed\n" in done.out
    found = json.loads(signoff("compare", str(folder), str(worse), "--json").out)
    assert (found["worse"], found["new_verdict"], found["rows"][0]["is_loss"]) == (True, "failed", True)
    assert signoff("compare", str(worse), str(folder)).code == 0


def test_altered_evidence_is_not_compared(signoff: Run, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "matrix.csv").write_text("nothing")
    done = signoff("compare", str(folder), str(copy))
    assert (done.code, done.out) == (2, "")
    assert "copy is not as it was recorded, so it is not compared: file matrix.csv" in done.err


@pytest.mark.parametrize("name", ["nowhere", "notes.txt"])
def test_what_is_no_evidence_is_wrong_use(signoff: Run, folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    done = signoff("compare", str(folder), name)
    assert (done.code, done.out) == (2, "")


def test_two_runs_of_the_mock_and_of_another_partner(signoff: Run, folder: Path, tmp_path: Path) -> None:
    for name, seed in (("one", "0"), ("other", "1")):
        assert signoff("certify", "simutek", "--seed", seed, "--evidence", name).code == 0
    (one,), (other,) = ((tmp_path / name).iterdir() for name in ("one", "other"))
    done = signoff("compare", str(one), str(other))
    assert done.code == 0
    assert re.search(r"^  seed: 0 -> 1$", done.out, re.MULTILINE)
    assert re.search(r"^  all calls +\d+/\d+ ", done.out, re.MULTILINE)
    refused = signoff("compare", str(folder), str(one))
    assert (refused.code, "only two runs of one partner can be compared" in refused.err) == (2, True)
