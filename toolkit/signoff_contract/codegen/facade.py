"""Writes the typed facade of a partner: `facade.py` and its awaited twin, both from one template."""

import ast
import builtins
import keyword
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from signoff.errors import error_class
from signoff_contract.description import Description, Operation, Provenance
from signoff_contract.description.plain_text import plain

from .endpoints import Argument, Endpoint
from .errors import GenerationError
from .settings import Settings

WIDTH = 120

# Names that a facade method uses itself; a parameter of the description gives way.
_TAKEN = frozenset({"self", "body", "version", "options", "_endpoint"})


@frozen
class FacadeArgument:
    """One argument of a facade method, and how it is handed to the generated endpoint."""

    name: str
    annotation: str
    optional: bool
    passed_as: str
    expression: str

    @property
    def declaration(self) -> str:
        if self.optional:
            return f"{self.name}: {self.annotation} | None = None"
        return f"{self.name}: {self.annotation}"


@frozen
class FacadeMethod:
    """One operation as a method. `port` is the caller's method that makes the call."""

    name: str
    constant: str
    operation: Operation
    folder: str
    module: str
    positional: tuple[FacadeArgument, ...]
    keywords: tuple[FacadeArgument, ...]
    port: str
    returns: str
    statuses: str
    doc: str

    @property
    def passed(self) -> tuple[FacadeArgument, ...]:
        return (*self.positional, *self.keywords)

    @property
    def parses(self) -> bool:
        return self.port in {"result", "versioned"}


@frozen
class FacadeResource:
    """The operations of one tag."""

    attribute: str
    class_name: str
    doc: str
    methods: tuple[FacadeMethod, ...]


def write_facade(description: Description, endpoints: Sequence[Endpoint], settings: Settings, package: Path) -> None:
    """Write both facades into a freshly generated package.

    Raises GenerationError when an operation has no name or no answer that a typed method can be made of.
    """
    resources = tuple(_resources(description, endpoints))
    methods = [method for resource in resources for method in resource.methods]
    context: dict[str, Any] = {
        "title": " ".join(f"{description.title}: resources and their operations,".split()),
        "resources": resources,
        "methods": methods,
        # What the facade does not use after all, the formatter removes.
        "imports": sorted(_imports(endpoints) | _builtins(methods)),
        "root": f"{settings.facade}Resources",
        "root_doc": f"All resources of the {description.title}, version {description.version} of its description.",
    }
    template = _template()
    for name, prefix in (("facade.py", ""), ("facade_async.py", "Async")):
        text = template.render(prefix=prefix, is_async=bool(prefix), **context)
        (package / name).write_text(text, "utf-8")


def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(  # noqa: S701 - Python, not HTML, is written; `literal` and `docstring` escape
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["literal"] = literal
    environment.filters["docstring"] = docstring
    return environment.get_template("facade.py.jinja")


def literal(text: str) -> str:
    """`text` as a Python literal of ASCII characters."""
    return ascii(text)


def docstring(text: str, indent: int) -> str:
    """`text` for between triple quotes: wrapped, indented, and unable to end the string or to escape anything."""
    paragraphs = []
    for number, line in enumerate(plain(text).split("\n")):
        first = " " * (indent + 3) if number == 0 else " " * indent
        rest = " " * (indent + 4) if line.startswith(":") else " " * indent
        paragraphs.append(textwrap.fill(line, WIDTH, initial_indent=first, subsequent_indent=rest))
    whole = "\n".join(paragraphs).lstrip().replace("\\", "\\\\")
    if '"""' in whole or whole.endswith('"'):
        whole = whole.replace('"', '\\"')
    return f"{whole}\n{' ' * indent}" if "\n" in whole else whole


def _resources(description: Description, endpoints: Sequence[Endpoint]) -> Iterator[FacadeResource]:
    docs = {str(tag.get("name")): str(tag.get("description", "")) for tag in description.document.get("tags", ())}
    by_folder: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        by_folder.setdefault(endpoint.folder, []).append(endpoint)
    for folder, members in by_folder.items():
        tag = members[0].operation.tag
        names = [_method_name(description, endpoint.operation) for endpoint in members]
        doubled = next((name for name in names if names.count(name) > 1), None)
        if doubled:
            raise GenerationError(f"{description.path}: the resource {tag!r} has two operations called {doubled!r}")
        yield FacadeResource(
            attribute=folder,
            class_name="".join(word.capitalize() for word in folder.split("_")) + "Resource",
            doc=docs.get(tag, "").strip() or f"The operations of {tag}.",
            methods=tuple(
                _method(description, endpoint, name, frozenset(names))
                for endpoint, name in zip(members, names, strict=True)
            ),
        )


def _method_name(description: Description, operation: Operation) -> str:
    name = operation.method_name
    named = operation.tag and operation.id.startswith(f"{operation.tag}_")
    if not named or not name.isidentifier() or not name.isascii() or name.startswith("_"):
        raise GenerationError(
            f"{description.place(operation.pointer)}: the operation id {operation.id!r} gives no method name; "
            f"write it as {operation.tag or '<tag>'}_<method>"
        )
    return f"{name}_" if keyword.iskeyword(name) else name


def _method(description: Description, endpoint: Endpoint, name: str, names: frozenset[str]) -> FacadeMethod:
    operation = endpoint.operation
    port, returns = _answer(description, endpoint)
    arguments = [_argument(argument, names, endpoint) for argument in endpoint.arguments]
    positional = [
        shown
        for shown, argument in zip(arguments, endpoint.arguments, strict=True)
        if argument.parameter is None or argument.parameter.location == "path"
    ]
    keywords = sorted(arguments[len(positional) :], key=lambda shown: shown.name == "version")
    return FacadeMethod(
        name=name,
        constant=f"_{endpoint.folder}_{name}".upper(),
        operation=operation,
        folder=endpoint.folder,
        module=endpoint.module,
        positional=tuple(positional),
        keywords=tuple(keywords),
        port=port,
        returns=_outside(returns, names, endpoint),
        statuses=_statuses(operation),
        doc="\n".join(_doc(operation, port, versioned=_has_versions(description))),
    )


def _argument(argument: Argument, names: frozenset[str], endpoint: Endpoint) -> FacadeArgument:
    parameter = argument.parameter
    if parameter is not None and parameter.location == "header" and parameter.name.lower() == "if-match":
        expression = "entity_tag(version)"
        if argument.optional:
            expression = f"UNSET if version is None else {expression}"
        return FacadeArgument("version", "VersionLike", argument.optional, argument.name, expression)
    name = f"{argument.name}_" if parameter is not None and argument.name in _TAKEN else argument.name
    expression = f"UNSET if {name} is None else {name}" if argument.optional else name
    return FacadeArgument(
        name, _outside(argument.annotation, names, endpoint), argument.optional, argument.name, expression
    )


def _outside(annotation: str, names: frozenset[str], endpoint: Endpoint) -> str:
    """The annotation as the facade states it.

    Builtins are named in full where a method of the same class hides them (`list`). Models are named through their
    lazy index: type hints resolve at run time, and importing the facade loads no model.
    """
    tree = ast.parse(annotation, mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name):
            continue
        if _is_model(endpoint.imports.get(node.id, "")):
            # No method begins with an underscore.
            node.id = f"{'_models' if 'models' in names else 'models'}.{node.id}"
        elif node.id in names and hasattr(builtins, node.id):
            node.id = f"builtins.{node.id}"
    return ast.unparse(tree)


def _is_model(statement: str) -> bool:
    return statement.startswith("from .models.")


def _imports(endpoints: Sequence[Endpoint]) -> set[str]:
    every = {line for endpoint in endpoints for line in endpoint.imports.values()}
    return {line for line in every if not _is_model(line)}


def _builtins(methods: Sequence[FacadeMethod]) -> set[str]:
    shown = [method.returns for method in methods]
    shown += [argument.annotation for method in methods for argument in method.passed]
    return {"import builtins"} if any("builtins." in text for text in shown) else set()


def _answer(description: Description, endpoint: Endpoint) -> tuple[str, str]:
    """The caller's method for an operation, and the type that the facade's method returns."""
    operation = endpoint.operation
    where = f"{description.place(operation.pointer)}: {operation.id}"
    if not operation.success:
        raise GenerationError(f"{where} describes no success response")
    empty = [not response.bodies for response in operation.success]
    if all(empty):
        return "nothing", "Result[None]"
    types = [answer for answer in endpoint.answers if answer != "Any"]
    if types == ["File"] and not any(empty):
        return "content", "Result[bytes]"
    if not types or "File" in types or ("Any" in endpoint.answers and not any(empty)):
        raise GenerationError(
            f"{where} has success responses that no single type can stand for ({', '.join(endpoint.answers)}); "
            "give each a schema, and do not mix documents with JSON"
        )
    value = " | ".join([*types, *(["None"] if any(empty) else [])])
    return ("versioned", f"Versioned[{value}]") if operation.gives_version else ("result", f"Result[{value}]")


def _statuses(operation: Operation) -> str:
    codes: set[int] = set()
    for response in operation.success:
        if not response.status.isascii() or not response.status.isdigit():
            return "range(200, 300)"
        codes.add(int(response.status))
    return "{" + ", ".join(map(str, sorted(codes))) + "}"


def _has_versions(description: Description) -> bool:
    """Whether any operation takes or gives a version; where none does, the text need not say so each time."""
    return any(_takes_version(operation) or operation.gives_version for operation in description)


def _doc(operation: Operation, port: str, *, versioned: bool) -> Iterator[str]:
    summary = " ".join(operation.summary.split()) or operation.id
    yield summary if summary.endswith(".") else f"{summary}."
    for paragraph in operation.description.strip().split("\n\n"):
        if paragraph.strip():
            yield ""
            yield " ".join(paragraph.split())
    if versioned:
        yield ""
        yield " ".join(_about_version(operation, port))
    yield ""
    errors = [error_class(status).__name__ for status in sorted(operation.statuses) if status >= 400]
    described = f" For described statuses: {', '.join(dict.fromkeys(errors))}." if errors else ""
    yield f":raises signoff.SignoffError: the call failed, or its answer cannot be read.{described}"
    if _takes_version(operation):
        yield ":raises ValueError: ``version`` is no entity tag that can be sent."
    yield ""
    yield _about_source(operation.provenance)


def _takes_version(operation: Operation) -> bool:
    return operation.parameter("If-Match", "header") is not None


def _about_version(operation: Operation, port: str) -> Iterator[str]:
    if operation.needs_precondition:
        yield "Needs the ``version`` that the change is based on; a stale one is refused and nothing is changed."
    elif _takes_version(operation):
        yield "Takes the ``version`` that the change is based on, or none."
    else:
        yield "Needs no version."
    if port == "versioned":
        yield "The answer carries the version that a later change needs."


def _about_source(provenance: Provenance | None) -> str:
    if provenance is None:
        return "Source: not stated in the description."
    return f"Source: {' '.join(provenance.source.split())} ({provenance.confidence})."
