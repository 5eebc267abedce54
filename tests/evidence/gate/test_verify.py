"""Verifying a bundle in memory: intact, altered in every part of it, and by whom it was signed."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT, facts_of
from tests.evidence.signed import (
    KEY,
    OTHER,
    TOOL,
    TOP,
    checked,
    facts,
    forged,
    results_in,
    signed,
    told,
    with_results,
    with_sums,
)
from tests.suite.parcels import DATA, Server, whole_run

from signoff_contract.evidence import assemble
from signoff_contract.evidence.gate.verify import verify
from signoff_contract.evidence.record.canonical import compact, pretty, read_strictly
from signoff_contract.evidence.record.chain import chained, start_value, summary
from signoff_contract.evidence.seal.dsse import read_envelope, render_envelope, sign
from signoff_contract.evidence.seal.reading import ATTESTATION, PUBLIC_KEY, Bundle, NotABundle
from signoff_contract.evidence.seal.sums import SUMS, digests
from signoff_contract.evidence.surroundings.environment import Tool
from signoff_contract.evidence.views import VIEWS

Change = Callable[[Any], object]


def test_a_signed_bundle_is_intact_and_confirmed() -> None:
    found = checked(signed())
    assert (found.exit_code, found.outcome, found.alterations, found.remarks) == (0, "intact", (), ())
    assert (found.key_id, found.confirmed, found.outdated) == (KEY.public.key_id, True, False)


@pytest.mark.parametrize("faults", [(), ("no trace on errors",), ("down",), ("html",), ("same trace",), ("teapot",)])
def test_whatever_a_run_met_its_evidence_is_intact(faults: tuple[str, ...]) -> None:
    recorded = facts_of(whole_run(Server(faults)), evolve(ENVIRONMENT, signoff=TOOL))
    assert checked(assemble(recorded, KEY)).alterations == ()


def test_without_a_key_to_compare_with_it_is_unconfirmed() -> None:
    found = checked(signed(), expected=None)
    assert (found.exit_code, found.outcome, found.key_id) == (3, "unconfirmed", KEY.public.key_id)


@pytest.mark.parametrize("expected", [None, KEY])
def test_an_unsigned_bundle_is_unconfirmed(expected: Any) -> None:
    found = checked(assemble(facts()), expected)
    assert (found.exit_code, found.key_id, found.alterations) == (3, None, ())


def test_another_key_is_told() -> None:
    found = checked(assemble(facts(), OTHER))
    assert (found.exit_code, told(found)) == (1, [f"key {OTHER.public.key_id}"])


def test_evidence_older_than_the_description_at_hand_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "parcels"
    folder.mkdir()
    text = (DATA / "parcels" / "openapi.yaml").read_bytes()
    (folder / "openapi.yaml").write_bytes(text)
    bundle = Bundle(Path(TOP), TOP, signed())
    assert verify(bundle, KEY.public.key_id, tmp_path).exit_code == 0
    (folder / "openapi.yaml").write_bytes(text + b"# one more\n")
    found = verify(bundle, KEY.public.key_id, tmp_path)
    assert (found.exit_code, found.outcome, found.outdated) == (4, "outdated", True)
    (folder / "openapi.yaml").unlink()
    assert verify(bundle, KEY.public.key_id, tmp_path).outdated is None


def test_an_alteration_outweighs_everything_else(tmp_path: Path) -> None:
    (tmp_path / "parcels").mkdir()
    (tmp_path / "parcels" / "openapi.yaml").write_bytes(b"other")
    files = {**signed(), "matrix.csv": b"nothing"}
    assert verify(Bundle(Path(TOP), TOP, files), None, tmp_path).exit_code == 1


@pytest.mark.parametrize("name", sorted(signed()))
def test_a_file_that_was_changed_is_named(name: str) -> None:
    found = checked({**signed(), name: signed()[name] + b"\n"})
    assert found.exit_code == 1
    assert name in {alteration.subject for alteration in found.alterations}


@pytest.mark.parametrize("name", sorted(signed()))
def test_a_file_that_was_removed_is_named(name: str) -> None:
    found = checked({other: content for other, content in signed().items() if other != name})
    assert found.exit_code == 1
    assert name in {alteration.subject for alteration in found.alterations}


@pytest.mark.parametrize("name", ["spec/more.yaml", "notes.txt", "results.json.bak"])
def test_a_file_that_was_added_is_named(name: str) -> None:
    assert told(checked({**signed(), name: b"more"})) == [f"file {name}"]
    listed = with_sums({**signed(), name: b"more"})
    assert {f"file {name}", f"file {SUMS}"} <= set(told(checked(listed)))


def test_sums_that_fit_do_not_hide_a_change() -> None:
    files = with_sums({**signed(), "matrix.csv": b"nothing"})
    assert set(told(checked(files))) == {"file matrix.csv", f"file {SUMS}"}


def change_exchange(results: Any) -> None:
    results["exchanges"][2]["status"] = 500


def leave_one_out(results: Any) -> None:
    del results["exchanges"][2]


def leave_the_last_out(results: Any) -> None:
    del results["exchanges"][-1]


def swap_two(results: Any) -> None:
    exchanges = results["exchanges"]
    exchanges[1], exchanges[2] = exchanges[2], exchanges[1]


def one_twice(results: Any) -> None:
    results["exchanges"].insert(3, results["exchanges"][2])


def another_host(results: Any) -> None:
    results["host"] = "api.other.example"


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (change_exchange, "exchange #3"),
        (leave_one_out, "exchange #3"),
        (leave_the_last_out, "claim chain"),
        (swap_two, "exchange order"),
        (one_twice, "exchange #3"),
        (another_host, "claim chain"),
    ],
)
def test_the_chain_tells_which_exchange(change: Change, subject: str) -> None:
    results = results_in(signed())
    change(results)
    assert subject in told(checked(with_results(results)))
    # Also when its maker signs it: the chain speaks for itself.
    found = checked(forged(results, KEY))
    assert (found.exit_code, subject in told(found)) == (1, True)


def test_only_the_exchange_that_was_changed_is_told() -> None:
    results = results_in(signed())
    change_exchange(results)
    assert [each for each in told(checked(forged(results, KEY))) if each.startswith("exchange")] == ["exchange #3"]


@pytest.mark.parametrize("change", [change_exchange, leave_one_out, swap_two])
def test_a_chain_made_anew_and_signed_with_another_key_is_found_by_the_key(change: Change) -> None:
    results = results_in(signed())
    change(results)
    start = start_value(results)
    results["exchanges"] = chained(results["exchanges"], start)
    results["chain"] = summary(results["exchanges"], start)
    assert f"key {OTHER.public.key_id}" in told(checked(forged(results, OTHER)))


def set_member(*path: Any, to: Any) -> Change:
    def change(results: Any) -> None:
        for name in path[:-1]:
            results = results[name]
        results[path[-1]] = to

    return change


LIFE = {
    "schema": "Parcel",
    "member": "/state",
    "states": [{"state": "SENT", "meaning": "on its way"}],
    "transitions": [],
    "lives": [[{"state": "SENT", "exchange": 99}]],
    "seen": 1,
}


def set_failed(results: Any) -> None:
    results["requirements"][2].update(state="fail", reason="it was broken")


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (set_member("verdict", to="failed"), "claim verdict"),
        (set_member("requests_sent", to=3), "claim requests_sent"),
        (set_member("token_calls", to=0), "claim token_calls"),
        (set_member("budget", to=1), "claim budget"),
        (set_member("totals", "fail", to=1), "claim totals"),
        (set_member("finished", to="2020-01-01T00:00:00.000Z"), "claim finished"),
        (set_failed, "claim PAR-MUST-003"),
        (set_member("requirements", 2, "reason", to="it was agreed"), "claim PAR-MUST-003"),
        (set_member("requirements", 2, "exchanges", to=[4]), "claim PAR-MUST-003"),
        (set_member("requirements", 2, "exchanges", to=[99]), "claim PAR-MUST-003"),
        (set_member("requirements", 2, "checks", to=[]), "claim PAR-MUST-003"),
        (set_member("requirements", 2, "checks", to=["parcels.other"]), "claim PAR-MUST-003"),
        (set_member("requirements", 2, "trace_ids", to=["trace-9"]), "claim PAR-MUST-003"),
        (set_member("requirements", 2, "id", to="PAR-MUST-002"), "claim PAR-MUST-002"),
        (set_member("checks", 0, "state", to="omit"), "claim parcels.create"),
        (set_member("checks", 0, "observations", 0, "exchanges", to=[99]), "claim parcels.create"),
        (set_member("checks", 0, "observations", 0, "requirement", to="PAR-NEW-001"), "claim parcels.create"),
        (set_member("description", "digest", to="0" * 64), "claim description digest"),
        (set_member("description", "files", 0, "digest", to="0" * 64), "claim openapi.yaml"),
        (set_member("requirements_file", "digest", to="0" * 64), "claim requirements.yaml"),
        (set_member("seed", to=7), "claim environment.json seed"),
        (set_member("fields", 0, "exchanges", to=[99]), "claim one parcel /weight"),
        (set_member("lifecycles", to=[LIFE]), "claim states of Parcel"),
        (set_member("verdict", to="fine"), "record results.json"),
        (set_member("more", to=1), "record results.json"),
    ],
)
def test_a_claim_that_the_record_refutes_is_told_whoever_signed_it(change: Change, subject: str) -> None:
    results = results_in(signed())
    change(results)
    sound = results["verdict"] != "fine" and "more" not in results
    found = checked(forged(results, KEY) if sound else with_sums(with_results(results)))
    assert found.exit_code == 1
    assert subject in told(found)


@pytest.mark.parametrize(
    ("name", "change", "subject"),
    [
        ("environment.json", set_member("host", to="api.other.example"), "claim environment.json host"),
        ("environment.json", set_member("requests_per_minute", to=None), "claim environment.json requests_per_minute"),
        ("environment.json", set_member("more", to=1), "record environment.json"),
        ("redaction.json", set_member("description", "digest", to="0" * 64), "claim redaction.json description"),
        ("redaction.json", set_member("rules", to="none"), "record redaction.json"),
    ],
)
def test_the_other_records_are_held_against_the_results_whoever_signed_them(
    name: str, change: Change, subject: str
) -> None:
    record = read_strictly(facts()[name])
    change(record)
    found = checked(assemble({**facts(), name: pretty(record)}, KEY))
    assert (found.exit_code, told(found)) == (1, [subject])


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_that_shows_something_else_is_told_whoever_signed_it(name: str) -> None:
    files = {**signed(), name: signed()[name].replace(b"PAR-MUST-003", b"PAR-MUST-002")}
    files = resigned({other: content for other, content in files.items() if other not in {SUMS, ATTESTATION}})
    expected = [f"view {name}"] if b"PAR-MUST-003" in signed()[name] else []
    assert told(checked(files)) == expected


def resigned(files: dict[str, bytes], change: Change | None = None) -> dict[str, bytes]:
    """Files with sums and a statement about them as they are, signed with the right key."""
    files = with_sums(files)
    statement = read_strictly(read_envelope(signed()[ATTESTATION]).payload)
    whole = with_sums(files)
    found = digests({name: content for name, content in whole.items() if name != ATTESTATION})
    statement["subject"] = [{"name": name, "digest": {"sha256": found[name]}} for name in sorted(found)]
    for entry in statement["predicate"]["configuration"]:
        entry["digest"]["sha256"] = found.get(entry["name"], entry["digest"]["sha256"])
    if change is not None:
        change(statement)
    return {**whole, ATTESTATION: render_envelope(sign(compact(statement), KEY))}


@pytest.mark.parametrize("name", ["results.json", "environment.json", "redaction.json"])
def test_a_record_in_another_form_is_told_whoever_signed_it(name: str) -> None:
    files = {other: content for other, content in signed().items() if other != ATTESTATION}
    wide = json.dumps(read_strictly(files[name]), indent=4, sort_keys=True).encode()
    assert told(checked(resigned({**files, name: wide}))) == [f"record {name}"]


def test_a_view_that_is_left_out_is_told_whoever_signed_it() -> None:
    files = {name: content for name, content in signed().items() if name not in {"traffic.har", ATTESTATION}}
    assert told(checked(resigned(files))) == ["view traffic.har"]


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (set_member("predicate", "result", to="WARNED"), "statement predicate"),
        (set_member("predicate", "passedTests", to=[]), "statement predicate"),
        (set_member("predicate", "configuration", to=[]), "statement predicate"),
        (set_member("predicate", "url", to="https://example.com"), "statement predicate"),
        (set_member("predicateType", to="https://example.com/other"), f"statement {ATTESTATION}"),
        (set_member("_type", to="https://in-toto.io/Statement/v2"), f"statement {ATTESTATION}"),
        (set_member("more", to=1), f"statement {ATTESTATION}"),
        (set_member("subject", to="all"), f"statement {ATTESTATION}"),
        (set_member("subject", 0, "uri", to="x"), f"statement {ATTESTATION}"),
        (set_member("subject", 0, "digest", "sha512", to="x"), f"statement {ATTESTATION}"),
        (lambda statement: statement["subject"].append(statement["subject"][0]), f"statement {ATTESTATION}"),
        (lambda statement: statement["subject"].reverse(), "statement subject"),
        (lambda statement: statement["subject"].pop(), "file traffic.har"),
    ],
)
def test_a_statement_that_says_more_or_less_is_told_whoever_signed_it(change: Change, subject: str) -> None:
    files = {name: content for name, content in signed().items() if name != ATTESTATION}
    assert checked(resigned(files)).alterations == ()
    assert subject in told(checked(resigned(files, change)))


def test_a_statement_in_another_form_is_told() -> None:
    payload = json.dumps(read_strictly(read_envelope(signed()[ATTESTATION]).payload)).encode()
    found = checked({**signed(), ATTESTATION: render_envelope(sign(payload, KEY))})
    assert told(found) == [f"statement {ATTESTATION}"]


def test_a_signature_under_another_type_is_told() -> None:
    payload = read_envelope(signed()[ATTESTATION]).payload
    found = checked({**signed(), ATTESTATION: render_envelope(sign(payload, KEY, "application/json"))})
    assert told(found) == [f"signature {ATTESTATION}"]


@pytest.mark.parametrize(
    "change",
    [
        lambda envelope: evolve(envelope, signature=bytes(64)),
        lambda envelope: evolve(envelope, signature=envelope.signature[:-1]),
        lambda envelope: evolve(envelope, signature=KEY.sign(envelope.payload)),
        lambda envelope: evolve(envelope, payload=envelope.payload.replace(b"PASSED", b"WARNED")),
        lambda envelope: evolve(envelope, key_id=OTHER.public.key_id),
        lambda envelope: sign(envelope.payload, OTHER),
        lambda envelope: evolve(sign(envelope.payload, OTHER), key_id=KEY.public.key_id),
    ],
    ids=["zeros", "short", "without its type", "another payload", "another id", "another key", "under a wrong name"],
)
def test_a_signature_that_does_not_hold_is_told(change: Change) -> None:
    envelope: Any = change(read_envelope(signed()[ATTESTATION]))
    found = checked({**signed(), ATTESTATION: render_envelope(envelope)})
    assert (found.exit_code, told(found), found.key_id) == (1, [f"signature {ATTESTATION}"], None)


def test_the_other_key_put_in_place_of_the_right_one_is_told() -> None:
    found = checked({**signed(), PUBLIC_KEY: OTHER.public.pem})
    assert f"signature {ATTESTATION}" in told(found)


def test_a_key_file_that_holds_more_than_the_key_is_told_whoever_signed_it() -> None:
    files = {name: content for name, content in signed().items() if name != ATTESTATION}
    more = resigned({**files, PUBLIC_KEY: files[PUBLIC_KEY] + OTHER.public.pem})
    assert f"signature {PUBLIC_KEY}" in told(checked(more))


def test_a_signature_that_was_taken_away_shows_in_the_views() -> None:
    stripped = {name: content for name, content in signed().items() if name not in {ATTESTATION, PUBLIC_KEY}}
    found = checked(with_sums(stripped))
    # VERIFY.md names no key, but has other commands for a signed bundle.
    naming = {name for name in VIEWS if KEY.public.key_id.encode() in signed()[name]} | {"VERIFY.md"}
    assert {f"view {name}" for name in naming} == set(told(found))
    assert found.exit_code == 1


@pytest.mark.parametrize("content", [b"", b"[]", b'{"a":1,"a":2}', b"\xff", b"NaN", b"{", b"[" * 100_000])
@pytest.mark.parametrize("name", ["results.json", "environment.json", "redaction.json", ATTESTATION, SUMS, PUBLIC_KEY])
def test_no_content_breaks_the_verifier(name: str, content: bytes) -> None:
    found = checked(with_sums({**signed(), name: content}) if name != SUMS else {**signed(), name: content})
    assert found.exit_code == 1
    assert name in {alteration.subject for alteration in found.alterations}


ODD: tuple[Any, ...] = (
    1e300,
    -1e300,
    2**63,
    -1,
    0.5,
    1.0,
    10**400,
    "",
    "\0",
    "9999-12-31T23:59:59.999Z",
    "0000-00-00",
    "https://[",
    None,
    [],
    {},
)
"""What may stand where a record has a number or a text."""


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to each leaf; of the entries of a list only the first."""
    for name, inner in value.items() if isinstance(value, dict) else list(enumerate(value))[:1]:
        if isinstance(inner, (dict, list)) and inner:
            yield from places(inner, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("name", ["results.json", "environment.json", "redaction.json"])
def test_no_value_breaks_the_verifier_or_is_counted_up_to(name: str) -> None:
    unsigned = {other: content for other, content in signed().items() if other not in {ATTESTATION, PUBLIC_KEY}}
    every = list(places(read_strictly(signed()[name])))
    # Three of them in each place, so that each is met in many.
    for path, odd in ((path, odd) for index, path in enumerate(every) for odd in ODD[index % 5 :: 5]):
        record = read_strictly(signed()[name])
        set_member(*path, to=odd)(record)
        files = with_sums({**unsigned, name: pretty(record)})
        try:
            assert verify(Bundle(Path(TOP), TOP, files), None, DATA, tool=TOOL).exit_code in {1, 3}, (path, odd)
        except NotABundle:
            assert path == ("schema_version",)


@pytest.mark.parametrize("number", [10**6, 2**53, 10**300, 1e300])
def test_a_gap_costs_nothing_however_wide_it_is(number: Any) -> None:
    results = results_in(signed())
    results["exchanges"][-1]["number"] = number
    found = checked(with_sums(with_results(results)))
    assert found.exit_code == 1
    assert len(found.alterations) < 20


def test_a_view_that_another_version_made_otherwise_is_a_remark() -> None:
    another = Tool("9.9.9", "9" * 64)
    bundle = Bundle(Path(TOP), TOP, signed())
    assert verify(bundle, KEY.public.key_id, DATA, tool=another).remarks == ()
    files = {**signed(), "matrix.csv": signed()["matrix.csv"].replace(b"requirement,", b"row,")}
    files = resigned({name: content for name, content in files.items() if name != ATTESTATION})
    found = verify(Bundle(Path(TOP), TOP, files), KEY.public.key_id, DATA, tool=another)
    assert found.exit_code == 0
    assert "another matrix.csv" in found.remarks[0]


def test_a_record_of_another_form_is_refused_with_what_to_do() -> None:
    results = {**results_in(signed()), "schema_version": "0.9"}
    files = assemble({**facts(), "results.json": pretty(results)}, KEY)
    with pytest.raises(NotABundle, match=r"recorded in form '0\.9'.*Use the version"):
        checked(files)


def test_a_description_elsewhere_is_never_opened(tmp_path: Path) -> None:
    results = results_in(signed())
    (tmp_path / "root" / "parcels").mkdir(parents=True)
    (tmp_path / "root" / "parcels" / "openapi.yaml").write_bytes((DATA / "parcels" / "openapi.yaml").read_bytes())
    (tmp_path / "outside").write_bytes(b"outside")
    digest = hashlib.sha256(b"outside").hexdigest()
    for name in ("spec/up/up/outside", "spec/../../outside", str(tmp_path / "outside"), "spec/\0", "spec/up"):
        results["description"]["files"] = [{"name": name, "digest": digest}]
        bundle = Bundle(Path(TOP), TOP, with_results(results))
        assert verify(bundle, None, tmp_path / "root").outdated is True
    results["partner"] = "../../etc"
    assert verify(Bundle(Path(TOP), TOP, with_results(results)), None, tmp_path / "root").outdated is None
