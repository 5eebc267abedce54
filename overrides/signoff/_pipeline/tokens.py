"""The token that all calls of a client share: who fetches it, who waits, and who is served the one there is."""

from collections.abc import Callable
from threading import Event, Lock
from typing import NoReturn, TypeAlias

from attrs import define, field, frozen

from signoff._pipeline.clock import Clock
from signoff._pipeline.ownership import PerProcess, this_process
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
        self._pid = this_process()
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
        """Wake everybody who waits. In a forked process nobody does, and the lock may be held for ever."""
        if this_process() != self._pid:
            return
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


@define(eq=False)
class _Held:
    """What one process has: its token and the fetch that is under way."""

    lock: Lock = field(factory=Lock)
    token: Token | None = None
    refresh: Refresh | None = None
    not_before: float = float("-inf")

    def end(self, refresh: Refresh) -> None:
        """That fetch is over."""
        if self.refresh is refresh:
            self.refresh = None


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

    The lock is held for looking and deciding only, never while anything is sent or waited for. A process that was forked
    has neither the token nor the fetch: whoever fetched it there will never finish here.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held = PerProcess(_Held)

    def turn(self) -> Turn:
        """What the caller has to do to get a token."""
        held = self._held.get()
        with held.lock:
            now, token = self._clock.monotonic(), held.token
            if token is not None and now < token.require_at:
                if now < token.advise_at or held.refresh is not None or now < held.not_before:
                    return Serve(token)
                held.refresh = Refresh(fallback=token)
                return Lead(held.refresh)
            if held.refresh is not None:
                return Wait(held.refresh)
            held.refresh = Refresh(fallback=None)
            return Lead(held.refresh)

    def store(self, refresh: Refresh, token: Token) -> None:
        """End a fetch with its token."""
        held = self._held.get()
        with held.lock:
            held.token = refresh.token = token
            held.end(refresh)
        refresh.finish()

    def fail(self, refresh: Refresh, error: SignoffError) -> Token | None:
        """End a fetch with its error. Returns the old token where that still serves."""
        held = self._held.get()
        with held.lock:
            refresh.error = error
            now = self._clock.monotonic()
            held.not_before = now + _PAUSE_AFTER_FAILURE
            # Nobody else can have stored one meanwhile, so a token that is here is the one from before this fetch.
            kept = held.token if held.token is not None and now < held.token.require_at else None
            held.end(refresh)
        refresh.finish()
        return kept

    def abandon(self, refresh: Refresh) -> None:
        """End a fetch without a result, unless it has ended already."""
        held = self._held.get()
        with held.lock:
            held.end(refresh)
        refresh.finish()

    def invalidate(self, value: str) -> None:
        """Drop a token that the partner refused, but only if it is still the one in use: others may have replaced it."""
        held = self._held.get()
        with held.lock:
            if held.token is not None and held.token.value == value:
                held.token = None

    def clear(self) -> None:
        """Drop the token, because there is a better one to be had. A fetch in progress goes on."""
        held = self._held.get()
        with held.lock:
            held.token = None

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token cache is never pickled; every process fetches its own token")
