"""Which described operation an undescribed call looks like: a path that was only proposed may be another one."""

import re
from collections.abc import Sequence

from attrs import define, evolve, frozen

from signoff_contract.description import Operation
from signoff_contract.description.elements import Elements
from signoff_contract.description.model import UNSURE
from signoff_contract.description.sensitivity import Place
from signoff_contract.judge.renames import Certainty
from signoff_contract.traffic.shapes import Shape
from signoff_contract.traffic.vocabulary import HIDDEN, likeness, words_of

from .operations_seen import AnswerSeen, OperationSeen

_LEAST = 0.35
_LIKELY = 0.6
_NOT_THERE = frozenset({401, 403, 404, 405})


@frozen
class Move:
    """The calls of `seen` look like calls of `operation`. `score` is between 0.35 and 1."""

    seen: OperationSeen
    operation: Operation
    score: float
    alone: bool = True
    """Whether every other operation of the described path has moved along, or was never seen."""

    @property
    def certainty(self) -> Certainty:
        return "likely" if self.score >= _LIKELY else "possible"

    @property
    def path(self) -> str | None:
        """The new path with the described names of its parameters; None where a part of it is not shown."""
        names = iter(self.operation.path_names)
        if self.seen.path.count(HIDDEN) != len(self.operation.path_names):
            return None
        return "".join(
            part if index % 2 == 0 else f"{{{next(names)}}}" for index, part in enumerate(_with_gaps(self.seen.path))
        )


@define(eq=False)
class Movements:
    """Finds moves among the operations of one description."""

    elements: Elements

    def find(self, seen: Sequence[OperationSeen]) -> list[Move]:
        """The most alike pairs, each operation and each undescribed path at most once."""
        there = {each.operation.id for each in seen if each.operation is not None and _answers(each)}
        free = [
            operation
            for operation in self.elements.description
            if operation.id not in there and operation.provenance is not None
            if operation.provenance.confidence in UNSURE
        ]
        scored = [
            Move(each, operation, score)
            for each in seen
            if each.operation is None and not each.is_redacted and _answers(each)
            for operation in free
            if _may_be(each, operation) and (score := self._score(each, operation)) >= _LEAST
        ]
        taken: set[str] = set()
        chosen = []
        for move in sorted(scored, key=lambda move: (-move.score, move.operation.id, move.seen.path)):
            pair = {f"to {move.operation.id}", f"from {move.seen.name}"}
            if not pair & taken:
                taken |= pair
                chosen.append(move)
        stay = {each.path for each in seen if each.operation is not None and _answers(each)}
        paths: dict[str, set[str | None]] = {}
        for move in chosen:
            paths.setdefault(move.operation.path, set()).add(move.path)
        return [
            evolve(move, alone=move.operation.path not in stay and len(paths[move.operation.path]) == 1)
            for move in chosen
        ]

    def _score(self, seen: OperationSeen, operation: Operation) -> float:
        gaps = seen.path.count(HIDDEN)
        if gaps != len(operation.path_names):
            return 0.0
        path = _path_likeness(seen.path, operation.path)
        body = max(
            (self._body(place, shape) for place, shape in self._bodies(seen, operation)),
            default=0.0,
        )
        return 0.45 * body + 0.4 * path + (0.15 if body or path else 0.0)

    def _bodies(self, seen: OperationSeen, operation: Operation) -> list[tuple[Place, Shape]]:
        places = self.elements.places
        found = [
            (places.request(operation, body.media_type), shape)
            for body in operation.bodies
            for shape in (*seen.request.shapes.values(), *seen.own_request.shapes.values())
        ]
        for response in operation.success:
            status = int(response.status) if response.status.isdigit() else 200
            for body in response.bodies:
                place = places.response(operation, status, body.media_type)
                found += [(place, shape) for answer in _successes(seen) for shape in answer.body.shapes.values()]
        return found

    def _body(self, place: Place, shape: Shape) -> float:
        while shape.elements is not None:
            place, shape = self.elements.places.element(place, 0), shape.elements
        described = self.elements.described_members(place)
        if not described or not shape.members:
            return 0.0
        best = [max(likeness(name, other) for other in described) for name in shape.members]
        return sum(score for score in best if score >= 0.6) / len(best)


def _may_be(seen: OperationSeen, operation: Operation) -> bool:
    """Whether the method is the same, or another that changes at the very path."""
    if seen.method == operation.method:
        return True
    changes = {"POST", "PUT", "PATCH"}
    gaps = re.sub(r"\{[^}]*\}", HIDDEN, operation.path)
    return {seen.method, operation.method} <= changes and seen.path == gaps


def _answers(seen: OperationSeen) -> bool:
    """Whether something is there: any answer but those that a server gives for what it does not have."""
    return any(status not in _NOT_THERE and status < 500 for status in seen.answers)


def _successes(seen: OperationSeen) -> list[AnswerSeen]:
    return [answer for status, answer in seen.answers.items() if 200 <= status <= 299]


def _path_likeness(first: str, second: str) -> float:
    """Likeness of the literal parts; one whose words are part of the other's counts as alike."""
    one = [part for part in first.split("/") if part and part != HIDDEN]
    other = [part for part in second.split("/") if part and not part.startswith("{")]
    if not one or not other:
        return 0.0
    plain, wanted = (
        "".join(word for part in one for word in words_of(part)),
        "".join(word for part in other for word in words_of(part)),
    )
    if len(plain) > 3 and len(wanted) > 3 and (plain in wanted or wanted in plain):
        return 0.9
    return likeness("-".join(one), "-".join(other))


def _with_gaps(path: str) -> list[str]:
    """Literal and hidden parts in turn."""
    found: list[str] = []
    for index, part in enumerate(path.split(HIDDEN)):
        if index:
            found.append(HIDDEN)
        found.append(part)
    return found
