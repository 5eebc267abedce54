"""Reads `openapi/<partner>`: the single reader for generation, mock, suite and evidence."""

from .errors import DescriptionError
from .folders import descriptions_root, partner_folder, partners
from .load import load, load_file
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
    "partner_folder",
    "partners",
]
