"""What a campaign needs to know about one partner to reach its handlers. Data only."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen


@frozen
class Part:
    """Stands for the value that the prepared resource has for a path parameter."""

    parameter: str


@frozen
class Step:
    """One call that leads a prepared resource on: the operation, and the body it takes."""

    operation: str
    body: Mapping[str, Any] | None = None


@frozen
class Preparation:
    """How to get a resource that a generated request can name, and values that the server knows.

    * `create`, `read`: operations that make and read the resource with the version; `body` is what it is made of.
    * `parameter`: the path parameter that names it, `pointer` where its id stands in the answer to `create`.
    * `states`: what is done to a new resource, one entry after the other in turn; `example_state` is the entry that
      the examples of the description start from.
    * `parts`: further path parameters, and where in the resource their values stand. `listed` the same for the answer
      of the operation `listing`, where the last entry counts.
    * `queries`: query parameters with a value that exists; `resource_queries` are those that name the resource.
    * `references`: members of a request body, by name, whose values must exist on the server, each with values that
      do. `nested`: members of the object, or of the objects of the list, that stands under a name.
    * `elsewhere`: operations whose examples cannot be accepted by the prepared resource, with the reason.
    * `safe`: operations that change nothing, which may be sent to a partner's environment.
    """

    partner: str
    create: str
    read: str
    body: Mapping[str, Any]
    parameter: str
    pointer: str = "/id"
    states: tuple[tuple[Step, ...], ...] = ((),)
    example_state: int = 0
    parts: Mapping[str, str] = field(factory=dict)
    listing: str | None = None
    listed: Mapping[str, str] = field(factory=dict)
    queries: Mapping[str, Any] = field(factory=dict)
    resource_queries: tuple[str, ...] = ()
    references: Mapping[str, tuple[Any, ...]] = field(factory=dict)
    nested: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    elsewhere: Mapping[str, str] = field(factory=dict)
    safe: tuple[str, ...] = ()
