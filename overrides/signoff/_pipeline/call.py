"""What a client keeps for all its calls, and what belongs to a single one."""

import logging
from collections.abc import Callable, Generator, Mapping
from typing import Any, Protocol, TypeAlias, TypeVar

import httpx2
from attrs import define, field, frozen

from signoff._calls import Operation
from signoff._pipeline.clock import LOOK, Clock, SystemClock, partner_now, standing_still
from signoff._pipeline.commands import (
    Command,
    ForeignFailure,
    OutOfTime,
    Progress,
    Send,
    Sink,
    SinkFailure,
    Sleep,
)
from signoff._pipeline.deadline import Deadline, Timeouts
from signoff._pipeline.failures import describe
from signoff._pipeline.log import CallLog, mask_query
from signoff._pipeline.outcome import Outcome, is_read, rule
from signoff._pipeline.permits import LearningPermits, Permits
from signoff._pipeline.status import ErrorShape, error_from, received_headers
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff._pipeline.tokens import Token, TokenCache
from signoff._pipeline.trace import find_trace_id
from signoff._pipeline.version_guard import VersionRule
from signoff._scrub import Scrubber
from signoff.errors import ApiError, ConfigurationError, DeadlineExceeded, SignoffError

T = TypeVar("T")
Flow: TypeAlias = Generator[Command, Any, T]

# Sleeps for a permit after which the clock shows no later time.
_MOST_WITHOUT_PROGRESS = 2

PACE = "rate limit"
"""Why a call waits for its turn."""

CALL = "signoff.call"
"""Name of the request extension that carries a :class:`CallContext`."""


@frozen
class CallContext:
    """What a caller knows of a request beyond the request itself."""

    operation: Operation
    deadline: float | None = None
    into: Sink | None = None


class Grant(Protocol):
    """The way to an access token when there is none: OAuth calls what entitles to one a grant."""

    def fetch(self, call: "Call", retries: int) -> "Flow[Token]":
        """Get a token; ``retries`` says how often a failed attempt may be repeated.

        :raises TokenError: none can be had.
        """
        ...

    def refused(self, token: str) -> None:
        """The partner refuses this token before its time: do not offer it again."""
        ...


@frozen
class Chain:
    """Everything that stays the same from call to call.

    ``paths`` replaces the path of an operation where an environment is known to have another than the description.
    Without ``grant`` tokens are had for the credentials alone. ``paced``: the partner documents 429 as its pace, so that
    a change that is answered so may be sent again. ``scrubber`` knows the client's secrets.
    """

    base_url: httpx2.URL
    endpoint: TokenEndpoint
    credentials: ClientCredentials
    trace_header: str
    needs_version: VersionRule
    paths: Mapping[str, str]
    error_shape: ErrorShape
    clock: Clock
    draw: Callable[[], float]
    permits: Permits
    tokens: TokenCache
    timeouts: Timeouts
    deadline: float
    retries: int
    user_agent: str
    logger: logging.Logger
    grant: Grant | None = None
    paced: bool = False
    scrubber: Scrubber = field(factory=Scrubber, repr=False)
    home: tuple[str, str, int | None] = field(init=False, repr=False)
    prefix: str = field(init=False, repr=False)
    learn: Callable[[int, Mapping[str, str]], object] | None = field(init=False, repr=False)

    # What every call needs of the settings is worked out once.
    @home.default
    def _home_default(self) -> tuple[str, str, int | None]:
        return origin(self.base_url)

    @prefix.default
    def _prefix_default(self) -> str:
        return self.base_url.raw_path.decode("ascii").rstrip("/")

    @learn.default
    def _learn_default(self) -> Callable[[int, Mapping[str, str]], object] | None:
        return self.permits.learn if isinstance(self.permits, LearningPermits) else None

    def trace_id(self, headers: Mapping[str, str]) -> str | None:
        """The partner's identifier of a request, from its answer."""
        return find_trace_id(headers, self.trace_header, scrubber=self.scrubber)


@define
class Call:
    """What belongs to one call."""

    chain: Chain
    method: str
    path: str
    version_needed: bool
    if_match: str | None
    deadline: Deadline
    log: CallLog
    began: float
    into: Sink | None = None
    attempts: int = 0
    progress: Progress = field(factory=Progress)
    answered: int | None = None
    refused: bool = False
    standing: int = 0
    token: Token | None = field(default=None, repr=False)

    @property
    def summary(self) -> str:
        """Method and path, without values."""
        return f"{self.method} {self.path}"

    @property
    def outcome(self) -> Outcome | None:
        """What is known of the change at this moment; None for a read, which changes nothing."""
        if is_read(self.method):
            return None
        if not self.progress.left:
            return Outcome.NEVER_SENT
        if self.answered is None:
            return Outcome.UNKNOWN
        if self.refused or rule(self.answered).unchanged:
            return Outcome.NOT_MADE
        return Outcome.MADE if 200 <= self.answered < 300 else Outcome.UNKNOWN

    def remaining(self) -> float:
        """Seconds left for the whole call."""
        return self.deadline.remaining(self.chain.clock.monotonic())

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self.chain.clock.monotonic() - self.began

    def out_of_time(self, doing: str, *, ahead: bool = False) -> DeadlineExceeded:
        """The error for a call whose time is up; ``ahead``: it would be, if the call went on."""
        return DeadlineExceeded(
            f"{self.summary}: the deadline {'would pass' if ahead else 'passed'}: the call's {self.deadline.seconds:g} s were not enough while {doing}; "
            "nothing was changed. Try again, or allow more time with CallOptions(deadline=...).",
            request_summary=self.summary,
            seconds=self.deadline.seconds,
        )

    def retry_after(self, response: httpx2.Response) -> float | None:
        """Seconds that the partner asks to wait, in an answer that is no success."""
        if response.status_code < 300:
            return None
        now = partner_now(response.headers, self.chain.clock)
        return self.chain.error_shape.retry_after(response.status_code, response.headers, now)

    def error(self, response: httpx2.Response, **overrides: Any) -> ApiError:
        """The typed error for an answer to this call."""
        return error_from(
            response,
            method=self.method,
            path=self.path,
            shape=self.chain.error_shape,
            trace_header=self.chain.trace_header,
            sent_version=self.if_match,
            retry_after=self.retry_after(response),
            scrubber=self.chain.scrubber,
            **overrides,
        )


def begin_call(chain: Chain, request: httpx2.Request) -> Call:
    """Look at a request before anything is done for it.

    :raises ConfigurationError: it goes to another host than the partner's, or its deadline is no positive number.
    """
    if origin(request.url) != chain.home:
        raise ConfigurationError(
            f"this client talks to {chain.base_url.netloc.decode('ascii')} only; its token is not sent to "
            f"{request.url.netloc.decode('ascii')}. Use a client of its own for another host."
        )
    method = request.method.upper()
    target = request.url.raw_path.decode("ascii")
    base = chain.prefix
    relative = target[len(base) :] if target.startswith(base + "/") else target
    bare = relative.partition("?")[0]
    context = request.extensions.get(CALL)
    into: Sink | None = None
    if isinstance(context, CallContext):
        operation, seconds, into = context.operation, context.deadline, context.into
        path, needed, label = operation.path, operation.modifies, f"{operation.id} {method} {operation.path}"
    else:
        seconds = None
        path, needed, label = bare, chain.needs_version(method, bare), f"{method} {mask_query(relative)}"
    tags = [value.decode("latin-1") for name, value in request.headers.raw if name.lower() == b"if-match"]
    now = chain.clock.monotonic()
    return Call(
        chain=chain,
        method=method,
        path=path,
        version_needed=needed,
        if_match=", ".join(tags) if tags else None,
        deadline=Deadline.after(chain.deadline if seconds is None else seconds, now),
        log=CallLog(chain.logger, label, chain.trace_header, chain.scrubber),
        began=now,
        into=into,
    )


def begin_token_call(chain: Chain) -> Call:
    """A call that asks for a token and for nothing else."""
    now, path = chain.clock.monotonic(), httpx2.URL(chain.endpoint.url).path
    return Call(
        chain=chain,
        method="POST",
        path=path,
        version_needed=False,
        if_match=None,
        deadline=Deadline.after(chain.deadline, now),
        log=CallLog(chain.logger, f"POST {path}", chain.trace_header, chain.scrubber),
        began=now,
    )


def origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port: what has to agree before a token is sent."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def send(
    call: Call,
    request: httpx2.Request,
    number: int,
    label: str,
    *,
    into: Sink | None = None,
    sending: Callable[[], None] | None = None,
    protected: bool = False,
    progress: Progress | None = None,
) -> Flow[httpx2.Response]:
    """Send once, no step taking longer than the call has left.

    :raises httpx2.RequestError: no answer came, or only a part of it; :class:`ForeignFailure` where the transport failed
        with an error that is not HTTP's.
    :raises OutOfTime: not in time.
    """
    left = call.remaining()
    if left <= 0:
        raise call.out_of_time("waiting for its turn")
    own = request.extensions.get("timeout") or {}
    request.extensions["timeout"] = {
        step: min(limit, own[step]) if isinstance(own.get(step), int | float) else limit
        for step, limit in call.chain.timeouts.capped(left).items()
    }
    began = call.chain.clock.monotonic()
    progress = progress or Progress()
    try:
        response: httpx2.Response = yield Send(
            request,
            until=call.deadline.at,
            clock=call.chain.clock,
            into=into,
            sending=sending,
            protected=protected,
            progress=progress,
        )
    except (SignoffError, SinkFailure):
        raise
    except Exception as problem:  # noqa: BLE001 - a transport may raise anything
        known = isinstance(problem, httpx2.RequestError | OutOfTime)
        told = problem if known else ForeignFailure(problem, left=progress.left)
        call.log.failed_attempt(label, number, describe(told), call.chain.clock.monotonic() - began)
        raise told from (None if known else problem)
    if call.chain.learn is not None:
        call.chain.learn(response.status_code, response.headers)
    took = call.chain.clock.monotonic() - began
    call.log.attempt(label, number, response.status_code, received_headers(response), took)
    return response


def pause(call: Call, wait: float, reason: str, cause: Callable[[], Exception | None] | None = None) -> Flow[None]:
    """Let time pass, unless the call would be out of time afterwards: then it ends now instead of pointlessly late."""
    if wait >= call.remaining():
        raise call.out_of_time(f"waiting {round(wait, 3):g} s ({reason})", ahead=True) from (cause() if cause else None)
    if wait > 0:
        call.log.waiting(wait, reason)
        yield from _await_turn(call, wait) if reason == PACE else _sleep(wait)


def _sleep(wait: float) -> Flow[None]:
    yield Sleep(wait)


def _await_turn(call: Call, wait: float) -> Flow[None]:
    """Sleep, and see to it that the clock has noticed: by one that stands still neither the next permit nor the deadline
    would ever come."""
    before, clock = call.chain.clock.monotonic(), call.chain.clock
    if before == call.began and isinstance(clock, SystemClock):
        # So soon only a stopped clock shows the very same reading, or one with coarse steps: a short sleep tells.
        short = min(wait, LOOK)
        yield Sleep(short)
        if clock.monotonic() <= before:
            raise standing_still(short)
        wait -= short
    if wait > 0:
        yield Sleep(wait, by=clock)
    call.standing = call.standing + 1 if clock.monotonic() <= before else 0
    if call.standing > _MOST_WITHOUT_PROGRESS:
        raise standing_still(wait)


def await_permit(call: Call) -> Flow[None]:
    """Take a permit for one request, however long the rate limit makes that last."""
    while wait := call.chain.permits.reserve():
        yield from pause(call, wait, PACE)
