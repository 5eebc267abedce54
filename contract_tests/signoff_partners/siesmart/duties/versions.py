"""Entity tags: carried by every change and no creation, and sent as they came."""

from attrs import define, field

from signoff_contract.judge import introducer
from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Judge, Problem, Recent
from signoff_contract.traffic.exchange import Exchange

from .proposals import Proposals, created_by, is_creation, proposal_of

_TAGS = 100_000


def precondition(of: Circumstances) -> Judge[Exchange]:
    """If-Match on every change, and on no creation. Keeps nothing."""
    changes = introducer.precondition_sent(of.description)
    created = created_by(of)

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if is_creation(exchange) or (of.created is not None and created(exchange) is not None):
            has_version = bool(exchange.request_headers.get("if-match"))
            return (Problem(exchange, "is a creation with If-Match"),) if has_version else ()
        return changes.see(exchange)

    return Judge(look)


def as_received(of: Circumstances) -> Judge[Exchange]:
    """Each If-Match is, byte for byte, an ETag that was received.

    A tag that no answer had may be from before, so it is a breach only where the same tag came for that proposal in another
    spelling (quotes, `W/`, blanks), or where the proposal was created here. `*` is no tag; it is found by the rule on the
    newest version. Keeps the newest 100,000 tags, twice.
    """
    tags = _Tags(of)
    return Judge(tags.look, tags.learn)


@define(eq=False)
class _Tags:
    of: Circumstances
    received: Recent[str, None] = field(factory=lambda: Recent(_TAGS), init=False)
    spelled: Recent[tuple[str | None, str], None] = field(factory=lambda: Recent(_TAGS), init=False)
    proposals: Proposals = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.proposals = Proposals(self.of)

    def look(self, exchange: Exchange) -> tuple[Problem, ...] | None:
        sent = exchange.request_headers.get("if-match")
        if sent is None or exchange.kind != "api" or sent.strip() == "*":
            return None
        if sent in self.received:
            return ()
        number = proposal_of(exchange)
        whole = (self.of.own_run or number in self.proposals.made) and not self.received.dropped
        if not whole and (number, _bare(sent)) not in self.spelled:
            return None
        return (Problem(exchange, "sends an entity tag that no answer had in these bytes"),)

    def learn(self, exchange: Exchange) -> None:
        self.proposals.learn(exchange)
        if (tag := exchange.response_headers.get("etag")) is None:
            return
        self.received.put(tag, None)
        self.spelled.put((created_by(self.of)(exchange) or proposal_of(exchange), _bare(tag)), None)


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/").removeprefix("w/").strip("\"' ")
