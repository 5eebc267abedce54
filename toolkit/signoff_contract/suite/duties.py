"""Duties in a plan: the judges that an application's traffic is held against, held against the plan's own run."""

from collections.abc import Callable, Collection
from typing import Any, Literal

from signoff_contract.judge.duty import Circumstances, Duty
from signoff_contract.traffic.exchange import Exchange

from .checks import CheckFunction
from .judging import Apart, Observer, of_everything, of_requests, secrets_of
from .partner import PartnerContext

CreatedId = Callable[[Any, Exchange], str | None]


def circumstances(context: PartnerContext[Any], *, created: CreatedId | None = None) -> Circumstances:
    """What is known of a run. `created` gives the id that the plan found in an answer, whatever it is called there."""
    target = context.target
    return Circumstances(
        description=context.description,
        base_url=target.environment.base_url,
        token_url=target.environment.token_url,
        environment=target.name,
        secrets=tuple(secrets_of(context)),
        plain=context.dialect.plain,
        created=None if created is None else lambda exchange: created(context, exchange),
        validators=context.validators,
        own_run=True,
    )


def held(
    duty: Duty,
    *,
    of: Literal["requests", "everything"] = "requests",
    without: Apart = (),
    unseen: Collection[str] = (),
    created: CreatedId | None = None,
) -> Observer:
    """An observer that holds a duty against the run, see `of_requests` and `of_everything`."""
    bind = of_requests if of == "requests" else of_everything
    return bind(
        duty.row,
        lambda run: duty.judge(circumstances(run, created=created)),  # type: ignore[arg-type]
        without=without,
        unseen=unseen,
    )


def shared(
    name: str,
    duty: Duty,
    *,
    of: Literal["requests", "everything"] = "requests",
    without: Apart = (),
    unseen: Collection[str] = (),
    created: CreatedId | None = None,
) -> tuple[str, str, str, Callable[[str], CheckFunction[Any]]]:
    """The check of a duty, as `Checks.shared` takes it."""
    observer = held(duty, of=of, without=without, unseen=unseen, created=created)
    return name, duty.title, duty.row, lambda _: observer
