"""Where operations were found whose address was only proposed."""

from collections.abc import Callable

from attrs import define, field

from signoff_contract.description import Operation
from signoff_contract.description.model import is_guess
from signoff_contract.traffic.notes import Way


@define(eq=False)
class Ways:
    """What was found and what was tried, by operation."""

    found: dict[str, Way] = field(factory=dict)
    settled: set[str] = field(factory=set)
    understood: set[str] = field(factory=set)
    """Operations that were answered with success once: their names are known."""
    tried: dict[str, list[str]] = field(factory=dict)
    spent: int = 0
    paths: dict[str, str] = field(factory=dict)
    """Described path templates, and where one operation of them was found."""
    prefix: tuple[str, str] | None = None
    """The prefix that a family of paths turned out to have instead of the described one."""

    def of(self, operation: Operation) -> Way | None:
        """Where the operation was found, or where its family was."""
        if operation.id in self.found:
            return self.found[operation.id]
        if operation.path in self.paths and operation.id not in self.settled:
            return Way(operation.method, self.paths[operation.path])
        if self.prefix and operation.id not in self.settled and is_guess(operation.provenance):
            old, new = self.prefix
            if operation.path.startswith(f"/{old}/"):
                return Way(operation.method, with_prefix(operation.path, new))
        return None

    def says(self, operation: Operation, shown: Callable[[str], str]) -> str:
        """In a sentence, where an operation was found. `shown` writes a name of the server's as evidence may show it."""
        found = self.found[operation.id]
        where = f"{found.method} {found.path}"
        if other := (*found.names, *found.members):
            where += f" with {', '.join(f'{shown(new)} for {old}' for old, new in other)}"
        tried = len(self.tried.get(operation.id, ()))
        more = f" after {tried} tries" if tried > 1 else ""
        return f"{operation.method} {operation.path} is not there; {where} was taken for it{more} (a guess)"


def with_prefix(path: str, prefix: str) -> str:
    """A path with another first word, or without any."""
    rest = path.split("/", 2)[2]
    return f"/{prefix}/{rest}" if prefix else f"/{rest}"
