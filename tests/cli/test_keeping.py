"""A run that was made is kept: on a full disk, after an error of ours, after an interrupt."""

import errno
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.evidence.seal import bundle
from signoff_contract.suite.property import campaign

from .conftest import Run


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def full(monkeypatch: pytest.MonkeyPatch, *folders: Path | str) -> None:
    """A disk without room below some folders, from the first file of the evidence on."""
    whole = Path.write_bytes

    def write(path: Path, content: bytes) -> int:
        if path.name != "probe" and any(str(path.absolute()).startswith(str(folder)) for folder in folders):
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", write)


def test_a_disk_that_is_full_by_then_costs_neither_the_record_nor_the_matrix(
    signoff: Run, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, tmp_path / "evidence")
    done = signoff("certify", "simutek", "--key", "")
    assert done.code == 2
    assert "requirements: " in done.out
    assert "No space left on device" in done.err
    assert list((tmp_path / "evidence").iterdir()) == []
    (place,) = temporary.iterdir()
    (folder,) = place.iterdir()
    assert str(folder) in done.err
    assert json.loads((folder / "results.json").read_bytes())["verdict"] == "passed"
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_without_any_room_the_matrix_is_all_that_is_left(
    signoff: Run, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, tmp_path, temporary)
    done = signoff("certify", "simutek")
    assert done.code == 2
    assert "requirements: " in done.out
    assert "only what is printed here is left" in done.err


def test_an_archive_that_cannot_be_written_costs_nothing_else(
    signoff: Run, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signoff("keygen", "--out", "key.pem", "--no-passphrase").code == 0

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bundle, "replace_file", no_room)
    done = signoff("certify", "simutek", "--key", "key.pem")
    assert done.code == 2
    assert "requirements: " in done.out
    assert "signoff pack" in done.err
    assert len(list((tmp_path / "evidence").iterdir())) == 1


@pytest.mark.parametrize("where", ["make_results", "render_environment", "pretty"])
def test_an_error_of_ours_costs_the_views_but_not_the_record(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("of ours")

    monkeypatch.setattr(bundle, where, broken)
    done = signoff("certify", "simutek")
    assert done.code == 70
    assert "internal error (KeyError" in done.err
    (kept,) = (tmp_path / "evidence").glob("*.record.json")
    assert f"{kept.parent.name}/{kept.name}" in done.err
    record = json.loads(kept.read_bytes())
    assert (record["partner"], record["verdict"], len(record["exchanges"])) == ("simutek", "passed", 58)


def test_a_record_that_holds_a_canary_is_not_kept(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("of ours")

    monkeypatch.setattr(bundle, "make_results", broken)
    (tmp_path / "canaries").write_text("salesorders\n")
    done = signoff("certify", "simutek", "--canary-file", "canaries")
    assert done.code == 70
    assert "could not be kept" in done.err
    assert list((tmp_path / "evidence").iterdir()) == []


def test_property_tests_that_are_interrupted_leave_the_evidence_of_the_plan(
    signoff: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(campaign, "run_property", interrupted)
    done = signoff("certify", "simutek", "--profile", "property")
    assert done.code == 3
    assert "the property tests were interrupted" in done.err
    (folder,) = (tmp_path / "evidence").iterdir()
    assert not (folder / "property.json").exists()
    assert json.loads((folder / "results.json").read_bytes())["verdict"] == "passed"


def test_what_was_made_before_an_interrupt_is_named(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from signoff_contract.mock.inprocess import InProcessTransport

    whole, seen = InProcessTransport.handle_request, []

    def stop(self: InProcessTransport, request: Any) -> Any:
        seen.append(request.method)
        if len(seen) == 30:
            raise KeyboardInterrupt
        return whole(self, request)

    monkeypatch.setattr(InProcessTransport, "handle_request", stop)
    done = signoff("certify", "siesmart")
    assert done.code == 3
    assert "created before it ended: 1 by proposals_create" in done.err
    assert "trace ids: " in done.err


def test_what_needs_no_description_is_refused_before_one_is_read(signoff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("a description was read")

    monkeypatch.setattr("signoff_contract.cli.certify.read_description", read)
    for arguments, said in (
        (("siesmart", "--target", "live"), "--allow-live"),
        (("siesmart", "--target", "test"), "SIESMART_CLIENT_ID"),
        (("smartbusiness", "--target", "live", "--allow-live"), "SMARTBUSINESS_CLIENT_ID"),
        (("simutek", "--target", "live", "--allow-live"), "SIMUTEK_"),
        (("simutek", "--target", "test"), "no test environment"),
        (("siesmart", "--base-url", "https://x.example/v1"), "--token-url is missing"),
        (("siesmart", "--key", "nowhere.pem"), "nowhere.pem"),
        (("siesmart", "--application", "/1"), "the application has no name"),
    ):
        done = signoff("certify", *arguments)
        assert (done.code, said in done.err) == (2, True), (arguments, done.err)
