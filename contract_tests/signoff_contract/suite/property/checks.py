"""Our own checks: what every answer must keep, whoever thought of the request.

They look at what went over the wire, not at the engine's own idea of a case. So they also see the answers to probes
that other checks send, to proposals that were prepared and to everything that was read again, and a failure never
changes what the engine does next.

Each check says whether it had anything to judge: it is `exercised` only then.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import define, field, frozen

from signoff_contract.description import Description, Operation, Validators

from .results import CheckCount, Findings, Seen

UNAVAILABLE: Final = frozenset({429, 503})
"""Answers that say nothing about the request."""


@frozen
class Snapshot:
    """A resource with a version as it was read: its entity tag byte for byte, and its body."""

    version: str
    body: bytes = field(repr=False)


@frozen(repr=False)
class Wire:
    """One request and its answer. Raw, in memory only; the repr shows no value.

    `operation` is None for what the description does not know. `before` and `after` are the versioned resource that
    the path names, read just before and just after; None when it was not read. `authorised` says whether the request
    carried the current access token. `rest` says whether the path names more than that resource.
    """

    number: int
    method: str
    operation: Operation | None
    label: str
    request_headers: Mapping[str, str]
    status: int
    headers: Mapping[str, str]
    body: bytes
    authorised: bool
    resource: str | None = None
    rest: bool = False
    before: Snapshot | None = None
    after: Snapshot | None = None
    example: bool = False

    def header(self, name: str) -> str | None:
        """An answer's header, whatever its case."""
        return _header(self.headers, name)

    @property
    def condition(self) -> str | None:
        """The value of If-Match, None when it was not sent."""
        return _header(self.request_headers, "If-Match")

    @property
    def changes(self) -> bool:
        """Whether the method may change something."""
        return self.method not in {"GET", "HEAD", "OPTIONS", "TRACE"}

    def __repr__(self) -> str:
        return f"<Wire {self.number} {self.label}: {self.status}>"


def _header(headers: Mapping[str, str], name: str) -> str | None:
    return next((value for key, value in headers.items() if key.lower() == name.lower()), None)


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
    """Judges every exchange by all rules and remembers what later ones are held against."""

    description: Description
    findings: Findings
    trace_ids: dict[str, int] = field(factory=dict, init=False)
    versions: dict[str, dict[str, bytes]] = field(factory=dict, init=False)
    _exercised: dict[str, int] = field(factory=dict, init=False)
    _failed: dict[str, int] = field(factory=dict, init=False)
    _validators: Validators = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._validators = Validators(self.description)

    def convention(self, name: str, default: str) -> str:
        """What the description states about its partner's use of HTTP."""
        return str(self.description.document.get("x-conventions", {}).get(name, default))

    @property
    def trace_header(self) -> str:
        """The header that identifies a request."""
        return self.convention("trace-header", "X-Trace-Id")

    def judge(self, wire: Wire) -> None:
        """Hold one exchange against every rule."""
        for rule in RULES:
            verdict = rule.judge(self, wire)
            if verdict is False:
                continue
            self._exercised[rule.name] = self._exercised.get(rule.name, 0) + 1
            if isinstance(verdict, str):
                self._failed[rule.name] = self._failed.get(rule.name, 0) + 1
                self.findings.add(
                    Seen(
                        rule.name,
                        rule.title,
                        wire.label,
                        verdict,
                        wire.number,
                        wire.status,
                        wire.header(self.trace_header),
                    )
                )
        self._remember(wire)

    def _remember(self, wire: Wire) -> None:
        trace_id = wire.header(self.trace_header)
        if trace_id:
            self.trace_ids.setdefault(trace_id, wire.number)
        if wire.resource is not None:
            known = self.versions.setdefault(wire.resource, {})
            for snapshot in (wire.before, wire.after):
                if snapshot is not None:
                    known.setdefault(snapshot.version, snapshot.body)

    def counts(self) -> tuple[CheckCount, ...]:
        """How often each rule had something to judge, and failed."""
        return tuple(
            CheckCount(rule.name, rule.title, self._exercised.get(rule.name, 0), self._failed.get(rule.name, 0))
            for rule in RULES
        )

    def error_violation(self, body: Any) -> str | None:
        """What the schema of errors refuses about a body; None when it accepts it or there is no such schema."""
        name = self.convention("error-schema", "")
        schema = self.description.schemas.get(name)
        if schema is None:
            return None
        violations = self._validators.check({"$ref": f"#/components/schemas/{name}"}, body)
        return f"{violations[0].pointer or 'the body'}: {violations[0].message}" if violations else None


def _trace_present(watch: Watch, wire: Wire) -> Verdict:
    if wire.header(watch.trace_header):
        return True
    return f"the answer {wire.status} carries no {watch.trace_header}"


def _trace_unique(watch: Watch, wire: Wire) -> Verdict:
    trace_id = wire.header(watch.trace_header)
    if not trace_id:
        return False
    first = watch.trace_ids.get(trace_id)
    return True if first is None else f"its {watch.trace_header} is that of request number {first}"


def _error_body(watch: Watch, wire: Wire) -> Verdict:
    if wire.status < 400 or wire.method == "HEAD":
        return False
    if not (wire.header("Content-Type") or "").lower().startswith("application/json"):
        return f"the answer {wire.status} is no JSON error"
    try:
        body = json.loads(wire.body)
    except ValueError:
        return f"the body of the answer {wire.status} is not JSON"
    violation = watch.error_violation(body)
    if violation is not None:
        return f"the body of the answer {wire.status} is no error as described: {violation}"
    trace_id = wire.header(watch.trace_header)
    if trace_id and isinstance(body, dict) and trace_id not in body.values():
        return f"the body of the answer {wire.status} does not repeat the {watch.trace_header} of the answer"
    return True


def _unauthorised(_watch: Watch, wire: Wire) -> Verdict:
    if wire.authorised or wire.operation is None or wire.status in UNAVAILABLE:
        return False
    return True if wire.status == 401 else f"a request without a valid access token was answered with {wire.status}"


def _judged_change(wire: Wire) -> bool:
    """Whether this is a change of a resource that exists, described and let in, with an answer that says something."""
    needed = wire.operation is not None and wire.operation.needs_precondition
    return needed and wire.authorised and wire.before is not None and wire.status not in UNAVAILABLE


def _missing_precondition(watch: Watch, wire: Wire) -> Verdict:
    if not _judged_change(wire) or wire.condition is not None:
        return False
    due = {int(watch.convention("precondition-status", "412"))}
    if wire.rest:
        # The path names more than the resource with the version; that it does not exist may be said first.
        due |= {400, 404}
    wanted = " or ".join(map(str, sorted(due)))
    if wire.status in due:
        return True
    return f"a change without If-Match was answered with {wire.status}, {wanted} was due"


def _stale_precondition(_watch: Watch, wire: Wire) -> Verdict:
    if not _judged_change(wire) or wire.condition is None or wire.before is None:
        return False
    condition, current = wire.condition.strip(), wire.before.version.strip('"')
    if condition == "*" or current in condition:
        return False
    return True if wire.status >= 400 else f"a change with another version in If-Match was answered with {wire.status}"


def _refused_changes_nothing(_watch: Watch, wire: Wire) -> Verdict:
    if not wire.changes or not 400 <= wire.status < 500 or wire.before is None or wire.after is None:
        return False
    if wire.after.version != wire.before.version:
        return f"the version moved although the call was refused with {wire.status}"
    return True if wire.after.body == wire.before.body else f"something changed although the answer was {wire.status}"


def _change_changes_version(_watch: Watch, wire: Wire) -> Verdict:
    if not _succeeded(wire) or wire.before is None or wire.after is None:
        return False
    return True if wire.after.version != wire.before.version else "the version is the same after a successful change"


def _version_never_reused(watch: Watch, wire: Wire) -> Verdict:
    if wire.resource is None or wire.after is None:
        return False
    known = watch.versions.get(wire.resource, {})
    if wire.before is not None and wire.after.version == wire.before.version:
        if wire.after.body == wire.before.body or not _succeeded(wire):
            return False
        return "two states of the resource have one version"
    if wire.after.version in known:
        return "the version of an earlier state came back"
    return True


def _example_accepted(_watch: Watch, wire: Wire) -> Verdict:
    if not wire.example or wire.status in UNAVAILABLE:
        return False
    # 409: the state of the proposal forbids it; that is no fault of the example.
    if wire.status < 300 or wire.status == 409:
        return True
    return f"an example of the description was answered with {wire.status}"


def _succeeded(wire: Wire) -> bool:
    return wire.operation is not None and wire.operation.needs_precondition and 200 <= wire.status < 300


RULES: Final[tuple[Rule, ...]] = (
    Rule("trace_id_present", "Every answer carries a request identifier", _trace_present),
    Rule("trace_id_unique", "No request identifier is given out twice", _trace_unique),
    Rule("error_body", "An error has the described body and repeats the request identifier", _error_body),
    Rule("unauthorised_refused", "A request without a valid token is refused with 401", _unauthorised),
    Rule("missing_precondition_refused", "A change without If-Match is refused", _missing_precondition),
    Rule("stale_precondition_refused", "A change with another version in If-Match never succeeds", _stale_precondition),
    Rule("refusal_changes_nothing", "A refused call changes nothing", _refused_changes_nothing),
    Rule("change_changes_version", "A successful change changes the version", _change_changes_version),
    Rule("version_never_reused", "No version of a resource is ever given to another state", _version_never_reused),
    Rule("example_accepted", "The examples of the description are accepted", _example_accepted),
)
