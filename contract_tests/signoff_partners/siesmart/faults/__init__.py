"""What SieSmart's plan has to find: servers that break one promise each."""

from typing import Final

from signoff_contract.mock.planted import Fault, anywhere

from .catalogue import BROKEN
from .wrong_answers import WRONG

FAULTS: Final[tuple[Fault, ...]] = (*BROKEN, *anywhere(WRONG))
