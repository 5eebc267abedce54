"""`signoff mock`: a partner's mock, served on this machine."""

from typing import Annotated

import typer

from .output import WrongUse, say


def mock(
    partner: Annotated[str, typer.Argument(help="The partner to stand in for.")],
    host: Annotated[str, typer.Option(help="Address to listen on; loopback unless you know why not.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8080,
    seed: Annotated[int, typer.Option(help="Ids, trace ids and decisions repeat with the seed.")] = 0,
    etag_on_writes: Annotated[
        bool, typer.Option("--etag-on-writes", help="Send the new ETag with every change, not only with reads.")
    ] = False,
    requests_per_minute: Annotated[int, typer.Option(min=1, help="The pace per address before 429.")] = 100,
) -> None:
    """Serve the stateful mock of a partner until interrupted. It prints its addresses and credentials."""
    from signoff_contract.mock.registry import MOCKS, build
    from signoff_contract.mock.serve import PortInUse, serve

    if partner not in MOCKS:
        raise WrongUse(f"there is no mock of {partner!r}; known: {', '.join(MOCKS)}")
    server = build(partner, seed=seed, etag_on_writes=etag_on_writes, requests_per_minute=requests_per_minute)
    try:
        serve(server, host, port, announce=say)
    except PortInUse as error:
        raise WrongUse(f"{error}; choose another one with --port, or 0 for any free one") from error
