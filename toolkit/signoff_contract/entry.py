"""What the `signoff` script starts. It stands apart because the base install has no command line."""

import sys

from signoff_contract.install import how_to_install


def main() -> None:
    """Run the command line; without the extra that brings it, say how to install it and end with exit code 2."""
    try:
        from signoff_contract.cli import main as run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"signoff_contract", "signoff"}:
            raise
        sys.stderr.write(
            f"signoff: {error.name} is not installed; the command needs more than the clients do: install it "
            f"{how_to_install('contract')}\n"
        )
        sys.exit(2)
    run()
