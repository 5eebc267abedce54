"""Observers of the introducer: does our application use the API as it must?

As in `observers`, each function takes a requirement id and gives a check function; the judge of the same name in
`signoff_contract.judge.introducer` says what the rule is. Exchanges that break it on purpose carry a label (see `model`) and
are left out. The plan's requests all have one sender, so that nothing has to be put down to another.
"""

from collections.abc import Callable, Sequence
from typing import Any

from signoff_contract.judge import introducer
from signoff_contract.judge.problem import Problem
from signoff_contract.traffic.exchange import Exchange

from .context import Context
from .judging import Observer, of_everything, of_requests, secrets_of
from .model import NO_TOKEN, NO_VERSION, STALE_VERSION, WRONG_TOKEN


def token_reused(requirement: str, *, margin: float = 300.0, without: Sequence[str] = ()) -> Observer:
    """A new token is asked for only when the one before is about to expire or was refused.

    `margin` is how many seconds before its end a token may be renewed. Token calls with one of the labels `without` were
    made on purpose and do not count.
    """
    return of_everything(
        requirement,
        lambda run: introducer.token_reused(run.description, margin=margin),
        without=(WRONG_TOKEN,),
        unseen=without,
    )


def authorized(requirement: str) -> Observer:
    """Every request to the API carries a bearer token."""
    return of_requests(requirement, lambda run: introducer.authorized(run.description), without=(NO_TOKEN,))


def token_stays_home(requirement: str) -> Observer:
    """The token goes to the API's own host and nowhere else, and the credentials to the token address only."""
    return of_everything(
        requirement,
        lambda run: introducer.token_stays_home(
            run.description,
            base_url=run.target.environment.base_url,
            token_url=run.target.environment.token_url,
            secrets=secrets_of(run),
        ),
    )


def https_only(requirement: str) -> Observer:
    """Every request goes over https; plain http only to this machine."""
    return of_everything(requirement, lambda run: introducer.https_only(run.description))


def outside_base(context: Context, judged: Sequence[Exchange], version: str | None) -> list[Problem]:
    """The requests that go to an address outside the base address, see the judge `below_base`."""
    judge = introducer.below_base(context.description, base_url=context.target.environment.base_url, version=version)
    return [problem for exchange in judged for problem in judge.see(exchange) or ()]


def precondition_sent(requirement: str, *, header: str = "If-Match") -> Observer:
    """Every call that changes something existing carries the version it rests on."""
    return of_requests(
        requirement, lambda run: introducer.precondition_sent(run.description, header=header), without=(NO_VERSION,)
    )


def newest_version_sent(
    requirement: str,
    *,
    resource: str,
    id_member: str = "id",
    header: str = "If-Match",
    tag: str = "ETag",
    created: Callable[[Any, Exchange], str | None] | None = None,
) -> Observer:
    """The version sent is, byte for byte, the newest one that was received for the resource.

    `resource` is the path parameter that names the resource; `id_member` the member that holds its id in the answer
    that creates it, or `created` gives the id that the plan found in that answer, whatever it is called there.
    """
    return of_requests(
        requirement,
        lambda run: introducer.newest_version_sent(
            run.description,
            resource=resource,
            id_member=id_member,
            header=header,
            tag=tag,
            created=None if created is None else lambda exchange: created(run, exchange),
            complete=True,
        ),
        without=(STALE_VERSION, NO_VERSION),
    )


def pace_kept(requirement: str, *, limit: int, seconds: float = 60.0, tokens: bool = True) -> Observer:
    """In no window of `seconds` more than `limit` requests were sent; `tokens` says that token calls count."""
    return of_everything(
        requirement, lambda run: introducer.pace_kept(run.description, limit=limit, seconds=seconds, tokens=tokens)
    )


def budget_kept(requirement: str, *, budget: int) -> Observer:
    """The whole run sent no more than `budget` requests, token calls included."""
    return of_everything(requirement, lambda run: introducer.budget_kept(run.description, budget=budget))


def allowance_kept(requirement: str, *, limit: str, remaining: str, reset: str) -> Observer:
    """After an answer that says that nothing is left, nothing is sent before its period ends; the arguments name headers."""
    return of_everything(
        requirement,
        lambda run: introducer.allowance_kept(
            run.description, limit=limit, remaining=remaining, reset=reset, alone=True
        ),
    )


def queries_described(requirement: str, *, without: Sequence[str] = ()) -> Observer:
    """No query has an option that the operation does not take; calls with a label of `without` try that on purpose."""
    return of_requests(requirement, lambda run: introducer.queries_described(run.description), without=without)


def no_blind_repeat(requirement: str) -> Observer:
    """No creation is sent again after one with the same content that may have been carried out."""
    return of_requests(requirement, lambda run: introducer.no_blind_repeat(run.description))
