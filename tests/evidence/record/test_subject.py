"""Every artefact says from its first line what ran, that the application is declared only, and what is a rehearsal."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT, facts_of, results_of
from tests.evidence.signed import KEY
from tests.suite.parcels import whole_run

from signoff_contract.evidence import Core, assemble, render_matrix
from signoff_contract.evidence.record.core import is_own_machine
from signoff_contract.evidence.record.order import SYMBOLS
from signoff_contract.evidence.seal.signed_part import read_attested
from signoff_contract.evidence.surroundings.environment import Application, Environment
from signoff_contract.evidence.views import VIEWS

RAN = "Signoff's plan and client, on behalf of Example -- Ltd"
STATED: Environment = evolve(
    ENVIRONMENT,
    organisation="Example -- Ltd",
    application=Application("AcmeBroker", "2.3"),
    commit="c0ffee0" * 5 + "c0ffe",
    dirty=False,
)


def core(**changed: Any) -> Core:
    files = assemble(facts_of(whole_run(), STATED), KEY)
    results = {**json.loads(files["results.json"]), **changed}
    return Core(results, json.loads(files["environment.json"]), json.loads(files["redaction.json"]))


def shown(name: str, told: Core) -> str:
    if name == "the terminal":
        return render_matrix(dict(told.results), told.environment, width=200)
    return VIEWS[name](told)


def first_line(name: str, text: str) -> str:
    """The first line that says anything, as the reader of that format meets it."""
    if name == "report.html":
        return text.partition("<title>")[2].partition("</title>")[0]
    if name == "junit.xml":
        return text.splitlines()[1].replace("- -", "--")
    if name.endswith(".csv"):
        return list(csv.reader(io.StringIO(text)))[1][-1]
    if name == "traffic.har":
        return str(json.loads(text)["log"]["comment"])
    if name == "ctrf.json":
        assert text.splitlines()[1].lstrip().startswith('"generatedBy"')
        return str(json.loads(text)["generatedBy"])
    return text.splitlines()[0]


ALL = [*VIEWS, "the terminal"]


@pytest.mark.parametrize("name", ALL)
def test_the_first_line_says_what_ran_and_on_whose_behalf(name: str) -> None:
    first = first_line(name, shown(name, core())).replace("&#39;", "'")
    assert RAN in first
    assert "Rehearsal" not in first
    rehearsed = first_line(name, shown(name, core(target="mock"))).replace("&#39;", "'")
    assert f"Rehearsal: {RAN}" in rehearsed


@pytest.mark.parametrize("name", ALL)
def test_the_application_and_the_commit_are_never_named_without_saying_that_nobody_saw_them(name: str) -> None:
    text = shown(name, core())
    for said in ("AcmeBroker", STATED.commit or ""):
        for place in text.split(said)[1:]:
            assert "declared, not seen" in place[:120], name
    assert "what the application does, not" not in text


def test_the_signed_statement_says_what_ran() -> None:
    files = assemble(facts_of(whole_run(name="mock"), evolve(STATED, target="mock")), KEY)
    statement = read_attested(files).statement
    assert statement is not None
    assert statement["predicate"]["ran"] == {
        "what": "Signoff's plan and client",
        "on_behalf_of": "Example -- Ltd",
        "application": "AcmeBroker 2.3 (declared, not seen)",
        "commit": f"{STATED.commit} (declared, not seen)",
        "rehearsal": True,
        "verdict": "passed",
    }


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST:8080", "localhost.", "api.localhost", "127.0.0.1", "127.0.0.1:8080", "127.8.9.1",
        "127.255.255.254:1", "127.1", "127.0.1:80", "0x7f000001", "2130706433", "0177.0.0.1", "0.0.0.0:8080", "[::1]",
        "[::1]:8080", "[0:0:0:0:0:0:0:1]:80", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]:8080", "[::127.0.0.1]:80", "[::]:1",
        "me:secret@127.0.0.1:80",
    ],
)  # fmt: skip
def test_every_address_of_the_own_machine_makes_a_rehearsal(host: str) -> None:
    assert is_own_machine(host)


@pytest.mark.parametrize(
    "host",
    [
        "api.parcels.example", "localhost.example:80", "notlocalhost", "128.0.0.1", "126.255.255.255", "10.0.0.1",
        "[2001:db8::1]:443", "[::ffff:10.0.0.1]", "1.127.0.0", "", "face", "127.0.0.1.example.com", "a127",
    ],
)  # fmt: skip
def test_no_other_address_does(host: str) -> None:
    assert not is_own_machine(host)


def test_a_rehearsal_is_recorded_and_never_looks_like_a_pass() -> None:
    record = whole_run(name="mock")
    results = results_of_record(record)
    assert (results["rehearsal"], results["verdict"]) == (True, "passed")
    told = Core(results, json.loads(json.dumps(core().environment)), {})
    terminal = render_matrix(results, told.environment, color=True)
    assert "◇ REHEARSAL PASSED" in terminal
    assert "\x1b[32m✓ PASSED" not in terminal
    report = VIEWS["report.html"](told)
    assert 'class="verdict rehearsal"' in report
    assert "Rehearsal, passed" in report
    handover = VIEWS["HANDOVER.md"](told)
    assert "**This is a rehearsal: it did not reach the partner.**" in handover
    assert "Verdict of this rehearsal: passed" in handover
    suite = ElementTree.fromstring(VIEWS["junit.xml"](told))[0]  # noqa: S314 - our own text
    assert {each.get("name"): each.get("value") for each in suite[0]}["rehearsal"] == "true"
    assert json.loads(VIEWS["ctrf.json"](told))["results"]["environment"]["extra"]["rehearsal"] is True
    assert SYMBOLS["rehearsal"] not in {SYMBOLS["pass"], SYMBOLS["fail"]}


def test_a_failed_rehearsal_looks_failed() -> None:
    results = {**results_of_record(whole_run(name="mock")), "verdict": "failed"}
    assert "\x1b[31m✗ REHEARSAL FAILED" in render_matrix(results, color=True)


def results_of_record(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(facts_of(record)["results.json"])
    return found


def test_a_run_against_another_server_is_none(bundle: Any) -> None:
    results = results_of(bundle)
    assert results["rehearsal"] is False
    assert results["subject"] == {
        "kind": "client",
        "name": "signoff",
        "version": results["tool"]["version"],
        "seen": True,
    }
    assert {each["source"] for each in results["exchanges"]} == {"plan"}
    assert "\x1b[32m✓ PASSED\x1b[0m" in render_matrix(results, color=True)
