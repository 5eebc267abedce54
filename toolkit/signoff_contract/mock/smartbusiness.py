"""The name that the documentation teaches for SmartBusinessMock: an application imports it from here."""

from signoff_partners.smartbusiness.mock import SmartBusinessMock

__all__ = ["SmartBusinessMock"]
