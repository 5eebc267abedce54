"""Simutek GKS4, a business system for printing companies: its environments, its client, its peculiarities.

::

    from signoff.simutek import Simutek, models

    with Simutek.from_env() as simutek:
        for customer in simutek.iterate(simutek.customers.list, name="tryck", page_size=100):
            print(customer.number, customer.name)

The models are generated from the description. Much of it is proposed, the sales order above all: `docs/simutek-client.md`
says what, and what to do when a real document arrives.
"""

from signoff._pipeline.token_request import ClientCredentials
from signoff.pagination import Page
from signoff.problem_details import ValidationProblem
from simutek_client import models

from .client import AsyncSimutek, Simutek
from .settings import TOKEN_URL, SimutekEnvironment, read_environment

__all__ = [
    "TOKEN_URL",
    "AsyncSimutek",
    "ClientCredentials",
    "Page",
    "Simutek",
    "SimutekEnvironment",
    "ValidationProblem",
    "models",
    "read_environment",
]
