"""What is written down about a call: one line for each attempt, one for the call, and nothing that is confidential.

Names of header fields and query parameters are shown, values only of those known to be harmless. Bodies never are.
"""

import logging
import re
from collections.abc import Mapping

from signoff._headers import show_headers
from signoff._pipeline.outcome import Outcome
from signoff._pipeline.trace import find_trace_id
from signoff._scrub import Scrubber, one_line
from signoff.errors import ApiError

LOGGER_NAME = "signoff"
_LONGEST = 4000


def mask_query(target: str) -> str:
    """A path with its query, the values of the query replaced."""
    path, mark, query = target.partition("?")
    return path + mark + re.sub(r"=[^&]*", "=***", query)


class CallLog:
    """Writes about one call. Every text of it passes the scrubber, whatever it is made of."""

    def __init__(self, logger: logging.Logger, label: str, trace_header: str, scrubber: Scrubber) -> None:
        self._logger = logger
        self._label = label
        self._trace_header = trace_header
        self._scrubber = scrubber

    def attempt(self, what: str, number: int, status: int, headers: Mapping[str, str], seconds: float) -> None:
        """An attempt brought an answer."""
        if self._logger.isEnabledFor(logging.DEBUG):
            shown = show_headers(headers)
            self._write(logging.DEBUG, f"{what}attempt {number}: {status} in {seconds:.3f} s, {shown}", between=" ")

    def failed_attempt(self, what: str, number: int, failure: str, seconds: float) -> None:
        """An attempt brought none."""
        self._write(logging.DEBUG, f"{what}attempt {number}: {failure} in {seconds:.3f} s", between=" ")

    def waiting(self, seconds: float, reason: str) -> None:
        """The call pauses."""
        self._write(logging.DEBUG, f"waits {seconds:.3f} s: {reason}", between=" ")

    def answered(self, status: int, headers: Mapping[str, str], attempts: int, seconds: float) -> None:
        """The call is over, with a success."""
        if not self._logger.isEnabledFor(logging.INFO):
            return
        trace = find_trace_id(headers, self._trace_header, scrubber=self._scrubber) or "none"
        self._write(logging.INFO, f"{status}, attempts {attempts}, {seconds:.3f} s, trace id {trace}")

    def failed(self, error: BaseException, attempts: int, seconds: float, outcome: Outcome | None = None) -> None:
        """The call is over, with an error or an interrupt. ``outcome`` is what became of a change."""
        status = f" {error.status}" if isinstance(error, ApiError) else ""
        trace = getattr(error, "trace_id", None) or "none"
        became = "" if outcome is None else f", outcome {outcome.value}"
        self._write(
            logging.INFO,
            f"{type(error).__name__}{status}, attempts {attempts}, {seconds:.3f} s, trace id {trace}{became}",
        )

    def unreadable(self, error: BaseException, status: int, outcome: Outcome | None) -> None:
        """The call was answered with a success that cannot be used."""
        became = "" if outcome is None else f", outcome {outcome.value}"
        self._write(logging.INFO, f"{type(error).__name__} of the answer {status}{became}")

    def _write(self, level: int, text: str, between: str = ": ") -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, "%s", one_line(self._scrubber.text(f"{self._label}{between}{text}"), _LONGEST))
