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
from signoff_contract.traffic.relay.authority import Authority

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
            # Five lives in a minute would be near the pace that SieSmart allows.
            any_pace = {"requests_per_minute": None} if partner == "siesmart" else {}
            mock = build(partner, seed=5, **any_pace)
            printed.update(mock.variables(stack.enter_context(serving(mock)).origin))
        yield printed


EACH = pytest.mark.parametrize(
    "client", [pytest.param(name, marks=pytest.mark.needs(*programs)) for name, programs in NEEDED.items()]
)


def live(
    client: str, variables: dict[str, str], *partners: str, options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    program, *rest = COMMANDS[client]
    return subprocess.run(
        [program, *options, *rest, *partners],
        cwd=CLIENTS / client,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.served
@EACH
def test_a_client_goes_through_a_life_with_each_partner(client: str, variables: dict[str, str]) -> None:
    done = live(client, variables)
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["SieSmart", "SmartBusiness", "Simutek"]


@pytest.mark.served
@EACH
def test_a_client_says_in_words_what_it_did_not_expect(client: str, variables: dict[str, str]) -> None:
    done = live(client, {**variables, "SIMUTEK_CLIENT_SECRET": "another"}, "simutek")
    assert done.returncode != 0
    assert "instead of 200" in done.stderr
    assert "invalid_client" in done.stderr


def trusting(client: str, authority: Path, folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Variables and options by which a client trusts an authority, as docs/mock.md has them."""
    if client == "jdk":
        store = folder / "trusted.p12"
        subprocess.run(
            ["keytool", "-importcert", "-noprompt", "-file", authority, "-keystore", store, "-storepass", "changeit"],
            capture_output=True,
            check=True,
        )
        return {}, (f"-Djavax.net.ssl.trustStore={store}", "-Djavax.net.ssl.trustStorePassword=changeit")
    if client == "php":
        return {}, ("-d", f"curl.cainfo={authority}")
    name = {"curl": "CURL_CA_BUNDLE", "node": "NODE_EXTRA_CA_CERTS", "go": "SSL_CERT_FILE"}[client]
    return {name: str(authority)}, ()


@pytest.mark.served
@EACH
def test_a_client_speaks_tls_when_it_trusts_the_authority(client: str, tmp_path: Path) -> None:
    authority = Authority.made()
    file = tmp_path / "authority.pem"
    file.write_bytes(authority.pem())
    trust, options = trusting(client, file, tmp_path)
    mock = build("siesmart", seed=5)
    with serving(mock, tls=authority.server()) as address:
        done = live(client, {**mock.variables(address.origin), **trust}, "siesmart", options=options)
    assert done.returncode == 0, done.stderr


def test_every_client_among_the_examples_is_run() -> None:
    assert {folder.name for folder in CLIENTS.iterdir() if folder.is_dir()} == set(COMMANDS)
