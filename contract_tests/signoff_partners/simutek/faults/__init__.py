"""What Simutek's plan has to find: servers that break one promise each, and misuses by an introducer."""

from typing import Final

from signoff_contract.mock.planted import Fault, Party

from .catalogue import BROKEN
from .further_catalogue import FURTHER
from .misuses import MISUSES

FAULTS: Final[tuple[Fault, ...]] = (*BROKEN, *FURTHER, *MISUSES)
"""The faults that the plan has to find, one by one, and the rows that have to say so."""

NEVER_FAILED: Final[dict[Party, int]] = {"provider": 0, "introducer": 4}
"""How many rows with a check no fault makes fail, by the side that they bind. `signoff requirements --check` holds it."""
