"""One document out of several files: references that leave the root file are brought into it."""

import copy
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field

from .errors import DescriptionError
from .source import Place, Places, Source, escape, follow, read_source, unescape


@define
class Bundle:
    """A document without outer references, where each of its values was written, and all files read."""

    document: dict[str, Any]
    places: Mapping[str, Place]
    sources: dict[Path, bytes]


# Members of these are called what their author likes, `example` too.
_NAMED = frozenset({"examples", "headers", "links", "parameters", "properties", "responses", "schemas"})


def bundle(root: Path) -> Bundle:
    """Read `root` and everything it refers to.

    A path item of another file is put where it is referred to. A component of another file
    (`other.yaml#/components/<kind>/<name>`) becomes a component of the document under its own name.

    Raises DescriptionError for a reference that names nothing, or two components of one name.
    """
    bundler = _Bundler(root.resolve().parent)
    return bundler.run(root)


@define
class _Bundler:
    folder: Path
    files: dict[Path, Source] = field(factory=dict)
    lifted: dict[tuple[str, str], tuple[Path, str]] = field(factory=dict)
    components: dict[str, dict[str, Any]] = field(factory=dict)
    # What was brought from where to where, in order.
    moves: list[tuple[Source, str, str]] = field(factory=list)
    orders: dict[Path, tuple[list[str], dict[str, int]]] = field(factory=dict)

    def run(self, root: Path) -> Bundle:
        source = self._file(root)
        if not isinstance(source.value, dict):
            raise DescriptionError(f"{root}:1: an OpenAPI document is a mapping")
        for kind, components in (source.value.get("components") or {}).items():
            if isinstance(components, dict):
                for name in components:
                    self.lifted[kind, name] = (source.path, f"/components/{escape(kind)}/{escape(name)}")
        document = self._visit(source.value, source, "", "")
        for kind, components in self.components.items():
            document.setdefault("components", {}).setdefault(kind, {}).update(components)
        texts = {path: file.text for path, file in self.files.items()}
        return Bundle(document, Places(partial(self._places, source)), texts)

    def _file(self, path: Path) -> Source:
        if path not in self.files:
            self.files[path] = read_source(path)
        return self.files[path]

    def _visit(self, value: Any, source: Source, at: str, origin: str) -> Any:
        if isinstance(value, list):
            return [self._visit(item, source, f"{at}/{index}", f"{origin}/{index}") for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        if isinstance(reference, str):
            return self._reference(value, reference, source, at, origin)
        return {
            # Everything else is new already: two places that refer to one value do not share it.
            name: copy.deepcopy(item)
            if _is_data(name, item, origin)
            else self._visit(item, source, f"{at}/{escape(name)}", f"{origin}/{escape(name)}")
            for name, item in list(value.items())
        }

    def _reference(self, value: dict[str, Any], reference: str, source: Source, at: str, origin: str) -> Any:
        file_name, _, fragment = reference.partition("#")
        root = next(iter(self.files.values()))

        def where() -> Place:
            return source.places.get(origin, Place(source.path, 1))

        if "://" in file_name:
            raise DescriptionError(
                f"{where()}: {reference!r} points outside the folder; keep a copy beside the document"
            )
        other = self._file(Path(source.path.parent, file_name)) if file_name else source
        target = _find(other.value, fragment, lambda: f"{where()}: {reference!r}")
        tokens = [unescape(token) for token in fragment.split("/")[1:]]
        is_component = len(tokens) == 3 and tokens[0] == "components"
        if other is root:
            return {**value, "$ref": f"#{fragment}"}
        if not is_component:
            self.moves.append((other, fragment, at))
            return self._visit(target, other, at, fragment)
        kind, name = tokens[1], tokens[2]
        known = self.lifted.get((kind, name))
        if known is None:
            self.lifted[kind, name] = (other.path, fragment)
            new = f"/components/{escape(kind)}/{escape(name)}"
            self.moves.append((other, fragment, new))
            self.components.setdefault(kind, {})[name] = self._visit(target, other, new, fragment)
        elif known != (other.path, fragment):
            raise DescriptionError(f"{where()}: two components are called {kind}/{name}; rename one of them")
        return {**value, "$ref": f"#/components/{escape(kind)}/{escape(name)}"}

    def _places(self, root: Source) -> Mapping[str, Place]:
        places = dict(root.places)
        for other, fragment, at in self.moves:
            pointers, index = self._order(other)
            # Everything inside a value stands right behind it.
            for pointer in pointers[index.get(fragment, len(pointers)) :]:
                if pointer != fragment and not pointer.startswith(f"{fragment}/"):
                    break
                places[at + pointer.removeprefix(fragment)] = other.places[pointer]
        return places

    def _order(self, source: Source) -> tuple[list[str], dict[str, int]]:
        if source.path not in self.orders:
            pointers = list(source.places)
            self.orders[source.path] = pointers, {pointer: number for number, pointer in enumerate(pointers)}
        return self.orders[source.path]


def _is_data(name: str, item: Any, origin: str) -> bool:
    """Whether a member holds example data, in which `$ref` is no reference."""
    tokens = origin.split("/")
    if tokens[-1] in _NAMED:
        return False
    if name == "value":
        return len(tokens) > 1 and tokens[-2] == "examples"
    return name in {"example", "const", "default", "enum"} or (name == "examples" and isinstance(item, list))


def _find(value: Any, fragment: str, message: Callable[[], str]) -> Any:
    try:
        value = follow(value, fragment)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise DescriptionError(f"{message()} names nothing") from error
    if not isinstance(value, Mapping):
        raise DescriptionError(f"{message()} names no object")
    return value
