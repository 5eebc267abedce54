"""Takes known values out of free texts: a partner may repeat a token or a name in a message."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

from attrs import define, field, frozen

from signoff.runtime import Scrubber as SecretScrubber

# Shorter values occur in ordinary words; taking them out would make texts unreadable and protect nobody.
_SHORTEST_TEXT = 5
_SHORTEST_NUMBER = 6
# What a word of the description may be part of in a text: names with hyphens, and media types.
_AROUND = (re.compile(r"[\w-]*"), re.compile(r"[\w.+/-]*"))
_BEFORE = (re.compile(r"[\w-]*\Z"), re.compile(r"[\w.+/-]*\Z"))
_LONGEST_WORD = 100
# Media types that are common everywhere are nobody's data, described or not.
_MEDIA_TYPE = re.compile(
    r"(?:application|text|image|multipart)/(?:(?:hal|ld|problem|vnd\.api)\+)?(?:json|xml|html|plain|pdf|png|octet-stream)"
)
# Placeholders are written with these; a value that is one of them would take them apart.
_OURS = frozenset({"personal", "redacted", "secret", "undescribed"})


@frozen
class Secret:
    """Something that must not leave the house, and what to call it without saying it."""

    name: str
    value: str = field(repr=False)


@define(eq=False)
class Scrubber:
    """Remembers sensitive values, with what to write in their place.

    `public` are the words of the description: a personal value that is one of them is none, and one that is part of
    such a word (`sales` in `sales-contacts`) stays there. `taken_out` counts what was found in texts, by `secret` and
    `personal`.
    """

    public: Callable[[], frozenset[str]] = field(default=frozenset, repr=False)
    taken_out: Counter[str] = field(factory=Counter, init=False)
    _secrets: SecretScrubber = field(factory=lambda: SecretScrubber(mark="[secret]"), init=False, repr=False)
    _personal: dict[str, str] = field(factory=dict, init=False, repr=False)

    def add_secret(self, value: str) -> None:
        """Takes the value out of every text from now on, in whatever spelling the client itself would not show it."""
        self._secrets.add(value)

    def add_personal(self, value: str, placeholder: str) -> None:
        """Takes the value out of texts, where it stands as a word of its own, also as JSON, Python and URLs write it."""
        value = value.strip()
        shortest = _SHORTEST_NUMBER if re.fullmatch(r"[\d.,+-]*", value) else _SHORTEST_TEXT
        if value in _OURS or value in self.public():
            return
        if len(value) >= shortest and value not in self._personal:
            self._personal[value] = placeholder
            for form in (json.dumps(value)[1:-1], repr(value)[1:-1], *_quoted(value)):
                self._personal.setdefault(form, placeholder)

    def scrub(self, text: str) -> str:
        """The text without any value seen so far."""
        text = self._without_secrets(text)
        # Nearly every text holds none of them: looking is cheap, a pattern of all would be made anew for each value.
        there = [value for value in self._personal if value in text]
        if not there:
            return text
        pattern = rf"(?<!\w)(?:{_any_of(there)})(?!\w)"
        return re.sub(pattern, self._replacement, text)

    def _replacement(self, found: re.Match[str]) -> str:
        if any(word in self.public() or _MEDIA_TYPE.fullmatch(word) for word in _words_around(found)):
            return found.group()
        self.taken_out["personal"] += 1
        return self._personal[found.group()]

    def scrub_shown(self, value: str) -> str:
        """A value that may be shown: personal values are taken out of a sentence, but not when they are all of it.

        A value that the description shows may happen to be the same as a personal one (a country's name, a code), or
        be one of those that it lists.
        """
        whole = value in self._personal or value in self.public()
        return self._without_secrets(value) if whole else self.scrub(value)

    def scrub_secrets(self, text: str) -> str:
        """The text without any secret seen so far; personal values stay."""
        return self._without_secrets(text)

    def _without_secrets(self, text: str) -> str:
        scrubbed, count = self._secrets.count(text)
        if count:
            self.taken_out["secret"] += count
        return scrubbed


def _words_around(found: re.Match[str]) -> Iterator[str]:
    """The words that a find is a part of, in each of the grammars that names are written in."""
    text, start, end = found.string, found.start(), found.end()
    for before, after in zip(_BEFORE, _AROUND, strict=True):
        head, tail = before.search(text, max(0, start - _LONGEST_WORD), start), after.match(text, end)
        word = f"{head.group() if head else ''}{found.group()}{tail.group() if tail else ''}"
        if len(word) > end - start:
            yield word


def _any_of(values: list[str]) -> str:
    """A pattern for any of the values, the longest first."""
    return "|".join(re.escape(value) for value in sorted(values, key=lambda value: (-len(value), value)))


def _quoted(value: str) -> tuple[str, str]:
    raw = value.encode(errors="surrogatepass")
    return quote(raw, safe=""), quote_plus(raw)
