"""Where a user's consent is kept between calls and between processes.

With every renewal SmartBusiness hands out a new refresh token and forgets the old one, which works once only
(SmartBusiness, auth workflow). So whoever renews needs to be alone, and has to write down what came back. A
:class:`TokenStore` gives both: exclusive access (:class:`Lease`) and a durable record (:class:`StoredGrant`).

States of a record, and what a process finds after another one has died:

==============================  ====================================================================================
State                           Meaning
==============================  ====================================================================================
none                            nobody has consented
held                            access token, refresh token; the refresh token has not been sent since it was stored
being spent (``spending``)      the refresh token was about to be sent. Written to the store before the first byte
                                leaves, and replaced as soon as the answer is there
ended (no refresh token)        the partner refused the refresh token
==============================  ====================================================================================

==============================================  ====================================================================
Death of the renewing process                   What the next one finds and does
==============================================  ====================================================================
waiting for its turn, connecting                held: renews
marker written, request not yet sent            being spent: cannot be told from the next case
request sent, answer not yet stored             being spent: uses the access token while it lasts, then raises
                                                ``ConsentRequired`` (uncertain)
answer written, not yet under the store's name  held, the new tokens (:class:`FileTokenStore` finishes the renaming)
answer stored                                   held, the new tokens
==============================================  ====================================================================

A process that stays alive withdraws the marker when it knows that nothing was spent: no connection, a rate limit, a
request refused for another reason.
"""

import threading
from typing import Any, NoReturn, Protocol

from attrs import define, field, frozen

from signoff._pipeline.ownership import PerProcess
from signoff.consent_errors import TokenStoreError

__all__ = ["Lease", "MemoryTokenStore", "StoredGrant", "TokenStore"]

_FORMAT = 1
_BEGIN_AGAIN = "Remove it and ask the user for consent again."


@frozen
class StoredGrant:
    """One user's consent: the tokens that it gave, and for whom.

    ``expires_at`` and ``spending`` are seconds since 1970 (UTC); ``spending`` is when the refresh token was last about
    to be sent without an answer having been stored since. ``lifetime`` is the access token's whole life in seconds.
    ``refresh_token`` is empty once the partner has refused it. Tokens are not shown.
    """

    client_id: str
    token_url: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: float
    lifetime: float
    spending: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON members. They hold the tokens: keep them as a secret."""
        return {
            "format": _FORMAT,
            "client_id": self.client_id,
            "token_url": self.token_url,
            "access_token": self.access_token,
            "refresh_token": self.refresh_token,
            "expires_at": self.expires_at,
            "lifetime": self.lifetime,
            "spending": self.spending,
        }

    @classmethod
    def from_dict(cls, members: object) -> "StoredGrant":
        """A record from its JSON members.

        :raises TokenStoreError: they are not what :meth:`to_dict` gives; no value is repeated.
        """
        if not isinstance(members, dict) or members.get("format") != _FORMAT:
            raise TokenStoreError(f"the stored consent has no known format (expected {_FORMAT}). {_BEGIN_AGAIN}")
        texts = {name: members.get(name) for name in ("client_id", "token_url", "access_token", "refresh_token")}
        numbers = {name: members.get(name) for name in ("expires_at", "lifetime")}
        spending = members.get("spending")
        wrong = [name for name, value in texts.items() if not isinstance(value, str)]
        wrong += [name for name, value in numbers.items() if not _is_number(value)]
        wrong += ["spending"] if spending is not None and not _is_number(spending) else []
        if wrong:
            raise TokenStoreError(f"the stored consent is damaged: {', '.join(wrong)}. {_BEGIN_AGAIN}")
        return cls(**texts, **numbers, spending=spending)  # type: ignore[arg-type]

    def __reduce__(self) -> NoReturn:
        raise TypeError("a stored consent is never pickled; give the process its own token store")


class Lease(Protocol):
    """Exclusive access to one stored consent. Calls may block for a moment (a file, a database), never for long.

    :raises TokenStoreError: from any method, when the store cannot be used.
    """

    def acquire(self) -> bool:
        """Try to get access, without waiting: False when somebody else has it."""
        ...

    def load(self) -> StoredGrant | None:
        """The record as last saved by anybody."""
        ...

    def save(self, grant: StoredGrant) -> None:
        """Replace the record as a whole. On return it has to survive a crash of process and machine."""
        ...

    def clear(self) -> None:
        """Remove the record."""
        ...

    def release(self) -> None:
        """Give access back; harmless when there is none. It has to happen by itself when the process dies."""
        ...


class TokenStore(Protocol):
    """Keeps one user's consent. Implement it for a database or a secret manager; :mod:`signoff.token_file` shows how."""

    def lease(self) -> Lease:
        """A new lease, not acquired yet."""
        ...


@define(eq=False)
class _Memory:
    """What one process keeps. ``left_behind``: its parent's consent stayed with the parent."""

    lock: threading.Lock = field(factory=threading.Lock)
    grant: StoredGrant | None = None
    left_behind: bool = False


class MemoryTokenStore:
    """Keeps the consent for as long as the process lives; shared by the clients that it is handed to.

    A process that was forked does not get it: a refresh token works once only, so two processes with the same one would
    lose the consent. Reading it there raises ``TokenStoreError``; asking for consent anew works.
    """

    def __init__(self, grant: StoredGrant | None = None) -> None:
        self._granted = False
        self._memory = PerProcess(lambda: _Memory(left_behind=self._granted))
        if grant is not None:
            self._granted = True
            self._memory.get().grant = grant

    def lease(self) -> Lease:
        """A new lease, not acquired yet."""
        return _MemoryLease(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token store is never pickled; give the process its own")


class _MemoryLease:
    def __init__(self, store: MemoryTokenStore) -> None:
        self._store = store
        self._memory = store._memory.get()  # noqa: SLF001 - its other half
        self._held = False

    def acquire(self) -> bool:
        self._held = self._held or self._memory.lock.acquire(blocking=False)
        return self._held

    def load(self) -> StoredGrant | None:
        if self._memory.left_behind:
            raise TokenStoreError(
                "the token store was in use before this process was forked. Its refresh token works once only, so it is "
                "not shared: use a FileTokenStore, which processes can share, or ask for consent in this process."
            )
        return self._memory.grant

    def save(self, grant: StoredGrant) -> None:
        self._store._granted = True  # noqa: SLF001
        self._memory.left_behind = False
        self._memory.grant = grant

    def clear(self) -> None:
        self._memory.left_behind = False
        self._memory.grant = None

    def release(self) -> None:
        if self._held:
            self._held = False
            self._memory.lock.release()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
