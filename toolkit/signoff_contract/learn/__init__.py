"""Recorded traffic held against a description: what it settles, and the edit that would take it in."""

from signoff_contract.judge.findings import Finding
from signoff_contract.traffic.archive import Archive, Ref, read_archive
from signoff_contract.traffic.errors import LearnError

from .compare import Learned, learn

__all__ = ["Archive", "Finding", "LearnError", "Learned", "Ref", "learn", "read_archive"]
