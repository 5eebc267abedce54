"""Prepares resources on the server and puts them into generated requests.

A generated id names nothing and a generated entity tag is nobody's, so on their own nearly all requests end at 404 or
412 and the handlers behind stay untested. A proportion of them gets the id and the version of a resource that exists;
the others keep what was generated.
"""

import random
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.description.source import unescape

from .courier import Courier, Sent
from .preparation import Part, Preparation, Step

# Of ten requests: how many name a resource that exists, and of those how many its version, or one it had before.
REAL_ID: Final = 0.85
CURRENT: Final = 0.65
EARLIER: Final = 0.85
REAL_REFERENCE: Final = 0.8
CHANGES_PER_RESOURCE: Final = 12


class NotPrepared(Exception):
    """A resource could not be made, so generated requests cannot name one."""


@define
class Stand:
    """Keeps one resource at hand and renews it from time to time. Its choices repeat with `random`."""

    description: Description
    preparation: Preparation
    courier: Courier
    random: random.Random
    made: int = field(default=0, init=False)
    _id: str | None = field(default=None, init=False)
    _uses: int = field(default=0, init=False)
    _parts: dict[str, Any] = field(factory=dict, init=False)
    _versions: list[str] = field(factory=list, init=False)

    def renew(self, state: int | None = None) -> None:
        """Make a new resource and lead it into one of its states. Raises NotPrepared."""
        plan = self.preparation
        create = self.description.operation(plan.create)
        answer = self.courier.call(create, create.path, plan.body)
        identifier = find(_json(answer), plan.pointer)
        if answer.status not in {200, 201} or identifier is None:
            raise NotPrepared(f"{plan.create} answered {answer.status}; nothing can be named in generated requests")
        self._id, self._uses, self._parts, self._versions = str(identifier), 0, {}, []
        self.courier.known.add(self._id)
        steps = plan.states[(self.made if state is None else state) % len(plan.states)]
        self.made += 1
        self._refresh()
        for step in steps:
            self._take(step)
        self._list()

    def _take(self, step: Step) -> None:
        operation = self.description.operation(step.operation)
        version = self._versions[-1] if operation.needs_precondition else None
        self.courier.call(operation, self._path(operation.path), step.body, version)
        self._refresh()

    def _refresh(self) -> None:
        read = self.description.operation(self.preparation.read)
        answer = self.courier.call(read, self._path(read.path))
        version = answer.headers.get(self.courier.watch.convention("version-header", "ETag").lower())
        if answer.status != 200 or version is None:
            raise NotPrepared(f"{read.id} answered {answer.status} or without an entity tag for a new resource")
        if not self._versions or self._versions[-1] != version:
            self._versions.append(version)
        value = _json(answer)
        for name, pointer in self.preparation.parts.items():
            found = find(value, pointer)
            if found is not None:
                self._parts[name] = found

    def _list(self) -> None:
        if self.preparation.listing is None:
            return
        listing = self.description.operation(self.preparation.listing)
        listed = _json(self.courier.call(listing, self._path(listing.path)))
        if isinstance(listed, list) and listed:
            for name, pointer in self.preparation.listed.items():
                found = find(listed[-1], pointer)
                if found is not None:
                    self._parts[name] = found

    def _path(self, path: str) -> str:
        return path.replace(f"{{{self.preparation.parameter}}}", str(self._id))

    # Putting it into requests.

    def ready(self, *, fresh: bool) -> None:
        """Have a resource at hand that a request can name: a new one in the state of the examples, or a used one."""
        if fresh:
            self.renew(self.preparation.example_state)
        elif self._id is None or self._uses >= CHANGES_PER_RESOURCE:
            self.renew()
        else:
            self._refresh()
        self._uses += 1

    def chooses(self, chance: float) -> bool:
        """Draw once."""
        return self.random.random() < chance

    def name(self, path: MutableMapping[str, Any]) -> bool:
        """Put the resource's own values into path parameters; whether all of them are real now."""
        for parameter in path:
            if parameter == self.preparation.parameter:
                path[parameter] = self._id
            elif parameter in self._parts:
                path[parameter] = self._parts[parameter]
        return all(name == self.preparation.parameter or name in self._parts for name in path)

    def ask(self, query: MutableMapping[str, Any]) -> None:
        """Put values that exist into query parameters that are there."""
        for parameter in query:
            if parameter in self.preparation.resource_queries:
                query[parameter] = self._id
            elif parameter in self.preparation.queries:
                query[parameter] = self.preparation.queries[parameter]

    def named_by_query(self, operation: str) -> tuple[str, ...]:
        """The query parameters of an operation that name the resource."""
        described = self.description.operation(operation).parameters
        names = {parameter.name for parameter in described if parameter.location == "query"}
        return tuple(name for name in self.preparation.resource_queries if name in names)

    def version(self, generated: str | None, *, current: bool = False) -> str | None:
        """An entity tag for the resource: the current one, an earlier one, or the generated one."""
        drawn = self.random.random()
        if current or drawn < CURRENT:
            return self._versions[-1]
        return self.random.choice(self._versions[:-1]) if drawn < EARLIER and len(self._versions) > 1 else generated

    def refer(self, value: Any) -> Any:
        """A request body whose references name what the server knows. Only members that are there are changed."""
        if isinstance(value, list):
            return [self.refer(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        return {member: self._reference(member, self.refer(inner)) for member, inner in value.items()}

    def _reference(self, member: str, value: Any) -> Any:
        if member in self.preparation.references and not isinstance(value, (list, Mapping)):
            return self.random.choice(self.preparation.references[member])
        nested = self.preparation.nested.get(member)
        if nested is None:
            return value
        if isinstance(value, list):
            return [self._within(item, nested) for item in value]
        return self._within(value, nested)

    def _within(self, value: Any, nested: Mapping[str, Any]) -> Any:
        if not isinstance(value, Mapping):
            return value
        known = {
            name: self._parts.get(wanted.parameter, value.get(name)) if isinstance(wanted, Part) else wanted
            for name, wanted in nested.items()
            if name in value
        }
        return {**value, **known}


def _json(answer: Sent) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def find(value: Any, pointer: str) -> Any:
    """The value at a JSON pointer, None when there is none."""
    for token in (unescape(part) for part in pointer.split("/")[1:]):
        if isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        elif isinstance(value, Mapping) and token in value:
            value = value[token]
        else:
            return None
    return value
