"""Does every answer say by which identifier it can be talked about?"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from signoff_contract.description import Description, Provenance
from signoff_contract.judge.problem import Judge, Problem, rule
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import told

from .answer import is_answer


def trace_on_every_response(_: Description, *, header: str) -> Judge[Exchange]:
    """Every answer, errors included, carries a non-empty trace id in `header`. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        given = (exchange.response_headers.get(header) or "").strip()
        return None if given else f"no {header} on the answer {exchange.status}"

    return rule(is_answer, breach)


def trace_ids_unique(_: Description, *, header: str) -> Judge[Exchange]:
    """No two answers carry the same trace id.

    Keeps of every answer a digest of 16 bytes and a number: whatever was ever given can come again.
    """
    known: dict[bytes, int] = {}

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        value = exchange.response_headers.get(header)
        if not value or not is_answer(exchange):
            return None
        before = known.setdefault(blake2b(value.encode("utf-8", "replace"), digest_size=16).digest(), exchange.number)
        if before == exchange.number:
            return ()
        return (Problem(exchange, f"has the trace id of #{before}"),)

    return Judge(look)


def error_repeats_trace_id(_: Description, *, header: str, member: str, schema: str = "Error") -> Judge[Exchange]:
    """The body of every error repeats the trace id of its header in `member` of the described `schema`. Keeps nothing.

    Where the same id stands under another name, the name that we gave it is a finding and a person has to look.
    """

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        wanted = exchange.response_headers.get(header)
        if not wanted or not is_answer(exchange) or (exchange.status or 0) < 400 or exchange.method == "HEAD":
            return None
        try:
            body = told(exchange)
        except Malformed:
            return (Problem(exchange, f"the error {exchange.status} has no JSON object, so it repeats no request id"),)
        given = body.get(member) if isinstance(body, dict) else None
        if given == wanted:
            return ()
        if given is None and wanted in _texts(body):
            message = f"the request id stands in the error under another name than {member!r}"
            subject = f"/components/schemas/{schema}/properties/{member}"
            return (Problem(exchange, message, subject, Provenance("proposed", "")),)
        message = f"{member!r} of the error {exchange.status} is {_kind(given)}, not the id of the header"
        return (Problem(exchange, message),)

    return Judge(look)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _kind(value: Any) -> str:
    return "missing" if value is None else "another text" if isinstance(value, str) else "no text"
