"""What a life (`x-lifecycle`) must say so that a run can be held against it."""

from collections.abc import Iterator, Mapping
from typing import Any

from signoff_contract.description.lifecycle import KEYWORD, is_pattern, stated_lifecycles
from signoff_contract.description.model import CONFIDENCES
from signoff_contract.description.sensitivity import Sensitivities
from signoff_contract.description.source import escape

from .view import Problem, Rule, View, mapping, rule

_MEMBERS = {"id": str, "state": str, "states": Mapping, "transitions": list}
_OF_TRANSITION = frozenset({"from", "to", "by", "confidence", "source"})
_ANY = "*"


@rule(
    "SG117",
    "a life names members, states and operations that exist, and the source of every transition",
    "State id, state (JSON pointers into the object), states and transitions under x-lifecycle; a transition has from "
    "or to or both out of the states, by as operation ids, a confidence and a source.",
)
def lifecycle_well_formed(view: View) -> Iterator[Problem]:
    places = Sensitivities(view.description)
    operations = {str(call.node.value.get("operationId")) for call in view.calls}
    for name, stated in stated_lifecycles(view.description):
        pointer = f"/components/schemas/{escape(name)}/{KEYWORD}"
        if not isinstance(stated, Mapping):
            yield Problem(pointer, "the life is no object")
            continue
        wrong = [key for key, kind in _MEMBERS.items() if not isinstance(stated.get(key), kind)]
        yield from (Problem(pointer, f"the life of {name} states no {key}") for key in wrong)
        for key in ("id", "state"):
            if key not in wrong and not places.at(places.schema(name), stated[key]).described:
                yield Problem(f"{pointer}/{key}", f"{name} has no member {stated[key]}")
        for key in sorted(set(map(str, stated)) - set(_MEMBERS)):
            yield Problem(f"{pointer}/{escape(key)}", f"a life has no member {key}")
        if not wrong:
            for index, each in enumerate(stated["transitions"]):
                for message in _of_transition(mapping(each), set(stated["states"]), operations):
                    yield Problem(f"{pointer}/transitions/{index}", message)


def _of_transition(stated: Mapping[str, Any], states: set[str], operations: set[str]) -> Iterator[str]:
    ends = [stated[key] for key in ("from", "to") if key in stated]
    if not ends:
        yield "a transition leads from a state or to one"
    for state in ends:
        if not isinstance(state, str) or (state not in states and state != _ANY):
            yield f"{state!r} is none of the states"
        elif is_pattern(state[:-1]):
            yield f"{state!r} has more than one *"
    by = stated.get("by", [])
    for operation in by if isinstance(by, list) else [by]:
        if operation not in operations:
            yield f"there is no operation {operation!r}"
    if stated.get("confidence") not in CONFIDENCES:
        yield f"{stated.get('confidence')!r} is no confidence"
    if not isinstance(stated.get("source"), str) or not stated["source"].strip():
        yield "the transition names no source"
    for key in sorted(set(map(str, stated)) - _OF_TRANSITION):
        yield f"a transition has no member {key}"


RULES: tuple[Rule, ...] = (lifecycle_well_formed,)
