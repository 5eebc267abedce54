"""In what a checkout differs from its commit, for all that could be imported from it.

`git status` alone does not tell. A file can be marked so that git does not look at it, and a module that git does not
know, ignored or not, is imported like any other.
"""

from collections.abc import Iterator
from importlib.machinery import all_suffixes
from pathlib import Path

from .git import ask_git

_MODULES = tuple(all_suffixes())
_ENVIRONMENT = "pyvenv.cfg"


def read_changes(folder: Path) -> tuple[str, ...] | None:
    """What differs, each as a few words with a path relative to the checkout; None outside of one.

    That is: files under version control that were changed, also those that git was told not to look at, and modules that
    are not under version control. A virtual environment in the checkout has versions of its own and is no part of it.
    """
    root = ask_git(folder, "rev-parse", "--show-toplevel")
    if root is None:
        return None
    top = Path(root.removesuffix("\n"))
    status = ask_git(top, "status", "--porcelain", "--untracked-files=no", "-z")
    if status is None:
        return None
    changed = [entry[3:] for entry in status.split("\0") if len(entry) > 3]
    return (
        *(f"{name} was changed" for name in changed),
        *(f"{name} was changed, and git was told not to look at it" for name in _hidden(top)),
        *(f"{name} is a module that is not under version control" for name in _unknown_modules(top)),
    )


def _hidden(top: Path) -> Iterator[str]:
    """Files that are marked as unchanged, or as not to be looked at, and are not what the index has."""
    marked: dict[str, str] = {}
    for entry in (ask_git(top, "ls-files", "-v", "-z") or "").split("\0"):
        mark, _, name = entry.partition(" ")
        if name and (mark.islower() or mark == "S"):
            marked[name] = mark
    if not marked:
        return
    listed: dict[str, tuple[str, str]] = {}
    for entry in (ask_git(top, "ls-files", "-s", "-z") or "").split("\0"):
        facts, _, name = entry.partition("\t")
        if name in marked:
            mode, digest, _ = facts.split(" ")
            listed[name] = (mode, digest)
    for name, mark in marked.items():
        path = top / name
        mode, digest = listed.get(name, ("", ""))
        if not path.is_file() and not path.is_symlink():
            # A sparse checkout leaves files out; nothing can be imported from what is not there.
            if mark not in {"S", "s"}:
                yield name
        elif path.is_symlink() or mode == "120000" or (ask_git(top, "hash-object", "--", name) or "").strip() != digest:
            yield name


def _unknown_modules(top: Path) -> Iterator[str]:
    listed = (ask_git(top, "ls-files", "--others", "--exclude-standard", "-z") or "").split("\0")
    ignored = ("--others", "--ignored", "--exclude-standard", "--directory", "-z")
    listed += (ask_git(top, "ls-files", *ignored) or "").split("\0")
    for name in sorted(set(listed) - {""}):
        path = top / name
        if name.endswith("/"):
            if path.name.isidentifier() and path.name != "__pycache__" and _is_package(path):
                yield name.removesuffix("/")
        elif (
            path.name.endswith(_MODULES)
            and path.name.partition(".")[0].isidentifier()
            and not _in_environment(path, top)
        ):
            yield name


def _is_package(folder: Path) -> bool:
    return not (folder / _ENVIRONMENT).exists() and any((folder / f"__init__{suffix}").exists() for suffix in _MODULES)


def _in_environment(path: Path, top: Path) -> bool:
    return "__pycache__" in path.parts or any(
        (folder / _ENVIRONMENT).exists() for folder in path.parents if folder.is_relative_to(top)
    )
