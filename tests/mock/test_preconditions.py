"""If-Match as RFC 9110 has it, with and without quotation marks."""

import pytest
from hypothesis import given, strategies as st

from signoff_contract.mock.preconditions import matches

VERSION = "2023-06-15T10:14:03.968Z"
OTHER = "2023-06-15T10:14:03.969Z"


@pytest.mark.parametrize(
    "condition",
    [
        f'"{VERSION}"',
        VERSION,
        "*",
        " * ",
        f'"{OTHER}", "{VERSION}"',
        f'"{VERSION}","{OTHER}"',
        f"{OTHER}, {VERSION}",
        f'W/"{VERSION}", "{VERSION}"',
        f', "{VERSION}",',
        f'  "{VERSION}"  ',
        f'"a,b", "{VERSION}"',
    ],
)
def test_accepted(condition: str) -> None:
    assert matches(condition, VERSION)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        " ",
        ",",
        f'"{OTHER}"',
        OTHER,
        f'W/"{VERSION}"',
        f"W/{VERSION}",
        f'w/"{VERSION}"',
        '"*"',
        f'*, "{OTHER}"',
        f'"{VERSION}',
        f'{VERSION}"',
        f'""{VERSION}""',
        f'" {VERSION}"',
        f"'{VERSION}'",
        f'"{VERSION.lower()}"',
        f'"{VERSION}" "{OTHER}"',
        f'"{OTHER},{VERSION}"',
        VERSION[:-1],
    ],
)
def test_refused(condition: str) -> None:
    assert not matches(condition, VERSION)


@given(st.text())
def test_no_text_breaks_it_and_only_the_star_matches_by_chance(condition: str) -> None:
    assert not matches(condition, VERSION) or condition.strip() == "*"


@given(st.lists(st.from_regex(r"[A-Za-z0-9:.-]{1,20}", fullmatch=True), min_size=1, max_size=6), st.data())
def test_a_list_matches_when_any_member_does(tags: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(tags))
    assert matches(", ".join(f'"{tag}"' for tag in tags), chosen)
    assert not matches(", ".join(f'W/"{tag}"' for tag in tags), chosen)
