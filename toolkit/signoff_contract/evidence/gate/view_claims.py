"""What the views of a bundle say, read out of them and held against the record, whoever made them.

Another version of Signoff lays a view out in another way. What it says of verdict, totals, rows and calls has to be what
the record says all the same. A reader here looks for facts, not for a layout: a fact that differs is an alteration, and so
is a view that states none. What else stands there is not judged.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from signoff_contract.evidence.record.canonical import NotCanonical, read_strictly
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.seal.alteration import Alteration
from signoff_contract.evidence.views.ctrf import STATUSES
from signoff_contract.evidence.views.junit import ELEMENTS, without_invalid
from signoff_contract.evidence.views.tables import MATRIX, TRACES, cell, matrix_rows, trace_rows
from signoff_contract.suite.model import State

from .page_claims import Unreadable, handover_contradictions, report_contradictions, verify_contradictions

_STATES = frozenset(State)


def contradictions(name: str, content: bytes, core: Core) -> list[Alteration]:
    """Every fact in a view that is not the record's, and every one that has to be there and is not."""
    reader = _READERS.get(name)
    if reader is None:
        return []
    try:
        text = content.decode("utf-8-sig")
        found = list(dict.fromkeys(reader(text, core)))
    except UnicodeDecodeError:
        found = ["is no text in UTF-8"]
    except Unreadable as error:
        found = [str(error)]
    return [Alteration("view", name, message) for message in found]


def _table(text: str, names: Sequence[str], wanted: Sequence[Sequence[str]], key: str) -> Iterator[str]:
    """A table against the rows that it should have, by the column whose values are those of `key`."""
    try:
        header, *rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except (csv.Error, ValueError) as error:
        raise Unreadable("is no table of comma-separated values") from error
    at = names.index(key)
    expected = {cell(row[at]): dict(zip(names, map(cell, row), strict=True)) for row in wanted}
    # The heading may have another name for it.
    column = header.index(key) if key in header else _column(rows, expected.keys())
    if column is None or any(len(row) != len(header) for row in rows):
        raise Unreadable(f"does not say which line is about which {key}")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row[column] in found:
            yield f"has {row[column][:80]} twice"
        found[row[column]] = dict(zip(header, row, strict=True))
        # Under whatever heading: a state that is not that of the row is one too many.
        state = expected.get(row[column], {}).get("state")
        if state is not None and any(value in _STATES and value != state for value in row):
            yield f"says another state of {row[column][:80]} than {state}"
    for name in expected.keys() ^ found.keys():
        yield f"{'leaves out' if name in expected else 'adds'} {name[:80]}"
    for name in expected.keys() & found.keys():
        for heading, value in found[name].items():
            if heading in names and value != expected[name][heading]:
                yield f"says another {heading.replace('_', ' ')} of {name[:80]}"


def _column(rows: Sequence[Sequence[str]], names: Any) -> int | None:
    width = min((len(row) for row in rows), default=0)
    return next((index for index in range(width) if {row[index] for row in rows} == set(names)), None)


def _matrix(text: str, core: Core) -> Iterator[str]:
    yield from _table(text, MATRIX, matrix_rows(core), "requirement")


def _traces(text: str, core: Core) -> Iterator[str]:
    yield from _table(text, TRACES, trace_rows(core), "exchange")


def _junit(text: str, core: Core) -> Iterator[str]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable("declares a document type, which JUnit has not")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a document type nothing in it expands
    except (ElementTree.ParseError, ValueError) as error:
        raise Unreadable("is no XML") from error
    rows = {without_invalid(row["id"]): row for row in core.results["requirements"]}
    states = [row["state"] for row in rows.values()]
    counts = {
        "tests": len(states),
        "failures": states.count("fail"),
        "errors": states.count("inconclusive"),
        "skipped": states.count("skip") + states.count("omit"),
    }
    for suite in (each for each in root.iter() if each.tag in {"testsuite", "testsuites"}):
        for name, count in counts.items():
            if suite.get(name) not in {None, str(count)}:
                yield f"counts other {name}"
    properties = {
        each.get("name", ""): each.get("value", "") for each in root.findall("./testsuite/properties/property")
    }
    for name in ("verdict", "target", "seed", "requests_sent"):
        if properties.get(name) != str(core.results[name]):
            yield f"says another {name.replace('_', ' ')}"
    cases = [case.get("name", "") for case in root.iter("testcase")]
    if sorted(cases) != sorted(rows):
        yield "has other test cases than the record has rows"
    for case in root.iter("testcase"):
        if (row := rows.get(case.get("name", ""))) is not None:
            own = {each.get("name", ""): each.get("value", "") for each in case.iter("property")}
            suites = {name: properties[key] for name in _OF_CASE if (key := f"{row['id']}.{name}") in properties}
            yield from _case(case, row, {**suites, **own})


_OF_CASE = ("statement", "level", "confidence", "state", "checks", "trace_ids")


def _case(case: ElementTree.Element, row: Mapping[str, Any], said: Mapping[str, str]) -> Iterator[str]:
    if not case.get("classname", "").endswith(f".{row['binds']}"):
        yield f"says another side of {row['id']}"
    outcomes = {each.tag for each in case} & {*ELEMENTS.values()}
    if outcomes != ({ELEMENTS[row["state"]]} if row["state"] in ELEMENTS else set()):
        yield f"says another outcome of {row['id']}"
    for each in case:
        if each.tag in outcomes and (
            each.get("message") != without_invalid(row["reason"]) or each.get("type") not in {None, row["state"]}
        ):
            yield f"says another reason of {row['id']}"
    for name in _OF_CASE:
        value = " ".join(row[name]) if isinstance(row[name], list) else row[name]
        if said.get(name) not in {None, without_invalid(value)}:
            yield f"says another {name.replace('_', ' ')} of {row['id']}"
    if "state" not in said and row["state"] not in ELEMENTS:
        yield f"does not say the state of {row['id']}"


def _json(text: str) -> Any:
    try:
        return read_strictly(text.encode())
    except (NotCanonical, UnicodeEncodeError) as error:
        raise Unreadable(f"cannot be read: {error}") from error


def _ctrf(text: str, core: Core) -> Iterator[str]:
    results = core.results
    try:
        report = _json(text)["results"]
        summary, tests = report["summary"], {test["name"]: test for test in report["tests"]}
        number = len(report["tests"])
        counts = {name: summary[name] for name in ("tests", "passed", "failed", "skipped", "other")}
        told = {name: (test["status"], test["rawStatus"]) for name, test in tests.items()}
        verdict, states = summary["extra"]["verdict"], summary["extra"]["states"]
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable("does not say verdict, totals and the state of each row") from error
    rows = {row["id"]: row for row in results["requirements"]}
    statuses = [STATUSES[row["state"]] for row in rows.values()]
    if verdict != results["verdict"]:
        yield "says another verdict"
    if states != results["totals"] or counts != {
        "tests": len(rows), **{name: statuses.count(name) for name in ("passed", "failed", "skipped", "other")}
    }:  # fmt: skip
        yield "says other totals"
    if tests.keys() != rows.keys() or number != len(rows):
        yield "has other tests than the record has rows"
    for name in tests.keys() & rows.keys():
        row, test = rows[name], tests[name]
        if told[name] != (STATUSES[row["state"]], row["state"]):
            yield f"says another state of {name}"
        if test.get("message", "") != row["reason"]:
            yield f"says another reason of {name}"
        for part in ("labels", "extra"):
            for member, value in (test.get(part) or {}).items():
                if member in row and value != row[member]:
                    yield f"says another {member.replace('_', ' ')} of {name}"


def _har(text: str, core: Core) -> Iterator[str]:
    try:
        listed = _json(text)["log"]["entries"]
        entries = {entry["_number"]: entry for entry in listed}
        number = len(listed)
    except (KeyError, TypeError) as error:
        raise Unreadable("does not say which call is which") from error
    exchanges = {each["number"]: each for each in core.results["exchanges"]}
    if entries.keys() != exchanges.keys() or number != len(exchanges):
        yield "has other calls than the record"
    shown: dict[int, list[str]] = {}
    for row in core.results["requirements"]:
        for each in row["exchanges"]:
            shown.setdefault(each, []).append(row["id"])
    for each in entries.keys() & exchanges.keys():
        try:
            differing = [*_entry(entries[each], exchanges[each], shown.get(each, []))]
        except (KeyError, TypeError, AttributeError):
            differing = ["call"]
        for what in differing:
            yield f"says another {what} of #{each}"


def _entry(entry: Mapping[str, Any], exchange: Mapping[str, Any], rows: Sequence[str]) -> Iterator[str]:
    request, response = entry["request"], entry["response"]
    for what, said, is_so in (
        ("trace id", entry["_traceId"], exchange["trace_id"]),
        ("list of rows", entry["_requirements"], list(rows)),
        ("time", entry["startedDateTime"], exchange["started"]),
        ("operation", entry["_operation"], exchange["operation"]),
        ("label", entry["_labels"], exchange["labels"]),
        ("method", request["method"], exchange["method"]),
        ("address", request["url"], exchange["url"]),
        ("status", response["status"], exchange["status"] or 0),
        ("header", _pairs(request["headers"]), exchange["request"]["headers"]),
        ("header", _pairs(response["headers"]), exchange["response"]["headers"]),
        ("body", _body((request.get("postData") or {}).get("text")), _kept(exchange["request"]["body"])),
        ("body", _body(response["content"].get("text")), _kept(exchange["response"]["body"])),
    ):
        if said != is_so:
            yield what


def _pairs(headers: Sequence[Mapping[str, str]]) -> list[list[str]]:
    return [[each["name"], each["value"]] for each in headers]


def _body(text: str | None) -> Any:
    """A body by what it says, whatever its blanks; a note in brackets is a text."""
    try:
        return json.loads(text) if text else ""
    except (ValueError, RecursionError):
        return text


def _kept(body: Mapping[str, Any]) -> Any:
    if body["note"] is not None:
        return _body(f"[{body['note']}]")
    return body["json"] if body["size"] else ""


_READERS: Mapping[str, Callable[[str, Core], Iterator[str]]] = {
    "matrix.csv": _matrix,
    "trace-ids.csv": _traces,
    "junit.xml": _junit,
    "ctrf.json": _ctrf,
    "traffic.har": _har,
    "report.html": report_contradictions,
    "HANDOVER.md": handover_contradictions,
    "VERIFY.md": verify_contradictions,
}
