"""The name that the documentation teaches for SimutekMock: an application imports it from here."""

from signoff_partners.simutek.mock import SimutekMock

__all__ = ["SimutekMock"]
