"""What a run leaves behind: one record, `results.json`, and views that are pure functions of it."""

from .bundle import EvidenceError, Written, assemble, prepare, recorded_facts, write_bundle
from .core import Core
from .environment import Environment, Stated, StatedError, environment, read_lock, state
from .matrix import render_matrix
from .reading import RESULTS
from .results import make_results, render_results
from .views import VIEWS, render_views

__all__ = [
    "RESULTS",
    "VIEWS",
    "Core",
    "Environment",
    "EvidenceError",
    "Stated",
    "StatedError",
    "Written",
    "assemble",
    "environment",
    "make_results",
    "prepare",
    "read_lock",
    "recorded_facts",
    "render_matrix",
    "render_results",
    "render_views",
    "state",
    "write_bundle",
]
