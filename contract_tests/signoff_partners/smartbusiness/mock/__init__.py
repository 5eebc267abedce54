"""The SmartBusiness mock: one object, in process or served.

>>> mock = SmartBusinessMock(seed=1)
>>> mock.base_url()
'https://smartbusiness.test/v2'
"""

from .explained import EXPLAINED
from .mock import SmartBusinessMock

__all__ = ["EXPLAINED", "MOCK", "SmartBusinessMock"]

MOCK = SmartBusinessMock
