"""One operation of a description, with everything worked out that does not depend on the request."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description import Description, Operation, Parameter, Validators, Violation

from .http import JSON
from .writable import Prune, writable

Check = Callable[[Any], tuple[Violation, ...]]
Read = Callable[[str], tuple[Any, tuple[Violation, ...]]]


@frozen(eq=False)
class Content:
    """What is done with a decoded body: `prune` leaves out what does not count, `check` says what is refused."""

    prune: Prune
    check: Check


@frozen(eq=False)
class Prepared:
    """An operation: how its path values and query parameters are read, and its body.

    `path` has the parameters that are described, by name; `body` is None where any JSON is taken.
    """

    operation: Operation
    path: Mapping[str, Read]
    query: tuple[tuple[Parameter, Read], ...]
    body: Content | None

    @classmethod
    def of(cls, operation: Operation, validators: Validators) -> "Prepared":
        """Compile an operation."""
        readers = [
            (each, validators.reader(each)) for each in operation.parameters if each.location in {"path", "query"}
        ]
        described = next((each.schema for each in operation.bodies if each.media_type == JSON), None)
        return cls(
            operation,
            {each.name: read for each, read in readers if each.location == "path"},
            tuple((each, read) for each, read in readers if each.location == "query"),
            None if described is None else content_of(described, validators),
        )


def content_of(schema: Mapping[str, Any], validators: Validators) -> Content:
    """Compile the schema of a body."""
    return Content(writable(validators.description, schema), validators.checker(schema))


@define(eq=False)
class Preparations:
    """The operations of a description, each compiled once, when it is first called."""

    description: Description
    validators: Validators = field(init=False)
    _known: dict[str, Prepared] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.validators = Validators(self.description)

    def of(self, operation: Operation) -> Prepared:
        """What an operation compiles to."""
        found = self._known.get(operation.pointer)
        if found is None or found.operation is not operation:
            found = self._known[operation.pointer] = Prepared.of(operation, self.validators)
        return found
