"""Holds the parameters of accepted calls against those that an operation describes."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field

from signoff_contract.description import Operation, Parameter
from signoff_contract.description.model import is_guess
from signoff_contract.judge.renames import Guess, Renames
from signoff_contract.traffic.restoring import holds_placeholder
from signoff_contract.traffic.shapes import Shape, Sightings

from .basis import Basis, Statement
from .findings import AddParameter, Finding, Kind, RenameParameter
from .operations_seen import OperationSeen

_UNDERSTOOD = 1.0
_TRANSPORT = frozenset({"accept", "accept-encoding", "authorization", "content-type", "content-length", "cookie"})


@define(eq=False)
class Parameters:
    """What accepted calls say of the parameters of one operation; a refused call shows nothing."""

    basis: Basis
    seen: OperationSeen
    operation: Operation
    described: Mapping[str, Parameter] = field(init=False)
    """The query parameters by name."""

    def __attrs_post_init__(self) -> None:
        self.described = {each.name: each for each in self.operation.parameters if each.location == "query"}

    def findings(self) -> Iterator[Finding]:
        """Of the query first, then what is required and was not sent."""
        extra = self._extra()
        guesses = self._guesses(extra)
        replaced = {guess.old for guess in guesses.values()}
        renamed = set()
        hidden = Sightings()
        for name, shape in self.seen.query.items():
            if name in replaced:
                # It was sent before the name that is understood was found, and taken without having an effect.
                continue
            if name in self.described:
                yield from self._confirmed(self.described[name], shape)
            elif name in guesses:
                renamed.add(guesses[name].old)
                yield self._renamed(guesses[name], shape)
            elif name in extra:
                yield self._undocumented(name, shape)
            else:
                hidden.merge(shape.seen)
        if hidden.count:
            what = "parameters whose names are not shown: they look like data"
            yield self._finding("undocumented", self._undescribed("", "no such parameters"), what, hidden)
        yield from self._required(renamed)

    def _extra(self) -> list[str]:
        """The undescribed parameters that may be named."""
        if any(map(holds_placeholder, self.seen.query)):
            # Which of the names stands for which is unknown where redaction took one out.
            return []
        shows = self.basis.vocabulary.shows
        return [name for name in self.seen.query if name not in self.described and shows(name)]

    def _guesses(self, extra: list[str]) -> dict[str, Guess]:
        """Which seen name stands for which described one, by the seen name."""
        seen, basis = self.seen.query, self.basis
        schemas = {name: basis.elements.places.schema(each.schema) for name, each in self.described.items()}
        absent = [name for name, each in self.described.items() if name not in seen and is_guess(each.provenance)]
        guesses = Renames(basis.elements, basis.validators, schemas, seen).guess(absent, extra)
        return {guess.new: guess for guess in guesses} | self._understood()

    def _understood(self) -> dict[str, Guess]:
        """What the run itself has found out, when it tried other names: these had the effect that was asked for."""
        found = {}
        contacts = {id(call.contact): call.contact for call in self.seen.calls}
        for contact in contacts.values():
            for old, new in (contact.queries.get(self.operation.id) or {}).items() if contact is not None else ():
                if new in self.seen.query and old in self.described and is_guess(self.described[old].provenance):
                    found[new] = Guess(old, new, _UNDERSTOOD)
        return found

    def _confirmed(self, parameter: Parameter, shape: Shape) -> Iterator[Finding]:
        refused = Sightings()
        keywords = set()
        for value, there in shape.values:
            _, violations = self.basis.validators.parameter(parameter, str(value))
            if violations:
                refused.merge(there)
                keywords |= {violation.keyword for violation in violations}
        if refused.count:
            statement = self._statement(parameter, f"its values fit {', '.join(sorted(keywords))}")
            yield self._finding("contradicted", statement, "others were accepted; a server may ignore them", refused)
        elif is_guess(parameter.provenance):
            statement = self._statement(parameter, f"takes the parameter {parameter.name}")
            yield self._finding("confirmed", statement, "sent and accepted; a server may ignore it", shape.seen)

    def _renamed(self, guess: Guess, shape: Shape) -> Finding:
        statement = self._statement(self.described[guess.old], f"the parameter is called {guess.old}")
        what = f"never sent; {guess.new} stands for it, by name, type or position (a guess)"
        change = RenameParameter(statement.pointer, guess.new)
        return self._finding("contradicted", statement, what, shape.seen, certainty=guess.certainty, change=change)

    def _undocumented(self, name: str, shape: Shape) -> Finding:
        kind = "integer" if shape.types == ("integer",) else "string"
        statement = self._undescribed(name, "no such parameter")
        change = AddParameter(self.operation.pointer, name, kind)
        what = f"sent and accepted, {kind}; a server may ignore it"
        return self._finding("undocumented", statement, what, shape.seen, change=change)

    def _required(self, renamed: set[str]) -> Iterator[Finding]:
        # What redaction took out is unknown, not absent: one of these names may be the missing one.
        unknown = any(map(holds_placeholder, self.seen.query))
        for parameter in self.operation.parameters:
            if not parameter.required or parameter.location not in {"query", "header"}:
                continue
            name = parameter.name
            if parameter.location == "header":
                name = name.lower()
                there = self.seen.request_headers.get(name)
            elif unknown or name in renamed:
                continue
            else:
                there = self.seen.query[name].seen if name in self.seen.query else None
            missing = self.seen.accepted.without(there)
            if missing.count and name not in _TRANSPORT:
                statement = self._statement(parameter, f"{parameter.name} is required")
                yield self._finding("contradicted", statement, "accepted without it", missing, certainty="likely")

    def _statement(self, parameter: Parameter, says: str) -> Statement:
        return Statement(
            f"{self.operation.id} {parameter.location} {parameter.name}",
            self.basis.elements.parameter(self.operation, parameter.name, parameter.location),
            says,
            parameter.provenance,
            (parameter.name,),
        )

    def _undescribed(self, name: str, says: str) -> Statement:
        subject = f"{self.operation.id} query {name}".rstrip()
        names = (name,) if name else ()
        return Statement(subject, f"{self.operation.pointer}/parameters", says, self.operation.provenance, names)

    def _finding(self, kind: Kind, statement: Statement, seen: str, counted: Sightings, **how: Any) -> Finding:
        """A query proves little: a server may ignore it."""
        how = {"certainty": "possible", "out_of": self.seen.accepted.count, **how}
        return self.basis.finding((self.operation.id,), kind, statement, seen, counted, **how)
