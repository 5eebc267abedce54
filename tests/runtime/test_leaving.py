"""Whatever leaves a call is typed and told: at every partner, for both kinds of client, whatever happened beneath."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import anyio
import httpx2
import pytest
from hypothesis import given, settings, strategies as st

from signoff import (
    ApiError,
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    NoAnswer,
    OutcomeUnknown,
    RateLimited,
    SignoffError,
    TokenError,
    UnexpectedResponse,
)
from signoff._pipeline.outcome import After, Outcome, rule
from signoff._pipeline.status import LARGEST_SUCCESS

from .conftest import Stream, settle
from .partners import KINDS, PARTNERS, Partner, Stand

pytestmark = pytest.mark.anyio

STANDS = [pytest.param((partner, kind), id=f"{partner.name}-{kind}") for partner in PARTNERS for kind in KINDS]


@pytest.fixture(params=STANDS)
def stand(request: pytest.FixtureRequest) -> Stand:
    return Stand(*request.param)


# Anything that the operating system, TLS, an event loop or somebody's own transport may raise.
class TheirOwnError(Exception):
    pass


FOREIGN: list[Callable[[], Exception]] = [
    lambda: OSError(104, "Connection reset by peer"),
    lambda: ssl.SSLError("bad record mac"),
    lambda: RuntimeError("Event loop is closed"),
    lambda: TheirOwnError("span already ended"),
    lambda: ValueError("odd"),
    RecursionError,
    httpx2.StreamClosed,
    httpx2.StreamConsumed,
    lambda: httpx2.ReadError("r"),
    lambda: httpx2.RemoteProtocolError("p"),
    lambda: httpx2.TooManyRedirects("t"),
    lambda: httpx2.InvalidURL("u"),
    lambda: httpx2.DecodingError("d"),
]


@pytest.fixture(params=FOREIGN, ids=lambda make: type(make()).__name__)
def foreign(request: pytest.FixtureRequest) -> Exception:
    found: Exception = request.param()
    return found


def last_line(caplog: pytest.LogCaptureFixture) -> str:
    return caplog.records[-1].getMessage()


async def fails_at_once(stand: Stand, failure: BaseException) -> BaseException:
    """A change that reached the partner, whose transport fails on the way back."""

    def fail(_request: httpx2.Request) -> httpx2.Response:
        raise failure

    stand.answers(fail)
    with pytest.raises(BaseException) as caught:
        await settle(stand.partner.change(stand.client(retries=2)))
    return caught.value


async def test_a_change_whose_transport_fails_is_unknown(
    stand: Stand, foreign: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "signoff"):
        error = await fails_at_once(stand, foreign)
    assert type(error) is OutcomeUnknown
    assert error.cause is foreign
    assert stand.sent == 1
    assert last_line(caplog).endswith("outcome unknown")
    for misleading in ("fault", "check the address", "nothing has changed", "safe to try"):
        assert misleading not in str(error)


async def test_a_read_whose_transport_fails_is_without_an_answer(stand: Stand, foreign: Exception) -> None:
    def fail(_request: httpx2.Request) -> httpx2.Response:
        raise foreign

    stand.answers(*[fail] * 3)
    with pytest.raises(NoAnswer) as caught:
        await settle(stand.partner.read(stand.client()))
    assert caught.value.cause is foreign
    # What is no broken connection would happen again.
    again = isinstance(foreign, OSError | httpx2.RequestError | httpx2.StreamError)
    assert stand.sent == (3 if again else 1)


async def test_a_success_that_breaks_off_is_unknown_with_its_status(stand: Stand, foreign: Exception) -> None:
    stand.answers(lambda _request: httpx2.Response(201, stream=Stream(b'{"id"', breaks=foreign)))
    with pytest.raises(OutcomeUnknown, match="HTTP 201, then ") as caught:
        await settle(stand.partner.change(stand.client()))
    assert caught.value.status == 201
    assert stand.sent == 1


async def test_a_token_request_whose_transport_fails_is_no_change(stand: Stand, foreign: Exception) -> None:
    stand.server.token_script[:] = [foreign] * 3
    with pytest.raises(TokenError) as caught:
        await settle(stand.partner.change(stand.client()))
    assert caught.value.unreachable
    assert stand.sent == 0


class Broken:
    """Something that a client was handed and that fails by itself."""

    def reserve(self) -> float:
        raise TheirOwnError

    def __call__(self, *_arguments: object) -> Any:
        raise TheirOwnError


async def test_what_was_handed_in_and_fails_before_sending(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "signoff"), pytest.raises(ConnectionFailed) as caught:
        await settle(stand.partner.change(stand.client(permits=Broken())))
    assert "TheirOwnError in something that this client was given" in str(caught.value)
    assert stand.sent == 0
    assert last_line(caplog).endswith("outcome never sent")


# Interrupts and cancellations.

INTERRUPTS = [KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError]
POINTS: dict[str, tuple[str, Callable[[Stand, BaseException], None]]] = {}


def point(outcome: str) -> Callable[[Callable[[Stand, BaseException], None]], Callable[[Stand, BaseException], None]]:
    def keep(arrange: Callable[[Stand, BaseException], None]) -> Callable[[Stand, BaseException], None]:
        POINTS[arrange.__name__] = (outcome, arrange)
        return arrange

    return keep


def _raising(error: BaseException) -> Callable[[httpx2.Request], httpx2.Response]:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        raise error

    return answer


@point("never sent")
def in_the_token_request(stand: Stand, error: BaseException) -> None:
    stand.server.token_script[:] = [_raising(error)]


@point("unknown")
def in_the_request(stand: Stand, error: BaseException) -> None:
    stand.answers(_raising(error))


@point("unknown")
def in_the_body_of_a_success(stand: Stand, error: BaseException) -> None:
    stand.answers(lambda _request: httpx2.Response(201, stream=Stream(b"{", breaks=error)))  # type: ignore[arg-type]


@point("not made")
def in_the_wait_after_a_refusal(stand: Stand, error: BaseException) -> None:
    stand.server.token_script[:] = [stand.server.issue, _raising(error)]
    stand.answers(httpx2.Response(401))


@pytest.mark.parametrize("kind", INTERRUPTS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("place", POINTS)
async def test_an_interrupt_passes_with_a_note_and_a_line(
    stand: Stand, kind: type[BaseException], place: str, caplog: pytest.LogCaptureFixture
) -> None:
    outcome, arrange = POINTS[place]
    error = kind()
    arrange(stand, error)
    with caplog.at_level(logging.INFO, "signoff"), pytest.raises(kind) as caught:
        await settle(stand.partner.change(stand.client()))
    assert caught.value is error
    assert f"outcome: {outcome}" in error.__notes__[0]
    assert last_line(caplog).endswith(f"outcome {outcome}")


@pytest.mark.parametrize("kind", INTERRUPTS, ids=lambda kind: kind.__name__)
async def test_an_interrupted_read_says_that_it_was_one(
    stand: Stand, kind: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    error = kind()
    stand.answers(_raising(error))
    with caplog.at_level(logging.INFO, "signoff"), pytest.raises(kind):
        await settle(stand.partner.read(stand.client()))
    assert "it was a read" in error.__notes__[0]
    assert kind.__name__ in last_line(caplog)
    assert "outcome" not in last_line(caplog)


class Hanging(httpx2.AsyncBaseTransport):
    """Takes a request and never answers it."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, host: str) -> None:
        self.inner = inner
        self.host = host
        self.reached = anyio.Event()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host != self.host or "token" in request.url.path:
            return await self.inner.handle_async_request(request)
        self.reached.set()
        await anyio.sleep_forever()
        raise AssertionError("unreachable")


@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner.name)
@pytest.mark.parametrize("how", ["task", "scope", "timeout"])
async def test_a_cancelled_change_is_told(partner: Partner, how: str, caplog: pytest.LogCaptureFixture) -> None:
    stand = Stand(partner, "async")
    host = httpx2.URL(stand.client().transport.chain.base_url).host
    hanging = Hanging(httpx2.MockTransport(stand.server), host)
    client = stand.client(transport=hanging)
    with caplog.at_level(logging.INFO, "signoff"):
        if how == "task":
            task = asyncio.ensure_future(partner.change(client))
            await hanging.reached.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert "outcome: unknown" in caught.value.__notes__[0]
        elif how == "scope":
            with anyio.move_on_after(0) as scope:
                scope.deadline = float("inf")
                async with anyio.create_task_group() as group:
                    group.start_soon(partner.change, client)
                    await hanging.reached.wait()
                    group.cancel_scope.cancel()
        else:
            with pytest.raises(TimeoutError) as late:
                async with asyncio.timeout(0.01):
                    await partner.change(client)
            assert late.value.__cause__ is not None
            assert "outcome: unknown" in late.value.__cause__.__notes__[0]
    assert last_line(caplog).endswith("outcome unknown")


# Answers.


# Every status with a name or a meaning somewhere, and its neighbours; the table itself is held for all in test_outcome.
STATUSES = (
    *(101, 300, 302, 303, 304, 307, 308, 399),
    *range(400, 432),
    *(444, 449, 451, 460, 494, 495, 497, 498, 499),
    *range(500, 513),
    *range(520, 531),
    *(561, 598, 599, 600, 999),
)


@pytest.mark.parametrize("wait", [{}, {"Retry-After": "3"}], ids=["", "Retry-After"])
async def test_every_status_on_a_change(stand: Stand, wait: dict[str, str]) -> None:
    """By the rule of decision 0018, and whatever is raised says no more than is known."""
    client = stand.client()
    for status in STATUSES:
        stand.server.requests.clear()
        stand.answers(*[httpx2.Response(status, headers=wait)] * 4)
        with pytest.raises(SignoffError) as caught:
            await settle(stand.partner.change(client))
        error, ruling = caught.value, rule(status)
        if ruling.changes is After.UNKNOWN:
            assert type(error) is OutcomeUnknown, status
            assert (error.status, error.reason) == (status, f"HTTP {status}")
            assert error.retry_after == (3.0 if wait and status >= 300 else None)
            told = f"{error} {error.cause}"
            assert "fault" not in told, status
            assert "check the address" not in told, status
        else:
            # What a partner tells more closely stands in the place of what is merely unexpected.
            assert isinstance(error, ApiError if ruling.error is UnexpectedResponse else ruling.error), status
            assert isinstance(error, ApiError)
            assert error.status == status
            assert error.unknown is not ruling.unchanged, status
        repeated = {401: 2, 429: 3 if stand.partner.paced else 1}.get(status, 1)
        assert stand.sent == repeated, status
        if status == 429:
            assert isinstance(error, RateLimited)
            assert error.retry_after == (3.0 if wait else None)


async def test_every_status_on_a_read(stand: Stand) -> None:
    client = stand.client()
    for status in STATUSES:
        stand.server.requests.clear()
        stand.answers(*[httpx2.Response(status)] * 4)
        with pytest.raises(ApiError) as caught:
            await settle(stand.partner.read(client))
        ruling = rule(status)
        assert isinstance(caught.value, ApiError if ruling.error is UnexpectedResponse else ruling.error), status
        assert not caught.value.unknown
        repeated = {After.RENEW: 2, After.PACE: 3, After.RETRY: 3}.get(ruling.reads, 1)
        assert stand.sent == repeated, status


def _long(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(201, stream=Stream(*[b" " * (1 << 22)] * (LARGEST_SUCCESS // (1 << 22) + 1)))


UNREADABLE: dict[str, Callable[[httpx2.Request], httpx2.Response]] = {
    "too long": _long,
    "a page": lambda _request: httpx2.Response(201, html="<html>please log in"),
    "a page without its type": lambda _request: httpx2.Response(201, content=b"<html>please log in"),
    "text": lambda _request: httpx2.Response(201, text="done"),
    "no JSON": lambda _request: httpx2.Response(
        201, content=b'{"id": 1, "na', headers={"Content-Type": "application/json"}
    ),
    "broken encoding": lambda _request: httpx2.Response(
        201, stream=Stream(b"no gzip"), headers={"Content-Encoding": "gzip", "Content-Type": "application/json"}
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
async def test_a_success_that_nobody_can_read(stand: Stand, case: str, caplog: pytest.LogCaptureFixture) -> None:
    if stand.partner.name != "siesmart" and case == "too long":
        pytest.skip("64 MiB once for each kind of client are enough")
    stand.answers(UNREADABLE[case])
    with caplog.at_level(logging.INFO, "signoff"), pytest.raises(OutcomeUnknown, match="may have been made") as caught:
        await settle(stand.partner.change(stand.client()))
    assert caught.value.status == 201
    assert last_line(caplog).endswith("outcome unknown")
    told = f"{caught.value} {caught.value.cause}"
    assert "check the address" not in told
    assert stand.sent == 1


async def test_a_success_that_does_not_fit_was_made(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    stand.answers(httpx2.Response(201, json={"odd": [1]}))
    with caplog.at_level(logging.INFO, "signoff"), pytest.raises(DecodeError) as caught:
        await settle(stand.partner.change(stand.client()))
    assert "made" in str(caught.value) or "done" in str(caught.value)
    assert last_line(caplog).endswith(f"outcome {Outcome.MADE.value}")


@settings(max_examples=40, deadline=None)
@given(
    status=st.integers(200, 299),
    content=st.binary(max_size=60) | st.sampled_from([b"[]", b"{}", b"null", b"0", b'"x"', b"1e9999", b"[" * 3000]),
    kind=st.sampled_from(["application/json", "text/html", "", "application/json; charset=utf-16"]),
    change=st.booleans(),
)
def test_no_success_leaves_untyped(status: int, content: bytes, kind: str, change: bool) -> None:
    for partner in PARTNERS:
        stand = Stand(partner, "sync")
        stand.answers(httpx2.Response(status, content=content, headers={"Content-Type": kind}))
        call = partner.change if change else partner.read
        # Anything else would be raised here.
        with suppress(DecodeError, UnexpectedResponse, *([OutcomeUnknown] if change else [])):
            call(stand.client())
        assert stand.sent == 1


# What cannot be sent at all.


@pytest.mark.parametrize("secret", ["S3cr3t\udcffCanary", "\ud800-canary"])
def test_a_secret_that_is_no_text(secret: str) -> None:
    from signoff import ClientCredentials

    for given_ in ((("id", secret)), ((secret, "secret"))):
        with pytest.raises(ConfigurationError, match="no UTF-8") as caught:
            ClientCredentials(*given_)
        assert "anary" not in str(caught.value)
        assert caught.value.__context__ is None


def deep() -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(100_000):
        inner = {"a": inner}
    return inner


def unsendable() -> Iterator[Any]:
    yield "half a character \ud800 canary"
    yield deep()


async def test_a_body_that_cannot_be_written_down(stand: Stand) -> None:
    from signoff.siesmart import models

    if stand.partner.name != "siesmart":
        pytest.skip("one body for all: the request is built in one place")
    for value in unsendable():
        body = models.ProposalCreate(office_id=1)
        body.additional_properties["odd"] = value
        with pytest.raises(ValueError, match="expected") as caught:
            await settle(stand.client().proposals.create(body))
        assert not isinstance(caught.value, UnicodeError), "its own error would hold the whole body"
        assert "canary" not in f"{caught.value} {caught.value.__context__!r}"
        assert stand.sent == 0
