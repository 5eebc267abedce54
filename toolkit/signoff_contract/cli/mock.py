"""`signoff mock`: partners' mocks, served on this machine."""

import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from signoff_contract.description import DescriptionError

from .mocks import Chosen, builds, given_of, served_partners
from .output import WrongUse, result, say, wrong_use

if TYPE_CHECKING:
    import ssl

    from signoff_contract.mock.serving import Site

    from .mocks import Given


def mock(
    partners: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PARTNER]...", help="The partners to stand in for; all of Signoff's own unless given."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on; loopback unless you know why not.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8080,
    seed: Annotated[int, typer.Option(help="Ids, trace ids and decisions repeat with the seed.")] = 0,
    switch: Annotated[
        list[str] | None,
        typer.Option(metavar="[PARTNER.]NAME=VALUE", help="A switch of the mocks that have it; several times."),
    ] = None,
    client: Annotated[
        list[str] | None,
        typer.Option(metavar="[PARTNER=]ID:SECRET[:SCOPES]", help="One more client that may call; several times."),
    ] = None,
    redirect: Annotated[
        str | None, typer.Option(metavar="URL", help="Where users come back to who have consented (SmartBusiness).")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="Speak TLS, with an authority of this run alone.")] = False,
    ca: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Where to write that authority's certificate; implies --https."
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Keep what the mocks remember in this file, across restarts."
        ),
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help="Give each client a state of its own, for several testers.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write no line for each request.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Say on stdout, as one line of JSON, what is served.")
    ] = False,
    switches: Annotated[bool, typer.Option("--switches", help="Print the switches of these mocks and stop.")] = False,
) -> None:
    """Serve stateful mocks of partners on one port until interrupted. Prints addresses, credentials and first calls."""
    from signoff_contract.partners import MissingPart

    with wrong_use(MissingPart, DescriptionError):
        names = served_partners(partners)
        chosen = Chosen.of(names)
    if switches:
        for line in chosen.printed():
            result(line)
        return
    given = given_of(chosen, switch or (), client or (), redirect)
    mocks = builds(given, seed)
    # What is remarked on a request stands in its line.
    logging.getLogger("signoff_contract.mock").setLevel(logging.ERROR)
    with _authority(https or ca is not None, ca, host) as (tls, file):
        kept = None if state is None else (state, given)
        _serve(mocks, host, port, tls, file, quiet=quiet, as_json=as_json, isolated=isolated, kept=kept)


def _serve(
    mocks: Mapping[str, Any],
    host: str,
    port: int,
    tls: "ssl.SSLContext | None",
    authority: Path | None,
    *,
    quiet: bool,
    as_json: bool,
    isolated: bool,
    kept: "tuple[Path, Given] | None",
) -> None:
    from signoff_contract.mock.serving import PortInUse, serve, site_of
    from signoff_contract.mock.serving.announcing import announcement, told
    from signoff_contract.mock.serving.collecting import only_what_is_new
    from signoff_contract.mock.serving.lines import lines_to
    from signoff_contract.mock.serving.log import AccessLog

    with wrong_use(ValueError):
        site = site_of(mocks, isolated=isolated)

    def ready(site: "Site") -> None:
        if as_json:
            result(json.dumps(told(site, authority)))
        else:
            for line in announcement(site, authority):
                say(line)

    try:
        with lines_to(_stderr()) as lines, _kept(mocks, kept), only_what_is_new():
            if not quiet:
                site.listeners.append(AccessLog(site, lines.put))
            serve(site, host, port, tls=tls, ready=ready)
    except PortInUse as error:
        hint = "; choose another one with --port, or 0 for any free one" if "in use" in str(error) else ""
        raise WrongUse(f"{error}{hint}") from error


@contextmanager
def _kept(mocks: Mapping[str, Any], kept: "tuple[Path, Given] | None") -> Iterator[None]:
    """Keeps the state of the mocks in a file, if one is named. Raises WrongUse for one that cannot be used."""
    if kept is None:
        yield
        return
    from signoff_contract.mock.control.assembly import control_of
    from signoff_contract.mock.control.state_file import StateFile, StateFileError

    path, given = kept
    with wrong_use(StateFileError):
        file = StateFile(path, [control_of(mock, name) for name, mock in mocks.items()], given)
    with file:
        yield


def _stderr() -> Callable[[str], object]:
    from signoff_contract.mock.serving.lines import to_file

    try:
        return to_file(sys.stderr.fileno())
    except (AttributeError, OSError, ValueError):
        # It is closed, or no file.
        return lambda text: say(text.rstrip("\n"))


@contextmanager
def _authority(wanted: bool, file: Path | None, host: str) -> "Iterator[tuple[ssl.SSLContext | None, Path | None]]":
    """What to listen with, and the file that clients trust; a file that nobody asked for is gone afterwards."""
    if not wanted:
        yield None, None
        return
    from signoff_contract.traffic.relay.authority import Authority

    everywhere = {"0.0.0.0", "::", ""}  # noqa: S104 - these are no names
    with wrong_use(ValueError):
        authority = Authority.made(() if host in everywhere else (host,), title="Signoff mock")
    if file is not None:
        _write(file, authority.pem())
        yield authority.server(), file
        return
    with tempfile.TemporaryDirectory(prefix="signoff-mock-") as folder:
        kept = Path(folder) / "authority.pem"
        kept.write_bytes(authority.pem())
        yield authority.server(), kept


def _write(file: Path, content: bytes) -> None:
    """Written beside and renamed, so that nobody reads half of it. Raises WrongUse."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WrongUse(
            f"--ca {file}: {error.strerror or error}; give a file in a folder that can be written"
        ) from error
