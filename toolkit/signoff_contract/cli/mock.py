"""`signoff mock`: a partner's mock, served on this machine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from signoff_contract.description import DescriptionError

from .output import WrongUse, result, say, wrong_use

if TYPE_CHECKING:
    from signoff_contract.mock.registry import Switch


def mock(
    partner: Annotated[str, typer.Argument(help="The partner to stand in for.")],
    host: Annotated[str, typer.Option(help="Address to listen on; loopback unless you know why not.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8080,
    seed: Annotated[int, typer.Option(help="Ids, trace ids and decisions repeat with the seed.")] = 0,
    switch: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A switch of this mock; may be given several times.")
    ] = None,
    switches: Annotated[bool, typer.Option("--switches", help="Print the switches of this mock and stop.")] = False,
) -> None:
    """Serve the stateful mock of a partner until interrupted. It prints its addresses and credentials."""
    from signoff_contract.mock.registry import build, switches_of
    from signoff_contract.mock.serve import PortInUse, serve
    from signoff_contract.partners import MissingPart

    with wrong_use(MissingPart, DescriptionError):
        known = switches_of(partner)
    if switches:
        for name, each in known.items():
            plain = each.default is None or isinstance(each.default, bool)
            result(f"{name}={str(each.default).lower() if plain else each.default}")
        return
    chosen = dict(_read(text, partner, known) for text in switch or ())
    try:
        server = build(partner, seed=seed, **chosen)
    except (ValueError, TypeError) as error:
        raise WrongUse(f"--switch: {error}") from error
    try:
        serve(server, host, port, announce=say)
    except PortInUse as error:
        hint = "; choose another one with --port, or 0 for any free one" if "in use" in str(error) else ""
        raise WrongUse(f"{error}{hint}") from error


def _read(text: str, partner: str, known: "Mapping[str, Switch]") -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or name not in known:
        raise WrongUse(
            f"--switch {text}: give NAME=VALUE with a switch of {partner}'s mock: {', '.join(known) or 'it has none'}"
        )
    try:
        return name, known[name].read(value)
    except ValueError as error:
        raise WrongUse(f"--switch {text}: {error}") from error
