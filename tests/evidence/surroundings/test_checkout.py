"""What a release gate has to see of a checkout, of what is installed, and of a lock file."""

import base64
import hashlib
import marshal
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import pytest

from signoff_contract.evidence.surroundings import installed
from signoff_contract.evidence.surroundings.checkout import read_changes
from signoff_contract.evidence.surroundings.environment import read_commit
from signoff_contract.evidence.surroundings.installed import (
    Installed,
    differing_versions,
    read_compiled,
    read_installed,
)
from signoff_contract.evidence.surroundings.locks import against_lock, read_pins
from signoff_contract.evidence.surroundings.startup import read_hooks

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A committed application that ignores what applications ignore."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "shop").mkdir()
    for name in ("shop/__init__.py", "shop/pay.py", "main.py"):
        (tmp_path / name).write_text("total = 1\n")
    (tmp_path / ".gitignore").write_text(".venv/\nbuild/\nlocal_settings.py\ngenerated/\n__pycache__/\n*.log\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "the shop")
    return tmp_path


def edit(folder: Path) -> None:
    (folder / "shop" / "pay.py").write_text("total = 2\n")


def test_a_clean_checkout_differs_in_nothing(checkout: Path) -> None:
    for name in ("notes.txt", "evidence/x/results.json", ".venv/pyvenv.cfg", ".venv/lib/a.py", "build/lib/shop/pay.py"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("x")
    for name in ("shop/__pycache__/pay.cpython-311.pyc", "my-script.py", "run.log"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("x")
    assert read_changes(checkout) == ()
    assert read_commit(checkout)[1] is False


def plain(folder: Path) -> str:
    edit(folder)
    return "shop/pay.py was changed"


def assumed(folder: Path) -> str:
    git(folder, "update-index", "--assume-unchanged", "shop/pay.py")
    edit(folder)
    return "shop/pay.py was changed, and git was told not to look at it"


def skipped(folder: Path) -> str:
    git(folder, "update-index", "--skip-worktree", "shop/pay.py")
    edit(folder)
    return "shop/pay.py was changed, and git was told not to look at it"


def both(folder: Path) -> str:
    git(folder, "update-index", "--skip-worktree", "shop/pay.py")
    git(folder, "update-index", "--assume-unchanged", "shop/pay.py")
    edit(folder)
    return "shop/pay.py was changed, and git was told not to look at it"


def deleted(folder: Path) -> str:
    git(folder, "update-index", "--assume-unchanged", "shop/pay.py")
    (folder / "shop" / "pay.py").unlink()
    return "shop/pay.py was changed, and git was told not to look at it"


def linked(folder: Path) -> str:
    git(folder, "update-index", "--assume-unchanged", "shop/pay.py")
    (folder / "other.txt").write_text("total = 1\n")
    (folder / "shop" / "pay.py").unlink()
    (folder / "shop" / "pay.py").symlink_to(folder / "other.txt")
    return "shop/pay.py was changed, and git was told not to look at it"


def module(name: str) -> Callable[[Path], str]:
    def add(folder: Path) -> str:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("total = 3\n")
        shown = name.removesuffix("/__init__.py") if name.startswith("generated/") else name
        return f"{shown} is a module that is not under version control"

    return add


@pytest.mark.parametrize(
    "change",
    [
        plain, assumed, skipped, both, deleted, linked, module("httpx2.py"), module("shop/extra.py"),
        module("local_settings.py"), module("generated/__init__.py"), module("shop/fast.abi3.so"), module("old.pyc"),
        module("sub/deep/more.py"),
    ],
)  # fmt: skip
def test_everything_that_could_be_imported_and_differs_is_named(checkout: Path, change: Callable[[Path], str]) -> None:
    expected = change(checkout)
    assert read_changes(checkout) == (expected,)
    assert read_changes(checkout / "shop") == (expected,)
    assert read_commit(checkout)[1] is True


def test_a_mark_on_a_file_that_is_as_committed_changes_nothing(checkout: Path) -> None:
    git(checkout, "update-index", "--assume-unchanged", "shop/pay.py")
    git(checkout, "update-index", "--skip-worktree", "main.py")
    assert read_changes(checkout) == ()
    # A sparse checkout leaves files out.
    (checkout / "main.py").unlink()
    assert read_changes(checkout) == ()


def test_outside_of_a_checkout_nothing_is_known(tmp_path: Path) -> None:
    assert read_changes(tmp_path) is None


# What is installed.


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with two small distributions, one of which needs the other."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(installed, "ROOT", "quayside")
    install(tmp_path, "quayside", "1.0", ("quay-side_net>=1; python_version > '3'", "gone; extra == 'x'"), {})
    modules = {"quaynet/__init__.py": "value = 1\n", "quaynet/client.py": "value = 2\n", "quayone.py": "value = 3\n"}
    install(tmp_path, "quay_side.net", "2.0", ("quayside", "never-installed; extra == 'y'"), modules)
    installed._owned.cache_clear()
    read_installed.cache_clear()
    return tmp_path


def install(folder: Path, name: str, version: str, needs: tuple[str, ...], modules: dict[str, str]) -> None:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    required = "".join(f"Requires-Dist: {each}\n" for each in needs)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}")
    lines = [f"{info.name}/METADATA,,", f"{info.name}/RECORD,,"]
    for path, text in modules.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
        lines.append(f"{path},sha256={digest},{len(text)}")
    (info / "RECORD").write_text("\n".join(lines) + "\n")


def test_what_is_as_it_was_installed_is_told_with_its_versions(site: Path) -> None:
    assert read_installed() == Installed({"quay-side-net": "2.0"})


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("quaynet/client.py", "value = 9\n", "quaynet/client.py was changed"),
        ("quayone.py", "value = 3", "quayone.py was changed"),
        ("quaynet/client.py", None, "quaynet/client.py is missing"),
        ("quaynet/hook.py", "value = 4\n", "quaynet/hook.py was added"),
        ("quaynet/fast.abi3.so", "binary", "quaynet/fast.abi3.so was added"),
        ("quaynet/deep/hook.py", "value = 4\n", "quaynet/deep/hook.py was added"),
        ("quay_side.net-2.0.dist-info/RECORD", "", "has no list of its files"),
    ],
)
def test_what_was_changed_since_is_told(site: Path, name: str, text: str | None, words: str) -> None:
    path = site / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text)
    (told,) = read_installed().altered
    assert told.startswith("quay-side-net")
    assert words in told


def test_a_compiled_copy_is_no_change(site: Path) -> None:
    (site / "quaynet" / "__pycache__").mkdir()
    (site / "quaynet" / "__pycache__" / "client.cpython-311.pyc").write_bytes(b"x")
    assert read_installed().altered == ()


@pytest.mark.parametrize("name", ["quaynet/__init__.py", "quayone.py", "quaynet.py"])
def test_a_module_in_front_of_what_is_installed_is_told(
    site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    front = tmp_path_factory.mktemp("front")
    (front / name).parent.mkdir(exist_ok=True)
    (front / name).write_text("value = 9\n")
    monkeypatch.syspath_prepend(str(front))
    assert str(front) in sys.path
    (told,) = read_installed().altered
    assert "would be imported from somewhere else" in told
    assert str(front) not in told


@pytest.mark.parametrize("flags", [0, 1, 3])
@pytest.mark.parametrize("package", ["quaynet", "apart"])
def test_a_compiled_copy_of_something_else_is_told(site: Path, package: str, flags: int) -> None:
    source = site / package / "client.py"
    source.parent.mkdir(exist_ok=True)
    (source.parent / "__init__.py").touch()
    source.write_text("value = 2\n")
    copy = Path(cache_from_source(str(source)))
    assert read_compiled(["apart"] if package == "apart" else []) == ()
    py_compile.compile(str(source), doraise=True)
    assert read_compiled(["apart"] if package == "apart" else []) == ()
    head = MAGIC_NUMBER + flags.to_bytes(4, "little") + copy.read_bytes()[8:16]
    copy.write_bytes(head + marshal.dumps(compile("value = 9\n", str(source), "exec")))
    (told,) = read_compiled(["apart"] if package == "apart" else [])
    assert told.endswith("client.py has a compiled copy of something else")
    if not flags:
        # Python itself would take no copy of another moment.
        copy.write_bytes(head[:8] + bytes(8) + copy.read_bytes()[16:])
        assert read_compiled(["apart"] if package == "apart" else []) == ()


@pytest.mark.parametrize("name", ["sitecustomize.py", "usercustomize.py"])
def test_a_hook_that_runs_at_every_start_is_told_unless_a_distribution_has_it(site: Path, name: str) -> None:
    (site / name).write_text("value = 9\n")
    assert read_installed().altered == (f"{name.removesuffix('.py')} runs at every start, and no distribution has it",)
    read_installed.cache_clear()
    (site / name).unlink()
    install(site, "quayhook", "1.0", (), {name: "value = 9\n"})
    installed._owned.cache_clear()
    assert read_installed().altered == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("import os", True),
        ("/a\nimport\tos; os.x = 1\n", True),
        ("\ufeffimport os\n", True),
        ("/somewhere\n# import os\nimportant\n", False),
    ],
)
def test_a_file_of_paths_that_runs_code_is_told_unless_a_distribution_has_it(
    tmp_path: Path, content: str, told: bool
) -> None:
    path = tmp_path / "hook.pth"
    path.write_text(content)
    assert bool(list(read_hooks(frozenset(), [tmp_path]))) is told
    assert list(read_hooks(frozenset({path}), [tmp_path])) == []


def test_two_distributions_may_share_a_folder(site: Path) -> None:
    install(site, "quayplug", "1.0", (), {"quaynet/plug.py": "value = 5\n"})
    installed._owned.cache_clear()
    assert read_installed().altered == ()


def test_what_this_runs_on_is_as_it_was_installed() -> None:
    read_installed.cache_clear()
    found = read_installed()
    assert {"httpx2", "attrs"} <= found.distributions.keys()
    assert found.altered == ()
    assert differing_versions(found.distributions, {**found.distributions, "httpx2": "0"})[0].startswith(
        "httpx2 0, here "
    )


LOCKS = {
    "pip": "# made by a tool\nHttpx2==2.1.0 \\\n    --hash=sha256:00\nattrs[x] == 25.1.0 ; python_version > '3'\n# other==9\n-e .\n",
    "uv": 'version = 1\n[[package]]\nname = "httpx2"\nversion = "2.1.0"\n[[package]]\nname = "attrs"\nversion = "25.1.0"\n',
    "PEP 751": 'lock-version = "1.0"\n[[packages]]\nname = "httpx2"\nversion = "2.1.0"\n[[packages]]\nname = "attrs"\nversion = "25.1.0"\n',
    "Pipenv": '{"_meta": {}, "default": {"httpx2": {"version": "==2.1.0"}, "attrs": {"version": "==25.1.0"}}, "develop": {}}',
}  # fmt: skip


@pytest.mark.parametrize("tool", LOCKS)
def test_the_lock_files_of_the_common_tools_are_read(tool: str) -> None:
    pins = read_pins(LOCKS[tool].encode())
    assert pins == {"httpx2": frozenset({"2.1.0"}), "attrs": frozenset({"25.1.0"})}
    assert against_lock({"httpx2": "2.1.0", "unlisted": "1"}, pins) == []
    assert against_lock({"httpx2": "2.2.0"}, pins) == ["httpx2 2.2.0 is installed, the lock file has 2.1.0"]


@pytest.mark.parametrize(
    "text", ["", "httpx2>=2\n", "[[package]]\nname = 1\n", "{", "[]", "null", '{"default": 1}', "\xff\0", "[" * 9999]
)
def test_a_file_that_fixes_nothing_fixes_nothing(text: str) -> None:
    assert read_pins(text.encode()) == {}
