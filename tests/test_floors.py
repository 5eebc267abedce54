"""Which room may import which: a room of the tool uses what lies on lower floors, and its own.

The same table stands in docs/architecture.md.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]

FLOORS: Final = (
    ("description",),
    ("traffic",),
    ("codegen", "judge", "mock"),
    ("suite",),
    ("evidence", "learn"),
    ("cli",),
)
"""From the ground up. Rooms of one floor do not import each other, but for BESIDE."""

BESIDE: Final = {("evidence", "codegen")}
GROUND: Final = {"partners", "install", "printing", "version"}
"""Modules that belong to no room; any may use them, and they use description at most."""

PUBLIC_MOCKS: Final = {"mock.siesmart", "mock.simutek", "mock.smartbusiness"}
"""The names of the mocks that the documentation teaches: all that the tool knows of Signoff's own partners."""

ABOVE: Final = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


def modules(folder: str, package: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of a package in a folder of the checkout, tests left out: its name and its syntax tree."""
    for path in sorted((ROOT / folder / package).rglob("*.py")):
        if path.name.startswith("test_") or path.name == "conftest.py":
            continue
        parts = path.relative_to(ROOT / folder).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, ast.parse(path.read_text("utf-8"))


def imported(name: str, tree: ast.Module, *, is_package: bool) -> Iterator[str]:
    """What a module imports, wherever in it, as full names; `from a import b` gives `a.b`."""
    home = name.split(".") if is_package else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = home[: len(home) - node.level + 1] if node.level else []
            front = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{front}.{alias.name}" for alias in node.names)


@cache
def edges(folder: str, package: str) -> tuple[tuple[str, str], ...]:
    """Pairs of modules: who imports, and what is imported."""
    return tuple(
        (name, target)
        for name, tree in modules(folder, package)
        for target in imported(name, tree, is_package=(ROOT / folder / Path(*name.split("."))).is_dir())
    )


def room(module: str) -> str:
    """The room of the tool that a module belongs to: the second part of its name."""
    return module.split(".")[1] if "." in module else ""


def may(importer: str, target: str) -> bool:
    """Whether one room of the tool may import another."""
    if importer == target or target in GROUND:
        return True
    if importer in GROUND:
        return target == "description"
    return ABOVE[target] < ABOVE[importer] or (importer, target) in BESIDE


def test_every_room_is_on_a_floor() -> None:
    folders = {path.parent.name for path in (ROOT / "toolkit/signoff_contract").glob("*/__init__.py")}
    assert folders == set(ABOVE)
    alone = {path.stem for path in (ROOT / "toolkit/signoff_contract").glob("*.py")} - {"__init__", "entry", "testing"}
    assert alone <= GROUND


@pytest.mark.parametrize("name", ABOVE)
def test_a_room_imports_from_floors_below_its_own_only(name: str) -> None:
    wrong = sorted(
        f"{module} imports {target}"
        for module, target in edges("toolkit", "signoff_contract")
        if room(module) == name and target.startswith("signoff_contract.") and not may(name, room(target))
    )
    assert wrong == []


def test_the_runtime_imports_nothing_of_the_tool() -> None:
    found = [f"{name} imports {target}" for name, target in edges("overrides", "signoff")]
    assert [each for each in found if re.search(r"imports (signoff_contract|signoff_partners|tests)\b", each)] == []


def test_the_tool_knows_no_partner() -> None:
    clients = re.compile(
        r"(siesmart|simutek|smartbusiness)_client|signoff\.(siesmart|simutek|smartbusiness)|signoff_partners"
    )
    wrong = [
        f"{name} imports {target}"
        for name, target in edges("toolkit", "signoff_contract")
        if clients.match(target) and name.removeprefix("signoff_contract.") not in PUBLIC_MOCKS
    ]
    assert wrong == []


def test_a_partner_imports_what_partners_from_outside_may_import() -> None:
    """A plan or a mock stands below evidence, learning and the command line, and knows no other partner."""
    wrong = []
    for name, target in edges("contract_tests", "signoff_partners"):
        own = ".".join(name.split(".")[:2])
        another = target.startswith("signoff_partners.") and not target.startswith(own)
        above = target.startswith("signoff_contract.") and room(target) in {"evidence", "learn", "cli", "codegen"}
        if another or above or target.startswith("tests."):
            wrong.append(f"{name} imports {target}")
    assert wrong == []


def test_the_page_on_architecture_has_the_same_floors() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    listed = re.findall(r"^\| (\d) \| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    assert [(int(level), tuple(re.findall(r"`(\w+)`", rooms))) for level, rooms in listed] == list(enumerate(FLOORS))
