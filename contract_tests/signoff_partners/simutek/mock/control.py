"""The control plane of the Simutek mock. Loaded when it is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from signoff_contract.mock.control.access import ClientForm
from signoff_contract.mock.control.assembly import assemble
from signoff_contract.mock.control.common import sliding
from signoff_contract.mock.control.control import Control
from signoff_contract.mock.engine import Engine
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.tokens import READ, WRITE, Client

from .api import SimutekApi
from .memory import settings, world_of

if TYPE_CHECKING:
    from .mock import SimutekMock


def control_of(mock: "SimutekMock", make: Callable[[Identities], tuple[Engine, SimutekApi]]) -> Control:
    """The control plane of a mock; `make` makes an engine with a state of its own."""
    return assemble(
        mock=mock,
        partner="simutek",
        title=mock.description.title,
        office=mock.tokens,
        world=world_of(mock.engine, mock.api),
        make=lambda names: world_of(*make(names)),
        settings=settings(),
        form=ClientForm(Client, frozenset({READ, WRITE})),
        shared={"pace": sliding(mock.engine.window)},
    )
