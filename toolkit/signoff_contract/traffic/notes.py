"""What the exchanges of a run hold that the description does not name: names, places and types, never values.

Evidence cannot tell it: a name that nobody described may be a person's, so redaction takes it out. In memory both are
at hand, the raw exchange and what is kept of it, and the difference is noted. What of it may be written is decided
afterwards, see `signoff_contract.traffic.first_contact`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import define, field, frozen

from signoff_contract.description.kinds import FORMS, kind_of
from signoff_contract.description.source import escape

from .decoding import as_json
from .exchange import TRIED, Exchange, RecordedExchange

_UNDESCRIBED = re.compile(r"\[undescribed-\d+\]\Z")
_PLACEHOLDER = re.compile(r"\[(?:personal(?::[0-9a-f]{8})?|secret|redacted)\]\Z")
_LONGEST = 200
_MOST = 50_000
_ERROR = 400


@frozen
class Spot:
    """A place in the bodies of one kind of call: an operation's id, or method and path as they are kept.

    `pointer` has the names that are kept, and `*` for each element of a list.
    """

    call: str
    part: str
    status: int
    pointer: str


@define
class Objects:
    """The objects of one spot: how many, how often each undescribed name stood in them, and what stood inside."""

    count: int = 0
    in_list: bool = False
    described: int = 0
    """How many of them also have a member that the description names."""
    names: Counter[str] = field(factory=Counter)
    """By the placeholder that is kept."""
    shapes: dict[str, set[tuple[str, ...]]] = field(factory=dict)
    """Of each undescribed member: the names inside of it when it is an object, else its type."""


@define
class Types:
    """The JSON types of values that are not kept, and the form that all texts among them have."""

    types: set[str] = field(factory=set)
    forms: set[str] = field(factory=lambda: set(FORMS))
    texts: int = 0

    @property
    def form(self) -> str | None:
        """The form that all texts have, None without one."""
        return min(self.forms) if self.texts and self.forms else None


@frozen
class Way:
    """Where an operation is instead: method, path template, and the names that differ of its query parameters (`names`)
    and of its body's members (`members`)."""

    method: str
    path: str
    names: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()


@define(eq=False)
class Notes:
    """Filled by the recorder, one exchange after the other. Everything in it stays in memory."""

    names: dict[str, str] = field(factory=dict, repr=False)
    """Placeholder and name."""
    sent: set[str] = field(factory=set, repr=False)
    """Placeholders of names that our own client has put into an address or a body: those are nobody's data."""
    objects: dict[Spot, Objects] = field(factory=dict, repr=False)
    types: dict[Spot, Types] = field(factory=dict, repr=False)
    ways: dict[str, Way] = field(factory=dict, repr=False)
    """By operation: where it was found, and the names it took, when what is described was not there."""
    values: set[str] = field(factory=set, repr=False)
    """Texts that stood as values anywhere, as `plain` writes them."""

    def add(self, exchange: Exchange, kept: RecordedExchange) -> None:
        """Notes what the kept form of an exchange leaves out. Token calls say nothing about the interface."""
        if exchange.kind != "api":
            return
        call = call_of(kept.operation_id, kept.method, kept.url)
        self._address(exchange, kept)
        for name, raw in _bodies(exchange):
            # A request that breaks a rule on purpose shows nothing; the answer to it does.
            if name == "response body" or not set(exchange.labels) - {TRIED}:
                body = kept.request_body if name == "request body" else kept.response_body
                if body.json is not None:
                    self._walk(raw, body.json, Spot(call, name, exchange.status or 0, ""), in_list=False)

    def _address(self, exchange: Exchange, kept: RecordedExchange) -> None:
        raw, shown = urlsplit(exchange.url), urlsplit(kept.url)
        for asked, part in zip(_segments(raw.path), _segments(shown.path), strict=False):
            self._our_name(part, asked)
            if _PLACEHOLDER.match(part):
                self.values.add(plain(unquote(asked)))
        pairs = zip(
            parse_qsl(raw.query, keep_blank_values=True), parse_qsl(shown.query, keep_blank_values=True), strict=False
        )
        for (name, value), (kept_name, _) in pairs:
            self._our_name(kept_name, name)
            self.values.add(plain(value[:_LONGEST]))

    def _our_name(self, kept: str, name: str) -> None:
        if _UNDESCRIBED.match(kept):
            self.names[kept] = name
            self.sent.add(kept)

    def _walk(self, raw: Any, kept: Any, at: Spot, *, in_list: bool) -> None:
        if isinstance(raw, dict) and isinstance(kept, dict):
            self._object(raw, kept, at, in_list=in_list)
        elif isinstance(raw, list) and isinstance(kept, list):
            below = Spot(at.call, at.part, at.status, f"{at.pointer}/*")
            for inner, shown in zip(raw, kept, strict=False):
                self._walk(inner, shown, below, in_list=True)
        else:
            # An error names members and parameters: what stands in it is no sign that a name is somebody's.
            is_data = at.part == "request body" or at.status < _ERROR
            if is_data and isinstance(raw, str) and len(raw) <= _LONGEST and len(self.values) < _MOST:
                self.values.add(plain(raw))
            if isinstance(kept, str) and _PLACEHOLDER.match(kept):
                self._type(raw, at)

    def _object(self, raw: Mapping[str, Any], kept: Mapping[str, Any], at: Spot, *, in_list: bool) -> None:
        seen = self.objects.setdefault(at, Objects())
        seen.count += 1
        seen.in_list |= in_list
        pairs = list(zip(raw.items(), kept.items(), strict=False))
        seen.described += any(name == shown for (name, _), (shown, _) in pairs)
        for (name, inner), (shown, kept_inner) in pairs:
            if shown != name and _UNDESCRIBED.match(shown):
                self.names[shown] = name
                seen.names[shown] += 1
                inside = tuple(sorted(kept_inner)) if isinstance(kept_inner, dict) else (kind_of(inner),)
                seen.shapes.setdefault(shown, set()).add(inside)
                if at.part == "request body":
                    self.sent.add(shown)
            below = Spot(at.call, at.part, at.status, f"{at.pointer}/{escape(shown)}")
            self._walk(inner, kept_inner, below, in_list=False)

    def _type(self, raw: Any, at: Spot) -> None:
        seen = self.types.setdefault(at, Types())
        seen.types.add(kind_of(raw))
        if isinstance(raw, str):
            seen.texts += 1
            seen.forms = {form for form in seen.forms if FORMS[form].match(raw)}


def call_of(operation: str | None, method: str, url: str) -> str:
    """What a kept exchange calls, as the notes and the archive of a run both write it."""
    return operation or f"{method} {urlsplit(url).path}"


def plain(text: str) -> str:
    """A text by its letters and digits alone: a name made of it may be written in another way."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _segments(path: str) -> list[str]:
    # From the end: what stands in front of the described path is the same on both sides.
    return path.split("/")[::-1]


def _bodies(exchange: Exchange) -> Iterator[tuple[str, Any]]:
    for name, content in (("request body", exchange.request_body), ("response body", exchange.response_body)):
        if content.strip():
            yield name, as_json(content)
