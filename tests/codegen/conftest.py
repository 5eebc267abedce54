"""A small partner, and the client generated from it once for all tests."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from signoff_contract.codegen import generate

HERE = Path(__file__).parent


@frozen
class Generated:
    """Where the descriptions of the small partner are, and what was generated from them."""

    root: Path
    output: Path

    @property
    def package(self) -> Path:
        return self.output / "demo_client"


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Generated once; tests must not change it."""
    made = _copy_descriptions(tmp_path_factory.mktemp("codegen"))
    report = generate(["demo"], made.root, made.output)
    assert [one.outcome for one in report.partners] == ["written"]
    return made


@pytest.fixture
def workspace(generated: Generated, tmp_path: Path) -> Generated:
    """A copy of it, to be changed."""
    made = _copy_descriptions(tmp_path)
    shutil.copytree(generated.output, made.output, ignore=shutil.ignore_patterns("__pycache__"))
    return made


@pytest.fixture(scope="session")
def importable(generated: Generated) -> Iterator[Generated]:
    """The generated package, importable as `demo_client`."""
    sys.path.insert(0, str(generated.output))
    yield generated
    sys.path.remove(str(generated.output))
    for name in [name for name in sys.modules if name.split(".")[0] == "demo_client"]:
        del sys.modules[name]


def _copy_descriptions(folder: Path) -> Generated:
    shutil.copytree(HERE / "demo", folder / "openapi" / "demo")
    return Generated(folder / "openapi", folder / "generated")
