"""One origin, with one or several mocks on it, told apart by path."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from attrs import define, evolve, field, frozen

from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.faults import as_reply
from signoff_contract.mock.front import Front
from signoff_contract.mock.http import Answer, Refusal, Request
from signoff_contract.mock.registry import Mock
from signoff_contract.traffic.relay.heads import RequestHead
from signoff_contract.traffic.relay.hooks import HangUp, Reply
from signoff_contract.traffic.relay.origin import Arrived, Malformed, in_words

from .listening import Place
from .territory import CONTROL, Territory, decoded, territories
from .translating import path_of, request_of, with_body
from .welcome import nothing_here, welcome

_MOST_REMEMBERED: Final = 256
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a body for the site itself: snapshots are the longest."""
_METHODS: Final = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
SITE: Final = ""
"""Who answered, where it was none of the mocks."""


@frozen(repr=False)
class Handled:
    """One request, told when it was answered. `partner` is who answered: the name of a mock, or empty for the site.

    `request` is None for bytes that were none.
    """

    at: datetime
    partner: str
    request: Request | None
    delivery: Delivery


@frozen(repr=False)
class _Known:
    """A request without its body, and who answers it."""

    partner: str
    handle: Callable[[Request], Delivery]
    request: Request


@define(eq=False)
class Site:
    """What stands on one origin: mocks by the names of their partners, and a desk.

    A path that belongs to no mock is answered with 404 in words; where there is only one mock, it answers all of them. The
    desk gets `/_signoff/` and everything below. The path `/`, where no mock has it, says what this is.

    `listeners` are told of each request before its answer goes out. `now` is the time that they are told.

    Raises ValueError for two mocks that want the same path, and for no mock at all.
    """

    mocks: Mapping[str, Mock]
    desk: Callable[[Request], Delivery] | None = None
    place: Place = field(factory=lambda: Place("http://mock.test"))
    listeners: list[Callable[[Handled], None]] = field(factory=list)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _territories: dict[str, Territory] = field(init=False, repr=False)
    _fronts: dict[str, Front] = field(init=False, repr=False)
    _known: dict[RequestHead, _Known] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.mocks:
            raise ValueError("a site needs a mock at least")
        self._territories = territories(self.mocks)
        self._fronts = {name: mock.app.front for name, mock in self.mocks.items()}

    @property
    def origins(self) -> frozenset[str]:
        """The origins by which the site may be addressed."""
        return self.place.origins

    def body_limit(self, head: RequestHead) -> int:
        """The longest body that whoever answers a request takes, in bytes."""
        partner = self.owner(path_of(head.target))
        return _LARGEST if partner == SITE else self.mocks[partner].app.body_limit

    def owner(self, path: str) -> str:
        """The partner whose mock answers a path; empty where the site answers it itself."""
        plain = decoded(path)
        if plain == CONTROL or plain.startswith(f"{CONTROL}/"):
            return SITE
        for name, territory in self._territories.items():
            if territory.has(plain):
                return name
        return next(iter(self.mocks)) if len(self.mocks) == 1 and path != "/" else SITE

    # What the origin asks

    def answer(self, arrived: Arrived) -> Reply | HangUp:
        """What becomes of a request."""
        known = self._known.get(arrived.head)
        if known is None or known.request.address != arrived.address or known.request.scheme != arrived.scheme:
            known = self._look(arrived)
        request = known.request
        if arrived.body or arrived.truncated:
            request = with_body(request, arrived.body, truncated=arrived.truncated)
        delivery = known.handle(request)
        self._tell(known.partner, request, delivery)
        return as_reply(delivery)

    def refuse(self, malformed: Malformed) -> Reply | HangUp:
        """What becomes of bytes that are no request: the partner's own refusal where it can be told whose they are."""
        # The root says what this is, but to whom it is broken a partner should answer as it does.
        partner = self.owner(path_of(malformed.target).rstrip("/") or "?")
        if partner == SITE:
            reply = in_words(malformed)
            refusal = Refusal(malformed.status, "MALFORMED_REQUEST", malformed.why)
            self._tell(SITE, None, Delivery(Answer(malformed.status, refusal=refusal)))
            return reply
        why = malformed.why[:1].upper() + malformed.why[1:]
        delivery = self._fronts[partner].malformed(why, malformed.status)
        self._tell(partner, None, delivery)
        return as_reply(delivery)

    def _look(self, arrived: Arrived) -> _Known:
        request = request_of(evolve(arrived, body=b"", truncated=False))
        partner = self.owner(request.path)
        handle = self._own if partner == SITE else self._fronts[partner].handle
        known = _Known(partner, handle, request)
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[arrived.head] = known
        return known

    def _tell(self, partner: str, request: Request | None, delivery: Delivery) -> None:
        if self.listeners:
            handled = Handled(self.now(), partner, request, delivery)
            for listener in self.listeners:
                listener(handled)

    # What belongs to no mock

    def _own(self, request: Request) -> Delivery:
        path = decoded(request.path)
        bases = {name: mock.base_url(self.place.origin) for name, mock in self.mocks.items()}
        if path == "/":
            return Delivery(welcome(request, bases, self.place.origin))
        if path == CONTROL or path.startswith(f"{CONTROL}/"):
            return Delivery(nothing_here(bases)) if self.desk is None else self.desk(request)
        if path == "*":
            return Delivery(Answer(200, (("Allow", _METHODS),)))
        return Delivery(nothing_here(bases))
