"""What a run leaves behind: one record, `results.json`, and views that are pure functions of it."""

from .bundle import EvidenceError, ViewError, Written, assemble, prepare, recorded_facts, with_sums, write_bundle
from .core import Core
from .environment import Environment, Stated, StatedError, environment, read_lock, state
from .matrix import render_matrix
from .reading import ENVIRONMENT, RESULTS
from .redaction_record import redaction_record
from .results import make_results, render_results
from .scan import LeakError, refuse_leaks
from .views import VIEWS, render_views

__all__ = [
    "ENVIRONMENT",
    "RESULTS",
    "VIEWS",
    "Core",
    "Environment",
    "EvidenceError",
    "LeakError",
    "Stated",
    "StatedError",
    "ViewError",
    "Written",
    "assemble",
    "environment",
    "make_results",
    "prepare",
    "read_lock",
    "recorded_facts",
    "redaction_record",
    "refuse_leaks",
    "render_matrix",
    "render_results",
    "render_views",
    "state",
    "with_sums",
    "write_bundle",
]
