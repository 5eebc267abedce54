"""The parts of a partner, found by convention and imported when they are used.

A partner called `harbour` that stands in this repository consists of

| Part | Where | What it holds |
| --- | --- | --- |
| description | `openapi/harbour/` | openapi.yaml, requirements.yaml, codegen.yaml |
| client | `signoff/harbour.py` | environments, credentials, quirks over the generated `harbour_client` |
| mock | `signoff_contract/mock/harbour.py`, or a package | `MOCK`, the class, see `mock.registry.Mock` |
| plan | `signoff_contract/suite/harbour/plan.py` | `PLAN` and `TARGETS`, see `suite.checks.Plan`, `suite.targets.Targets` |
| properties | `signoff_contract/suite/property/harbour.py`, optional | `prepare`, what generated requests need to know |

One that another distribution brings has the same parts in a package of its own, which the entry point `harbour` of the
group `signoff.partners` names: `openapi/`, `mock`, `plan`, `properties`, and its client wherever it likes.

Nothing here is a list to be kept: a partner is there when its parts are.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, Literal

from signoff_contract.description.folders import outside_packages, partners

Part = Literal["mock", "plan", "properties"]

_HERE: Final = {
    "mock": "signoff_contract.mock.{}",
    "plan": "signoff_contract.suite.{}.plan",
    "properties": "signoff_contract.suite.property.{}",
}
_WORDS: Final = {"mock": "mock", "plan": "certification plan", "properties": "property tests"}


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
    if partner not in partners():
        return None
    outside = outside_packages()
    module = f"{outside[partner]}.{part}" if partner in outside else _HERE[part].format(partner)
    try:
        return None if find_spec(module) is None else module
    except ModuleNotFoundError as error:
        if module == error.name or module.startswith(f"{error.name}."):
            return None
        raise
