"""What is written down about a call: one line for each attempt, one for the call, and nothing that is confidential.

Names of header fields and query parameters are shown, values only of those known to be harmless. Bodies never are.
"""

import logging
import re
from collections.abc import Mapping

from signoff._headers import show_headers
from signoff._pipeline.trace import find_trace_id
from signoff.errors import ApiError, SignoffError

LOGGER_NAME = "signoff"


def mask_query(target: str) -> str:
    """A path with its query, the values of the query replaced."""
    path, mark, query = target.partition("?")
    return path + mark + re.sub(r"=[^&]*", "=***", query)


class CallLog:
    """Writes about one call."""

    def __init__(self, logger: logging.Logger, label: str, trace_header: str) -> None:
        self._logger = logger
        self._label = label
        self._trace_header = trace_header

    def attempt(self, what: str, number: int, status: int, headers: Mapping[str, str], seconds: float) -> None:
        """An attempt brought an answer."""
        if self._logger.isEnabledFor(logging.DEBUG):
            shown = show_headers(headers)
            self._logger.debug("%s %sattempt %d: %d in %.3f s, %s", self._label, what, number, status, seconds, shown)

    def failed_attempt(self, what: str, number: int, failure: str, seconds: float) -> None:
        """An attempt brought none."""
        self._logger.debug("%s %sattempt %d: %s in %.3f s", self._label, what, number, failure, seconds)

    def waiting(self, seconds: float, reason: str) -> None:
        """The call pauses."""
        self._logger.debug("%s waits %.3f s: %s", self._label, seconds, reason)

    def answered(self, status: int, headers: Mapping[str, str], attempts: int, seconds: float) -> None:
        """The call is over, with a success."""
        trace = find_trace_id(headers, self._trace_header) or "none"
        self._logger.info("%s: %d, attempts %d, %.3f s, trace id %s", self._label, status, attempts, seconds, trace)

    def failed(self, error: SignoffError, attempts: int, seconds: float) -> None:
        """The call is over, with an error."""
        status = f" {error.status}" if isinstance(error, ApiError) else ""
        trace = getattr(error, "trace_id", None) or "none"
        kind = type(error).__name__
        self._logger.info(
            "%s: %s%s, attempts %d, %.3f s, trace id %s", self._label, kind, status, attempts, seconds, trace
        )
