"""Which proposals traffic is about: created here or there before, and of which office."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from signoff.siesmart.settings import CREATE_PATHS
from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Recent
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import told

CREATE, READ = "proposals_create", "proposals_get"
_REMEMBERED = 10_000
_NAMED = re.compile(r"/proposals/(\d+)(?=/|$)", re.ASCII)


def is_creation(exchange: Exchange) -> bool:
    """Whether a call creates a proposal, at either of the documented paths."""
    at_other = exchange.operation_id is None and exchange.method == "POST" and exchange.path in CREATE_PATHS
    return exchange.kind == "api" and (exchange.operation_id == CREATE or at_other)


def proposal_of(exchange: Exchange) -> str | None:
    """The id of the proposal that a call's path names."""
    named = _NAMED.match(exchange.path) if exchange.kind == "api" else None
    return named[1] if named else None


def sent(of: Circumstances, exchange: Exchange) -> Mapping[str, Any] | None:
    """The object that a call sends, in the description's names; None when it sends none."""
    try:
        body = of.plain(exchange.request_json())
    except Malformed:
        return None
    return body if isinstance(body, dict) else None


def answered(exchange: Exchange) -> Any:
    """The JSON of a success that the API answered; None where it is none."""
    if not exchange.is_own or exchange.status is None or not 200 <= exchange.status < 300:
        return None
    try:
        return told(exchange)
    except Malformed:
        return None


def created_by(of: Circumstances) -> Callable[[Exchange], str | None]:
    """What gives the id of the proposal that an exchange created; None for one that created none."""
    return of.created or _created


def _created(exchange: Exchange) -> str | None:
    if not is_creation(exchange) or not exchange.is_own or exchange.status not in {200, 201}:
        return None
    body = answered(exchange)
    number = body.get("id") if isinstance(body, dict) else None
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else None


@define(eq=False)
class Proposals:
    """The newest 10,000 proposals that were created or read: of which office each is, None where that was not told."""

    of: Circumstances
    offices: Recent[str, Any] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    made: Recent[str, None] = field(factory=lambda: Recent(_REMEMBERED), init=False)

    def learn(self, exchange: Exchange) -> None:
        """Takes in a creation, or what a read tells."""
        if (number := created_by(self.of)(exchange)) is not None:
            self.made.put(number, None)
            self.offices.put(number, (sent(self.of, exchange) or {}).get("officeId"))
        elif exchange.operation_id == READ and (read := proposal_of(exchange)) is not None:
            body = answered(exchange)
            office = body.get("officeId") if isinstance(body, dict) else None
            if office is not None or read not in self.offices:
                self.offices.put(read, office)

    def office_of(self, exchange: Exchange) -> Any:
        """The office of the proposal that a call names; None where it is not known."""
        number = proposal_of(exchange)
        return None if number is None else self.offices.get(number)
