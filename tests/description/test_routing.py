"""The operation that is found by its number of slashes is the one that trying every template finds."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from signoff_contract.description import Description, Operation, load
from signoff_contract.description.routing import Routes

PARTNERS = ("siesmart", "simutek", "smartbusiness")


def operation(method: str, path: str) -> Operation:
    return Operation(f"{method} {path}", method, path, "", "", "", (), (), False, (), (), None, "", {})


def tried(operations: tuple[Operation, ...], method: str, path: str) -> tuple[Operation, Mapping[str, str]] | None:
    found = [
        (each, values) for each in operations if each.method == method and (values := each.match(path)) is not None
    ]
    return min(found, key=lambda pair: len(re.findall(r"\{[^}]+\}", pair[0].path)), default=None)


SEGMENTS = st.sampled_from(["a", "b", "{x}", "{y}", "{x}.pdf", "a-{x}-{z/z}", ".", "{}"])
TEMPLATES = st.lists(SEGMENTS, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))
PATHS = st.lists(st.sampled_from(["a", "b", "c.pdf", "a-1-2", "%2F", ".", "{}", ""]), max_size=4).map(
    lambda parts: "/" + "/".join(parts)
)
OPERATIONS = st.lists(st.builds(operation, st.sampled_from(["GET", "POST"]), TEMPLATES), max_size=8).map(tuple)


@given(OPERATIONS, st.lists(PATHS, min_size=1, max_size=5))
def test_found_or_tried_it_is_the_same_operation(operations: tuple[Operation, ...], paths: list[str]) -> None:
    routes = Routes.of(operations)
    for path in paths:
        for method in ("GET", "POST", "PUT"):
            found, expected = routes.find(method, path), tried(operations, method, path)
            assert found == expected
            assert (found is None) is (expected is None)
            if found is not None and expected is not None:
                assert found[0] is expected[0], "of two that fit alike the first counts"


@pytest.mark.parametrize("partner", PARTNERS)
def test_every_operation_of_a_partner_is_found_by_its_own_path(partner: str) -> None:
    description = load(partner)
    for each in description:
        path = re.sub(r"\{[^}]+\}", "1", each.path)
        assert description.match(each.method.lower(), path) == tried(description.operations, each.method, path)


def test_operations_that_are_set_anew_are_found_and_the_others_no_more() -> None:
    description = load("simutek")
    first = description.operations[0]
    assert description.match(first.method, first.path) is not None
    changed: Description = description
    changed.operations = (operation("GET", "/elsewhere"),)
    assert description.match(first.method, first.path) is None
    found = description.match("get", "/elsewhere")
    assert found is not None
    assert found[0].path == "/elsewhere"
