"""Exchanges of an application that are made up one by one, by a partner's own description; and what its duties say of them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from signoff_contract.description import Description, load
from signoff_contract.judge.duty import Circumstances, Duty
from signoff_contract.partners import find_part
from signoff_contract.traffic.exchange import Exchange, Sender

START = datetime.fromisoformat("2026-01-31T09:30:00+00:00")
NOBODY = Sender()
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@cache
def described(partner: str) -> Description:
    return load(partner)


@cache
def duties(partner: str) -> Mapping[str, Duty]:
    found: Mapping[str, Duty] = find_part(partner, "duties", "DUTIES")
    return found


class Application:
    """Makes the exchanges of an application, a second apart unless it is told to wait; `made` has them all."""

    def __init__(self, partner: str, base_url: str, token_url: str, **known: Any) -> None:
        self.partner, self.base, self.token_url = partner, base_url, token_url
        self.known = known
        self.made: list[Exchange] = []
        self.at = START

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def call(
        self,
        method: str,
        path: str,
        status: int | None = 200,
        *,
        sent: Any = None,
        answer: Any = None,
        token: str | None = "token-of-the-day-1",
        match: str | None = None,
        tag: str | None = None,
        by: Sender = NOBODY,
        headers: Mapping[str, str] | None = None,
        answered: Mapping[str, str] | None = None,
    ) -> Exchange:
        """One call of the API; `path` may have a query."""
        plain = path.partition("?")[0]
        matched = described(self.partner).match(method, plain)
        asked = {"Authorization": f"Bearer {token}"} if token is not None else {}
        asked |= {"Content-Type": JSON} if sent is not None else {}
        asked |= {"If-Match": match} if match is not None else {}
        told = {"Content-Type": JSON} if answer is not None else {}
        told |= {"ETag": tag} if tag is not None else {}
        return self._add(
            kind="api",
            operation_id=matched[0].id if matched else None,
            method=method,
            url=f"{self.base}{path}",
            path=plain,
            request_headers={**asked, **(headers or {})},
            request_body=_bytes(sent),
            status=status,
            response_headers={**told, **(answered or {})} if status is not None else {},
            response_body=_bytes(answer),
            error=None if status is not None else "ReadTimeout",
            sender=by,
        )

    def grant(
        self,
        sent: Mapping[str, Any],
        token: str = "token-of-the-day-1",
        *,
        kind: str = JSON,
        method: str = "POST",
        query: str = "",
        status: int | None = 200,
        by: Sender = NOBODY,
        headers: Mapping[str, str] | None = None,
        **further: Any,
    ) -> Exchange:
        """One call for a token."""
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 3600, **further}
        return self._add(
            kind="token",
            method=method,
            url=self.token_url + query,
            request_headers={"Content-Type": kind, **(headers or {})},
            request_body=urlencode(sent).encode() if kind == FORM else _bytes(sent),
            status=status,
            response_headers={"Content-Type": JSON} if status is not None else {},
            response_body=_bytes(answer) if status == 200 else b"",
            sender=by,
        )

    def _add(self, **parts: Any) -> Exchange:
        exchange = Exchange(number=len(self.made) + 1, started=self.at, seconds=0.1, **parts)
        self.made.append(exchange)
        self.wait(1)
        return exchange

    def says(self, row: str, exchanges: Iterable[Exchange] | None = None, **known: Any) -> dict[int, str | None]:
        """What a duty says of each exchange that it judges: its number, and the problem, None for none. The end counts as 0."""
        settings = {"base_url": self.base, "token_url": self.token_url, **self.known, **known}
        judge = duties(self.partner)[row].judge(Circumstances(description=described(self.partner), **settings))
        found: dict[int, str | None] = {}
        for exchange in self.made if exchanges is None else exchanges:
            if (problems := judge.see(exchange)) is not None:
                found[exchange.number] = "; ".join(each.message for each in problems) or None
        for problem in judge.finish():
            found[0] = problem.message
        return found

    def complaints(self) -> dict[str, dict[int, str]]:
        """All that all passive duties find wrong, by row and number."""
        found = {
            row: {number: told for number, told in self.says(row).items() if told is not None}
            for row, duty in duties(self.partner).items()
            if duty.is_passive
        }
        return {row: told for row, told in found.items() if told}


def _bytes(value: Any) -> bytes:
    if value is None or isinstance(value, bytes):
        return value or b""
    return json.dumps(value).encode()
