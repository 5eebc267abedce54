"""`signoff requirements --check` counts the rows that no planted fault makes fail, and lets the number only fall."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from attrs import evolve
from tests.cli.conftest import Run

from signoff_partners.simutek import faults

ONCE = "SIM-LIST-020"
"""A row that one planted fault alone makes fail."""


def planted(monkeypatch: pytest.MonkeyPatch, changed: Iterable[Any]) -> None:
    monkeypatch.setattr(faults, "FAULTS", tuple(changed))


def test_the_number_is_printed_for_each_side(signoff: Run) -> None:
    done = signoff("requirements", "simutek", "--check")
    assert done.code == 0
    never = f"{faults.NEVER_FAILED['provider']} of 90 rows that bind the provider"
    assert done.out.splitlines()[1].startswith(f"simutek: no planted fault has failed {never} and ")


def test_a_row_that_no_fault_makes_fail_any_more_is_named(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (fault for fault in faults.FAULTS if ONCE not in fault.rows))
    done = signoff("requirements", "simutek", "--check")
    assert done.code == 1
    assert f"plant faults for what is new among {ONCE}" in done.err
    assert signoff("requirements", "simutek").code == 0
    (document,) = json.loads(signoff("requirements", "simutek", "--json").out)
    assert document["never_failed"]["provider"] == [ONCE]


@pytest.mark.parametrize(("more", "code"), [(-1, 1), (0, 0), (1, 1)])
def test_the_number_that_is_written_down_is_the_number(
    signoff: Run, monkeypatch: pytest.MonkeyPatch, more: int, code: int
) -> None:
    written = faults.NEVER_FAILED["introducer"]
    monkeypatch.setitem(faults.NEVER_FAILED, "introducer", written + more)
    done = signoff("requirements", "simutek", "--check")
    assert done.code == code
    assert (f"write {written} into NEVER_FAILED" in done.err) is (more > 0)


def test_a_fault_that_names_no_row_is_told(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = faults.FAULTS
    planted(monkeypatch, (evolve(first, rows=(*first.rows, "SIM-NONE-001")), *rest))
    done = signoff("requirements", "simutek", "--check")
    assert done.code == 1
    assert f"the planted fault {first.name!r} names 'SIM-NONE-001', which is no row of requirements.yaml" in done.err
