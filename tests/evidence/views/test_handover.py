"""The letter that goes with a bundle: what it begins with, whom and what it names, and that it is only text."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT, core_of, facts_of
from tests.suite.parcels import Server, whole_run

from signoff_contract.evidence import Core
from signoff_contract.evidence.surroundings.environment import render_environment, state
from signoff_contract.evidence.views.handover import render_handover, telling_calls
from signoff_contract.evidence.views.verify_text import render_verify


def results_of_run(server: Server | None = None, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(facts_of(whole_run(server))["results.json"])
    return {**found, **changes}


def sections(text: str) -> dict[str, str]:
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in text.split("\n## ")}


def rows(section: str) -> Iterator[list[str]]:
    for line in section.splitlines():
        if line.startswith("| 2026"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def test_it_begins_with_the_verdict_and_the_calls_to_look_up(results: dict[str, Any]) -> None:
    text = render_handover(core_of(results))
    assert text.startswith(
        "# Signoff's plan and client, on behalf of a sender who is not stated: evidence for Parcels API 1.0.0\n\n"
        "2026-01-31 09:30:00.250 UTC, against a server that"
    )
    assert "Verdict: passed, no requirement failed. Of 10 requirements" in text
    assert list(sections(text))[1:3] == ["Calls to look up", "What was done"]
    listed = sections(text)["Calls to look up"]
    assert "by its trace id" in listed
    stale = next(row for row in rows(listed) if row[3] == "412")
    assert stale[:6] == ["2026-01-31 09:30:01.500", "PUT", "/parcels/{parcel-id}", "412", "trace-5", "5"]
    assert stale[6].startswith("PAR-MUST-003")


def test_a_partner_without_trace_ids_gets_time_method_path_status_and_our_number(results: dict[str, Any]) -> None:
    for exchange in results["exchanges"]:
        exchange["trace_id"] = None
    listed = sections(render_handover(core_of(results)))["Calls to look up"]
    assert "The API sends no trace id" in listed
    assert "Trace id" not in listed
    # The path as it was called, because that is what stands in a log.
    assert ["2026-01-31 09:30:01.500", "PUT", "/v1/parcels/1", "412", "5", "PAR-MUST-003"] in [
        [*row[:5], row[5].split(",")[0]] for row in rows(listed)
    ]


def test_a_path_in_which_something_was_replaced_is_told_by_its_template(results: dict[str, Any]) -> None:
    for exchange in results["exchanges"]:
        exchange.update(trace_id=None, url=exchange["url"].replace("/parcels/1", "/parcels/[personal:1a2b3c4d]"))
    listed = sections(render_handover(core_of(results)))["Calls to look up"]
    assert next(row for row in rows(listed) if row[3] == "412")[2] == "/parcels/{parcel-id}"


def test_a_call_without_a_trace_id_among_others_says_so(results: dict[str, Any]) -> None:
    results["exchanges"][4]["trace_id"] = None
    listed = sections(render_handover(core_of(results)))["Calls to look up"]
    assert next(row for row in rows(listed) if row[3] == "412")[4] == "none sent"


def calls(results: dict[str, Any], number: int, status: int = 200) -> None:
    """Gives the run `number` calls with a path each, none of which shows anything yet."""
    pattern = results["exchanges"][1]
    results["exchanges"] = [
        {**pattern, "number": each, "template": f"/parcels/{each}", "status": status} for each in range(1, number + 1)
    ]
    for row in results["requirements"]:
        row["exchanges"] = []


def chosen(results: dict[str, Any]) -> list[int]:
    return [exchange["number"] for exchange in telling_calls(results)]


def test_calls_behind_trouble_come_before_those_that_show_more() -> None:
    results = results_of_run()
    calls(results, 60)
    failed, *others = results["requirements"]
    failed.update(state="fail", reason="broken", exchanges=[57, *range(40, 57)])
    for index, row in enumerate(others):
        row.update(state="pass", exchanges=[3 * index + 1, 3 * index + 2, 3 * index + 3])
    assert len(chosen(results)) == 20
    assert chosen(results) == sorted(chosen(results))
    assert {57, 40, 41} <= set(chosen(results))
    assert 42 not in chosen(results)
    failed["state"] = "pass"
    assert 57 not in chosen(results)


def test_those_that_show_what_few_others_show_come_first() -> None:
    results = results_of_run()
    calls(results, 60)
    results["requirements"][0].update(state="pass", exchanges=list(range(1, 60)))
    results["requirements"][1].update(state="pass", exchanges=[60])
    assert 60 in chosen(results)


def test_a_kind_of_answer_that_is_rare_is_among_them() -> None:
    results = results_of_run()
    calls(results, 60)
    results["exchanges"][30].update(method="DELETE", status=204)
    for index, row in enumerate(results["requirements"]):
        row.update(state="pass", exchanges=[index * 3 + 1, index * 3 + 2, index * 3 + 3] if index < 9 else [])
    assert 31 in chosen(results)


def test_calls_that_cannot_be_looked_up_are_not_among_them() -> None:
    results = results_of_run()
    calls(results, 4)
    results["exchanges"][1].update(kind="token")
    results["exchanges"][2].update(status=None)
    assert chosen(results) == [1, 4]


def test_every_kind_of_answer_is_among_the_chosen() -> None:
    results = results_of_run()
    kinds = {(each["method"], each["status"]) for each in results["exchanges"] if each["kind"] == "api"}
    assert {(each["method"], each["status"]) for each in telling_calls(results)} == kinds


def test_token_calls_and_calls_without_an_answer_are_not_to_be_looked_up() -> None:
    results = results_of_run(Server(("down",)))
    assert telling_calls(results) == []
    assert "so there is none to look up" in render_handover(core_of(results))


def test_what_the_sender_states_is_told_and_what_not_is_said() -> None:
    results = results_of_run()
    silent = sections(render_handover(core_of(results)))
    assert silent["Who"].count("**not stated**") == 3
    assert "not stated by the sender; your logs show it" in silent["What was done"]
    said = state("Example *Leasing* Ltd", "Integration team", "shop/2.3", "203.0.113.7")
    environment = evolve(
        ENVIRONMENT,
        **{name: getattr(said, name) for name in ("organisation", "operator", "application", "source_address")},
        commit="c0ffee",
        dirty=True,
    )
    told = sections(render_handover(Core(results, json.loads(render_environment(environment)), {})))
    assert "* Organisation: Example \\*Leasing\\* Ltd." in told["Who"]
    assert "* To ask: Integration team." in told["Who"]
    assert "* Application: shop 2.3 (declared, not seen)." in told["Who"]
    assert "c0ffee, with changes that are not committed" in told["Who"]
    assert "* From which address: 203.0.113.7, as the sender states." in told["What was done"]


@pytest.mark.parametrize(
    ("target", "verdict", "asked"),
    [
        ("mock", "passed", "Nothing. This run shows"),
        ("test", "passed", "Production credentials for Parcels API."),
        ("custom", "passed", "Production credentials for Parcels API."),
        ("live", "passed", "That Parcels API may go on being used in production."),
        ("test", "failed", "No production credentials yet, because at least one requirement failed."),
        ("live", "inconclusive", "No production credentials yet, because the run could not judge"),
    ],
)
def test_what_is_asked_for_follows_from_target_and_verdict(target: str, verdict: str, asked: str) -> None:
    text = render_handover(core_of(results_of_run(target=target, verdict=verdict)))
    assert sections(text)["What is asked for"].strip().startswith(asked)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:8080", "[::1]"])
def test_a_server_of_the_senders_own_machine_is_told_as_such_and_earns_nothing(host: str) -> None:
    told = sections(render_handover(core_of(results_of_run(target="custom", host=host))))
    assert "* Where: a server on the sender's own machine, " in told["What was done"]
    assert (
        told["What is asked for"].strip().startswith("Nothing. This run spoke to a server on the sender's own machine.")
    )


@pytest.mark.parametrize(
    ("traced", "says"),
    [(True, "each is found by its trace id."), (False, "each is found by its time, method, path and status.")],
)
def test_no_logs_are_promised_for_calls_that_went_to_the_mock(traced: bool, says: str) -> None:
    results = results_of_run(target="mock")
    if not traced:
        for exchange in results["exchanges"]:
            exchange["trace_id"] = None
    told = sections(render_handover(core_of(results)))
    assert "None of these calls reached you" in told["Calls to look up"]
    assert says in told["Calls to look up"]
    assert "your logs show" not in "".join(told.values()).lower()


def test_what_failed_what_is_not_shown_and_what_is_open_is_listed() -> None:
    results = results_of_run(ended_early="the server went away")
    results["requirements"][0].update(state="fail", reason="no trace id came")
    results["requirements"][1].update(state="omit", reason="takes a day")
    results["requirements"][2].update(state="omit", reason="takes a day", open_question="One day or two?")
    results["findings"] = [{"subject": "#/paths", "confidence": "proposed", "message": "it differs", "exchanges": [2]}]
    ids = [row["id"] for row in results["requirements"]]
    told = sections(render_handover(core_of(results)))
    assert f"* **fail** {ids[0]}: " in told["Result"]
    assert "no trace id came" in told["Result"]
    assert f"* takes a day ({ids[1]}, {ids[2]})" in told["What this does not show"]
    assert f"* {ids[2]}: One day or two?" in told["Open questions"]
    assert "* \\#/paths (proposed): it differs" in told["Open questions"]
    assert "It ended before the plan was done: the server went away" in told["What was done"]


def test_without_questions_there_is_no_section_for_them() -> None:
    results = results_of_run(findings=[])
    for row in results["requirements"]:
        row["open_question"] = None
    assert "Open questions" not in sections(render_handover(core_of(results)))


EVIL = "a|b`c`<script>x</script>[t](https://evil.example)\n# top\u202e\x1b[31m *b* &amp;"


def test_texts_of_others_are_only_text() -> None:
    results = results_of_run(host=EVIL, ended_early=EVIL)
    results["exchanges"][4].update(trace_id=EVIL, template=EVIL)
    for exchange in results["exchanges"]:
        exchange["request"]["headers"] = [["user-agent", EVIL]]
    results["requirements"][0].update(state="fail", reason=EVIL, statement=EVIL, open_question=EVIL)
    results["requirements"][1].update(state="skip", reason=EVIL)
    results["findings"] = [{"subject": EVIL, "confidence": EVIL, "message": EVIL, "exchanges": []}]
    results["description"]["title"] = EVIL
    text = render_handover(core_of(results))
    for mark in ("<script", "[t](", "t](", "https://evil", "\n# top", "\u202e", "\x1b", "`c`", " *b* "):
        assert mark not in text
    lines = [line for line in text.splitlines() if line.startswith("| 2026")]
    assert {line.replace("\\|", "").count("|") for line in lines} == {8}


def test_the_fingerprint_is_told_when_there_is_one(results: dict[str, Any]) -> None:
    unsigned = core_of(results)
    assert "This bundle is not signed." in render_handover(unsigned)
    assert f"(SHA-256): `{'ab' * 32}`" in render_handover(evolve(unsigned, key_id="ab" * 32))


def test_a_signed_bundle_is_checked_with_three_commands_and_an_unsigned_one_with_one(results: dict[str, Any]) -> None:
    def commands(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.split(" ")[0] in {"sha256sum", "openssl", "signoff"}]

    unsigned = render_verify(core_of(results))
    signed = render_verify(evolve(core_of(results), key_id="ab" * 32))
    assert commands(unsigned) == ["sha256sum -c SHA256SUMS"]
    assert "not signed" in unsigned
    assert commands(signed) == [
        "sha256sum -c SHA256SUMS",
        "openssl pkey -pubin -in public-key.pem -outform DER | sha256sum",
        "signoff verify ../parcels-custom-20260131T093000Z --key FINGERPRINT",
    ]
    # An index may have anything under our name.
    assert "pip install 'signoff" not in signed
    # A fingerprint that stands beside the command would be compared with itself.
    assert "ab" * 32 not in signed
    assert "Get-FileHash" in unsigned
    assert "Get-FileHash" in signed
