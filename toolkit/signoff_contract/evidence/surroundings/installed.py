"""What is installed of all that takes part in a call: versions, and whether the files are those that were installed.

Every distribution carries a list of its files with their digests (RECORD, PEP 376 and 427). A file that differs was changed
after it was installed. Compiled copies (`__pycache__`) have no digest there; `read_compiled` holds them against their sources.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.machinery import all_suffixes
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from attrs import field, frozen

from .compiled import strange_copies
from .startup import read_hooks

ROOT = "signoff"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MODULES = tuple(all_suffixes())


@frozen
class Installed:
    """The distributions that take part, by their normalised names, and what is not as it was installed."""

    distributions: dict[str, str] = field(factory=dict)
    altered: tuple[str, ...] = ()


@cache
def read_installed() -> Installed:
    """Looks at Signoff's dependencies, and at theirs. Signoff itself has a digest of its own."""
    found = dict(sorted(_closure().items()))
    altered = [what for name, each in found.items() for what in _altered(name, each)]
    altered.extend(read_hooks(_owned()))
    return Installed({name: each.version for name, each in found.items()}, tuple(altered))


def read_compiled(packages: Iterable[str] = ()) -> tuple[str, ...]:
    """Compiled copies that are not what their source compiles to: of what calls are made with, and of `packages` by name.

    What only tests and generates is left out: it is large, and goes live nowhere.
    """
    sources = {
        Path(str(each.locate_file(file))): f"{name}: {file}"
        for name, each in sorted(_closure(extras=False).items())
        for file in each.files or ()
        if file.suffix == ".py"
    }
    for package in packages:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            sources |= {path: f"{package}: {path.relative_to(folder)}" for path in sorted(Path(folder).rglob("*.py"))}
    return tuple(f"{sources[path]} has a compiled copy of something else" for path in strange_copies(sources))


def normalised(name: str) -> str:
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _closure(*, extras: bool = True) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    waiting = [(ROOT, extras)]
    begun = False
    while waiting:
        name, with_extras = waiting.pop()
        if normalised(name) in found or (normalised(name) == ROOT and begun):
            continue
        begun = True
        try:
            each = distribution(name)
        except PackageNotFoundError:
            continue
        if normalised(name) != ROOT:
            found[normalised(name)] = each
        for required in each.requires or ():
            requirement, _, marker = required.partition(";")
            # What one of them could use, but was not asked to, is no part of a call.
            if with_extras or "extra" not in marker:
                named = _NAME.match(requirement.strip())
                waiting.extend([(named[0], False)] if named else [])
    return found


def _altered(name: str, each: Distribution) -> Iterator[str]:
    files = each.files
    if not files:
        yield f"{name} has no list of its files"
        return
    listed: set[Path] = set()
    tops: set[str] = set()
    for file in files:
        path = Path(str(each.locate_file(file)))
        listed.add(path)
        if len(file.parts) > 1 and file.suffix == ".py" and ".." not in file.parts:
            tops.add(file.parts[0])
        elif len(file.parts) == 1 and file.suffix == ".py":
            tops.add(file.stem)
        if file.hash is not None and not _is_as_installed(path, file.hash.mode, file.hash.value):
            yield f"{name}: {file} {'was changed' if path.exists() else 'is missing'}"
    root = Path(str(each.locate_file("")))
    for top in sorted(tops):
        yield from _shadowed(name, top, listed)
        for path in _modules(root / top) - listed:
            if path not in _owned():
                yield f"{name}: {path.relative_to(root)} was added"


def _is_as_installed(path: Path, mode: str, value: str) -> bool:
    try:
        digest = hashlib.new(mode, path.read_bytes()).digest()
    except (OSError, ValueError):
        return False
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == value.rstrip("=")


def _shadowed(name: str, top: str, listed: set[Path]) -> Iterator[str]:
    """Whether a module of that name would be imported from somewhere else."""
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return
    if spec is not None and spec.origin and spec.origin.endswith(_MODULES):
        origin = Path(spec.origin)
        if origin not in listed and origin.resolve() not in {
            path.resolve() for path in listed if path.name == origin.name
        }:
            yield f"{name}: {top} would be imported from somewhere else"


def _modules(folder: Path) -> set[Path]:
    if not folder.is_dir():
        return set()
    return {
        path for path in folder.rglob("*") if path.name.endswith(_MODULES) and "__pycache__" not in path.parts
    }  # fmt: skip


@cache
def _owned() -> frozenset[Path]:
    """The files of everything that is installed: two distributions may share a folder."""
    return frozenset(Path(str(each.locate_file(file))) for each in distributions() for file in each.files or ())


def differing_versions(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """The distributions that both name, in another version."""
    return [
        f"{name} {there[name]}, here {here[name]}"
        for name in sorted(here.keys() & there.keys())
        if here[name] != there[name]
    ]
