"""Makes the generated models share the runtime's values: one UNSET, types that resolve, reading that checks.

The generator's templates stay as they are. What they wrote is changed here at places that are known to the letter, and
a place that is not found ends the generation: then the generator is another one.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .errors import GenerationError

_OWN_UNSET = """class Unset:
    def __bool__(self) -> Literal[False]:
        return False


UNSET: Unset = Unset()
"""
_FOR_CHECKERS = re.compile(r"^if TYPE_CHECKING:\n((?:[ \t]+from [^\n]+\n|\n(?=[ \t]))+)", re.MULTILINE)
_LOCAL_IMPORT = re.compile(r"^[ \t]+from \.\.models\.\w+ import \w+[ \t]*# noqa: PLC0415\n", re.MULTILINE)
_READING = re.compile(r"^    @classmethod\n    def from_dict\(", re.MULTILINE)
_TYPES = "from ..types import UNSET, Unset"


def share_values(package: Path) -> None:
    """Change the freshly generated types and models of a package.

    Raises GenerationError when they do not look like the pinned generator's.
    """
    types = package / "types.py"
    types.write_text(_replaced(types, _OWN_UNSET, "from signoff.values import UNSET, Unset\n"), "utf-8")
    for path in sorted((package / "models").glob("*.py")):
        if "    def from_dict(" in path.read_text("utf-8"):
            _change_model(path)


def _change_model(path: Path) -> None:
    text = path.read_text("utf-8")
    names = ", ".join(f'"{attribute}": {_quoted(name)}' for attribute, name in _names(path, text))
    if not _READING.search(text):
        raise GenerationError(f"{path.name} is not written as the pinned generator does; is it another one?")
    decorated = f"    @classmethod\n    @_reading({{{names}}})\n    def from_dict("
    # A function, because a name may have backslashes in it, which a pattern to replace by would obey.
    text = _READING.sub(lambda _: decorated, text)
    text = text.replace(_TYPES, f"from signoff._reading import reading as _reading\n{_TYPES}", 1)
    if "_reading import" not in text:
        raise GenerationError(f"{path.name} does not import its types; is the generator another one?")
    late = _FOR_CHECKERS.search(text)
    if late is not None:
        # Whoever asks for type hints finds the names in the module. At its end, where each class is there already,
        # models that hold one another can be imported in any order.
        lines = sorted({line.strip() for line in late[1].splitlines() if line.strip()})
        text = _LOCAL_IMPORT.sub("", text[: late.start()] + text[late.end() :])
        text = text.rstrip() + "\n\n\n" + "\n".join(f"{line}  # noqa: E402" for line in lines) + "\n"
    path.write_text(text, "utf-8")


def _names(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Each attribute and its name in JSON: members are taken out in the order in which the class is given them."""
    function = next(
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and node.name == "from_dict"
    )
    popped: list[tuple[int, int, str]] = []
    given: list[str | None] = []
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        if ast.unparse(node.func) == "d.pop" and isinstance(node.args[0], ast.Constant):
            popped.append((node.lineno, node.col_offset, str(node.args[0].value)))
        elif ast.unparse(node.func) == "cls":
            given = [keyword.arg for keyword in node.keywords]
    if len(popped) != len(given):
        raise GenerationError(
            f"{path.name} takes {len(popped)} members and gives {len(given)}; is the generator another?"
        )
    for attribute, (_, _, name) in zip(given, sorted(popped), strict=True):
        yield str(attribute), name


def _quoted(name: str) -> str:
    return ascii(name)


def _replaced(path: Path, old: str, new: str) -> str:
    text = path.read_text("utf-8")
    if text.count(old) != 1:
        raise GenerationError(f"{path.name} is not written as the pinned generator does; is it another one?")
    return text.replace(old, new)
