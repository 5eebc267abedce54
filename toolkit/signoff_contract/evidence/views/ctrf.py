"""The results in the Common Test Report Format (CTRF), for dashboards that read it: one test for each requirement.

The format knows five outcomes. `passed` is `pass` and `warn`, whose reason is in the message; `failed` is `fail`;
`skipped` is `skip` and `omit`; `review` and `inconclusive` are `other`, because neither a person's answer nor the
environment's is known. The own word of a requirement stands in `rawStatus`.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import (
    WHAT_RAN,
    application_declared,
    commit_declared,
    is_rehearsal,
    titled,
)

from .figures import seconds_of

SPECIFICATION = "1.0.0"

STATUSES = {
    "pass": "passed",
    "warn": "passed",
    "fail": "failed",
    "skip": "skipped",
    "omit": "skipped",
    "review": "other",
    "inconclusive": "other",
}
_OUTCOMES = ("passed", "failed", "skipped", "pending", "other")


def render_ctrf(core: Core) -> str:
    """The text of `ctrf.json`. Durations are milliseconds: of a test, that of the exchanges that show it."""
    results, environment = core.results, core.environment
    seconds = {exchange["number"]: exchange["seconds"] for exchange in results["exchanges"]}
    tests = [_test(results["partner"], row, seconds) for row in results["requirements"]]
    counts = Counter(test["status"] for test in tests)
    start, stop = (_milliseconds(results[name]) for name in ("started", "finished"))
    report = {
        "reportFormat": "CTRF",
        "specVersion": SPECIFICATION,
        "reportId": _id("run", results["chain"]["head"], results["started"]),
        "timestamp": results["finished"],
        "generatedBy": f"{results['tool']['name']} {results['tool']['version']}: {titled(results, environment)}",
        "results": {
            "tool": dict(results["tool"]),
            "summary": {
                "tests": len(tests),
                **{outcome: counts[outcome] for outcome in _OUTCOMES},
                "start": start,
                "stop": stop,
                "duration": stop - start,
                "extra": {"verdict": results["verdict"], "states": dict(results["totals"])},
            },
            "tests": tests,
            "environment": _environment(results, environment),
        },
    }
    return pretty(report).decode()


def _test(partner: str, row: Mapping[str, Any], seconds: Mapping[int, float]) -> dict[str, Any]:
    test: dict[str, Any] = {
        "id": _id("requirement", partner, row["id"]),
        "name": row["id"],
        "status": STATUSES[row["state"]],
        "rawStatus": row["state"],
        "duration": round(sum(seconds.get(number, 0.0) for number in row["exchanges"]) * 1000),
        "suite": [partner, row["binds"]],
        "labels": {name: row[name] for name in ("level", "binds", "confidence")},
        "extra": {
            name: row[name] for name in ("statement", "sources", "open_question", "checks", "exchanges", "trace_ids")
        },
    }
    return {**test, "message": row["reason"]} if row["reason"] else test


def _environment(results: Mapping[str, Any], environment: Mapping[str, Any]) -> dict[str, Any]:
    return {
        # What was tested is what ran. The sender's application is no more than declared.
        "appName": WHAT_RAN,
        "appVersion": results["tool"]["version"],
        "reportName": f"{results['description']['title']} {results['description']['version']}",
        "testEnvironment": f"{results['target']} at {results['host']}",
        "extra": {
            "partner": results["partner"],
            "seed": results["seed"],
            "requests_sent": results["requests_sent"],
            "rehearsal": is_rehearsal(results),
            "on_behalf_of": environment.get("organisation"),
            "application": application_declared(environment),
            "commit": commit_declared(environment),
        },
    }


def _milliseconds(instant: str) -> int:
    return round(seconds_of(instant) * 1000)


def _id(*parts: str) -> str:
    # The same for the same run or requirement, as a format wants it that counts occurrences over many reports.
    return str(uuid5(NAMESPACE_URL, "/".join(("signoff", *parts))))
