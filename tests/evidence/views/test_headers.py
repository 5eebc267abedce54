"""Every header of the matrix stands beside its value: in the table for a spreadsheet, in the terminal, in the report."""

import csv
import io
from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import define, field
from tests.evidence.conftest import core_of

from signoff_contract.evidence import render_matrix
from signoff_contract.evidence.views.report import render_report
from signoff_contract.evidence.views.tables import render_matrix_csv, render_trace_ids

KNOWN: dict[str, Any] = {
    "statement": "A parcel of this row alone is weighed.",
    "level": "should",
    "binds": "introducer",
    "confidence": "inferred",
    "state": "warn",
    "reason": "it was not weighed",
    "checks": ["parcels.weighed"],
    "trace_ids": ["trace-weighed"],
}


@pytest.fixture
def row(results: dict[str, Any]) -> dict[str, Any]:
    """A row of the results whose values are unlike each other, and unlike those of any other row where they can be."""
    found: dict[str, Any] = results["requirements"][0]
    found.update(KNOWN)
    found["sources"] = [{**found["sources"][0], "section": "on weights"}]
    return found


def source_of(row: dict[str, Any]) -> str:
    return f"{row['sources'][0]['document']}, on weights"


def by_header(text: str) -> list[dict[str, str]]:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(set(header)) == len(header)
    return [dict(zip(header, cells, strict=True)) for cells in rows]


def test_each_column_of_the_table_is_what_its_header_says(results: dict[str, Any], row: dict[str, Any]) -> None:
    assert by_header(render_matrix_csv(core_of(results)))[0] == {
        **{name: KNOWN[name] for name in ("statement", "level", "binds", "confidence", "state", "reason")},
        "requirement": row["id"],
        "checks": "parcels.weighed",
        "trace_ids": "trace-weighed",
        "sources": source_of(row),
        "ran": "Signoff's plan and client, on behalf of a sender who is not stated",
    }


def test_each_column_of_the_calls_is_what_its_header_says(results: dict[str, Any]) -> None:
    number = next(each["number"] for each in results["exchanges"] if each["kind"] == "api")
    exchange = next(each for each in results["exchanges"] if each["number"] == number)
    exchange.update(started="2026-01-31T09:30:09.000Z", method="PATCH", template="/weights", status=207)
    exchange.update(trace_id="trace-weighed")
    results["requirements"] = [{**results["requirements"][0], "id": "PAR-MUST-901", "exchanges": [number]}]
    assert by_header(render_trace_ids(core_of(results)))[0] == {
        "utc": "2026-01-31T09:30:09.000Z",
        "method": "PATCH",
        "path": "/weights",
        "status": "207",
        "trace_id": "trace-weighed",
        "exchange": str(number),
        "requirements": "PAR-MUST-901",
        "ran": "Signoff's plan and client, on behalf of a sender who is not stated",
    }


def test_each_value_in_the_terminal_stands_in_its_place(results: dict[str, Any], row: dict[str, Any]) -> None:
    lines = render_matrix(results, {}, width=120).splitlines()
    first = lines.index(f"  {row['id']:<14} introducer, should, inferred")
    section = next(line for line in reversed(lines[:first]) if not line.startswith(" "))
    assert " WARN (" in section
    assert lines[first + 1 : first + 4] == [
        f"    {KNOWN['statement']}",
        "    because: it was not weighed",
        "    trace ids: trace-weighed",
    ]


@define
class Table:
    """The headers of a table of the report, and the texts of its rows' cells."""

    id: str = ""
    header: list[str] = field(factory=list)
    rows: list[list[str]] = field(factory=list)
    labels: list[tuple[int, str]] = field(factory=list)
    """The places of cells that repeat their header, for narrow screens, and what they call it."""


class Tables(HTMLParser):
    """Reads the tables of a page; none stands in another."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Table] = []
        self._head = self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        match tag:
            case "table":
                self.found.append(Table(given.get("id") or ""))
            case "thead" | "tbody":
                self._head = tag == "thead"
            case "tr" if not self._head:
                self.found[-1].rows.append([])
            case "th" | "td":
                self._inside = True
                cells = self.found[-1].header if self._head else self.found[-1].rows[-1]
                if label := given.get("data-label"):
                    self.found[-1].labels.append((len(cells), label))
                cells.append("")
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"th", "td"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            cells = self.found[-1].header if self._head else self.found[-1].rows[-1]
            cells[-1] = " ".join(f"{cells[-1]} {data}".split())


def test_each_value_in_the_report_stands_below_its_header(results: dict[str, Any], row: dict[str, Any]) -> None:
    (table,) = [each for each in Tables(render_report(core_of(results))).found if each.id == "matrix"]
    (cells,) = [cells for cells in table.rows if any(KNOWN["statement"] in cell for cell in cells)]
    shown = dict(zip(table.header, cells, strict=True))
    due = {
        "State": ["warn"],
        "Requirement": [row["id"], KNOWN["statement"], KNOWN["reason"], source_of(row).partition(", ")[2]],
        "Kind": ["introducer", "should", "inferred"],
        "Shown by": ["parcels.weighed", "trace-weighed"],
    }
    assert shown.keys() == due.keys()
    for header, values in due.items():
        for value in values:
            assert [name for name, cell in shown.items() if value in cell] == [header], value


def test_no_table_of_the_report_has_a_column_without_a_header(results: dict[str, Any]) -> None:
    tables = Tables(render_report(core_of(results))).found
    assert len(tables) > 4
    for table in tables:
        assert table.rows, table.header
        assert "" not in table.header
        assert {len(cells) for cells in table.rows} == {len(table.header)}, table.header
        assert [(place, label) for place, label in table.labels if table.header[place] != label] == []
