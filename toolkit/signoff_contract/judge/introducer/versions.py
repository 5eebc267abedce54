"""Does every change rest on a version, and is it the newest that its sender had?"""

import contextlib
from collections.abc import Callable

from attrs import define, field

from signoff_contract.description import Description, Operation
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import guarded, object_of, path_above

from .conduct import is_call

_OBJECTS = 100_000
_VERSIONS = 50


def _guarded_call(description: Description, exchange: Exchange) -> Operation | None:
    """The operation, if it is one for which the description requires a precondition."""
    if not is_call(exchange) or exchange.operation_id is None:
        return None
    operation = description.operation(exchange.operation_id)
    return operation if operation.needs_precondition else None


def precondition_sent(description: Description, *, header: str = "If-Match") -> Judge[Exchange]:
    """Every call that changes something existing carries the version it rests on. Keeps nothing."""
    return rule(
        lambda exchange: _guarded_call(description, exchange) is not None,
        lambda exchange: None if exchange.request_headers.get(header) else f"carries no {header}",
    )


def newest_version_sent(
    description: Description,
    *,
    resource: str | None = None,
    id_member: str = "id",
    header: str = "If-Match",
    tag: str = "ETag",
    created: Callable[[Exchange], str | None] | None = None,
    complete: bool = False,
) -> Judge[Exchange]:
    """The version sent is, byte for byte, the newest one that its sender had received for the object.

    `resource` is the path parameter that names the object; without it, it follows from the operations that need a
    precondition. `id_member` is the member that holds an object's id in the answer that creates it, or `created` gives the
    id out of that answer, whatever it is called there.

    * A process may send what it received last, or what another process received since; not again once that was refused with
      412, and not what no answer had. What it received of an object before the first exchange was not seen, so nothing is said
      until it receives a version of that object here; but where the object was created here, or `complete` says that the
      traffic began with nothing, as a plan's own run does.
    * Where the process is not known, an older version is somebody's that had not read since: the partner refuses it with
      412, as it should. A breach is the same version again, refused more often than it was received; `*`; another spelling
      of a version; and one that nobody had received of an object that was created here. What was there before the first
      exchange may have versions that were not seen, so nothing is said of those.

    Keeps of the newest 100,000 objects the newest 50 versions, and the newest one of each process.
    """
    known = _Versions(description, resource, id_member, header, tag, created, complete)
    return Judge(known.look, known.learn)


@define(eq=False)
class _Receipt:
    """A version that was received: when for the last time, as a place in the order of all receipts, and how often.

    `refused` counts the changes of unknown processes that rested on it and were answered with 412.
    """

    place: int
    times: int = 1
    refused: int = 0


@define(eq=False)
class _Newest:
    """What a process received last of an object, as a place in the order too; `refused` since with 412."""

    version: str
    place: int
    refused: bool = False


@define(eq=False)
class _Object:
    """What is known of an object's versions. `whole` says that none of them can have been missed."""

    whole: bool = False
    received: Recent[str, _Receipt] = field(factory=lambda: Recent(_VERSIONS))
    newest: dict[str, _Newest] = field(factory=dict)


@define(eq=False)
class _Versions:
    description: Description
    resource: str | None
    id_member: str
    header: str
    tag: str
    created: Callable[[Exchange], str | None] | None
    complete: bool
    objects: Recent[str, _Object] = field(factory=lambda: Recent(_OBJECTS), init=False)
    places: int = field(default=0, init=False)
    collection: str | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        if self.resource is None:
            self.collection, self.resource = guarded(self.description) or (None, None)
        else:
            above = (path_above(each, self.resource) for each in self.description)
            self.collection = next((path for path in above if path is not None and "{" not in path), None)

    def look(self, exchange: Exchange) -> tuple[Problem, ...] | None:
        operation = _guarded_call(self.description, exchange)
        name = object_of(exchange, operation, self.resource)
        sent = exchange.request_headers.get(self.header)
        if operation is None or name is None or sent is None:
            return None
        known = self.objects.get(name)
        if known is None and self.objects.dropped:
            return None
        if exchange.sender.process is not None:
            message = self._wrong_of(exchange.sender.process, known, sent, refused=exchange.status == 412)
        elif known is None and sent.strip() != "*":
            # An object from before the first exchange.
            return None
        else:
            message = self._wrong_of_anybody(known or _Object(), sent, refused=exchange.status == 412)
        if message is None:
            return ()
        return (Problem(exchange, message),) if message else None

    def _wrong_of(self, process: str, known: _Object | None, sent: str, *, refused: bool) -> str | None:
        own = known.newest.get(process) if known is not None else None
        receipt = known.received.get(sent) if known is not None else None
        if own is not None:
            if sent == own.version:
                return _again(sent) if refused and own.refused else None
            if receipt is not None and receipt.place > own.place:
                return None
            return f"sends {sent!r} although the newest version received is {own.version!r}"
        if receipt is not None or (known is not None and known.received.dropped):
            return None
        if not self.complete and (known is None or not known.whole):
            # Of an object from before: what is wrong with it whoever sent it.
            return self._wrong_of_anybody(known or _Object(), sent, refused=refused) or ""
        return f"sends a version that no answer had given: {self.header} without a read"

    def _wrong_of_anybody(self, known: _Object, sent: str, *, refused: bool) -> str | None:
        """What is wrong whoever sent it; empty where that cannot be told."""
        if sent.strip() == "*":
            return "sends * instead of a version"
        if (receipt := known.received.get(sent)) is not None:
            return _again(sent) if refused and receipt.refused >= receipt.times else None
        spelled = (version for version in known.received if _bare(version) == _bare(sent))
        if (version := next(spelled, None)) is not None:
            return f"sends {sent!r} although the version received is {version!r}"
        return "sends a version that no answer had given" if known.whole and not known.received.dropped else ""

    def learn(self, exchange: Exchange) -> None:
        operation = self.description.operation(exchange.operation_id) if exchange.operation_id is not None else None
        if operation is None and self.created is None:
            return
        name = object_of(exchange, operation, self.resource)
        sent, version = exchange.request_headers.get(self.header), exchange.response_headers.get(self.tag)
        if exchange.status == 412 and sent is not None and name is not None:
            self._refuse(self.objects.get(name), sent, exchange.sender.process)
        elif version is not None and exchange.status is not None and exchange.status < 300:
            made = None if name is not None else self._made(exchange)
            if (about := name or made) is not None:
                self._receive(about, version, exchange.sender.process, made=made is not None)

    def _refuse(self, known: _Object | None, sent: str, process: str | None) -> None:
        if known is None:
            return
        if process is None:
            if (receipt := known.received.get(sent)) is not None:
                receipt.refused += 1
        elif (own := known.newest.get(process)) is not None and own.version == sent:
            own.refused = True

    def _receive(self, name: str, version: str, process: str | None, *, made: bool) -> None:
        known = self.objects.get(name) or _Object(whole=made)
        self.objects.put(name, known)
        self.places += 1
        receipt = known.received.get(version) or _Receipt(self.places, times=0)
        receipt.place, receipt.times = self.places, receipt.times + 1
        known.received.put(version, receipt)
        if process is not None:
            known.newest[process] = _Newest(version, self.places)

    def _made(self, exchange: Exchange) -> str | None:
        """The object that an answer creates."""
        identity = self.created(exchange) if self.created is not None else _member(exchange, self.id_member)
        if identity is None:
            return None
        return f"{exchange.path if self.collection is None else self.collection}/{identity}"


def _member(exchange: Exchange, name: str) -> str | None:
    with contextlib.suppress(Malformed):
        body = exchange.json()
        if isinstance(body, dict) and name in body:
            return str(body[name])
    return None


def _again(sent: str) -> str:
    return f"sends {sent!r} again after it was refused, without a newer read"


def _bare(version: str) -> str:
    """An entity tag without what it is wrapped in: `W/`, quotes, blanks."""
    return version.strip().removeprefix("W/").removeprefix("w/").strip('" ')
