"""Clients that are not written in Python go through whole lives at the served mocks, each as it is made by default.

The programs are examples, in `examples/clients/`: what an integrator would write with what their language brings.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import serving

CLIENTS = Path(__file__).resolve().parents[2] / "examples/clients"
PARTNERS = ("siesmart", "smartbusiness", "simutek")
COMMANDS = {
    "jdk": ("java", "Life.java"),
    "curl": ("bash", "life.sh"),
    "node": ("node", "life.mjs"),
    "php": ("php", "life.php"),
    "go": ("go", "run", "life.go"),
}
NEEDED = {
    "jdk": ("javac",),
    "curl": ("bash", "curl", "jq"),
    "node": ("node",),
    "php": ("php", "/usr/share/php/GuzzleHttp/autoload.php"),
    "go": ("go",),
}


@pytest.fixture(scope="module")
def variables() -> Iterator[dict[str, str]]:
    """All three mocks served, and the variables that they would print."""
    printed: dict[str, str] = {}
    with ExitStack() as stack:
        for partner in PARTNERS:
            mock = build(partner, seed=5)
            printed.update(mock.variables(stack.enter_context(serving(mock)).origin))
        yield printed


def live(client: str, variables: dict[str, str], *partners: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMANDS[client], *partners],
        cwd=CLIENTS / client,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.served
@pytest.mark.parametrize(
    "client", [pytest.param(name, marks=pytest.mark.needs(*programs)) for name, programs in NEEDED.items()]
)
def test_a_client_goes_through_a_life_with_each_partner(client: str, variables: dict[str, str]) -> None:
    done = live(client, variables)
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["SieSmart", "SmartBusiness", "Simutek"]


@pytest.mark.served
@pytest.mark.parametrize(
    "client", [pytest.param(name, marks=pytest.mark.needs(*programs)) for name, programs in NEEDED.items()]
)
def test_a_client_says_in_words_what_it_did_not_expect(client: str, variables: dict[str, str]) -> None:
    done = live(client, {**variables, "SIMUTEK_CLIENT_SECRET": "another"}, "simutek")
    assert done.returncode != 0
    assert "instead of 200" in done.stderr
    assert "invalid_client" in done.stderr


def test_every_client_among_the_examples_is_run() -> None:
    assert {folder.name for folder in CLIENTS.iterdir() if folder.is_dir()} == set(COMMANDS)
