"""`signoff pack`: a recorded run as one file for sending."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import result, say, wrong_use
from .secrets import CanaryOption, read_secrets
from .signing import KeyOption, read_key

if TYPE_CHECKING:
    from signoff_contract.evidence.seal.witness import Ask, Witnesses


def pack(
    folder: Annotated[Path, typer.Argument(help="The folder that `signoff certify` wrote.")],
    key: KeyOption = None,
    canary_file: CanaryOption = None,
    timestamp: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Have this time-stamping authority (RFC 3161) vouch for the time."),
    ] = None,
    sigstore: Annotated[
        bool, typer.Option("--sigstore", help="Have Sigstore vouch for your identity, in a public log.")
    ] = False,
) -> None:
    """Make report, tables, sums and signature of a recorded run anew and write FOLDER.zip beside the folder.

    The recorded facts stay as they are; the same run and the same key always give the same bytes. Without a key a
    signed folder is packed as it is, and an unsigned one stays unsigned. Nothing is sent anywhere unless --timestamp or
    --sigstore is given; both send a digest, and Sigstore publishes your identity.
    """
    from signoff_contract.evidence.seal.bundle import EvidenceError
    from signoff_contract.evidence.seal.packing import pack as pack_folder
    from signoff_contract.evidence.seal.reading import NotABundle
    from signoff_contract.evidence.seal.scan import LeakError
    from signoff_contract.evidence.seal.witness import WitnessError
    from signoff_contract.printing import printable

    signing = read_key(key)
    watched = read_secrets(canary_file)
    with wrong_use(EvidenceError, LeakError, NotABundle, WitnessError):
        packed = pack_folder(folder, signing, watched, _witnesses(timestamp, sigstore=sigstore))
    say(f"packed: {printable(packed.ran)}")
    say(
        f"signed by {packed.key_id}" if packed.key_id else "not signed: give --key to sign (`signoff keygen` makes one)"
    )
    result(str(packed.written.archive))


def _witnesses(timestamp: str | None, *, sigstore: bool) -> "Witnesses":
    from signoff_contract.evidence.seal.reading import SIGSTORE, TIMESTAMP
    from signoff_contract.evidence.seal.sigstore_witness import ask_sigstore
    from signoff_contract.evidence.seal.timestamp import ask_authority

    wanted: dict[str, Ask] = {}
    if timestamp is not None:
        wanted[TIMESTAMP] = partial(ask_authority, timestamp)
    if sigstore:
        wanted[SIGSTORE] = ask_sigstore
    return wanted
