"""Which of many values changed, for whoever keeps them elsewhere as well."""

from typing import Any

from attrs import define, field


@define
class Changes:
    """The keys of what changed since they were taken last. Notes nothing until it is watched."""

    watched: bool = False
    _keys: dict[Any, None] = field(factory=dict, init=False, repr=False)

    def note(self, key: Any) -> None:
        """Something was stored or removed under a key."""
        if self.watched:
            self._keys[key] = None

    def take(self) -> tuple[Any, ...]:
        """The keys, each once; from now on they count as told."""
        taken, self._keys = tuple(self._keys), {}
        return taken
