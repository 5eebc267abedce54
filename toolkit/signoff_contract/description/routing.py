"""Which operation a method and a path name, without trying every template."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from .model import Operation

_NAME = re.compile(r"\{[^}]+\}")


@define(eq=False)
class Routes:
    """The operations of one description, by what any path that fits them must have: its text, or its number of slashes."""

    _plain: dict[tuple[str, str], "Operation"] = field(factory=dict, init=False)
    _templates: dict[tuple[str, int], list["Operation"]] = field(factory=dict, init=False)

    @classmethod
    def of(cls, operations: Iterable["Operation"]) -> "Routes":
        """The routes to these operations."""
        routes = cls()
        # More literal text first; of two with as much, the one that is described first.
        for each in sorted(operations, key=lambda operation: len(operation.path_names)):
            if each.path_names:
                routes._templates.setdefault((each.method, _slashes(each.path)), []).append(each)
            else:
                routes._plain.setdefault((each.method, each.path), each)
        return routes

    def find(self, method: str, path: str) -> tuple["Operation", Mapping[str, str]] | None:
        """The operation, and the values of its path. A template with more literal text wins, as OpenAPI asks."""
        plain = self._plain.get((method, path))
        if plain is not None:
            return plain, {}
        for operation in self._templates.get((method, path.count("/")), ()):
            values = operation.match(path)
            if values is not None:
                return operation, values
        return None


def _slashes(template: str) -> int:
    """How many slashes a path has that fits: no value of a name has one."""
    return _NAME.sub("", template).count("/")
