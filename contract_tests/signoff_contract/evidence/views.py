"""The views of `results.json`, by file name. Each is a pure function, so that they can be made again at any time."""

from collections.abc import Callable, Mapping
from typing import Any

from .har import render_har
from .junit import render_junit
from .report import render_report
from .tables import render_matrix_csv, render_trace_ids

VIEWS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "report.html": render_report,
    "matrix.csv": render_matrix_csv,
    "junit.xml": render_junit,
    "traffic.har": render_har,
    "trace-ids.csv": render_trace_ids,
}


def render_views(results: dict[str, Any]) -> dict[str, str]:
    """The text of every view, by file name."""
    return {name: render(results) for name, render in VIEWS.items()}
