"""Where the descriptions lie: one folder for each partner, here or in another distribution.

A distribution names the package of each partner that it brings as an entry point of the group `signoff.partners`. The
description is the folder `openapi/` of that package; those of this repository stand together, in `openapi/<partner>/`.
Names are looked up, nothing is imported.
"""

import os
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from .errors import DescriptionError

GROUP: Final = "signoff.partners"
"""The entry points by which distributions bring partners: the partner's name, and the package that holds it."""

DESCRIPTION: Final = "openapi.yaml"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def descriptions_root(root: Path | None = None) -> Path:
    """The folder that holds one folder per partner.

    `root` when given; else `openapi/` of the checkout this module stands in; else the copy inside the
    installed package. Raises DescriptionError when none is there.
    """
    if root is not None:
        if not root.is_dir():
            raise DescriptionError(f"there is no folder {root}; give the one that holds the partners' folders")
        return root
    checkout = Path(__file__).resolve().parents[3] / "openapi"
    if checkout.is_dir():
        return checkout
    packaged = Path(str(resources.files("signoff_contract") / "_openapi"))
    if packaged.is_dir():
        return packaged
    raise DescriptionError("the descriptions are neither in this checkout nor in the installed package")


def partners(root: Path | None = None) -> tuple[str, ...]:
    """The partners that have a description, sorted by name: those below `root`, or without it all that are installed.

    Raises DescriptionError when two are called the same.
    """
    here = _having(DESCRIPTION, descriptions_root(root))
    return here if root is not None else tuple(sorted({*here, *partner_packages()}))


def partner_folder(partner: str, root: Path | None = None) -> Path:
    """The folder of one partner's description.

    Raises DescriptionError when there is none; the message says which partners there are.
    """
    return partner_file(partner, DESCRIPTION, root).parent


def partner_file(partner: str, name: str, root: Path | None = None) -> Path:
    """One file of a partner's folder. Raises DescriptionError, which says which partners have it, when it is missing."""
    folder = descriptions_root(root)
    packages = {} if root is not None else partner_packages()
    own = package_folder(partner, packages[partner]) / "openapi" if partner in packages else folder
    # Signoff's own stand together in its repository; elsewhere a package has its own.
    path = own / name if own.is_dir() and own != folder else folder / partner / name
    if not path.is_file():
        what = "description" if name == DESCRIPTION else Path(name).stem
        known = ", ".join(sorted({*_having(name, folder), *packages} - {partner})) or "none"
        looked = path.parent if partner in packages else folder
        raise DescriptionError(f"no {what} of {partner!r} in {looked} (there is: {known})")
    return path


def partner_packages() -> Mapping[str, str]:
    """The packages of the partners that are installed, by the partner's name.

    Raises DescriptionError for a name that cannot be used, or that two partners have.
    """
    found: dict[str, EntryPoint] = {}
    for entry in _entries(tuple((place, _changed(place)) for place in sys.path)):
        if not _NAME.fullmatch(entry.name):
            raise DescriptionError(
                f"{_origin(entry)} calls a partner {entry.name!r}; a name is small letters, digits and underscores"
            )
        before = found.setdefault(entry.name, entry)
        if before.value != entry.value:
            first, second = sorted((before, entry), key=_is_own)
            raise DescriptionError(
                f"{_origin(first)} and {_origin(second)} both bring a partner {entry.name!r}; "
                "uninstall or rename one of them"
            )
    return {name: entry.value for name, entry in found.items()}


@lru_cache(maxsize=4)
def _entries(_where: tuple[tuple[str, int], ...]) -> tuple[EntryPoint, ...]:
    """The entry points of partners. Asking for them reads a file of each distribution that is installed."""
    return tuple(entry_points(group=GROUP))


def _changed(place: str) -> int:
    """When a distribution was put into a folder of the module path last, or taken from it."""
    try:
        return os.stat(place or ".").st_mtime_ns  # noqa: PTH116 - once for each folder and look-up
    except OSError:
        return 0


def package_folder(partner: str, package: str) -> Path:
    """The folder of a package that another distribution names. Raises DescriptionError when there is none."""
    try:
        spec = find_spec(package)
    except (ModuleNotFoundError, ValueError):
        spec = None
    for location in () if spec is None else spec.submodule_search_locations or ():
        if Path(location).is_dir():
            return Path(location)
    raise DescriptionError(f"the partner {partner!r} is to be found in {package}, which is no package in a folder")


def _having(name: str, folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{name}")))


def _is_own(entry: EntryPoint) -> bool:
    return entry.dist is not None and entry.dist.name == "signoff"


def _origin(entry: EntryPoint) -> str:
    if _is_own(entry):
        return "Signoff"
    return f"the distribution {entry.dist.name}" if entry.dist is not None else f"the entry point {entry.value}"
