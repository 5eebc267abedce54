"""The one stream of events that a run gives; progress, recording and results are its consumers."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from signoff_contract.traffic.exchange import RecordedExchange

from .model import CheckOutcome, FieldRow, Finding, RunRecord


@frozen
class RunStarted:
    """A run begins. `checks` is how many checks the plan has; `started` is in UTC."""

    partner: str
    target: str
    host: str
    checks: int
    budget: int
    started: datetime


@frozen
class CheckStarted:
    """A check begins. `number` counts from 1."""

    check: str
    title: str
    number: int


@frozen
class ExchangeRecorded:
    """A request was answered, or was not."""

    exchange: RecordedExchange


@frozen
class FieldCompared:
    """A member of the introducer's data was compared."""

    row: FieldRow


@frozen
class FindingRaised:
    """Something was found about the description."""

    finding: Finding


@frozen
class CheckFinished:
    """A check ended."""

    outcome: CheckOutcome


@frozen
class RunFinished:
    """The run ended; the record holds everything that is kept of it."""

    record: RunRecord


Event: TypeAlias = (
    RunStarted | CheckStarted | ExchangeRecorded | FieldCompared | FindingRaised | CheckFinished | RunFinished
)
Consumer: TypeAlias = Callable[[Event], None]
