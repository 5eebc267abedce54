"""Does an answer tell what it must not: credentials, or the inside of the server?

No document of a partner forbids it; it is common advice, so the rows that bind these are a `convention`: OWASP, Error
Handling Cheat Sheet, on stack traces; RFC 6750, 5.3, and RFC 6749, 10.3, on tokens. Judged are the API's own answers from
400 upwards, those of the token endpoint included, with their headers. A problem says what kind of thing was shown, never
the thing itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.judge.problem import Judge, Recent, rule
from signoff_contract.judge.secrets import forms_of
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import bearer

from .answer import is_refusal

_REMEMBERED = 256
"""So many of the newest secrets are looked for."""

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
_REPEATED: Final = "the error repeats a token or a secret"
_INSIDE_SHOWN: Final = "the error shows the inside of the server, such as a stack trace"


def nothing_leaked(_: Description, *, secrets: Iterable[str] = ()) -> Judge[Exchange]:
    """No error answer repeats a token or a secret, or shows the inside of the server (a stack trace, a query).

    `secrets` are those of the credentials. Keeps them and the newest 256 that the traffic shows: tokens that were granted,
    and what was presented as one.
    """
    known = _Secrets(secrets)

    def breach(exchange: Exchange) -> str | None:
        if known.repeated_by(exchange):
            return _REPEATED
        return _INSIDE_SHOWN if _shows_inside(exchange) else None

    return _of_refusals(known, breach)


def credentials_not_repeated(_: Description, *, secrets: Iterable[str] = ()) -> Judge[Exchange]:
    """No error answer repeats a token or a secret. `secrets`, and what is kept: as for `nothing_leaked`."""
    known = _Secrets(secrets)
    return _of_refusals(known, lambda exchange: _REPEATED if known.repeated_by(exchange) else None)


def inside_not_shown(_: Description) -> Judge[Exchange]:
    """No error answer shows the inside of the server. Keeps nothing."""
    return rule(is_refusal, lambda exchange: _INSIDE_SHOWN if _shows_inside(exchange) else None)


def _text(exchange: Exchange) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in exchange.response_headers.items())
    return f"{exchange.response_body[:_SHOWN_BYTES].decode('utf-8', 'replace')}\n{headers}"


def _shows_inside(exchange: Exchange) -> bool:
    text = _text(exchange)
    return any(sign.search(text) for sign in _INSIDE)


@define(eq=False, repr=False)
class _Secrets:
    """What may stand in no error: the credentials' secrets, and what was granted or presented since."""

    given: Iterable[str]
    _fixed: frozenset[str] = field(init=False)
    _met: Recent[str, tuple[str, ...]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._fixed = frozenset(form for secret in self.given for form in forms_of(secret))
        self._met = Recent(_REMEMBERED)

    def learn(self, exchange: Exchange) -> None:
        """Takes in the secrets of an exchange. What was presented and refused is mostly the right one with a slip in it,
        or one that was right until today."""
        for secret in (*_presented(exchange), *_granted(exchange)):
            if forms := forms_of(secret):
                self._met.put(secret, forms)

    def repeated_by(self, exchange: Exchange) -> bool:
        """Whether an answer has one of them in it."""
        # What this very request presented counts too.
        self.learn(exchange)
        text = _text(exchange)
        met = (form for forms in self._met.values() for form in forms)
        return any(secret in text for secret in (*self._fixed, *met))


def _of_refusals(known: _Secrets, breach: Callable[[Exchange], str | None]) -> Judge[Exchange]:
    return Judge(rule(is_refusal, breach).look, known.learn)


def _presented(exchange: Exchange) -> Iterator[str]:
    if token := bearer(exchange).strip():
        yield token
    if exchange.kind == "token":
        form = dict(parse_qsl(exchange.request_body.decode("utf-8", "replace")))
        yield from (form[name] for name in ("client_secret", "refresh_token") if name in form)


def _granted(exchange: Exchange) -> Iterator[str]:
    if exchange.kind != "token" or not exchange.is_own or not 200 <= (exchange.status or 0) < 300:
        return
    try:
        body = exchange.json()
    except Malformed:
        return
    if isinstance(body, dict):
        tokens = (body.get(name) for name in ("access_token", "refresh_token", "id_token"))
        yield from (token for token in tokens if isinstance(token, str))
