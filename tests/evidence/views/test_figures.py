"""The report's pictures: what they count, and that nothing leaves its frame."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup

from signoff_contract.evidence.views.diagrams import state_diagram
from signoff_contract.evidence.views.figures import by_operation, coverage, duration, latency, pace, quantile
from signoff_contract.evidence.views.svg import Figure, element
from signoff_contract.traffic.record_form import instant

Results = dict[str, Any]


def exchange(number: int, *, at: float = 0.0, seconds: float = 0.1, status: int | None = 200) -> dict[str, Any]:
    return {
        "number": number,
        "kind": "api",
        "operation": "parcels_get" if number % 2 else None,
        "status": status,
        "seconds": seconds,
        "started": instant(datetime(2026, 1, 31, 9, tzinfo=UTC) + timedelta(seconds=at)),
    }


def run_of(*exchanges: dict[str, Any], limit: int | None = 100) -> Results:
    return {"exchanges": list(exchanges), "requests_per_minute": limit, "budget": 50}


def drawn(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


def numbers_in(picture: Markup, *names: str) -> list[float]:
    return [float(found) for name in names for found in re.findall(rf' {name}="(-?[\d.]+)"', picture)]


def frame_of(picture: Markup) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert found is not None
    return float(found[1]), float(found[2])


def test_coverage_counts_a_row_for_each_of_its_documents_once() -> None:
    sources = [[{"document": "A"}, {"document": "A"}, {"document": "B"}], [{"document": "A"}], [{"document": "A"}]]
    states = ["pass", "omit", "pass"]
    rows = [{"state": state, "sources": named} for state, named in zip(states, sources, strict=True)]
    figure = drawn(coverage({"requirements": rows}))
    assert figure.header == ("Document", "pass", "omit", "all")
    assert figure.rows == (("A", 2, 1, 3), ("B", 1, 0, 1))
    assert figure.legend == ("pass", "omit")
    assert figure.summary.startswith("2 of 3 requirements were kept. They stand in 2 documents")
    assert "2 of 3 kept" in figure.picture


def test_latency_counts_every_answer_once() -> None:
    seconds = [0.0002, 0.001, 0.0011, 0.002, 0.05, 1.2]
    figure = drawn(
        latency(
            run_of(
                *(exchange(number, seconds=each) for number, each in enumerate(seconds, 1)), exchange(9, status=None)
            )
        )
    )
    assert {row[0]: row[1] for row in figure.rows} == {
        "0.2 to 0.5 ms": 1,
        "0.5 to 1 ms": 1,
        "1 to 2 ms": 2,
        "2 to 5 ms": 0,
        "5 to 10 ms": 0,
        "10 to 20 ms": 0,
        "20 to 50 ms": 1,
        "50 to 100 ms": 0,
        "100 to 200 ms": 0,
        "200 to 500 ms": 0,
        "500 to 1000 ms": 0,
        "1000 to 2000 ms": 1,
    }
    assert (
        figure.summary == "6 answers: half of them within 1.1 ms, 95 of 100 within 1.2 s, the slowest (#6) after 1.2 s."
    )


def test_latency_says_what_95_of_100_answers_keep() -> None:
    figure = drawn(latency(run_of(*(exchange(number, seconds=number / 1000) for number in range(1, 101)))))
    assert "half of them within 50 ms, 95 of 100 within 95 ms, the slowest (#100) after 100 ms" in figure.summary


@given(st.lists(st.floats(0, 5000, allow_nan=False), min_size=1, max_size=40))
def test_latency_has_a_place_for_any_time(seconds: list[float]) -> None:
    figure = drawn(latency(run_of(*(exchange(number, seconds=each) for number, each in enumerate(seconds, 1)))))
    assert sum(int(row[1]) for row in figure.rows) == len(seconds)
    width, height = frame_of(figure.picture)
    assert max(numbers_in(figure.picture, "x")) <= width
    assert min(numbers_in(figure.picture, "y")) >= 0
    assert max(numbers_in(figure.picture, "y")) <= height


def test_pace_looks_back_a_minute() -> None:
    figure = drawn(pace(run_of(*(exchange(number, at=at) for number, at in enumerate([0, 10, 59, 60, 61, 130], 1)))))
    # At 60 s the one of 0 s has left: exactly a minute ago is no longer within the last 60 seconds.
    assert figure.summary.startswith("At most 4 requests went out in any 60 seconds")
    assert sum(int(row[2]) for row in figure.rows) == 6
    assert max(int(row[3]) for row in figure.rows) == 4
    assert "client&#39;s limit of 100 a minute" in figure.picture
    assert ">100</text>" in figure.picture
    assert ">50</text>" not in figure.picture


def test_pace_without_a_limit_is_held_against_the_budget() -> None:
    figure = drawn(pace(run_of(exchange(1), limit=None)))
    assert "the line is the budget of 50 for the whole run" in figure.summary
    assert [row[2] for row in figure.rows] == [1, *[0] * 11]


@given(st.lists(st.floats(0, 3000, allow_nan=False), min_size=1, max_size=40))
def test_pace_counts_every_request(times: list[float]) -> None:
    figure = drawn(pace(run_of(*(exchange(number, at=at) for number, at in enumerate(times, 1)))))
    assert sum(int(row[2]) for row in figure.rows) == len(times)
    peak = max(int(row[3]) for row in figure.rows)
    assert f"At most {peak} requests" in figure.summary


def test_nothing_sent_has_no_picture() -> None:
    assert latency(run_of()) is None
    assert pace(run_of()) is None
    assert coverage({"requirements": []}) is None


def test_operations_come_with_the_slowest_first() -> None:
    run = run_of(exchange(1, seconds=0.1), exchange(3, seconds=0.3), exchange(2, seconds=0.2), exchange(5, status=None))
    assert by_operation(run) == [("parcels_get", 2, 100.0, 300.0, 3), ("not described", 1, 200.0, 200.0, 2)]


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0.2914, "0.291 ms"), (12.64, "12.6 ms"), (999.9, "1e+03 ms"), (1000, "1 s"), (1252, "1.25 s")],
)
def test_a_duration_has_three_digits(milliseconds: float, text: str) -> None:
    assert duration(milliseconds) == text


def test_a_quantile_is_one_of_the_values() -> None:
    values = [1.0, 2.0, 3.0, 4.0]
    assert [quantile(values, share) for share in (0, 0.25, 0.5, 0.51, 1)] == [1, 1, 2, 3, 4]


def test_an_element_escapes_what_it_is_given() -> None:
    assert element("text", '<b>"', class_='"><script>') == (
        '<text class="&#34;&gt;&lt;script&gt;">&lt;b&gt;&#34;</text>'
    )


states = st.lists(
    st.one_of(st.sampled_from(["made", "gone"]), st.text("ABCD_", min_size=1, max_size=12)),
    min_size=1,
    max_size=12,
    unique=True,
)


@given(states, st.data())
def test_a_diagram_stays_in_its_frame_and_tells_each_arc_apart(names: list[str], data: st.DataObject) -> None:
    end = st.sampled_from([*names, None])
    transitions = data.draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "from": end,
                    "to": end,
                    "exchanges": st.sampled_from([[], [3]]),
                    "confidence": st.sampled_from(["documented", None]),
                }
            ).filter(lambda each: each["from"] or each["to"]),
            max_size=12,
        )
    )
    life = {
        "states": [{"state": name, "meaning": ""} for name in names],
        "transitions": transitions,
        "lives": [[{"state": names[0], "exchange": 1}]],
    }
    picture = state_diagram("d", "a life", "in words", life)
    width, height = frame_of(picture)
    assert min(numbers_in(picture, "x", "cx")) >= 0
    assert max(numbers_in(picture, "x", "cx")) <= width
    assert min(numbers_in(picture, "y", "cy")) >= 0
    assert max(numbers_in(picture, "y", "cy")) <= height
    drawn_edges = re.findall(
        r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="17" [^>]*class="badge', picture
    )
    centres = {(round(float(x) + float(wide) / 2), y) for x, y, wide in drawn_edges}
    wanted = {(each["from"], each["to"]) for each in transitions if each["from"] != each["to"]}
    assert len(centres) == len(wanted)
    for name in names:
        assert f">{name}</text>" in picture


def test_a_met_transition_is_told_from_one_that_was_not() -> None:
    life = {
        "states": [{"state": "A", "meaning": ""}, {"state": "B", "meaning": ""}, {"state": "C*", "meaning": ""}],
        "transitions": [
            {"from": "A", "to": "B", "exchanges": [3], "confidence": "documented"},
            {"from": "A", "to": "B", "exchanges": [], "confidence": "documented"},
            {"from": "B", "to": "A", "exchanges": [], "confidence": "proposed"},
            {"from": "B", "to": "A", "exchanges": [], "confidence": None},
            {"from": "*", "to": "*", "exchanges": [], "confidence": "proposed"},
        ],
        "lives": [],
    }
    picture = state_diagram("d", "a life", "in words", life)
    assert picture.count('class="edge seen"') == 1
    assert picture.count('class="edge unseen"') == 1
    assert "edge strange" not in picture
    assert ">1, 2</text>" in picture
    assert ">C…</text>" in picture
    assert picture.count('class="state seen"') == 2
    assert picture.count('class="state unseen"') == 1
