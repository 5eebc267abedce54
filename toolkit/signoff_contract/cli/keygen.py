"""`signoff keygen`: a key to sign evidence with."""

from pathlib import Path
from typing import Annotated

import typer

from .output import WrongUse, result, say, wrong_use
from .signing import ask_passphrase, new_passphrase


def keygen(
    out: Annotated[Path, typer.Option(help="File that receives the private key; FILE.pub the public one.")] = Path(
        "signoff-key.pem"
    ),
    no_passphrase: Annotated[
        bool, typer.Option("--no-passphrase", help="Protect the key by its file mode alone.")
    ] = False,
    show: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Print the fingerprint of this key, public or private, and stop."),
    ] = None,
) -> None:
    """Make an Ed25519 key pair for signing evidence, and print its fingerprint.

    Give the fingerprint to the partner by another way than the evidence: by telephone, in a letter, on a web page of
    yours. The passphrase is asked for, or taken from SIGNOFF_KEY_PASSPHRASE. Nothing is overwritten.
    """
    from signoff_contract.evidence.seal.keys import KeyTrouble, generate_key, write_key

    if show is not None:
        result(_fingerprint(show))
        return
    for path in (out, out.with_name(f"{out.name}.pub")):
        if path.exists() or path.is_symlink():
            raise WrongUse(f"{path} exists and is left as it is; name another file with --out")
    passphrase = None if no_passphrase else new_passphrase()
    key = generate_key()
    with wrong_use(KeyTrouble):
        public = write_key(key, out, passphrase)
    say(f"private key: {out} (keep it, and keep it to yourself)")
    say(f"public key:  {public}")
    result(key.public.key_id)


def _fingerprint(path: Path) -> str:
    from signoff_contract.evidence.seal.keys import KeyTrouble, read_public_key, read_signing_key

    try:
        with path.open("rb") as file:
            content = file.read(16_384)
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}") from error
    with wrong_use(KeyTrouble):
        if b"PRIVATE KEY" in content:
            return read_signing_key(path, ask_passphrase).public.key_id
        return read_public_key(content, str(path)).key_id
