"""The secrets that the sender configured: what the last look at the evidence searches for beside what a run saw."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from signoff_contract.traffic.scrub import Secret

CANARIES = "SIGNOFF_CANARIES"

# Of whichever partner: the secret of one must not stand in the evidence for another either.
_SECRET_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*_(?:[A-Z0-9]+_)*(?:SECRET|TOKEN|PASSWORD|PASSPHRASE)")


class CanaryFileError(Exception):
    """The file of canaries cannot be read; the message says what to do."""


def configured_secrets(
    variables: Mapping[str, str], prefixes: tuple[str, ...], canary_file: Path | None = None
) -> list[Secret]:
    """Canaries, and the values of variables that hold a secret: those whose name begins with one of `prefixes` (as
    `SIESMART_`) and ends in SECRET, TOKEN, PASSWORD or PASSPHRASE.

    Canaries stand in the variable SIGNOFF_CANARIES and in `canary_file`, one on each line; blank lines are skipped.

    Raises CanaryFileError.
    """
    found = [
        Secret(f"the variable {name}", value)
        for name, value in sorted(variables.items())
        if name.startswith(prefixes) and _SECRET_VARIABLE.fullmatch(name) and value.strip()
    ]
    found.extend(_canaries(f"the variable {CANARIES}", variables.get(CANARIES, "")))
    if canary_file is not None:
        try:
            text = canary_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise CanaryFileError(
                f"the file of canaries {canary_file} cannot be read: {why}. It holds one value on each line"
            ) from error
        found.extend(_canaries("the file of canaries", text))
    return found


def _canaries(source: str, text: str) -> Iterator[Secret]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Secret(f"{source}, line {number}", line.strip())
