"""By whom and with what a run was made: what is stated, what is found, and that the machine gives nothing away."""

import hashlib
import json
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest
from attrs import asdict, evolve
from tests.suite.parcels import Server, target, whole_run

from signoff_contract.description import descriptions_root
from signoff_contract.evidence import StatedError, environment, read_lock, state
from signoff_contract.evidence.surroundings.environment import (
    Application,
    Lock,
    Stated,
    find_lock,
    read_client,
    read_tool,
    render_environment,
)


def test_nothing_is_guessed_that_was_not_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "ada.example")
    found = environment(target(Server()), whole_run(), tmp_path)
    assert (found.organisation, found.operator, found.application, found.source_address) == (None, None, None, None)
    assert (found.lock, found.client) == (None, None)
    text = render_environment(found)
    assert "ada.example" not in text
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text


def test_what_is_said_is_written(tmp_path: Path) -> None:
    said = state(" Example Leasing Ltd ", "Integration team", "shop/2.3", "203.0.113.0/28")
    found = json.loads(render_environment(environment(target(Server()), whole_run(), tmp_path, stated=said)))
    assert found["organisation"] == "Example Leasing Ltd"
    assert found["operator"] == "Integration team"
    assert found["application"] == {"name": "shop", "version": "2.3"}
    assert found["source_address"] == "203.0.113.0/28"


@pytest.mark.parametrize("partner", ["parcels", "siesmart"])
def test_it_keeps_to_its_schema(partner: str, tmp_path: Path) -> None:
    schema = json.loads((descriptions_root() / "schema" / "environment.schema.json").read_bytes())
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.Draft202012Validator(schema)
    record = evolve(whole_run(), partner=partner)
    (tmp_path / "uv.lock").write_bytes(b"pins")
    said = state("Example Leasing Ltd", None, "shop", "203.0.113.7") if partner == "siesmart" else None
    found = json.loads(render_environment(environment(target(Server()), record, tmp_path, stated=said)))
    assert [str(error) for error in validator.iter_errors(found)] == []
    assert (found["client"] is None) is (partner == "parcels")
    assert not validator.is_valid({**found, "user": "ada"})


def test_empty_texts_count_as_not_said() -> None:
    assert state("", "  ", "", " ") == state() == Stated()
    assert state(application="shop").application == Application("shop", None)
    assert state(source_address="2001:db8::1").source_address == "2001:db8::1"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"organisation": "two\nlines"}, "the organisation must be one line"),
        ({"operator": "x" * 201}, "at most 200"),
        ({"operator": "a\u202eb"}, "printable"),
        ({"application": "/2"}, "NAME/VERSION"),
        ({"source_address": "example.com"}, "no IP address"),
        ({"source_address": "10.0.0.1/8"}, "no IP address"),
    ],
)
def test_what_cannot_be_written_is_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(StatedError, match=why):
        state(**said)


def test_a_lock_file_is_named_and_digested_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "own.lock").write_bytes(b"pins")
    found = read_lock(tmp_path / "own.lock")
    assert found == Lock("own.lock", hashlib.sha256(b"pins").hexdigest())
    with pytest.raises(StatedError, match=r"missing\.lock cannot be read: No such file.*--lock FILE"):
        read_lock(tmp_path / "missing.lock")


def test_the_lock_file_at_the_root_of_the_checkout_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    assert find_lock(inner) is None
    (tmp_path / "poetry.lock").write_bytes(b"one")
    assert find_lock(inner) is None
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert find_lock(inner) == read_lock(tmp_path / "poetry.lock")
    (tmp_path / "uv.lock").write_bytes(b"two")
    assert find_lock(inner) == read_lock(tmp_path / "uv.lock")
    chosen = Lock("mine", "0" * 64)
    assert environment(target(Server()), whole_run(), inner, lock=chosen).lock == chosen


def package(folder: Path, text: str, listed: str) -> None:
    folder.mkdir()
    (folder / "__init__.py").write_text(text)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({"files": {"__init__.py": digest}}))


def test_the_generated_client_is_told_by_its_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    package(tmp_path / "parcels_client", "made = 1\n", "made = 1\n")
    package(tmp_path / "crates_client", "made = 2\n", "made = 1\n")
    parcels, crates = read_client("parcels"), read_client("crates")
    assert parcels is not None
    assert crates is not None
    manifest = (tmp_path / "parcels_client" / "manifest.json").read_bytes()
    assert parcels.digest == hashlib.sha256(manifest).hexdigest()
    assert (parcels.as_generated, crates.as_generated) == (True, False)
    assert read_client("nobody") is None
    assert read_client("../siesmart") is None


def test_a_client_whose_manifest_cannot_be_read_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    package(tmp_path / "broken_client", "", "")
    (tmp_path / "broken_client" / "manifest.json").write_text("{")
    assert read_client("broken") is None


def test_the_tool_has_one_digest_over_its_packages() -> None:
    found = read_tool()
    assert found is not None
    assert found == read_tool()
    assert set(asdict(found)) == {"version", "digest"}
    assert len(found.digest) == 64
