"""More observers that all partners share: how a token is used, what is kept of a run, what is sent, what never comes.

They are bound as those of `observers` and `conduct` are. `secrets_kept` and `trace_kept` need a partner's context: it knows
what the client handed on, and what is kept of the run.
"""

from collections.abc import Callable
from typing import Any

from signoff_contract.judge import handed, introducer, provider
from signoff_contract.judge.handed import Handed, Kept
from signoff_contract.judge.problem import Problem
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import bearer, grant_of

from .judging import Observer, of_answers, of_requests, settle
from .model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from .partner import PartnerContext

__all__ = [
    "altered",
    "bearer",
    "granted",
    "no_server_error",
    "request_bodies",
    "secrets_kept",
    "token_accepted",
    "token_in_header",
    "token_lifetime",
    "token_opaque",
    "trace_kept",
]

ClientObserver = Callable[[PartnerContext[Any]], None]
_WITH_TOKEN = (NO_TOKEN, WRONG_TOKEN)


def granted(context: PartnerContext[Any]) -> list[tuple[Exchange, str, float | None]]:
    """The tokens of the run: the answer that brought one, the token, and for how many seconds it was said to live.

    The last is None where the answer does not say it in a number that a time can have.
    """
    found = ((exchange, grant_of(exchange)) for exchange in context.exchanges)
    return [(exchange, grant.token, grant.lifetime) for exchange, grant in found if grant is not None]


def altered(token: str) -> str:
    """The token with one letter or digit in its middle exchanged for another."""
    middle = len(token) // 2
    places = [*range(middle, len(token)), *range(middle)]
    place = next((index for index in places if token[index].isalnum()), 0)
    return f"{token[:place]}{'x' if token[place] != 'x' else 'y'}{token[place + 1 :]}"


def token_lifetime(requirement: str) -> Observer:
    """Each request is made within the lifetime of the token it carries."""
    return of_requests(requirement, lambda run: introducer.token_lifetime(run.description), without=_WITH_TOKEN)


def token_in_header(requirement: str) -> Observer:
    """Every call has the bearer header; no address and no body contains a token."""
    return of_requests(requirement, lambda run: introducer.token_in_header(run.description), without=_WITH_TOKEN)


def token_opaque(requirement: str) -> Observer:
    """What is sent is one of the granted tokens, unchanged."""
    return of_requests(
        requirement, lambda run: introducer.token_opaque(run.description, complete=True), without=_WITH_TOKEN
    )


def request_bodies(requirement: str) -> Observer:
    """Bodies are announced as JSON and fit their schema."""
    return of_requests(
        requirement,
        lambda run: introducer.request_bodies(run.description, validators=run.validators),
        without=(UNDESCRIBED_CALL,),
    )


def token_accepted(requirement: str) -> Observer:
    """No request with a granted token may be answered with 401."""
    return of_answers(requirement, lambda run: provider.token_accepted(run.description), without=_WITH_TOKEN)


def no_server_error(requirement: str) -> Observer:
    """No 5xx but 503."""
    return of_answers(requirement, lambda run: provider.no_server_error(run.description))


def secrets_kept(requirement: str, *, members: tuple[str, ...] = ("client_secret",)) -> ClientObserver:
    """Everything that is kept of the exchanges is free of tokens and of the secret `members` of token requests."""

    def observe(context: PartnerContext[Any]) -> None:
        records = {record.number: record for record in context.records}
        kept = [Kept(exchange, records.get(exchange.number)) for exchange in context.exchanges]
        judge = handed.secrets_kept(context.description, members=members)
        for each in kept:
            # What is kept is written when the run is over, so a secret that was shown late must not stand in it either.
            judge.note(each)
        seen = [(each.exchange, judge.see(each)) for each in kept]
        _settle(context, requirement, seen)

    return observe


def trace_kept(requirement: str, *, header: str) -> ClientObserver:
    """What the application was handed has the identifier of the answer on the wire."""

    def observe(context: PartnerContext[Any]) -> None:
        judge = handed.trace_kept(context.description, header=header)
        seen = [(exchange, judge.see(Handed(exchange, trace))) for exchange, trace in context.kept]
        _settle(context, requirement, seen)

    return observe


def _settle(
    context: PartnerContext[Any], requirement: str, seen: list[tuple[Exchange, tuple[Problem, ...] | None]]
) -> None:
    judged = [exchange for exchange, found in seen if found is not None]
    settle(context, requirement, judged, [problem for _, found in seen for problem in found or ()])
