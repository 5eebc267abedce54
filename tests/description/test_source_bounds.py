"""A description from anywhere costs about what it weighs: no nesting ends the process, no alias multiplies."""

from pathlib import Path

import pytest

from signoff_contract.description import DescriptionError
from signoff_contract.description.source import read_source

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: " + "[" * 100_000, 2), ("a: " + "{a: " * 100_000, 1), ("- " * 100_000, 1), (LAUGHS, 7)],
)
def test_what_costs_more_than_it_weighs_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(text)
    with pytest.raises(DescriptionError, match=rf"openapi\.yaml:{line}: not read: "):
        read_source(path)
