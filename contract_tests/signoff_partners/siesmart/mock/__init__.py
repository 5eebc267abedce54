"""The SieSmart mock: one object, in process or served.

>>> mock = SieSmartMock(seed=1)
>>> mock.environment().base_url
'https://siesmart.test/siesmart/b2b/v1'
"""

from .explained import EXPLAINED
from .mock import SieSmartMock
from .state import OfficeClient

__all__ = ["EXPLAINED", "MOCK", "OfficeClient", "SieSmartMock"]

MOCK = SieSmartMock
