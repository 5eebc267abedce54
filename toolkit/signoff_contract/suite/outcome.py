"""What became of one call that a check makes through the client."""

from typing import Generic, TypeVar

from attrs import frozen

from signoff import Result, SignoffError
from signoff_contract.traffic.exchange import Exchange

from .context import Skip

T = TypeVar("T")


@frozen
class Outcome(Generic[T]):
    """What became of one call through the client: its result or its error, and the last answer on the wire."""

    result: Result[T] | None
    error: SignoffError | None
    exchanges: tuple[Exchange, ...]

    @property
    def exchange(self) -> Exchange:
        """The last answer. Raises Skip when the call sent nothing."""
        if not self.exchanges:
            raise Skip(f"nothing was sent: {self.error}")
        return self.exchanges[-1]

    @property
    def status(self) -> int | None:
        return self.exchange.status

    @property
    def accepted(self) -> bool:
        """Whether the partner carried the call out, whatever the client could make of its answer."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def told(self) -> str:
        """What came, for a message."""
        return f"{self.exchange.method} {self.exchange.path} was answered with {self.status}"
