"""The report: one HTML file for a reader at the partner. No network; a script only helps, nothing needs it."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from signoff_contract.description.requirements import ROW_CONFIDENCES
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.order import (
    MEANINGS,
    REPORT_ORDER,
    SYMBOLS,
    by_state,
    shown_like,
    verdict_meaning,
    verdict_word,
)
from signoff_contract.evidence.record.subject import application_declared, commit_declared, counts, is_rehearsal, titled

from . import report_facts as told
from .diagrams import shown_state
from .figures import by_operation, coverage, duration, latency, pace
from .svg import Figure

_SHOWN_TRACES = 2
_SHOWN_CHECKS = 3
_SHOWN_FAILED = 8
_TEMPLATES = Path(__file__).parent / "templates"


def render_report(core: Core) -> str:
    """The text of `report.html`."""
    core = evolve(core, results=told.printable(core.results), environment=told.printable(core.environment))
    results: dict[str, Any] = dict(core.results)
    common = told.common_rows(results)
    style, script = _asset("report.css"), _asset("report.js")
    return _template().render(
        results=results,
        ran=titled(results, core.environment),
        application=application_declared(core.environment),
        commit=commit_declared(core.environment),
        rehearsal=is_rehearsal(results),
        accepted=[(each, counts(results, each)) for each in results.get("accepted", ())],
        unaccepted=results.get("unaccepted", ()),
        style=style,
        script=script,
        policy=_policy(style, script),
        verdict_state=shown_like(results),
        verdict_word=verdict_word(results),
        verdict=verdict_meaning(results),
        facts=told.facts(core),
        key_id=core.key_id,
        sides=told.sides(results),
        untested=told.untested(results),
        failed=[row for row in results["requirements"] if row["state"] == "fail"],
        groups=by_state(results, REPORT_ORDER),
        states=told.values_of(results, "state", REPORT_ORDER),
        levels=told.values_of(results, "level", ("must", "should", "observed")),
        confidences=told.values_of(results, "confidence", ROW_CONFIDENCES),
        documents=[(name, results["documents"].get(name, {})) for name in _documents(results)],
        steps=told.story_steps(results),
        lives=told.life_pictures(results),
        figures=_drawn(coverage(results)),
        timing=_drawn(latency(results), pace(results)),
        operations=by_operation(results),
        strange=told.strange_passages(results),
        conflicts=[row for row in results["requirements"] if row["confidence"] == "conflict" or row["open_question"]],
        common=[row for row in results["requirements"] if row["id"] in common],
        rows_of=told.rows_of_exchanges(results, common),
        in_common={number for row in results["requirements"] if row["id"] in common for number in row["exchanges"]},
        traced=any(exchange["trace_id"] for exchange in results["exchanges"]),
        answered=sum(exchange["status"] is not None for exchange in results["exchanges"]),
        shown_traces=_SHOWN_TRACES,
        shown_checks=_SHOWN_CHECKS,
        shown_failed=_SHOWN_FAILED,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        symbols=SYMBOLS,
        meanings=MEANINGS,
        places=told.places,
        documents_of=told.documents_of,
        ranges=told.ranges,
        called=told.called,
        versions=told.versions,
        is_version=told.is_version,
        moment=told.moment,
        clock_time=told.clock_time,
        shown_state=shown_state,
        duration=duration,
        body_text=body_text,
    )
    return environment.get_template("report.html")


@cache
def _asset(name: str) -> Markup:
    """A style sheet or script of ours, as it stands between its tags."""
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file, no data in it


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, and only the style and the script that are meant apply."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _drawn(*figures: Figure | None) -> list[Figure]:
    return [figure for figure in figures if figure is not None]


def _documents(results: dict[str, Any]) -> list[str]:
    return sorted({source["document"] for row in results["requirements"] for source in row["sources"]})


def body_text(body: dict[str, Any]) -> str:
    """A body as it was kept, for people; empty when there was none."""
    if body["note"] is not None:
        return f"{body['media_type'] or 'no media type'}, {body['size']} bytes: {body['note']}"
    if not body["size"]:
        return ""
    return json.dumps(body["json"], indent=2, ensure_ascii=False)
