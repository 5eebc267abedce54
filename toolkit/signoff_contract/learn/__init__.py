"""Recorded traffic held against a description: what it settles, and the edit that would take it in."""

from signoff_contract.traffic.errors import TrafficError
from signoff_contract.traffic.har_reader import Archive, Ref, read_archive

from .comparison import Learned, learn
from .findings import Finding

__all__ = ["Archive", "Finding", "Learned", "Ref", "TrafficError", "learn", "read_archive"]
