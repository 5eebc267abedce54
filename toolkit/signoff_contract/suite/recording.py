"""What a plan adds to the recorder: its budget, its labels, its names, and where its exchanges go."""

from functools import partial

from attrs import evolve

from signoff.runtime import Clock
from signoff_contract.description import Description
from signoff_contract.traffic.exchange import Exchange, RecordedExchange, Sender
from signoff_contract.traffic.recorder import Recorder
from signoff_contract.traffic.redaction import Redactor

from .alternatives import Dialect
from .context import BudgetSpent
from .events import Consumer, ExchangeRecorded
from .ledger import Ledger
from .ways import Ways


class PlanRecorder(Recorder):
    """Lets no request out beyond the plan's budget. Checks get the raw exchange, the stream of events the redacted one."""

    def __init__(
        self,
        description: Description,
        base_url: str,
        token_url: str,
        clock: Clock,
        redactor: Redactor,
        *,
        budget: int,
        ledger: Ledger,
        emit: Consumer,
        sender: Sender | None = None,
    ) -> None:
        super().__init__(description, base_url, token_url, clock, redactor, self._enter)
        self.budget = budget
        self.ledger = ledger
        self.emit = emit
        self.sender = sender or Sender()
        self.ways = Ways()
        self.dialect = Dialect(description, guesses=False, shown=redactor.name)
        redactor.notes.ways = self.ways.found

    def admit(self, sent: Exchange) -> Exchange:
        """With its sender, and the labels of the block that it is made in. Raises BudgetSpent when the request would be one too many."""
        if self.requests_sent >= self.budget:
            self.ledger.refused = (
                f"the plan's budget of {self.budget} requests (token calls included) is used up; nothing more was sent"
            )
            raise BudgetSpent(self.ledger.refused)
        return evolve(sent, labels=self.ledger.labels, sender=self.sender)

    def complete(self, exchange: Exchange) -> Exchange:
        """With the answer told in the plan's names."""
        told = partial(
            self.dialect.answer,
            operation=self.description.operation(exchange.operation_id) if exchange.operation_id else None,
            status=exchange.status or 0,
            media_type=exchange.media_type,
            number=exchange.number,
        )
        return evolve(exchange, told=told)

    def _enter(self, exchange: Exchange, recorded: RecordedExchange) -> None:
        self.ledger.add(exchange)
        self.emit(ExchangeRecorded(recorded))
