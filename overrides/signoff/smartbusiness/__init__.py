"""PostFinance SmartBusiness, online invoicing and time tracking: its environments, its client, its peculiarities.

::

    from signoff.smartbusiness import Field, SmartBusiness, models

    with SmartBusiness.from_env() as smartbusiness:
        open_ones = smartbusiness.iterate(smartbusiness.invoices.list, filter_=Field("status") == "S", limit=200)
        for invoice in open_ones:
            print(invoice.number, invoice.total)

The models are generated from the description.
"""

from signoff._pipeline.header_permits import HeaderPermits
from signoff._pipeline.token_request import ClientCredentials
from signoff.pagination import Page
from smartbusiness_client import models

from .client import TRACE_HEADER, AsyncSmartBusiness, SmartBusiness
from .filters import Field, Filter, Sort, With, ids
from .settings import LIVE, SCOPES, OwnAccount, SmartBusinessEnvironment, UserAccount, read_environment

__all__ = [
    "LIVE",
    "SCOPES",
    "TRACE_HEADER",
    "AsyncSmartBusiness",
    "ClientCredentials",
    "Field",
    "Filter",
    "HeaderPermits",
    "OwnAccount",
    "Page",
    "SmartBusiness",
    "SmartBusinessEnvironment",
    "Sort",
    "UserAccount",
    "With",
    "ids",
    "models",
    "read_environment",
]
