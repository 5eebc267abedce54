"""Which paths of an origin are whose, when several mocks stand on it."""

from collections.abc import Mapping
from itertools import combinations
from urllib.parse import unquote_to_bytes, urlsplit

from attrs import frozen

from signoff_contract.mock.registry import Mock

CONTROL = "/_signoff"
"""Everything below is the site's own, and so is the path `/` where no mock has it."""


@frozen
class Territory:
    """The paths of one mock: everything below `base`, and `others` exactly."""

    base: str
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, mock: Mock) -> "Territory":
        """The paths that a mock answers, besides those that it answers with 404."""
        base = urlsplit(mock.base_url("http://mock")).path.rstrip("/")
        token = urlsplit(mock.token_url("http://mock")).path
        return cls(base, frozenset({token, *getattr(mock, "own_paths", ())}))

    def has(self, path: str) -> bool:
        """Whether a path, decoded, is among them."""
        return path == self.base or path.startswith(f"{self.base}/") or path in self.others

    def meets(self, other: "Territory") -> str | None:
        """A path that both have; None when there is none."""
        for one, two in ((self, other), (other, self)):
            shared = {two.base or "/", *two.others}
            for path in sorted(shared):
                if one.has(path):
                    return path
        return None


def decoded(path: str) -> str:
    """A path as it is compared: without percent-encoding."""
    return unquote_to_bytes(path).decode("utf-8", "replace") if "%" in path else path


def territories(mocks: Mapping[str, Mock]) -> dict[str, Territory]:
    """The paths of each mock by its name. Raises ValueError when two of them want the same, or one wants the site's."""
    found = {name: Territory.of(mock) for name, mock in mocks.items()}
    for name, territory in found.items():
        if any(path == CONTROL or path.startswith(f"{CONTROL}/") for path in (territory.base, *territory.others)):
            raise ValueError(f"the mock of {name} wants paths below {CONTROL}/, which are the control plane's")
    for (one, its), (two, theirs) in combinations(found.items(), 2):
        path = its.meets(theirs)
        if path is not None:
            raise ValueError(
                f"the mocks of {one} and {two} cannot stand on one port: both answer {path}; serve each on its own port"
            )
    return found
