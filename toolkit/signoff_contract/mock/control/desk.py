"""The control plane over HTTP: requests below `/_signoff/` come, answers go."""

from collections.abc import Mapping
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import define, field

from signoff_contract.install import own_version
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.front import Front
from signoff_contract.mock.http import Answer, Headers, Request, json_answer
from signoff_contract.mock.registry import Mock

if TYPE_CHECKING:
    from .clerk import Clerk
    from .control import Control
    from .guard import Place

PREFIX: Final = "/_signoff"
VARIABLE: Final = "SIGNOFF_CONTROL_TOKEN"
"""The environment variable that holds the control token."""
LARGEST_SNAPSHOT: Final = 64 * 1024 * 1024
LARGEST_BODY: Final = 1024 * 1024
HEADERS: Final[Headers] = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


class Hosted(Protocol):
    """What stands on one origin: mocks by the names of their partners."""

    @property
    def mocks(self) -> Mapping[str, Mock]: ...

    @property
    def place(self) -> "Place": ...


class Pages(Protocol):
    """Answers what is a part of the console, and nothing else."""

    def __call__(self, request: Request, /) -> Answer | None: ...


@define(eq=False)
class Desk:
    """Answers requests below `/_signoff/` for the mocks on one origin.

    `token` is the control token, without which nobody gets in where other machines reach the mocks. `pages` is the
    console. What it takes to answer is loaded with the first call, so that a mock starts without.
    """

    hosted: Hosted
    token: str | None = field(default=None, repr=False)
    pages: Pages | None = None
    body_limit: int = field(default=LARGEST_SNAPSHOT, init=False)

    def __attrs_post_init__(self) -> None:
        fronts: list[Front] = [getattr(mock, "front", mock.app.front) for mock in self.hosted.mocks.values()]
        numbers = count(1 + max((each.journal.last for each in fronts), default=0))
        for each in fronts:
            each.journal.number_by(numbers)

    @property
    def controls(self) -> "Mapping[str, Control]":
        """The control planes of the mocks, by the names of their partners."""
        return self._clerk.controls

    def isolate(self) -> None:
        """Give each client of the mocks a state of its own. Raises ValueError for a mock that cannot do that."""
        self._clerk.isolate()

    def __call__(self, request: Request) -> Delivery:
        """What becomes of a request."""
        return Delivery(self.answer(request))

    def answer(self, request: Request) -> Answer:
        """The answer to any request below `/_signoff/`."""
        if request.path == f"{PREFIX}/health" and request.method in {"GET", "HEAD"}:
            return json_answer(200, self.health(), HEADERS)
        return self._clerk.answer(request)

    def health(self) -> dict[str, Any]:
        """Whether the mocks are up, as `/_signoff/health` tells it."""
        return {"status": "ok", "version": own_version(), "partners": list(self.hosted.mocks)}

    def description(self) -> Mapping[str, Any]:
        """The description of this interface, an OpenAPI document."""
        return self._clerk.description()

    @cached_property
    def _clerk(self) -> "Clerk":
        from .clerk import Clerk

        return Clerk(self)
