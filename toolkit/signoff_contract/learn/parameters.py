"""Holds the parameters of accepted calls against those that an operation describes."""

from collections.abc import Callable, Iterator, Mapping

from attrs import define

from signoff_contract.description import Operation, Parameter, Validators
from signoff_contract.description.elements import Elements
from signoff_contract.description.model import is_guess
from signoff_contract.judge.renames import Guess, guess_renames
from signoff_contract.learn.findings import AddParameter, Finding, RenameParameter
from signoff_contract.learn.operation_findings import all_but, maker
from signoff_contract.traffic.restoring import holds_placeholder
from signoff_contract.traffic.shapes import Sightings
from signoff_contract.traffic.vocabulary import Vocabulary

from .operations_seen import OperationSeen

_UNDERSTOOD = 1.0
_TRANSPORT = frozenset({"accept", "accept-encoding", "authorization", "content-type", "content-length", "cookie"})


@define(eq=False)
class Parameters:
    """Compares what was sent with the parameters of one operation after the other."""

    elements: Elements
    validators: Validators
    vocabulary: Vocabulary

    def findings(self, seen: OperationSeen, operation: Operation) -> Iterator[Finding]:
        """What accepted calls say of the operation's parameters; a refused call shows nothing."""
        make = maker(self.elements, operation)
        found = list(self._query(seen, operation, make))
        renamed = {finding.names[0] for finding in found if isinstance(finding.change, RenameParameter)}
        yield from found
        yield from self._required(seen, operation, make, renamed)

    def _query(self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding]) -> Iterator[Finding]:
        described = {p.name: p for p in operation.parameters if p.location == "query"}
        schemas = {name: self.elements.places.schema(parameter.schema) for name, parameter in described.items()}
        absent = [name for name, p in described.items() if name not in seen.query and is_guess(p.provenance)]
        extra = [name for name in seen.query if name not in described and self.vocabulary.shows(name)]
        if any(holds_placeholder(name) for name in seen.query):
            # Which of the names stands for which is unknown where redaction took one out.
            extra = []
        guesses = {
            guess.new: guess
            for guess in guess_renames(self.elements, self.validators, schemas, absent, seen.query, extra)
        }
        guesses |= self._understood(seen, operation, described)
        replaced = {guess.old for guess in guesses.values()}
        hidden = Sightings()
        for name, shape in seen.query.items():
            if name in replaced:
                # It was sent before the name that is understood was found, and taken without having an effect.
                continue
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

    def _understood(
        self, seen: OperationSeen, operation: Operation, described: Mapping[str, Parameter]
    ) -> dict[str, Guess]:
        """What the run itself has found out, when it tried other names: these had the effect that was asked for."""
        found = {}
        for contact in {id(call.entry.contact): call.entry.contact for call in seen.calls}.values():
            for old, new in (contact.queries.get(operation.id) or {}).items() if contact is not None else ():
                if new in seen.query and old in described and is_guess(described[old].provenance):
                    found[new] = Guess(old, new, _UNDERSTOOD)
        return found

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
        elif is_guess(parameter.provenance):
            yield make(
                "confirmed", subject, at, f"takes the parameter {parameter.name}", parameter.provenance,
                "sent and accepted; a server may ignore it", shape.seen, seen.accepted.count, "possible",
                names=(parameter.name,),
            )  # fmt: skip

    def _required(
        self, seen: OperationSeen, operation: Operation, make: Callable[..., Finding], renamed: set[str]
    ) -> Iterator[Finding]:
        # What redaction took out is unknown, not absent: one of these names may be the missing one.
        unknown = any(holds_placeholder(name) for name in seen.query)
        for parameter in operation.parameters:
            if not parameter.required or parameter.location not in {"query", "header"}:
                continue
            if parameter.location == "query" and (unknown or parameter.name in renamed):
                continue
            name = parameter.name if parameter.location == "query" else parameter.name.lower()
            if parameter.location == "query":
                there = seen.query[name].seen if name in seen.query else None
            else:
                there = seen.request_headers.get(name)
            missing = all_but(seen.accepted, there)
            if missing.count and name not in _TRANSPORT:
                yield make(
                    "contradicted", f"{operation.id} {parameter.location} {parameter.name}",
                    self.elements.parameter(operation, parameter.name, parameter.location),
                    f"{parameter.name} is required", parameter.provenance, "accepted without it", missing,
                    seen.accepted.count, "likely", names=(parameter.name,),
                )  # fmt: skip
