"""What is written into a description, as lines of YAML."""

from signoff_contract.description import Provenance
from signoff_contract.traffic.shapes import Shape
from signoff_contract.traffic.vocabulary import Vocabulary, looks_keyed_by_data

from .editor import scalar


def schema_lines(shape: Shape, vocabulary: Vocabulary, *, in_list: bool = False) -> list[str]:
    """A schema out of types, forms and names alone, a line for each of its words."""
    # Null alone says nothing about what stands there otherwise.
    types = [] if shape.types == ("null",) else list(shape.types)
    said = []
    if types:
        said.append(f"type: {types[0]}" if len(types) == 1 else f"type: [{', '.join(map(scalar, types))}]")
    if types == ["string"] and shape.form is not None:
        said.append(f"format: {shape.form}")
    # The only member of an object may be the key of a table with one row.
    alone = len(shape.members) == 1 and not in_list
    shown = {
        name: inner
        for name, inner in shape.members.items()
        if vocabulary.shows(name, *((inner.seen.count,) if alone else ()))
    }
    keyed = looks_keyed_by_data({name: inner.members for name, inner in shape.members.items()})
    if "object" in types and shown and not keyed:
        said.append("properties:")
        for name, each in shown.items():
            said += _below(scalar(name), schema_lines(each, vocabulary))
    if "array" in types:
        said += _below(
            "items",
            schema_lines(shape.elements, vocabulary, in_list=True) if shape.elements is not None else [],
            indent="",
        )
    return said


def _below(name: str, lines: list[str], indent: str = "  ") -> list[str]:
    """A member in block style: short ones in one line."""
    if all(not line.endswith(":") and not line.startswith(" ") for line in lines):
        return [f"{indent}{name}: {{{', '.join(lines)}}}"]
    return [f"{indent}{name}:", *(f"{indent}  {line}" for line in lines)]


def mark_text(provenance: Provenance) -> str:
    """A provenance as the description writes it."""
    return f"{{confidence: {scalar(provenance.confidence)}, source: {scalar(provenance.source)}}}"
