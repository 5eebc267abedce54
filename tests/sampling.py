"""Which cases of a long list run whenever the tests do; the others wait for the campaigns, which CI runs as well."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet


def one_in(every: int, cases: Iterable[Any], ids: Callable[[Any], str] | None = None) -> list[ParameterSet]:
    """All cases as parameters: the first and each `every`-th after it for the tests, the rest for the campaigns.

    A case that is a tuple gives several arguments. `ids` names a case; without it pytest does.
    """
    found = []
    for number, case in enumerate(cases):
        values = case if isinstance(case, tuple) else (case,)
        marks = [pytest.mark.campaign] if number % every else []
        found.append(pytest.param(*values, marks=marks, id=None if ids is None else ids(case)))
    return found
