"""Runs of the made-up partner as evidence."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.suite.parcels import KEY, description, requirements, whole_run

from signoff_contract.evidence import Core, Environment, assemble, recorded_facts, redaction_record, write_bundle
from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.surroundings.environment import Tool, render_environment
from signoff_contract.suite.model import RunRecord
from signoff_contract.traffic.redaction import Redactor

ENVIRONMENT = Environment(
    target="custom",
    host="api.parcels.example",
    python="CPython 3.11",
    system="Linux",
    seed=0,
    requests_per_minute=100,
    clock="injected",
    tools={"signoff": "0.1.0"},
)
REDACTION = redaction_record(Redactor(description(), KEY))


def facts_of(record: RunRecord, environment: Environment = ENVIRONMENT) -> dict[str, bytes]:
    return recorded_facts(record, description(), requirements(), environment, REDACTION)


def facts_by(tool: Tool) -> dict[str, bytes]:
    """The facts of a run as another version of Signoff would have recorded them."""
    facts = facts_of(whole_run(), evolve(ENVIRONMENT, signoff=tool, tools={"signoff": tool.version}))
    results = json.loads(facts["results.json"])
    results["tool"]["version"] = results["subject"]["version"] = tool.version
    return {**facts, "results.json": pretty(results)}


def bundle_of(record: RunRecord, folder: Path) -> Path:
    return write_bundle(assemble(facts_of(record)), folder).folder


def results_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return found


def core_of(results: dict[str, Any]) -> Core:
    """Results, also damaged ones, as a core; what else belongs to it says nothing."""
    return Core(results, json.loads(render_environment(ENVIRONMENT)), REDACTION)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return bundle_of(whole_run(), tmp_path)


@pytest.fixture
def results(bundle: Path) -> dict[str, Any]:
    return results_of(bundle)
