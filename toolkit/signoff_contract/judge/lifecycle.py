"""Follows objects through the exchanges of a run: which of the described changes of state were come by, and where.

An object is recognised by its schema and its id, wherever an answer shows it. Between two sightings the calls that
name it in their path, or show it, are what can have changed it. Ids stay in memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import define, evolve, field, frozen

from signoff_contract.description import Description, Operation
from signoff_contract.description.lifecycle import Lifecycle, Transition, is_pattern, lifecycles
from signoff_contract.description.source import follow
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.redaction import Redactor

_LONGEST_STATE = 80
_COMPONENT = "#/components/schemas/"


@frozen
class Passage:
    """A change of state: one that the description knows of, or one that was met without.

    `start` is None where the object was made, `end` where it was gone. `by` are the operations that lead there;
    `confidence` is None when the description does not know of it. `exchanges` are the numbers of the exchanges that
    show it, without any when the run did not come by.
    """

    start: str | None
    end: str | None
    by: tuple[str, ...]
    confidence: str | None
    source: str
    exchanges: tuple[int, ...] = ()


@frozen
class Step:
    """A state that an object was in (None: it was gone), and the number of the exchange that showed it first."""

    state: str | None
    exchange: int


@frozen
class LifecycleRecord:
    """What a run saw of the lives of one schema's objects.

    `states` pairs every state with its meaning; `seen` counts the objects that were met in any state. `lives` are the
    steps of those that were made or changed, in the order in which they were met; their ids are not kept.
    """

    schema: str
    member: str
    states: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    lives: tuple[tuple[Step, ...], ...]
    seen: int


def follow_lives(
    description: Description, exchanges: Iterable[Exchange], redactor: Redactor
) -> tuple[LifecycleRecord, ...]:
    """What `exchanges`, in the order in which they were made, show of the lives that the description tells of."""
    lives = Lives(description, redactor)
    for exchange in exchanges:
        lives.see(exchange)
    return lives.records()


class Lives:
    """All lives that a description tells of, followed one exchange at a time.

    Kept are, for each object that was met, its state, its steps and which operations were called on it since it was last
    seen; for each passage the numbers of the exchanges that show it. No exchange is kept.
    """

    def __init__(self, description: Description, redactor: Redactor) -> None:
        self._description = description
        self._told = {life.schema: _Lives(life, redactor) for life in lifecycles(description)}

    def see(self, exchange: Exchange) -> None:
        """Takes in what an exchange shows."""
        if exchange.kind != "api" or exchange.operation_id is None or not 200 <= (exchange.status or 0) < 300:
            return
        if not self._told:
            return
        operation = self._description.operation(exchange.operation_id)
        seen: dict[str, dict[str, Any]] = {}
        for name, shown in _shown(self._description, operation, exchange, frozenset(self._told)):
            identity = _member(shown, self._told[name].life.identity)
            if isinstance(identity, str | int):
                seen.setdefault(name, {})[str(identity)] = shown
        named = [part for value in _path_values(operation, exchange) for part in value.split(",")]
        for name, lives in self._told.items():
            lives.enter(exchange.number, operation, seen.get(name, {}), named)

    def records(self) -> tuple[LifecycleRecord, ...]:
        """What was come by so far, for each schema."""
        return tuple(lives.record() for lives in self._told.values())


@define
class _Object:
    """One object on its way: its last state, what was called on it since, and what it has come by.

    By their numbers: `made` is the exchange that made it, `shown` the one that showed its state, `calls` the last one of
    each operation since, the newest at the end.
    """

    state: str | None = None
    made: int | None = None
    shown: int | None = None
    calls: dict[str, int] = field(factory=dict)
    steps: list[Step] = field(factory=list)

    def call(self, operation: Operation, number: int) -> None:
        """Enters a call; the first one only shows where the object stood."""
        if self.shown is None:
            self.shown = number
        else:
            self.calls.pop(operation.id, None)
            self.calls[operation.id] = number


@define(eq=False)
class _Lives:
    """The objects of one schema."""

    life: Lifecycle
    redactor: Redactor
    objects: dict[str, _Object] = field(factory=dict)
    passages: dict[tuple[str | None, str | None, Transition | None], list[int]] = field(factory=dict)

    def enter(self, number: int, operation: Operation, seen: Mapping[str, Any], named: Iterable[str]) -> None:
        """What one exchange shows: `seen` are the objects in its answer, `named` the values in its path, by id."""
        for identity in dict.fromkeys((*seen, *named)):
            known = self.objects.get(identity)
            if known is None:
                if identity not in seen:
                    continue
                making = any(each.start is None and operation.id in each.by for each in self.life.transitions)
                known = self.objects[identity] = _Object(made=number if making else None)
            known.call(operation, number)
            if identity in seen:
                state = self._state(seen[identity])
                if state is not None:
                    self._move(known, state, number)
            elif ending := self._ending(known, operation):
                self._pass(known, None, ending, (number,), number)

    def record(self) -> LifecycleRecord:
        """What is kept of them."""
        rows = [
            Passage(start, end, by.by if by else (), by.provenance.confidence if by else None, _source(by), numbers)
            for (start, end, by), found in self.passages.items()
            for numbers in (tuple(dict.fromkeys(found)),)
        ]
        visited = {by for _, _, by in self.passages}
        missed = [
            Passage(each.start, each.end, each.by, each.provenance.confidence, each.provenance.source)
            for each in self.life.transitions
            if each not in visited
        ]
        states = {**self.life.states}
        for row in rows:
            states.update({state: _meaning(self.life, state) for state in (row.start, row.end) if state})
        return LifecycleRecord(
            schema=self.life.schema,
            member=self.life.member,
            states=_in_order(states, self.life),
            passages=_sorted(rows, missed, self.life),
            lives=tuple(tuple(known.steps) for known in self.objects.values() if known.steps),
            seen=len(self.objects),
        )

    def _state(self, shown: Any) -> str | None:
        value = _member(shown, self.life.member)
        if not isinstance(value, str | int) or isinstance(value, bool):
            return None
        places = self.redactor.places
        kept = self.redactor.value(value, places.at(places.schema(self.life.schema), self.life.member))
        return str(kept)[:_LONGEST_STATE]

    def _move(self, known: _Object, state: str, number: int) -> None:
        if known.state is None and known.made is not None and not known.steps:
            making = next((each for each in self.life.transitions if each.fits(None, state)), None)
            self._pass(known, state, making, (known.made, number), number)
        elif known.state is not None and known.state != state:
            transition, cause = self._cause(known, state)
            if not known.steps and known.shown is not None:
                # Met half-way: where it stood before belongs to its life too.
                known.steps.append(Step(known.state, known.shown))
            self._pass(known, state, transition, (number,) if cause is None else (cause, number), number)
        known.state, known.shown = state, number
        known.calls.clear()

    def _pass(
        self, known: _Object, end: str | None, by: Transition | None, numbers: tuple[int, ...], number: int
    ) -> None:
        self.passages.setdefault((known.state, end, by), []).extend(numbers)
        known.steps.append(Step(end, number))
        known.state = end

    def _cause(self, known: _Object, state: str) -> tuple[Transition | None, int | None]:
        """The transition that explains a change best, and the number of the call that brought it about."""
        fitting = sorted(
            (each for each in self.life.transitions if each.fits(known.state, state)), key=lambda each: not each.exact
        )
        for transition in fitting:
            for operation, number in reversed(known.calls.items()):
                if operation in transition.by:
                    return transition, number
        # Without any of the calls it was the partner by itself.
        return next(((each, None) for each in fitting if not each.by), (None, None))

    def _ending(self, known: _Object, operation: Operation) -> Transition | None:
        if known.state is None:
            return None
        return next(
            (each for each in self.life.transitions if each.fits(known.state, None) and operation.id in each.by), None
        )


def _shown(
    description: Description, operation: Operation, exchange: Exchange, names: frozenset[str]
) -> Iterator[tuple[str, Any]]:
    """The objects of the named schemas in an answer."""
    response = operation.response(exchange.status or 0)
    body = response.body(exchange.response_headers.get("content-type")) if response is not None else None
    if body is None or body.schema is None or "json" not in body.media_type:
        return
    try:
        value = exchange.json()
    except Malformed:
        return
    yield from _inside(description, body.schema, value, names)


def _inside(description: Description, schema: Any, value: Any, names: frozenset[str]) -> Iterator[tuple[str, Any]]:
    if not isinstance(schema, Mapping) or not isinstance(value, Mapping | list):
        return
    reference = schema.get("$ref")
    if isinstance(reference, str):
        name = reference.removeprefix(_COMPONENT)
        if name in names and isinstance(value, Mapping):
            yield name, value
        yield from _inside(description, description.resolve(reference), value, names)
    for part in schema.get("allOf", ()):
        yield from _inside(description, part, value, names)
    for word in ("anyOf", "oneOf"):
        # With several readings the schema alone does not say which object it is.
        branches = [branch for branch in schema.get(word, ()) if branch.get("type") != "null"]
        if len(branches) == 1:
            yield from _inside(description, branches[0], value, names)
    if isinstance(value, Mapping):
        for name, inner in (schema.get("properties") or {}).items():
            yield from _inside(description, inner, value.get(name), names)
    else:
        for element in value:
            yield from _inside(description, schema.get("items"), element, names)


def _member(shown: Any, pointer: str) -> Any:
    """What stands at a pointer, None when nothing does."""
    try:
        return follow(shown, pointer)
    except (KeyError, IndexError, ValueError, TypeError):
        return None


def _path_values(operation: Operation, exchange: Exchange) -> Iterable[str]:
    return (operation.match(exchange.path) or {}).values()


def _source(transition: Transition | None) -> str:
    return "" if transition is None else transition.provenance.source


def _meaning(life: Lifecycle, state: str) -> str:
    if state in life.states:
        return life.states[state]
    known = (meaning for name, meaning in life.states.items() if is_pattern(name) and state.startswith(name[:-1]))
    return next(known, "not described")


def _in_order(states: Mapping[str, str], life: Lifecycle) -> tuple[tuple[str, str], ...]:
    """The described order, with the full name of a state that is described in part right in its place."""
    order = list(life.states)

    def rank(state: str) -> tuple[int, bool]:
        for index, name in enumerate(order):
            if state == name or (is_pattern(name) and state.startswith(name[:-1])):
                return index, state != name
        return len(order), True

    met = [state for state in states if state not in life.states]
    # A name in part gives way to the full one that was met.
    shown = [state for state in states if not (is_pattern(state) and any(m.startswith(state[:-1]) for m in met))]
    return tuple((state, states[state]) for state in sorted(shown, key=rank))


def _sorted(rows: list[Passage], missed: list[Passage], life: Lifecycle) -> tuple[Passage, ...]:
    order = list(life.states)

    def rank(row: Passage) -> tuple[int, int, int]:
        places = [-1 if s is None else order.index(s) if s in order else len(order) for s in (row.start, row.end)]
        return places[0], len(order) + 1 if row.end is None else places[1], -len(row.exchanges)

    return tuple(sorted((*rows, *(evolve(row, exchanges=()) for row in missed)), key=rank))
