"""A small bundle that is signed, in memory, and the ways to put one together that nobody should be able to."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.suite.parcels import DATA, whole_run

from signoff_contract.evidence import assemble
from signoff_contract.evidence.gate.verify import Verification, verify
from signoff_contract.evidence.record.canonical import pretty, read_strictly
from signoff_contract.evidence.seal.bundle import archive_of
from signoff_contract.evidence.seal.keys import SigningKey, _signing
from signoff_contract.evidence.seal.reading import RESULTS, Bundle
from signoff_contract.evidence.seal.sums import SUMS, digests, render_sums
from signoff_contract.evidence.surroundings.environment import read_tool

from .conftest import ENVIRONMENT, facts_of

KEY: SigningKey = _signing(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER: SigningKey = _signing(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
TOOL = read_tool()
TOP = "parcels-custom-20260131T093000Z"


@cache
def facts() -> Mapping[str, bytes]:
    """The core files of a run, recorded by this very version, so that views are compared."""
    return facts_of(whole_run(), evolve(ENVIRONMENT, signoff=TOOL))


@cache
def signed() -> Mapping[str, bytes]:
    """All files of the bundle, signed with KEY."""
    return assemble(facts(), KEY)


@cache
def packed() -> bytes:
    """Its archive."""
    return archive_of(signed())


def checked(files: Mapping[str, bytes], expected: SigningKey | None = KEY, **more: Any) -> Verification:
    """The outcome for these files, as if they lay in a folder."""
    bundle = Bundle(Path("evidence") / TOP, TOP, files, **more)
    return verify(bundle, None if expected is None else expected.public.key_id, DATA, tool=TOOL)


def told(found: Verification) -> list[str]:
    """What was found, without the long texts: kind and subject."""
    return [f"{alteration.kind} {alteration.subject}" for alteration in found.alterations]


def results_in(files: Mapping[str, bytes]) -> Any:
    """The results, to be changed."""
    return read_strictly(files[RESULTS])


def with_results(results: Any) -> dict[str, bytes]:
    """The signed bundle with other results, and nothing else adapted to them."""
    return {**signed(), RESULTS: pretty(results)}


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same with sums that fit."""
    outside = {name: content for name, content in files.items() if name.startswith("attestation.")}
    inside = {name: content for name, content in files.items() if name not in outside and name != SUMS}
    return {**inside, **outside, SUMS: render_sums(digests(inside))}


def forged(results: Any, key: SigningKey | None) -> dict[str, bytes]:
    """A whole bundle of other results, signed with a key at hand."""
    return assemble({**facts(), RESULTS: pretty(results)}, key)
