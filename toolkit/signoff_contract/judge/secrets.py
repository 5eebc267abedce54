"""How a secret may be spelled, and where in a request it may stand."""

import base64
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, unquote_plus

from signoff_contract.traffic.exchange import Exchange

SHORTEST_SECRET: Final = 8
"""A shorter text may stand somewhere by chance."""


def forms_of(secret: str) -> tuple[str, ...]:
    """A secret as it is, encoded for an address, and in base 64; none where it is too short to be told from chance."""
    if len(secret) < SHORTEST_SECRET:
        return ()
    encoded = base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode().rstrip("=")
    return tuple({secret, quote(secret, safe="", errors="replace"), encoded})


def said_in_basic(authorization: str) -> str:
    """What a header Authorization of the scheme Basic says; empty where it is another or says nothing that can be read."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(encoded.strip() + "==").decode("utf-8", "replace")
    except ValueError:
        return ""


def texts_of(exchange: Exchange, *, headers: bool = True) -> Iterator[str]:
    """All that was sent, as texts in which a secret may stand: the address, the body, and the values of the headers."""
    yield exchange.url
    yield unquote_plus(exchange.url)
    yield exchange.request_body.decode("utf-8", "replace")
    if headers:
        for _, value in exchange.request_headers.pairs:
            yield value
            yield said_in_basic(value)


def stands_in(secret: str, texts: Iterable[str]) -> bool:
    """Whether a secret stands in one of the texts, however it is spelled."""
    forms = forms_of(secret)
    return bool(forms) and any(form in text for text in texts for form in forms)
