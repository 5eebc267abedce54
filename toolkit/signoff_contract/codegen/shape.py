"""Holds generated modules against what a client may consist of, before they take the place of the old ones.

Every text of a description is escaped where it is written. This is the wall behind that: a module is read back as a
syntax tree, and whatever a model, an endpoint or a facade has no need for is refused, wherever it came from. What runs
while a module is imported (its own level, class bodies, decorators, defaults, annotations) is kept to names, constants
and a few calls; what runs later may call what the module itself imports or defines, and known methods.
"""

import ast
import builtins
import io
import re
import string
import tokenize
from collections.abc import Iterator
from pathlib import Path

from .errors import GenerationError
from .shape_rules import (
    BUILTINS,
    CALLED_AT_IMPORT,
    COMMENTS,
    DECORATORS,
    IMPORTS,
    METHODS,
    NODES,
    NODES_AT_IMPORT,
    OF_THE_CLIENT,
    OF_THE_INDEX,
    PLAIN_IMPORTS,
    SPECIAL_METHODS,
)

_USUAL_COMMENT = re.compile(r"^( *from \.\.models\.\w+ import \w+)  # noqa: (?:E402|PLC0415)$", re.MULTILINE)
_BUILTINS = frozenset(dir(builtins))


def refuse_strange(package: Path) -> None:
    """Raises GenerationError when a module of a freshly generated package holds what no client needs."""
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        found = next(strange(name, path.read_bytes()), None)
        if found is not None:
            line, what = found
            raise GenerationError(
                f"{name}, line {line}, would hold {what}, which no client needs: look in the description for a name or "
                "a text that could have become code. Nothing was written"
            )


def strange(name: str, source: bytes) -> Iterator[tuple[int, str]]:
    """What a module (by its path in the package) holds that no client needs: line and description of each."""
    try:
        text = source.decode("utf-8")
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        yield getattr(error, "lineno", None) or 1, "something that is not Python"
        return
    yield from _hidden(text)
    yield from _comments(text)
    yield from _Module(name, tree).problems()


def _hidden(text: str) -> Iterator[tuple[int, str]]:
    if not text.replace("\n", "").isprintable():
        lines = enumerate(text.split("\n"), start=1)
        yield from ((number, "a sign that does not show") for number, line in lines if not line.isprintable())


def _comments(text: str) -> Iterator[tuple[int, str]]:
    # Telling a comment from a hash sign in a text takes a tokenizer, which costs more than all other rules together.
    rest = _USUAL_COMMENT.sub(r"\1", text)
    if "#" not in rest:
        return
    for token in tokenize.generate_tokens(io.StringIO(rest).readline):
        if token.type == tokenize.COMMENT and token.string not in COMMENTS:
            yield token.start[0], "a comment"


class _Module:
    """One module: its tree, and the names that it binds itself."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.tree = tree
        self.kind = {"client.py": "client", "errors.py": "client", "models/__init__.py": "index"}.get(name, "other")
        self.bound = {
            alias.asname or alias.name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        self.bound |= {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        }
        self.extra = {"client": OF_THE_CLIENT, "index": OF_THE_INDEX}.get(self.kind, frozenset())

    def problems(self) -> Iterator[tuple[int, str]]:
        """What no client needs, line by line."""
        for node in ast.walk(self.tree):
            what = self._node(node)
            if what is not None:
                yield getattr(node, "lineno", 1), what
        yield from self._body(self.tree.body)

    def _node(self, node: ast.AST) -> str | None:
        if type(node).__name__ not in NODES:
            return f"the construct {type(node).__name__}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            return self._import(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Attribute):
            special = node.attr.startswith("__") and node.attr not in SPECIAL_METHODS
            outside = isinstance(node.value, ast.Name) and node.value.id == "builtins" and node.attr not in BUILTINS
            return f"the attribute {node.attr}" if special or outside else None
        if isinstance(node, ast.Name):
            foreign = (
                node.id in _BUILTINS
                and not node.id.startswith("__")
                and node.id not in BUILTINS
                and node.id not in self.bound
            )
            special = _special(node.id) and (node.id != "__name__" or self.kind != "index")
            return f"the name {node.id}" if (foreign and node.id not in self.extra) or special else None
        if isinstance(node, ast.FormattedValue):
            plain = isinstance(node.value, ast.Name) and node.format_spec is None
            return None if plain or self.kind == "client" else "a formatted expression"
        return None

    def _import(self, node: ast.Import | ast.ImportFrom) -> str | None:
        if isinstance(node, ast.Import):
            allowed = all((one.name, one.asname) in PLAIN_IMPORTS for one in node.names)
        elif node.level:
            allowed = all(one.name.isidentifier() and not _special(one.name) for one in node.names)
        else:
            allowed = {one.name for one in node.names} <= IMPORTS.get(node.module or "", frozenset())
        return None if allowed else f"the import {ast.unparse(node)[:80]!r}"

    def _call(self, node: ast.Call) -> str | None:
        target = node.func
        if isinstance(target, ast.Name):
            known = target.id in BUILTINS or target.id in self.bound or target.id in self.extra or target.id == "cls"
            return None if known else f"a call of {target.id}"
        if not isinstance(target, ast.Attribute) or target.attr not in METHODS:
            return f"a call of {ast.unparse(target)[:60]}"
        if target.attr == "format":
            return self._template(node, target.value)
        return None

    def _template(self, node: ast.Call, template: ast.expr) -> str | None:
        """A path with its parameters: nothing but their names may stand between braces."""
        given = {keyword.arg for keyword in node.keywords}
        if not isinstance(template, ast.Constant) or not isinstance(template.value, str):
            return "a template that is no text"
        try:
            fields = [part[1:] for part in string.Formatter().parse(template.value) if part[1] is not None]
        except ValueError:
            return "a path that is no template"
        plain = all(field in given and not spec and conversion is None for field, spec, conversion in fields)
        return None if plain else "a path that names more than its parameters"

    def _body(self, body: list[ast.stmt]) -> Iterator[tuple[int, str]]:
        """What happens when a module is imported, class bodies included."""
        for number, node in enumerate(body):
            if isinstance(node, ast.ClassDef):
                yield from self._quiet(*node.bases, *node.decorator_list, *(word.value for word in node.keywords))
                yield from self._decorated(node.decorator_list)
                yield from self._body(node.body)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from self._decorated(node.decorator_list)
                yield from self._signatures(node)
            elif isinstance(node, ast.If):
                if ast.unparse(node.test) != "TYPE_CHECKING":
                    yield node.lineno, "a condition at import"
                yield from self._body([*node.body, *node.orelse])
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                yield from self._assigned(node)
            elif isinstance(node, ast.Expr):
                if number or not isinstance(node.value, ast.Constant):
                    yield from self._docstring(node)
            elif not isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
                yield node.lineno, f"the statement {type(node).__name__} at import"

    def _docstring(self, node: ast.Expr) -> Iterator[tuple[int, str]]:
        # Beside the docstring of a body there are those of attributes, where the settings ask for them.
        if not isinstance(node.value, ast.Constant) or not isinstance(node.value.value, str):
            yield node.lineno, "an expression at import"

    def _assigned(self, node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[int, str]]:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if not isinstance(target, ast.Name) or _special(target.id):
                yield node.lineno, "an assignment to something else than a name"
        if isinstance(node, ast.AnnAssign):
            yield from self._annotation(node.annotation)
        if node.value is not None:
            yield from self._quiet(node.value)

    def _decorated(self, decorators: list[ast.expr]) -> Iterator[tuple[int, str]]:
        for decorator in decorators:
            if ast.unparse(decorator) in DECORATORS:
                continue
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "_reading":
                yield from self._quiet(*decorator.args)
            else:
                yield decorator.lineno, f"the decorator {ast.unparse(decorator)[:60]}"

    def _signatures(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
        for annotation in (*(one.annotation for one in every), node.returns):
            if annotation is not None:
                yield from self._annotation(annotation)
        yield from self._quiet(*arguments.defaults, *(value for value in arguments.kw_defaults if value is not None))

    def _annotation(self, annotation: ast.expr) -> Iterator[tuple[int, str]]:
        """An annotation is evaluated by whoever asks for type hints, the texts in it too."""
        yield from self._quiet(annotation, calls=False)
        literal = {
            id(inner)
            for node in ast.walk(annotation)
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
            for inner in ast.walk(node.slice)
        }
        for node in ast.walk(annotation):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in literal:
                continue
            if not node.value.isidentifier() or _special(node.value):
                yield node.lineno, "an annotation that is more than a name"

    def _quiet(self, *expressions: ast.expr, calls: bool = True) -> Iterator[tuple[int, str]]:
        """Expressions that only name, list or make what a module of this kind makes at import."""
        for node in (inner for expression in expressions for inner in ast.walk(expression)):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else ""
                if not calls or name not in CALLED_AT_IMPORT:
                    yield node.lineno, f"a call of {ast.unparse(node.func)[:60]} at import"
            elif type(node).__name__ not in NODES_AT_IMPORT:
                yield getattr(node, "lineno", 1), f"the construct {type(node).__name__} at import"


def _special(name: str) -> bool:
    return name.startswith("__") and name != "__all__"
