"""What a partner's client is made of: the parts for clients that are written elsewhere.

`docs/adding-a-partner.md` shows how they go together.
"""

from signoff._client import (
    AsyncClientSettings,
    AsyncClosing,
    ClientSettings,
    Closing,
    CommonSettings,
    make_chain,
)
from signoff._pipeline.call import Chain
from signoff._pipeline.header_permits import HeaderPermits
from signoff._pipeline.permits import PermitWindow, Unlimited
from signoff._pipeline.settings import check_kind, check_url
from signoff._pipeline.status import ErrorShape
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint

__all__ = [
    "AsyncClientSettings",
    "AsyncClosing",
    "Chain",
    "ClientCredentials",
    "ClientSettings",
    "Closing",
    "CommonSettings",
    "ErrorShape",
    "HeaderPermits",
    "PermitWindow",
    "TokenEndpoint",
    "Unlimited",
    "check_kind",
    "check_url",
    "make_chain",
]
