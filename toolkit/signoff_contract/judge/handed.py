"""What a client did with what came back: rules that need more than the exchange, and say so by their types.

What the application was handed is known to whoever called the client, and what is kept of an exchange to whoever keeps it.
"""

import contextlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import attrs
from attrs import frozen

from signoff_contract.description import Description
from signoff_contract.traffic.exchange import Exchange, Malformed, RecordedExchange
from signoff_contract.traffic.subject import grant_of

from .problem import Judge, Problem, Recent

_REMEMBERED = 256


@frozen
class Handed:
    """An exchange, and the trace id that its caller was handed; None when it was handed none."""

    exchange: Exchange
    trace_id: str | None

    @property
    def number(self) -> int:
        """The number of the exchange."""
        return self.exchange.number


@frozen
class Kept:
    """An exchange, and what is kept of it; None when nothing is."""

    exchange: Exchange
    record: RecordedExchange | None

    @property
    def number(self) -> int:
        """The number of the exchange."""
        return self.exchange.number


def trace_kept(_: Description, *, header: str) -> Judge[Handed]:
    """What the application was handed has the identifier of the answer on the wire. Keeps nothing."""

    def look(handed: Handed) -> tuple[Problem, ...] | None:
        if not handed.exchange.trace_id:
            return None
        if handed.trace_id == handed.exchange.trace_id:
            return ()
        return (Problem(handed.exchange, f"its {header} did not reach the caller"),)

    return Judge(look)


def secrets_kept(_: Description, *, members: tuple[str, ...] = ("client_secret",)) -> Judge[Kept]:
    """Everything that is kept of the exchanges is free of tokens and of the secret `members` of token requests.

    Keeps the newest 256 secrets that the traffic showed.
    """
    secrets: Recent[str, None] = Recent(_REMEMBERED)

    def learn(kept: Kept) -> None:
        for secret in _secrets(kept.exchange, members):
            if secret:
                secrets.put(secret, None)

    def look(kept: Kept) -> tuple[Problem, ...] | None:
        if kept.record is None:
            return None
        learn(kept)
        text = json.dumps(attrs.asdict(kept.record), default=str)
        return (Problem(kept.exchange, "is kept with a secret in it"),) if any(map(text.__contains__, secrets)) else ()

    return Judge(look, learn)


def _secrets(exchange: Exchange, members: tuple[str, ...]) -> Iterator[str]:
    if (grant := grant_of(exchange)) is not None:
        yield grant.token
    if exchange.kind == "token":
        yield from _members(exchange, members)


def _members(exchange: Exchange, names: tuple[str, ...]) -> Iterator[str]:
    form = parse_qs(exchange.request_body.decode("latin-1"))
    yield from (value for name in names for value in form.get(name, ()))
    for decode in (exchange.request_json, exchange.json):
        body: Any = None
        with contextlib.suppress(Malformed):
            body = decode()
        if isinstance(body, dict):
            yield from (body[name] for name in names if isinstance(body.get(name), str))
