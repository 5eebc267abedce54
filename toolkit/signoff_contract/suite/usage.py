"""More observers that all partners share: how a token is used, what is kept of a run, what is sent, what never comes.

Like the observers of `conduct`, each function takes a requirement id and gives a check function; these need a partner's
context.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import attrs

from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import lifetime_of

from .judging import Problem, answers, requests, settle
from .model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from .partner import PartnerContext

Observer = Callable[[PartnerContext[Any]], None]


def granted(context: PartnerContext[Any]) -> list[tuple[Exchange, str, float | None]]:
    """The tokens of the run: the answer that brought one, the token, and for how many seconds it was said to live.

    The last is None where the answer does not say it in a number that a time can have.
    """
    found = []
    for exchange in context.exchanges:
        if exchange.kind == "token" and exchange.status in {200, 201}:
            try:
                body = exchange.json()
                found.append((exchange, str(body["access_token"]), lifetime_of(body)))
            except (Malformed, AttributeError, KeyError, TypeError, ValueError):
                continue
    return found


def bearer(exchange: Exchange) -> str:
    """The bearer token of a request; empty when it has none."""
    scheme, _, token = (exchange.request_headers.get("authorization") or "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def altered(token: str) -> str:
    """The token with one letter or digit in its middle exchanged for another."""
    middle = len(token) // 2
    places = [*range(middle, len(token)), *range(middle)]
    place = next((index for index in places if token[index].isalnum()), 0)
    return f"{token[:place]}{'x' if token[place] != 'x' else 'y'}{token[place + 1 :]}"


def _own(context: PartnerContext[Any]) -> list[Exchange]:
    return requests(context, without=[NO_TOKEN, WRONG_TOKEN])


def token_lifetime(requirement: str) -> Observer:
    """Each request is made within the lifetime of the token it carries."""

    def observe(context: PartnerContext[Any]) -> None:
        ends = {
            token: exchange.started + timedelta(seconds=exchange.seconds + lifetime)
            for exchange, token, lifetime in granted(context)
            if lifetime is not None
        }
        judged = [exchange for exchange in _own(context) if bearer(exchange) in ends]
        late = [exchange for exchange in judged if exchange.started > ends[bearer(exchange)]]
        settle(
            context, requirement, judged, [Problem(exchange, "carries a token that has expired") for exchange in late]
        )

    return observe


def token_in_header(requirement: str) -> Observer:
    """Every call has the bearer header; no address and no body contains a token."""

    def observe(context: PartnerContext[Any]) -> None:
        tokens = [token for _, token, _ in granted(context)]
        judged = _own(context)
        problems = []
        for exchange in judged:
            if not bearer(exchange):
                problems.append(Problem(exchange, "carries no bearer token"))
            if any(token in exchange.url or token.encode() in exchange.request_body for token in tokens):
                problems.append(Problem(exchange, "has the token in its address or body"))
        settle(context, requirement, judged, problems)

    return observe


def token_opaque(requirement: str) -> Observer:
    """What is sent is one of the granted tokens, unchanged."""

    def observe(context: PartnerContext[Any]) -> None:
        tokens = {token for _, token, _ in granted(context)}
        judged = [exchange for exchange in _own(context) if bearer(exchange)]
        changed = [exchange for exchange in judged if bearer(exchange) not in tokens]
        problems = [Problem(each, "carries a token that was not granted") for each in changed]
        settle(context, requirement, judged, problems)

    return observe


def secrets_kept(requirement: str, *, members: tuple[str, ...] = ("client_secret",)) -> Observer:
    """Everything that is kept of the exchanges is free of tokens and of the secret `members` of token requests."""

    def observe(context: PartnerContext[Any]) -> None:
        secrets = [token for _, token, _ in granted(context)]
        for exchange in context.exchanges:
            if exchange.kind == "token":
                secrets.extend(_members(exchange, members))
        texts = {record.number: json.dumps(attrs.asdict(record), default=str) for record in context.records}
        wanted = {secret for secret in secrets if secret}
        leaked = {number for number, text in texts.items() if any(secret in text for secret in wanted)}
        known = {record.number for record in context.records}
        settle(
            context,
            requirement,
            [exchange for exchange in context.exchanges if exchange.number in known],
            [Problem(each, "is kept with a secret in it") for each in context.exchanges if each.number in leaked],
        )

    return observe


def _members(exchange: Exchange, names: tuple[str, ...]) -> list[str]:
    form = parse_qs(exchange.request_body.decode("latin-1"))
    found = [value for name in names for value in form.get(name, ())]
    for decode in (exchange.request_json, exchange.json):
        try:
            body = decode()
        except Malformed:
            continue
        if isinstance(body, dict):
            found += [body[name] for name in names if isinstance(body.get(name), str)]
    return found


def trace_kept(requirement: str, *, header: str) -> Observer:
    """What the application was handed has the identifier of the answer on the wire."""

    def observe(context: PartnerContext[Any]) -> None:
        judged = [exchange for exchange, _ in context.kept if exchange.trace_id]
        lost = [exchange for exchange, kept in context.kept if exchange.trace_id and kept != exchange.trace_id]
        problems = [Problem(each, f"its {header} did not reach the caller") for each in lost]
        settle(context, requirement, judged, problems)

    return observe


def request_bodies(requirement: str) -> Observer:
    """Bodies are announced as JSON and fit their schema."""

    def observe(context: PartnerContext[Any]) -> None:
        judged: list[Exchange] = []
        problems: list[Problem] = []
        for exchange in requests(context, without=[UNDESCRIBED_CALL]):
            if exchange.operation_id is None or not exchange.request_body:
                continue
            operation = context.description.operation(exchange.operation_id)
            judged.append(exchange)
            violations = context.validators.request(
                operation, exchange.request_headers.get("content-type"), exchange.request_json()
            )
            problems.extend(Problem(exchange, f"{each.pointer or 'the body'} {each.message}") for each in violations)
        settle(context, requirement, judged, problems)

    return observe


def token_accepted(requirement: str) -> Observer:
    """No request with a granted token may be answered with 401."""

    def observe(context: PartnerContext[Any]) -> None:
        judged = answers(context, without=[NO_TOKEN, WRONG_TOKEN])
        problems = [Problem(each, "401 for a granted token") for each in judged if each.status == 401]
        settle(context, requirement, judged, problems)

    return observe


def no_server_error(requirement: str) -> Observer:
    """No 5xx but 503."""

    def observe(context: PartnerContext[Any]) -> None:
        judged = answers(context)
        problems = [
            Problem(each, f"was answered with {each.status}")
            for each in judged
            if (each.status or 0) >= 500 and each.status != 503
        ]
        settle(context, requirement, judged, problems)

    return observe
