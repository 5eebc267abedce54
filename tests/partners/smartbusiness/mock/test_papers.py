"""Printed documents: the number of their pages is told without printing them."""

from typing import Any

from hypothesis import given, strategies as st

from signoff_partners.smartbusiness.mock.papers import LINES, count_pages, pages_of

positions = st.lists(
    st.sampled_from(["N", "PB", "T"]).map(lambda kind: {"type": kind, "amount": 1.0, "name": "x", "total": 1.0}),
    max_size=3 * LINES,
)
papers = st.fixed_dictionaries(
    {"date": st.just("2026-01-05"), "currency": st.just("CHF")},
    optional={
        "number": st.sampled_from([None, "", "10000"]),
        "title": st.sampled_from([None, "Title"]),
        "content": st.integers(0, 3 * LINES).map("x\n".__mul__) | st.none(),
        "positions": positions,
        "total": st.just(1.0),
        "isr_position": st.sampled_from(["A", "F"]),
    },
)


@given(papers.filter(lambda values: values.get("isr_position") is None or "total" in values))
def test_pages_are_counted_as_they_are_printed(values: dict[str, Any]) -> None:
    assert count_pages(values) == len(pages_of(values))
