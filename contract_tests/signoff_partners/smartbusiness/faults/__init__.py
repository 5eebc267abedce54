"""What SmartBusiness's plan has to find: servers that break one promise each, and misuses by an introducer."""

from typing import Final

from signoff_contract.mock.planted import Fault, Party, anywhere

from .catalogue import BROKEN, OURS
from .kept_catalogue import KEPT
from .misuses import MISUSES
from .whole_catalogue import WHOLE

FAULTS: Final[tuple[Fault, ...]] = (*anywhere(BROKEN), *anywhere(KEPT), *anywhere(WHOLE), *OURS, *MISUSES)
"""The faults that the plan has to find, one by one, and the rows that have to say so."""

NEVER_FAILED: Final[dict[Party, int]] = {"provider": 59, "introducer": 11}
"""How many rows with a check no fault makes fail, by the side that they bind. `signoff requirements --check` holds it."""
