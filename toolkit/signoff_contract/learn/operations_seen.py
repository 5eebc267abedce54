"""Lays the recorded calls of each operation over each other."""

import re
from collections.abc import Iterable

from attrs import define, field

from signoff_contract.description import Description, Operation
from signoff_contract.traffic.archived_bodies import Content
from signoff_contract.traffic.har_reader import Entry, Ref
from signoff_contract.traffic.restoring import holds_hidden_name
from signoff_contract.traffic.shapes import Shape, Sightings
from signoff_contract.traffic.vocabulary import HIDDEN, Vocabulary

OWN_AGENT = "signoff/"
"""How the `User-Agent` of our own client begins."""

_PARAMETER = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"^[a-z][A-Za-z]{2,}([_-][A-Za-z]+)*$")


@define(eq=False)
class BodySeen:
    """The bodies of one message by media type: their shapes, and how often there was none, or none to be read."""

    shapes: dict[str, Shape] = field(factory=dict)
    media_types: dict[str, Sightings] = field(factory=dict)
    none: Sightings = field(factory=Sightings)
    unrecorded: Sightings = field(factory=Sightings)
    broken: Sightings = field(factory=Sightings)

    def add(self, content: Content, ref: Ref) -> None:
        """One more body."""
        if content.state == "none":
            self.none.add(ref)
            return
        self.media_types.setdefault(content.media_type, Sightings()).add(ref)
        if content.state == "json":
            self.shapes.setdefault(content.media_type, Shape()).add(content.value, ref)
        elif content.state == "unrecorded":
            self.unrecorded.add(ref)
        elif content.state == "broken":
            self.broken.add(ref)


@define(eq=False)
class AnswerSeen:
    """The answers of one status."""

    seen: Sightings = field(factory=Sightings)
    headers: dict[str, Sightings] = field(factory=dict)
    body: BodySeen = field(factory=BodySeen)


@define(eq=False)
class OperationSeen:
    """The calls of one operation, or of one method and path that no operation describes.

    Of requests only those that were accepted (2xx) are looked into: a refused one shows nothing.
    """

    method: str
    path: str
    operation: Operation | None
    seen: Sightings = field(factory=Sightings)
    accepted: Sightings = field(factory=Sightings)
    query: dict[str, Shape] = field(factory=dict)
    request_headers: dict[str, Sightings] = field(factory=dict)
    request: BodySeen = field(factory=BodySeen)
    own_request: BodySeen = field(factory=BodySeen)
    """Bodies that our own client sent: they show what it sends, and not what the partner's interface knows."""
    answers: dict[int, AnswerSeen] = field(factory=dict)
    calls: list[Entry] = field(factory=list, repr=False)

    @property
    def name(self) -> str:
        """The operation id, or method and path where it has none."""
        return self.operation.id if self.operation is not None else f"{self.method} {self.path}"

    @property
    def is_hidden(self) -> bool:
        """Whether a part of the path is not shown."""
        return HIDDEN in self.path

    @property
    def is_redacted(self) -> bool:
        """Whether our own evidence has taken a word out of the path, so that nothing can be said of it."""
        return any(holds_hidden_name(call.exchange.path) for call in self.calls)

    def add(self, call: Entry) -> None:
        """One more call."""
        ref, exchange = call.ref, call.exchange
        self.calls.append(call)
        self.seen.add(ref)
        answer = self.answers.setdefault(call.status, AnswerSeen())
        answer.seen.add(ref)
        for name in exchange.response_headers:
            answer.headers.setdefault(name, Sightings()).add(ref)
        answer.body.add(call.response_body(), ref)
        if 200 <= call.status <= 299:
            self.accepted.add(ref)
            own = call.said_to_be or exchange.request_headers.get("user-agent", "").startswith(OWN_AGENT)
            (self.own_request if own else self.request).add(call.request_body(), ref)
            for name in exchange.request_headers:
                self.request_headers.setdefault(name, Sightings()).add(ref)
            for name, value in dict(call.query).items():
                self.query.setdefault(name, Shape()).add(_plain(value), ref)


def collect(description: Description, calls: Iterable[Entry], vocabulary: Vocabulary) -> list[OperationSeen]:
    """The calls by operation, the undescribed ones by method and path. Token calls are left out."""
    found: dict[tuple[str, str], OperationSeen] = {}
    for call in calls:
        exchange = call.exchange
        if exchange.kind == "token":
            continue
        operation = description.operation(exchange.operation_id) if exchange.operation_id is not None else None
        path = operation.path if operation is not None else shown_path(description, exchange.path, vocabulary)
        key = (exchange.method, path)
        found.setdefault(key, OperationSeen(*key, operation)).add(call)
    return list(found.values())


def shown_path(description: Description, path: str, vocabulary: Vocabulary) -> str:
    """An undescribed path without what may be data in it: identifiers, names, and what follows an unknown word."""
    candidates = [operation.path.split("/") for operation in description]
    shown: list[str] = []
    known = True
    for index, segment in enumerate(path.split("/")):
        same = [each for each in candidates if index < len(each) and each[index] == segment]
        takes_value = any(index < len(each) and _PARAMETER.fullmatch(each[index]) for each in candidates)
        if same:
            candidates = same
            shown.append(segment)
        elif vocabulary.shows_segment(segment) or (known and not takes_value and _WORD.match(segment)):
            candidates, known = [], False
            shown.append(segment)
        else:
            candidates = [each for each in candidates if index < len(each) and _PARAMETER.fullmatch(each[index])]
            shown.append(HIDDEN if segment else "")
    return "/".join(shown)


def _plain(text: str) -> str | int:
    """A parameter's text as the number that it may be."""
    return int(text) if re.fullmatch(r"-?\d{1,15}", text, re.ASCII) else text
