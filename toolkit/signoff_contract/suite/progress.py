"""Progress of a run for the person at the terminal. It says nothing when nobody watches."""

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from signoff_contract.printing import printable

from .events import CheckFinished, CheckStarted, Event, ExchangeRecorded, RunFinished, RunStarted
from .model import State

_TOLD = frozenset({State.FAIL, State.INCONCLUSIVE})


class Progress:
    """A consumer of events that draws a bar on `stream` (stderr, so that stdout stays the result).

    On anything but a terminal it writes nothing.
    """

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False, markup=False)
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._sent = 0
        self._budget = 0

    def __call__(self, event: Event) -> None:
        if not self._console.is_terminal:
            return
        match event:
            case RunStarted():
                self._start(event)
            case CheckStarted(title=title):
                self._update(printable(title))
            case ExchangeRecorded():
                self._sent += 1
                self._update()
            case CheckFinished(outcome):
                if outcome.state in _TOLD and self._bar is not None:
                    style = "red" if outcome.state is State.FAIL else "yellow"
                    text = Text(f"{outcome.state}: ", style=style)
                    text.append(printable(f"{outcome.title}: {outcome.reason}"), style="default")
                    self._bar.console.print(text)
                self._update(advance=1)
            case RunFinished():
                self.close()

    def close(self) -> None:
        """Takes the bar away; also right after a run that did not end by itself."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _start(self, event: RunStarted) -> None:
        self._budget = event.budget
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("checks, {task.fields[sent]} requests"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task(
            f"{event.partner} at {event.host}", total=event.checks, sent=f"0/{self._budget}"
        )
        self._bar.start()

    def _update(self, description: str | None = None, advance: int = 0) -> None:
        if self._bar is not None and self._task is not None:
            text = description[:40] if description is not None else None
            self._bar.update(self._task, description=text, advance=advance, sent=f"{self._sent}/{self._budget}")
