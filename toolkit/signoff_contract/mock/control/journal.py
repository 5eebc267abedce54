"""The journal as the control plane tells it: which requests came, what became of them and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from attrs import asdict, define, field, frozen

from signoff_contract.description.requirements import Requirement
from signoff_contract.mock.explain import places_of, rows_of, source_of
from signoff_contract.mock.front import Front
from signoff_contract.mock.http import Answer, Headers, Request
from signoff_contract.mock.journal import Entry, trace_of
from signoff_contract.mock.responder import CallInfo

from .errors import unknown

_SECRET_HEADERS: Final = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization"})
_HIDDEN: Final = "(left out)"


@frozen
class Verdict:
    """Why a request was refused: the mock's word, the row that it enforces, what that says and where; or that it was not."""

    refused: bool
    code: str = ""
    message: str = ""
    requirement: str | None = None
    text: str = ""
    source: str = ""


@frozen
class Seen:
    """One request of the journal, see `Request` of the control plane's description."""

    number: int
    at: datetime
    partner: str
    method: str
    path: str
    operation: str
    client: str
    status: int | None
    trace_id: str
    verdict: Verdict
    remarks: tuple[str, ...]
    fault: str | None


@frozen
class Message:
    """The header fields and the body of a request or an answer, credentials left out; None for a body that is not told."""

    headers: Headers
    body: str | None


@frozen
class SeenWhole(Seen):
    """One request with what was sent and answered."""

    query: str
    request: Message
    response: Message | None


@frozen
class Cited:
    """A place in one of the partner's documents, and where that is found."""

    document: str
    section: str
    title: str
    address: str


@frozen
class Row:
    """A requirement row. `source` says in a line what `cited` says in full."""

    id: str
    partner: str
    text: str
    level: str
    binds: str
    confidence: str
    source: str
    cited: Sequence[Cited]


@frozen
class Asked:
    """What of the journal is asked for: what is None does not count."""

    after: int = 0
    limit: int = 100
    operation: str | None = None
    client: str | None = None
    status: int | None = None
    refused: bool | None = None
    trace: str | None = None

    def fits(self, seen: Seen) -> bool:
        """Whether a request is asked for."""
        wanted = (
            (self.operation, seen.operation),
            (self.client, seen.client),
            (self.status, seen.status),
            (self.refused, seen.verdict.refused),
            (self.trace, seen.trace_id),
        )
        return all(value is None or value == found for value, found in wanted)


@define(eq=False)
class Rows:
    """The requirement rows of a partner, read when they are asked for first. Without a file of them there are none."""

    partner: str

    @cached_property
    def _rows(self) -> Mapping[str, Requirement]:
        return {each.id: each for each in rows_of(self.partner) or ()}

    def find(self, id: str | None) -> Row | None:
        """The row of an id."""
        found = None if id is None else self._rows.get(id)
        if found is None:
            return None
        source, cited = source_of(found), tuple(self._cited(*place) for place in places_of(found))
        return Row(found.id, self.partner, found.statement, found.level, found.binds, found.confidence, source, cited)

    def _cited(self, name: str, section: str) -> Cited:
        rows = rows_of(self.partner)
        document = None if rows is None else rows.documents.get(name)
        told = ("", "") if document is None else (document.title, document.address)
        return Cited(name, section, *told)


@define(eq=False)
class JournalView:
    """Tells of the journal of one mock. `token_path` is where credentials stand in bodies."""

    partner: str
    front: Front
    rows: Rows
    token_path: str = ""
    _told: dict[int, Seen] = field(factory=dict, init=False, repr=False)

    def last(self) -> int:
        """The number of the last request; 0 when there was none."""
        return self.front.journal.last

    def requests(self, asked: Asked) -> list[Seen]:
        """The newest requests that are asked for, oldest first."""
        entries = self.front.journal.entries
        self._told = {each.number: self._told.get(each.number) or self._seen(each) for each in entries}
        found = [each for number, each in self._told.items() if number > asked.after and asked.fits(each)]
        return found[-asked.limit :]

    def request(self, number: int) -> SeenWhole:
        """One request with what was sent and answered. Raises ControlError 404."""
        for entry in self.front.journal.entries:
            if entry.number == number:
                return self._whole(entry)
        raise unknown("REQUEST", f"Request {number} is not remembered; the last {self.front.journal.kept} are")

    def forget(self) -> None:
        """Forget all requests; numbers go on."""
        self.front.journal.clear()
        self._told = {}

    def _seen(self, entry: Entry) -> Seen:
        call = self._call(entry.request)
        answer = entry.delivery.answer
        return Seen(
            number=entry.number,
            at=entry.at,
            partner=self.partner,
            method=entry.request.method,
            path=entry.request.path,
            operation=call.operation,
            client=call.client_id,
            status=None if answer is None else answer.status,
            trace_id=trace_of(answer),
            verdict=self._verdict(answer),
            remarks=() if answer is None else answer.remarks,
            fault=entry.delivery.fault,
        )

    def _call(self, request: Request) -> CallInfo:
        return self.front.engine.identify(request) if request.method else CallInfo()

    def _verdict(self, answer: Answer | None) -> Verdict:
        refusal = None if answer is None else answer.refusal
        if refusal is None:
            return Verdict(False)
        row = self.rows.find(refusal.requirement)
        told = ("", "") if row is None else (row.text, row.source)
        return Verdict(True, refusal.code, refusal.message, refusal.requirement, *told)

    def _whole(self, entry: Entry) -> SeenWhole:
        seen = self._told.get(entry.number) or self._seen(entry)
        request, answer = entry.request, entry.delivery.answer
        secret = bool(self.token_path) and request.path == self.token_path
        sent = _message(request.headers, request.body, secret)
        told = None if answer is None else _message(answer.headers, answer.body, secret)
        told_already = asdict(seen, recurse=False)
        return SeenWhole(**told_already, query=request.query, request=sent, response=told)


def newest(found: Iterable[Seen], limit: int) -> list[Seen]:
    """Requests of several mocks in the order of their numbers, the newest of them."""
    return sorted(found, key=lambda each: each.number)[-limit:]


def _message(headers: Headers, body: bytes, secret: bool) -> Message:
    shown = tuple((name, _HIDDEN if name.lower() in _SECRET_HEADERS else value) for name, value in headers)
    # Of a long body the journal has kept nothing but what was said of it.
    left_out = not body and any(name.lower() == "content-type" for name, _ in headers)
    if secret or left_out:
        return Message(shown, None)
    try:
        return Message(shown, body.decode())
    except UnicodeDecodeError:
        return Message(shown, None)
