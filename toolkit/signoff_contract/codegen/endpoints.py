"""Reads what the generator wrote: the signature of each endpoint, without importing it.

The facade is built on what was really generated. That spares a second copy of the generator's naming rules, and it
finds what the generator left out without a warning: an operation or a parameter of the description that is not here.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from signoff_contract.description import Description, Operation, Parameter

from .errors import GenerationError
from .view import client_operations, visible_parameters

_LOCATIONS = ("path", "query", "header", "cookie")


@frozen
class Argument:
    """One argument of a generated endpoint: the described parameter (None for the body), its name and type."""

    name: str
    annotation: str
    optional: bool
    parameter: Parameter | None


@frozen
class Endpoint:
    """One generated endpoint module.

    `answers` are the types its parser returns, without None; `imports` maps every name that its annotations use to
    the statement that brings it into a module at the root of the package.
    """

    operation: Operation
    folder: str
    module: str
    arguments: tuple[Argument, ...]
    answers: tuple[str, ...]
    imports: Mapping[str, str]


def read_endpoints(description: Description, package: Path) -> tuple[Endpoint, ...]:
    """The endpoints of all operations that a client has, in the order of the description.

    Raises GenerationError when the generator left out an operation or one of its parameters.
    """
    modules = {key: found for path in sorted(package.glob("api/*/*.py")) for key, found in _module(path)}
    return tuple(_endpoint(description, operation, modules) for operation in client_operations(description))


@frozen
class _Module:
    path: Path
    tree: ast.Module
    kwargs: ast.FunctionDef


def _module(path: Path) -> Iterator[tuple[tuple[str, str], _Module]]:
    tree = ast.parse(path.read_text("utf-8"))
    function = _function(tree, "_get_kwargs")
    if function is None:
        return
    strings = {
        key.value: value
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant)
    }
    method, url = _text(strings.get("method")), _text(strings.get("url"))
    yield (method.lower(), _shape(url)), _Module(path, tree, function)


def _function(tree: ast.Module, name: str) -> ast.FunctionDef | None:
    return next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name), None)


def _text(node: ast.expr | None) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):  # "...".format(...)
        node = node.func.value
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _shape(path: str) -> str:
    """A path template without the names of its parameters, which the generator changes."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _endpoint(description: Description, operation: Operation, modules: Mapping[tuple[str, str], _Module]) -> Endpoint:
    module = modules.get((operation.method.lower(), _shape(operation.path)))
    where = f"{description.place(operation.pointer)}: {operation.id}"
    if module is None:
        raise GenerationError(f"{where}: the generator left the operation out; look for what it cannot read in it")
    arguments = tuple(_arguments(description, operation, module.kwargs, where))
    parser = _function(module.tree, "_parse_response")
    returns = parser.returns if parser is not None else None
    if returns is None:
        raise GenerationError(f"{where}: {module.path.name} has no parser; is this output of the pinned generator?")
    used = [argument.annotation for argument in arguments] + [ast.unparse(returns)]
    return Endpoint(
        operation=operation,
        folder=module.path.parent.name,
        module=module.path.stem,
        arguments=arguments,
        answers=tuple(part for part in _parts(returns) if part != "None"),
        imports=_imports(module.tree, used),
    )


def _arguments(
    description: Description, operation: Operation, function: ast.FunctionDef, where: str
) -> Iterator[Argument]:
    described = list(visible_parameters(description, operation))
    by_location = {kind: [one for one in described if one.location == kind] for kind in _LOCATIONS}
    by_location["path"].sort(key=lambda one: operation.path_names.index(one.name))
    expected: list[Parameter | None] = [*by_location["path"]]
    if operation.bodies:
        expected.append(None)
    for kind in _LOCATIONS[1:]:
        expected.extend(by_location[kind])
    positional = function.args.args
    found = [*positional, *function.args.kwonlyargs]
    if len(found) != len(expected) or len(positional) != len(by_location["path"]):
        names = ", ".join(parameter.name if parameter else "body" for parameter in expected)
        have = ", ".join(argument.arg for argument in found) or "none"
        raise GenerationError(f"{where}: described are the arguments {names}; the generator wrote {have}")
    for argument, parameter in zip(found, expected, strict=True):
        if argument.annotation is None:
            raise GenerationError(f"{where}: the argument {argument.arg} has no type")
        parts = _parts(argument.annotation)
        kept = [part for part in parts if part not in {"Unset", "None"}]
        yield Argument(argument.arg, " | ".join(kept), "Unset" in parts, parameter)


def _parts(annotation: ast.expr) -> list[str]:
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return [*_parts(annotation.left), *_parts(annotation.right)]
    return [ast.unparse(annotation)]


def _imports(tree: ast.Module, annotations: Sequence[str]) -> Mapping[str, str]:
    used = {
        node.id for text in annotations for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)
    }
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            # Endpoints lie two folders below the root of the package.
            level = "." * (node.level - 2) if node.level else ""
            origin = f"{level}{node.module or ''}"
            found.update({one.asname or one.name: f"from {origin} import {_alias(one)}" for one in node.names})
        elif isinstance(node, ast.Import):
            found.update({one.asname or one.name: f"import {_alias(one)}" for one in node.names})
    return {name: found[name] for name in sorted(used & found.keys())}


def _alias(name: ast.alias) -> str:
    return f"{name.name} as {name.asname}" if name.asname else name.name
