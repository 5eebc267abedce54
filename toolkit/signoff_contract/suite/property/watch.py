"""What went over the wire, and who judges it.

Judged is what was sent and answered, not anybody's idea of it. So the answers to what was prepared, to probes and to
everything that was read again are judged like those to generated requests, and a failure never changes what is sent
next. Each rule says whether it had anything to judge: it is `exercised` only then.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from signoff_contract.description import Description, Operation, Validators
from signoff_contract.traffic.answered import Witness
from signoff_contract.traffic.decoding import as_json
from signoff_contract.traffic.exchange import Answered, Exchange
from signoff_contract.traffic.wire import trace_header

from .results import CheckCount, Findings, Seen

if TYPE_CHECKING:
    from .preparation import Preparation


@frozen
class Snapshot:
    """A resource as it was read: its entity tag byte for byte, None where it has none, and its body."""

    version: str | None
    body: bytes = field(repr=False)


@frozen(repr=False)
class Wire:
    """An answered request of a campaign, and what the campaign knows of it. The repr shows no value.

    `operation` is None for what the description does not know; `allowed` are the methods that its path has. `before` and
    `after` are the resource that the path names, read just before and just after; None when it was not read. `authorised`
    says whether the request carried the current access token. `rest` says whether the path names more than that resource.
    `breaks` says where a request to a described operation does not fit the description (`query limit`, `body /price`),
    nothing of it being shown; None when that cannot be told.
    """

    exchange: Exchange
    operation: Operation | None
    label: str
    authorised: bool
    resource: str | None = None
    rest: bool = False
    before: Snapshot | None = None
    after: Snapshot | None = None
    example: bool = False
    allowed: tuple[str, ...] = ()
    breaks: tuple[str, ...] | None = None

    @property
    def status(self) -> int:
        """The status of the answer: what none was given to is not judged."""
        return self.exchange.status or 0

    @property
    def condition(self) -> str | None:
        """The value of If-Match, None when it was not sent."""
        return self.exchange.request_headers.get("If-Match")

    @property
    def succeeded(self) -> bool:
        """Whether a described operation was carried out."""
        return self.operation is not None and 200 <= self.status < 300

    def header(self, name: str) -> str | None:
        """A header of the answer."""
        return self.exchange.response_headers.get(name)

    def json(self) -> Any:
        """The decoded body of the answer; None when it is not JSON."""
        return as_json(self.exchange.response_body)

    def __repr__(self) -> str:
        return f"<Wire {self.exchange.number} {self.label}: {self.status}>"


Verdict = str | bool
"""True: fine. False: nothing to judge. A text: what is wrong."""


@frozen
class Rule:
    """One check: its name, what it demands, and the function that judges an answer."""

    name: str
    title: str
    judge: Callable[["Watch", Wire], Verdict]


@define
class Watch:
    """Judges every exchange by all rules and remembers what later ones are held against.

    `strict` is the description with its known values taken for the only ones; see `view.close_values`. `strange` counts
    the answers that something in front of the API gave: no rule is held against those.
    """

    description: Description
    findings: Findings
    preparation: "Preparation"
    rules: Sequence[Rule]
    strict: Description
    trace_ids: dict[str, int] = field(factory=dict, init=False)
    versions: dict[str, dict[str, bytes]] = field(factory=dict, init=False)
    accepted: dict[str, int] = field(factory=dict, init=False)
    last_status: dict[str, int] = field(factory=dict, init=False)
    validators: Validators = field(init=False)
    strict_validators: Validators = field(init=False)
    strict_operations: dict[str, Operation] = field(init=False)
    strange: int = field(default=0, init=False)
    _witness: Witness = field(init=False, repr=False)
    _exercised: dict[str, int] = field(factory=dict, init=False)
    _failed: dict[str, int] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._witness = Witness(self.description)
        self.validators = Validators(self.description)
        self.strict_validators = Validators(self.strict)
        self.strict_operations = {operation.id: operation for operation in self.strict}

    def convention(self, name: str, default: str) -> str:
        """What the description states about its partner's use of HTTP."""
        return str(self.description.document.get("x-conventions", {}).get(name) or default)

    @property
    def trace_header(self) -> str:
        """The header that identifies a request, empty where the description knows of none."""
        return trace_header(self.description)

    @property
    def version_header(self) -> str:
        """The header that an answer has a version in."""
        return self.convention("version-header", "ETag")

    def judge(self, wire: Wire) -> None:
        """Hold one exchange against every rule, if the API answered it."""
        if self._witness.tell(wire.exchange) is not Answered.API:
            self.strange += 1
            return
        for rule in self.rules:
            verdict = rule.judge(self, wire)
            if verdict is False:
                continue
            self._exercised[rule.name] = self._exercised.get(rule.name, 0) + 1
            if isinstance(verdict, str):
                self._failed[rule.name] = self._failed.get(rule.name, 0) + 1
                trace_id = wire.header(self.trace_header)
                self.findings.add(
                    Seen(rule.name, rule.title, wire.label, verdict, wire.exchange.number, wire.status, trace_id)
                )
        self._remember(wire)

    def _remember(self, wire: Wire) -> None:
        trace_id = wire.header(self.trace_header)
        if trace_id:
            self.trace_ids.setdefault(trace_id, wire.exchange.number)
        if wire.operation is not None:
            if wire.succeeded:
                self.accepted[wire.label] = self.accepted.get(wire.label, 0) + 1
            self.last_status[wire.label] = wire.status
        if wire.resource is not None:
            known = self.versions.setdefault(wire.resource, {})
            for snapshot in (wire.before, wire.after):
                if snapshot is not None and snapshot.version is not None:
                    known.setdefault(snapshot.version, snapshot.body)

    def counts(self) -> tuple[CheckCount, ...]:
        """How often each rule had something to judge, and failed."""
        return tuple(
            CheckCount(
                rule.name,
                rule.title,
                self._exercised.get(rule.name, 0),
                self._failed.get(rule.name, 0),
                self.preparation.rows.get(rule.name, ()),
            )
            for rule in self.rules
        )
