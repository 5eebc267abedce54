"""What a campaign needs to know about one partner to reach its handlers. Data only.

A partner's own module beside this one, `<partner>.py`, has one function, and that is all that a new partner takes:

    def prepare(description: Description) -> Preparation: ...

`find_preparation` finds it by the partner's name. What the description already says is not repeated: which operations
there are, what they take, which parameters name what, whether a change needs a version, which values are known. What
remains is what no description can say: a body that the server accepts, which member of a body names which resource,
which operations change nothing. The least that works is a preparation with `partner` and `safe`; then nothing is made
beforehand, and a campaign sends what the description and its examples give. A partner with one thing that is made by
`parcels_create` and read by `parcels_get` at `/parcels/{parcel-id}` adds

    resources=(Resource("parcel", read="parcels_get", create="parcels_create", body={...}),)

and every request to a path that begins with `/parcels/{parcel-id}` names a parcel that exists.
"""

import random
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from attrs import evolve, field, frozen

from signoff_contract.description import Description, Operation
from signoff_contract.partners import MissingPart, find_part

from .watch import Rule


@frozen
class Ref:
    """Stands for a value of a prepared resource: its id, or one of its parts."""

    resource: str
    part: str | None = None


@frozen
class Choice:
    """Stands for what `of` has for the value of the member `by` beside it: `Choice("kind", {"P": Ref("project")})`."""

    by: str
    of: Mapping[Any, Ref]


@frozen
class Found:
    """Where a value stands: a JSON pointer (-1 is the last of a list) into the answer to an operation.

    The operation is the resource's own `read` unless named.
    """

    pointer: str
    operation: str | None = None


@frozen
class Step:
    """One call that leads a prepared resource on: the operation, and the body it takes."""

    operation: str
    body: Mapping[str, Any] | None = None


@frozen
class Resource:
    """One kind of thing that requests name.

    * `read`: the operation that reads it. The last parameter of its path names the thing; parameters before it name
      the things that it is part of.
    * `create`: the operation that makes one, `body` what of, `Ref`s anywhere inside. Without `create` the thing is
      there already, and `listing` is the operation that shows one.
    * `id`: where its id stands in the answer to `create`, or to `listing`.
    * `states`: what is done to a new one, one entry after the other in turn; `example_state` is the entry that the
      examples of the description start from. `changes`: after so many requests a new one is made.
    * `parts`: further values of it by name. A path parameter of that name below the thing's own path gets the value.
    * `query`: what `read` is asked with when a change is watched, so that it shows all that is stored.
    * `update`: the operation that changes only what its body names. `content` is where the answer to `read` has the
      thing itself, `moves` are members that may change without being named, with dots into members (`lines.total`).
    """

    name: str
    read: str
    create: str | None = None
    body: Any = None
    listing: str | None = None
    id: str = "/id"
    states: tuple[tuple[Step, ...], ...] = ((),)
    example_state: int = 0
    changes: int = 12
    parts: Mapping[str, Found] = field(factory=dict)
    query: Mapping[str, str] = field(factory=dict)
    update: str | None = None
    content: str = ""
    moves: frozenset[str] = frozenset()


Draw: TypeAlias = Callable[[random.Random, Operation], Any]
Reference: TypeAlias = Ref | Choice | tuple[Any, ...]


@frozen
class Preparation:
    """How to get things that a generated request can name, and values that the server knows.

    * `resources`: what is made beforehand; what one refers to may stand anywhere among them.
    * `parameters`: path parameters, by name, that name none of the things their path goes through.
    * `queries`: query parameters, by name, with a value that exists, or a function that draws one.
    * `references`: members of a request body, by name, whose values must exist on the server; `<tag>.<member>` goes
      before `<member>` in the operations of one tag. `nested`: members of the object, or of the objects of the list,
      that stands under a name.
    * `elsewhere`: operations whose examples cannot be accepted by the prepared things, with the reason.
    * `left_out`: operations that the campaign does not send, with the reason; `unreached` those that it cannot get
      accepted.
    * `safe`: operations that change nothing, which may be sent to a partner's environment, at most `budget` requests
      in all, tokens included.
    * `reaching`: operations that people or the post office notice, with the reason: only the mock gets them.
    * `narrowed`: what generated requests keep to besides the description, by JSON pointer into its document. Nobody is
      judged by it; it leads more requests past what no document says.
    * `nothing`: bodies that the partner's servers take for an empty object.
    * `token_form`: whether the token is asked for with a form and not with JSON.
    * `trace_in_errors`: whether the body of an error repeats the request identifier.
    * `rules`: checks for this partner alone. `rows`: the requirement rows that a check stands for, by its name.
    """

    partner: str
    resources: tuple[Resource, ...] = ()
    parameters: Mapping[str, Reference] = field(factory=dict)
    queries: Mapping[str, Reference | Draw] = field(factory=dict)
    references: Mapping[str, Reference] = field(factory=dict)
    nested: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    elsewhere: Mapping[str, str] = field(factory=dict)
    left_out: Mapping[str, str] = field(factory=dict)
    unreached: Mapping[str, str] = field(factory=dict)
    safe: tuple[str, ...] = ()
    budget: int = 90
    reaching: Mapping[str, str] = field(factory=dict)
    narrowed: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    nothing: frozenset[bytes] = frozenset()
    token_form: bool = False
    trace_in_errors: bool = True
    rules: tuple[Rule, ...] = ()
    rows: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def unnoticed(self) -> "Preparation":
        """The same without states of things that lead through `reaching`."""

        def of(resource: Resource) -> Resource:
            states = tuple(
                each for each in resource.states if not any(step.operation in self.reaching for step in each)
            )
            return evolve(resource, states=states or ((),), example_state=0)

        return evolve(self, resources=tuple(of(each) for each in self.resources))

    def resource(self, name: str) -> Resource:
        """The resource of that name. Raises KeyError."""
        for resource in self.resources:
            if resource.name == name:
                return resource
        raise KeyError(name)


def find_preparation(partner: str) -> Callable[[Description], Preparation] | None:
    """The function `prepare` of the partner's properties, found as `signoff_contract.partners` says; None without."""
    try:
        return cast("Callable[[Description], Preparation]", find_part(partner, "properties", "prepare"))
    except MissingPart:
        return None
