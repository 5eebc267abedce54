"""The name that the documentation teaches for SieSmartMock: an application imports it from here."""

from signoff_partners.siesmart.mock import SieSmartMock

__all__ = ["SieSmartMock"]
