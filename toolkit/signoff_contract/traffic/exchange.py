"""One attempt on the wire: raw for those who judge it, and redacted as it is kept."""

import json
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from attrs import Factory, field, frozen

from .headers import Headers, headers_of
from .numerals import exact_number, exact_whole_number, is_too_deep, whole_number
from .wire import media_type_of

READS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})
"""Methods that only read: their request can be made again without changing anything (RFC 9110, 9.2.1)."""

TRIED: Final = "tried at another address or under another name"
"""A label of an exchange. It breaks no rule on purpose, so what was sent says as much as anything else."""


class Answered(StrEnum):
    """Who gave an answer, see `answered`. Nobody: none came, or it broke off."""

    API = "the API"
    GATEWAY = "something in front of the API"
    NOBODY = "nobody"


class Malformed(AssertionError):
    """A body is not the JSON that a check needs. Counts against the requirement, as a failed assertion does.

    `exchange` is the one whose answer it is, if it is an answer: only where the API gave it does it count.
    """

    exchange: "Exchange | None" = None


@frozen
class Sender:
    """Who sent a request, as far as it is known: which process, and over which of its connections.

    The names mean something in one record only, and are compared as they are. None: not known, so that nothing is
    assumed. Two requests of unknown senders may come from one sender or from two.
    """

    process: str | None = None
    connection: str | None = None


@frozen(repr=False, eq=False, kw_only=True)
class Exchange:
    """One attempt on the wire, raw. It lives in memory only, for checks; the repr shows no header and no body.

    Whoever was there gives request and answer: the header fields in their order and case, the body of the answer after
    content decoding, `reason` as it stood beside the status. `seconds` is how long the answer took to arrive completely;
    `error` says what happened instead of an answer (`status` is None then). `sender` is who sent it, where that is known,
    and `labels` say which rules it breaks on purpose.

    The recorder adds what it means: its number, what kind of call it is, which operation, and `path`, relative to the base
    address and without the query; `by` says who answered. `told` turns the answer's decoded body into other names, those of
    a plan for example.
    """

    method: str
    url: str
    request_headers: Headers = field(factory=Headers, converter=headers_of)
    request_body: bytes = b""
    status: int | None = None
    reason: str = ""
    response_headers: Headers = field(factory=Headers, converter=headers_of)
    response_body: bytes = b""
    error: str | None = None
    started: datetime
    seconds: float = 0.0
    sender: Sender = field(factory=Sender)
    labels: tuple[str, ...] = ()
    number: int = 0
    kind: Literal["api", "token"] = "api"
    operation_id: str | None = None
    path: str = Factory(lambda self: urlsplit(self.url).path, takes_self=True)
    trace_id: str | None = None
    by: Answered = Factory(
        lambda self: Answered.NOBODY if self.status is None else Answered.API,
        takes_self=True,
    )
    told: Callable[[Any], Any] | None = None

    @property
    def is_own(self) -> bool:
        """Whether the API itself answered: only then does the answer say anything about it."""
        return self.by is Answered.API

    @property
    def reads(self) -> bool:
        """Whether it only reads."""
        return self.method in READS

    @property
    def media_type(self) -> str:
        """The media type of the answer, in lower case and without parameters; empty when none is stated."""
        return media_type_of(self.response_headers)

    @property
    def query(self) -> str:
        """The query of the address as it was sent, empty without one."""
        return urlsplit(self.url).query

    def json(self, *, exact: bool = False) -> Any:
        """The response body, decoded; `exact` keeps fractions as Decimal, digit by digit as they were sent.

        Raises Malformed, which says what came instead, without repeating it.
        """
        kind = self.response_headers.get("content-type") or "no content type"
        try:
            return _decode(self.response_body, f"the answer to {self} ({kind[:60]})", exact)
        except Malformed as malformed:
            malformed.exchange = self
            raise

    def request_json(self, *, exact: bool = False) -> Any:
        """The request body, decoded. Raises Malformed."""
        return _decode(self.request_body, f"the request of {self}", exact)

    def __str__(self) -> str:
        return f"#{self.number} {self.method} {self.path}"

    def __repr__(self) -> str:
        outcome = self.status if self.status is not None else f"no answer ({self.error})"
        return f"<Exchange {self} {outcome}>"


def _decode(body: bytes, what: str, exact: bool) -> Any:
    if not body.strip():
        raise Malformed(f"{what} is empty, JSON was expected")
    try:
        value = json.loads(
            body,
            parse_int=exact_whole_number if exact else whole_number,
            parse_float=exact_number if exact else float,
            parse_constant=refuse_constant,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{what} is not JSON ({len(body)} bytes)") from error
    if is_too_deep(body, value):
        raise Malformed(f"{what} cannot be followed ({len(body)} bytes)")
    return value


def refuse_constant(name: str) -> None:
    """For `json.loads`, which would take NaN and Infinity otherwise. Raises ValueError."""
    raise ValueError(f"{name} is no JSON value")


@frozen
class RecordedBody:
    """A body as it is kept: `media_type`, `size` in bytes, and `json`, redacted, where it was JSON.

    `note` says why there is no JSON.
    """

    media_type: str | None
    size: int
    json: Any = None
    note: str | None = None


ExchangeSource = Literal["plan", "watched", "recorded", "archive"]
"""How an exchange came into a record: made by the plan's own client, watched by us between an application and its
partner, recorded inside of an application, or read from an archive that was handed in. Plans make the first only."""


@frozen
class RecordedExchange:
    """One attempt on the wire as it is kept: redacted when it was recorded. Everything in it may be written.

    `template` is the described path; `url` has redacted path and query values; `seconds` as in Exchange. `source` says how
    it came into the record.
    """

    number: int
    kind: Literal["api", "token"]
    operation_id: str | None
    method: str
    url: str
    template: str | None
    request_headers: tuple[tuple[str, str], ...]
    request_body: RecordedBody
    status: int | None
    response_headers: tuple[tuple[str, str], ...]
    response_body: RecordedBody
    trace_id: str | None
    started: datetime
    seconds: float
    error: str | None = None
    labels: tuple[str, ...] = ()
    source: ExchangeSource = "plan"
