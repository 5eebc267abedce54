"""The form in which recorded exchanges are written: of it a record is made, a chain is reckoned, and views are drawn."""

from datetime import UTC, datetime
from typing import Any

from .exchange import RecordedBody, RecordedExchange


def as_record(exchange: RecordedExchange) -> dict[str, Any]:
    """An exchange as plain JSON values, see `exchange` in `openapi/schema/results.schema.json`."""
    return {
        "number": exchange.number,
        "kind": exchange.kind,
        "operation": exchange.operation_id,
        "method": exchange.method,
        "url": exchange.url,
        "template": exchange.template,
        "request": {
            "headers": [list(pair) for pair in exchange.request_headers],
            "body": _body(exchange.request_body),
        },
        "status": exchange.status,
        "response": {
            "headers": [list(pair) for pair in exchange.response_headers],
            "body": _body(exchange.response_body),
        },
        "trace_id": exchange.trace_id,
        "started": instant(exchange.started),
        "seconds": exchange.seconds,
        "error": exchange.error,
        "labels": list(exchange.labels),
        "source": exchange.source,
    }


def _body(body: RecordedBody) -> dict[str, Any]:
    return {"media_type": body.media_type, "size": body.size, "json": body.json, "note": body.note}


def instant(moment: datetime) -> str:
    """An instant in UTC with milliseconds, as in `2026-01-31T09:30:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
