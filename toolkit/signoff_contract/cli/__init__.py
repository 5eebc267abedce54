"""The `signoff` command. Each subcommand is one module here; they import their work when they run."""

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from . import certify, compare, generate, keygen, learn, lint, mock, pack, ready, requirements, verify
from .ending import finish

app = typer.Typer(
    name="signoff",
    help="From a partner's prose API documentation to production credentials.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"signoff {version('signoff')}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """From a partner's prose API documentation to production credentials."""


# The list of commands has one line for each; what would be cut off there is said in a line of its own.
app.command("certify")(certify.certify)
app.command("generate")(generate.generate)
app.command("lint", short_help="Check the descriptions, with file and line.")(lint.lint)
app.command("requirements", short_help="Print the requirement matrix, with source and proof.")(
    requirements.requirements
)
app.command("learn", short_help="Say what recorded traffic settles of a description.")(learn.learn)
app.command("mock")(mock.mock)
app.command("keygen", short_help="Make a key pair for signing evidence.")(keygen.keygen)
app.command("pack", short_help="Make views, sums, signature and archive of a run.")(pack.pack)
app.command("verify", short_help="Check evidence offline: files, claims, signature.")(verify.verify)
app.command("compare", short_help="Say what changed between two runs of one partner.")(compare.compare)
app.command("ready", short_help="Tell whether evidence lets production be switched on.")(ready.ready)


def main() -> None:
    """Entry point: every way to end has its exit code and a sentence, none a traceback (`docs/exit-codes.md`)."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal without our signs shows their numbers; an error would end with 1, which is a verdict.
        sys.stdout.reconfigure(errors="backslashreplace")
    finish(app)
