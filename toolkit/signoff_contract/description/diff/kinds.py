"""The kinds of change between two descriptions, and what each means for a client. Their ids never change."""

from collections.abc import Mapping
from typing import Final, Literal

from attrs import frozen

Impact = Literal["breaking", "note", "compatible"]
"""`breaking`: a client that kept to the old description can fail. `note`: it may matter to some. `compatible`: not."""

Direction = Literal["request", "response"]
"""Which way a schema's values travel, as the client sees it: it sends a request and receives a response."""

# What is said of values that are sent and of values that are received. A client keeps sending what it sent, so what
# is refused anew breaks it; it meets whatever may come, so what may come anew breaks it.
_OF_VALUES: Final[tuple[tuple[str, str, Impact, Impact], ...]] = (
    ("type-narrowed", "a type is no longer allowed", "breaking", "compatible"),
    ("type-widened", "another type is allowed, too", "compatible", "breaking"),
    ("type-changed", "the type is another one", "breaking", "breaking"),
    ("null-refused", "null is no longer allowed", "breaking", "compatible"),
    ("null-allowed", "null is allowed, too", "compatible", "breaking"),
    ("enum-value-gone", "one of the listed values is gone", "breaking", "compatible"),
    ("enum-value-added", "a value was added to the list", "compatible", "breaking"),
    ("enum-introduced", "only listed values are allowed now", "breaking", "compatible"),
    ("enum-dropped", "values are no longer limited to a list", "compatible", "breaking"),
    ("known-value-added", "a value of an open list became known", "note", "note"),
    ("known-value-gone", "a value of an open list is not named any more", "note", "note"),
    ("bound-tightened", "a bound, a pattern or a step allows less", "breaking", "compatible"),
    ("bound-loosened", "a bound, a pattern or a step allows more", "compatible", "note"),
    ("format-added", "a format is stated", "breaking", "note"),
    ("format-gone", "a format is no longer stated", "compatible", "breaking"),
    ("format-changed", "the format is another one", "breaking", "breaking"),
    ("rule-added", "a further keyword restricts the values", "breaking", "compatible"),
    ("rule-gone", "a keyword that restricted the values is gone", "compatible", "breaking"),
    ("rule-changed", "a keyword restricts the values in another way", "breaking", "breaking"),
    ("alternative-gone", "one of several forms is gone", "breaking", "compatible"),
    ("alternative-added", "another form is possible", "compatible", "breaking"),
    ("member-added", "an object may have another member", "compatible", "compatible"),
    ("member-required", "a member can no longer be missing", "breaking", "compatible"),
    ("member-optional", "a member can be missing", "compatible", "breaking"),
    ("object-closed", "members that are not described are refused", "breaking", "compatible"),
    ("object-opened", "members that are not described are possible", "compatible", "note"),
    ("default-changed", "what a missing value means changed", "note", "note"),
)

_OTHERS: Final[tuple[tuple[str, Impact, str], ...]] = (
    ("operation.gone", "breaking", "an operation is gone"),
    ("operation.added", "compatible", "there is another operation"),
    ("operation.moved", "breaking", "an operation has another method or path"),
    ("operation.renamed", "note", "an operation has another id: nothing changes on the wire, the client's method does"),
    ("deprecated", "note", "something is marked as deprecated"),
    ("parameter.gone", "breaking", "a parameter is gone"),
    ("parameter.added", "compatible", "there is another optional parameter"),
    ("parameter.required-added", "breaking", "there is another required parameter"),
    ("parameter.required", "breaking", "a parameter is required now"),
    ("parameter.optional", "compatible", "a parameter can be left out now"),
    ("parameter.renamed", "note", "a part of the path has another name: nothing changes on the wire"),
    ("parameter.encoding-changed", "breaking", "a parameter is written in another way"),
    ("request.required-member-added", "breaking", "an object needs another member"),
    ("request.member-gone", "breaking", "a member that could be sent is gone"),
    ("request.body-added", "compatible", "a body can be sent"),
    ("request.required-body-added", "breaking", "a body must be sent"),
    ("request.body-gone", "breaking", "a body can no longer be sent"),
    ("request.body-required", "breaking", "the body can no longer be left out"),
    ("request.body-optional", "compatible", "the body can be left out"),
    ("request.media-type-gone", "breaking", "a media type can no longer be sent"),
    ("request.media-type-added", "compatible", "another media type can be sent"),
    ("request.encoding-changed", "breaking", "the parts of a body are written in another way"),
    ("response.member-gone", "breaking", "a member that always came is gone"),
    ("response.optional-member-gone", "note", "a member that could come is gone"),
    ("response.status-gone", "breaking", "a status is no longer described"),
    ("response.status-covered", "note", "a status is described by a range or by the default only"),
    ("response.success-added", "breaking", "another status can mean success"),
    ("response.error-added", "note", "another status can mean an error"),
    ("response.media-type-gone", "breaking", "an answer no longer comes in a media type"),
    ("response.media-type-added", "note", "an answer can come in another media type"),
    ("response.body-gone", "breaking", "an answer has no body any more"),
    ("response.body-added", "compatible", "an answer has a body now"),
    ("response.body-optional", "breaking", "an answer can come without its body"),
    ("response.body-always", "compatible", "an answer always has its body"),
    ("response.header-gone", "breaking", "a header that always came, or that clients rely on, is gone"),
    ("response.optional-header-gone", "note", "a header that could come is gone"),
    ("response.header-added", "compatible", "an answer has another header"),
    ("response.header-optional", "breaking", "a header can be missing"),
    ("response.header-always", "compatible", "a header always comes"),
    ("security.tightened", "breaking", "credentials that were enough are not any more"),
    ("security.loosened", "note", "a call is possible with less, or in another way"),
    ("security.scheme-changed", "breaking", "how one authenticates changed: address, kind, place or audience"),
    ("security.scope-gone", "breaking", "a scope is gone"),
    ("security.scope-added", "compatible", "there is another scope"),
    ("server.gone", "breaking", "an address is gone"),
    ("server.added", "compatible", "there is another address"),
    ("server.moved", "breaking", "an environment is at another address"),
    ("version.changed", "note", "the partner's API has another version number"),
    ("convention.changed", "breaking", "a header or status that the client works with changed or is gone"),
    ("convention.stated", "note", "a convention is stated that was not before, or one of our own rules changed"),
    ("assumption.changed", "note", "what this description assumes where no source speaks changed"),
    ("provenance.settled", "compatible", "a statement is better founded: observed or documented"),
    ("provenance.weakened", "note", "a statement is less sure than it was"),
    (
        "meaning.changed",
        "note",
        "what is said about a value beside its form changed: who may see it, its role, its life",
    ),
)


@frozen
class Kind:
    """A kind of change: its stable id, its impact, and what it means in general."""

    id: str
    impact: Impact
    meaning: str


def _kinds() -> Mapping[str, Kind]:
    found = {name: Kind(name, impact, meaning) for name, impact, meaning in _OTHERS}
    for name, meaning, sent, received in _OF_VALUES:
        found[f"request.{name}"] = Kind(f"request.{name}", sent, f"in what is sent, {meaning}")
        found[f"response.{name}"] = Kind(f"response.{name}", received, f"in what is received, {meaning}")
    return dict(sorted(found.items()))


KINDS: Final[Mapping[str, Kind]] = _kinds()
"""Every kind by its id."""


@frozen(order=True)
class Change:
    """One change.

    `kind` is an id of KINDS. `pointer` is a JSON pointer (RFC 6901) into the bundled new document, or into the old one
    for what is gone. `operations` are the ids of those that it reaches, sorted; empty for what concerns none.
    """

    kind: str
    pointer: str
    sentence: str
    operations: tuple[str, ...] = ()

    @property
    def impact(self) -> Impact:
        return KINDS[self.kind].impact
