"""The description that mocks share is read once, and again when one of its files was written."""

import shutil
from pathlib import Path

import pytest

from signoff_contract.description.folders import partner_folder
from signoff_contract.mock import described as module
from signoff_contract.mock.described import described
from signoff_contract.mock.siesmart import SieSmartMock


def test_mocks_share_what_was_read() -> None:
    assert SieSmartMock(1).description is SieSmartMock(2).description is described("siesmart")


def test_a_file_that_was_written_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "simutek"
    shutil.copytree(partner_folder("simutek"), folder)
    monkeypatch.setattr(module, "partner_folder", lambda _partner: folder)
    monkeypatch.setattr(module, "load", lambda _partner: object())
    first = described("simutek")
    assert described("simutek") is first
    one = max(folder.rglob("*.yaml"))
    one.write_text(one.read_text("utf-8") + "# written since\n", "utf-8")
    assert described("simutek") is not first
