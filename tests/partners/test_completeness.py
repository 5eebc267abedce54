"""Whatever a description says may be written is sent by the plan, or listed with the reason why not."""

import copy
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from attrs import evolve
from tests.suite.blips import PARTNERS, partner
from tests.suite.writable import Body, sent_by_the_plan, writable, written

from signoff_contract.description import Description
from signoff_contract.description.elements import title


@cache
def sent(name: str) -> list[Body]:
    return sent_by_the_plan(name)


def reasons(name: str) -> dict[str, str]:
    """The members that a plan leaves out, with why."""
    listed: dict[str, str] = import_module(f"signoff_partners.{name}.plan.unsent").UNSENT
    return listed


def left_out(name: str, description: Description) -> set[str]:
    """The members that no request of the plan has, as people read their pointers."""
    return {title(pointer) for pointer in writable(description) - written(description, sent(name))}


@pytest.mark.parametrize("name", PARTNERS)
def test_every_member_that_may_be_written_is_sent_or_listed_with_a_reason(name: str) -> None:
    # Nothing is listed either that is sent after all, or that nobody describes any more.
    assert left_out(name, partner(name).description) == set(reasons(name))


@pytest.mark.parametrize("name", PARTNERS)
def test_a_reason_is_a_sentence(name: str) -> None:
    assert [member for member, reason in reasons(name).items() if len(reason.split()) < 5] == []


def with_member(description: Description, schema: str, member: dict[str, Any]) -> Description:
    """A copy of a description in which a schema has more members."""
    document = copy.deepcopy(description.document)
    document["components"]["schemas"][schema]["properties"].update(member)
    return evolve(description, document=document)


def test_an_optional_member_that_is_added_is_missed() -> None:
    described = partner("siesmart").description
    grown = with_member(described, "Asset", {"serialNumber": {"type": "string"}})
    assert left_out("siesmart", grown) - set(reasons("siesmart")) == {"Asset.serialNumber"}
    shown = with_member(described, "Asset", {"serialNumber": {"type": "string", "readOnly": True}})
    assert left_out("siesmart", shown) == set(reasons("siesmart"))
    nested = with_member(
        described, "CompanyReference", {"seat": {"type": "object", "properties": {"city": {"type": "string"}}}}
    )
    assert left_out("siesmart", nested) - set(reasons("siesmart")) == {
        "CompanyReference.seat",
        "CompanyReference.seat.city",
    }
