"""What is said when mocks begin to be served: where they are, who may call, how to begin."""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from signoff_contract.mock.control.desk import VARIABLE
from signoff_contract.mock.first_calls import first_calls
from signoff_contract.mock.registry import Mock

from .listening import Place
from .site import Site


def announcement(site: Site, authority: Path | None = None) -> Iterator[str]:
    """Lines for the person at the terminal. `authority` is the file with the certificate that an https site is trusted by.

    The last line begins with `ready:`.
    """
    place = site.place
    for name, mock in site.mocks.items():
        if len(site.mocks) > 1:
            yield f"{name}:"
        yield f"base url    {mock.base_url(place.origin)}"
        yield f"token url   {mock.token_url(place.origin)}"
        for client in mock.clients:
            yield f"client      {client.client_id}  secret {client.client_secret}  {client.summary}"
        yield "Synthetic credentials of the mock, worthless elsewhere. To point a client here, set:"
        for variable, value in variables_of(mock, place, authority).items():
            yield f"  export {variable}={shlex.quote(value)}"
        yield "A token, and a first call:"
        for line in calls_of(mock, place, authority):
            yield f"  {line}"
        if len(site.mocks) > 1:
            yield ""
    if authority is not None:
        yield f"Its certificate is from an authority of this run alone, in {authority}"
    is_steered = not place.is_open or bool(getattr(site.desk, "token", None))
    if is_steered:
        yield f"What it remembers, and faults to switch on: {place.origin}/_signoff/"
    if place.is_open:
        yield "Warning: other machines can reach this, and whoever does can use these credentials."
    if not is_steered:
        yield f"Therefore it cannot be steered over HTTP; set {VARIABLE} and start it again if it should be."
    yield "Stop the mock with Ctrl-C." if len(site.mocks) == 1 else "Stop the mocks with Ctrl-C."
    yield f"ready: {place.origin}"


def told(site: Site, authority: Path | None = None) -> Mapping[str, Any]:
    """The same for a program, as a JSON value."""
    place = site.place
    return {
        "ready": True,
        "origin": place.origin,
        "control": f"{place.origin}/_signoff/",
        "authority": None if authority is None else str(authority),
        "mocks": {
            name: {
                "base_url": mock.base_url(place.origin),
                "token_url": mock.token_url(place.origin),
                "clients": [
                    {"client_id": each.client_id, "client_secret": each.client_secret, "summary": each.summary}
                    for each in mock.clients
                ],
                "variables": dict(variables_of(mock, place, authority)),
                "curl": list(calls_of(mock, place, authority)),
            }
            for name, mock in site.mocks.items()
        },
    }


def variables_of(mock: Mock, place: Place, authority: Path | None) -> Mapping[str, str]:
    """The environment variables that point the partner's client at a mock."""
    trust = {} if authority is None else {"SSL_CERT_FILE": str(authority)}
    return {**mock.variables(place.origin), **trust}


def calls_of(mock: Mock, place: Place, authority: Path | None) -> Iterator[str]:
    """A token request and a first call, for a shell with curl and sed."""
    curl = "curl -sS" if authority is None else f"curl -sS --cacert {shlex.quote(str(authority))}"
    return first_calls(mock, place.origin, curl)
