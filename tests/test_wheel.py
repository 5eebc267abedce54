"""What the wheel has, and that the first page about the mock works from it."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.test_docs import blocks

from signoff_contract.description import partners

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, variables: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What a program prints; its complaints when it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        cwd=cwd,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("site")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """The files in the wheel."""
    return zipfile.ZipFile(wheel).namelist()


def snippet() -> str:
    """The first snippet of docs/mock.md."""
    return next(block.text for block in blocks("docs/mock.md") if block.kind == "python")


def test_its_top_level_is_ours(names: list[str]) -> None:
    top = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    clients = {f"{partner}_client" for partner in partners()}
    assert top == {"signoff", "signoff_pytest.py", "signoff_contract", "signoff_partners", *clients}


def test_it_has_no_tests_and_all_that_is_read(names: list[str]) -> None:
    assert [name for name in names if re.search(r"(^|/)(test_[^/]*|conftest)\.py$", name)] == []
    data = {
        path.relative_to(ROOT / folder).as_posix()
        for folder in ("toolkit", "contract_tests", "overrides")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert sorted(data - set(names)) == []
    for partner in partners():
        assert f"signoff_contract/_openapi/{partner}/openapi.yaml" in names
        assert f"signoff_partners/{partner}/plan/__init__.py" in names


def test_the_first_snippet_of_the_mock_runs_installed_plainly(site: Path, tmp_path: Path) -> None:
    asked = "import signoff_contract, signoff_partners\nprint(signoff_contract.__file__, signoff_partners.__file__)\n"
    printed = run("-c", f"{snippet()}\n{asked}", variables={"PYTHONPATH": str(site)}, cwd=tmp_path)
    assert printed.count(str(site)) == 2


def test_the_first_snippet_of_the_mock_runs_from_the_checkout(tmp_path: Path) -> None:
    run("-c", snippet(), cwd=tmp_path)


def test_the_tool_has_one_digest_in_checkout_and_wheel(site: Path, tmp_path: Path) -> None:
    asked = "from signoff_contract.evidence.surroundings.environment import read_tool; print(read_tool().digest)"
    installed = run("-c", asked, variables={"PYTHONPATH": str(site)}, cwd=tmp_path)
    assert installed == run("-c", asked, cwd=tmp_path)


def test_a_partner_is_certified_by_what_the_wheel_has(site: Path, tmp_path: Path) -> None:
    command = "from signoff_contract.entry import main; main()"
    asked = ["-c", command, "certify", "simutek", "--target", "mock", "--json"]
    printed = run(*asked, variables={"PYTHONPATH": str(site)}, cwd=tmp_path)
    assert '"passed"' in printed
