"""Where the descriptions lie: one folder for each partner, here or in another distribution.

A partner of this repository has the folder `openapi/<partner>/`. A distribution that brings a partner of its own names
the package that holds it as an entry point of the group `signoff.partners`; its description is the folder `openapi/`
of that package. Names are looked up, nothing is imported.
"""

import re
from collections.abc import Mapping
from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from .errors import DescriptionError

GROUP: Final = "signoff.partners"
"""The entry points by which other distributions bring partners: the partner's name, and the package that holds it."""

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
    return here if root is not None else tuple(sorted({*here, *outside_packages()}))


def partner_folder(partner: str, root: Path | None = None) -> Path:
    """The folder of one partner's description.

    Raises DescriptionError when there is none; the message says which partners there are.
    """
    return partner_file(partner, DESCRIPTION, root).parent


def partner_file(partner: str, name: str, root: Path | None = None) -> Path:
    """One file of a partner's folder. Raises DescriptionError, which says which partners have it, when it is missing."""
    folder = descriptions_root(root)
    outside = {} if root is not None else outside_packages()
    if partner in outside:
        path = package_folder(partner, outside[partner]) / "openapi" / name
        there = path.is_file()
    else:
        path = folder / partner / name
        there = partner in _having(name, folder)
    if not there:
        what = "description" if name == DESCRIPTION else Path(name).stem
        known = ", ".join(sorted({*_having(name, folder), *outside} - {partner})) or "none"
        looked = path.parent if partner in outside else folder
        raise DescriptionError(f"no {what} of {partner!r} in {looked} (there is: {known})")
    return path


def outside_packages() -> Mapping[str, str]:
    """The packages of the partners that other distributions bring, by the partner's name.

    Raises DescriptionError for a name that cannot be used, or that two partners have.
    """
    here = set(_having(DESCRIPTION, descriptions_root()))
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        if not _NAME.fullmatch(entry.name):
            raise DescriptionError(
                f"{_origin(entry)} calls a partner {entry.name!r}; a name is small letters, digits and underscores"
            )
        before = found.setdefault(entry.name, entry)
        if entry.name in here or before.value != entry.value:
            other = "Signoff" if entry.name in here else _origin(before)
            raise DescriptionError(
                f"{_origin(entry)} and {other} both bring a partner {entry.name!r}; uninstall or rename one of them"
            )
    return {name: entry.value for name, entry in found.items()}


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


def _origin(entry: EntryPoint) -> str:
    return f"the distribution {entry.dist.name}" if entry.dist is not None else f"the entry point {entry.value}"
