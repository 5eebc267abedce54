"""Generates `generated/<partner>_client` from `openapi/<partner>`: the generator's output, a lazy index and a facade."""

from .errors import GenerationError
from .generate import GenerateReport, PartnerReport, check, generate
from .tree import Drift
from .view import derive_view, view_text

__all__ = [
    "Drift",
    "GenerateReport",
    "GenerationError",
    "PartnerReport",
    "check",
    "derive_view",
    "generate",
    "view_text",
]
