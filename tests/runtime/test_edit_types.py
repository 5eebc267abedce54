"""An edit's methods are stated once, for both kinds of client; type checkers and `help()` see each of them whole."""

import inspect
from typing import TYPE_CHECKING, Any, assert_type

import pytest

from siesmart_client.facade import SieSmartResources
from signoff._edits import Area
from signoff.siesmart import AsyncProposalEdit, ProposalEdit, models
from signoff.versions import Result

if TYPE_CHECKING:
    # Never run: mypy reads it, and complains of an ignored error that does not occur.
    def checked(edit: ProposalEdit, asset: models.Asset, loan: models.Loan) -> None:
        assert_type(edit.assets.add(asset), Result[models.Asset])
        assert_type(edit.assets.replace(1, body=asset, options=None), Result[models.Asset])
        assert_type(edit.decision.cancel(), Result[models.Proposal])
        edit.assets.add(loan)  # type: ignore[arg-type]
        edit.assets.add()  # type: ignore[call-arg]
        edit.assets.replace("1", asset)  # type: ignore[arg-type]
        edit.assets.remove(asset)  # type: ignore[attr-defined]

    async def checked_awaited(edit: AsyncProposalEdit, asset: models.Asset, loan: models.Loan) -> None:
        assert_type(await edit.assets.add(asset), Result[models.Asset])
        await edit.assets.add(loan)  # type: ignore[arg-type]
        assert edit.assets.add(asset).value  # type: ignore[attr-defined]


RESOURCES: Any = SieSmartResources(None)  # type: ignore[arg-type]
STEPS = [
    (area, method)
    for area, part in vars(ProposalEdit(RESOURCES, 1)).items()
    if isinstance(part, Area)
    for method in vars(type(part))
    if not method.startswith("_")
]


def test_there_are_thirteen_changes() -> None:
    assert len(STEPS) == 13


@pytest.mark.parametrize("kind", [ProposalEdit, AsyncProposalEdit])
@pytest.mark.parametrize(("area", "method"), STEPS)
def test_a_change_takes_what_the_facade_takes(kind: Any, area: str, method: str) -> None:
    of_facade = inspect.signature(getattr(getattr(RESOURCES, area), method))
    changing = getattr(getattr(kind(RESOURCES, 1), area), method)
    own = inspect.signature(changing)
    # The edit knows the proposal and its version.
    _id, *wanted = of_facade.parameters.values()
    shape = [(one.name, one.kind, one.default) for one in wanted if one.name != "version"]
    assert [(one.name, one.kind, one.default) for one in own.parameters.values()] == shape
    assert "Result[" in str(own.return_annotation)
    assert inspect.getdoc(changing)
