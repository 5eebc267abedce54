"""The `signoff` command. Each subcommand is one module here, imported when it is asked for; so is its work when it runs."""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated

import typer

from .ending import finish

# The list of commands has one line for each; what would be cut off there is said in a line of its own.
COMMANDS: Mapping[str, str | None] = {
    "certify": None,
    "generate": None,
    "lint": "Check the descriptions, with file and line.",
    "requirements": "Print the requirement matrix, with source and proof.",
    "learn": "Say what recorded traffic settles of a description.",
    "mock": None,
    "keygen": "Make a key pair for signing evidence.",
    "pack": "Make views, sums, signature and archive of a run.",
    "verify": "Check evidence offline: files, claims, signature.",
    "compare": "Say what changed between two runs of one partner.",
    "ready": "Tell whether evidence lets production be switched on.",
}
"""Every subcommand, called as its module and its function are, in the order of the list; and its line there, if not its own."""


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"signoff {version('signoff')}")
        raise typer.Exit


def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """From a partner's prose API documentation to production credentials."""


def command_line(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command with these subcommands, whose modules are imported."""
    app = typer.Typer(
        name="signoff",
        help="From a partner's prose API documentation to production credentials.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    for name in names:
        function = getattr(import_module(f"{__name__}.{name}"), name)
        app.command(name, short_help=COMMANDS[name])(function)
    return app


def main() -> None:
    """Entry point: every way to end has its exit code and a sentence, none a traceback (`docs/exit-codes.md`)."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal without our signs shows their numbers; an error would end with 1, which is a verdict.
        sys.stdout.reconfigure(errors="backslashreplace")
    asked = sys.argv[1:2]
    finish(command_line(asked if asked and asked[0] in COMMANDS else COMMANDS))
