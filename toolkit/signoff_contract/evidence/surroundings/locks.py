"""The versions that a lock file fixes, in the forms that the common tools write."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from .installed import normalised

_PINNED = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*={2,3}\s*([^\s;,\\#]+)", re.MULTILINE)


def read_pins(content: bytes) -> dict[str, frozenset[str]]:
    """The versions by the names of distributions; several where a version depends on the platform.

    Read are the lists of pip (`name==version`), the TOML files of uv, Poetry, PDM and PEP 751, and the JSON file of Pipenv.
    Empty when nothing is fixed in a form that is known here.
    """
    found: dict[str, set[str]] = {}
    for name, version in _pairs(content.decode("utf-8", "replace")):
        found.setdefault(normalised(name), set()).add(version)
    return {name: frozenset(versions) for name, versions in found.items()}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    try:
        value: Any = tomllib.loads(text)
        packages = [*_list(value.get("package")), *_list(value.get("packages"))]
    except (tomllib.TOMLDecodeError, RecursionError):
        packages = []
    for each in packages:
        if isinstance(each, Mapping) and isinstance(each.get("name"), str) and isinstance(each.get("version"), str):
            yield each["name"], each["version"]
    if packages:
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from ((match[1], match[2]) for match in _PINNED.finditer(text))
        return
    for part in ("default", "develop"):
        listed = value.get(part) if isinstance(value, dict) else None
        for name, each in listed.items() if isinstance(listed, dict) else ():
            if isinstance(each, dict) and isinstance(each.get("version"), str):
                yield name, each["version"].lstrip("=")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def against_lock(installed: Mapping[str, str], pins: Mapping[str, frozenset[str]]) -> list[str]:
    """The distributions that are installed in another version than the lock file fixes."""
    return [
        f"{name} {version} is installed, the lock file has {' or '.join(sorted(pins[name]))}"
        for name, version in sorted(installed.items())
        if name in pins and version not in pins[name]
    ]
