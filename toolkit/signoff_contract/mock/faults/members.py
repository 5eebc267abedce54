"""Changes to the body of an answer by what the description says of it: members taken away, added, or of an unknown value."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from attrs import evolve, frozen

from signoff_contract.description import Description, Operation
from signoff_contract.description.composition import members
from signoff_contract.description.errors import DescriptionError
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import JSON, Answer

from .scene import Scene

_LISTS_OF_VALUES: Final = ("x-known-values", "enum")
_DEEPEST: Final = 12


@frozen
class Place:
    """A member that stands in an answer: the object that has it, its name, its pointer, and what is said of it."""

    holder: dict[str, Any]
    name: str
    pointer: str
    schema: Mapping[str, Any]
    required: bool


def unknown_value(scene: Scene, answer: Answer) -> Delivery | None:
    """The answer with a value in one member that its description does not list."""
    opened = _open(scene, answer)
    if opened is None:
        return None
    listed = [each for each in opened.places if _values_of(each.schema)]
    place = _chosen(scene, listed, scene.parameters["member"])
    if place is None:
        return None
    inside = place.holder[place.name]
    unknown = scene.parameters["new_value"]
    if unknown is None:
        unknown = _beyond(_values_of(place.schema))
    place.holder[place.name] = [unknown] if isinstance(inside, list) else unknown
    return opened.closed(answer)


def added_member(scene: Scene, answer: Answer) -> Delivery | None:
    """The answer with one more member in its object, or in each object of its list."""
    opened = _open(scene, answer)
    if opened is None:
        return None
    objects = (
        [opened.value] if isinstance(opened.value, dict) else [each for each in opened.value if isinstance(each, dict)]
    )
    name = scene.parameters["member"]
    if not objects or any(name in each for each in objects):
        return None
    for each in objects:
        each[name] = scene.parameters["new_value"]
    return opened.closed(answer)


def missing_member(scene: Scene, answer: Answer) -> Delivery | None:
    """The answer without one of its members: a required one, where it has any."""
    opened = _open(scene, answer)
    if opened is None:
        return None
    required = [each for each in opened.places if each.required]
    named = scene.parameters["member"]
    place = _chosen(scene, opened.places if named is not None else required or opened.places, named)
    if place is None:
        return None
    del place.holder[place.name]
    return opened.closed(answer)


def lists_values(description: Description) -> bool:
    """Whether any answer of the description has a member whose values are listed."""
    return any(operation_lists_values(description, operation) for operation in description)


def answers_with_body(_: Description, operation: Operation) -> bool:
    """Whether a success of an operation has a body."""
    return any(each.bodies for each in operation.success)


def operation_lists_values(description: Description, operation: Operation) -> bool:
    """The same for the answers of one operation."""
    return any(
        _has_listed(description, body.schema, ()) for each in operation.success for body in each.bodies if body.schema
    )


def _has_listed(description: Description, schema: Any, above: tuple[int, ...]) -> bool:
    schema = description.deref(schema)
    if not isinstance(schema, Mapping) or id(schema) in above:
        return False
    if _values_of(schema):
        return True
    inner = [*(schema.get("properties") or {}).values(), *(schema.get("allOf") or ()), schema.get("items")]
    return any(_has_listed(description, each, (*above, id(schema))) for each in inner)


@frozen
class _Opened:
    """The decoded body of a success, and the described members that stand in it."""

    value: Any
    places: list[Place]

    def closed(self, answer: Answer) -> Delivery:
        """The answer with the body as it is now."""
        return Delivery(evolve(answer, body=orjson.dumps(self.value)))


def _open(scene: Scene, answer: Answer) -> _Opened | None:
    operation, description = scene.operation, scene.hooks.description
    if operation is None or description is None or not 200 <= answer.status < 300 or not answer.body:
        return None
    response = operation.response(answer.status)
    media_type = answer.header("Content-Type")
    body = None if response is None else response.body(media_type)
    if not (media_type or "").lower().startswith(JSON) or body is None or body.schema is None:
        return None
    try:
        value = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(value, dict | list):
        return None
    return _Opened(value, list(_places(description, body.schema, value, "")))


def _places(description: Description, schema: Any, value: Any, pointer: str) -> Iterator[Place]:
    schema = description.deref(schema)
    if not isinstance(schema, Mapping) or pointer.count("/") > _DEEPEST:
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(description, schema.get("items"), item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        try:
            described = members(description, schema)
        except DescriptionError:
            return
        if described is None:
            return
        for name, member in described.schemas.items():
            if name in value:
                within, said = f"{pointer}/{name}", description.deref(member)
                yield Place(value, name, within, said, name in described.required)
                yield from _places(description, said, value[name], within)


def _chosen(scene: Scene, places: list[Place], named: str | None) -> Place | None:
    """The member that is named, by name or by JSON pointer; else one that the seed draws."""
    if named is not None:
        return next((each for each in places if named in {each.name, each.pointer}), None)
    return places[scene.draw(len(places))] if places else None


def _values_of(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values that are listed for a member, or for the items of a list."""
    items = schema.get("items")
    for said in (schema, items if isinstance(items, Mapping) else {}):
        for word in _LISTS_OF_VALUES:
            if said.get(word):
                return tuple(said[word])
    return ()


def _beyond(values: tuple[Any, ...]) -> Any:
    """A value of the same kind that is none of these."""
    numbers = [each for each in values if isinstance(each, int | float) and not isinstance(each, bool)]
    if numbers:
        return max(numbers) + 1
    return "UNHEARD_OF" if "UNHEARD_OF" not in values else "UNHEARD_OF_2"
