"""Who may call a mock, and the access tokens that are out."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
from attrs import define, field, frozen

from signoff_contract.mock.tokens import Client, Issued, TokenOffice

from .errors import ControlError, not_offered, unfit, unknown, unreadable
from .plain import Unreadable, plain, typed

_MOST_TOLD: Final = 500
_LONGEST: Final = 200
_COMMON: Final = frozenset({"client_id", "client_secret", "rights"})


@frozen
class ClientShown:
    """A client with what only clients of its partner have."""

    client_id: str
    client_secret: str
    rights: Sequence[str]
    summary: str
    details: Mapping[str, Any]


@frozen
class TokenShown:
    """An access token that counts: its SHA-256, whose it is, seconds for which it is valid."""

    digest: str
    client: str
    expires_in: float


@frozen
class IssuedToken:
    """An access token as a token endpoint tells it."""

    access_token: str
    token_type: str
    expires_in: float


@frozen
class ClientForm:
    """How clients of a partner are made: their class, the rights that they can have, what is checked beyond the types.

    `check` raises ValueError, with a sentence about the client. `defaults` are details that are not given.
    """

    kind: type[Client]
    rights: frozenset[str]
    check: Callable[[Any], None] = lambda _client: None
    defaults: Mapping[str, Any] = field(factory=dict)

    @property
    def details(self) -> tuple[str, ...]:
        """The names of what only clients of this partner have."""
        return tuple(each.name for each in attrs.fields(self.kind) if each.name not in _COMMON)

    def make(
        self, client_id: str, client_secret: str, rights: Iterable[str] | None, details: Mapping[str, Any]
    ) -> Client:
        """A client. Raises ControlError."""
        for name, text in (("client_id", client_id), ("client_secret", client_secret)):
            if not 1 <= len(text) <= _LONGEST or not text.isprintable():
                raise unfit(f"{name} has 1 to {_LONGEST} printable characters", (name, "does not fit"))
        wanted = self.rights if rights is None else frozenset(rights)
        if not wanted <= self.rights:
            raise unfit(f"rights are of {', '.join(sorted(self.rights))}", ("rights", "has an unknown one"))
        fields = attrs.fields_dict(self.kind)
        found = dict(self.defaults)
        for name, value in details.items():
            if name not in self.details:
                known = ", ".join(self.details) or "none"
                raise unfit(
                    f"Clients of this partner have no {name[:50]!r}; details are {known}", ("details", "unknown")
                )
            try:
                found[name] = typed(fields[name].type or object, value, f"details/{name}")
            except Unreadable as error:
                raise unreadable(error, "client") from error
        try:
            client = self.kind(client_id=client_id, client_secret=client_secret, rights=wanted, **found)
            self.check(client)
        except ValueError as error:
            raise unfit(f"There can be no such client: {error}", ("details", str(error))) from error
        return client


@define(eq=False)
class Access:
    """The clients and the tokens of one mock. `read` and `assign` are its clients, in order."""

    partner: str
    read: Callable[[], Sequence[Client]]
    assign: Callable[[tuple[Client, ...]], None] | None = None
    office: TokenOffice | None = None
    form: ClientForm | None = None

    @property
    def details(self) -> tuple[str, ...]:
        """The names of what only clients of this partner have."""
        return () if self.form is None else self.form.details

    def clients(self) -> list[ClientShown]:
        """Who may call, in order."""
        return [self._shown(each) for each in self.read()]

    def add(
        self, client_id: str, client_secret: str, rights: Iterable[str] | None, details: Mapping[str, Any]
    ) -> ClientShown:
        """Let one more client call, or replace one of the same id."""
        if self.form is None or self.assign is None:
            raise not_offered(self.partner, "Adding a client")
        client = self.form.make(client_id, client_secret, rights, details)
        before = list(self.read())
        if any(each.client_id == client_id for each in before):
            after = [client if each.client_id == client_id else each for each in before]
        else:
            after = [*before, client]
        self.assign(tuple(after))
        return self._shown(client)

    def remove(self, client_id: str) -> None:
        """Let a client call no longer, and revoke its tokens."""
        if self.assign is None:
            raise not_offered(self.partner, "Removing a client")
        self._known(client_id)
        left = tuple(each for each in self.read() if each.client_id != client_id)
        if not left:
            raise ControlError(409, "LAST_CLIENT", "One client has to stay; add another one first")
        self.assign(left)
        if self.office is not None:
            self.office.revoke_where(lambda _token, issued: issued.client.client_id == client_id)

    def tokens(self) -> list[TokenShown]:
        """The access tokens that count, the newest last."""
        office = self._office("Tokens")
        now = office.clock.monotonic()
        valid = [(token, each) for token, each in office.issued().items() if not each.revoked and now < each.until]
        return [
            TokenShown(digest_of(token), each.client.client_id, each.until - now) for token, each in valid[-_MOST_TOLD:]
        ]

    def end(self, how: str, client: str | None, digest: str | None) -> int:
        """Let tokens expire or revoke them; how many ended."""
        office = self._office("Ending tokens")
        if client is not None and digest is not None:
            raise unfit("Name a client or a digest, not both", ("digest", "is not needed"))
        if client is not None:
            self._known(client)

        def wanted(token: str, issued: Issued) -> bool:
            return (client is None or issued.client.client_id == client) and (
                digest is None or digest_of(token) == digest.lower()
            )

        if how not in {"expire", "revoke"}:
            raise unfit("Tokens can expire or be revoked: how is expire or revoke", ("how", "is neither"))
        ended = office.expire_where(wanted) if how == "expire" else office.revoke_where(wanted)
        if digest is not None and not ended:
            raise unknown("TOKEN", "No token that counts has this digest; GET /_signoff/tokens lists them")
        return ended

    def issue(self, client_id: str) -> IssuedToken:
        """A token for a client."""
        office = self._office("Issuing a token")
        client = self._known(client_id)
        return IssuedToken(office.issue(client), "Bearer", office.lifetime)

    def _office(self, what: str) -> TokenOffice:
        if self.office is None:
            raise not_offered(self.partner, what)
        return self.office

    def _known(self, client_id: str) -> Client:
        for client in self.read():
            if client.client_id == client_id:
                return client
        raise unknown("CLIENT", f"No client is called {client_id[:50]!r}; GET /_signoff/clients lists them")

    def _shown(self, client: Client) -> ClientShown:
        details = {name: plain(getattr(client, name)) for name in self.details}
        return ClientShown(client.client_id, client.client_secret, sorted(client.rights), client.summary, details)


def digest_of(token: str) -> str:
    """The SHA-256 by which a token is named without being told."""
    return hashlib.sha256(token.encode()).hexdigest()
