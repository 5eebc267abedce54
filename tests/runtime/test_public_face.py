"""Nothing outside of the runtime imports an underscore of it: tools use `signoff.runtime`, clients `signoff.partner`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
OUTSIDE = ("toolkit", "contract_tests", "benchmarks", "examples", "generated")

GENERATED = {"signoff._calls", "signoff._reading"}
"""What generated code imports besides public names. It is written by the tool for the runtime of the same version, is no
code that somebody maintains, and must load no HTTP library by it, as a public face would (decision 0004)."""


def hidden(tree: ast.AST) -> Iterator[str]:
    """The modules and names with an underscore that a module takes from `signoff`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            private = any(part.startswith("_") for part in module.split("."))
            named = [module] if private else [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in named:
            first, *rest = name.split(".")
            if first == "signoff" and any(part.startswith("_") for part in rest):
                yield name


@pytest.mark.parametrize("room", OUTSIDE)
def test_no_file_outside_imports_an_underscore_of_the_runtime(room: str) -> None:
    files = sorted((CHECKOUT / room).rglob("*.py"))
    assert files
    allowed = GENERATED if room == "generated" else set()
    found = {
        f"{path.relative_to(CHECKOUT)}: {name}"
        for path in files
        for name in hidden(ast.parse(path.read_text("utf-8")))
        if name not in allowed
    }
    assert not found, "take it from signoff.runtime or signoff.partner"


@pytest.mark.parametrize(
    "statement",
    [
        "import signoff._scrub",
        "import signoff._pipeline.clock as clock",
        "from signoff import _scrub",
        "from signoff._pipeline.permits import Unlimited",
        "from signoff.errors import _with_wait",
        "def later():\n    from signoff._headers import HeaderView",
    ],
)
def test_an_underscore_is_found_wherever_it_stands(statement: str) -> None:
    assert list(hidden(ast.parse(statement)))


@pytest.mark.parametrize(
    "statement",
    ["from signoff.runtime import Clock", "import signoff", "from signoff_contract._x import y", "from . import _own"],
)
def test_public_names_and_other_packages_are_left_alone(statement: str) -> None:
    assert not list(hidden(ast.parse(statement)))
