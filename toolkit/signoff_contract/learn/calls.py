"""Holds calls against their operations: paths, statuses, headers, media types."""

from collections.abc import Callable, Iterator

from attrs import define

from signoff_contract.description import Operation, Response, Validators
from signoff_contract.description.elements import Elements
from signoff_contract.description.model import is_guess, is_range
from signoff_contract.learn.findings import AddHeader, AddResponse, Finding, Mark, MovePath, RenameKey, RenameMethod
from signoff_contract.learn.operation_findings import all_but, maker
from signoff_contract.traffic.shapes import Sightings
from signoff_contract.traffic.vocabulary import Vocabulary

from .moves import Move
from .operations_seen import AnswerSeen, OperationSeen
from .parameters import Parameters
from .standard_headers import is_documented_by_http, may_be_named

# Statuses that only something that is there can give; of the others a server may give any for a path it does not know.
_SHOWS_IT_EXISTS = frozenset({400, 409, 412, 415, 422, 428})


@define(eq=False)
class Calls:
    """Compares what was seen of one operation after the other."""

    elements: Elements
    validators: Validators
    vocabulary: Vocabulary

    def findings(self, seen: OperationSeen, operation: Operation, move: Move | None) -> Iterator[Finding]:
        """What the calls say of the operation, bodies apart. `move` says that they went to another path."""
        make = maker(self.elements, operation)
        if move is not None:
            yield self._moved(move, make)
        else:
            yield from self._path(seen, operation, make)
        yield from self._statuses(seen, operation, make)
        for status, answer in seen.answers.items():
            response = operation.response(status) or _other_success(operation, status, seen)
            if response is not None:
                yield from self._headers(operation, response, answer, make)
                yield from self._media_types(operation, response, status, answer, make)
        yield from Parameters(self.elements, self.validators, self.vocabulary).findings(seen, operation)

    def undescribed(self, seen: OperationSeen) -> Finding:
        """The finding of a call that no operation describes and that looks like none."""
        shown = ", ".join(str(status) for status in sorted(seen.answers))
        members = sorted(
            name
            for shape in (*seen.request.shapes.values(), *seen.own_request.shapes.values())
            for name, inner in shape.members.items()
            if self.vocabulary.shows(name, inner.seen.count)
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

    def _moved(self, move: Move, make: Callable[..., Finding]) -> Finding:
        operation, seen = move.operation, move.seen
        item = operation.pointer.rpartition("/")[0]
        if seen.method != operation.method:
            return make(
                "contradicted", operation.id, operation.pointer, f"{operation.method} {operation.path}",
                operation.provenance, f"{seen.method} {seen.path}, which looks like it (a guess)", seen.seen,
                seen.seen.count, move.certainty, RenameMethod(operation.pointer, seen.method.lower()),
                (operation.path, operation.id),
            )  # fmt: skip
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
            MovePath(item, move.path) if move.alone and move.path else None,
            (operation.path, operation.id),
        )

    def _path(self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding]) -> Iterator[Finding]:
        if not is_guess(operation.provenance):
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
                if is_guess(response.provenance):
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
                    missing = all_but(answer.seen, there)
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
            elif is_guess(header.provenance):
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
                    "contradicted" if response.provenance and not is_guess(response.provenance) else "unknown-now-seen",
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


def _other_success(operation: Operation, status: int, seen: OperationSeen) -> Response | None:
    """The only success that is described, where the server succeeds with another status instead."""
    successes = [response for response in operation.success if not is_range(response.status)]
    if not 200 <= status <= 299 or len(successes) != 1 or int(successes[0].status) in seen.answers:
        return None
    return successes[0]
