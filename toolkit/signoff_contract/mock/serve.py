"""The names that the documentation teaches for serving mocks: a program imports them from here."""

from .serving import Address, Addresses, PortInUse, serve, serving

__all__ = ["Address", "Addresses", "PortInUse", "serve", "serving"]
