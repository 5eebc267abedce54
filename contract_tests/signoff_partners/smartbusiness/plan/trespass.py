"""Writes without a token: each method once, on what this run has made. What came of them, later answers show."""

from collections.abc import Sequence

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import NO_TOKEN
from signoff_contract.suite.partner import shares_rows

from .access import judge_refused
from .context import SmartBusinessContext

WRITES: Sequence[tuple[str, str, str]] = (
    # method, the resource whose object is written to, what follows its path
    ("PUT", "contacts", "/contacts/{}"),
    ("PATCH", "projects", "/reporting/projects/{}/change-status/C"),
    ("DELETE", "cost_units", "/reporting/cost-units/{}"),
)


CHECKS = Checks(around=shares_rows)


@CHECKS.story(
    "smartbusiness.access.absent-token-writes",
    "A creation, a change, an action and a deletion without a token are refused",
    verifies=("SMB-AUTH-008", "SMB-ERR-003"),
)
def write_without_token(context: SmartBusinessContext) -> None:
    """With a body that would be taken if a good token stood beside it."""
    body = {"name": f"Unbefugt {context.tag}"}
    made = context.probe_creation(NO_TOKEN, "contact_groups", "/contacts/configuration/groups", body, token=None)
    judge_refused(context, "SMB-AUTH-008", "without a token", made)
    for method, resource, path in WRITES:
        if resource not in context.lives or context.lives[resource].made.gone:
            continue
        change = {"notes": f"Unbefugt {context.tag}"} if method == "PUT" else None
        exchange = context.probe(NO_TOKEN, method, path.format(context.id(resource)), change, token=None)
        if method == "DELETE" and exchange.status == 204:
            context.mark_gone(resource, context.id(resource))
        judge_refused(context, "SMB-AUTH-008", "without a token", exchange)
