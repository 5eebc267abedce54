"""SmartBusiness's certification plan, and whom it speaks to."""

from collections.abc import Mapping

from signoff.errors import ConfigurationError
from signoff.smartbusiness import LIVE, ClientCredentials, OwnAccount, SmartBusinessEnvironment
from signoff.smartbusiness.settings import read_environment
from signoff_contract.suite.checks import Plan, in_order
from signoff_contract.suite.targets import Targets

from . import (
    access,
    conduct,
    consent,
    contacts,
    documents,
    ends,
    invoices,
    life,
    lists,
    master_data,
    observed,
    pages,
    refusals,
    trespass,
)
from .context import BUDGET, SmartBusinessContext

CHECKS = in_order(
    access.CHECKS,
    master_data.CHECKS,
    life.CHECKS.without(life.PAYMENTS),
    contacts.CHECKS,
    documents.CHECKS,
    invoices.BILLS,
    invoices.OPEN,
    life.CHECKS.only(life.PAYMENTS),
    invoices.PAYMENT,
    lists.CHECKS,
    pages.CHECKS,
    refusals.CHECKS,
    consent.CHECKS,
    trespass.CHECKS,
    ends.CHECKS,
    ends.LAST,
    observed.CHECKS,
    conduct.CHECKS,
)
"""All checks in the order in which they run: a story builds on what the checks before it left."""

PLAN = Plan(partner="smartbusiness", checks=CHECKS, budget=BUDGET, make_context=SmartBusinessContext)


def read_own_account(variables: Mapping[str, str]) -> tuple[ClientCredentials, SmartBusinessEnvironment]:
    """Credentials and environment. Raises ConfigurationError also for an account that is not the client's own."""
    credentials, access, environment = read_environment(variables)
    if not isinstance(access, OwnAccount):
        raise ConfigurationError(
            "the plan works on the account that the client is registered in: unset SMARTBUSINESS_GRANT"
        )
    return credentials, environment


TARGETS = Targets(
    partner="smartbusiness",
    title="SmartBusiness",
    variables="SMARTBUSINESS",
    read=read_own_account,
    environments={"live": LIVE},
    unlimited={"requests_per_period": 10**9},
)
