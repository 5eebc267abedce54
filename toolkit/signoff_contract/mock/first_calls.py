"""How a person with a shell begins with a mock: lines that get a token and make a first call."""

import shlex
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote_plus

from .registry import Mock

_PLAIN: Final = ":/"


def first_calls(mock: Mock, origin: str | None = None, curl: str = "curl -sS") -> Iterator[str]:
    """A token request and a first call to a mock at an origin, for a shell with curl and sed. `curl` begins each call."""
    at = () if origin is None else (origin,)
    first = mock.clients[0]
    form = {
        "grant_type": "client_credentials",
        "client_id": first.client_id,
        "client_secret": first.client_secret,
        "audience": _audience(mock),
    }
    data = " ".join(
        f"-d {shlex.quote(f'{name}={quote_plus(value, safe=_PLAIN)}')}" for name, value in form.items() if value
    )
    yield f'TOKEN=$({curl} {mock.token_url(*at)} {data} | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')'
    url = f"{mock.base_url(*at)}{getattr(mock, 'first_call', '/')}"
    yield f'{curl} -H "Authorization: Bearer $TOKEN" {shlex.quote(url)}'


def _audience(mock: Mock) -> str:
    endpoint = getattr(mock.app.engine, "token_endpoint", None)
    return getattr(endpoint, "audience", None) or ""
