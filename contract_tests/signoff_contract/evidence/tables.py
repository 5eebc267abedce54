"""The two tables of a bundle, as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from .core import Core

# A cell that begins with one of these is a formula to a spreadsheet, and the text may come from a partner.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render_matrix_csv(core: Core) -> str:
    """One line for each requirement, in the order of the requirement file."""
    header = (
        "requirement",
        "statement",
        "level",
        "binds",
        "confidence",
        "state",
        "reason",
        "checks",
        "trace_ids",
        "sources",
    )
    return _csv(
        header,
        (
            (
                row["id"],
                row["statement"],
                row["level"],
                row["binds"],
                row["confidence"],
                row["state"],
                row["reason"],
                " ".join(row["checks"]),
                " ".join(row["trace_ids"]),
                "; ".join(f"{source['document']}, {source['section']}" for source in row["sources"]),
            )
            for row in core.results["requirements"]
        ),
    )


def render_trace_ids(core: Core) -> str:
    """One line for each requirement and exchange that shows it; then the exchanges that show none.

    The partner can look each of them up in its own logs. Times are in UTC. The last column is our own number of the
    exchange, the same in every file of the evidence.
    """
    results = core.results
    exchanges = {exchange["number"]: exchange for exchange in results["exchanges"]}
    shown = {number for row in results["requirements"] for number in row["exchanges"]}
    linked = [(row["id"], number) for row in results["requirements"] for number in row["exchanges"]]
    others = [("", number) for number in exchanges if number not in shown]
    return _csv(
        ("requirement", "utc", "method", "path", "status", "trace_id", "exchange"),
        (
            (
                requirement,
                exchange["started"],
                exchange["method"],
                path_of(exchange),
                "" if exchange["status"] is None else str(exchange["status"]),
                exchange["trace_id"] or "",
                str(exchange["number"]),
            )
            for requirement, number in (*linked, *others)
            if (exchange := exchanges.get(number)) is not None and exchange["kind"] == "api"
        ),
    )


def path_of(exchange: Mapping[str, Any]) -> str:
    """The path template of an exchange, or its redacted path when the description knows none."""
    return str(exchange["template"] or urlsplit(exchange["url"]).path)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _cell(value: str) -> str:
    value = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{value}" if value.startswith(_FORMULA) else value
