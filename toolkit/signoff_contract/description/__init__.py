"""Reads `openapi/<partner>`: the single reader for generation, mock, suite and evidence."""

from .errors import DescriptionError
from .folders import descriptions_root, partner_folder, partners
from .load import load, load_file
from .model import (
    CONFIDENCES,
    MODIFYING,
    SENSITIVITIES,
    UNSURE,
    Body,
    Description,
    Header,
    Operation,
    Parameter,
    Provenance,
    Response,
    is_guess,
    is_settled,
)
from .validation import Validators, Violation

__all__ = [
    "CONFIDENCES",
    "MODIFYING",
    "SENSITIVITIES",
    "UNSURE",
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
    "is_guess",
    "is_settled",
    "load",
    "load_file",
    "partner_folder",
    "partners",
]
