"""What goes wrong on request: a catalogue of faults, one name each, for the mock, for tests and for scenarios.

A fault is a function of a request, or of a request and its answer, and gives a Delivery. It knows the partner by FaultHooks
alone.
"""

from .armed import ArmedFault, Taken
from .catalogue import CATALOGUE, Fault
from .parameters import Parameter
from .registry import Faults
from .relayed import as_reply, as_return
from .target import Rhythm, Target

__all__ = [
    "CATALOGUE",
    "ArmedFault",
    "Fault",
    "Faults",
    "Parameter",
    "Rhythm",
    "Taken",
    "Target",
    "as_reply",
    "as_return",
]
