"""The evidence folder: complete, repeatable, checkable with common tools, never half-written."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT, bundle_of, core_of, results_of
from tests.suite.parcels import DATA, Server, description, requirements, target, whole_run

from signoff_contract.description import descriptions_root, load_file
from signoff_contract.evidence import (
    EvidenceError,
    assemble,
    environment,
    prepare,
    recorded_facts,
    render_results,
    render_views,
    write_bundle,
)
from signoff_contract.evidence.surroundings.environment import read_commit
from signoff_contract.suite.runner import RunRecord

FILES = {
    "HANDOVER.md",
    "SHA256SUMS",
    "VERIFY.md",
    "ctrf.json",
    "environment.json",
    "junit.xml",
    "matrix.csv",
    "openapi.yaml",
    "redaction.json",
    "report.html",
    "requirements.yaml",
    "results.json",
    "trace-ids.csv",
    "traffic.har",
}


def program(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_bundle_has_its_files_under_a_telling_name(bundle: Path, tmp_path: Path) -> None:
    assert bundle == tmp_path / "parcels-custom-20260131T093000Z"
    assert {path.name for path in bundle.iterdir()} == FILES
    assert [path.name for path in tmp_path.iterdir()] == [bundle.name]


@pytest.mark.parametrize("faults", [(), ("no trace on errors",), ("down",), ("html",), ("same trace",), ("teapot",)])
def test_results_keep_to_their_schema(tmp_path: Path, faults: tuple[str, ...]) -> None:
    schema = json.loads((descriptions_root() / "schema" / "results.schema.json").read_bytes())
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    results = results_of(bundle_of(whole_run(Server(faults)), tmp_path))
    assert [str(error) for error in validator.iter_errors(results)] == []
    assert sum(results["totals"].values()) == len(results["requirements"]) == len(requirements())
    assert len(results["exchanges"]) == results["requests_sent"]


def test_results_say_what_the_record_says(results: dict[str, Any]) -> None:
    row = next(row for row in results["requirements"] if row["id"] == "PAR-MUST-003")
    assert row["state"] == "pass"
    assert row["exchanges"] == [5]
    assert row["trace_ids"] == ["trace-5"]
    assert row["checks"] == ["parcels.change"]
    assert row["sources"] == [{"document": "GUIDE", "section": "part 3", "digest": "3" * 64}]
    assert results["requests_per_minute"] == 100
    assert results["exchanges"][4]["labels"] == ["stale version"]
    assert results["description"]["digest"] == description().digest


def test_the_sums_are_checked_by_the_common_tool(bundle: Path) -> None:
    done = program(bundle, "sha256sum", "-c", "--strict", "SHA256SUMS")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(FILES) - 1
    (bundle / "matrix.csv").write_text("changed")
    assert program(bundle, "sha256sum", "-c", "SHA256SUMS").returncode == 1


def test_every_view_can_be_made_again_from_the_results(bundle: Path, results: dict[str, Any]) -> None:
    assert render_results(results).encode() == (bundle / "results.json").read_bytes()
    views = render_views(core_of(results))
    assert set(views) == {
        *("report.html", "HANDOVER.md", "VERIFY.md"),
        *("matrix.csv", "trace-ids.csv", "junit.xml", "ctrf.json", "traffic.har"),
    }
    for name, text in views.items():
        assert text.encode() == (bundle / name).read_bytes(), name


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = bundle_of(whole_run(), tmp_path / "one"), bundle_of(whole_run(), tmp_path / "two")
    for name in FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_exact_sources_are_in_it(bundle: Path) -> None:
    for name in ("openapi.yaml", "requirements.yaml"):
        assert (bundle / name).read_bytes() == (DATA / "parcels" / name).read_bytes()


def test_a_description_of_several_files_keeps_their_names(tmp_path: Path) -> None:
    split = tmp_path / "split" / "parcels"
    split.mkdir(parents=True)
    text = (DATA / "parcels" / "openapi.yaml").read_text()
    text = text.replace("'#/components/schemas/Country'", "'parts/country.yaml#/components/schemas/Country'")
    text = re.sub(r"    Country:\n(      .*\n|        .*\n)+", "", text)
    (split / "openapi.yaml").write_text(text)
    (split / "parts").mkdir()
    (split / "parts" / "country.yaml").write_text(
        "components: {schemas: {Country: {type: object, x-sensitivity: internal, properties: {code: {$ref: "
        "'../../code.yaml#/components/schemas/Code'}}}}}\n"
    )
    (tmp_path / "split" / "code.yaml").write_text("components: {schemas: {Code: {type: string}}}\n")
    loaded = load_file(split / "openapi.yaml")
    facts = recorded_facts(whole_run(), loaded, requirements(), ENVIRONMENT, {})
    bundle = write_bundle(assemble(facts), tmp_path / "out").folder
    written = {str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file()}
    assert written - FILES == {"spec/openapi.yaml", "spec/parts/country.yaml", "spec/up/code.yaml"}
    assert (bundle / "spec/parts/country.yaml").read_bytes() == (split / "parts" / "country.yaml").read_bytes()
    assert program(bundle, "sha256sum", "-c", "SHA256SUMS").returncode == 0


def test_a_second_run_in_the_same_second_gets_a_number(tmp_path: Path) -> None:
    record = whole_run()
    (tmp_path / "parcels-custom-20260131T093000Z").mkdir()
    assert bundle_of(record, tmp_path).name == "parcels-custom-20260131T093000Z-2"
    assert bundle_of(record, tmp_path).name == "parcels-custom-20260131T093000Z-3"
    assert list((tmp_path / "parcels-custom-20260131T093000Z").iterdir()) == []


def blocked(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("in the way")
    return tmp_path / "file" / "evidence"


def test_a_folder_that_cannot_be_written_is_found_before_the_run(tmp_path: Path) -> None:
    folder = blocked(tmp_path)
    with pytest.raises(EvidenceError, match=r"cannot be written into .*file/evidence: .*--evidence FOLDER"):
        prepare(folder)
    with pytest.raises(EvidenceError):
        bundle_of(whole_run(), folder)


def test_a_folder_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    prepare(tmp_path / "new" / "evidence")
    assert list((tmp_path / "new" / "evidence").iterdir()) == []


def test_nothing_half_written_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = whole_run()
    whole = Path.write_bytes

    def full(path: Path, content: Any) -> int:
        if path.name == "openapi.yaml":
            raise OSError(28, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(EvidenceError, match="No space left on device"):
        bundle_of(record, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_tools_but_no_person_and_no_path(tmp_path: Path) -> None:
    record: RunRecord = whole_run()
    found = environment(target(Server()), record, tmp_path)
    assert (found.host, found.seed, found.clock, found.requests_per_minute) == (
        "api.parcels.example",
        0,
        "injected",
        100,
    )
    assert found.python.endswith(".".join(map(str, sys.version_info[:3])))
    assert "httpx2" in found.tools
    assert (found.commit, found.dirty) == (None, None)
    assert str(Path.home()) not in json.dumps(found.tools)


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    done = program(folder, "git", *identity, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_commit_is_read_from_a_checkout(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert read_commit(tmp_path) == (None, None)
    (tmp_path / "file").write_text("one")
    git(tmp_path, "add", "file")
    git(tmp_path, "commit", "-q", "-m", "one")
    assert read_commit(tmp_path) == (git(tmp_path, "rev-parse", "HEAD"), False)
    (tmp_path / "untracked").write_text("evidence")
    assert read_commit(tmp_path)[1] is False
    (tmp_path / "file").write_text("two")
    assert read_commit(tmp_path)[1] is True


def test_without_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_commit(Path.cwd()) == (None, None)


def test_a_lone_surrogate_does_not_stop_the_writing(tmp_path: Path) -> None:
    record = whole_run()
    broken = evolve(record, host="\ud800")
    assert results_of(bundle_of(broken, tmp_path))["host"] == "?"
