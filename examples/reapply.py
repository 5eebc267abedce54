"""A change that is made once more when somebody else was faster: the function of docs/client.md, with its types."""

from signoff import SieSmart
from signoff.siesmart import ProposalEdit


def raise_quantity(edit: ProposalEdit) -> int:
    for asset in edit.proposal.value.assets or ():
        if asset.id:
            asset.quantity += 1
            return edit.assets.replace(asset.id, asset).value.quantity
    raise LookupError("the proposal has no asset")


def raise_quantity_of(siesmart: SieSmart, proposal_id: int) -> int:
    """One more of the first asset; the quantity that is stored then."""
    return siesmart.reapply(proposal_id, raise_quantity, attempts=3)
