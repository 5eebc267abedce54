"""Our own evidence against the description that it was recorded for: nothing is contradicted, secrets stay unread."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from signoff_contract.description import load
from signoff_contract.learn import Learned, learn, read_archive
from signoff_contract.learn.patch import propose


def learned_of(partner: str, folder: Path) -> Learned:
    """What the traffic of a run against the partner's mock says about its description."""
    done = subprocess.run(
        [sys.executable, "-c", "from signoff_contract.entry import main; main()", "certify", partner],
        env={name: value for name, value in os.environ.items() if not name.startswith(partner.upper())},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (archive,) = folder.glob("evidence/*/traffic.har")
    return learn(load(partner), [read_archive(archive)])


@pytest.mark.parametrize(
    ("partner", "calls"),
    [("siesmart", 80), pytest.param("smartbusiness", 300, marks=pytest.mark.campaign), ("simutek", 30)],
)
def test_a_run_on_the_mock_contradicts_nothing(partner: str, calls: int, tmp_path: Path) -> None:
    learned = learned_of(partner, tmp_path)
    assert learned.exchanges >= calls
    assert [(finding.subject, finding.says, finding.seen) for finding in learned.contradicted] == []
    assert sum(finding.kind == "confirmed" for finding in learned.findings) >= 15
    assert learned.own_hosts == learned.hosts
    # All that is new was sent by probes, which try what the server ignores; none of it is taken in.
    added = {finding.kind for finding in propose(learned, "2026-11-21").taken} - {"confirmed"}
    assert added <= ({"undocumented"} if partner == "smartbusiness" else set())
