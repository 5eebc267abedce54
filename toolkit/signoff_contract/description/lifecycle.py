"""The lives that a description tells of: `x-lifecycle` on the schema of an object that has a state.

    x-lifecycle:
      id: /id                          # where the object says which one it is
      state: /status                   # where it says how it stands
      states: {DR: draft, S: sent}     # in the order of a usual life, with what they mean
      transitions:
        - {to: DR, by: [invoices_create], confidence: documented, source: ...}
        - {from: DR, to: S, by: [invoices_change_status], confidence: inferred, source: ...}
        - {from: '*', by: [invoices_delete], confidence: documented, source: ...}

Without `from` the object is made, without `to` it is gone, without `by` the partner changes it by itself. A `*` at the
end of a state stands for any ending: for every state, or for one whose name is known in part only.
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from attrs import frozen

from .model import Description, Provenance

KEYWORD = "x-lifecycle"


@frozen
class Transition:
    """A change of state that the description knows of.

    `start` is None when the object is made, `end` when it is gone. `by` are ids of operations; when there is none, the
    partner changes the state without a call.
    """

    start: str | None
    end: str | None
    by: tuple[str, ...]
    provenance: Provenance

    @property
    def exact(self) -> bool:
        """Whether both states are named in full."""
        return not any(is_pattern(state) for state in (self.start, self.end))

    def fits(self, start: str | None, end: str | None) -> bool:
        """Whether a change from one state to another is this one."""
        return _fits(self.start, start) and _fits(self.end, end)


@frozen
class Lifecycle:
    """The life of the objects of one schema; `identity` and `member` are JSON pointers into such an object.

    `states` gives the meaning of each state, in the order of a usual life.
    """

    schema: str
    identity: str
    member: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]


def is_pattern(state: str | None) -> bool:
    """Whether a state of a description stands for several."""
    return state is not None and state.endswith("*")


def lifecycles(description: Description) -> tuple[Lifecycle, ...]:
    """The lives of a description that the lint finds nothing wrong with, by schema."""
    return tuple(_read(name, stated) for name, stated in stated_lifecycles(description))


def stated_lifecycles(description: Description) -> Iterator[tuple[str, Any]]:
    """What stands under `x-lifecycle`, unread, with the name of its schema."""
    for name, schema in description.schemas.items():
        if isinstance(schema, Mapping) and KEYWORD in schema:
            yield name, schema[KEYWORD]


def _read(schema: str, stated: Mapping[str, Any]) -> Lifecycle:
    return Lifecycle(
        schema=schema,
        identity=stated["id"],
        member=stated["state"],
        states=dict(stated["states"]),
        transitions=tuple(
            Transition(
                each.get("from"),
                each.get("to"),
                tuple(each.get("by", ())),
                Provenance(each["confidence"], each["source"]),
            )
            for each in stated["transitions"]
        ),
    )


def _fits(stated: str | None, found: str | None) -> bool:
    if stated is None or found is None:
        return stated is found
    return fnmatchcase(found, stated) if is_pattern(stated) else stated == found
