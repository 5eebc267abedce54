"""What SieSmart's plan has to find: servers that break one promise each, and misuses by an introducer."""

from typing import Final

from signoff_contract.mock.planted import Fault, Party, anywhere

from .catalogue import BROKEN
from .misuses import MISUSES
from .plain_promises import PROMISES
from .wrong_answers import WRONG

FAULTS: Final[tuple[Fault, ...]] = (*BROKEN, *PROMISES, *anywhere(WRONG), *MISUSES)
"""The faults that the plan has to find, one by one, and the rows that have to say so."""

NEVER_FAILED: Final[dict[Party, int]] = {"provider": 22, "introducer": 8}
"""How many rows with a check no fault makes fail, by the side that they bind. `signoff requirements --check` holds it."""
