"""Observers of the provider that every partner's plan can bind to its own requirement ids.

Each function takes a requirement id and gives a check function::

    checks.observer("x.trace", "Every answer has a trace id", verifies=["X-1"])(trace_on_every_response("X-1", header=...))

What each rule says is told by the judge of the same name in `signoff_contract.judge.provider`; here it is bound to a row of
a plan. Answers that come from something in the API's place (a gateway's page) are left out; the check that met them has
said so. The observers of the introducer's side are in `conduct` and can be used from here as well.
"""

from signoff_contract.description import Operation
from signoff_contract.judge import provider
from signoff_contract.traffic.exchange import Exchange

from .conduct import (
    authorized,
    budget_kept,
    https_only,
    newest_version_sent,
    pace_kept,
    precondition_sent,
    token_reused,
    token_stays_home,
)
from .context import Context
from .disclosure import credentials_not_repeated, inside_not_shown, nothing_leaked, token_media_type
from .judging import Observer, answers, of_answers
from .model import UNDESCRIBED_CALL

__all__ = [
    "Observer",
    "authorized",
    "bodies_valid",
    "budget_kept",
    "content_type_described",
    "credentials_not_repeated",
    "described",
    "error_repeats_trace_id",
    "https_only",
    "inside_not_shown",
    "newest_version_sent",
    "nothing_leaked",
    "pace_kept",
    "precondition_sent",
    "required_headers",
    "status_described",
    "token_media_type",
    "token_reused",
    "token_stays_home",
    "trace_ids_unique",
    "trace_on_every_response",
]


def trace_on_every_response(requirement: str, *, header: str) -> Observer:
    """Every answer, errors included, carries a non-empty trace id in `header`."""
    return of_answers(requirement, lambda run: provider.trace_on_every_response(run.description, header=header))


def trace_ids_unique(requirement: str, *, header: str) -> Observer:
    """No two answers carry the same trace id."""
    return of_answers(requirement, lambda run: provider.trace_ids_unique(run.description, header=header))


def error_repeats_trace_id(requirement: str, *, header: str, member: str, schema: str = "Error") -> Observer:
    """The body of every error repeats the trace id of its header in `member` of the described `schema`."""
    return of_answers(
        requirement,
        lambda run: provider.error_repeats_trace_id(run.description, header=header, member=member, schema=schema),
    )


def described(context: Context, *, deliberate: bool = False) -> list[tuple[Exchange, Operation]]:
    """The API's answers to described operations; `deliberate` adds those to requests that the description refuses."""
    return [
        (exchange, context.description.operation(exchange.operation_id))
        for exchange in answers(context, without=() if deliberate else [UNDESCRIBED_CALL])
        if exchange.operation_id is not None
    ]


def status_described(requirement: str, *, deliberate: bool = False) -> Observer:
    """Every answer has a status that the description names for the operation, see `described`."""
    without = () if deliberate else (UNDESCRIBED_CALL,)
    return of_answers(requirement, lambda run: provider.status_described(run.description), without=without)


def required_headers(requirement: str) -> Observer:
    """Every answer has the headers that the description requires for its status."""
    return of_answers(requirement, lambda run: provider.required_headers(run.description), without=(UNDESCRIBED_CALL,))


def content_type_described(requirement: str) -> Observer:
    """Every answer has a described content type, and a body where one is described."""
    return of_answers(
        requirement, lambda run: provider.content_type_described(run.description), without=(UNDESCRIBED_CALL,)
    )


def bodies_valid(requirement: str, *, successes_only: bool = False) -> Observer:
    """Every JSON body of an answer fits its described schema; `successes_only` looks at successes with content.

    What a schema that we only propose or infer refuses is a finding about the description, not a failure.
    """
    return of_answers(
        requirement,
        lambda run: provider.bodies_valid(
            run.description,
            successes_only=successes_only,
            redactor=run.setup.redactor,
            validators=run.validators,
        ),
        without=(UNDESCRIBED_CALL,),
    )
