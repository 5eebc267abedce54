"""One place that knows what must not be shown: the client's secrets, and the signs that would take over a terminal.

Whatever a partner says may repeat what it was sent, in its own spelling: percent-encoded in an address, escaped in
JSON, in base64 as HTTP Basic has it, in hex, backwards. Everything that leaves the client passes a :class:`Scrubber`:
answers that are kept in errors, errors, their causes and notes, and log lines.
"""

import base64
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache

from signoff._headers import REDACTED

__all__ = ["Scrubber", "one_line", "spellings"]

SHORTEST = 4
"""A shorter secret occurs in ordinary words: taking it out would make texts unreadable and protect nobody."""

# Tokens come and go with the life of a client; an echo comes with one of the latest.
_TOKENS_KEPT = 64
_ESCAPE = re.compile(
    r"\\u(?P<pair>[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})"
    r"|%(?P<percent>[0-9A-Fa-f]{2})|\\u(?P<unicode>[0-9A-Fa-f]{4})|\\x(?P<hex>[0-9A-Fa-f]{2})"
    r"|&#x(?P<markup>[0-9A-Fa-f]{1,6});|&#(?P<number>[0-9]{1,7});|\\(?P<plain>[/\"\\bfnrt])"
)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_MAYBE_ESCAPED = re.compile(r"[%\\]|&#")
# An escaped text may be escaped again, for example an address within a JSON text.
_LAYERS = 3
_RUN_OF_BASE64 = re.compile(r"[A-Za-z0-9+/_=-]+")
# A text with a secret and more escapes than this goes as a whole: to look where it is would take too long.
_MOST_ESCAPES = 300_000
_SHORTEST_BASE64 = 8


def one_line(text: str, longest: int) -> str:
    """A text on one line without control and direction signs, cut to a length: fit for terminals and log files."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:longest]


class Scrubber:
    """Takes secrets out of texts, however they are spelled in them."""

    def __init__(self, secrets: Iterable[str] = (), *, mark: str = REDACTED) -> None:
        self._mark = mark
        self._tokens: deque[str] = deque()
        self._spellings: dict[str, tuple[str, ...]] = {}
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Takes this out from now on, for good."""
        if len(secret) >= SHORTEST and secret not in self._spellings:
            self._spellings = {**self._spellings, secret: tuple(spellings(secret))}

    def add_token(self, token: object) -> None:
        """Takes this out from now on. Of tokens only the latest are remembered."""
        token = token.strip() if isinstance(token, str) else ""
        if token in self._spellings or len(token) < SHORTEST:
            return
        self.add(token)
        self._tokens.append(token)
        if len(self._tokens) > _TOKENS_KEPT:
            dropped = self._tokens.popleft()
            self._spellings = {known: forms for known, forms in self._spellings.items() if known != dropped}

    def text(self, text: str) -> str:
        """The text without any secret."""
        return self.count(text)[0]

    def count(self, text: str) -> tuple[str, int]:
        """The text without any secret, and how often one was in it."""
        spans = merged(self._find(text))
        if not spans:
            return text, 0
        pieces, at = [], 0
        for start, end in spans:
            pieces += [text[at:start], self._mark]
            at = end
        return "".join([*pieces, text[at:]]), len(spans)

    def content(self, content: bytes) -> bytes:
        """The same for a body. Secrets outside of ASCII are found in UTF-8."""
        text = content.decode("latin-1")
        scrubbed = self.text(text)
        return content if scrubbed is text else scrubbed.encode("latin-1")

    def holds_part(self, text: str, secrets: Iterable[str], least: int) -> bool:
        """Whether a text shares a stretch of that length with one of these secrets, however it is escaped."""
        told = [plain.lower() for plain, _places in _layers(text)]
        return any(
            _shares_stretch(plain, secret.lower(), least)
            for plain in told
            for secret in secrets
            if len(secret) >= SHORTEST
        )

    def _may_hold(self, text: str) -> bool:
        """Whether a secret is in the text at all: nearly always not, and then nobody asks where."""
        every = [form for forms in self._spellings.values() for form in forms]
        for layer in range(_LAYERS + 1):
            lower = _lower(text)
            if any(form in lower for form in every):
                return True
            if layer == _LAYERS or not _MAYBE_ESCAPED.search(text):
                return False
            plain = _ESCAPE.sub(_sign, text)
            if plain == text:
                return False
            text = plain
        return False

    def _find(self, text: str) -> list[tuple[int, int]]:
        known = self._spellings
        if not known or not text or not self._may_hold(text):
            return []
        if sum(text.count(sign) for sign in "%\\&") > _MOST_ESCAPES:
            return [(0, len(text))]
        spans = []
        for plain, places in _layers(text):
            lower, runs = _lower(plain), _Runs(plain)
            for forms in known.values():
                for number, form in enumerate(forms):
                    stop = 0
                    for start, end in _occurrences(lower, form):
                        if number >= _PLAIN_FORMS and start < stop:
                            continue
                        # The first forms are the secret's own signs, the rest base64, whose neighbours tell more of it.
                        begin, stop = (start, end) if number < _PLAIN_FORMS else runs.around(start, end)
                        spans.append((places(begin), places(stop)))
        return spans


_PLAIN_FORMS = 4


def spellings(secret: str) -> Iterator[str]:
    """How a secret may stand in a text, in small letters: as it is, in UTF-8, backwards, in hex; then in base64.

    Escapes are not among them: they are undone before looking.
    """
    raw = secret.encode(errors="surrogatepass")
    yield _lower(secret)
    yield _lower(raw.decode("latin-1"))
    yield _lower(secret[::-1])
    yield raw.hex()
    for shift in range(3):
        # Inside a longer text the secret begins at any of three offsets. Its outer signs depend on the neighbours
        # then, so only those in between are sure.
        encoded = base64.b64encode(b"\0" * shift + raw).decode().rstrip("=")
        inner = encoded[(0, 2, 3)[shift] : len(encoded) - (1 if (shift + len(raw)) % 3 else 0)]
        if len(inner) >= _SHORTEST_BASE64:
            yield inner.lower()
            yield inner.lower().replace("+", "-").replace("/", "_")


class _Places:
    """Where a sign of the text without escapes stands in the text as it was."""

    def __init__(self, starts: list[int], origins: list[int]) -> None:
        self._starts = starts
        self._origins = origins

    def __call__(self, index: int) -> int:
        number = bisect_right(self._starts, index) - 1
        return self._origins[number] + index - self._starts[number]


def _layers(text: str) -> "Iterator[tuple[str, _Places]]":
    """The text as it is, and again and again without its escapes."""
    places = _Places([0], [0])
    yield text, places
    for _ in range(_LAYERS):
        if not _MAYBE_ESCAPED.search(text):
            return
        pieces, starts, origins, length, at = [], [0], [0], 0, 0
        for found in _ESCAPE.finditer(text):
            pieces += [text[at : found.start()], _sign(found)]
            length += found.start() - at
            starts += [length, length + 1]
            origins += [places(found.start()), places(found.end())]
            length, at = length + 1, found.end()
        if not pieces:
            return
        text = "".join([*pieces, text[at:]])
        places = _Places(starts, origins)
        yield text, places


def _sign(found: re.Match[str]) -> str:
    return _sign_of(found[0])


# A text of nothing but escapes, a mebibyte of them, must not keep anybody waiting.
@lru_cache(maxsize=4096)
def _sign_of(escape: str) -> str:
    found = _ESCAPE.fullmatch(escape)
    if found is None:
        return escape
    kind, digits = found.lastgroup, found.group(found.lastgroup or 0)
    if kind == "plain":
        return _SHORT.get(digits, digits)
    if kind == "pair":
        return bytes.fromhex(digits.replace("\\u", "")).decode("utf-16-be")
    number = int(digits, 10 if kind == "number" else 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def _occurrences(text: str, form: str) -> Iterator[tuple[int, int]]:
    start = text.find(form)
    while start >= 0:
        yield start, start + len(form)
        start = text.find(form, start + len(form))


class _Runs:
    """The stretches of a text that may be base64; looked for at first use."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: tuple[list[int], list[int]] | None = None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The whole stretch that a piece of base64 is part of."""
        if self._found is None:
            runs = [found.span() for found in _RUN_OF_BASE64.finditer(self._text)]
            self._found = [begin for begin, _ in runs], [stop for _, stop in runs]
        begins, stops = self._found
        number = bisect_right(begins, start) - 1
        return min(start, begins[number]), max(end, stops[number])


def _lower(text: str) -> str:
    """Small letters, each sign one sign."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(s if len(s.lower()) != 1 else s.lower() for s in text)


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _shares_stretch(text: str, secret: str, least: int) -> bool:
    length = min(least, len(secret))
    return any(secret[start : start + length] in text for start in range(len(secret) - length + 1))
