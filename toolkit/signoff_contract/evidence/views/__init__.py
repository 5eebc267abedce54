"""The views of a core, by file name. Each is a pure function, so that they can be made again at any time."""

from collections.abc import Callable, Mapping

from signoff_contract.evidence.record.core import Core

from .ctrf import render_ctrf
from .handover import render_handover
from .har import render_har
from .junit import render_junit
from .report import render_report
from .tables import render_matrix_csv, render_trace_ids
from .verify_text import render_verify

VIEWS: Mapping[str, Callable[[Core], str]] = {
    "report.html": render_report,
    "matrix.csv": render_matrix_csv,
    "junit.xml": render_junit,
    "traffic.har": render_har,
    "trace-ids.csv": render_trace_ids,
    "ctrf.json": render_ctrf,
    "HANDOVER.md": render_handover,
    "VERIFY.md": render_verify,
}


def render_views(core: Core) -> dict[str, str]:
    """The text of every view, by file name."""
    return {name: render(core) for name, render in VIEWS.items()}
