"""The page of the catalogue says what the catalogue says."""

from pathlib import Path
from typing import Any

from signoff_contract.mock.faults import CATALOGUE, Fault

PAGE = Path(__file__).resolve().parents[3] / "docs" / "faults.md"


def shown(default: Any) -> str:
    if default is None:
        return "none"
    return str(default).lower() if isinstance(default, bool) else str(default)


def row(fault: Fault) -> str:
    own = "; ".join(f"`{each.name}` ({each.takes}, {shown(each.default)})" for each in fault.parameters)
    return f"| `{fault.name}` | {fault.meaning} | {own} | {fault.good_client} |"


def test_every_fault_has_its_row() -> None:
    written = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert written == [row(fault) for fault in CATALOGUE.values()]
