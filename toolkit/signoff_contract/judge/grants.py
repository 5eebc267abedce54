"""The tokens that traffic has shown to be granted, by a digest: what was granted, and when it ends."""

from datetime import datetime, timedelta
from hashlib import blake2b

from attrs import define, field

from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import grant_of

from .problem import Recent

_REMEMBERED = 10_000


def digest_of(token: str) -> bytes:
    """What is kept of a token where it only has to be known again."""
    return blake2b(token.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@define(eq=False)
class Grants:
    """The newest 10,000 tokens by their digests, each with its end; None where nobody said for how long it lives."""

    _ends: Recent[bytes, datetime | None] = field(factory=lambda: Recent(_REMEMBERED), repr=False)

    def learn(self, exchange: Exchange) -> None:
        """Takes in the token that an answer brings."""
        if (grant := grant_of(exchange)) is None:
            return
        lived = None if grant.lifetime is None else timedelta(seconds=exchange.seconds + grant.lifetime)
        self._ends.put(digest_of(grant.token), None if lived is None else exchange.started + lived)

    def knows(self, token: str) -> bool:
        """Whether the token was seen to be granted."""
        return digest_of(token) in self._ends

    def end_of(self, token: str) -> datetime | None:
        """When a token ends; None where it was not seen to be granted, or nobody said for how long it lives."""
        return self._ends.get(digest_of(token))

    def is_live(self, token: str, at: datetime) -> bool:
        """Whether a token should be taken at a time. One of which nothing is known is, where no grant was seen at all."""
        if not self._ends.entries:
            return True
        end = self.end_of(token)
        return self.knows(token) and (end is None or at <= end)
