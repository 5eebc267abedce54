"""The description that a mock goes by, read once for all mocks of a process: tests make a mock each."""

from functools import lru_cache
from pathlib import Path

from signoff_contract.description import Description, load
from signoff_contract.description.folders import partner_folder


def described(partner: str) -> Description:
    """The description of a partner, shared by whoever asks for it and not to be changed; read anew when a file of it was.

    Raises DescriptionError when there is none, or when it cannot be read.
    """
    folder = partner_folder(partner)
    stamps = []
    for path in sorted(folder.rglob("*.yaml")):
        stat = path.stat()
        stamps.append((path, stat.st_mtime_ns, stat.st_size))
    return _read(partner, tuple(stamps))


@lru_cache(maxsize=16)
def _read(partner: str, _stamps: tuple[tuple[Path, int, int], ...]) -> Description:
    return load(partner)
