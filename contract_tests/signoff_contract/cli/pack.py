"""`signoff pack`: a recorded run as one file for sending."""

from pathlib import Path
from typing import Annotated

import typer

from .output import result, say, wrong_use
from .outward import CanaryOption, read_secrets
from .signing import KeyOption, read_key


def pack(
    folder: Annotated[Path, typer.Argument(help="The folder that `signoff certify` wrote.")],
    key: KeyOption = None,
    canary_file: CanaryOption = None,
) -> None:
    """Make report, tables, sums and signature of a recorded run anew and write FOLDER.zip beside the folder.

    The recorded facts stay as they are; the same run and the same key always give the same bytes. Without a key a
    signed folder is packed as it is, and an unsigned one stays unsigned.
    """
    from signoff_contract.evidence.bundle import EvidenceError
    from signoff_contract.evidence.packing import pack as pack_folder
    from signoff_contract.evidence.reading import NotABundle
    from signoff_contract.evidence.scan import LeakError

    signing = read_key(key)
    watched = read_secrets(canary_file)
    with wrong_use(EvidenceError, LeakError, NotABundle):
        packed = pack_folder(folder, signing, watched)
    say(
        f"signed by {packed.key_id}" if packed.key_id else "not signed: give --key to sign (`signoff keygen` makes one)"
    )
    result(str(packed.written.archive))
