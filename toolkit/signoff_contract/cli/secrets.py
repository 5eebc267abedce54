"""What the subcommands share that write evidence: which secrets to look for before anything leaves the house."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import say, wrong_use

if TYPE_CHECKING:
    from signoff_contract.traffic.scrub import Secret

CanaryOption = Annotated[
    Path | None,
    typer.Option(help="File of values that must not be in the evidence, one on each line; SIGNOFF_CANARIES likewise."),
]


def read_secrets(canary_file: Path | None) -> "list[Secret]":
    """The secrets that are configured; says which of them are too short to be looked for. Raises WrongUse."""
    from signoff_contract.description import partners
    from signoff_contract.evidence.seal.configured import CanaryFileError, configured_secrets
    from signoff_contract.evidence.seal.scan import SHORTEST, too_short

    prefixes = ("SIGNOFF_", *(f"{partner.upper()}_" for partner in partners()))
    with wrong_use(CanaryFileError):
        found = configured_secrets(os.environ, prefixes, canary_file)
    for name in too_short(found):
        say(f"{name} has fewer than {SHORTEST} characters and is not looked for in the evidence")
    return found
