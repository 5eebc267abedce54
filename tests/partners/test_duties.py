"""The tables of duties: every row that binds the introducer stands in them, and by what it is told."""

import pytest

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.judge.duty import Circumstances, Duty, Told, attested, passive, table
from signoff_contract.judge.introducer import https_only
from signoff_contract.partners import find_part, having

OF_OUR_OWN_RUNS = {
    "siesmart": {"SIE-ENV-004"},
    "simutek": {"SIM-ENV-003"},
    "smartbusiness": {"SMB-USE-013", "SMB-USE-015", "SMB-USE-017", "SMB-USE-020"},
}


@pytest.mark.parametrize("partner", having("duties"))
def test_every_row_that_binds_the_introducer_is_a_duty(partner: str) -> None:
    duties = find_part(partner, "duties", "DUTIES")
    bound = {row.id for row in load_requirements(partner) if row.binds == "introducer"}
    assert duties.keys() == bound
    assert {row for row, duty in duties.items() if duty.told_by is Told.PLAN} == OF_OUR_OWN_RUNS[partner]
    for row, duty in duties.items():
        assert row == duty.row
        assert duty.title
        # Traffic tells it, or it is said why not.
        assert duty.is_passive == (duty.told_by is Told.TRAFFIC) == (not duty.reason)


@pytest.mark.parametrize("partner", having("duties"))
def test_every_judge_starts_and_says_nothing_of_no_traffic(partner: str) -> None:
    of = Circumstances(
        description=load(partner), base_url="https://api.example/v1", token_url="https://id.example/token"
    )
    for duty in find_part(partner, "duties", "DUTIES").values():
        if duty.is_passive:
            judge = duty.judge(of)
            assert judge.finish() == ()
            assert judge.count == 0
        else:
            with pytest.raises(LookupError, match=duty.row):
                duty.judge(of)


def test_a_table_has_no_row_twice_and_says_why_a_judge_is_missing() -> None:
    duty = passive("A-1", "One", lambda of: https_only(of.description))
    assert table(duty)["A-1"] is duty
    with pytest.raises(ValueError, match="two duties are about A-1"):
        table(duty, attested("A-1", "One", "nobody can see it"))
    with pytest.raises(ValueError, match="A-2 is not told by traffic: say why"):
        table(Duty("A-2", "Two", Told.WORD))


def test_what_is_known_of_traffic_shows_no_secret() -> None:
    of = Circumstances(
        description=load("siesmart"), base_url="https://a", token_url="https://b", secrets=("hush-hush-hush",)
    )
    assert "hush-hush" not in repr(of)
