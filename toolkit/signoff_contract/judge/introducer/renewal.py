"""Is a token used again, or is there a new one for each call?"""

import contextlib
from datetime import datetime, timedelta

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.judge.grants import digest_of
from signoff_contract.judge.problem import Judge, Problem, Recent
from signoff_contract.traffic.exchange import Exchange, Malformed, Sender
from signoff_contract.traffic.subject import bearer, grant_of
from signoff_contract.traffic.wire import lifetime_of

_REMEMBERED = 10_000


def token_reused(_: Description, *, margin: float = 300.0, hidden: int = 4) -> Judge[Exchange]:
    """A sender asks for a new token only when the one before is about to expire or was refused.

    `margin` is how many seconds before its end a token may be renewed. The lifetime is what `expires_in` of the answer says,
    never a constant. Each process has a token of its own, and so has each connection where the process is not known.

    Of calls whose sender is not known nobody can say which of them is whose: as many senders as there are tokens may be
    behind them, each with its own. They are judged by what they do with the tokens. One that is carried twice is used
    again; where more than `hidden` of them were carried just once and given up for the next one, there is a token for each
    call. That is told at the end, and nothing is told of tokens that nobody was seen to carry.

    Keeps what is known of the last token of each of the newest 10,000 senders, and of the newest 10,000 tokens that were
    carried at most once; of the exchanges the newest call for a token, where its process is not known.
    """
    tokens = _Tokens(margin, hidden)
    return Judge(tokens.look, tokens.learn, tokens.end)


@define(eq=False)
class _Held:
    """A token as its sender has it: since when, until when it should be used, whether it was refused."""

    number: int
    started: datetime
    lifetime: float
    ends: datetime
    token: bytes | None
    refused: bool = False


@define(eq=False)
class _Unclaimed:
    """A token of which nobody knows whose it is."""

    ends: datetime
    carried: int = 0
    refused: bool = False
    given_up: bool = False
    """Whether the next one was asked for while this one lived."""

    @property
    def served_one_call(self) -> bool:
        return self.carried == 1 and self.given_up and not self.refused


@define(eq=False)
class _Tokens:
    margin: float
    hidden: int
    held: Recent[Sender, _Held] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    unclaimed: Recent[bytes, _Unclaimed] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    newest: _Unclaimed | None = field(default=None, init=False)
    asked: Exchange | None = field(default=None, init=False)
    """The newest call for a token of a process that is not known."""

    def look(self, exchange: Exchange) -> tuple[Problem, ...] | None:
        if exchange.kind == "api":
            known = self.unclaimed.get(digest_of(bearer(exchange)))
            return () if known is not None and known.carried else None
        sender = _holder(exchange.sender)
        if not _granted(exchange) or sender is None:
            return None
        before = self.held.get(sender)
        if before is None or before.refused or exchange.started >= before.ends:
            return ()
        span = (exchange.started - before.started).total_seconds()
        message = (
            f"a new token was asked for {span:.0f} s after #{before.number}, whose token lives {before.lifetime:g} s"
        )
        return (Problem(exchange, message),)

    def learn(self, exchange: Exchange) -> None:
        if exchange.kind == "api":
            self._use(exchange)
        elif _granted(exchange):
            self._grant(exchange)

    def end(self) -> tuple[Problem, ...]:
        single = sum(each.served_one_call for each in self.unclaimed.values())
        if single <= self.hidden or self.asked is None:
            return ()
        return (Problem(self.asked, f"a token for each call was asked for: {single} tokens served one request each"),)

    def _grant(self, exchange: Exchange) -> None:
        grant, lifetime = grant_of(exchange), _lifetime(exchange)
        token = digest_of(grant.token) if grant is not None else None
        ends = exchange.started + timedelta(seconds=max(0.0, lifetime - self.margin))
        sender = _holder(exchange.sender)
        if sender is not None:
            self.held.put(sender, _Held(exchange.number, exchange.started, lifetime, ends, token))
        if exchange.sender.process is None:
            if self.newest is not None:
                self.newest.given_up = exchange.started < self.newest.ends
            self.newest, self.asked = _Unclaimed(ends), exchange
            if token is not None:
                self.unclaimed.put(token, self.newest)

    def _use(self, exchange: Exchange) -> None:
        token = digest_of(bearer(exchange))
        refused = exchange.status == 401
        if refused:
            sender = _holder(exchange.sender)
            for holder, held in self.held.entries.items():
                held.refused = held.refused or holder == sender or held.token == token
        if (known := self.unclaimed.get(token)) is not None:
            known.carried += 1
            known.refused = known.refused or refused
            if known.carried > 1:
                # It is used again, so there is nothing left to say about it.
                self.unclaimed.drop(token)


def _holder(sender: Sender) -> Sender | None:
    """Whose token it is: a process's, else a connection's; None where neither is known."""
    if sender.process is not None:
        return Sender(process=sender.process)
    return sender if sender.connection is not None else None


def _granted(exchange: Exchange) -> bool:
    return exchange.kind == "token" and exchange.status is not None and exchange.status < 300


def _lifetime(exchange: Exchange) -> float:
    with contextlib.suppress(Malformed):
        body = exchange.json()
        return (lifetime_of(body) if isinstance(body, dict) else None) or 0.0
    return 0.0
