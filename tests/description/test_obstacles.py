"""Why rows are not tested, by kind: what the report counts."""

from pathlib import Path

import pytest

from signoff_contract.description import DescriptionError, partners
from signoff_contract.description.requirements import load_requirements
from signoff_contract.evidence.views.report_facts import OBSTACLES

ROW = """\
documents:
  GUIDE: {title: Guide, address: "https://parcels.example/guide", retrieved: "2026-01-31", digest_of: page}
requirements:
  - id: PAR-MUST-001
    statement: The server answers each request.
    level: must
    binds: provider
    confidence: documented
    sources: [{document: GUIDE, section: one, digest: "%s"}]
""" % ("0" * 64)


@pytest.mark.parametrize("partner", partners())
def test_every_row_that_is_not_tested_says_of_what_kind_the_reason_is(partner: str) -> None:
    rows = [row for row in load_requirements(partner) if row.not_tested is not None]
    assert rows
    assert {row.obstacle for row in rows} <= set(OBSTACLES)


@pytest.mark.parametrize(
    ("more", "sound"),
    [
        ("    not_tested: Too dear.\n    obstacle: effort\n", True),
        ("    not_tested: Too dear.\n", True),
        ("    not_tested: Too dear.\n    obstacle: money\n", False),
        ("    verified_by: [parcels.create]\n    obstacle: effort\n", False),
    ],
    ids=["known", "left out", "unknown", "of a tested row"],
)
def test_a_kind_is_one_of_the_known_and_belongs_to_a_reason(tmp_path: Path, more: str, sound: bool) -> None:
    folder = tmp_path / "parcels"
    folder.mkdir()
    (folder / "requirements.yaml").write_text(ROW + more, encoding="utf-8")
    if sound:
        assert len(load_requirements("parcels", tmp_path)) == 1
    else:
        with pytest.raises(DescriptionError, match=r"/requirements/0"):
            load_requirements("parcels", tmp_path)
