"""What Simutek's plan has to find: servers that break one promise each."""

from .catalogue import FAULTS

__all__ = ["FAULTS"]
