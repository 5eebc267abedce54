"""Who may call, and the access tokens that prove it."""

from collections.abc import Callable, Mapping
from hmac import compare_digest
from threading import Lock

from attrs import define, evolve, field, frozen

from .changes import Changes
from .clock import Clock
from .http import Request
from .identity import Identities

READ = "read"
WRITE = "write"


@frozen
class Client:
    """One set of credentials, and which rights it has (READ, WRITE). A partner's mock may add what its clients have."""

    client_id: str
    client_secret: str = field(repr=False)
    rights: frozenset[str] = frozenset({READ, WRITE})

    @property
    def summary(self) -> str:
        """What a person should know about the client, in a line."""
        return f"rights {', '.join(sorted(self.rights))}"


class InvalidToken(Exception):
    """The token is unknown, expired or revoked; the message says which."""


@frozen
class Issued:
    """A token that was given out: to whom, and until which reading of the clock it counts."""

    client: Client
    until: float
    revoked: bool = False


@define
class TokenOffice:
    """Issues access tokens to clients and tells whom a token belongs to. `lifetime` is in seconds.

    `shape` makes of an opaque text what this partner's tokens look like. Raises ValueError without any client, or with
    a negative lifetime.
    """

    clients: tuple[Client, ...]
    clock: Clock
    identities: Identities
    lifetime: int
    shape: Callable[[str], str] = str
    changes: Changes = field(factory=Changes, init=False, repr=False)
    _issued: dict[str, Issued] = field(factory=dict, init=False, repr=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.clients:
            raise ValueError("the mock needs at least one client")
        if self.lifetime < 0:
            raise ValueError("spans of time are 0 seconds or more")

    def client(self, client_id: str, client_secret: str) -> Client | None:
        """The client with these credentials, if there is one."""
        found = None
        for client in self.clients:
            same_id = compare_digest(client.client_id.encode(), client_id.encode("utf-8", "replace"))
            same_secret = compare_digest(client.client_secret.encode(), client_secret.encode("utf-8", "replace"))
            if same_id and same_secret:
                found = client
        return found

    def issue(self, client: Client, lifetime: int | None = None) -> str:
        """A new token for a client, for `lifetime` seconds (the office's own lifetime unless given)."""
        token = self.shape(self.identities.token())
        with self._lock:
            until = self.clock.monotonic() + (self.lifetime if lifetime is None else lifetime)
            self._keep(token, Issued(client, until))
        return token

    def holder(self, token: str) -> Client:
        """The client a token was issued to. Raises InvalidToken when it is unknown, expired or revoked."""
        issued = self._issued.get(token)
        if issued is None:
            raise InvalidToken("The access token is not known; ask for one at the token endpoint")
        if issued.revoked:
            raise InvalidToken("The access token was revoked; ask for a new one")
        if self.clock.monotonic() >= issued.until:
            raise InvalidToken("The access token has expired; ask for a new one")
        return issued.client

    def expire(self, token: str) -> bool:
        """End the life of one token now, as if it had come to its end; whether it was alive."""
        return self.expire_where(lambda name, _: name == token) > 0

    def revoke(self, token: str) -> None:
        """Make one token invalid from now on; one that was never issued is so already."""
        self._end(lambda name, _: name == token, _revoked)

    def revoke_all(self) -> None:
        """Make every token issued so far invalid."""
        self.revoke_where(lambda _name, _issued: True)

    def revoke_where(self, wanted: Callable[[str, Issued], bool]) -> int:
        """Make tokens invalid that count so far, those that are wanted; how many."""
        return self._end(wanted, _revoked)

    def expire_where(self, wanted: Callable[[str, Issued], bool]) -> int:
        """Let the lifetime of tokens that count so far end now, of those that are wanted; how many."""
        now = self.clock.monotonic()
        return self._end(wanted, lambda issued: evolve(issued, until=now))

    def issued(self) -> Mapping[str, Issued]:
        """Every token issued so far, those included that count no longer; oldest first."""
        with self._lock:
            return dict(self._issued)

    def find(self, token: str) -> Issued | None:
        """What is known of a token."""
        return self._issued.get(token)

    def recall(self, issued: Mapping[str, Issued]) -> None:
        """Go on as if these tokens, and no others, had been issued."""
        with self._lock:
            self._issued = dict(issued)

    def _end(self, wanted: Callable[[str, Issued], bool], change: Callable[[Issued], Issued]) -> int:
        now, ended = self.clock.monotonic(), 0
        with self._lock:
            for token, issued in list(self._issued.items()):
                if now < issued.until and not issued.revoked and wanted(token, issued):
                    self._keep(token, change(issued))
                    ended += 1
        return ended

    def _keep(self, token: str, issued: Issued) -> None:
        self._issued[token] = issued
        self.changes.note(token)

    def rights(self) -> Mapping[str, frozenset[str]]:
        """The rights of each client id."""
        return {client.client_id: client.rights for client in self.clients}


def _revoked(issued: Issued) -> Issued:
    return evolve(issued, revoked=True)


def bearer_of(request: Request, office: TokenOffice) -> str:
    """The id of the client whose access token a request carries; empty where it carries none that is valid."""
    scheme, _, token = (request.header("authorization") or "").strip().partition(" ")
    if scheme.lower() != "bearer":
        return ""
    try:
        return office.holder(token.strip()).client_id
    except InvalidToken:
        return ""
