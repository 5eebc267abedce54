"""The example as another distribution: its files in a folder of its own, its client generated, its name registered."""

import importlib
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import frozen
from tests.cli.conftest import signoff

from signoff_contract.codegen import generate

__all__ = ["signoff"]

EXAMPLE = Path(__file__).parent / "example"
PACKAGE = "harbour_signoff"


@frozen
class Installed:
    """The folder that stands for site-packages, and the example's package in it."""

    site: Path

    @property
    def package(self) -> Path:
        return self.site / PACKAGE


def register(site: Path, project: Path) -> None:
    """Write what an installer writes about a distribution: its name and its entry points, from its pyproject.toml."""
    stated = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    folder = site / f"{stated['name'].replace('-', '_')}-{stated['version']}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {stated['name']}\nVersion: {stated['version']}\n")
    lines = [
        line
        for group, entries in stated["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in entries.items()))
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n")


@contextmanager
def on_path(site: Path) -> Iterator[None]:
    """The distributions of a folder are there as long as the block lasts, and what was imported of the example."""
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(site))
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The example without its generated client, which is then generated from its description."""
    made = Installed(tmp_path_factory.mktemp("site"))
    shutil.copytree(EXAMPLE / PACKAGE, made.package, ignore=shutil.ignore_patterns("generated", "__pycache__"))
    register(made.site, EXAMPLE / "pyproject.toml")
    with on_path(made.site):
        generate(["harbour"], output=made.package / "generated")
    return made


@pytest.fixture(scope="module")
def installed(made: Installed) -> Iterator[Installed]:
    """The example, installed for the tests of one module: others count the partners that there are."""
    with on_path(made.site):
        yield made
