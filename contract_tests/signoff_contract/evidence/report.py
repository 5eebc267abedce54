"""The report: one HTML file for a reader at the partner. No network, no script; it prints as it reads."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from .core import Core
from .order import MEANINGS, REPORT_ORDER, SYMBOLS, VERDICTS, by_state
from .tables import path_of

_SHOWN_TRACES = 2
_SHOWN_CHECKS = 3
_STATE_OF = {"passed": "pass", "failed": "fail", "inconclusive": "inconclusive"}


def render_report(core: Core) -> str:
    """The text of `report.html`."""
    results = _printable(core.results)
    exchanges = results["exchanges"]
    by_requirement: dict[int, list[str]] = {}
    for row in results["requirements"]:
        for number in row["exchanges"]:
            by_requirement.setdefault(number, []).append(row["id"])
    return _template().render(
        results=results,
        groups=by_state(results, REPORT_ORDER),
        sides=_sides(results),
        stories=_stories(results),
        not_shown=[row for row in results["requirements"] if row["state"] in {"omit", "skip"}],
        conflicts=[row for row in results["requirements"] if row["confidence"] == "conflict" or row["open_question"]],
        requirements_of=by_requirement,
        exchanges=exchanges,
        answered=sum(exchange["status"] is not None for exchange in exchanges),
        verdict_state=_STATE_OF[results["verdict"]],
        symbols=SYMBOLS,
        meanings=MEANINGS,
        verdicts=VERDICTS,
        shown_traces=_SHOWN_TRACES,
        path_of=path_of,
        body_text=_body_text,
        moment=_moment,
        failed=[row for row in results["requirements"] if row["state"] == "fail"],
        shown_checks=_SHOWN_CHECKS,
        places_of=lambda row: _places(row, results["documents"]),
    )


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html")


def _sides(results: dict[str, Any]) -> list[tuple[str, dict[str, int]]]:
    return [
        (
            side,
            {
                state: sum(row["binds"] == side and row["state"] == state for row in results["requirements"])
                for state in SYMBOLS
            },
        )
        for side in ("provider", "introducer")
    ]


def _stories(results: dict[str, Any]) -> list[tuple[str, list[tuple[str, list[dict[str, Any]]]]]]:
    stories: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in results["fields"]:
        stories.setdefault(row["story"], {}).setdefault(row["operation"], []).append(row)
    return [(story, list(operations.items())) for story, operations in stories.items()]


def _body_text(body: dict[str, Any]) -> str:
    if body["note"] is not None:
        return f"{body['media_type'] or 'no media type'}, {body['size']} bytes: {body['note']}"
    if not body["size"]:
        return ""
    return json.dumps(body["json"], indent=2, ensure_ascii=False)


def _moment(instant: str) -> str:
    return instant.replace("T", " ").removesuffix("Z")


def _places(row: dict[str, Any], documents: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Where a statement stands: document, section, address (empty unless it is a web page); each place once."""
    found = []
    for source in row["sources"]:
        address = documents.get(source["document"], {}).get("address", "")
        found.append((source["document"], source["section"], address if address.startswith("https://") else ""))
    return list(dict.fromkeys(found))


def _printable(value: Any) -> Any:
    # Control and direction characters out of an answer could make a reader see another text than the bytes hold.
    if isinstance(value, str):
        return value if value.isprintable() else "".join(map(_seen, value))
    if isinstance(value, dict):
        return {_printable(name): _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


def _seen(sign: str) -> str:
    hidden = unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) in {"Zl", "Zp"}
    return "\N{REPLACEMENT CHARACTER}" if hidden and sign not in "\n\t" else sign
