"""Reads `openapi/<partner>`: the single reader for generation, mock, suite and evidence."""

from .errors import DescriptionError
from .load import descriptions_root, load, load_file, partners
from .model import (
    CONFIDENCES,
    MODIFYING,
    SENSITIVITIES,
    Body,
    Description,
    Header,
    Operation,
    Parameter,
    Provenance,
    Response,
)
from .validation import Validators, Violation

__all__ = [
    "CONFIDENCES",
    "MODIFYING",
    "SENSITIVITIES",
    "Body",
    "Description",
    "DescriptionError",
    "Header",
    "Operation",
    "Parameter",
    "Provenance",
    "Response",
    "Validators",
    "Violation",
    "descriptions_root",
    "load",
    "load_file",
    "partners",
]
