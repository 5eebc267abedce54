"""Mocks served over HTTP, one or several on one port, on the relay's own server."""

from .listening import Place as Place, PortInUse as PortInUse
from .served import Address as Address, Addresses as Addresses, serve as serve, serving as serving, site_of as site_of
from .site import Handled as Handled, Site as Site

__all__ = ["Address", "Addresses", "Handled", "Place", "PortInUse", "Site", "serve", "serving", "site_of"]
