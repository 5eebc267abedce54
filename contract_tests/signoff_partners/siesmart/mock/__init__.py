"""The SieSmart mock: one object, in process or served.

>>> mock = SieSmartMock(seed=1)
>>> mock.environment().base_url
'https://siesmart.test/siesmart/b2b/v1'
"""

from .mock import SieSmartMock

__all__ = ["MOCK", "SieSmartMock"]

MOCK = SieSmartMock
