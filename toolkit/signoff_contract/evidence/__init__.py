"""What a run leaves behind: one record, `results.json`, and views that are pure functions of it."""

from .record.core import Core
from .record.redaction_record import redaction_record
from .record.results import make_results, render_results
from .seal.bundle import EvidenceError, ViewError, Written, assemble, prepare, recorded_facts, with_sums, write_bundle
from .seal.reading import ENVIRONMENT, RESULTS
from .seal.scan import LeakError, refuse_leaks
from .surroundings.environment import Environment, Stated, StatedError, environment, read_lock, state
from .views import VIEWS, render_views
from .views.matrix import render_matrix

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
