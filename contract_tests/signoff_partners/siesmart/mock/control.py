"""The control plane of the SieSmart mock. Loaded when it is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from signoff_contract.mock.control.access import ClientForm
from signoff_contract.mock.control.assembly import assemble
from signoff_contract.mock.control.common import sliding
from signoff_contract.mock.control.control import Control
from signoff_contract.mock.engine import Engine
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.tokens import READ, WRITE

from .api import SieSmartApi
from .memory import world_of
from .state import OfficeClient
from .switches import settings

if TYPE_CHECKING:
    from .mock import SieSmartMock


def control_of(mock: "SieSmartMock", make: Callable[[Identities], tuple[Engine, SieSmartApi]]) -> Control:
    """The control plane of a mock; `make` makes an engine with a state of its own."""
    master, introducer = mock.state.master, mock.clients[0]
    form = ClientForm(
        OfficeClient, frozenset({READ, WRITE}), master.check_offices, {"office_ids": introducer.office_ids}
    )
    return assemble(
        mock=mock,
        partner="siesmart",
        title=mock.description.title,
        office=mock.tokens,
        world=world_of(mock.engine, mock.api),
        make=lambda names: world_of(*make(names)),
        settings=settings(),
        form=form,
        shared={"pace": sliding(mock.engine.window)},
    )
