"""Changes that rest on the newest version, and changes that do not: by one sender, by two, by nobody knows whom."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from attrs import evolve
from tests.judge.made_up import NOBODY, Traffic, description, words

from signoff_contract.description import load_file
from signoff_contract.judge import introducer
from signoff_contract.judge.problem import Judge
from signoff_contract.traffic.exchange import Exchange, Sender

from .workers import CONNECTIONS, ONE, SENDERS, TWO, UNKNOWN, WAYS, Stage, Step

Way = Callable[[Stage, Iterable[Step]], None]
A, B = "worker a", "worker b"
READ, PATH = "/parcels/1", "/parcels/1"
V1, V2 = '"v1"', '"v2"'
LATE = [Step(A), Step(B), Step(A, READ), Step(B, READ), Step(A, PATH, V1), Step(A, READ), Step(B, PATH, V1)]
"""Both read; one changes and reads on; the other one's version is refused."""


def judge(**settings: str | bool) -> Judge[Exchange]:
    return introducer.newest_version_sent(description(), **settings)  # type: ignore[arg-type]


def said(way: Way, senders: str, script: list[Step]) -> list[str]:
    stage = Stage(SENDERS[senders])
    way(stage, script)
    assert len(stage.made) == len(script)
    return words(judge(), stage.made)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("senders", [TWO, CONNECTIONS, UNKNOWN])
def test_a_worker_that_comes_late_is_right(way: Way, senders: str) -> None:
    assert said(way, senders, LATE) == []
    # It reads again, and goes on from there.
    assert said(way, senders, [*LATE, Step(B, READ), Step(B, PATH, V2)]) == []


@pytest.mark.parametrize("way", WAYS)
def test_one_sender_that_knew_better_is_not(way: Way) -> None:
    assert said(way, ONE, LATE) == ["#7 sends '\"v1\"' although the newest version received is '\"v2\"'"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("senders", SENDERS)
def test_a_version_that_no_answer_had_is_seen(way: Way, senders: str) -> None:
    # Another spelling, and no version at all: whoever sends it.
    assert len(said(way, senders, [Step(A), Step(A, READ), Step(A, PATH, "v1"), Step(A, PATH, "*")])) == 2


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("senders", SENDERS)
def test_the_same_version_after_its_refusal_is_seen(way: Way, senders: str) -> None:
    again = [*LATE, *[Step(B, PATH, V1)] * 2]
    problems = {each.partition(" ")[0] for each in said(way, senders, again)}
    # Two reads showed it, so that two senders may have come late. Known ones have come late once each.
    assert problems == {ONE: {"#7", "#8", "#9"}, TWO: {"#8", "#9"}}.get(senders, {"#9"})


def test_one_read_makes_one_late_sender() -> None:
    traffic = Traffic()
    traffic.call("GET", tag=V1)
    traffic.call("GET", tag=V2)
    for _ in range(3):
        traffic.call("PUT", match=V1, status=412)
    again = "sends '\"v1\"' again after it was refused, without a newer read"
    assert words(judge(), traffic.made) == [f"#4 {again}", f"#5 {again}"]


def test_an_older_version_that_the_partner_takes_is_not_the_senders_fault_if_there_may_be_two() -> None:
    for by, count in ((NOBODY, 0), (Sender(process="1"), 1)):
        traffic = Traffic()
        traffic.call("GET", tag=V1, by=by)
        traffic.call("GET", tag=V2, by=by)
        traffic.call("PUT", match=V1, by=by)
        assert len(words(judge(), traffic.made)) == count


def test_a_version_may_be_handed_from_process_to_process() -> None:
    one, two = Sender(process="1"), Sender(process="2")
    traffic = Traffic()
    traffic.call("GET", tag=V1, by=one)
    traffic.call("PUT", match=V1, tag=V2, by=two)
    traffic.call("PUT", match=V2, tag='"v3"', by=one)
    assert words(judge(), traffic.made) == []
    # But not back to one that has received a newer one since.
    traffic.call("PUT", match=V2, by=two, status=412)
    traffic.call("GET", tag='"v3"', by=two)
    traffic.call("PUT", match=V1, by=two, status=412)
    assert [each.partition(" ")[0] for each in words(judge(), traffic.made)] == ["#6"]


def test_an_object_from_before_says_nothing_of_unknown_senders() -> None:
    traffic = Traffic()
    traffic.call("PUT", match=V1)
    rule = judge()
    assert words(rule, traffic.made) == []
    assert rule.count == 0
    # It was read meanwhile, and still somebody may have had a version from before.
    traffic.call("GET", tag=V2)
    traffic.call("PUT", match=V1, status=412)
    rule = judge()
    assert words(rule, traffic.made) == []
    assert rule.count == 0
    traffic = Traffic()
    traffic.call("PUT", match=V1, by=Sender(process="1"))
    # A process may have read it before, too; but where everything was seen.
    assert words(judge(), traffic.made) == []
    whole = judge(complete=True)
    assert words(whole, traffic.made) == ["#1 sends a version that no answer had given: If-Match without a read"]


@pytest.mark.parametrize("sent", ["*", "v1", 'W/"v1"'])
def test_what_no_version_can_be_is_said_of_an_object_from_before(sent: str) -> None:
    traffic = Traffic()
    traffic.call("GET", tag=V1, by=Sender(process="1"))
    traffic.call("PUT", match=sent, by=Sender(process="2"))
    assert len(words(judge(), traffic.made)) == 1


@pytest.mark.parametrize("by", [NOBODY, Sender(process="1")])
def test_all_versions_of_what_was_made_here_were_seen(by: Sender) -> None:
    traffic = Traffic()
    traffic.call("POST", "/parcels", 201, answer={"id": 7}, tag=V1, by=by)
    traffic.call("PUT", "/parcels/7", match=V1, tag=V2, by=by)
    assert words(judge(), traffic.made) == []
    traffic.call("PUT", "/parcels/7", match='"v9"', status=412, by=by)
    assert len(words(judge(), traffic.made)) == 1


def test_ids_and_parameters_can_be_named() -> None:
    traffic = Traffic()
    made = traffic.call("POST", "/made/elsewhere", 201, answer={"number": 7}, tag=V1, by=Sender(process="1"))
    traffic.call("PUT", "/parcels/7", match=V1, by=Sender(process="1"))
    rule = introducer.newest_version_sent(
        description(), resource="parcel-id", created=lambda exchange: "7" if exchange is made else None
    )
    assert words(rule, traffic.made) == []
    assert len(words(judge(id_member="number", complete=True), traffic.made)) == 1


def test_a_change_needs_a_version() -> None:
    traffic = Traffic()
    traffic.call("PUT", match=V1)
    traffic.call("GET")
    traffic.call("POST", "/parcels", 201)
    rule = introducer.precondition_sent(description())
    assert words(rule, traffic.made) == []
    assert rule.count == 1
    traffic.call("PUT")
    assert words(introducer.precondition_sent(description()), traffic.made) == ["#4 carries no If-Match"]


def test_objects_of_several_kinds_are_told_by_their_paths(tmp_path: Path) -> None:
    change = "{operationId: %s, parameters: [{name: id, in: path, required: true, schema: {type: string}}, "
    change += (
        "{name: If-Match, in: header, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}"
    )
    paths = "".join(f"  /{kind}/{{id}}:\n    put: {change % f'{kind}_put'}\n" for kind in ("boxes", "bags"))
    text = f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"
    (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
    rule = introducer.newest_version_sent(load_file(tmp_path / "openapi.yaml"), complete=True)
    by = Sender(process="1")

    def put(path: str, match: str, tag: str) -> tuple[str, ...]:
        exchange = Traffic().call("PUT", path, 204, match=match, tag=tag, by=by)
        operation = f"{path.split('/')[1]}_put"
        return tuple(each.message for each in rule.see(evolve(exchange, operation_id=operation)) or ())

    assert len(put("/boxes/1", V1, V2)) == 1
    assert put("/boxes/1", V2, '"v3"') == ()
    assert len(put("/bags/1", '"v3"', V1)) == 1
