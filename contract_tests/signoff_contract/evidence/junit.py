"""JUnit XML, for dashboards of continuous integration: one test case for each requirement."""

import re
from typing import Any
from xml.etree import ElementTree

from .core import Core

# What XML 1.0 cannot carry, not even escaped.
_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENTS = {"fail": "failure", "inconclusive": "error", "skip": "skipped", "omit": "skipped"}


def render_junit(core: Core) -> str:
    """`review` and `warn` count as passed there, because JUnit knows no such state; their reason is in the output."""
    results = core.results
    states = [row["state"] for row in results["requirements"]]
    counts = {
        "tests": len(states),
        "failures": states.count("fail"),
        "errors": states.count("inconclusive"),
        "skipped": states.count("skip") + states.count("omit"),
    }
    attributes = {name: str(count) for name, count in counts.items()}
    suites = ElementTree.Element("testsuites", {"name": "signoff", **attributes})
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        {
            "name": _text(f"{results['partner']} at {results['host']}"),
            "timestamp": results["started"].removesuffix("Z"),
            **attributes,
        },
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name in ("target", "seed", "requests_sent", "verdict"):
        _property(properties, name, str(results[name]))
    for row in results["requirements"]:
        _case(suite, results["partner"], row)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, partner: str, row: dict[str, Any]) -> None:
    case = ElementTree.SubElement(
        suite, "testcase", {"classname": _text(f"{partner}.{row['binds']}"), "name": _text(row["id"]), "time": "0"}
    )
    properties = ElementTree.SubElement(case, "properties")
    for name in ("statement", "level", "confidence", "state"):
        _property(properties, name, row[name])
    _property(properties, "checks", " ".join(row["checks"]))
    _property(properties, "trace_ids", " ".join(row["trace_ids"]))
    element = _ELEMENTS.get(row["state"])
    if element is not None:
        ElementTree.SubElement(case, element, {"message": _text(row["reason"]), "type": row["state"]})
    elif row["reason"]:
        ElementTree.SubElement(case, "system-out").text = _text(f"{row['state']}: {row['reason']}")


def _property(properties: ElementTree.Element, name: str, value: str) -> None:
    ElementTree.SubElement(properties, "property", {"name": name, "value": _text(value)})


def _text(value: str) -> str:
    return _INVALID.sub("\N{REPLACEMENT CHARACTER}", value)
