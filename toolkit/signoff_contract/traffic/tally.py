"""Counts what became of the values of a run while it is recorded: by rule and by place, never by value."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import define, field, frozen

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "shown": "Kept: the description says of this place that it is public or internal.",
        "word": "Kept: a word of the description itself (a name, a listed value), in a place that it does not know.",
        "null": "Kept: null says only that nothing is there.",
        "personal": "Replaced by a keyed hash: the description says that it is personal, or says nothing of it.",
        "personal-undescribed": "Replaced by a keyed hash: the description does not know this place.",
        "secret": "Replaced by [secret], not even hashed: the description says that it is secret.",
        "secret-undescribed": "Replaced by [secret]: a place of the token endpoint that the description does not know.",
        "name-undescribed": "The name of a member or parameter that the description does not know was replaced.",
        "header-shown": "Kept: the header is on the list below.",
        "header-withheld": "Replaced by [redacted]: the header is not on the list below.",
        "credential": "Replaced by [redacted], except for the name of the scheme.",
        "body-not-kept": "A body that is no JSON: media type and size were kept, nothing of its content.",
        "text-secret": "A secret was taken out of a text that repeated it.",
        "text-personal": "A personal value was taken out of a text that repeated it.",
    }
)
"""What can become of a value, a name or a body, and why."""

TOKEN_ENDPOINT = "token endpoint"  # noqa: S105 - the name of a place, not a token
UNDESCRIBED_CALL = "undescribed call"


@frozen
class Origin:
    """Where a value comes from: an operation's id (or one of the names above), and the part of the exchange."""

    operation: str
    part: str


@define(eq=False)
class Tally:
    """How often each rule was applied, by operation, part and pointer."""

    counts: Counter[tuple[Origin, str, str]] = field(factory=Counter, init=False)

    def add(self, origin: Origin | None, pointer: str, rule: str) -> None:
        """Counts one application of a rule; without an origin nothing was recorded, so nothing is counted.

        `pointer` is a JSON pointer with `*` for every element of a list, or the name of a header or parameter.
        """
        if origin is not None:
            self.counts[origin, pointer, rule] += 1

    def by_rule(self) -> dict[str, int]:
        """How often each rule was applied."""
        found = Counter(dict.fromkeys(RULES, 0))
        for (_, _, rule), count in self.counts.items():
            found[rule] += count
        return dict(found)
