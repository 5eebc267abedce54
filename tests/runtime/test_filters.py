"""List options as text: exactly the documented language, and a clear refusal of what it cannot say."""

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from signoff.smartbusiness.filters import Field, Filter, FilterError, Sort, With, ids
from signoff.smartbusiness.moments import format_datetime, format_time, parse_datetime, parse_time

who, total, day = Field("name"), Field("total"), Field("date")


@pytest.mark.parametrize(
    ("written", "compiled"),
    [
        (who == "acme", {"name": "acme"}),
        (who != "acme", {"name": "!acme"}),
        (who.contains("acme"), {"name": "~acme"}),
        (who == "", {"name": ""}),
        (who == "a~b<c", {"name": "a~b<c"}),
        (who == "=5", {"name": "=5"}),
        (who >= "=5", {"name": ">==5"}),
        (who == "M\u00fcller \u2013 \u4e2d", {"name": "M\u00fcller \u2013 \u4e2d"}),
        (total == 10, {"total": 10}),
        (total == 10.5, {"total": 10.5}),
        (total == Decimal("10.50"), {"total": "10.50"}),
        (total != 10, {"total": "!10"}),
        (total < 10, {"total": "<10"}),
        (total <= 10.5, {"total": "<=10.5"}),
        (total > -1, {"total": ">-1"}),
        (total >= Decimal("1E+2"), {"total": ">=100"}),
        (total > 10, {"total": ">10"}),
        (date(2026, 3, 2) == day, {"date": "2026-03-02"}),
        (date(2026, 3, 2) <= day, {"date": ">=2026-03-02"}),
        (Field("created") < datetime(2026, 3, 2, 8, 5, 9), {"created": "<2026-03-02 08:05:09"}),  # noqa: DTZ001
        (Field("custom") == True, {"custom": True}),  # noqa: E712
        (who.one_of(["a"]), {"name": "a"}),
        (Field("id").one_of([1, 2, 3]), {"or": [{"id": 1}, {"id": 2}, {"id": 3}]}),
        ((who == "a") & (total > 1), {"and": [{"name": "a"}, {"total": ">1"}]}),
        ((who == "a") & (total > 1) & (day == "x"), {"and": [{"name": "a"}, {"total": ">1"}, {"date": "x"}]}),
        (
            (who.contains("acme") & (total >= 10)) | (who == "b"),
            {"or": [{"and": [{"name": "~acme"}, {"total": ">=10"}]}, {"name": "b"}]},
        ),
        (
            (who == "a") & ((total < 1) | (total > 2)),
            {"and": [{"name": "a"}, {"or": [{"total": "<1"}, {"total": ">2"}]}]},
        ),
        (((who == "a") | (who == "b")) | ((who == "c") | (who == "d")), {"or": [{"name": n} for n in "abcd"]}),
    ],
)
def test_compiles_to(written: Filter, compiled: dict[str, Any]) -> None:
    assert json.loads(written) == compiled
    assert isinstance(written, str)


def test_it_is_the_shortest_json() -> None:
    assert str((who == "a b") & (total >= 10)) == '{"and":[{"name":"a b"},{"total":">=10"}]}'
    assert repr(who == "a") == 'Filter(\'{"name":"a"}\')'


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda: who == "~acme", "begins with an operator"),
        (lambda: who == "<b>", "begins with an operator"),
        (lambda: who != "!x", "begins with an operator"),
        (lambda: who.contains("~"), "begins with an operator"),
        (lambda: who < "=5", "would be read as <="),
        (lambda: who > "=5", "would be read as >="),
        (lambda: who == None, "cannot ask for null"),  # noqa: E711
        (lambda: who != None, "cannot ask for null"),  # noqa: E711
        (lambda: who == ["a"], "knows no lists; use one_of"),
        (lambda: who == {"a": 1}, "knows no lists"),
        (lambda: who == b"a", "not with bytes"),
        (lambda: who < float("-inf"), "not with -inf"),
        (lambda: who >= float("inf"), "not with inf"),
        (lambda: who == Decimal("NaN"), "not with NaN"),
        (lambda: who == time(8, 0), "not with time"),
        (lambda: Field("created") > datetime(2026, 1, 1, tzinfo=UTC), "carry no time zone"),
        (lambda: who.contains(""), "nothing to compare"),
        (lambda: who != "", "nothing to compare"),
        (lambda: who.contains(5), "not for int"),  # type: ignore[arg-type]
        (lambda: Field("custom") != True, "only be asked for with =="),  # noqa: E712
        (lambda: Field("custom") > False, "only be asked for with =="),
        (lambda: ~(who == "a"), "no negation"),
        (lambda: ~((who == "a") & (total > 1)), "no negation"),
        (lambda: not (who == "a"), "neither true nor false"),  # noqa: SIM201
        (lambda: (who == "a") and (total > 1), "neither true nor false"),
        (lambda: 1 < total < 5, "neither true nor false"),
        (lambda: bool(who), "alone is no condition"),
        (lambda: (who == "a") & "b", "needs two conditions"),  # type: ignore[operator]
        (lambda: (who == "a") | None, "needs two conditions"),  # type: ignore[operator]
        (lambda: who.one_of([]), "at least one value"),
        (lambda: who.one_of("abc"), "several values"),
        (lambda: Field("and"), "word of the filter language"),
        (lambda: Field("a.b"), "no field name"),
        (lambda: Field(""), "no field name"),
        (lambda: Field("a b"), "no field name"),
        (lambda: Field(7), "no field name"),  # type: ignore[arg-type]
        (lambda: Filter("{}"), "made from fields"),  # type: ignore[arg-type]
    ],
)
def test_refuses_what_it_cannot_say(refused: Callable[[], object], says: str) -> None:
    with pytest.raises(FilterError, match=says):
        refused()


def test_a_field_cannot_be_looked_up() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(who)
    assert repr(who) == "Field('name')"


VALUES = (
    st.text(max_size=8) | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | st.dates()
)
CONDITIONS = st.builds(
    lambda name, operator, value: (name, operator, value),
    st.sampled_from(["name", "total", "date"]),
    st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "~"]),
    VALUES,
)


def apply(name: str, operator: str, value: Any) -> Filter:
    field = Field(name)
    made: dict[str, Callable[[], Filter]] = {
        "==": lambda: field == value,
        "!=": lambda: field != value,
        "<": lambda: field < value,
        "<=": lambda: field <= value,
        ">": lambda: field > value,
        ">=": lambda: field >= value,
        "~": lambda: field.contains(value),
    }
    return made[operator]()


def understand(value: Any) -> tuple[str, str]:
    """How a server that knows the documented language reads a value."""
    if isinstance(value, str):
        for operator in ("<=", ">=", "<", ">", "!", "~"):
            if value.startswith(operator):
                return operator.replace("!", "!="), value[len(operator) :]
    return "==", str(value)


@given(CONDITIONS)
def test_what_is_written_is_what_is_understood(condition: tuple[str, str, Any]) -> None:
    name, operator, value = condition
    try:
        made = apply(name, operator, value)
    except FilterError:
        assert isinstance(value, str) or operator == "~"
        return
    found, text = understand(json.loads(made)[name])
    assert (found, text) == (operator, str(value))


@given(
    st.lists(st.sampled_from("&|"), max_size=8),
    st.lists(CONDITIONS.filter(lambda c: c[2] == c[2]), min_size=9, max_size=9),
)
def test_nesting_keeps_its_meaning(joints: list[str], conditions: list[tuple[str, str, Any]]) -> None:
    leaves = [Field(name) == number for number, (name, _, _) in enumerate(conditions)]
    made, truth = leaves[0], [{json.dumps(json.loads(leaves[0]))}]
    for joint, leaf in zip(joints, leaves[1:], strict=False):
        made = made & leaf if joint == "&" else made | leaf
        one = json.dumps(json.loads(leaf))
        truth = [clause | {one} for clause in truth] if joint == "&" else [*truth, {one}]
    assert sorted(map(sorted, clauses(json.loads(made)))) == sorted(map(sorted, truth))


def clauses(tree: dict[str, Any]) -> list[set[str]]:
    """A condition as alternatives of conditions that all have to hold."""
    if "or" in tree:
        return [clause for part in tree["or"] for clause in clauses(part)]
    if "and" in tree:
        found: list[set[str]] = [set()]
        for part in tree["and"]:
            found = [clause | other for clause in found for other in clauses(part)]
        return found
    return [{json.dumps(tree)}]


def test_sort() -> None:
    assert Sort("number") == "number"
    assert Sort("number").descending == "-number"
    assert Sort("number").descending.descending == "-number"
    assert Sort("number").descending.ascending == "number"
    assert Sort("date").descending.then("number") == "-date,number"
    assert Sort("date").descending.then(Sort("duration").descending) == "-date,-duration"
    assert Sort("date").then("number").descending == "date,-number"


@pytest.mark.parametrize("key", ["", "-date", "a,b", "a b", "a.b", None, 7])
def test_sort_takes_one_key_at_a_time(key: Any) -> None:
    with pytest.raises(FilterError, match="no single name"):
        Sort(key)


def test_sort_names_no_key_twice() -> None:
    with pytest.raises(FilterError, match="twice"):
        Sort("date").descending.then("date")


def test_with() -> None:
    assert With("positions") == "positions"
    assert With("positions", "contact") == "positions,contact"


@pytest.mark.parametrize("names", [(), ("a,b",), ("a", "a"), ("",), ("a b",), (None,)])
def test_with_takes_single_names(names: tuple[Any, ...]) -> None:
    with pytest.raises(FilterError, match="with"):
        With(*names)


def test_ids() -> None:
    assert ids([1]) == "1"
    assert ids((410000001, 410000002)) == "410000001,410000002"
    assert ids(number for number in range(1, 4)) == "1,2,3"


@pytest.mark.parametrize(
    "numbers", [[], [0], [-1], [True], ["1"], [1.0], [2**31], [1, 1], "123", b"1", [None]], ids=str
)
def test_ids_are_positive_numbers(numbers: Any) -> None:
    with pytest.raises(FilterError):
        ids(numbers)


@pytest.mark.parametrize("option", [(who == "a") & (total > 1), Sort("a").descending.then("b"), With("a", "b")])
def test_options_can_be_copied_and_pickled(option: Any) -> None:
    for twin in (copy.copy(option), copy.deepcopy(option), pickle.loads(pickle.dumps(option))):  # noqa: S301
        assert type(twin) is type(option)
        assert str(twin) == str(option)


ZURICH = ZoneInfo("Europe/Zurich")


def test_date_times() -> None:
    naive = datetime(2021, 5, 4, 9, 30, 0)  # noqa: DTZ001
    assert parse_datetime("2021-05-04 09:30:00") == naive
    assert format_datetime(naive) == "2021-05-04 09:30:00"
    aware = parse_datetime("2021-05-04 09:30:00", ZURICH)
    assert aware == datetime(2021, 5, 4, 7, 30, tzinfo=UTC)
    assert format_datetime(datetime(2021, 5, 4, 7, 30, tzinfo=UTC), ZURICH) == "2021-05-04 09:30:00"
    assert format_datetime(datetime(21, 5, 4)) == "0021-05-04 00:00:00"  # noqa: DTZ001


@pytest.mark.parametrize(
    "text", ["2021-05-04T09:30:00", "2021-05-04 09:30", "2021-05-04", "", "2021-13-04 09:30:00", "2021-05-04 09:30:00Z"]
)
def test_other_forms_are_no_date_times(text: str) -> None:
    with pytest.raises(ValueError, match=r"form|month|in range"):
        parse_datetime(text)


def test_a_zone_is_never_guessed() -> None:
    with pytest.raises(ValueError, match="carries a time zone"):
        format_datetime(datetime(2021, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="carries no time zone"):
        format_datetime(datetime(2021, 1, 1), ZURICH)  # noqa: DTZ001


@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_date_times_return(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert parse_datetime(format_datetime(moment)) == moment


def test_times_of_day() -> None:
    assert parse_time("08:05") == time(8, 5)
    assert format_time(time(8, 5)) == "08:05"
    with pytest.raises(ValueError, match="HH:MM"):
        parse_time("8:05")
    with pytest.raises(ValueError, match="whole minutes"):
        format_time(time(8, 5, 1))
