"""What has been exchanged so far, shared between the recorder that fills it and the checks that read it."""

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define, field

from signoff_contract.traffic.exchange import Exchange


@define
class Ledger:
    """The exchanges of one run in the order they were made, and the labels that the next ones get.

    `refused` says why the recorder no longer lets requests out, None while it does. By their numbers, `unsettled` are
    changes of which the story does not know what became, `superseded` reads without a usable answer that were made again:
    of those the last answer is judged. `rewritten` are requests that went out under other names than the client's,
    because the server did not know those: they say nothing about the client.
    """

    exchanges: list[Exchange] = field(factory=list)
    labels: tuple[str, ...] = ()
    refused: str | None = None
    unsettled: dict[int, Exchange] = field(factory=dict)
    superseded: set[int] = field(factory=set)
    rewritten: set[int] = field(factory=set)
    _windows: list[list[Exchange]] = field(factory=list, init=False)

    def add(self, exchange: Exchange) -> None:
        """Enters one exchange, also into every open `since` list."""
        self.exchanges.append(exchange)
        if exchange.kind == "api" and not exchange.is_own and not exchange.reads:
            self.unsettled[exchange.number] = exchange
        for window in self._windows:
            window.append(exchange)

    @contextmanager
    def since(self) -> Iterator[list[Exchange]]:
        """A list that is filled, while the block runs, with the exchanges made in it."""
        window: list[Exchange] = []
        self._windows.append(window)
        try:
            yield window
        finally:
            # By identity: two windows with the same exchanges are equal lists.
            self._windows[:] = [other for other in self._windows if other is not window]

    @contextmanager
    def labelled(self, *labels: str) -> Iterator[None]:
        """Exchanges made in the block carry these labels."""
        before = self.labels
        self.labels = (*before, *labels)
        try:
            yield
        finally:
            self.labels = before
