"""Holds calls against their operations: paths, statuses, headers, media types."""

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve

from signoff_contract.description import Header, Operation, Response
from signoff_contract.description.model import is_guess, is_range
from signoff_contract.description.source import escape
from signoff_contract.traffic.shapes import Sightings

from .basis import Basis, Statement
from .findings import AddHeader, AddResponse, Finding, Kind, Mark, MovePath, RenameKey, RenameMethod
from .moves import Move
from .operations_seen import AnswerSeen, OperationSeen
from .standard_headers import is_documented_by_http, may_be_named

# Statuses that only something that is there can give; of the others a server may give any for a path it does not know.
_SHOWS_IT_EXISTS = frozenset({400, 409, 412, 415, 422, 428})
_MOST_MEMBERS = 12


@define(eq=False)
class Calls:
    """What the calls of one operation say of it, bodies and parameters apart."""

    basis: Basis
    seen: OperationSeen
    operation: Operation

    def findings(self, move: Move | None) -> Iterator[Finding]:
        """Path, statuses, headers and media types. `move` says that the calls went to another path."""
        if move is not None:
            yield self._moved(move)
        else:
            yield from self._path()
        yield from self._statuses()
        for status, answer in self.seen.answers.items():
            response = self.operation.response(status) or self._other_success(status)
            if response is not None:
                yield from self._headers(response, answer)
                yield from self._bodies(response, status, answer)

    def _moved(self, move: Move) -> Finding:
        seen, operation = move.seen, self.operation
        statement = self._itself()
        change: RenameMethod | MovePath | None
        if seen.method != operation.method:
            change = RenameMethod(operation.pointer, seen.method.lower())
        else:
            item = operation.pointer.rpartition("/")[0]
            statement = evolve(statement, pointer=item)
            change = MovePath(item, move.path) if move.alone and move.path else None
        what = f"{seen.method} {seen.path}, which looks like it (a guess)"
        return self._finding("contradicted", statement, what, seen.seen, certainty=move.certainty, change=change)

    def _path(self) -> Iterator[Finding]:
        if not is_guess(self.operation.provenance):
            return
        there = Sightings()
        for status, answer in self.seen.answers.items():
            if status < 300 or status in _SHOWS_IT_EXISTS:
                there.merge(answer.seen)
        if there.count:
            statement = self._itself()
            accepted = bool(self.seen.accepted.count)
            yield self._finding(
                "confirmed",
                statement,
                f"answered at {statement.says}",
                there,
                certainty="sure" if accepted else "likely",
                change=Mark(statement.pointer) if accepted else None,
            )

    def _itself(self) -> Statement:
        operation = self.operation
        says = f"{operation.method} {operation.path}"
        return Statement(operation.id, operation.pointer, says, operation.provenance, (operation.path, operation.id))

    def _statuses(self) -> Iterator[Finding]:
        successes = [each for each in self.operation.success if not is_range(each.status)]
        unseen = [each for each in successes if int(each.status) not in self.seen.answers]
        for status, answer in sorted(self.seen.answers.items()):
            response = self.operation.response(status)
            is_success = 200 <= status <= 299
            if response is not None:
                if is_guess(response.provenance):
                    yield self._described_status(response, status, answer)
            elif is_success and len(successes) == len(unseen) == 1:
                yield self._other_status(unseen[0], status, answer)
            else:
                yield self._undescribed_status(status, answer, shared=not (is_success and successes))

    def _described_status(self, response: Response, status: int, answer: AnswerSeen) -> Finding:
        pointer, _ = self.basis.elements.response(self.operation, response.status)
        subject, says = f"{self.operation.id} {status}", f"answers {response.status}"
        statement = Statement(subject, pointer, says, response.provenance, (str(status),))
        change = Mark(pointer) if response.status == str(status) else None
        return self._finding("confirmed", statement, str(status), answer.seen, change=change)

    def _other_status(self, only: Response, status: int, answer: AnswerSeen) -> Finding:
        pointer = f"{self.operation.pointer}/responses/{only.status}"
        subject, says = f"{self.operation.id} {status}", f"succeeds with {only.status}"
        statement = Statement(subject, pointer, says, only.provenance, (only.status,))
        how = {"out_of": self.seen.accepted.count, "change": RenameKey(pointer, str(status))}
        return self._finding("contradicted", statement, f"succeeds with {status}", answer.seen, **how)

    def _undescribed_status(self, status: int, answer: AnswerSeen, *, shared: bool) -> Finding:
        described = ", ".join(response.status for response in self.operation.responses) or "nothing"
        subject, pointer = f"{self.operation.id} {status}", f"{self.operation.pointer}/responses"
        statement = Statement(subject, pointer, f"answers {described}", self.operation.provenance)
        like = self._shared(status) if shared else None
        change = AddResponse(self.operation.pointer, status, like) if like else None
        return self._finding("undocumented", statement, str(status), answer.seen, change=change)

    def _shared(self, status: int) -> str | None:
        """A reference to an answer of that status that another operation has, so that one description serves both."""
        for other in self.basis.description:
            raw = self.basis.elements.raw(other).get("responses") or {}
            reference = (raw.get(str(status)) or {}).get("$ref")
            if other.id != self.operation.id and isinstance(reference, str):
                return reference
        return None

    def _headers(self, response: Response, answer: AnswerSeen) -> Iterator[Finding]:
        pointer, raw = self.basis.elements.response(self.operation, response.status)
        for header in response.headers:
            yield from self._header(response, header, self.basis.elements.header(raw, header.name), answer)
        for name, there in sorted(answer.headers.items()):
            if response.header(name) is None and not is_documented_by_http(name) and may_be_named(name):
                statement = self._of_answer(response, pointer, "no such header", name)
                how = {"out_of": answer.seen.count, "change": AddHeader(pointer, name)}
                yield self._finding("undocumented", statement, f"the header {name}", there, **how)

    def _header(self, response: Response, header: Header, at: str, answer: AnswerSeen) -> Iterator[Finding]:
        there = answer.headers.get(header.name.lower())
        out_of = answer.seen.count
        statement = evolve(self._of_answer(response, at, "", header.name), provenance=header.provenance)
        if there is None or (header.required and there.count < out_of):
            if header.required:
                statement = evolve(statement, says=f"the header {header.name} is always there")
                missing = answer.seen.without(there)
                yield self._finding("contradicted", statement, f"no header {header.name}", missing, out_of=out_of)
        elif is_guess(header.provenance):
            statement = evolve(statement, says=f"has the header {header.name}")
            yield self._finding("confirmed", statement, "there", there, out_of=out_of, change=Mark(at))

    def _bodies(self, response: Response, status: int, answer: AnswerSeen) -> Iterator[Finding]:
        pointer, _ = self.basis.elements.response(self.operation, response.status)
        body, out_of = answer.body, answer.seen.count
        if body.none.count and response.bodies and not response.body_optional and self.operation.method != "HEAD":
            statement = self._of_answer(response, pointer, "has a body")
            yield self._finding("contradicted", statement, "no body", body.none, out_of=out_of)
        if body.broken.count:
            statement = self._of_answer(response, pointer, "has a JSON body")
            what = "a body that is said to be JSON and is not, or is nested too deeply"
            yield self._finding("contradicted", statement, what, body.broken, out_of=out_of)
        for media_type, there in sorted(body.media_types.items()):
            if not response.bodies:
                settled = response.provenance is not None and not is_guess(response.provenance)
                kind: Kind = "contradicted" if settled else "unknown-now-seen"
                statement = self._of_answer(response, pointer, "has no body")
                yield self._finding(kind, statement, f"a body of {_shown(media_type)}", there, out_of=out_of)
            elif response.body(media_type) is None:
                yield self._other_media_type(response, f"{pointer}/content", media_type, status, answer)

    def _other_media_type(
        self, response: Response, pointer: str, media_type: str, status: int, answer: AnswerSeen
    ) -> Finding:
        old = response.bodies[0].media_type
        # A page in the place of an error comes from whatever stands in front as well as from the partner.
        page = media_type == "text/html" and status >= 400
        instead = len(response.bodies) == 1 and old not in answer.body.media_types and not page
        both_json = "json" in old and "json" in media_type
        subject = f"{self.operation.id} {response.status} {_shown(media_type)}"
        says = f"is {' or '.join(each.media_type for each in response.bodies)}"
        return self._finding(
            "contradicted" if instead else "undocumented",
            Statement(subject, pointer, says, response.provenance),
            f"is {_shown(media_type)}",
            answer.body.media_types[media_type],
            out_of=answer.seen.count,
            change=RenameKey(f"{pointer}/{escape(old)}", media_type) if instead and both_json else None,
        )

    def _of_answer(self, response: Response, pointer: str, says: str, name: str = "") -> Statement:
        subject = f"{self.operation.id} {response.status} {name}".rstrip()
        return Statement(subject, pointer, says, response.provenance, (name,) if name else ())

    def _other_success(self, status: int) -> Response | None:
        """The only success that is described, where the server succeeds with another status instead."""
        successes = [response for response in self.operation.success if not is_range(response.status)]
        if not 200 <= status <= 299 or len(successes) != 1 or int(successes[0].status) in self.seen.answers:
            return None
        return successes[0]

    def _finding(self, kind: Kind, statement: Statement, seen: str, counted: Sightings, **how: Any) -> Finding:
        how = {"out_of": self.seen.seen.count, **how}
        return self.basis.finding((self.operation.id,), kind, statement, seen, counted, **how)


def undescribed(basis: Basis, seen: OperationSeen) -> Finding:
    """The finding of a call that no operation describes and that looks like none."""
    shown = ", ".join(str(status) for status in sorted(seen.answers))
    members = sorted(
        name
        for shape in (*seen.request.shapes.values(), *seen.own_request.shapes.values())
        for name, inner in shape.members.items()
        if basis.vocabulary.shows(name, inner.seen.count)
    )
    takes = f"; its body has {', '.join(members[:_MOST_MEMBERS])}" if members else ""
    hidden = "; parts of the path that may be data are not shown" if seen.is_hidden else ""
    return basis.finding(
        (),
        "unknown-now-seen",
        Statement(seen.name, "/paths", "no such operation", None, (seen.path,)),
        f"answered {shown}{takes}{hidden}",
        seen.seen,
        certainty="sure" if seen.accepted.count else "possible",
    )


def _shown(media_type: str) -> str:
    return media_type or "no media type"
