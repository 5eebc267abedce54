"""Exchanges that are made up one by one, with the made-up partner of the suite's tests, and what judges say of them."""

import gc
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from types import FunctionType, ModuleType
from typing import Any

from tests.suite.parcels import BASE, TOKEN, description

from signoff_contract.description import Description, Validators
from signoff_contract.judge.problem import Judge
from signoff_contract.traffic.exchange import Answered, Exchange, Sender
from signoff_contract.traffic.redaction import Redactor

__all__ = ["BASE", "HEADER", "NOBODY", "TOKEN", "Traffic", "description", "reachable", "size_of", "words"]

HEADER = "X-PARCEL-TRACE"
NOBODY = Sender()
START = datetime.fromisoformat("2026-01-31T09:30:00+00:00")


class Traffic:
    """Makes exchanges, a second apart unless it is told to wait; `made` has them all."""

    def __init__(self) -> None:
        self.made: list[Exchange] = []
        self.at = START

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def call(
        self,
        method: str,
        path: str = "/parcels/1",
        status: int | None = 200,
        *,
        token: str | None = "token-1",
        by: Sender = NOBODY,
        url: str | None = None,
        sent: Any = None,
        match: str | None = None,
        answer: Any = None,
        tag: str | None = None,
        trace: str | None = "",
        headers: dict[str, str] | None = None,
        who: Answered | None = None,
        kind: str = "application/json",
    ) -> Exchange:
        """One call of the API; an answer has a trace id of its own, unless it is told otherwise (None: it has none)."""
        matched = description().match(method, path)
        number = len(self.made) + 1
        asked = {"Authorization": f"Bearer {token}"} if token is not None else {}
        asked |= {"If-Match": match} if match is not None else {}
        asked |= {"Content-Type": "application/json"} if sent is not None else {}
        trace = f"trace-{number}" if trace == "" else trace
        answered = {"Content-Type": kind} if answer is not None else {}
        answered |= {"ETag": tag} if tag is not None else {}
        answered |= {HEADER: trace} if trace is not None else {}
        return self._add(
            kind="api",
            operation_id=matched[0].id if matched else None,
            method=method,
            url=url or f"{BASE}{path}",
            path=path,
            request_headers=asked,
            request_body=_bytes(sent),
            status=status,
            response_headers={**answered, **(headers or {})} if status is not None else {},
            response_body=_bytes(answer),
            trace_id=trace,
            sender=by,
            **({"by": who} if who is not None else {}),
        )

    def grant(
        self,
        token: str = "token-1",
        *,
        lifetime: Any = 3600,
        status: int = 200,
        by: Sender = NOBODY,
        answer: Any = None,
        kind: str = "application/json",
        sent: str = "grant_type=client_credentials&client_secret=hush-hush-hush",
    ) -> Exchange:
        """One call for a token."""
        body = {"access_token": token, "token_type": "Bearer", "expires_in": lifetime} if answer is None else answer
        return self._add(
            kind="token",
            operation_id=None,
            method="POST",
            url=TOKEN,
            path="/token",
            request_headers={"Content-Type": "application/x-www-form-urlencoded"},
            request_body=sent.encode(),
            status=status,
            response_headers={"Content-Type": kind},
            response_body=_bytes(body),
            trace_id=None,
            sender=by,
        )

    def _add(self, **parts: Any) -> Exchange:
        exchange = Exchange(number=len(self.made) + 1, started=self.at, seconds=0.1, **parts)
        self.made.append(exchange)
        self.wait(1)
        return exchange


def _bytes(value: Any) -> bytes:
    if value is None or isinstance(value, bytes):
        return value or b""
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def words(judge: Judge[Exchange], exchanges: Iterable[Exchange]) -> list[str]:
    """What a judge says of exchanges, and at their end: the number and the message of each problem."""
    found = [problem for exchange in exchanges for problem in judge.see(exchange) or ()]
    return [f"#{problem.exchange.number} {problem.message}" for problem in (*found, *judge.finish())]


def reachable(thing: object, *constant: object) -> Iterator[object]:
    """What hangs on an object, itself included, without types, modules, and what does not change with traffic."""
    seen = {id(each) for each in constant}
    todo = [thing]
    while todo:
        each = todo.pop()
        if id(each) in seen or isinstance(each, type | ModuleType | Description | Validators | Redactor):
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, FunctionType):
            # Its globals are the module's, not its own.
            todo.extend(cell.cell_contents for cell in each.__closure__ or ())
        else:
            todo.extend(gc.get_referents(each))


def size_of(thing: object, *constant: object) -> int:
    """How many objects hang on one, see `reachable`."""
    return sum(1 for _ in reachable(thing, *constant))
