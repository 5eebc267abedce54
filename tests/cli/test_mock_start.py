"""What a mock loads until it can be asked: nothing that only a client, another command or another partner needs."""

import json
import subprocess
import sys

import pytest

from signoff_contract.partners import having

UNWANTED = (
    "anyio",
    "cryptography",
    "fpdf",
    "httpx2",
    "hypothesis",
    "jinja2",
    "openapi_python_client",
    "pytest",
    "rich",
    "schemathesis",
    "signoff_contract.cli.certify",
    "signoff_contract.codegen",
    "signoff_contract.evidence",
    "signoff_contract.mock.planted",
    "signoff_contract.suite",
    "uvicorn",
)

CODE = """
import gc, json, sys
sys.argv = ["signoff", "mock", {partner!r}, "--port", "0"]
from signoff_contract.cli import main
from signoff_contract.mock.serving import served
def told(*arguments, **options):
    print(json.dumps([sorted(sys.modules), gc.get_freeze_count(), gc.get_threshold()]), flush=True)
    sys.exit(0)
served.asyncio.Runner.run = told
main()
"""


@pytest.mark.served
@pytest.mark.parametrize("partner", having("mock"))
def test_serving_a_mock_loads_nothing_that_it_does_not_need(partner: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(partner=partner)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    modules, frozen, threshold = json.loads(done.stdout.splitlines()[-1])
    loaded = set(modules)
    assert f"signoff_partners.{partner}.mock" in loaded
    assert loaded.isdisjoint(UNWANTED)
    assert loaded.isdisjoint(f"signoff_partners.{other}" for other in having("mock") if other != partner)
    assert loaded.isdisjoint(f"{each}_client" for each in having("mock")), "a generated client"
    # The collector leaves alone what was loaded, and does not look at all of the state whenever some is added.
    assert frozen > 10_000
    assert threshold[0] > 700
