"""First contact: a run against a server that calls things otherwise, one round of learning, and a run again.

What a document of the partner asks for has to be exercised after it, whatever the server calls what we only proposed.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.sampling import one_in

from signoff_contract import evidence as bundle
from signoff_contract.cli import main
from signoff_contract.cli.learnt import keep_what_was_learnt
from signoff_contract.codegen import generate
from signoff_contract.description import descriptions_root, load
from signoff_contract.description.names import FORMERLY
from signoff_contract.description.requirements import load_requirements
from signoff_contract.evidence.seal.packing import pack
from signoff_contract.learn import Learned, learn, read_archive
from signoff_contract.learn.patch import propose
from signoff_contract.learn.trial_lint import findings_after
from signoff_contract.suite.model import RunRecord
from signoff_contract.traffic.first_contact import beside
from signoff_contract.traffic.notes import Notes
from signoff_contract.traffic.scrub import Secret

from .variant import Variant
from .variants import VARIANTS, certify, unstructured

ROOT = Path(__file__).parents[2]


@frozen
class Round:
    """One round: the first run with its evidence and its last lines, what was learnt, and the second run."""

    partner: str
    first: RunRecord
    folder: Path
    lines: str
    learned: Learned
    after: dict[str, Any]
    notes: Notes


@pytest.fixture(scope="module", params=one_in(3, ["simutek", "siesmart", "smartbusiness"]))
def contact(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Round:
    return go_round(request.param, tmp_path_factory.mktemp(request.param), VARIANTS[request.param])


def go_round(partner: str, work: Path, variant: Variant) -> Round:
    """A run, what is learnt from it, and a run with the client that is generated then; all in the folder `work`."""
    done = certify(partner, variant=variant)
    described, requirements = load(partner), load_requirements(partner)
    surroundings = bundle.environment(done.target, done.record, stated=bundle.state(None, None, None, None), lock=None)
    facts = bundle.recorded_facts(
        done.record, described, requirements, surroundings, bundle.redaction_record(done.redactor), {}
    )
    folder = bundle.write_bundle(bundle.assemble(facts), work / "evidence").folder
    chain = json.loads(facts[bundle.RESULTS])["chain"]["head"]
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("signoff_contract.cli.learnt.say", said.append)
        keep_what_was_learnt(
            done.record,
            done.redactor.notes,
            described,
            requirements,
            folder=folder,
            chain=chain,
            secrets=done.redactor.secrets,
        )
    learned = learn(described, [read_archive(folder)])
    patched = propose(learned, "2026-12-01")
    assert findings_after(described, patched.files) == []
    for name in (partner, "schema"):
        shutil.copytree(descriptions_root() / name, work / "openapi" / name)
    subprocess.run(["git", "init", "-q", "."], cwd=work, check=True)
    subprocess.run(["git", "apply"], cwd=work, input=patched.text.encode(), check=True)
    generate((partner,), work / "openapi", work / "generated")
    again = subprocess.run(
        [sys.executable, "-m", "tests.learn.variants", partner, str(work / "openapi")],
        input=json.dumps(unstructured(variant)),
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(work / "generated"), str(ROOT)))},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    return Round(partner, done.record, folder, "\n".join(said), learned, json.loads(again.stdout), done.redactor.notes)


def must_rows(partner: str) -> set[str]:
    """The rows that a document of the partner states and demands."""
    rows = load_requirements(partner)
    return {row.id for row in rows if row.confidence == "documented" and row.level == "must"}


def test_after_one_round_everything_that_is_documented_is_exercised(contact: Round) -> None:
    assert VARIANTS[contact.partner].differences >= 10
    rows = contact.after["rows"]
    wrong = {row: rows[row] for row in must_rows(contact.partner) if rows[row][0] not in {"pass", "omit"}}
    assert wrong == {}
    assert contact.after["verdict"] == "passed"


def test_nobody_is_accused_at_first_contact(contact: Round) -> None:
    accused = {row.requirement: row.reason for row in contact.first.requirements if row.state.value in {"fail", "warn"}}
    assert accused == {}
    guessed = [row for row in contact.first.requirements if "(a guess)" in row.reason]
    assert guessed
    # A guess makes no pass: what rests on one alone is for review.
    assert {row.state.value for row in guessed if row.reason.startswith("passed by a guess")} == {"review"}
    assert contact.first.findings


def test_the_last_lines_say_what_was_seen_and_what_to_do(contact: Round) -> None:
    assert "; seen: `" in contact.lines
    assert f"signoff learn {contact.folder} --write learned.patch" in contact.lines
    new = {getattr(finding.change, "new", "") for finding in contact.learned.contradicted}
    assert {"siesmart": "introducerPricelists", "simutek": "customers", "smartbusiness": "pageCount"}[
        contact.partner
    ] in new


def test_what_was_learnt_lies_beside_the_evidence_for_its_owner_alone(contact: Round) -> None:
    path = beside(contact.folder)
    assert path.parent == contact.folder.parent
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    for exchange in contact.first.exchanges:
        assert "introducerPricelists" not in json.dumps(exchange.response_body.json)
    names = set(json.loads(text)["names"].values())
    words = load(contact.partner).sources.values()
    own = {new for new in VARIANTS[contact.partner].members.values() if not any(new.encode() in text for text in words)}
    assert len(own & names) >= 3
    assert not list(contact.folder.rglob("*.learn.json"))
    pack(contact.folder)
    with zipfile.ZipFile(contact.folder.with_name(f"{contact.folder.name}.zip")) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".learn.json")]


def test_what_was_learnt_is_not_kept_where_a_secret_or_a_canary_is_in_it(
    contact: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("signoff_contract.cli.learnt.say", said.append)
    told = next(iter(json.loads(beside(contact.folder).read_bytes())["names"].values()))
    folder = tmp_path / contact.folder.name
    keep_what_was_learnt(
        contact.first,
        contact.notes,
        load(contact.partner),
        load_requirements(contact.partner),
        folder=folder,
        chain="0" * 64,
        secrets=[Secret("the canary", told)],
    )
    assert list(tmp_path.iterdir()) == []
    assert "is not kept: it would hold the canary" in said[0]
    assert told not in said[0]


def test_the_command_reads_the_folder_and_what_lies_beside_it(
    contact: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["signoff", "learn", str(contact.folder), "--write", "learned.patch"])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "CONTRADICTED" in capsys.readouterr().out
    assert FORMERLY in (tmp_path / "learned.patch").read_text(encoding="utf-8")
