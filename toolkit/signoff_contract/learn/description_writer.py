"""Writes findings into the files of a description, each where its element stands."""

from collections.abc import Iterator, Mapping
from functools import singledispatchmethod
from os.path import relpath
from pathlib import Path
from typing import Any

from attrs import define, field

from signoff_contract.description import Description, Provenance
from signoff_contract.description.elements import Elements
from signoff_contract.description.load import provenance_of
from signoff_contract.description.model import UNSURE
from signoff_contract.description.names import FORMERLY, OUTSIDE, WHOLE
from signoff_contract.description.sensitivity import PERSONAL
from signoff_contract.description.source import escape, unescape
from signoff_contract.traffic.vocabulary import Vocabulary

from .editor import EditError, Editor, flow, scalar
from .examples import Examples
from .findings import (
    AddHeader,
    AddMember,
    AddParameter,
    AddResponse,
    AddValues,
    Change,
    DropRequired,
    Finding,
    Mark,
    MoveMember,
    MovePath,
    RenameKey,
    RenameMember,
    RenameMethod,
    RenameParameter,
    SetFormat,
    SetTypes,
    WrapList,
)
from .inheritance import components, inheriting, together
from .links import Links, lifecycle_edits
from .yaml_text import mark_text, schema_lines

_SEEN = "Seen in recorded traffic."
_MOST_CITED = 3
# What an example holds where the type of a member has changed: it has to fit, and must not be what was recorded.
_STAND_INS: Mapping[str, str] = {
    "string": "text",
    "integer": "1",
    "number": "1.5",
    "boolean": "true",
    "date": "'2026-01-31'",
    "date-time": "'2026-01-31T12:00:00Z'",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "email": "someone@example.com",
}
_TIED = """
    allOf anyOf const enum format items maxItems maxLength maximum minItems minLength minimum oneOf pattern properties
    required
"""
_TIED_TO_A_TYPE = frozenset(_TIED.split())


@define(eq=False, slots=False)
class Writer:
    """Edits through `editors`, one for each file. `cited` gives each archive its short name and what that stands for.

    A change that cannot be written raises EditError; the caller takes its edits back.
    """

    description: Description
    editors: Mapping[Path, Editor]
    cited: Mapping[str, str]
    elements: Elements = field(init=False)
    vocabulary: Vocabulary = field(init=False)
    examples: Examples = field(init=False)
    links: Links = field(init=False)
    _marks: dict[str, Finding] = field(factory=dict, init=False)
    _moved: dict[str, str] = field(factory=dict, init=False)
    _names: set[str] = field(factory=set, init=False)
    _dropped: dict[str, set[str]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.elements = Elements(self.description)
        self.vocabulary = Vocabulary(self.description)
        self.examples = Examples(self.elements)
        self.links = Links(self.elements, self.at)

    def write(self, finding: Finding) -> None:
        """Carries out a finding's change. Marks are kept until `mark`. Raises EditError."""
        if finding.change is None:
            raise EditError("nothing to change")
        self._apply(finding.change, finding)

    def at(self, pointer: str) -> tuple[Editor, str]:
        """The editor of the file that an element stands in, and its pointer there."""
        place = self.description.places.get(pointer)
        if place is None or place.file not in self.editors:
            raise EditError(f"{pointer} is not written in one place")
        return self.editors[place.file], place.pointer

    def source(self, finding: Finding) -> str:
        """Where a finding was seen, as a provenance cites it."""
        by_file: dict[str, list[int]] = {}
        for ref in finding.refs[:_MOST_CITED]:
            by_file.setdefault(self.cited[ref.file], []).append(ref.index)
        self._names.update(by_file)
        said = [
            f"{name} {'entry' if len(set(indexes)) == 1 else 'entries'} {', '.join(map(str, sorted(set(indexes))))}"
            for name, indexes in by_file.items()
        ]
        more = " and more" if finding.count > _MOST_CITED else ""
        return f"{'; '.join(said)}{more}"

    def provenance(self, finding: Finding, before: Provenance | None = None) -> str:
        """The mark of what was seen, with the source of the one that it replaces; `conflict` where documents say
        otherwise."""
        stated = finding.provenance
        if (finding.against_documents or finding.guarded) and stated is not None:
            return mark_text(Provenance("conflict", f"{stated.source}; against {self.source(finding)}"))
        kept = f"; before: {before.source}" if before is not None else ""
        return mark_text(Provenance("observed", f"{self.source(finding)}{kept}"))

    def name_sources(self) -> None:
        """Says under `x-sources` what the cited short names stand for."""
        for name in sorted(self._names):
            editor, pointer = self.at("/info")
            text = scalar(self.cited[name])
            editor.add_within(pointer, "x-sources", "{}", f"{name}: {text}")

    @singledispatchmethod
    def _apply(self, change: Change, _finding: Finding) -> None:
        raise EditError(f"nobody knows how to write {type(change).__name__}")

    @_apply.register
    def _mark_later(self, change: Mark, finding: Finding) -> None:
        self.at(change.pointer)
        self._marks[change.pointer] = finding

    @_apply.register
    def _move_path(self, change: MovePath, finding: Finding) -> None:
        if f"/paths/{escape(change.path)}" in self.description.places:
            raise EditError(f"{change.path} is described already")
        if self._moved.get(change.pointer) == change.path:
            # Another operation of the same path has taken it along.
            self._mark_moved(finding)
            return
        editor, pointer = self.at(change.pointer)
        root, root_pointer = self.at("")
        if editor is root and root.has(f"{root_pointer}{change.pointer}"):
            pointer = change.pointer
        else:
            # The path item is another file's; the path is the key that refers to it.
            editor, pointer = root, change.pointer
        editor.rename_key(pointer, change.path)
        item = self.description.deref(self.description.resolve(change.pointer))
        former = unescape(change.pointer.rpartition("/")[2])
        self._formerly(self.elements.pointer(item), item, former)
        self._moved[change.pointer] = change.path
        self._mark_moved(finding)

    def _mark_moved(self, finding: Finding) -> None:
        for operation in self.description:
            if operation.id in finding.operations:
                self._marks[operation.pointer] = finding

    @_apply.register
    def _rename_key(self, change: RenameKey, finding: Finding) -> None:
        editor, pointer = self.at(change.pointer)
        editor.rename_key(pointer, change.name)
        if "/responses/" in change.pointer and "$ref" not in self.description.resolve(f"#{change.pointer}"):
            self._marks[change.pointer] = finding

    @_apply.register
    def _rename_member(self, change: RenameMember, finding: Finding) -> None:
        member = f"{change.owner}/properties/{escape(change.old)}"
        if change.new in (self.description.resolve(f"#{change.owner}").get("properties") or {}):
            raise EditError(f"{change.new} is described already")
        editor, pointer = self.at(member)
        editor.rename_key(pointer, change.new)
        schema = self.description.resolve(f"#{change.owner}")
        if "x-role" not in schema["properties"][change.old]:
            self._formerly(member, schema["properties"][change.old], change.old)
        for pointer_of, whole in together(self.description, change.owner):
            for lived, text in lifecycle_edits(whole, pointer_of, change.old, change.new):
                living, there = self.at(lived)
                living.replace(there, scalar(text))
        self.links.rename_member(change.owner, change.old, change.new)
        for owner in self._requiring(change.owner, change.old):
            requiring, at = self.at(f"{owner}/required")
            requiring.replace_item(at, change.old, change.new)
        examples = [self.at(found) for found in self.examples.members(change.owner, change.old)]
        for example, at in examples:
            example.rename_key(at, change.new, [other for editor, other in examples if editor is example])
        self._marks[member] = finding

    @_apply.register
    def _rename_parameter(self, change: RenameParameter, finding: Finding) -> None:
        editor, pointer = self.at(f"{change.pointer}/name")
        editor.replace(pointer, scalar(change.name))
        parameter = self.description.resolve(f"#{change.pointer}")
        if "x-role" not in (parameter.get("schema") or {}):
            self._formerly(change.pointer, parameter, str(parameter["name"]))
        self.links.rename_parameter(change.pointer, str(parameter["name"]), change.name)
        self._marks[change.pointer] = finding

    @_apply.register
    def _wrap_list(self, change: WrapList, finding: Finding) -> None:
        editor, pointer = self.at(change.pointer)
        schemas, at = self.at("/components/schemas")
        component = "".join(word.capitalize() for word in finding.operations[0].split("_")) + "Answer"
        if component in self.description.schemas:
            raise EditError(f"there is a schema {component}")
        inside = flow(editor.value(pointer), {FORMERLY: WHOLE})
        lines = [
            "type: object",
            f"description: {scalar(_SEEN)}",
            f"x-provenance: {self.provenance(finding)}",
            f"x-sensitivity: {self.elements.places.schema(self.description.resolve(f'#{change.pointer}')).sensitivity}",
            f"required: [{scalar(change.name)}]",
            "properties:",
            f"  {scalar(change.name)}: {inside}",
        ]
        if schemas is not editor:
            raise EditError("the list stands in another file than the schemas")
        schemas.add_member(at, component, lines)
        editor.replace(pointer, f"{{$ref: {scalar(f'#/components/schemas/{component}')}}}")
        content = pointer.rpartition("/")[0]
        for key, example in (("examples", "{seen: {value: {%s: []}}}"), ("example", "{%s: []}")):
            if editor.has(f"{content}/{key}"):
                editor.replace(f"{content}/{key}", example % scalar(change.name))
        self.links.wrap(change.pointer, change.name)

    @_apply.register
    def _move_member(self, change: MoveMember, finding: Finding) -> None:
        editor, pointer = self.at(f"{change.old}/properties/{escape(change.name)}")
        owner, at = self.at(f"{change.owner}/properties")
        if owner is not editor:
            raise EditError("the two schemas stand in different files")
        text = flow(editor.value(pointer), {FORMERLY: f"{OUTSIDE}{change.name}"}, without=("x-provenance",))
        owner.add_member(at, change.name, [f"{text[:-1]}, x-provenance: {self.provenance(finding)}}}"])
        if change.name in (self.description.resolve(f"#{change.old}").get("required") or ()):
            self._drop_required(DropRequired(change.old, change.name), finding)

    @_apply.register
    def _rename_method(self, change: RenameMethod, finding: Finding) -> None:
        editor, pointer = self.at(change.pointer)
        editor.rename_key(pointer, change.name)
        self._marks[change.pointer] = finding

    @_apply.register
    def _set_types(self, change: SetTypes, finding: Finding) -> None:
        schema = self.description.resolve(f"#{change.pointer}")
        stated = schema.get("type")
        described = {stated} if isinstance(stated, str) else set(stated)
        if set(change.types) - {"null"} != described - {"null"} and _TIED_TO_A_TYPE & set(schema):
            raise EditError("what else the schema says belongs to the old type")
        editor, pointer = self.at(f"{change.pointer}/type")
        words = [scalar(kind) for kind in change.types]
        editor.replace(pointer, words[0] if len(words) == 1 else f"[{', '.join(words)}]")
        if not described <= set(change.types):
            self._replace_in_examples(change.pointer, change.types[0])
        self._marks[change.pointer] = finding

    @_apply.register
    def _set_format(self, change: SetFormat, finding: Finding) -> None:
        editor, pointer = self.at(f"{change.pointer}/format")
        if change.format is None:
            editor.remove_member(pointer)
        else:
            editor.replace(pointer, scalar(change.format))
            self._replace_in_examples(change.pointer, change.format)
        self._marks[change.pointer] = finding

    @_apply.register
    def _drop_required(self, change: DropRequired, _finding: Finding) -> None:
        editor, pointer = self.at(f"{change.owner}/required")
        listed = len(self.description.resolve(f"#{change.owner}/required"))
        dropped = self._dropped.setdefault(change.owner, set())
        if listed == 1:
            editor.remove_member(pointer)
        elif len(dropped) + 1 == listed:
            raise EditError("it is the last of a list of required members; remove the list")
        else:
            editor.remove_item(pointer, change.name)
            dropped.add(change.name)

    @_apply.register
    def _add_member(self, change: AddMember, finding: Finding) -> None:
        lines = schema_lines(change.shape, self.vocabulary)
        lines += [f"x-sensitivity: {PERSONAL}", f"x-provenance: {self.provenance(finding)}"]
        schema = self.description.resolve(f"#{change.owner}")
        if "properties" not in schema:
            raise EditError("the schema lists no members; it has to become an object first")
        editor, pointer = self.at(f"{change.owner}/properties")
        plain = not {"object", "array"} & set(change.shape.types)
        editor.add_member(pointer, change.name, [f"{{{', '.join(lines)}}}"] if plain else lines)

    @_apply.register
    def _add_values(self, change: AddValues, _finding: Finding) -> None:
        editor, pointer = self.at(change.pointer)
        for value in change.values:
            editor.add_item(pointer, scalar(value))

    @_apply.register
    def _add_parameter(self, change: AddParameter, finding: Finding) -> None:
        text = (
            f"{{name: {scalar(change.name)}, in: query, required: false, schema: {{type: {change.type}}}, "
            f"description: {scalar(_SEEN)}, x-sensitivity: {PERSONAL}, x-provenance: {self.provenance(finding)}}}"
        )
        editor, pointer = self.at(change.pointer)
        editor.add_within(pointer, "parameters", "[]", text)

    @_apply.register
    def _add_response(self, change: AddResponse, _finding: Finding) -> None:
        like = self.description.places.get(change.like.removeprefix("#"))
        place = self.description.places.get(f"{change.pointer}/responses")
        if like is None or place is None:
            raise EditError("the answer is not written in one place")
        file = "" if like.file == place.file else Path(relpath(like.file, place.file.parent)).as_posix()
        editor, pointer = self.at(f"{change.pointer}/responses")
        editor.add_member(pointer, str(change.status), [f"{{$ref: {scalar(f'{file}#{like.pointer}')}}}"])

    @_apply.register
    def _add_header(self, change: AddHeader, finding: Finding) -> None:
        text = (
            f"{{description: {scalar(_SEEN)}, schema: {{type: string}}, x-sensitivity: {PERSONAL}, "
            f"x-provenance: {self.provenance(finding)}}}"
        )
        editor, pointer = self.at(change.pointer)
        editor.add_within(pointer, "headers", "{}", f"{change.name}: {text}")

    def _formerly(self, pointer: str, element: Mapping[str, Any], old: str) -> None:
        """Says what an element was called, so that a plan that uses the old name goes on working."""
        if FORMERLY not in element:
            editor, at = self.at(pointer)
            editor.add_member(at, FORMERLY, [scalar(old)])

    def _requiring(self, owner: str, name: str) -> Iterator[str]:
        """The schemas that require a member of `owner`: itself, and those that are put together with it."""
        for pointer, schema in together(self.description, owner):
            if name in (schema.get("required") or ()):
                yield pointer

    def _replace_in_examples(self, member: str, kind: str) -> None:
        owner, _, name = member.rpartition("/properties/")
        if kind not in _STAND_INS or not owner or "/" in name:
            raise EditError("its examples have to be written anew")
        for found in self.examples.members(owner, unescape(name)):
            editor, pointer = self.at(found)
            editor.replace(pointer, _STAND_INS[kind])

    def mark(self) -> None:
        """Marks what was seen as observed, and restates the old mark on what is inside and was not seen."""
        self.links.write()
        for pointer, schema in components(self.description.document):
            inside = list(inheriting(schema, pointer))
            stated = provenance_of(schema, None)
            if stated is not None and stated.confidence in UNSURE and inside and self._marks.keys() >= set(inside):
                finding = self._marks[inside[0]]
                self._state(pointer, schema, finding)
                if schema.get("required") and "x-required-provenance" not in schema:
                    editor, at = self.at(pointer)
                    editor.add_member(at, "x-required-provenance", [mark_text(stated)])
                for each in inside:
                    del self._marks[each]
        for pointer, finding in self._marks.items():
            element = self.description.resolve(f"#{pointer}")
            old = provenance_of(element, None) or finding.provenance
            self._state(pointer, element, finding)
            for inner in inheriting(element, pointer):
                if inner not in self._marks and old is not None:
                    editor, at = self.at(inner)
                    editor.add_member(at, "x-provenance", [mark_text(old)])

    def _state(self, pointer: str, element: Mapping[str, Any], finding: Finding) -> None:
        editor, at = self.at(pointer)
        before = provenance_of(element, None)
        if before is not None:
            editor.replace(f"{at}/x-provenance", self.provenance(finding, before))
        else:
            editor.add_member(at, "x-provenance", [self.provenance(finding)])
