"""Prepares resources on the server and puts them into generated requests.

A generated id names nothing and a generated entity tag is nobody's, so on their own nearly all requests end at 404 or
412 and the handlers behind stay untested. A proportion of them gets the id and the version of a resource that exists;
the others keep what was generated.
"""

import random
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from attrs import define, field

from signoff_contract.description import Description, Operation
from signoff_contract.description.source import unescape
from signoff_contract.traffic.decoding import as_json

from .preparation import Choice, Preparation, Ref, Reference, Resource, Step

if TYPE_CHECKING:
    from .dispatcher import Dispatcher

# Of ten requests: how many name a resource that exists, and of those how many its version, or one it had before.
REAL_ID: Final = 0.85
CURRENT: Final = 0.65
EARLIER: Final = 0.85
REAL_REFERENCE: Final = 0.8


class NotPrepared(Exception):
    """A resource could not be made, so generated requests cannot name one."""


@define
class Instance:
    """One prepared thing: the path parameters that name it, its id as the server told it, what is known of it."""

    resource: Resource
    id: Any
    path: dict[str, Any]
    uses: int = 0
    parts: dict[str, Any] = field(factory=dict)
    versions: list[str] = field(factory=list)


@define
class ResourcePool:
    """Keeps one of each resource at hand and renews it from time to time. Its choices repeat with `random`."""

    description: Description
    preparation: Preparation
    dispatcher: "Dispatcher"
    random: random.Random
    made: dict[str, int] = field(factory=dict, init=False)
    _at_hand: dict[str, Instance] = field(factory=dict, init=False)

    # Making things.

    def at_hand(self, name: str) -> Instance:
        """The thing of that kind that requests name now, made when there is none. Raises NotPrepared."""
        known = self._at_hand.get(name)
        if known is not None and self._stands(known):
            return known
        return self.renew(name)

    def renew(self, name: str, state: int | None = None) -> Instance:
        """Make a new thing and lead it into one of its states. Raises NotPrepared."""
        resource = self.preparation.resource(name)
        read = self.description.operation(resource.read)
        *around, own = read.path_names
        parents = [self.at_hand(parent.name) for parent in self.dispatcher.above(resource)]
        path = {parameter: value for parent in parents for parameter, value in parent.path.items()}
        missing = [parameter for parameter in around if parameter not in path]
        if missing:
            raise NotPrepared(f"nothing that is prepared gives {missing[0]} of {read.path}")
        maker = self.description.operation(resource.create or resource.listing or resource.read)
        body = self.resolve(resource.body) if resource.create else None
        answer = self.dispatcher.call(maker, _filled(maker.path, path), body)
        identifier = find(as_json(answer.response_body), resource.id)
        if answer.status not in {200, 201} or identifier is None:
            raise NotPrepared(f"{maker.id} answered {answer.status}; nothing can be named in generated requests")
        instance = Instance(resource, identifier, {**path, own: identifier})
        self._at_hand[name] = instance
        self.dispatcher.live[resource.name].add(self.dispatcher.key(resource, instance.path))
        number = self.made.get(name, 0)
        self.made[name] = number + 1
        steps = resource.states[(number if state is None else state) % len(resource.states)]
        self._refresh(instance)
        for step in steps:
            self._take(instance, step)
        self._find_parts(instance)
        return instance

    def _stands(self, instance: Instance) -> bool:
        """Whether it is still there, and still part of what stands above it."""
        if self.dispatcher.key(instance.resource, instance.path) not in self.dispatcher.live[instance.resource.name]:
            return False
        parents = self.dispatcher.above(instance.resource)
        return all(self._at_hand.get(each.name) is not None for each in parents) and all(
            instance.path.get(parameter) == value
            for each in parents
            for parameter, value in self.at_hand(each.name).path.items()
        )

    def _take(self, instance: Instance, step: Step) -> None:
        operation = self.description.operation(step.operation)
        version = instance.versions[-1] if operation.needs_precondition else None
        self.dispatcher.call(operation, _filled(operation.path, instance.path), step.body, version)
        self._refresh(instance)

    def _refresh(self, instance: Instance) -> None:
        resource = instance.resource
        read = self.description.operation(resource.read)
        parts = {name: each.pointer for name, each in resource.parts.items() if each.operation is None}
        if not read.gives_version and not parts:
            return
        answer = self.dispatcher.call(read, _filled(read.path, instance.path))
        version = answer.response_headers.get(self.dispatcher.watch.version_header)
        if answer.status != 200 or (read.gives_version and version is None):
            raise NotPrepared(f"{read.id} answered {answer.status} or without an entity tag for a new resource")
        if version is not None and (not instance.versions or instance.versions[-1] != version):
            instance.versions.append(version)
        _note(instance, parts, as_json(answer.response_body))

    def _find_parts(self, instance: Instance) -> None:
        elsewhere = {each.operation for each in instance.resource.parts.values() if each.operation is not None}
        for name in sorted(elsewhere):
            operation = self.description.operation(name)
            answer = self.dispatcher.call(operation, _filled(operation.path, instance.path))
            parts = {key: each.pointer for key, each in instance.resource.parts.items() if each.operation == name}
            _note(instance, parts, as_json(answer.response_body))

    # Putting them into requests.

    def chooses(self, chance: float) -> bool:
        """Draw once."""
        return self.random.random() < chance

    def target(self, operation: Operation, *, fresh: bool, state: int | None = None) -> Instance | None:
        """The thing that the path of an operation names, ready to be named; None when the path names nothing prepared.

        `fresh` takes a new one in that state, that of the examples unless given. What is to be deleted is new as well.
        """
        resource = self.dispatcher.named_by(operation)
        if resource is None:
            return None
        known = self._at_hand.get(resource.name)
        goes = operation.method == "DELETE" and operation.path == self.description.operation(resource.read).path
        if fresh or goes:
            first = resource.example_state if state is None else state
            instance = self.renew(resource.name, first if fresh else None)
        elif known is None or known.uses >= resource.changes or not self._stands(known):
            instance = self.renew(resource.name)
        else:
            instance = known
            self._refresh(instance)
        instance.uses += 1
        return instance

    def name(self, operation: Operation, instance: Instance | None, path: MutableMapping[str, Any]) -> bool:
        """Put values that exist into path parameters; whether all of them do now."""
        real = True
        for parameter in path:
            given = self.preparation.parameters.get(parameter)
            if instance is not None and parameter in instance.path:
                path[parameter] = instance.path[parameter]
            elif instance is not None and parameter in instance.parts:
                path[parameter] = instance.parts[parameter]
            elif given is not None:
                path[parameter] = self._value(given, {})
            else:
                described = operation.parameter(parameter, "path")
                real = real and described is not None and "enum" in self.description.deref(described.schema)
        return real

    def ask(self, operation: Operation, query: MutableMapping[str, Any]) -> None:
        """Put values that exist into query parameters that are there."""
        for parameter in query:
            given = self.preparation.queries.get(parameter)
            if given is None:
                continue
            query[parameter] = given(self.random, operation) if callable(given) else self._value(given, {})

    def named_by_query(self, operation: Operation) -> tuple[str, ...]:
        """The query parameters of an operation that name a resource."""
        known = {name for name, given in self.preparation.queries.items() if isinstance(given, Ref)}
        return tuple(each.name for each in operation.parameters if each.location == "query" and each.name in known)

    def version(self, instance: Instance, generated: str | None, *, current: bool = False) -> str | None:
        """An entity tag for a thing: the current one, an earlier one, or the generated one."""
        drawn = self.random.random()
        if not instance.versions:
            return generated
        if current or drawn < CURRENT:
            return instance.versions[-1]
        earlier = instance.versions[:-1]
        return self.random.choice(earlier) if drawn < EARLIER and earlier else generated

    def refer(self, value: Any, operation: Operation) -> Any:
        """A request body whose references name what the server knows. Only members that are there are changed."""
        if isinstance(value, list):
            return [self.refer(item, operation) for item in value]
        if not isinstance(value, Mapping):
            return value
        inner = {member: self.refer(each, operation) for member, each in value.items()}
        return {member: self._reference(operation, member, each, inner) for member, each in inner.items()}

    def resolve(self, value: Any) -> Any:
        """A body of the preparation with everything that it refers to."""
        if isinstance(value, Ref | Choice):
            return self._value(value, {})
        if isinstance(value, Mapping):
            return {name: self.resolve(inner) for name, inner in value.items()}
        return [self.resolve(inner) for inner in value] if isinstance(value, list | tuple) else value

    def _reference(self, operation: Operation, member: str, value: Any, beside: Mapping[str, Any]) -> Any:
        references = self.preparation.references
        known = references.get(f"{operation.tag}.{member}") or references.get(member)
        if known is not None and value is not None and not isinstance(value, (list, Mapping)):
            return self._value(known, beside, value)
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
            name: self._value(wanted, {}, value[name]) if isinstance(wanted, Ref) else wanted
            for name, wanted in nested.items()
            if name in value
        }
        return {**value, **known}

    def _value(self, wanted: Reference, beside: Mapping[str, Any], otherwise: Any = None) -> Any:
        if isinstance(wanted, tuple):
            return self.random.choice(wanted)
        if isinstance(wanted, Choice):
            kind = beside.get(wanted.by)
            return self._value(wanted.of[kind], {}) if isinstance(kind, str) and kind in wanted.of else otherwise
        assert isinstance(wanted, Ref)  # noqa: S101
        instance = self.at_hand(wanted.resource)
        return instance.id if wanted.part is None else instance.parts.get(wanted.part, otherwise)


def _filled(path: str, values: Mapping[str, Any]) -> str:
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    return path


def with_query(path: str, query: Mapping[str, str]) -> str:
    """A path with a query, if there is one."""
    return f"{path}?{urlencode(query)}" if query else path


def _note(instance: Instance, parts: Mapping[str, str], value: Any) -> None:
    for name, pointer in parts.items():
        found = find(value, pointer)
        if found is not None:
            instance.parts[name] = found


def find(value: Any, pointer: str) -> Any:
    """The value at a JSON pointer, in which -1 is the last of a list; None when there is none."""
    for step in (unescape(part) for part in pointer.split("/")[1:]):
        if isinstance(value, list) and step == "-1" and value:
            value = value[-1]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return None
    return value
