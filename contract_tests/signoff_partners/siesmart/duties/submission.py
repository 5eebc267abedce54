"""What a submission carries, and what it comes after."""

from attrs import define, field

from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.traffic.exchange import Exchange

from .offices import Offices
from .proposals import Proposals, answered, proposal_of, sent

SUBMIT, CHECK = "decision_request", "decision_check"
_BOOLEANS = ("siemensMayContactCustomer", "siemensMayRequestCreditData", "prelease")
_REMEMBERED = 10_000
_NOT_THERE = frozenset({404, 405, 501})


def is_submission(exchange: Exchange) -> bool:
    """Whether a call submits a proposal."""
    return exchange.operation_id == SUBMIT


def all_booleans(of: Circumstances) -> Judge[Exchange]:
    """All three booleans on every submission. Keeps nothing."""

    def breach(exchange: Exchange) -> str | None:
        body = sent(of, exchange) or {}
        return (
            None if all(isinstance(body.get(name), bool) for name in _BOOLEANS) else "lacks one of the three booleans"
        )

    return rule(is_submission, breach)


def credit_data_in_us(of: Circumstances) -> Judge[Exchange]:
    """Credit data is asked for on proposals of offices in the United States only.

    Nothing is said where the proposal's office, or its country, is not known. Keeps the newest 10,000 proposals and 1,000
    offices.
    """
    proposals, offices = Proposals(of), Offices()

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if not is_submission(exchange):
            return None
        if (sent(of, exchange) or {}).get("siemensMayRequestCreditData") is not True:
            return ()
        office = offices.get(proposals.office_of(exchange))
        if office is None or office.country is None:
            return None
        abroad = office.country != "US"
        return (Problem(exchange, "asks for credit data outside the United States"),) if abroad else ()

    def learn(exchange: Exchange) -> None:
        proposals.learn(exchange)
        offices.learn(exchange)

    return Judge(look, learn)


def clean_check(of: Circumstances) -> Judge[Exchange]:
    """Each submission comes after a pre-check that allowed it, with no change between.

    A proposal from before may have been checked before; nothing is said of it until a check of it is seen. Neither is
    anything where the check is not at its proposed place: it was answered with 404, or something that is not described was
    called of the proposal. A submission that was refused for its version came too late, not too early. Keeps the newest
    10,000 proposals.
    """
    checks = _Checks(of)
    return Judge(checks.look, checks.learn)


@define(eq=False)
class _Checks:
    of: Circumstances
    allowed: Recent[str, bool] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    unknown: Recent[str, None] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    proposals: Proposals = field(init=False)
    nowhere: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.proposals = Proposals(self.of)

    def look(self, exchange: Exchange) -> tuple[Problem, ...] | None:
        number = proposal_of(exchange)
        if not is_submission(exchange) or number is None:
            return None
        allowed = self.allowed.get(number)
        if allowed:
            return ()
        if not self.of.own_run and (exchange.status == 412 or (allowed is None and not self._whole(number))):
            return None
        return (Problem(exchange, "submits without a clean pre-check of this version"),)

    def _whole(self, number: str) -> bool:
        """Whether all that was done with a proposal was seen, and is understood."""
        return number in self.proposals.made and number not in self.unknown and not self.nowhere

    def learn(self, exchange: Exchange) -> None:
        self.proposals.learn(exchange)
        number = proposal_of(exchange)
        if number is None:
            return
        if exchange.operation_id == CHECK and exchange.status == 200:
            body = answered(exchange)
            self.allowed.put(number, isinstance(body, dict) and body.get("requestAllowed") is True)
        elif exchange.operation_id == CHECK:
            self.nowhere = self.nowhere or exchange.status in _NOT_THERE
        elif exchange.operation_id is None:
            self.unknown.put(number, None)
        if _changes(exchange) and number in self.allowed:
            self.allowed.put(number, False)


def _changes(exchange: Exchange) -> bool:
    """Whether something was changed; a submission itself is judged by what came before it."""
    done = exchange.status is not None and exchange.status < 300
    return done and not exchange.reads and exchange.operation_id not in {SUBMIT, CHECK}
