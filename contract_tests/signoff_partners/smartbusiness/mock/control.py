"""The control plane of the SmartBusiness mock. Loaded when it is asked for."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from attrs import fields

from signoff_contract.mock.control.assembly import assemble
from signoff_contract.mock.control.common import periodic
from signoff_contract.mock.control.control import Control
from signoff_contract.mock.identity import Identities

from .access import consents, form
from .engine import SmartBusinessEngine
from .memory import world_of
from .seeds import seed_invoices
from .state import State, Switches
from .switches import settings

if TYPE_CHECKING:
    from .mock import SmartBusinessMock


def control_of(
    mock: "SmartBusinessMock",
    make: Callable[[Identities], SmartBusinessEngine],
    put_in: Callable[[State], None],
    users: Collection[int],
) -> Control:
    """The control plane of a mock.

    `make` makes an engine with a state of its own, `put_in` puts what the account begins with into an empty one, `users` are
    those that there are.
    """

    def invoices(state: State, count: int) -> list[int]:
        return seed_invoices(state, count, mock.user.id, state.store.identities.seed)

    control = assemble(
        mock=mock,
        partner="smartbusiness",
        title="SmartBusiness",
        office=mock.tokens,
        world=world_of(mock.engine, put_in, invoices),
        make=lambda names: world_of(make(names), put_in, invoices),
        settings=settings(mock.store.tables.resources),
        form=form(users, mock.user.id),
        shared={"consents": consents(mock.grants), "pace": periodic(mock.engine.periods)},
    )
    # These can be set by anybody before the control plane is asked for.
    untouched = Switches()
    control.settings.defaults.update({each.name: getattr(untouched, each.name) for each in fields(Switches)})
    return control
