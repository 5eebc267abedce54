"""`openapi/<partner>/codegen.yaml`: the generator's settings, and ours in the section `x-signoff`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from signoff_contract.description import DescriptionError
from signoff_contract.description.source import read_source

from .errors import GenerationError

SETTINGS_FILE = "codegen.yaml"

_OWN = "x-signoff"
_OWN_KEYS = frozenset({"facade"})
# The generation step runs its own hooks; a second set from the file would make the output depend on it.
_REFUSED = frozenset({"post_hooks", "project_name_override"})


@frozen
class Settings:
    """Settings of one partner.

    `package` is the import package to write, `facade` the prefix of the facade's root classes
    (`SieSmart` gives `SieSmartResources`), `generator` what the generator itself is given.
    """

    package: str
    facade: str
    generator: Mapping[str, Any]

    @property
    def content_types(self) -> Mapping[str, str]:
        """How the generator is told to treat media types that it does not know."""
        overrides: Mapping[str, str] = self.generator.get("content_type_overrides") or {}
        return overrides


def read_settings(folder: Path, partner: str) -> Settings:
    """The settings in a partner's folder; without a file, names are derived from the partner's name.

    Raises GenerationError for a file that cannot be read, is not a mapping, or names a package or a
    facade that is no Python name.
    """
    path = folder / SETTINGS_FILE
    raw = _read(path)
    own = raw.pop(_OWN, None) or {}
    if not isinstance(own, dict) or set(own) - _OWN_KEYS:
        raise GenerationError(f"{path}: {_OWN} is a mapping that knows {', '.join(sorted(_OWN_KEYS))}")
    for name in sorted(_REFUSED & set(raw)):
        raise GenerationError(f"{path}: remove {name}; the generation step decides that itself")
    for value in (str(raw.get("field_prefix", "field_")), *_override_names(raw, path)):
        if not value.isidentifier() or not value.isascii():
            raise GenerationError(f"{path}: {value!r} is no Python name")
    words = [word for word in re.split(r"[^A-Za-z0-9]+", partner) if word]
    package = str(raw.setdefault("package_name_override", "_".join(words).lower() + "_client"))
    facade = str(own.get("facade", "".join(word[0].upper() + word[1:] for word in words)))
    for what, value in (("package_name_override", package), (f"{_OWN}: facade", facade)):
        if not value.isidentifier() or not value.isascii():
            raise GenerationError(f"{path}: {what}: {value!r} is no Python name")
    return Settings(package, facade, raw)


def _override_names(raw: Mapping[str, Any], path: Path) -> Iterator[str]:
    """The class and module names that the settings give on their own; the generator takes them as they are."""
    overrides = raw.get("class_overrides") or {}
    if not isinstance(overrides, dict) or not all(isinstance(one, dict) for one in overrides.values()):
        raise GenerationError(f"{path}: class_overrides is a mapping of mappings")
    for one in overrides.values():
        yield from (str(name) for name in one.values() if name is not None)


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        value = read_source(path).value
    except DescriptionError as error:
        raise GenerationError(str(error)) from error
    if not isinstance(value, dict):
        raise GenerationError(f"{path}: settings are a mapping")
    return value
