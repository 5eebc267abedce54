"""What the subcommands share that sign: where a key comes from, and how its passphrase is asked for."""

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import WrongUse, wrong_use

if TYPE_CHECKING:
    from signoff_contract.evidence.seal.keys import SigningKey

PASSPHRASE = "SIGNOFF_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable

KeyOption = Annotated[
    Path | None,
    typer.Option(
        envvar="SIGNOFF_SIGNING_KEY",
        help="Private key file to sign with; its passphrase from SIGNOFF_KEY_PASSPHRASE or asked for.",
    ),
]


def read_key(path: Path | None) -> "SigningKey | None":
    """The key to sign with; None without one. Raises WrongUse."""
    if path is None or not str(path).strip() or path == Path():
        return None
    from signoff_contract.evidence.seal.keys import KeyTrouble, read_signing_key

    with wrong_use(KeyTrouble):
        return read_signing_key(path, ask_passphrase)


def ask_passphrase(path: Path) -> str | None:
    """The passphrase of a key file: from the environment, or from the person at the terminal; None without either."""
    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    return _ask(f"Passphrase of {path}: ") if sys.stdin.isatty() else None


def new_passphrase() -> str:
    """A passphrase for a new key, asked for twice at a terminal. Raises WrongUse when there is none to be had."""
    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise WrongUse(
            f"a new key gets a passphrase: set {PASSPHRASE}, or call this at a terminal. Where nobody can type one, "
            "a pipeline for example, --no-passphrase leaves the key protected by its file mode alone"
        )
    first = _ask("Passphrase for the new key: ")
    if not first:
        raise WrongUse("the passphrase is empty; --no-passphrase makes a key without one")
    if _ask("Once more: ") != first:
        raise WrongUse("the two passphrases differ; nothing was written")
    return first


def _ask(prompt: str) -> str:
    try:
        return getpass.getpass(prompt, stream=sys.stderr)
    except EOFError:
        return ""
