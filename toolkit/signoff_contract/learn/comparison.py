"""Traffic against a description: from entries to findings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen

from signoff.runtime import is_loopback
from signoff_contract.description import Description, Operation
from signoff_contract.description.elements import title
from signoff_contract.description.model import is_guess
from signoff_contract.description.sensitivity import Place
from signoff_contract.traffic.har_reader import Archive, Entry, Ref, entries_of
from signoff_contract.traffic.partner_calls import PartnerCalls, nothing_found
from signoff_contract.traffic.shapes import Shape, Sightings
from signoff_contract.traffic.wire import token_schemas

from .basis import Basis
from .bodies import Bodies, Origin
from .body_findings import BodyFindings
from .calls import Calls, undescribed
from .contradictions import Contradictions
from .findings import DropRequired, Finding, Kind, MovePath, RenameParameter
from .moves import Move, Movements
from .operations_seen import BodySeen, OperationSeen, collect
from .parameters import Parameters
from .request_names import Requests

_ORDER: tuple[Kind, ...] = ("contradicted", "unknown-now-seen", "undocumented", "confirmed")
_NOWHERE = frozenset({404, 405, 501})
_REFUSED = _NOWHERE | {401, 403}
_RESERVED = (".test", ".localhost", ".example", ".invalid")


@frozen
class Learned:
    """What traffic says about one description. `ignored` counts the entries that say nothing, by reason."""

    description: Description = field(repr=False)
    archives: tuple[Archive, ...]
    findings: tuple[Finding, ...]
    exchanges: int
    tokens: int
    """How many of the exchanges ask for a token, which those of any partner may look like."""
    entries: int
    ignored: Counter[str]
    hosts: tuple[str, ...]
    unread: Counter[str]
    """Bodies that could not be looked into, by reason."""

    @property
    def contradicted(self) -> tuple[Finding, ...]:
        """The findings that say that the description is wrong."""
        return tuple(finding for finding in self.findings if finding.kind == "contradicted")

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """Hosts that are this machine or a name for tests: a mock confirms only itself."""
        return tuple(host for host in self.hosts if _is_own(host))


def learn(
    description: Description,
    archives: Sequence[Archive],
    base_urls: tuple[str, ...] = (),
    token_urls: tuple[str, ...] = (),
) -> Learned:
    """Holds recorded traffic against a description.

    Entries that cannot be read are passed over and counted. Raises TrafficError when no entry is the partner's.
    """
    partner_calls = PartnerCalls(description, base_urls, token_urls)
    entries: list[Entry] = [entry for archive in archives for entry in entries_of(archive)]
    unreadable = sum(len(archive.unreadable) for archive in archives)
    calls = partner_calls.among(entries)
    if unreadable:
        partner_calls.ignored["that cannot be read"] += unreadable
    if not calls:
        raise nothing_found(partner_calls, [archive.name for archive in archives])
    contacts = [archive.contact for archive in archives if archive.contact is not None]
    comparison = _Comparison(Basis(description, frozenset(name for each in contacts for name in each.names.values())))
    findings = comparison.run(calls)
    return Learned(
        description=description,
        archives=tuple(archives),
        findings=tuple(sorted(findings, key=_rank)),
        exchanges=len(calls),
        tokens=sum(call.exchange.kind == "token" for call in calls),
        entries=len(entries) + unreadable,
        ignored=partner_calls.ignored,
        hosts=tuple(sorted(partner_calls.own_hosts)),
        unread=comparison.unread,
    )


@define(eq=False)
class _Comparison:
    basis: Basis
    bodies: Bodies = field(init=False)
    unread: Counter[str] = field(factory=Counter, init=False)

    def __attrs_post_init__(self) -> None:
        self.bodies = Bodies(self.basis)

    def run(self, calls: Sequence[Entry]) -> list[Finding]:
        seen = collect(self.basis.description, calls, self.basis.vocabulary)
        moves = {move.seen.name: move for move in Movements(self.basis.elements).find(seen)}
        pairs = [(each, self._operation(each, moves)) for each in seen]
        for each, operation in pairs:
            if operation is not None:
                self._add_bodies(each, operation)
        tokens = [call for call in calls if call.exchange.kind == "token"]
        for place, value, ref, _, origin in self._token_bodies(tokens):
            shape = Shape()
            shape.add(value, ref)
            self.bodies.add(place, shape, "token", origin)
        self.bodies.settle()
        contradictions = self._contradictions(pairs, tokens)
        findings = [
            *self._of_calls(pairs, moves),
            *(each for each in contradictions.findings(self.bodies.stood) if not self._may_be_there(each)),
            *BodyFindings(self.basis, self.bodies, contradictions.violated).findings(),
            *self._of_requests(pairs),
        ]
        return _merged(_without_clashes(findings))

    def _of_calls(
        self, pairs: Iterable[tuple[OperationSeen, Operation | None]], moves: Mapping[str, Move]
    ) -> Iterator[Finding]:
        moved = {move.operation.id for move in moves.values()}
        for each, operation in pairs:
            said_nothing = _says_nothing(each, operation, moved)
            if said_nothing:
                self.unread[said_nothing] += each.seen.count
            elif operation is None:
                yield undescribed(self.basis, each)
            else:
                yield from Calls(self.basis, each, operation).findings(moves.get(each.name))
                yield from Parameters(self.basis, each, operation).findings()

    def _of_requests(self, pairs: Iterable[tuple[OperationSeen, Operation | None]]) -> Iterator[Finding]:
        requests = Requests(self.basis, self.bodies)
        for seen, operation in pairs:
            if operation is not None and operation.bodies and operation.success:
                asked = self._request(operation, operation.bodies[0].media_type)[0]
                status = operation.success[0].status
                answered = self._response(operation, int(status) if status.isdigit() else 200, "application/json")[0]
                yield from requests.findings(seen, operation, asked, answered)

    def _may_be_there(self, finding: Finding) -> bool:
        """Whether a member that is absent by its name, which is our own, may be what redaction took out elsewhere."""
        owner = finding.pointer.removesuffix("/required")
        return isinstance(finding.change, DropRequired) and is_guess(finding.provenance) and self.bodies.hides(owner)

    @staticmethod
    def _operation(seen: OperationSeen, moves: dict[str, Move]) -> Operation | None:
        if seen.operation is not None:
            return seen.operation
        return moves[seen.name].operation if seen.name in moves else None

    def _add_bodies(self, seen: OperationSeen, operation: Operation) -> None:
        requests: tuple[tuple[BodySeen, Origin], ...] = ((seen.request, "request"), (seen.own_request, "own request"))
        for body, origin in requests:
            self.unread["requests whose body was not recorded"] += body.unrecorded.count
            for media_type, shape in body.shapes.items():
                self.bodies.add(self._request(operation, media_type)[0], shape, operation.id, origin)
        for status, answer in seen.answers.items():
            for media_type, shape in answer.body.shapes.items():
                self.bodies.add(self._response(operation, status, media_type)[0], shape, operation.id, "answer")
            self.unread["answers whose body was not recorded"] += answer.body.unrecorded.count

    def _request(self, operation: Operation, media_type: str) -> tuple[Place, str]:
        described = [body.media_type for body in operation.bodies if body.schema is not None]
        chosen = media_type if media_type in described else described[0] if len(described) == 1 else media_type
        return self.basis.elements.places.request(operation, chosen), chosen

    def _response(self, operation: Operation, status: int, media_type: str) -> tuple[Place, str, int]:
        response = operation.response(status)
        if response is None and 200 <= status <= 299 and len(operation.success) == 1:
            # Another status than the described one: its body is judged as if it were that.
            response = operation.success[0]
            status = int(response.status) if response.status.isdigit() else 200
        described = [body.media_type for body in response.bodies] if response is not None else []
        chosen = media_type if media_type in described else described[0] if len(described) == 1 else media_type
        return self.basis.elements.places.response(operation, status, chosen), chosen, status

    def _contradictions(
        self, pairs: Iterable[tuple[OperationSeen, Operation | None]], tokens: Sequence[Entry]
    ) -> Contradictions:
        found = Contradictions(self.basis)
        for seen, operation in pairs:
            for call in seen.calls if operation is not None else ():
                if operation is not None:
                    self._check(found, operation, call)
        for place, value, ref, schema, _ in self._token_bodies(tokens):
            found.check(place, {"$ref": schema}, value, ref, ("token", schema))
        return found

    def _check(self, found: Contradictions, operation: Operation, call: Entry) -> None:
        answered = call.response_body()
        if answered.state == "json":
            place, media_type, status = self._response(operation, call.status, answered.media_type)
            response = operation.response(status)
            body = response.body(media_type) if response is not None else None
            if body is not None and body.schema is not None:
                found.check(
                    place, body.schema, self.bodies.told(place, answered.value), call.ref, (operation.id, "answer")
                )
        asked = call.request_body() if 200 <= call.status <= 299 else None
        if asked is not None and asked.state == "json":
            place, media_type = self._request(operation, asked.media_type)
            schema = next((body.schema for body in operation.bodies if body.media_type == media_type), None)
            if schema is not None:
                found.check(place, schema, self.bodies.told(place, asked.value), call.ref, (operation.id, "request"))

    def _token_bodies(self, tokens: Sequence[Entry]) -> Iterator[tuple[Place, Any, Ref, str, Origin]]:
        schemas = token_schemas(self.basis.description)
        places = {
            part: self.basis.elements.places.schema(self.basis.description.resolve(reference))
            for part, reference in schemas.items()
        }
        for call in tokens:
            asked, answered = call.request_body(), call.response_body()
            part = "response" if call.status < 400 else "error"
            if call.status < 300 and asked.state == "json" and "request" in schemas:
                yield places["request"], asked.value, call.ref, schemas["request"], "own request"
            if answered.state == "json" and part in schemas:
                yield places[part], answered.value, call.ref, schemas[part], "answer"


def _says_nothing(seen: OperationSeen, operation: Operation | None, moved: set[str]) -> str:
    """Why nothing can be learnt from these calls; empty where something can."""
    # At the described path of an operation that has moved there is nothing: what was answered there says no more.
    is_left = seen.operation is not None and seen.operation.id in moved
    if is_left or (operation is None and _NOWHERE.issuperset(seen.answers)):
        return "calls of paths that the server does not have"
    if operation is None and _REFUSED.issuperset(seen.answers):
        # A server asks for the token before it looks whether there is anything at all.
        return "calls of undescribed paths that were refused for their token"
    return ""


def _without_clashes(findings: Sequence[Finding]) -> Iterator[Finding]:
    """A parameter that several operations share cannot be renamed where one of them takes it as it is called."""
    taken = {finding.pointer for finding in findings if finding.kind == "confirmed"}
    for finding in findings:
        clash = isinstance(finding.change, RenameParameter) and finding.pointer in taken
        yield evolve(finding, change=None, seen=f"{finding.seen}; not everywhere") if clash else finding


def _merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each element, however many operations use it."""
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (
            finding.kind,
            finding.pointer,
            finding.says,
            finding.change,
            finding.seen if finding.change is None else "",
        )
        known = found.get(key)
        if known is not None:
            sightings = Sightings(known.count, list(known.refs))
            sightings.merge(Sightings(finding.count, list(finding.refs)))
            finding = evolve(  # noqa: PLW2901 - what is kept is both
                known,
                subject=known.subject if known.subject == finding.subject else title(finding.pointer),
                operations=tuple(dict.fromkeys((*known.operations, *finding.operations))),
                count=sightings.count,
                out_of=known.out_of + finding.out_of,
                refs=tuple(sightings.first),
            )
        found[key] = finding
    return list(found.values())


def _rank(finding: Finding) -> tuple[bool, int, bool, str, str]:
    moved = isinstance(finding.change, MovePath)
    return (not finding.against_documents, _ORDER.index(finding.kind), not moved, finding.pointer, finding.subject)


def _is_own(host: str) -> bool:
    name = (urlsplit(f"//{host}").hostname or "").lower()
    return is_loopback(name) or name.endswith(_RESERVED)
