"""Recorded traffic held against a description: what it settles, and the edit that would take it in."""

from .archive import Archive, Ref, read_archive
from .compare import Learned, learn
from .errors import LearnError
from .findings import Finding

__all__ = ["Archive", "Finding", "LearnError", "Learned", "Ref", "learn", "read_archive"]
