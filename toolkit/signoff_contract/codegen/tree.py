"""Generated trees on disk: their digests, how two differ, and how one takes the place of another."""

import contextlib
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from .errors import GenerationError

# What an interpreter or a type checker leaves in a tree is not part of it.
_IGNORED = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache"})


@frozen
class Drift:
    """One file that is not what generation gives: its path in the package, and changed, missing or extra."""

    path: str
    kind: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.path}"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_tree(package: Path) -> dict[str, str]:
    """The SHA-256 of every file of a tree, by its path relative to it, sorted by path.

    What is no file, such as a link to a folder, has an empty digest.
    """
    if not package.is_dir():
        return {}
    return {
        path.relative_to(package).as_posix(): sha256(path.read_bytes()) if path.is_file() else ""
        for path in sorted(_files(package))
    }


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            if path.name not in _IGNORED:
                yield from _files(path)
        else:
            yield path


def digest_of(digests: Mapping[str, str]) -> str:
    """One SHA-256 for a set of named digests, whatever order they come in."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return sha256(lines.encode())


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> tuple[Drift, ...]:
    """How the files that were found differ from those that are expected, sorted by path."""
    drifts = []
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            drifts.append(Drift(name, "missing"))
        elif name not in expected:
            drifts.append(Drift(name, "extra"))
        elif expected[name] != found[name]:
            drifts.append(Drift(name, "changed"))
    return tuple(drifts)


def swap(new: Path, package: Path) -> None:
    """Put the finished tree `new` where `package` is; both are in one folder.

    The old tree is moved aside first and comes back when the second move fails, so a failure leaves
    the old tree, and no file of it survives a success.
    """
    old = package.with_name(f".{package.name}.old")
    recover(package)
    try:
        if package.exists():
            package.rename(old)
        new.rename(package)
    except OSError as error:
        with contextlib.suppress(OSError):
            if old.exists() and not package.exists():
                old.rename(package)
        raise GenerationError(f"cannot replace {package}: {error.strerror or error}; it is as it was") from error
    shutil.rmtree(old, ignore_errors=True)


def recover(package: Path) -> None:
    """Undo or finish a swap that was killed half-way."""
    old = package.with_name(f".{package.name}.old")
    if old.exists():
        if package.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(package)
