"""An attacker who holds the key: whatever can be told from the record itself, from the files beside it and from the views
is found all the same, whichever version of Signoff made the bundle."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT, facts_of
from tests.evidence.signed import KEY, TOOL, TOP, checked, facts, forged, results_in, signed, told
from tests.suite.parcels import DATA, certify, single

from signoff_contract.evidence import assemble
from signoff_contract.evidence.gate.claims import went_to
from signoff_contract.evidence.gate.comparison import compare
from signoff_contract.evidence.gate.crosschecks import false_target
from signoff_contract.evidence.gate.verify import Verification, verify
from signoff_contract.evidence.gate.view_claims import contradictions
from signoff_contract.evidence.record.canonical import pretty, read_strictly
from signoff_contract.evidence.record.chain import chained, start_value, summary
from signoff_contract.evidence.seal.archive import read_archive
from signoff_contract.evidence.seal.bundle import ViewError
from signoff_contract.evidence.seal.reading import ATTESTATION, RESULTS, Bundle
from signoff_contract.evidence.seal.sums import SUMS
from signoff_contract.evidence.surroundings.environment import Tool
from signoff_contract.evidence.views import VIEWS

from .test_verify import resigned

ANOTHER = Tool("9.9.9", "9" * 64)
EARLIER = Path(__file__).parents[1] / "data" / "form-1.1.zip"
"""The bundle of `signed`, made before the form had a second version."""


@cache
def earlier() -> dict[str, bytes]:
    return dict(read_archive(EARLIER.read_bytes()).files)


def elsewhere(files: dict[str, bytes]) -> Verification:
    """The outcome at a Signoff that did not record the bundle."""
    return verify(Bundle(Path(TOP), TOP, files), KEY.public.key_id, DATA, tool=ANOTHER)


def with_chain(results: Any) -> Any:
    start = start_value(results)
    exchanges = chained(results["exchanges"], start)
    return {**results, "exchanges": exchanges, "chain": summary(exchanges, start)}


def counted(results: Any) -> Any:
    states = [row["state"] for row in results["requirements"]]
    return {**results, "totals": {state: states.count(state) for state in results["totals"]}}


# The record, changed and made consistent, then signed again with every view made anew.


def levels(results: Any) -> None:
    for row in results["requirements"]:
        row["level"] = "should"


def statements(results: Any) -> None:
    for row in results["requirements"]:
        row["statement"] = "Nothing in particular has to be done."


def of_row(name: str, value: Any) -> Callable[[Any], None]:
    def change(results: Any) -> None:
        results["requirements"][0][name] = value

    return change


def row_left_out(results: Any) -> None:
    gone = results["requirements"].pop(0)["id"]
    for check in results["checks"]:
        check["observations"] = [seen for seen in check["observations"] if seen["requirement"] != gone]


def row_added(results: Any) -> None:
    row = {**results["requirements"][-1], "id": "PAR-NEW-001"}
    results["requirements"].append(row)


def rows_in_another_order(results: Any) -> None:
    results["requirements"].reverse()


def sources(results: Any) -> None:
    results["requirements"][0]["sources"][0]["section"] = "part 9"


def documents(results: Any) -> None:
    results["documents"]["GUIDE"]["title"] = "Guide of somebody else"


def title(results: Any) -> None:
    results["description"]["title"] = "Another API"


def version(results: Any) -> None:
    results["description"]["version"] = "9.0"


def exchange_left_out(results: Any) -> None:
    del results["exchanges"][2]
    results["requests_sent"] -= 1


def other_host(results: Any) -> None:
    results["host"] = "api.partner.example"


def other_address(results: Any) -> None:
    results["exchanges"][2]["url"] = "https://elsewhere.example/v1/parcels/1"


def other_trace(results: Any) -> None:
    results["exchanges"][2]["trace_id"] = "trace-99"
    for row in results["requirements"]:
        row["trace_ids"] = ["trace-99" if trace == "trace-3" else trace for trace in row["trace_ids"]]


def no_rehearsal(results: Any) -> None:
    results["rehearsal"] = True


def application(results: Any) -> None:
    results["subject"] = {"kind": "application", "name": "AcmeBroker", "version": "2.3", "seen": True}


def watched(results: Any) -> None:
    for exchange in results["exchanges"]:
        exchange["source"] = "watched"


def verdict(results: Any) -> None:
    results["verdict"] = "incomplete"


def totals(results: Any) -> None:
    results["totals"]["pass"] += 1


@pytest.mark.parametrize(
    "change",
    [
        levels, statements, of_row("confidence", "proposed"), of_row("binds", "introducer"), of_row("obstacle", "harm"),
        of_row("open_question", "Is it so?"), of_row("not_tested", "It was agreed."), row_left_out, row_added,
        rows_in_another_order, sources, documents, title, version, exchange_left_out, other_host, other_address,
        other_trace, no_rehearsal, application, watched, verdict, totals,
    ],
)  # fmt: skip
def test_a_record_that_was_changed_and_signed_again_is_altered(change: Callable[[Any], None]) -> None:
    results = results_in(signed())
    change(results)
    changed = with_chain(results if change is totals else counted(results))
    record = {**facts(), RESULTS: pretty(changed)}
    surroundings = read_strictly(record["environment.json"])
    record["environment.json"] = pretty({**surroundings, "host": changed["host"]})
    found = checked(assemble(record, KEY))
    assert found.exit_code == 1
    assert {each.kind for each in found.alterations} <= {"claim", "exchange"}


def test_levels_that_were_turned_are_told_row_by_row() -> None:
    results = results_in(signed())
    levels(results)
    found = checked(forged(results, KEY))
    assert [str(each) for each in found.alterations][:2] == [
        "claim PAR-MUST-001: its level is not that of requirements.yaml",
        "claim PAR-MUST-002: its level is not that of requirements.yaml",
    ]


def test_a_requirement_file_that_was_replaced_with_all_that_hangs_on_it_is_outdated_here() -> None:
    text = facts()["requirements.yaml"].replace(b"level: must", b"level: should")
    results = results_in(signed())
    levels(results)
    results["requirements"][4]["level"] = "observed"
    results["requirements_file"]["digest"] = hashlib.sha256(text).hexdigest()
    found = checked(assemble({**facts(), RESULTS: pretty(results), "requirements.yaml": text}, KEY))
    assert (found.exit_code, found.outcome) == (4, "outdated")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[",
        b"[" * 100_000,
        b"requirements: 1",
        b"- 1",
        b"a: &a [*a]",
        b"documents: {}\nrequirements: [{}]",
        b"\xff",
    ],
)
def test_a_requirement_file_that_is_none_is_altered(text: bytes) -> None:
    results = results_in(signed())
    results["requirements_file"]["digest"] = hashlib.sha256(text).hexdigest()
    found = checked(assemble({**facts(), RESULTS: pretty(results), "requirements.yaml": text}, KEY))
    assert "claim requirements.yaml" in told(found)


@pytest.mark.parametrize("gone", ["the check", "what it observed"])
def test_a_check_that_the_requirement_file_names_cannot_be_left_out(gone: str) -> None:
    everything = certify(single(lambda context: [context.expect(name, True, "") for name in ROWS], *ROWS))
    recorded = facts_of(everything, evolve(ENVIRONMENT, signoff=TOOL))
    assert checked(assemble(recorded, KEY)).alterations == ()
    results = json.loads(recorded[RESULTS])
    # Without the row's one word of its check it is skipped, as if nothing had ever come to it.
    check = results["checks"][0]
    check["observations"] = [seen for seen in check["observations"] if seen["requirement"] != "PAR-MUST-002"]
    row = results["requirements"][1]
    row.update(state="skip", reason="no check of this plan observes it", exchanges=[], trace_ids=[])
    if gone == "the check":
        text = recorded["requirements.yaml"].replace(b"[parcels.any]", b"[parcels.gone]", 1)
        results = json.loads(recorded[RESULTS])
        results["requirements_file"]["digest"] = hashlib.sha256(text).hexdigest()
        recorded = {**recorded, "requirements.yaml": text}
    found = checked(assemble({**recorded, RESULTS: pretty(counted(results))}, KEY))
    assert any("is left out" in each.message for each in found.alterations)


def test_a_row_is_observed_by_the_checks_that_the_requirement_file_names_for_it() -> None:
    everything = certify(
        single(lambda context: [context.expect(name, True, "") for name in ROWS], *ROWS),
        single(lambda context: context.expect("PAR-MUST-001", True, ""), "PAR-MUST-001", id="parcels.more"),
    )
    found = checked(assemble(facts_of(everything, evolve(ENVIRONMENT, signoff=TOOL)), KEY))
    assert [each.message for each in found.alterations] == [
        "was observed by parcels.more, of which requirements.yaml does not know"
    ]


ROWS = (
    "PAR-MUST-001", "PAR-MUST-002", "PAR-MUST-003", "PAR-SHOULD-001", "PAR-SEEN-001", "PAR-OURS-001", "PAR-BOTH-001",
    "PAR-USE-001", "PAR-USE-002",
)  # fmt: skip


# A bundle that another version made: what its views state is read out.


def test_a_bundle_of_the_first_form_is_intact_and_comparable() -> None:
    found = elsewhere(earlier())
    assert (found.exit_code, found.alterations) == (0, ())
    assert "verdict, totals, rows and calls there are those of the records" in found.remarks[0]
    assert results_in(earlier())["schema_version"] == "1.1"
    moved = compare(Bundle(EARLIER, TOP, earlier()), Bundle(Path(TOP), TOP, signed()))
    assert (moved.old_verdict, moved.new_verdict, moved.losses) == ("passed", "passed", ())


def test_the_first_form_cannot_borrow_the_words_of_the_second() -> None:
    results = {**results_in(earlier()), "rehearsal": False}
    files = {name: content for name, content in earlier().items() if name not in {SUMS, ATTESTATION}}
    assert "record results.json" in told(elsewhere(resigned({**files, RESULTS: pretty(results)})))


MADE: dict[str, Callable[[], dict[str, bytes]]] = {"now": lambda: dict(signed()), "before": earlier}

FACTS: list[tuple[str, str, str]] = [
    ("matrix.csv", r"(PAR-MUST-002.*?),pass,", r"\1,warn,"),
    ("matrix.csv", r"PAR-MUST-003", "PAR-MUST-004"),
    ("matrix.csv", r"(PAR-NONE-001.*),omit,", r"\1,pass,"),
    ("matrix.csv", r"A stale version is refused\.", "A stale version is taken."),
    ("matrix.csv", r",must,", ",should,"),
    ("matrix.csv", r"trace-5", "trace-6"),
    ("matrix.csv", r"PAR-MUST-003[^\n]*\n", ""),
    ("matrix.csv", r"(PAR-MUST-003[^\n]*\n)", r"\1\1"),
    ("matrix.csv", r"(?s).*", "fine"),
    ("trace-ids.csv", r"trace-5", "trace-7"),
    ("trace-ids.csv", r",412,", ",200,"),
    ("trace-ids.csv", r"PUT", "GET"),
    ("trace-ids.csv", r"2026-01-31T09:30:01", "2026-01-31T09:31:01"),
    ("trace-ids.csv", r"[^\n]*trace-5[^\n]*\n", ""),
    ("junit.xml", r'name="verdict" value="passed"', 'name="verdict" value="failed"'),
    ("junit.xml", r'tests="10"', 'tests="9"'),
    ("junit.xml", r'name="PAR-MUST-003"', 'name="PAR-MUST-009"'),
    ("junit.xml", r'type="skip"', 'type="omit"'),
    ("junit.xml", r'(?s)<skipped.*?(/>|</skipped>)', ""),
    ("junit.xml", r'(<testcase[^>]*"PAR-MUST-002"[^>]*?) ?/?>(</testcase>)?', r'\1><failure message="" type="fail"/></testcase>'),
    ("junit.xml", r'value="trace-5"', 'value="trace-6"'),
    ("junit.xml", r'message="A run does not last ten years."', 'message="It was agreed."'),
    ("junit.xml", r'value="A stale version is refused\."', 'value="A stale version is taken."'),
    ("junit.xml", r"<testsuites", "<!DOCTYPE x [<!ENTITY a 'b'>]><testsuites"),
    ("junit.xml", r"</testsuites>", ""),
    ("ctrf.json", r'"verdict": "passed"', '"verdict": "failed"'),
    ("ctrf.json", r'"passed": (\d+)', '"passed": 9'),
    ("ctrf.json", r'"rawStatus": "skip"', '"rawStatus": "pass"'),
    ("ctrf.json", r'"status": "skipped"', '"status": "passed"'),
    ("ctrf.json", r'"name": "PAR-MUST-003"', '"name": "PAR-MUST-009"'),
    ("ctrf.json", r'"trace-5"', '"trace-6"'),
    ("ctrf.json", r'"level": "must"', '"level": "should"'),
    ("ctrf.json", r'"statement": "A stale', '"statement": "No stale'),
    ("ctrf.json", r"(?s).*", "{}"),
    ("traffic.har", r'"_traceId": "trace-5"', '"_traceId": "trace-6"'),
    ("traffic.har", r'"status": 412', '"status": 200'),
    ("traffic.har", r'"method": "PUT"', '"method": "GET"'),
    ("traffic.har", r'"_number": 5', '"_number": 6'),
    ("traffic.har", r'"url": "https://api', '"url": "https://apu'),
    ("traffic.har", r'"PAR-MUST-003"', '"PAR-MUST-002"'),
    ("traffic.har", r"(?s).*", "[]"),
    ("report.html", r"(?s)<title>.*?</title>", "<title>Parcels, failed</title>"),
    ("report.html", r"(</span>) Passed</p>", r"\1 Failed</p>"),
    ("report.html", r"\d+ of 10 requirements were kept", "9 of 10 requirements were kept"),
    ("report.html", r'data-state="skip"', 'data-state="pass"'),
    ("report.html", r'class="state s-omit"', 'class="state s-pass"'),
    ("report.html", r'id="r-PAR-MUST-003"', 'id="r-PAR-MUST-009"'),
    ("report.html", r'data-level="must"', 'data-level="should"'),
    ("report.html", r"(statement\">)A stale version is refused", r"\1A stale version is taken"),
    ("report.html", r"<span class=\"soft trace\">trace-5", '<span class="soft trace">trace-6'),
    ("report.html", r"(Trace id</dt><dd class=\"mono\">)trace-5", r"\1trace-6"),
    ("report.html", r"Answer 412", "Answer 200"),
    ("report.html", r"custom, api\.parcels\.example", "test, api.parcels.example"),
    ("report.html", r"7 of at most 50|\d+ of at most 50", "1 of at most 50"),
    ("report.html", r"<main>", "<main><!-- hidden -->"),
    ("report.html", r"(?s).*", "<p>fine</p>"),
    ("HANDOVER.md", r"Verdict: passed", "Verdict: failed"),
    ("HANDOVER.md", r"Of 10 requirements \d+", "Of 10 requirements 9"),
    ("HANDOVER.md", r"trace-5", "trace-6"),
    ("HANDOVER.md", r"\| 412 \|", "| 200 |"),
    ("HANDOVER.md", r"\* provider: \d+ of", "* provider: 6 of"),
    ("HANDOVER.md", r"(## What is asked)", r"* **fail** PAR-MUST-003: it was broken.\n\n\1"),
    ("HANDOVER.md", r"`[0-9a-f]{64}`", f"`{'0' * 64}`"),
    ("VERIFY.md", r"\.\./parcels-custom", "../parcels-test"),
    ("VERIFY.md", r"(?s)```.*", "It is fine."),
]  # fmt: skip


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize(("name", "pattern", "to"), FACTS)
def test_a_fact_that_differs_in_a_view_of_another_version_is_an_alteration(
    made: str, name: str, pattern: str, to: str
) -> None:
    files = MADE[made]()
    text = files[name].decode()
    changed = re.sub(pattern, to, text, count=1)
    assert changed != text, "there is no such fact to change"
    files = {other: content for other, content in files.items() if other not in {SUMS, ATTESTATION}}
    found = elsewhere(resigned_as(made, {**files, name: changed.encode()}))
    assert f"view {name}" in told(found), changed
    assert found.exit_code == 1


def resigned_as(made: str, files: dict[str, bytes]) -> dict[str, bytes]:
    if made == "now":
        return resigned(files)
    return resigned(files, lambda statement: statement["predicate"].pop("ran"))


LAYOUTS: list[tuple[str, Callable[[str], str]]] = [
    ("matrix.csv", lambda text: text.replace("requirement,statement", "row,wording")),
    ("matrix.csv", lambda text: text.replace("\r\n", "\n")),
    ("matrix.csv", lambda text: "\ufeff" + text),
    ("trace-ids.csv", lambda text: "\n".join(reversed(text.split("\r\n")[1:-1])).join(["exchange_time,method,path,status,trace,exchange,rows,ran\n", "\n"])),
    ("junit.xml", lambda text: text.replace("\n", "")),
    ("ctrf.json", lambda text: json.dumps(json.loads(text))),
    ("traffic.har", lambda text: json.dumps(json.loads(text), indent=1)),
    ("report.html", lambda text: text.replace("<main>", "<main><p>Good morning.</p>").replace("<h2", "<h2 lang=\"en\"")),
    ("report.html", lambda text: re.sub("(?s)<style>.*?</style>", "", text)),
    ("HANDOVER.md", lambda text: text.replace("## What was done", "## The run")),
    ("VERIFY.md", lambda text: text + "\nGood luck.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_another_layout_is_a_remark(name: str, layout: Callable[[str], str]) -> None:
    files = {other: content for other, content in signed().items() if other not in {SUMS, ATTESTATION}}
    changed = layout(files[name].decode()).encode()
    assert changed != files[name]
    found = elsewhere(resigned({**files, name: changed}))
    assert (found.exit_code, found.alterations) == (0, ())
    assert name in found.remarks[0]


def pieces() -> Iterator[tuple[str, bytes]]:
    for name in VIEWS:
        for content in (b"", b"\xff\xfe", b"\x00", b"<" * 50_000, b"<!--" * 50_000, b'<a b="' * 50_000, b"[" * 100_000):
            yield name, content


@pytest.mark.parametrize(("name", "content"), list(pieces()))
def test_no_view_breaks_the_reader_or_takes_long(name: str, content: bytes) -> None:
    core = evolve(Bundle(Path(TOP), TOP, signed()).core, key_id=KEY.public.key_id)
    assert contradictions(name, content, core)


def test_a_view_far_larger_than_its_record_is_not_read() -> None:
    files = {other: content for other, content in signed().items() if other not in {SUMS, ATTESTATION}}
    found = elsewhere(resigned({**files, "report.html": b" " * 3_000_000}))
    assert [each.message for each in found.alterations] == ["is far larger than what the records give"]


def test_a_file_that_nobody_knows_is_told() -> None:
    files = {other: content for other, content in signed().items() if other not in {SUMS, ATTESTATION}}
    found = checked(resigned({**files, "SUMMARY.md": b"All is well."}))
    assert found.remarks == ("SUMMARY.md is no file that this version knows; what it says was not looked at",)


@pytest.mark.parametrize(
    ("url", "host", "same"),
    [
        ("https://api.example/v1", "api.example", True),
        ("https://api.example/v1", "API.example:443", True),
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080", True),
        ("http://127.0.0.1/v1", "127.0.0.1:80", True),
        ("http://[::1]:8080/v1", "[::1]:8080", True),
        ("https://xn--bcher-kva.example/", "bücher.example", True),
        ("https://[personal:1a2b].example/v1", "api.example", True),
        ("https://api.[secret].example/v1", "api.company.example", True),
        ("https://api.example/v1", "api.other.example", False),
        ("http://[::1]:8080/v1", "api.example", False),
        ("https://api.example:8443/v1", "api.example", False),
    ],
)
def test_an_address_belongs_to_its_host_however_it_is_spelled(url: str, host: str, same: bool) -> None:
    assert went_to(url, host) is same


# What no run can have recorded, whoever signed it.

Facts = dict[str, Any]


def first(facts: Facts, name: str) -> Any:
    return facts[RESULTS][name][0]


def answered(facts: Facts, **changes: Any) -> None:
    facts[RESULTS]["exchanges"][3].update(changes)


def duty(facts: Facts, **changes: Any) -> Any:
    """A documented duty that was kept, and every word on it, changed alike."""
    row = next(row for row in facts[RESULTS]["requirements"] if (row["level"], row["state"]) == ("must", "pass"))
    row.update(state=changes["state"], reason=changes["message"])
    for check in facts[RESULTS]["checks"]:
        for seen in check["observations"]:
            if seen["requirement"] == row["id"]:
                seen.update(changes)
                check.update(state="fail" if check["state"] == "fail" else changes["state"])
    return row


def headers(facts: Facts, name: str, value: str) -> None:
    for exchange in facts[RESULTS]["exchanges"]:
        exchange["request"]["headers"] = [[name, value]]


def no_sum(facts: Facts) -> None:
    facts["redaction.json"]["rules"][0]["count"] += 5


def version_of_results(facts: Facts) -> None:
    facts[RESULTS]["tool"]["version"] = facts[RESULTS]["subject"]["version"] = "9.9"


def name_of_tool(facts: Facts) -> None:
    facts[RESULTS]["tool"]["name"] = facts[RESULTS]["subject"]["name"] = "AcmeBroker"


def omitted_for_another_reason(facts: Facts) -> None:
    row = next(row for row in facts[RESULTS]["requirements"] if row["not_tested"])
    row["reason"] = "It was kept."


IMPOSSIBLE: dict[str, Callable[[Facts], object]] = {
    "sent before the run": lambda facts: answered(facts, started="2026-01-30T09:30:00.000Z"),
    "sent after the run": lambda facts: answered(facts, started="2026-02-20T09:30:00.000Z"),
    "the run moved": lambda facts: facts[RESULTS].update(started="2026-02-01T09:30:00.000Z", finished="2026-02-02T09:30:00.000Z"),
    "longer than the run": lambda facts: answered(facts, seconds=500_000.0),
    "a leap second": lambda facts: facts[RESULTS].update(finished="2026-12-31T23:59:60.000Z"),
    "24 o'clock": lambda facts: facts[RESULTS].update(finished="2026-12-31T24:00:00.000Z"),
    "no answer and no error": lambda facts: answered(facts, status=None),
    "an answer and an error": lambda facts: answered(facts, error="timed out"),
    "an operation of no path": lambda facts: answered(facts, template=None, operation="parcels_get"),
    "an operation that is not described": lambda facts: answered(facts, template="/parcels", operation="nothing_such"),
    "another host in the header": lambda facts: headers(facts, "host", "api.elsewhere.example"),
    "a check twice": lambda facts: facts[RESULTS]["checks"].append(first(facts, "checks")),
    "an observation twice": lambda facts: first(facts, "checks")["observations"].append(first(facts, "checks")["observations"][-1]),
    "a duty that only warns": lambda facts: duty(facts, state="warn", message="answered with 500"),
    "never exercised, and kept": lambda facts: duty(facts, state="pass", message="never exercised: the check ran through without meeting it"),
    "observed, and not observed": lambda facts: duty(facts, state="skip", message="no check of this plan observes it"),
    "omitted for another reason": omitted_for_another_reason,
    "no partner": lambda facts: facts[RESULTS].update(partner="../../etc"),
    "a sum that is none": no_sum,
    "no places": lambda facts: facts["redaction.json"].update(places={"parcels": {"path": {"/": {facts["redaction.json"]["rules"][0]["rule"]: 7}}}}),
    "two versions of the tool": version_of_results,
    "another tool": name_of_tool,
    "a digest of another version": lambda facts: facts["environment.json"]["signoff"].update(version="9.9"),
    "two versions of a library": lambda facts: facts["environment.json"].update(tools={"signoff": "0.1.0", "attrs": "1"}, installed={"altered": [], "distributions": {"attrs": "2"}}),
    "changes to no commit": lambda facts: facts["environment.json"].update(dirty=False),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_no_run_can_have_recorded_is_altered_whoever_signed_it(name: str) -> None:
    records = {part: read_strictly(facts()[part]) for part in (RESULTS, "environment.json", "redaction.json")}
    IMPOSSIBLE[name](records)
    records[RESULTS] = with_chain(counted(records[RESULTS]))
    assert_altered({**facts(), **{part: pretty(value) for part, value in records.items()}})


def assert_altered(files: dict[str, bytes]) -> None:
    """By a claim or a record; views that follow the record would not tell."""
    try:
        found = checked(assemble(files, KEY))
    except ViewError:
        # No view can be made of it; it may lie there all the same.
        whole = {name: content for name, content in signed().items() if name not in {SUMS, ATTESTATION}}
        found = checked(resigned({**whole, **files}))
    assert found.exit_code == 1
    assert {each.kind for each in found.alterations} & {"claim", "record", "exchange"}


TEXTS: dict[str, Callable[[bytes], bytes]] = {
    "beyond all bounds": lambda text: text.rstrip()[:-1] + b',"zz":1e999}\n',
    "no number": lambda text: text.rstrip()[:-1] + b',"zz":NaN}\n',
    "nested": lambda text: text.rstrip()[:-1] + b',"zz":' + b"[" * 900 + b"]" * 900 + b"}\n",
    "nested without end": lambda text: b"[" * 100_000,
    "digits": lambda text: text.rstrip()[:-1] + b',"zz":' + b"9" * 5_000 + b"}\n",
    "a name twice": lambda text: b'{\n  "target": "live",' + text[1:],
    "half a character": lambda text: text.rstrip()[:-1] + b',"zz":"\\ud800"}\n',
    "a mark": lambda text: b"\xef\xbb\xbf" + text,
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "other ends of lines": lambda text: text.replace(b"\n", b"\r\n"),
    "null": lambda text: b"null\n",
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", [RESULTS, "environment.json", "redaction.json"])
def test_a_record_that_cannot_be_one_is_told_and_never_a_traceback(name: str, text: str) -> None:
    whole = {other: content for other, content in signed().items() if other not in {SUMS, ATTESTATION}}
    found = checked(resigned({**whole, name: TEXTS[text](whole[name])}))
    assert (found.exit_code, f"record {name}" in told(found)) == (1, True)


@pytest.mark.parametrize("depth", [60, 200, 600, 900])
def test_a_body_of_any_depth_is_a_body_or_an_alteration(depth: int) -> None:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    results = results_in(signed())
    results["exchanges"][3]["response"]["body"]["json"] = value
    files = {**facts(), RESULTS: pretty(with_chain(results))}
    if depth <= 200:
        assert checked(assemble(files, KEY)).exit_code == 0
    else:
        assert_altered(files)


def test_a_target_is_at_the_host_that_the_description_publishes() -> None:
    described = b"servers: [{url: 'https://api.parcels.example/v1', x-environment: live}]"
    for target, host, content, right in (
        ("live", "api.parcels.example", described, True),
        ("live", "api.parcels.example:443", described, True),
        ("custom", "api.elsewhere.example", described, True),
        ("live", "api.elsewhere.example", described, False),
        ("test", "api.parcels.example", described, False),
        ("live", "api.elsewhere.example", described.replace(b"api.parcels", b"{company}"), True),
        ("live", "api.elsewhere.example", b"servers: [{url: 'https://api.parcels.example/v1'}]", True),
        ("live", "api.elsewhere.example", b"[", True),
    ):
        found = list(false_target({"target": target, "host": host}, content))
        assert bool(found) is not right, (target, host)


PROPERTIES: dict[str, Any] = {
    "accepted": {}, "cases": 9, "requests": 9, "seed": 1, "trouble": [], "unreached": {},
    "checks": [{"name": "a", "title": "A", "exercised": 9, "failed": 0, "verdict": "pass", "requirements": ["PAR-MUST-001"]}],
    "failures": [],
}  # fmt: skip
FAILURE = {"check": "a", "title": "A", "operation": "x", "status": 500, "trace_id": None, "occurrences": 1, "message": "", "reproduce": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "right"),
    [
        (pretty(PROPERTIES), True),
        (b"\xff", False),
        (b"[" * 100_000, False),
        (pretty({**PROPERTIES, "passed": True}), False),
        (pretty({**PROPERTIES, "failures": [FAILURE]}), False),
        (pretty({**PROPERTIES, "failures": [{**FAILURE, "check": "b"}]}), False),
        (pretty({**PROPERTIES, "checks": [{**PROPERTIES["checks"][0], "requirements": ["PAR-NEW-001"]}]}), False),
        (pretty({**PROPERTIES, "checks": PROPERTIES["checks"] * 2}), False),
    ],
)
def test_the_outcome_of_made_up_calls_is_held_against_itself(content: bytes, right: bool) -> None:
    assert (checked(assemble({**facts(), "property.json": content}, KEY)).alterations == ()) is right
