"""Which members a description says may be written, and which of them a run wrote."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpx2
from attrs import frozen
from tests.suite.planted import run_with

from signoff_contract.description import Description, Operation
from signoff_contract.description.elements import Elements
from signoff_contract.description.sensitivity import Place
from signoff_contract.mock.planted import Fault, Send, json_of
from signoff_contract.mock.registry import build


@frozen
class Body:
    """A JSON body that was sent and taken."""

    method: str
    path: str
    value: Any


def sent_by_the_plan(partner: str) -> list[Body]:
    """What the plan sends to a correct mock that is not refused, all changes of the run."""
    base = build(partner).base_url()
    bodies: list[Body] = []

    def keep(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        value = json_of(request)
        if value is not None and response.status_code < 400:
            bodies.append(Body(request.method, str(request.url.copy_with(query=None)).removeprefix(base), value))
        return response

    run_with(partner, Fault("nothing", (), lambda: keep, tokens=True))
    return bodies


def writable(description: Description) -> set[str]:
    """The JSON pointers of all members that stand in a JSON body of any request and are not `readOnly`."""
    elements = Elements(description)
    found: set[str] = set()
    for place in _requests(description, elements):
        _walk(elements, place, found, ())
    return found


def written(description: Description, bodies: Iterable[Body]) -> set[str]:
    """The pointers of the members that bodies have; null is no value."""
    elements = Elements(description)
    found: set[str] = set()
    for body in bodies:
        matched = description.match(body.method, body.path)
        for place in _bodies(elements, matched[0]) if matched else ():
            _sent(elements, place, body.value, found)
    return found


def _requests(description: Description, elements: Elements) -> Iterator[Place]:
    for operation in description.operations:
        yield from _bodies(elements, operation)


def _bodies(elements: Elements, operation: Operation) -> Iterator[Place]:
    for body in operation.bodies:
        if "json" in body.media_type:
            yield elements.places.request(operation, body.media_type)


def _members(elements: Elements, place: Place) -> Iterator[tuple[str, str]]:
    """Name and pointer of each member that may be written; of all places that describe it, in parts and alternatives."""
    for facet in place.facets:
        properties = facet.schema.get("properties")
        for name, schema in properties.items() if isinstance(properties, Mapping) else ():
            if not any(inner.schema.get("readOnly") for inner in elements.places.member(place, name).facets):
                yield name, elements.pointer(schema)


def _walk(elements: Elements, place: Place, found: set[str], above: tuple[str, ...]) -> None:
    for name, pointer in _members(elements, place):
        found.add(pointer)
        if pointer not in above:
            inner = elements.places.member(place, name)
            _walk(elements, inner, found, (*above, pointer))
            _walk(elements, elements.places.element(inner, 0), found, (*above, pointer))
    if not place.described or above:
        return
    _walk(elements, elements.places.element(place, 0), found, ("",))


def _sent(elements: Elements, place: Place, value: Any, found: set[str]) -> None:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            _sent(elements, elements.places.element(place, index), inner, found)
    elif isinstance(value, Mapping):
        for name, pointer in _members(elements, place):
            if value.get(name) is not None:
                found.add(pointer)
        for name, inner in value.items():
            _sent(elements, elements.places.member(place, name), inner, found)
