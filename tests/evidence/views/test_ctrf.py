"""The results in the Common Test Report Format: its members, its outcomes, and that it is the same for the same run."""

import json
from typing import Any

import jsonschema_rs
import pytest
from attrs import evolve
from tests.evidence.conftest import core_of, facts_of
from tests.suite.parcels import Server, whole_run

from signoff_contract.evidence.views.ctrf import render_ctrf

COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string", "minLength": 1}
FREE = {"type": "object"}


def closed(required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    members = {**required, **optional}
    return {"type": "object", "required": list(required), "properties": members, "additionalProperties": False}


OUTCOMES = ("passed", "failed", "skipped", "pending", "other")
# What the format demands of the members that are written here, in our own words; it allows more.
TEST = closed(
    {"name": TEXT, "status": {"enum": list(OUTCOMES)}, "duration": COUNT},
    {
        "id": {"type": "string", "format": "uuid"},
        "rawStatus": TEXT,
        "message": TEXT,
        "suite": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "labels": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
        "extra": FREE,
    },
)
SUMMARY = closed(dict.fromkeys(("tests", *OUTCOMES, "start", "stop"), COUNT), {"duration": COUNT, "extra": FREE})
ENVIRONMENT_MEMBERS = closed(
    {}, {**dict.fromkeys(("reportName", "appName", "appVersion", "commit", "testEnvironment"), TEXT), "extra": FREE}
)
SCHEMA = closed(
    {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "results": closed(
            {
                "tool": closed({"name": TEXT}, {"version": TEXT}),
                "summary": SUMMARY,
                "tests": {"type": "array", "items": TEST},
            },
            {"environment": ENVIRONMENT_MEMBERS},
        ),
    },
    {
        "reportId": {"type": "string", "format": "uuid"},
        "timestamp": {"type": "string", "format": "date-time"},
        "generatedBy": TEXT,
    },
)


def results_of_run(server: Server | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(facts_of(whole_run(server))["results.json"])
    return found


@pytest.mark.parametrize("faults", [(), ("down",), ("html",), ("same trace",), ("teapot",)])
def test_it_has_the_form_of_the_format(faults: tuple[str, ...]) -> None:
    validator = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
    report = json.loads(render_ctrf(core_of(results_of_run(Server(faults)))))
    assert [str(error) for error in validator.iter_errors(report)] == []
    summary = report["results"]["summary"]
    assert summary["tests"] == len(report["results"]["tests"]) == sum(summary[name] for name in OUTCOMES)


def test_every_state_has_an_outcome_and_keeps_its_own_word() -> None:
    results = results_of_run()
    states = ["pass", "warn", "fail", "skip", "omit", "review", "inconclusive"]
    for row, state in zip(results["requirements"], states, strict=False):
        row.update(state=state, reason=f"because of {state}" if state != "pass" else "")
    tests = json.loads(render_ctrf(core_of(results)))["results"]["tests"][: len(states)]
    assert [(test["rawStatus"], test["status"]) for test in tests] == [
        ("pass", "passed"),
        ("warn", "passed"),
        ("fail", "failed"),
        ("skip", "skipped"),
        ("omit", "skipped"),
        ("review", "other"),
        ("inconclusive", "other"),
    ]
    assert [test.get("message") for test in tests[:3]] == [None, "because of warn", "because of fail"]


def test_a_test_is_a_requirement_with_what_shows_it() -> None:
    results = results_of_run()
    results["exchanges"][4]["seconds"] = 0.1234
    report = json.loads(render_ctrf(core_of(results)))["results"]
    test = next(test for test in report["tests"] if test["name"] == "PAR-MUST-003")
    assert test["suite"] == ["parcels", "provider"]
    assert test["labels"]["level"] == "must"
    assert test["extra"]["exchanges"] == [5]
    assert test["extra"]["trace_ids"] == ["trace-5"]
    assert test["duration"] == 123
    assert report["summary"]["start"] == 1769851800250


def test_the_same_run_gives_the_same_ids_and_another_run_other_ones() -> None:
    one = results_of_run()
    again, other = results_of_run(), results_of_run(Server(("teapot",)))
    reports = [json.loads(render_ctrf(core_of(results))) for results in (one, again, other)]
    assert reports[0] == reports[1]
    assert reports[0]["reportId"] != reports[2]["reportId"]
    ids = [[test["id"] for test in report["results"]["tests"]] for report in reports]
    assert ids[0] == ids[2]
    assert len(set(ids[0])) == len(ids[0])


def test_what_was_tested_is_what_ran_and_the_application_is_declared_only() -> None:
    core = core_of(results_of_run())
    silent = json.loads(render_ctrf(core))["results"]["environment"]
    assert (silent["appName"], silent["extra"]["application"]) == (
        "Signoff's plan and client",
        "not declared, not seen",
    )
    environment = {**core.environment, "application": {"name": "shop", "version": "2.3"}, "commit": "c0ffee"}
    told = json.loads(render_ctrf(evolve(core, environment=environment)))["results"]["environment"]
    assert (told["appName"], told["appVersion"]) == ("Signoff's plan and client", core.results["tool"]["version"])
    assert "commit" not in told
    assert told["extra"]["application"] == "shop 2.3 (declared, not seen)"
    assert told["extra"]["commit"] == "c0ffee (declared, not seen)"
