"""Units in the caller's language, and how often a category is used."""

from attrs import frozen

from .hooks import Hooks
from .state import State
from .store import Record
from .tables import Json


class Units(Hooks):
    """Built-in units have names in several languages; only one is shown."""

    by_language = True

    def shown(self, state: State, record: Record, language: str) -> Json:  # noqa: ARG002
        names = record.values["names"]
        return {"name": names.get(language, names["de"])}


@frozen
class Categories(Hooks):
    """Categories of products or of services, as `of` says."""

    of: str

    def shown(self, state: State, record: Record, language: str) -> Json:  # noqa: ARG002
        return {"usage": state.store.named(self.of, "category_id", record.id)}
