"""The views, with values that would like to be code."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.evidence.conftest import core_of

from signoff_contract.evidence import render_matrix, render_views
from signoff_contract.evidence.views.har import render_har
from signoff_contract.evidence.views.junit import render_junit
from signoff_contract.evidence.views.tables import render_matrix_csv, render_trace_ids

EVIL = "=HYPERLINK(\"http://evil.example\")\x00\x1b[31m<script>alert('x')</script>&\u202e\ud800\n\"',;"


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.encode("utf-8", "replace"))  # noqa: S314 - our own output


def hostile(results: dict[str, Any]) -> dict[str, Any]:
    first = results["requirements"][0]
    first.update(state="fail", reason=EVIL, statement=EVIL, trace_ids=[EVIL])
    results["findings"] = [{"subject": EVIL, "confidence": "proposed", "message": EVIL, "exchanges": [1]}]
    results["fields"][0]["sent"] = EVIL
    results["exchanges"][1]["trace_id"] = EVIL
    results["exchanges"][1]["response"]["headers"].append(["x", EVIL])
    results["exchanges"][1]["response"]["body"]["json"] = {EVIL: EVIL}
    results["ended_early"] = EVIL
    return results


RAN = "Signoff's plan and client, on behalf of a sender who is not stated"


def test_the_matrix_has_a_line_for_each_requirement(results: dict[str, Any]) -> None:
    header, *rows = rows_of(render_matrix_csv(core_of(results)))
    assert header[:6] == ["requirement", "statement", "level", "binds", "confidence", "state"]
    assert [row[0] for row in rows] == [row["id"] for row in results["requirements"]]
    assert rows[2][5:] == ["pass", "", "parcels.change", "trace-5", "GUIDE, part 3", RAN]


def test_trace_ids_are_listed_call_by_call_with_what_each_shows(results: dict[str, Any]) -> None:
    header, *rows = rows_of(render_trace_ids(core_of(results)))
    assert header == ["utc", "method", "path", "status", "trace_id", "exchange", "requirements", "ran"]
    called = [each["number"] for each in results["exchanges"] if each["kind"] == "api"]
    assert [row[5] for row in rows] == [str(number) for number in called]
    (fifth,) = [row for row in rows if row[5] == "5"]
    shown = [row["id"] for row in results["requirements"] if 5 in row["exchanges"]]
    assert "PAR-MUST-003" in shown
    assert fifth == [
        "2026-01-31T09:30:01.500Z",
        "PUT",
        "/parcels/{parcel-id}",
        "412",
        "trace-5",
        "5",
        " ".join(shown),
        RAN,
    ]
    results["requirements"] = []
    assert [row[6] for row in rows_of(render_trace_ids(core_of(results)))[1:]] == [""] * len(called)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(results: dict[str, Any], start: str) -> None:
    results["requirements"][0]["reason"] = f'{start}1+cmd|"/c calc"!A1'
    results["exchanges"][1]["trace_id"] = f"{start}1"
    for text in (render_matrix_csv(core_of(results)), render_trace_ids(core_of(results))):
        cells = [cell for row in rows_of(text) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
        assert any(cell.startswith(f"'{start}1") for cell in cells)


def test_junit_counts_and_explains(results: dict[str, Any]) -> None:
    for row, state in zip(
        results["requirements"], ["fail", "inconclusive", "skip", "omit", "review", "warn"], strict=False
    ):
        row.update(state=state, reason=f"because of {state}")
    suite = parsed(render_junit(core_of(results)))[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "10",
        "failures": "1",
        "errors": "1",
        "skipped": "4",
    }
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    failure = cases["PAR-MUST-001"].find("failure")
    assert failure is not None
    assert failure.get("message") == "because of fail"
    assert "fail: because of fail" in (failure.text or "").splitlines()
    properties = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert properties["PAR-MUST-003.trace_ids"] == "trace-5"
    output = suite.find("system-out")
    assert output is not None
    assert "PAR-SEEN-001 review: because of review" in (output.text or "").splitlines()


def test_hostile_values_break_no_view(results: dict[str, Any]) -> None:
    views = render_views(core_of(hostile(results)))
    failure = parsed(views["junit.xml"]).find(".//failure")
    assert failure is not None
    assert "<script>" in (failure.get("message") or "")
    json.loads(views["traffic.har"])
    assert "\x00" not in views["matrix.csv"]
    assert all(len(row) == 11 for row in rows_of(views["matrix.csv"]))


def test_the_archive_is_a_har_with_our_members(results: dict[str, Any]) -> None:
    log = json.loads(render_har(core_of(results)))["log"]
    assert (log["version"], log["creator"]["name"]) == ("1.2", "signoff")
    entry = log["entries"][4]
    assert (entry["_traceId"], entry["_operation"], entry["_labels"]) == (
        "trace-5",
        "parcels_replace",
        ["stale version"],
    )
    assert "PAR-MUST-003" in entry["_requirements"]
    assert (entry["response"]["status"], entry["response"]["statusText"]) == (412, "Precondition Failed")
    assert set(entry) >= {"startedDateTime", "time", "request", "response", "cache", "timings"}
    assert set(entry["request"]) >= {"method", "url", "httpVersion", "cookies", "headers", "queryString", "bodySize"}
    assert log["entries"][2]["request"]["queryString"] == [{"name": "view", "value": "full"}]
    assert json.loads(log["entries"][1]["request"]["postData"]["text"])["weight"] == 2.5


def test_the_terminal_matrix_fits_and_puts_failures_first(results: dict[str, Any]) -> None:
    results["requirements"][1].update(state="fail", reason="sent 1, stored 2 " * 12, trace_ids=["t1", "t2", "t3", "t4"])
    for width in (40, 80, 120):
        text = render_matrix(results, width=width)
        assert max(len(line) for line in text.splitlines()) <= width
    text = render_matrix(results)
    assert text.index("✗ FAIL (1)") < text.index("○ SKIP") < text.index("✓ PASS (4)")
    assert "because: sent 1, stored 2" in text
    assert "t1, t2, t3 and 1 more" in text
    assert "10 requirements: 1 fail, 4 skip, 1 omit, 4 pass" in text
    assert "\x1b" not in text
    assert "\x1b[31m✗ FAIL (1)\x1b[0m" in render_matrix(results, color=True)


def test_the_terminal_is_not_steered_by_an_answer(results: dict[str, Any]) -> None:
    text = render_matrix(hostile(results))
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "\u202e" not in text


def test_many_rows_with_one_reason_are_told_together(results: dict[str, Any]) -> None:
    for row in results["requirements"]:
        row.update(state="inconclusive", reason="not run: the server is down")
    results["requirements"][0]["reason"] = "the server is down"
    text = render_matrix(results)
    assert text.count("because: not run: the server is down") == 1
    assert "PAR-MUST-002 PAR-MUST-003" in text
    assert text.count("because: the server is down") == 1
