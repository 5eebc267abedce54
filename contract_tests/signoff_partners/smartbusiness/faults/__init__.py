"""What SmartBusiness's plan has to find: servers that break one promise each."""

from typing import Final

from signoff_contract.mock.planted import Fault, anywhere

from .catalogue import BROKEN, OURS
from .kept_catalogue import KEPT

FAULTS: Final[tuple[Fault, ...]] = (*anywhere(BROKEN), *anywhere(KEPT), *OURS)
