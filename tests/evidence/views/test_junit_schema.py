"""junit.xml by the rules of the two schema files in common use, which are told here in words of our own.

One is that of the Jenkins xUnit plugin (junit-10), which pytest's xunit2 keeps to as well; the other is that of Ant's JUnit
task. For each element: attributes it must have, attributes it may have, which children in which order, and text.
"""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from attrs import frozen
from tests.evidence.conftest import core_of, facts_of
from tests.suite.parcels import Server, whole_run

from signoff_contract.evidence.views.junit import render_junit

from .test_views import hostile

ANY, NUMBER, TOKEN = ".*", r"-?\d+", r"(?s).+"
DECIMAL, MOMENT = r"-?\d+(\.\d+)?", r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}"
SUREFIRE = r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?"


@frozen
class Element:
    must: dict[str, str]
    may: dict[str, str]
    children: str
    text: bool = False


TROUBLE = Element({}, {"type": ANY, "message": ANY}, "", text=True)
ANT_TROUBLE = Element({"type": ANY}, {"message": ANY}, "", text=True)
OUTPUT = Element({}, {}, "", text=True)
PROPERTY = Element({"name": TOKEN, "value": ANY}, {}, "")

JENKINS = {
    "testsuites": Element({}, dict.fromkeys(("name", "tests", "failures", "errors"), ANY) | {"time": SUREFIRE}, "(testsuite )*"),
    "testsuite": Element(
        dict.fromkeys(("name", "tests", "failures", "errors"), ANY),
        dict.fromkeys(("group", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"), ANY)
        | {"time": SUREFIRE},
        "((testsuite|properties|testcase|system-out|system-err) )*",
    ),
    "testcase": Element(
        {"name": ANY}, dict.fromkeys(("time", "classname", "group"), ANY),
        "((skipped|error|failure|rerunFailure|rerunError|flakyFailure|flakyError|system-out|system-err) )*",
    ),
    "failure": TROUBLE, "error": TROUBLE, "skipped": TROUBLE, "properties": Element({}, {}, "(property )*"),
    "property": PROPERTY, "system-out": OUTPUT, "system-err": OUTPUT,
}  # fmt: skip
ANT = {
    "testsuites": Element({}, {}, "(testsuite )*"),
    "testsuite": Element(
        {
            "name": TOKEN, "timestamp": MOMENT, "hostname": TOKEN, "tests": NUMBER, "failures": NUMBER, "errors": NUMBER,
            "time": DECIMAL, "package": ANY, "id": NUMBER,
        },
        {"skipped": NUMBER},
        "properties (testcase )*system-out system-err ",
    ),
    "testcase": Element({"name": ANY, "classname": ANY, "time": DECIMAL}, {}, "((skipped|error|failure) )?"),
    "failure": ANT_TROUBLE, "error": ANT_TROUBLE,
    # That schema says nothing of what a skipped one holds.
    "skipped": TROUBLE,
    "properties": Element({}, {}, "(property )*"), "property": PROPERTY, "system-out": OUTPUT, "system-err": OUTPUT,
}  # fmt: skip
SCHEMAS = {"Jenkins": JENKINS, "Ant": ANT}


def problems(root: ElementTree.Element, schema: dict[str, Element]) -> list[str]:
    found = []
    for each in root.iter():
        if (rule := schema.get(each.tag)) is None:
            found.append(f"<{each.tag}> is not known")
            continue
        found += [f"<{each.tag}> lacks {name}" for name in rule.must if name not in each.attrib]
        known = rule.must | rule.may
        found += [f"<{each.tag}> has {name}" for name in each.attrib if name not in known]
        for name, value in each.attrib.items():
            if name in known and not re.fullmatch(known[name], value, re.DOTALL):
                found.append(f"<{each.tag}> {name}={value!r}")
        if not re.fullmatch(rule.children, "".join(f"{child.tag} " for child in each)):
            found.append(f"<{each.tag}> holds {[child.tag for child in each]}")
        if not rule.text and "".join([each.text or "", *(child.tail or "" for child in each)]).strip():
            found.append(f"<{each.tag}> holds text")
    return found


def root_of(results: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(render_junit(core_of(results)))  # noqa: S314 - our own text


def results_of_run(*faults: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(facts_of(whole_run(Server(frozenset(faults))))["results.json"])
    return found


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("faults", [(), ("no trace on errors",), ("weight as text",), ("down",), ("html",)])
def test_it_keeps_to_both_schemas_whatever_a_run_met(faults: tuple[str, ...], schema: str) -> None:
    assert problems(root_of(results_of_run(*faults)), SCHEMAS[schema]) == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_keeps_to_both_schemas_with_every_state_and_with_hostile_texts(schema: str) -> None:
    results = results_of_run()
    for row, state in zip(
        results["requirements"], ["fail", "inconclusive", "skip", "omit", "review", "warn", "pass"], strict=False
    ):
        row.update(state=state, reason=f"because of {state}")
    assert problems(root_of(results), SCHEMAS[schema]) == []
    assert problems(root_of(hostile(results)), SCHEMAS[schema]) == []


def test_every_failure_has_text_that_says_what_was_broken_and_why() -> None:
    results = results_of_run("no trace on errors")
    failed = [row for row in results["requirements"] if row["state"] == "fail"]
    assert failed
    cases = {case.get("name"): case for case in root_of(results).iter("testcase")}
    for row in failed:
        (failure,) = cases[row["id"]]
        told = (failure.text or "").splitlines()
        assert told[:2] == [row["statement"], f"fail: {row['reason']}"]
        assert told[2] == f"{row['level']}, {row['confidence']}, binds the {row['binds']}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda root: root[0].attrib.pop("hostname"), "lacks hostname"),
        (lambda root: root[0].set("timestamp", "2026-01-31T09:30:00.250"), "timestamp="),
        (lambda root: root.set("skipped", "1"), "<testsuites> has skipped"),
        (lambda root: ElementTree.SubElement(root[0][1], "properties"), "<testcase> holds"),
        (lambda root: ElementTree.SubElement(root[0], "testcase"), "<testsuite> holds"),
    ],
)
def test_the_rules_see_what_breaks_them(change: Any, words: str) -> None:
    root = root_of(results_of_run())
    change(root)
    assert any(words in each for each in problems(root, ANT))
