"""Each planted fault of each partner is found, and named by the rows that it breaks."""

from pathlib import Path

import pytest
from tests.sampling import one_in
from tests.suite.blips import partner
from tests.suite.planted import broken, run_with

from signoff_contract.mock.planted import Fault
from signoff_contract.partners import find_part, having

PARTNERS = having("faults")


def faults_of(name: str) -> tuple[Fault, ...]:
    planted: tuple[Fault, ...] = find_part(name, "faults", "FAULTS")
    return planted


EVERY = 12
"""One fault of so many is planted whenever the tests run, all of them in a campaign, which CI runs."""

PLANTED = [
    planted
    for name in PARTNERS
    for planted in one_in(
        EVERY, ((name, fault) for fault in faults_of(name)), ids=lambda case: f"{case[0]}-{case[1].id}"
    )
]


@pytest.mark.parametrize(("name", "fault"), PLANTED)
def test_a_fault_is_found_by_the_rows_it_breaks(name: str, fault: Fault) -> None:
    record = run_with(name, fault)
    found = broken(record)
    assert set(fault.rows) <= found.keys(), found
    must = any(partner(name).requirements.get(row).level == "must" for row in fault.rows)
    assert record.verdict == "failed" or not must, record.ended_early
    assert record.requests_sent <= record.budget
    assert not [check.reason for check in record.checks if "internal error" in check.reason]


@pytest.mark.parametrize("name", PARTNERS)
def test_a_fault_has_an_id_of_its_own_and_names_rows_of_its_side(name: str) -> None:
    requirements, planted = partner(name).requirements, faults_of(name)
    assert len({fault.id for fault in planted}) == len(planted)
    for fault in planted:
        assert fault.rows, fault.name
        assert fault.by in {requirements.get(row).binds for row in fault.rows}, fault.name


def test_the_readme_counts_what_is_planted() -> None:
    counts = {name: len(faults_of(name)) for name in PARTNERS}
    told = (
        f"{counts['siesmart']} at SieSmart, {counts['smartbusiness']} at SmartBusiness, {counts['simutek']} at Simutek"
    )
    readme = Path(__file__).parents[2] / "README.md"
    assert told in readme.read_text(encoding="utf-8")
