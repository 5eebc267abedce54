"""`signoff verify`: whether evidence is what its sender signed."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import asdict

from .output import result, wrong_use

if TYPE_CHECKING:
    from signoff_contract.evidence.gate.verify import Verification
    from signoff_contract.evidence.seal.reading import Bundle
    from signoff_contract.evidence.seal.witness import Checks

_MOST_SHOWN = 20


def verify(
    bundle: Annotated[Path, typer.Argument(help="The evidence: its folder or its .zip.")],
    key: Annotated[
        str | None,
        typer.Option(metavar="FINGERPRINT|FILE", help="The key that must have signed it, as you know it otherwise."),
    ] = None,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    tsa_roots: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Root certificates of the time-stamping authority, PEM.")
    ] = None,
    sigstore_identity: Annotated[
        str | None, typer.Option(help="Whose identity Sigstore has to vouch for: a mail address or a workflow.")
    ] = None,
    sigstore_issuer: Annotated[str | None, typer.Option(help="The identity provider that it comes from.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The outcome as JSON on stdout.")] = False,
) -> None:
    """Check evidence offline: every file, exchange and claim, the signature, and whose it is. Nothing is unpacked.

    Exit code 0: intact and signed by the key given. 1: altered, or signed by another key. 2: wrong use. 3: intact, but
    unsigned or without a key to compare with. 4: intact and signed, but the description at hand is a different one.
    """
    from signoff_contract.evidence.gate.verify import verify as verify_bundle
    from signoff_contract.evidence.seal.keys import KeyTrouble, expected_key_id
    from signoff_contract.evidence.seal.reading import NotABundle, read_bundle
    from signoff_contract.evidence.seal.witness import WitnessError

    with wrong_use(KeyTrouble, NotABundle, WitnessError):
        expected = None if key is None else expected_key_id(key)
        checks, wanted = _checks(tsa_roots, sigstore_identity, sigstore_issuer)
        with _without_collecting():
            read = read_bundle(bundle)
            found = verify_bundle(read, expected, openapi, checks=checks, wanted=wanted)
    result(_as_json(read, found) if as_json else "\n".join(_told(read, found, expected)))
    raise typer.Exit(found.exit_code)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without looking for garbage, of which there is none: in a large record that takes a tenth of all the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _checks(tsa_roots: Path | None, identity: str | None, issuer: str | None) -> "tuple[Checks, list[str]]":
    """The checks of what others vouched for, and which of their files the options ask for."""
    from signoff_contract.evidence.seal.reading import SIGSTORE, TIMESTAMP
    from signoff_contract.evidence.seal.sigstore_witness import check_sigstore
    from signoff_contract.evidence.seal.timestamp import check_timestamp, read_roots

    roots = () if tsa_roots is None else read_roots(tsa_roots)
    wanted = [name for name, given in ((TIMESTAMP, tsa_roots), (SIGSTORE, identity)) if given is not None]
    return {
        TIMESTAMP: partial(check_timestamp, roots=roots),
        SIGSTORE: partial(check_sigstore, identity=identity, issuer=issuer),
    }, wanted


def _as_json(bundle: "Bundle", found: "Verification") -> str:
    from signoff_contract.evidence.record.subject import application_declared, titled

    value = {**asdict(found), "outcome": found.outcome, "exit_code": found.exit_code, "ran": None, "application": None}
    if not found.alterations:
        environment = bundle.core.environment
        value |= {"ran": titled(bundle.core.results, environment), "application": application_declared(environment)}
    return json.dumps(value, indent=2, sort_keys=True)


def _told(bundle: "Bundle", found: "Verification", expected: str | None) -> list[str]:
    from signoff_contract.printing import printable

    shown = [f"  {printable(str(alteration))}" for alteration in found.alterations[:_MOST_SHOWN]]
    more = len(found.alterations) - _MOST_SHOWN
    lines = [f"{found.outcome.upper()}: {_what_ran(bundle, found)}{printable(str(bundle.path))}", *shown]
    if more > 0:
        lines.append(f"  and {more} more (--json lists all)")
    if found.key_id is None:
        lines.append("not signed: the sums show damage, but anybody can compute them anew")
    elif not found.confirmed:
        lines.append(f"signed by {found.key_id}")
        if expected is None:
            lines.append("compare this fingerprint with the one that the sender gave you by another way, or give --key")
    else:
        lines.append(f"signed by {found.key_id}, the key that was expected")
    if not found.alterations:
        lines.append(f"verdict {bundle.core.results['verdict']}; {_declared(bundle)}")
    if found.outdated:
        lines.append("older than the description at hand: the run went by another one. Have it certified again")
    return [*lines, *(f"note: {printable(remark)}" for remark in found.remarks)]


def _declared(bundle: "Bundle") -> str:
    from signoff_contract.evidence.record.subject import application_declared
    from signoff_contract.printing import printable

    return printable(f"application: {application_declared(bundle.core.environment)}")


def _what_ran(bundle: "Bundle", found: "Verification") -> str:
    """What the evidence is about; empty when nothing in it can be relied upon."""
    from signoff_contract.evidence.record.subject import titled
    from signoff_contract.printing import printable

    if found.alterations:
        return ""
    return f"{printable(titled(bundle.core.results, bundle.core.environment))}, in "
