"""A unit of work on a SieSmart proposal, synchronous and awaited.

::

    with siesmart.edit(proposal_id) as edit:
        edit.customer.set(...)
        edit.assets.add(...)
        edit.calculation.attach(...)

Every method raises what the call itself raises. Besides, a further change raises
:class:`~signoff.InterleavedChange` when somebody else changed the proposal after the one before, which was made, and
:class:`~signoff.EditClosed` when the edit has ended. After a conflict or an unknown outcome it has ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from signoff._calls import CallOptions
from signoff._edits import AsyncEdit, CommonEdit, Edit
from signoff.siesmart.changes import IGNORED, WRITTEN, Assets, Calculation, Customer, Decision, Documents, Loans
from signoff.unit_of_work import Unit
from signoff.versions import Versioned

if TYPE_CHECKING:
    from siesmart_client.facade import SieSmartResources
    from siesmart_client.facade_async import AsyncSieSmartResources
    from siesmart_client.models import Proposal

__all__ = ["AsyncProposalEdit", "ProposalEdit"]


def _rebuild(state: dict[str, Any]) -> Proposal:
    from siesmart_client.models import Proposal

    return Proposal.from_dict(state)


class _OfAProposal(CommonEdit["Proposal"]):
    assets: Assets[Self]
    loans: Loans[Self]
    customer: Customer[Self]
    calculation: Calculation[Self]
    decision: Decision[Self]
    documents: Documents[Self]

    def __init__(
        self: Self, client: SieSmartResources | AsyncSieSmartResources, proposal: int | Versioned[Proposal]
    ) -> None:
        self.proposal_id = proposal.value.id if isinstance(proposal, Versioned) else proposal
        unit = Unit(written=WRITTEN, ignored=IGNORED, rebuild=_rebuild)
        super().__init__(client, proposal, self.proposal_id, unit)
        self.assets = Assets(self)
        self.loans = Loans(self)
        self.customer = Customer(self)
        self.calculation = Calculation(self)
        self.decision = Decision(self)
        self.documents = Documents(self)

    @property
    def proposal(self) -> Versioned[Proposal]:
        """The proposal as it was seen last, with its version.

        :raises EditClosed: nothing was read yet.
        """
        return self.seen()

    def _read(self, options: CallOptions | None = None) -> Any:
        return self._client.proposals.get(self.proposal_id, options=options)

    def __repr__(self) -> str:
        state = self._unit.closed_because or "open"
        return f"<{type(self).__name__} of proposal {self.proposal_id}, changes {self.changes}: {state}>"


class ProposalEdit(_OfAProposal, Edit["Proposal"]):
    """Several changes to one proposal. It is for one thread at a time."""


class AsyncProposalEdit(_OfAProposal, AsyncEdit["Proposal"]):
    """Several changes to one proposal, awaited. It is for one task at a time."""
