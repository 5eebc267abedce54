"""What others may vouch for: the time at which a signature existed, and the identity that made it.

Both are optional, speak to a server of somebody else, and stand in files of their own beside the signed envelope. They
are about the bytes of the envelope, so that they can be added later without touching anything.
"""

from collections.abc import Callable, Mapping

Ask = Callable[[bytes], bytes]
"""Has an envelope vouched for, and gives the bytes of the file that says so. Raises WitnessError."""

Check = Callable[[bytes, bytes], str]
"""Checks such a file (first) against the envelope (second), and says in a sentence what it shows.

Raises Refuted when it does not hold, and WitnessError when it cannot be checked here.
"""

Witnesses = Mapping[str, Ask]
Checks = Mapping[str, Check]


class WitnessError(Exception):
    """A witness cannot be asked or checked; the message says what to do."""


class Refuted(Exception):
    """A file does not vouch for this envelope; the message says why."""
