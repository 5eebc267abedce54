"""Observers of what an answer must not tell, whatever the partner: credentials, and the inside of the server.

No document of a partner forbids it; it is common advice, so the rows that bind these are a `convention`: OWASP, Error
Handling Cheat Sheet, on stack traces; RFC 6750, 5.3, and RFC 6749, 10.3, on tokens. They are bound as the observers of
`observers` are, in a plan with a partner's context or without.
"""

import base64
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import parse_qsl, quote

from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import media_type_of

from .context import Context
from .judging import Problem, settle

Observer = Callable[[Context], None]

_SHORTEST_SECRET = 8
"""A shorter text may stand in an answer by chance."""

_INSIDE: Final = (
    re.compile(r"Traceback \(most recent call last\)"),
    re.compile(r"\bFile [\\\"']{1,4}[^\"'\n]{1,300}[\\\"']{1,4}, line \d+"),
    re.compile(r"\bat [\w.$<>/]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)"),
    re.compile(r"\bat [\w.`<>\[\], +]+\([^)\n]{0,300}\) in \S[^\n]{0,300}:line \d+"),
    re.compile(r"\bat (?:async )?[\w.$<>\[\] ]{1,200} \(?(?:file://|node:|[A-Za-z]:\\|/)[^\s()]{1,300}:\d+:\d+\)?"),
    re.compile(r"#\d+ \S[^\n]{0,300}\.php\(\d+\): "),
    re.compile(r"\bin /\S{1,300}\.php(?:\(\d+\)|:\d+| on line \d+)"),
    re.compile(r"/\S{1,300}\.rb:\d+:in [`']"),
    re.compile(r"\bgoroutine \d+ \[\w+"),
    re.compile(r"\bpanicked at \S"),
    re.compile(r"\bSQLSTATE\[|\bORA-\d{5}\b|error in your SQL syntax"),
    re.compile(r"\b(?:java|javax|org|com)\.[\w.]{1,200}(?:Exception|Error): "),
    re.compile(r"\b(?:System|Microsoft)\.[\w.]{1,200}Exception\b(?: \([^)\n]{1,40}\))?: "),
    # Frames without the symbols that name a file; one alone may be said of anything.
    re.compile(r"(?:(?:\r|\\r)?(?:\n|\\n)\s{1,8}at [\w.`<>\[\]+]{1,300}\([^)\n]{0,300}\)){2}"),
)
_SHOWN_BYTES = 200_000


def nothing_leaked(requirement: str) -> Observer:
    """No error answer repeats a token or a secret, or shows the inside of the server (a stack trace, a query).

    Judged are the API's own answers from 400 upwards, those of the token endpoint included, with their headers. The
    reason says what kind of thing was shown, never the thing itself.
    """

    def observe(context: Context) -> None:
        secrets = _forms(_secrets(context))
        judged = _errors(context)
        problems = [Problem(each, message) for each in judged for message in (_leak(each, secrets),) if message]
        settle(context, requirement, judged, problems)

    return observe


def credentials_not_repeated(requirement: str) -> Observer:
    """No error answer repeats a token or a secret; `nothing_leaked` without its second half."""

    def observe(context: Context) -> None:
        secrets = _forms(_secrets(context))
        judged = _errors(context)
        shown = [each for each in judged if _repeats(each, secrets)]
        settle(context, requirement, judged, [Problem(each, _REPEATED) for each in shown])

    return observe


def inside_not_shown(requirement: str) -> Observer:
    """No error answer shows the inside of the server; `nothing_leaked` without its first half."""

    def observe(context: Context) -> None:
        judged = _errors(context)
        shown = [each for each in judged if _shows_inside(each)]
        settle(context, requirement, judged, [Problem(each, _INSIDE_SHOWN) for each in shown])

    return observe


def token_media_type(requirement: str) -> Observer:
    """Every token is granted in an answer that is announced as application/json (RFC 6749, 5.1)."""

    def observe(context: Context) -> None:
        judged = [
            exchange
            for exchange in context.exchanges
            if exchange.kind == "token" and exchange.is_own and 200 <= (exchange.status or 0) < 300
        ]
        problems = []
        for exchange in judged:
            kind = media_type_of(exchange.response_headers)
            if kind != "application/json":
                shown = kind[:60] or "no media type"
                problems.append(Problem(exchange, f"the token came as {shown}, application/json was due"))
        settle(context, requirement, judged, problems)

    return observe


_REPEATED: Final = "the error repeats a token or a secret"
_INSIDE_SHOWN: Final = "the error shows the inside of the server, such as a stack trace"


def _leak(exchange: Exchange, secrets: frozenset[str]) -> str | None:
    if _repeats(exchange, secrets):
        return _REPEATED
    return _INSIDE_SHOWN if _shows_inside(exchange) else None


def _errors(context: Context) -> list[Exchange]:
    return [exchange for exchange in context.exchanges if exchange.is_own and (exchange.status or 0) >= 400]


def _text(exchange: Exchange) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in exchange.response_headers.items())
    return f"{exchange.response_body[:_SHOWN_BYTES].decode('utf-8', 'replace')}\n{headers}"


def _repeats(exchange: Exchange, secrets: frozenset[str]) -> bool:
    text = _text(exchange)
    return any(secret in text for secret in secrets)


def _shows_inside(exchange: Exchange) -> bool:
    text = _text(exchange)
    return any(sign.search(text) for sign in _INSIDE)


def _secrets(context: Context) -> Iterator[str]:
    """The secrets of the run: those of the credentials, every token that was granted, and what was presented as one.

    What was presented and refused is mostly the right secret with a slip in it, or one that was right until today.
    """
    credentials = context.target.credentials
    for part in getattr(type(credentials), "__attrs_attrs__", ()):
        value = getattr(credentials, part.name)
        if isinstance(value, str) and not part.name.endswith("_id"):
            yield value
    for exchange in context.exchanges:
        yield from _presented(exchange)
        if exchange.kind == "token" and exchange.is_own and 200 <= (exchange.status or 0) < 300:
            try:
                body = exchange.json()
            except Malformed:
                continue
            if isinstance(body, dict):
                tokens = (body.get(name) for name in ("access_token", "refresh_token", "id_token"))
                yield from (token for token in tokens if isinstance(token, str))


def _presented(exchange: Exchange) -> Iterator[str]:
    scheme, _, token = (exchange.request_headers.get("authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        yield token.strip()
    if exchange.kind == "token":
        form = dict(parse_qsl(exchange.request_body.decode("utf-8", "replace")))
        yield from (form[name] for name in ("client_secret", "refresh_token") if name in form)


def _forms(secrets: Iterator[str]) -> frozenset[str]:
    """Each secret as it is, encoded for an address, and in base 64."""
    found: set[str] = set()
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            encoded = base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode().rstrip("=")
            found |= {secret, quote(secret, safe="", errors="replace"), encoded}
    return frozenset(found)
