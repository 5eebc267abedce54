"""A client library for accessing Skerry Harbour Berths API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
