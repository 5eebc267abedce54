"""`manifest.json` of a generated package: what it was made from, by what, and what it consists of."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from os.path import relpath
from pathlib import Path
from typing import Any

from signoff_contract.description import Description
from signoff_contract.install import how_to_install

from .errors import GenerationError
from .settings import SETTINGS_FILE
from .tree import digest_of, digest_tree, sha256

MANIFEST = "manifest.json"

# Output changes between patch releases of both, so the versions are part of the recipe.
TOOLS = {"openapi-python-client": "0.29.1", "ruff": "0.17.5"}

# The modules of the reader that decide what a description says.
_READER = ("bundle.py", "composition.py", "load.py", "model.py", "plain_text.py", "source.py")


def require_tools() -> None:
    """Raises GenerationError when the generator or the formatter is missing or is another version."""
    for name, wanted in TOOLS.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            raise GenerationError(f"{name} is not installed; install it {how_to_install('contract')}") from None
        if found != wanted:
            raise GenerationError(
                f"{name} {found} is installed, and its output differs from {wanted}'s; "
                f"install the right one {how_to_install('contract')}"
            )


@cache
def own_digest() -> str:
    """The digest of the code and the templates that take part in generation."""
    here = Path(__file__).parent
    digests = {f"codegen/{name}": digest for name, digest in digest_tree(here).items()}
    for name in _READER:
        digests[f"description/{name}"] = sha256((here.parent / "description" / name).read_bytes())
    return digest_of(digests)


def describe(description: Description, folder: Path, view: str, package: Path) -> dict[str, Any]:
    """The manifest of a finished tree (its own file left out)."""
    files = {name: digest for name, digest in digest_tree(package).items() if name != MANIFEST}
    sources = {
        Path(relpath(path, folder.resolve())).as_posix(): sha256(text) for path, text in description.sources.items()
    }
    settings = folder / SETTINGS_FILE
    if settings.is_file():
        sources[SETTINGS_FILE] = sha256(settings.read_bytes())
    return {
        "about": "Made by `signoff generate`. Digests are SHA-256; sources are relative to the partner's folder.",
        "partner": description.partner,
        "description": {"version": description.version, "digest": description.digest},
        "sources": dict(sorted(sources.items())),
        "view": sha256(view.encode()),
        "tools": TOOLS,
        "codegen": own_digest(),
        "tree": digest_of(files),
        "files": files,
    }


def manifest_text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def is_current(folder: Path, package: Path) -> bool:
    """Whether a tree is what its manifest says, made from the files that are there now by the same tools.

    Reads and hashes files only: no description is parsed and no tool is started.
    """
    manifest = _read(package / MANIFEST)
    if manifest is None or manifest.get("tools") != TOOLS or manifest.get("codegen") != own_digest():
        return False
    sources = manifest.get("sources")
    if not isinstance(sources, dict) or "openapi.yaml" not in sources:
        return False
    if (SETTINGS_FILE in sources) != (folder / SETTINGS_FILE).is_file():
        return False
    for name, digest in sources.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()) != digest:
            return False
    found = digest_tree(package)
    found.pop(MANIFEST, None)
    return bool(found == manifest.get("files") and digest_of(found) == manifest.get("tree"))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None
