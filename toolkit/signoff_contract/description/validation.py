"""Holds values against the schemas of a description: bodies, and parameters as they come over the wire."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import jsonschema_rs
from attrs import define, field, frozen

from .model import Description, Operation, Parameter
from .source import escape
from .wording import describe, lacked

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DOCUMENT = "urn:signoff:description"


@frozen
class Violation:
    """One thing that a schema refuses: where in the value (JSON pointer), and why.

    `message` is said of the value, see `wording`. It never repeats the value itself, because values may be personal data.
    """

    pointer: str
    message: str
    keyword: str
    schema_pointer: str = ""


@define
class Validators:
    """Compiled validators of one description; each schema is compiled once, on first use."""

    description: Description
    _compiled: dict[str, Any] = field(factory=dict, init=False)

    def check(self, schema: Mapping[str, Any], value: Any) -> tuple[Violation, ...]:
        """What `schema` (raw, from this description) refuses about `value`; empty when it is accepted."""
        validator = self._validator(schema)
        try:
            if validator.is_valid(value):
                return ()
        except UnicodeEncodeError:
            # Half a character cannot be handed over; the rest of the value is checked without it.
            return (*_halved(value), *self.check(schema, _without_halves(value)))
        return tuple(
            Violation(
                pointer="".join(f"/{escape(str(token))}" for token in error.instance_path),
                message=describe(error),
                keyword=str(error.kind.name),
                schema_pointer="".join(f"/{escape(str(token))}" for token in error.schema_path),
            )
            for error in validator.iter_errors(value)
        )

    def checker(self, schema: Mapping[str, Any]) -> Callable[[Any], tuple[Violation, ...]]:
        """`check` for one schema, with everything done beforehand that can be: for whoever asks again and again."""
        accepts = self._validator(schema).is_valid

        def check(value: Any) -> tuple[Violation, ...]:
            try:
                if accepts(value):
                    return ()
            except UnicodeEncodeError:
                # `check` says where.
                pass
            return self.check(schema, value)

        return check

    def reader(self, parameter: Parameter) -> Callable[[str], tuple[Any, tuple[Violation, ...]]]:
        """`parameter` for one of them, likewise."""
        schema = self.description.deref(parameter.schema)
        check = self.checker(parameter.schema)

        def read(raw: str) -> tuple[Any, tuple[Violation, ...]]:
            value = coerce(schema, raw)
            return value, check(value)

        return read

    def request(self, operation: Operation, media_type: str | None, value: Any) -> tuple[Violation, ...]:
        """What the description refuses about a decoded request body of that media type."""
        wanted = (media_type or "").split(";")[0].strip().lower()
        for body in operation.bodies:
            if body.media_type.lower() == wanted:
                return self.check(body.schema, value) if body.schema is not None else ()
        return (Violation("", f"has the media type {wanted or 'none'}, which is not described", "content-type"),)

    def parameter(self, parameter: Parameter, raw: str) -> tuple[Any, tuple[Violation, ...]]:
        """A parameter's value out of its text, and what its schema refuses about it."""
        schema = self.description.deref(parameter.schema)
        value = coerce(schema, raw)
        return value, self.check(parameter.schema, value)

    def _validator(self, schema: Mapping[str, Any]) -> Any:
        named = set(schema) == {"$ref"}
        key = schema["$ref"] if named else repr(schema)
        if key not in self._compiled:
            whole = (
                {"allOf": [{"$ref": f"{_DOCUMENT}{schema['$ref']}"}]}
                if named
                else {**self._document, "allOf": [schema]}
            )
            self._compiled[key] = jsonschema_rs.Draft202012Validator(
                whole, validate_formats=True, registry=self._registry
            )
        return self._compiled[key]

    @cached_property
    def _document(self) -> dict[str, Any]:
        return {"$schema": _DIALECT, "components": self.description.document.get("components", {})}

    @cached_property
    def _registry(self) -> Any:
        # Read once: handing all components to each validator takes longer than everything that is checked with it.
        return jsonschema_rs.Registry([(_DOCUMENT, self._document)])


def coerce(schema: Mapping[str, Any], raw: str) -> Any:
    """The value a parameter's text stands for; the text itself when it is not of the schema's type."""
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "integer" in kinds and raw.removeprefix("-").isascii() and raw.removeprefix("-").isdigit() and len(raw) < 20:
        return int(raw)
    if "number" in kinds:
        return _number(raw)
    if "boolean" in kinds and raw in {"true", "false"}:
        return raw == "true"
    return raw


def _number(raw: str) -> float | str:
    # float() also takes "nan", "1_0" and blanks, which are no JSON numbers.
    if not raw or set(raw) - set("+-0123456789.eE"):
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    return raw if value in {float("inf"), float("-inf")} else value


def missing_member(violation: Violation) -> str:
    """The member that a `required` violation misses."""
    return lacked(violation.message)


_HALF = re.compile("[\ud800-\udfff]")


def _without_halves(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {_without_halves(name): _without_halves(inner) for name, inner in value.items()}
    return [_without_halves(inner) for inner in value] if isinstance(value, list) else value


def _halved(value: Any, pointer: str = "") -> Iterator[Violation]:
    if isinstance(value, str) and _HALF.search(value):
        yield Violation(pointer, "holds half a character (a lone surrogate)", "unicode")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            shown = _HALF.sub("\ufffd", str(name))
            if shown != name:
                yield Violation(f"{pointer}/{escape(shown)}", "is named with half a character", "unicode")
            yield from _halved(inner, f"{pointer}/{escape(shown)}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _halved(inner, f"{pointer}/{index}")
