"""The hash chain over the exchanges of a run: each carries a digest of itself and of all before it.

Leaving one out, putting one in, changing or moving one gives another value for it and for every one after it. The
chain alone proves nothing against its maker, who could compute all of it anew; it does so for whoever knows its last
value, which `signoff certify` prints when a run ends and the signed statement covers.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from .canonical import compact

ALGORITHM = "sha256"

_BEGUN_WITH = ("host", "partner", "started", "target")


def start_value(results: Mapping[str, Any]) -> str:
    """The value before the first exchange. It stands for the run: partner, target, host and when it began."""
    return hashlib.sha256(compact({name: results[name] for name in _BEGUN_WITH})).hexdigest()


def next_value(previous: str, exchange: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the value before (its 64 characters) and the exchange's compact JSON without `chain`."""
    content = compact({name: value for name, value in exchange.items() if name != "chain"})
    return hashlib.sha256(previous.encode() + content).hexdigest()


def chained(exchanges: Iterable[Mapping[str, Any]], start: str) -> list[dict[str, Any]]:
    """The exchanges, each with its `chain`."""
    linked: list[dict[str, Any]] = []
    value = start
    for exchange in exchanges:
        value = next_value(value, exchange)
        linked.append({**exchange, "chain": value})
    return linked


def summary(exchanges: list[dict[str, Any]], start: str) -> dict[str, Any]:
    """What `results.json` says of the whole chain; its head is the start value when nothing was sent."""
    head = exchanges[-1]["chain"] if exchanges else start
    return {"algorithm": ALGORITHM, "start": start, "length": len(exchanges), "head": head}
