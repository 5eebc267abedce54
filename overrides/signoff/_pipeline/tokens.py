"""The token that all calls of a client share: who fetches it, who waits, and who is served the one there is."""

from collections.abc import Callable
from threading import Event, Lock
from typing import NoReturn, TypeAlias

from attrs import field, frozen

from signoff._pipeline.clock import Clock
from signoff.errors import SignoffError

SHORT_LIFETIME = 60.0
"""Seconds granted to a token whose lifetime is not told, or told absurdly."""

LONGEST_LIFETIME = 30 * 86_400.0
"""A longer lifetime than this is taken for a mistake (milliseconds, or an instant instead of a duration)."""

_ADVISORY_MARGIN, _MANDATORY_MARGIN = 300.0, 30.0
_PAUSE_AFTER_FAILURE = 5.0


@frozen
class Token:
    """An access token and the moments, on the client's clock, from which it should and must be replaced."""

    value: str = field(repr=False)
    advise_at: float
    require_at: float

    @classmethod
    def issued(cls, value: str, lifetime: float, at: float) -> "Token":
        """A token that was asked for at ``at``: counting from the request is the cautious side."""
        return cls(
            value=value,
            advise_at=at + lifetime - min(_ADVISORY_MARGIN, lifetime / 4),
            require_at=at + lifetime - min(_MANDATORY_MARGIN, lifetime / 10),
        )

    def __reduce__(self) -> NoReturn:
        raise TypeError("an access token is never pickled; every process fetches its own")


class Refresh:
    """One fetch in progress, and those who wait for it."""

    def __init__(self, fallback: Token | None) -> None:
        self.fallback = fallback
        self.token: Token | None = None
        self.error: SignoffError | None = None
        self.done = Event()
        self._lock = Lock()
        self._callbacks: list[Callable[[], object]] = []

    def when_done(self, callback: Callable[[], object]) -> None:
        """Call back once the fetch has ended, at once if it has."""
        with self._lock:
            if not self.done.is_set():
                self._callbacks.append(callback)
                return
        callback()

    def finish(self) -> None:
        """Wake everybody who waits."""
        with self._lock:
            self.done.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()


@frozen
class Serve:
    """Use this token."""

    token: Token


@frozen
class Wait:
    """Somebody is fetching one and there is nothing to use meanwhile."""

    refresh: Refresh


@frozen
class Lead:
    """You are the one who fetches it."""

    refresh: Refresh


Turn: TypeAlias = Serve | Wait | Lead


class TokenCache:
    """Hands out one token and lets one caller at a time replace it.

    ============================================  =======================================================
    State                                         Who asks
    ============================================  =======================================================
    fresh                                         is served
    due soon (a quarter of its life, at most      the first one fetches, the others are served the old
    five minutes, before its end)                 token; after a failed fetch, everybody is for 5 s
    due now (a tenth, at most 30 s), or none      the first one fetches, the others wait for it and share
                                                  its token or its error
    fetch abandoned (cancelled, out of time)      the next one fetches
    ============================================  =======================================================

    The lock is held for looking and deciding only, never while anything is sent or waited for.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._token: Token | None = None
        self._refresh: Refresh | None = None
        self._not_before = float("-inf")

    def turn(self) -> Turn:
        """What the caller has to do to get a token."""
        with self._lock:
            now, token = self._clock.monotonic(), self._token
            if token is not None and now < token.require_at:
                if now < token.advise_at or self._refresh is not None or now < self._not_before:
                    return Serve(token)
                self._refresh = Refresh(fallback=token)
                return Lead(self._refresh)
            if self._refresh is not None:
                return Wait(self._refresh)
            self._refresh = Refresh(fallback=None)
            return Lead(self._refresh)

    def store(self, refresh: Refresh, token: Token) -> None:
        """End a fetch with its token."""
        with self._lock:
            self._token = refresh.token = token
            self._end(refresh)
        refresh.finish()

    def fail(self, refresh: Refresh, error: SignoffError) -> Token | None:
        """End a fetch with its error. Returns the old token where that still serves."""
        with self._lock:
            refresh.error = error
            now = self._clock.monotonic()
            self._not_before = now + _PAUSE_AFTER_FAILURE
            # Nobody else can have stored one meanwhile, so a token that is here is the one from before this fetch.
            kept = self._token if self._token is not None and now < self._token.require_at else None
            self._end(refresh)
        refresh.finish()
        return kept

    def abandon(self, refresh: Refresh) -> None:
        """End a fetch without a result, unless it has ended already."""
        with self._lock:
            self._end(refresh)
        refresh.finish()

    def invalidate(self, value: str) -> None:
        """Drop a token that the partner refused, but only if it is still the one in use: others may have replaced it."""
        with self._lock:
            if self._token is not None and self._token.value == value:
                self._token = None

    def clear(self) -> None:
        """Drop the token, because there is a better one to be had. A fetch in progress goes on."""
        with self._lock:
            self._token = None

    def _end(self, refresh: Refresh) -> None:
        if self._refresh is refresh:
            self._refresh = None

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token cache is never pickled; every process fetches its own token")
