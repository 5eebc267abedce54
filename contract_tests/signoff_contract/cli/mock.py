"""`signoff mock`: a partner's mock, served on this machine."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from .output import WrongUse, result, say

_WORDS: Mapping[str, Any] = {"true": True, "false": False, "none": None}


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
    from signoff_contract.mock.registry import MOCKS, build, switches_of
    from signoff_contract.mock.serve import PortInUse, serve

    if partner not in MOCKS:
        raise WrongUse(f"there is no mock of {partner!r}; known: {', '.join(MOCKS)}")
    known = {name: default for name, default in switches_of(partner).items() if _is_plain(default)}
    if switches:
        for name, default in known.items():
            result(f"{name}={str(default).lower() if default is None or isinstance(default, bool) else default}")
        return
    chosen = dict(_parse(text, partner, known) for text in switch or ())
    try:
        server = build(partner, seed=seed, **chosen)
    except (ValueError, TypeError) as error:
        raise WrongUse(f"--switch: {error}") from error
    try:
        serve(server, host, port, announce=say)
    except PortInUse as error:
        hint = "; choose another one with --port, or 0 for any free one" if "in use" in str(error) else ""
        raise WrongUse(f"{error}{hint}") from error


def _is_plain(default: object) -> bool:
    return default is None or isinstance(default, (bool, int, float, str))


def _parse(text: str, partner: str, known: Mapping[str, Any]) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or name not in known:
        raise WrongUse(
            f"--switch {text}: give NAME=VALUE with a switch of {partner}'s mock: {', '.join(known) or 'it has none'}"
        )
    if value.lower() in _WORDS:
        return name, _WORDS[value.lower()]
    for kind in (int, float):
        try:
            return name, kind(value)
        except ValueError:
            continue
    if not isinstance(known[name], str) and known[name] is not None:
        raise WrongUse(f"--switch {text}: {name} takes a value like {known[name]!r}")
    return name, value
