"""The two tables of a bundle, as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import titled

# A cell that begins with one of these is a formula to a spreadsheet, and the text may come from a partner.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

# Each header with what stands below it: neither can move, come or go without the other.
_MATRIX: Final[Mapping[str, Callable[[Mapping[str, Any], str], str]]] = {
    "requirement": lambda row, _: str(row["id"]),
    "statement": lambda row, _: str(row["statement"]),
    "level": lambda row, _: str(row["level"]),
    "binds": lambda row, _: str(row["binds"]),
    "confidence": lambda row, _: str(row["confidence"]),
    "state": lambda row, _: str(row["state"]),
    "reason": lambda row, _: str(row["reason"]),
    "checks": lambda row, _: " ".join(row["checks"]),
    "trace_ids": lambda row, _: " ".join(row["trace_ids"]),
    "sources": lambda row, _: "; ".join(f"{source['document']}, {source['section']}" for source in row["sources"]),
    "ran": lambda _, ran: ran,
}
MATRIX = tuple(_MATRIX)
TRACES = ("utc", "method", "path", "status", "trace_id", "exchange", "requirements", "ran")


def render_matrix_csv(core: Core) -> str:
    """One line for each requirement, in the order of the requirement file. The last column says what ran."""
    return _csv(MATRIX, matrix_rows(core))


def matrix_rows(core: Core) -> list[tuple[str, ...]]:
    """The lines of the matrix, before any cell is guarded."""
    ran = titled(core.results, core.environment)
    return [tuple(value(row, ran) for value in _MATRIX.values()) for row in core.results["requirements"]]


def render_trace_ids(core: Core) -> str:
    """One line for each call of the API, in the order in which they were made, with the requirements that it shows.

    The partner can look each of them up in its own logs. Times are in UTC. `exchange` is our own number of the call,
    the same in every file of the evidence. The last column says what made the calls.
    """
    return _csv(TRACES, trace_rows(core))


def trace_rows(core: Core) -> list[tuple[str, ...]]:
    """The lines of the list of calls, before any cell is guarded."""
    ran = titled(core.results, core.environment)
    results = core.results
    shown: dict[int, list[str]] = {}
    for row in results["requirements"]:
        for number in row["exchanges"]:
            shown.setdefault(number, []).append(row["id"])
    return [
        (
            exchange["started"],
            exchange["method"],
            path_of(exchange),
            "" if exchange["status"] is None else str(exchange["status"]),
            exchange["trace_id"] or "",
            str(exchange["number"]),
            " ".join(shown.get(exchange["number"], ())),
            ran,
        )
        for exchange in results["exchanges"]
        if exchange["kind"] == "api"
    ]


def path_of(exchange: Mapping[str, Any]) -> str:
    """The path template of an exchange, or its redacted path when the description knows none."""
    return str(exchange["template"] or urlsplit(exchange["url"]).path)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return text.getvalue()


def cell(value: str) -> str:
    """A value as it stands in a table: never a formula."""
    value = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{value}" if value.startswith(_FORMULA) else value
