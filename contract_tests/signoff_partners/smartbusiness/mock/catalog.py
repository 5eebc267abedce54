"""Units in the caller's language, and how often a category is used."""

from attrs import frozen

from .hooks import Particular
from .state import Desk
from .store import Record
from .tables import Json


class Units(Particular):
    """Built-in units have names in several languages; only one is shown."""

    def shown(self, desk: Desk, record: Record, language: str) -> Json:  # noqa: ARG002
        names = record.values["names"]
        return {"name": names.get(language, names["de"])}


@frozen
class Categories(Particular):
    """Categories of products or of services, as `of` says."""

    of: str

    def shown(self, desk: Desk, record: Record, language: str) -> Json:  # noqa: ARG002
        items = desk.store.each(self.of)
        return {"usage": sum(1 for each in items if each.values["category_id"] == record.id)}
