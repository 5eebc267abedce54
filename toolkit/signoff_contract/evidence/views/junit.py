"""JUnit XML, for dashboards of continuous integration: one test case for each requirement.

It keeps to what the two schema files that are in common use allow at once: that of the Jenkins xUnit plugin and that of
Ant's JUnit task. Neither knows properties of a test case, the second no output of one either. So everything about a row
that is no failure stands in the suite's properties and its output, under the row's id.
"""

import re
from typing import Any
from xml.etree import ElementTree

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import (
    WHAT_RAN,
    application_declared,
    commit_declared,
    is_rehearsal,
    titled,
)

from .figures import seconds_of

# What XML 1.0 cannot carry, not even escaped.
_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ELEMENTS = {"fail": "failure", "inconclusive": "error", "skip": "skipped", "omit": "skipped"}
_OF_ROW = ("statement", "level", "confidence", "state")


def render_junit(core: Core) -> str:
    """`review` and `warn` count as passed there, because JUnit knows no such state; their reason is in the output."""
    results = core.results
    states = [row["state"] for row in results["requirements"]]
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        {
            "name": without_invalid(f"{titled(results, core.environment)}: {results['partner']} at {results['host']}"),
            "package": without_invalid(results["partner"]),
            "id": "0",
            # The first schema has no time zone there, the second takes whole seconds only. It is UTC.
            "timestamp": results["started"][:19],
            "hostname": without_invalid(results["host"] or "localhost"),
            "tests": str(len(states)),
            "failures": str(states.count("fail")),
            "errors": str(states.count("inconclusive")),
            "skipped": str(states.count("skip") + states.count("omit")),
            "time": _seconds(max(seconds_of(results["finished"]) - seconds_of(results["started"]), 0.0)),
        },
    )
    _properties(ElementTree.SubElement(suite, "properties"), core)
    for row in results["requirements"]:
        _case(suite, results["partner"], row)
    ElementTree.SubElement(suite, "system-out").text = without_invalid("\n".join(_told(results)))
    ElementTree.SubElement(suite, "system-err")
    ElementTree.indent(suites)
    # Two signs that may not follow each other in a comment; the name of the suite has the words as they are.
    first = without_invalid(titled(results, core.environment)).replace("--", "- -").removesuffix("-")
    xml = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {first} -->\n{xml}\n'


def _properties(properties: ElementTree.Element, core: Core) -> None:
    results, environment = core.results, core.environment
    rehearsal = is_rehearsal(results)
    for name, value in (
        ("ran", WHAT_RAN),
        ("on_behalf_of", environment.get("organisation") or "not stated"),
        ("application", application_declared(environment)),
        ("commit", commit_declared(environment) or "not known"),
        ("rehearsal", str(rehearsal).lower()),
        *((name, str(results[name])) for name in ("target", "seed", "requests_sent", "verdict")),
    ):
        _property(properties, name, value)
    for row in results["requirements"]:
        for name in _OF_ROW:
            _property(properties, f"{row['id']}.{name}", row[name])
        _property(properties, f"{row['id']}.checks", " ".join(row["checks"]))
        _property(properties, f"{row['id']}.trace_ids", " ".join(row["trace_ids"]))


def _case(suite: ElementTree.Element, partner: str, row: dict[str, Any]) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        {"classname": without_invalid(f"{partner}.{row['binds']}"), "name": without_invalid(row["id"]), "time": "0"},
    )
    element = ELEMENTS.get(row["state"])
    if element is not None:
        found = ElementTree.SubElement(case, element, {"message": without_invalid(row["reason"]), "type": row["state"]})
        found.text = without_invalid("\n".join(_explained(row)))


def _explained(row: dict[str, Any]) -> list[str]:
    """What a reader of the dashboard needs, who sees this text only."""
    lines = [row["statement"], f"{row['state']}: {row['reason']}"]
    lines.append(f"{row['level']}, {row['confidence']}, binds the {row['binds']}")
    if row["checks"]:
        lines.append(f"checks: {' '.join(row['checks'])}")
    if row["trace_ids"]:
        lines.append(f"trace ids: {' '.join(row['trace_ids'])}")
    return lines


def _told(results: Any) -> list[str]:
    return [
        f"{row['id']} {row['state']}: {row['reason']}"
        for row in results["requirements"]
        if row["state"] not in ELEMENTS and row["reason"]
    ]


def _seconds(value: float) -> str:
    return f"{value:.3f}"


def _property(properties: ElementTree.Element, name: str, value: str) -> None:
    ElementTree.SubElement(properties, "property", {"name": without_invalid(name), "value": without_invalid(value)})


def without_invalid(value: str) -> str:
    """A text without the signs that no XML can carry."""
    return _INVALID.sub("\N{REPLACEMENT CHARACTER}", value)
