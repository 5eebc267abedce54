"""What SmartBusiness's plan has to find: servers that break one promise each."""

from typing import Final

from signoff_contract.mock.planted import Fault

from .catalogue import FAULTS as BROKEN
from .kept_catalogue import KEPT

FAULTS: Final[tuple[Fault, ...]] = (*BROKEN, *KEPT)
