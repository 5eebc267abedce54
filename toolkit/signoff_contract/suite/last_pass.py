"""The last pass over a run's record: no text of it holds a value that was learned to be sensitive after it was written.

Only values are gone over. Names, the words of a path, media types: what the description names is no data, and a value
that happens to be the same must not take it out of an address.
"""

import re
from urllib.parse import urlsplit

from attrs import evolve

from signoff_contract.traffic.exchange import RecordedExchange
from signoff_contract.traffic.redaction import Redactor

from .model import RunRecord


def scrub_record(record: RunRecord, redactor: Redactor) -> RunRecord:
    """The record without any value that was learned after the text that holds it was written."""
    scrub = redactor.scrub
    return evolve(
        record,
        requirements=tuple(evolve(row, reason=scrub(row.reason)) for row in record.requirements),
        checks=tuple(
            evolve(
                check,
                reason=scrub(check.reason),
                observations=tuple(evolve(seen, message=scrub(seen.message)) for seen in check.observations),
            )
            for check in record.checks
        ),
        exchanges=tuple(_scrub_exchange(exchange, redactor) for exchange in record.exchanges),
        findings=tuple(evolve(finding, message=scrub(finding.message)) for finding in record.findings),
        ended_early=scrub(record.ended_early) if record.ended_early else record.ended_early,
    )


def _scrub_exchange(exchange: RecordedExchange, redactor: Redactor) -> RecordedExchange:
    again = redactor.scrub_kept
    return evolve(
        exchange,
        url=_scrub_url(exchange.url, redactor),
        trace_id=again(exchange.trace_id),
        request_headers=tuple((name, again(value)) for name, value in exchange.request_headers),
        response_headers=tuple((name, again(value)) for name, value in exchange.response_headers),
        request_body=evolve(exchange.request_body, json=again(exchange.request_body.json)),
        response_body=evolve(exchange.response_body, json=again(exchange.response_body.json)),
    )


def _scrub_url(url: str, redactor: Redactor) -> str:
    """An address whose words stand and whose values are gone over.

    It was redacted when it was recorded: what is left in it are words of the description, placeholders, and values
    that may be shown.
    """
    parts = urlsplit(url)
    head = f"{parts.scheme}://{parts.netloc}"
    path = "/".join(redactor.scrub_value(part) for part in parts.path.split("/"))
    query = re.sub(r"(?<==)[^&]*", lambda found: redactor.scrub_value(found.group()), parts.query)
    return f"{redactor.scrub_secrets(head)}{path}{'?' + redactor.scrub_secrets(query) if query else ''}"
