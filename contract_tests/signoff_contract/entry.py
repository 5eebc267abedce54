"""What the `signoff` script starts. It stands apart because the base install has no command line."""

import sys


def main() -> None:
    """Run the command line; without the extra that brings it, say how to install it and end with exit code 2."""
    try:
        from signoff_contract.cli import main as run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"signoff_contract", "signoff"}:
            raise
        sys.stderr.write(
            f"signoff: {error.name} is not installed; the command needs: pip install 'signoff[contract]'\n"
        )
        sys.exit(2)
    run()
