"""Names that a mock gives out: ids, tokens and trace ids, all of them a function of the seed."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock

from attrs import define, field

# Far below 2**53, so that every JSON reader keeps the id exactly.
_SPREAD = 10_000


@define
class Identities:
    """Gives out ids, tokens and trace ids that repeat with the seed and never repeat within one mock.

    `of` is whose they are. Tokens of different partners differ, so that one which is sent to the wrong one is refused.
    """

    seed: int
    of: str = ""
    _given: Counter[str] = field(factory=Counter, init=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    def number(self, kind: str, base: int) -> int:
        """The next id of a kind: rising by one, from a place above `base` that depends on the seed."""
        return base + _place(self.seed, kind) + self._next(kind)

    def trace_id(self) -> str:
        """A request identifier of 32 hexadecimal digits."""
        return _digest(self.seed, "trace", self._next("trace")).hex()[:32]

    def uuid(self) -> str:
        """A request identifier as a UUID in small letters."""
        digits = self.trace_id()
        # Version 4 of RFC 9562: the version and the variant stand in two of the digits.
        variant = "89ab"[int(digits[16], 16) & 3]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"

    def draw(self, kind: str, below: int) -> int:
        """The next of a kind's whole numbers from 0 up to, not including, `below`; they may repeat."""
        return int.from_bytes(_digest(self.seed, kind, self._next(kind))[:8]) % below

    def token(self) -> str:
        """An opaque access token."""
        number = self._next("token")
        kind = f"token of {self.of} " if self.of else "token "
        return "".join(_digest(self.seed, f"{kind}{part}", number).hex() for part in range(2))

    def counts(self) -> dict[str, int]:
        """How many names of each kind were given out so far."""
        with self._lock:
            return dict(sorted(self._given.items()))

    def given(self, kind: str) -> int:
        """How many names of one kind were given out so far."""
        return self._given.get(kind, 0)

    def total(self) -> int:
        """How many names were given out so far."""
        with self._lock:
            return sum(self._given.values())

    def recall(self, counts: Mapping[str, int]) -> None:
        """Go on as if so many names of each kind had been given out, and none of any other kind."""
        with self._lock:
            self._given = Counter(counts)

    def _next(self, kind: str) -> int:
        with self._lock:
            number = self._given[kind] = self._given[kind] + 1
            return number


def _digest(seed: int, kind: str, number: int) -> bytes:
    return hashlib.sha256(f"{seed}\0{kind}\0{number}".encode()).digest()


@lru_cache(maxsize=256)
def _place(seed: int, kind: str) -> int:
    """Where the ids of a kind begin, above their base."""
    return int.from_bytes(_digest(seed, kind, 0)[:4]) % _SPREAD
