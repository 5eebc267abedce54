"""The Simutek mock: one object, in process or served.

>>> mock = SimutekMock(seed=1)
>>> mock.base_url(), mock.token_url()
('https://gks.simutek.test/api/v1', 'https://id.simutek.test/connect/token')
"""

from .explained import EXPLAINED
from .mock import SimutekMock

__all__ = ["EXPLAINED", "MOCK", "SimutekMock"]

MOCK = SimutekMock
