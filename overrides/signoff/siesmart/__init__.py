"""SieSmart, the introducer API of Siemens Financial Services: its environments, its client, its peculiarities.

::

    from signoff.siesmart import SieSmart, models

    with SieSmart.from_env() as siesmart:
        created = siesmart.proposals.create(models.ProposalCreate(office_id=1))
        siesmart.assets.add(created.value.id, models.Asset(...), version=created)

The models are generated from the description.
"""

from siesmart_client import models
from signoff._pipeline.token_request import ClientCredentials

from .client import REQUESTS_PER_MINUTE, TRACE_HEADER, AsyncSieSmart, SieSmart, needs_version
from .edit import AsyncProposalEdit, ProposalEdit
from .settings import AUDIENCE, LIVE, TEST, SieSmartEnvironment, read_environment

__all__ = [
    "AUDIENCE",
    "LIVE",
    "REQUESTS_PER_MINUTE",
    "TEST",
    "TRACE_HEADER",
    "AsyncProposalEdit",
    "AsyncSieSmart",
    "ClientCredentials",
    "ProposalEdit",
    "SieSmart",
    "SieSmartEnvironment",
    "models",
    "needs_version",
    "read_environment",
]
