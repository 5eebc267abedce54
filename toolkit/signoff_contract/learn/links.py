"""What has to follow a rename so that the description stays whole: links between operations, and lifecycles."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define, field

from signoff_contract.description import Operation
from signoff_contract.description.elements import Elements
from signoff_contract.description.sensitivity import Place
from signoff_contract.description.source import escape, unescape

from .editor import Editor, scalar

_BODIES = ("$response.body#", "$request.body#")

At = Callable[[str], tuple[Editor, str]]


@define
class _Expression:
    """A runtime expression of a link: where it stands, and which member it names in which body, as it is described."""

    pointer: str
    head: str
    tokens: tuple[str, ...]
    place: Place
    prefix: str = ""
    renamed: dict[int, str] = field(factory=dict)
    """By position what a token is called now."""

    @property
    def text(self) -> str:
        told = (self.renamed.get(index, token) for index, token in enumerate(self.tokens))
        return self.head + self.prefix + "".join(f"/{escape(token)}" for token in told)


@define(eq=False, slots=False)
class Links:
    """The links of a description, and the edits that they need. `at` gives the editor of an element's file."""

    elements: Elements
    at: At

    @cached_property
    def _expressions(self) -> list[_Expression]:
        found: dict[str, _Expression] = {}
        for operation in self.elements.description:
            for link, place, asked in self._links(operation):
                pointer = self.elements.pointer(link)
                for name, said in (link.get("parameters") or {}).items():
                    for head, body in zip(_BODIES, (place, asked), strict=True):
                        if isinstance(said, str) and said.startswith(f"{head}/"):
                            at = f"{pointer}/parameters/{escape(str(name))}"
                            tokens = tuple(unescape(token) for token in said.removeprefix(head).split("/")[1:])
                            found.setdefault(at, _Expression(at, head, tokens, body))
        return list(found.values())

    def _links(self, operation: Operation) -> Iterator[tuple[Mapping[str, Any], Place, Place]]:
        description, places = self.elements.description, self.elements.places
        asked = places.request(operation, operation.bodies[0].media_type) if operation.bodies else Place(())
        for status, raw in (self.elements.raw(operation).get("responses") or {}).items():
            answer = description.deref(raw)
            media_type = next(iter(answer.get("content") or {}), "")
            place = places.response(operation, int(status) if str(status).isdigit() else 0, str(media_type))
            for link in (answer.get("links") or {}).values():
                yield description.deref(link), place, asked

    def rename_member(self, owner: str, old: str, new: str) -> None:
        """The member `old` of the schema at `owner` is called `new` in every expression from now on."""
        for expression in self._expressions:
            place = expression.place
            for index, token in enumerate(expression.tokens):
                if token == old and any(self.elements.pointer(facet.schema) == owner for facet in place.facets):
                    expression.renamed[index] = new
                place = self._inside(place, token)

    def _inside(self, place: Place, token: str) -> Place:
        inner = self.elements.places.member(place, token)
        return self.elements.places.element(place, int(token)) if not inner.described and token.isdigit() else inner

    def wrap(self, schema: str, name: str) -> None:
        """The body whose schema stands at a pointer is the member `name` of an object from now on."""
        for expression in self._expressions:
            if any(self.elements.pointer(facet.schema) == schema for facet in expression.place.facets[:1]):
                expression.prefix = f"/{escape(name)}"

    def rename_parameter(self, parameter: str, old: str, new: str) -> None:
        """The query parameter at a pointer is called `new` in every link to an operation that takes it."""
        taking = {
            operation.id
            for operation in self.elements.description
            if self.elements.parameter(operation, old, "query") == parameter
        }
        links = (link for operation in self.elements.description for link, _, _ in self._links(operation))
        for link in {id(link): link for link in links}.values():
            for key in (f"query.{old}", old):
                if link.get("operationId") in taking and key in (link.get("parameters") or {}):
                    editor, pointer = self.at(f"{self.elements.pointer(link)}/parameters/{escape(key)}")
                    editor.rename_key(pointer, key.replace(old, new))

    def write(self) -> None:
        """Writes the expressions that have changed."""
        for expression in self._expressions:
            if expression.prefix or expression.renamed:
                editor, pointer = self.at(expression.pointer)
                editor.replace(pointer, scalar(expression.text))


def lifecycle_edits(schema: Mapping[str, Any], pointer: str, old: str, new: str) -> Iterator[tuple[str, str]]:
    """The pointers of a schema's `x-lifecycle` that name the member `old`, and what they say instead."""
    stated = schema.get("x-lifecycle")
    if not isinstance(stated, Mapping):
        return
    for key in ("id", "state"):
        said = str(stated.get(key) or "")
        if said == f"/{escape(old)}" or said.startswith(f"/{escape(old)}/"):
            yield f"{pointer}/x-lifecycle/{key}", f"/{escape(new)}{said[len(escape(old)) + 1 :]}"
