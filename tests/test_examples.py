"""The examples run as they stand, against a mock in another process's shoes: served on loopback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from signoff_contract.mock.serve import serving
from signoff_contract.mock.siesmart import SieSmartMock

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.mark.served
def test_the_first_call_reaches_the_mock() -> None:
    mock = SieSmartMock(seed=3)
    with serving(mock) as address:
        done = subprocess.run(
            [sys.executable, EXAMPLES / "first_call.py"],
            env={**os.environ, **mock.variables(address.origin)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("proposal ")
    assert "trace id" in done.stdout
