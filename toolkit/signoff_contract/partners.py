"""The parts of a partner, found by convention and imported when they are used.

A distribution names the package of a partner as an entry point of the group `signoff.partners`. A partner called
`harbour` whose package is `harbour_signoff` consists of

| Part | Where | What it holds |
| --- | --- | --- |
| description | `harbour_signoff/openapi/` | openapi.yaml, requirements.yaml, codegen.yaml |
| client | wherever it likes | environments, credentials, quirks over the generated `harbour_client` |
| mock | `harbour_signoff.mock` | `MOCK`, the class, see `mock.registry.Mock`; `EXPLAINED` if it has one, see `mock.explain` |
| plan | `harbour_signoff.plan` | `PLAN` and `TARGETS`, see `suite.checks.Plan`, `suite.targets.Targets` |
| properties | `harbour_signoff.properties`, optional | `prepare`, what generated requests need to know |
| duties | `harbour_signoff.duties`, optional | `DUTIES`, what binds an application, see `judge.duty` |
| faults | `harbour_signoff.faults`, optional | `FAULTS` and `NEVER_FAILED`, what the plan finds, see `mock.planted` |

Signoff's own partners have this form too, as `signoff_partners.<partner>` in `contract_tests/`; their descriptions stand
together in `openapi/<partner>/`. A partner is there when its parts are.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, Literal

from signoff_contract.description.folders import partner_packages, partners

Part = Literal["mock", "plan", "properties", "duties", "faults"]

_WORDS: Final = {
    "mock": "mock",
    "plan": "certification plan",
    "properties": "property tests",
    "duties": "table of duties",
    "faults": "planted faults",
}


class MissingPart(LookupError):
    """A partner is not there, or has not the part that is asked for; the message says which have it."""


def find_part(partner: str, part: Part, name: str) -> Any:
    """What a part of a partner calls `name`; imports that part and nothing of other partners.

    Raises MissingPart, also when the part cannot be imported, or description.DescriptionError when two partners have
    one name.
    """
    module = _module(partner, part)
    if module is None:
        known = ", ".join(having(part)) or "none"
        raise MissingPart(f"there is no {_WORDS[part]} of {partner!r}; known: {known}")
    try:
        found = getattr(import_module(module), name, None)
    except ImportError as error:
        raise MissingPart(
            f"the {_WORDS[part]} of {partner!r} cannot be imported: {error}. Was its client generated? "
            f"`python -c 'import {module}'` shows where"
        ) from error
    if found is None:
        raise MissingPart(f"{module} is to hold the {_WORDS[part]} of {partner!r}, but defines no {name}")
    return found


def having(part: Part) -> tuple[str, ...]:
    """The partners that have a part, sorted by name. The part itself is not imported."""
    return tuple(partner for partner in partners() if _module(partner, part) is not None)


def _module(partner: str, part: Part) -> str | None:
    package = partner_packages().get(partner)
    if package is None:
        return None
    module = f"{package}.{part}"
    try:
        return None if find_spec(module) is None else module
    except ModuleNotFoundError as error:
        if module == error.name or module.startswith(f"{error.name}."):
            return None
        raise
