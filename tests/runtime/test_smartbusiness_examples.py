"""SmartBusiness's examples run as they stand, against a mock that is served on loopback."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from attrs import evolve

from signoff_contract.mock.serve import serving
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.mock import CONSENT

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

pytestmark = pytest.mark.served


def test_invoices(tmp_path: Path) -> None:
    mock = SmartBusinessMock(seed=3)
    mock.seed_invoices(203)
    with serving(mock) as address:
        done = subprocess.run(
            [sys.executable, EXAMPLES / "smartbusiness_invoices.py"],
            env={**os.environ, **mock.variables(address.origin)},
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("page 1 of 2, 203 invoices in all, request ")
    assert len(lines) == 206
    (saved,) = tmp_path.iterdir()
    assert saved.read_bytes().startswith(b"%PDF-")
    assert lines[-1] == f"saved {saved.name}, {saved.stat().st_size} bytes"


def test_consent(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        redirect = f"http://127.0.0.1:{probe.getsockname()[1]}/callback"
    mock = SmartBusinessMock(seed=3, clients=(evolve(CONSENT, redirect_uri=redirect),))
    with serving(mock) as address:
        variables = {
            **mock.variables(address.origin),
            "SMARTBUSINESS_GRANT": "authorization_code",
            "SMARTBUSINESS_REDIRECT_URI": redirect,
            "SMARTBUSINESS_TOKEN_FILE": str(tmp_path / "tokens.json"),
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, str(EXAMPLES / "smartbusiness_consent.py")]
        environment = {**os.environ, **variables}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout
            said = [running.stdout.readline() for _ in range(3)]
            assert said[0] == "consent is needed (absent)\n"
            with urllib.request.urlopen(mock.consent(said[2].strip()), timeout=20) as page:  # noqa: S310 - loopback
                assert b"You can close this window" in page.read()
            last = running.stdout.read()
        assert running.returncode == 0
        again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert last.startswith("acting for account ")
    assert again.stdout.split(",")[0] == last.split(",")[0], "nobody is asked twice"
    assert (tmp_path / "tokens.json").stat().st_mode & 0o777 == 0o600
