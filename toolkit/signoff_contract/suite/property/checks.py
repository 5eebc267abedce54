"""All rules that an answer is held against, and which of them can have something to judge at a partner."""

from typing import Final

from signoff_contract.description import Description

from .answers import ANSWERS
from .changes import CHANGES
from .preparation import Preparation
from .refusals import REFUSALS
from .watch import Rule

_OF_VERSIONS: Final = frozenset(
    {"missing_precondition_refused", "stale_precondition_refused", "change_changes_version", "version_never_reused"}
)
_OF_PARTIAL_UPDATES: Final = frozenset({"update_keeps", "update_stores"})


def rules_for(description: Description, preparation: Preparation) -> tuple[Rule, ...]:
    """The rules for one partner, in the order in which they are told.

    Left out is what its API does not have: request identifiers, versions, mandatory headers, documented values, partial
    updates.
    """
    operations = description.operations
    skipped: set[str] = set()
    if not description.document.get("x-conventions", {}).get("trace-header"):
        skipped |= {"trace_id_present", "trace_id_unique"}
    if not any(operation.needs_precondition for operation in operations):
        skipped |= _OF_VERSIONS
    if not any(each.required and each.location == "header" for op in operations for each in op.parameters):
        skipped.add("missing_required_header")
    if not any(resource.update for resource in preparation.resources):
        skipped |= _OF_PARTIAL_UPDATES
    if "x-known-values" not in str(description.document.get("components", {}).get("schemas", {})):
        skipped.add("known_values")
    every = (*ANSWERS, *REFUSALS, *CHANGES, *preparation.rules)
    return tuple(rule for rule in every if rule.name not in skipped)
