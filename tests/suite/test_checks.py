"""Registering checks, and the progress of a run."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from signoff_contract.printing import printable
from signoff_contract.suite.checks import Checks, Plan, in_order
from signoff_contract.suite.progress import Progress

from .parcels import ParcelContext, Server, certify, observer_checks, single, story_checks


def test_checks_are_kept_in_order_with_what_they_verify() -> None:
    checks = observer_checks(story_checks())
    assert [(check.id, check.phase) for check in checks][:3] == [
        ("parcels.create", "story"),
        ("parcels.change", "story"),
        ("parcels.trace", "observer"),
    ]
    assert [check.needs for check in checks][1] == ("parcels.create",)
    assert len(checks) == 5


def test_an_id_is_taken_once_and_needs_come_before() -> None:
    checks = Checks()

    @checks.story("parcels.one", "One", verifies=["PAR-MUST-001"])
    def one(context: ParcelContext) -> None:
        context.create()

    with pytest.raises(ValueError, match=r"two checks are called 'parcels\.one'"):
        checks.observer("parcels.one", "Again", verifies=[])
    with pytest.raises(ValueError, match=r"needs 'parcels\.zero', which is not registered before it"):
        checks.story("parcels.two", "Two", verifies=[], needs=["parcels.zero"])
    assert one.__name__ == "one"


def test_the_parts_of_a_plan_are_put_in_order_and_none_comes_twice() -> None:
    reads, writes = Checks(), Checks()
    writes.story("parcels.change", "Change", verifies=[])(ParcelContext.create)
    reads.story("parcels.read", "Read", verifies=[])(ParcelContext.create)
    reads.story("parcels.late", "Late", verifies=[])(ParcelContext.create)
    ordered = in_order(reads.without("parcels.late"), writes, reads.only("parcels.late"))
    assert [check.id for check in ordered] == ["parcels.read", "parcels.change", "parcels.late"]
    with pytest.raises(ValueError, match=r"'parcels\.late', or one is listed twice"):
        in_order(reads, writes, reads.only("parcels.late"))
    with pytest.raises(KeyError, match=r"parcels\.never"):
        reads.without("parcels.never")


def test_a_plan_does_not_run_a_check_twice() -> None:
    checks = story_checks()
    with pytest.raises(ValueError, match="listed twice"):
        Plan("parcels", [*checks, *checks], 10, ParcelContext)


def test_a_function_becomes_a_check_for_each_case_inside_what_is_around_all() -> None:
    done: list[str] = []

    def around(function: Callable[[str], None]) -> Callable[[str], None]:
        def check(context: str) -> None:
            done.append("before")
            function(context)

        return check

    checks = Checks(around=around)

    @checks.story_of_each(["small", "large"], "parcels.{}".format, str.upper, verifies=lambda size: [f"PAR-{size}"])
    def weigh(context: Any, size: str) -> None:
        done.append(f"{context} {size}")

    assert [(check.id, check.title, check.verifies) for check in checks] == [
        ("parcels.small", "SMALL", ("PAR-small",)),
        ("parcels.large", "LARGE", ("PAR-large",)),
    ]
    for check in checks:
        check.function("weigh")
    weigh("alone", "large")
    assert done == ["before", "weigh small", "before", "weigh large", "alone large"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_silent_when_nobody_watches() -> None:
    stream = io.StringIO()
    certify(*story_checks(), consumers=[Progress(stream)])
    assert stream.getvalue() == ""


def test_progress_tells_a_failure_as_it_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    stream = Terminal()
    progress = Progress(stream)

    def body(context: ParcelContext) -> None:
        context.create()
        context.expect("PAR-MUST-001", False, "no \x1b[2Jtrace")

    certify(single(body, "PAR-MUST-001"), server=Server(), consumers=[progress])
    assert "fail" in stream.getvalue()
    assert "no  [2Jtrace" in stream.getvalue()
    progress.close()


def test_control_characters_do_not_reach_a_terminal() -> None:
    assert printable("a\x1b[31mb\r\nc\u202ed") == "a [31mb  c d"


def test_observers_that_plans_share_are_stated_once_each() -> None:
    made: list[str] = []

    def rule(row: str) -> Callable[[Any], None]:
        return lambda _: made.append(row)

    checks = Checks()
    checks.shared("x.conduct", ("first", "A title", "X-1", rule), ("second", "Another", "X-2", rule))
    assert [(check.id, check.title, check.verifies, check.phase) for check in checks] == [
        ("x.conduct.first", "A title", ("X-1",), "observer"),
        ("x.conduct.second", "Another", ("X-2",), "observer"),
    ]
    for check in checks:
        check.function(None)
    assert made == ["X-1", "X-2"]
    with pytest.raises(ValueError, match="two checks are called"):
        checks.shared("x.conduct", ("first", "A title", "X-1", rule))
