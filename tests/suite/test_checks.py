"""Registering checks, and the progress of a run."""

import io

import pytest

from signoff_contract.printing import printable
from signoff_contract.suite.checks import Checks
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
