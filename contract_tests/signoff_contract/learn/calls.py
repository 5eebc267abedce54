"""Holds calls against their operations: paths, statuses, headers, media types, parameters."""

from collections.abc import Callable, Iterator

from attrs import define

from signoff_contract.description import Operation, Parameter, Provenance, Response, Validators
from signoff_contract.description.model import is_range

from .collect import AnswerSeen, OperationSeen
from .elements import Elements
from .findings import (
    UNSURE,
    AddHeader,
    AddParameter,
    AddResponse,
    Certainty,
    Change,
    Finding,
    Kind,
    Mark,
    MovePath,
    RenameKey,
    RenameParameter,
)
from .headers import is_documented_by_http, may_be_named
from .moves import Move
from .renames import guess_renames
from .shapes import Sightings
from .words import Vocabulary

# Statuses that only something that is there can give; of the others a server may give any for a path it does not know.
_SHOWS_IT_EXISTS = frozenset({400, 409, 412, 415, 422, 428})
_TRANSPORT = frozenset({"accept", "accept-encoding", "authorization", "content-type", "content-length", "cookie"})


@define(eq=False)
class Calls:
    """Compares what was seen of one operation after the other."""

    elements: Elements
    validators: Validators
    vocabulary: Vocabulary

    def findings(self, seen: OperationSeen, operation: Operation, move: Move | None) -> Iterator[Finding]:
        """What the calls say of the operation, bodies apart. `move` says that they went to another path."""
        make = self._maker(operation)
        if move is not None:
            yield self._moved(move, make)
        else:
            yield from self._path(seen, operation, make)
        yield from self._statuses(seen, operation, make)
        for status, answer in seen.answers.items():
            response = operation.response(status)
            if response is not None:
                yield from self._headers(operation, response, answer, make)
                yield from self._media_types(operation, response, status, answer, make)
        yield from self._query(seen, operation, make)
        yield from self._required_headers(seen, operation, make)

    def undescribed(self, seen: OperationSeen) -> Finding:
        """The finding of a call that no operation describes and that looks like none."""
        shown = ", ".join(str(status) for status in sorted(seen.answers))
        members = sorted(
            name
            for shape in (*seen.request.shapes.values(), *seen.own_request.shapes.values())
            for name in shape.members
            if self.vocabulary.shows(name)
        )
        takes = f"; its body has {', '.join(members[:12])}" if members else ""
        hidden = "; parts of the path that may be data are not shown" if seen.is_hidden else ""
        return Finding(
            kind="unknown-now-seen",
            subject=seen.name,
            pointer="/paths",
            operations=(),
            says="no such operation",
            provenance=None,
            seen=f"answered {shown}{takes}{hidden}",
            count=seen.seen.count,
            out_of=seen.seen.count,
            refs=tuple(seen.seen.first),
            certainty="sure" if seen.accepted.count else "possible",
            place=self.elements.description.place("/paths"),
            names=(seen.path,),
        )

    def _maker(self, operation: Operation) -> Callable[..., Finding]:
        def make(
            kind: Kind,
            subject: str,
            pointer: str,
            says: str,
            provenance: Provenance | None,
            seen: str,
            counted: Sightings,
            out_of: int,
            certainty: Certainty = "sure",
            change: Change | None = None,
            names: tuple[str, ...] = (),
        ) -> Finding:
            return Finding(
                kind=kind,
                subject=subject,
                pointer=pointer,
                operations=(operation.id,),
                says=says,
                provenance=provenance,
                seen=seen,
                count=counted.count,
                out_of=max(out_of, counted.count),
                refs=tuple(counted.first),
                certainty=certainty,
                place=self.elements.description.place(pointer),
                change=change,
                names=names,
            )

        return make

    def _moved(self, move: Move, make: Callable[..., Finding]) -> Finding:
        operation, seen = move.operation, move.seen
        item = operation.pointer.rpartition("/")[0]
        alone = len(self.elements.description.methods(operation.path)) == 1
        return make(
            "contradicted",
            operation.id,
            item,
            f"{operation.method} {operation.path}",
            operation.provenance,
            f"{seen.method} {seen.path}, which looks like it (a guess)",
            seen.seen,
            seen.seen.count,
            move.certainty,
            MovePath(item, move.path) if alone and move.path else None,
            (operation.path, operation.id),
        )

    def _path(self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding]) -> Iterator[Finding]:
        if not _unsure(operation.provenance):
            return
        there = Sightings()
        for status, answer in seen.answers.items():
            if status < 300 or status in _SHOWS_IT_EXISTS:
                there.merge(answer.seen)
        if there.count:
            says = f"{operation.method} {operation.path}"
            yield make(
                "confirmed",
                operation.id,
                operation.pointer,
                says,
                operation.provenance,
                f"answered at {says}",
                there,
                seen.seen.count,
                "sure" if seen.accepted.count else "likely",
                Mark(operation.pointer) if seen.accepted.count else None,
                (operation.path, operation.id),
            )

    def _statuses(self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding]) -> Iterator[Finding]:
        described = {response.status: response for response in operation.responses}
        successes = [r for r in operation.success if not is_range(r.status)]
        unseen = [r for r in successes if int(r.status) not in seen.answers]
        for status, answer in sorted(seen.answers.items()):
            response = operation.response(status)
            subject = f"{operation.id} {status}"
            if response is not None:
                if _unsure(response.provenance):
                    pointer, _ = self.elements.response(operation, response.status)
                    yield make(
                        "confirmed",
                        subject,
                        pointer,
                        f"answers {response.status}",
                        response.provenance,
                        str(status),
                        answer.seen,
                        seen.seen.count,
                        change=Mark(pointer) if response.status == str(status) else None,
                        names=(str(status),),
                    )
                continue
            is_success = 200 <= status <= 299
            if is_success and len(successes) == len(unseen) == 1:
                only = unseen[0]
                pointer = f"{operation.pointer}/responses/{only.status}"
                yield make(
                    "contradicted",
                    subject,
                    pointer,
                    f"succeeds with {only.status}",
                    only.provenance,
                    f"succeeds with {status}",
                    answer.seen,
                    seen.accepted.count,
                    change=RenameKey(pointer, str(status)),
                    names=(only.status,),
                )
                continue
            like = self._like(operation, status, successes if is_success else [])
            yield make(
                "undocumented",
                subject,
                f"{operation.pointer}/responses",
                f"answers {', '.join(described) or 'nothing'}",
                operation.provenance,
                str(status),
                answer.seen,
                seen.seen.count,
                change=AddResponse(operation.pointer, status, like) if like else None,
            )

    def _like(self, operation: Operation, status: int, successes: list[Response]) -> str | None:
        """A reference to an answer of that status that another operation has, so that one description serves both."""
        if successes:
            return None
        for other in self.elements.description:
            raw = self.elements.raw(other).get("responses") or {}
            reference = (raw.get(str(status)) or {}).get("$ref")
            if other.id != operation.id and isinstance(reference, str):
                return reference
        return None

    def _headers(
        self, operation: Operation, response: Response, answer: AnswerSeen, make: Callable[..., Finding]
    ) -> Iterator[Finding]:
        pointer, raw = self.elements.response(operation, response.status)
        subject = f"{operation.id} {response.status}"
        for header in response.headers:
            there = answer.headers.get(header.name.lower())
            at = self.elements.header(raw, header.name)
            if there is None or (header.required and there.count < answer.seen.count):
                if header.required:
                    missing = _but(answer.seen, there)
                    yield make(
                        "contradicted",
                        f"{subject} {header.name}",
                        at,
                        f"the header {header.name} is always there",
                        header.provenance,
                        f"no header {header.name}",
                        missing,
                        answer.seen.count,
                        names=(header.name,),
                    )
            elif _unsure(header.provenance):
                yield make(
                    "confirmed",
                    f"{subject} {header.name}",
                    at,
                    f"has the header {header.name}",
                    header.provenance,
                    "there",
                    there,
                    answer.seen.count,
                    change=Mark(at),
                    names=(header.name,),
                )
        for name, there in sorted(answer.headers.items()):
            if response.header(name) is None and not is_documented_by_http(name) and may_be_named(name):
                yield make(
                    "undocumented",
                    f"{subject} {name}",
                    pointer,
                    "no such header",
                    response.provenance,
                    f"the header {name}",
                    there,
                    answer.seen.count,
                    change=AddHeader(pointer, name),
                    names=(name,),
                )

    def _media_types(
        self,
        operation: Operation,
        response: Response,
        answer_status: int,
        answer: AnswerSeen,
        make: Callable[..., Finding],
    ) -> Iterator[Finding]:
        pointer, _ = self.elements.response(operation, response.status)
        subject = f"{operation.id} {response.status}"
        body = answer.body
        if body.none.count and response.bodies and not response.body_optional and operation.method != "HEAD":
            yield make(
                "contradicted", subject, pointer, "has a body", response.provenance, "no body", body.none,
                answer.seen.count,
            )  # fmt: skip
        if body.broken.count:
            yield make(
                "contradicted", subject, pointer, "has a JSON body", response.provenance,
                "a body that is said to be JSON and is not, or is nested too deeply", body.broken, answer.seen.count,
            )  # fmt: skip
        for media_type, there in sorted(body.media_types.items()):
            shown = media_type or "no media type"
            if not response.bodies:
                yield make(
                    "contradicted" if response.provenance and not _unsure(response.provenance) else "unknown-now-seen",
                    subject, pointer, "has no body", response.provenance, f"a body of {shown}", there,
                    answer.seen.count,
                )  # fmt: skip
            elif response.body(media_type) is None:
                # A page in the place of an error comes from whatever stands in front as well as from the partner.
                page = media_type == "text/html" and answer_status >= 400
                instead = len(response.bodies) == 1 and response.bodies[0].media_type not in body.media_types
                instead = instead and not page
                old = response.bodies[0].media_type
                both_json = "json" in old and "json" in media_type
                key = f"{pointer}/content/{old.replace('~', '~0').replace('/', '~1')}"
                yield make(
                    "contradicted" if instead else "undocumented", f"{subject} {shown}", f"{pointer}/content",
                    f"is {' or '.join(each.media_type for each in response.bodies)}", response.provenance,
                    f"is {shown}", there, answer.seen.count,
                    change=RenameKey(key, media_type) if instead and both_json else None,
                )  # fmt: skip

    def _query(self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding]) -> Iterator[Finding]:
        described = {p.name: p for p in operation.parameters if p.location == "query"}
        schemas = {name: self.elements.places.schema(parameter.schema) for name, parameter in described.items()}
        absent = [name for name, p in described.items() if name not in seen.query and _unsure(p.provenance)]
        extra = [name for name in seen.query if name not in described and self.vocabulary.shows(name)]
        guesses = {
            guess.new: guess
            for guess in guess_renames(self.elements, self.validators, schemas, absent, seen.query, extra)
        }
        hidden = Sightings()
        for name, shape in seen.query.items():
            if name in described:
                yield from self._parameter(described[name], operation, seen, make)
            elif name in guesses:
                guess = guesses[name]
                at = self.elements.parameter(operation, guess.old, "query")
                yield make(
                    "contradicted",
                    f"{operation.id} query {guess.old}",
                    at,
                    f"the parameter is called {guess.old}",
                    described[guess.old].provenance,
                    f"never sent; {name} stands for it, by name, type or position (a guess)",
                    shape.seen,
                    seen.accepted.count,
                    guess.certainty,
                    RenameParameter(at, name),
                    (guess.old,),
                )
            elif name in extra:
                kind = "integer" if shape.types == ("integer",) else "string"
                yield make(
                    "undocumented",
                    f"{operation.id} query {name}",
                    f"{operation.pointer}/parameters",
                    "no such parameter",
                    operation.provenance,
                    f"sent and accepted, {kind}; a server may ignore it",
                    shape.seen,
                    seen.accepted.count,
                    "possible",
                    AddParameter(operation.pointer, name, kind),
                    (name,),
                )
            else:
                hidden.merge(shape.seen)
        if hidden.count:
            yield make(
                "undocumented", f"{operation.id} query", f"{operation.pointer}/parameters", "no such parameters",
                operation.provenance, "parameters whose names are not shown: they look like data", hidden,
                seen.accepted.count, "possible",
            )  # fmt: skip

    def _parameter(
        self, parameter: Parameter, operation: Operation, seen: OperationSeen, make: Callable[..., Finding]
    ) -> Iterator[Finding]:
        shape = seen.query[parameter.name]
        at = self.elements.parameter(operation, parameter.name, "query")
        subject = f"{operation.id} query {parameter.name}"
        refused = Sightings()
        keywords = set()
        for value, there in shape.values:
            _, violations = self.validators.parameter(parameter, str(value))
            if violations:
                refused.merge(there)
                keywords |= {violation.keyword for violation in violations}
        if refused.count:
            yield make(
                "contradicted", subject, at, f"its values fit {', '.join(sorted(keywords))}", parameter.provenance,
                "others were accepted; a server may ignore them", refused, seen.accepted.count, "possible",
                names=(parameter.name,),
            )  # fmt: skip
        elif _unsure(parameter.provenance):
            yield make(
                "confirmed", subject, at, f"takes the parameter {parameter.name}", parameter.provenance,
                "sent and accepted; a server may ignore it", shape.seen, seen.accepted.count, "possible",
                names=(parameter.name,),
            )  # fmt: skip

    def _required_headers(
        self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding]
    ) -> Iterator[Finding]:
        for parameter in operation.parameters:
            if not parameter.required or parameter.location not in {"query", "header"}:
                continue
            name = parameter.name if parameter.location == "query" else parameter.name.lower()
            if parameter.location == "query":
                there = seen.query[name].seen if name in seen.query else None
            else:
                there = seen.request_headers.get(name)
            missing = _but(seen.accepted, there)
            if missing.count and name not in _TRANSPORT:
                yield make(
                    "contradicted", f"{operation.id} {parameter.location} {parameter.name}",
                    self.elements.parameter(operation, parameter.name, parameter.location),
                    f"{parameter.name} is required", parameter.provenance, "accepted without it", missing,
                    seen.accepted.count, "likely", names=(parameter.name,),
                )  # fmt: skip


def _unsure(provenance: Provenance | None) -> bool:
    return provenance is not None and provenance.confidence in UNSURE


def _but(everything: Sightings, there: Sightings | None) -> Sightings:
    """How often something was missing; of where, only those of the first that are known not to have it."""
    if there is None:
        return everything
    first = [ref for ref in everything.first if ref not in there.first]
    return Sightings(everything.count - there.count, first)
