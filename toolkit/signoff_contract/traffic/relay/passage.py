"""One exchange on its way through: the request out, the answer back, both at the same time where they have to be."""

import logging
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol, TypeVar

from attrs import evolve

from signoff.runtime import Clock

from .bodies import Body, Endless, body_of
from .channel import Channel, Gone, TimeIsUp
from .heads import (
    NOTHING,
    BadMessage,
    RequestHead,
    ResponseHead,
    cut_head,
    homeward,
    outward,
    phrase,
    read_response,
    refusal,
    replaced,
    request_framing,
    response_framing,
    wants_to_stay,
    without,
)
from .hooks import HangUp, Hooks, Limits, Pass, Relayed, Reply, Return, Upstream
from .outlet import Cut, Outlet
from .sending import Sending, Tally

T = TypeVar("T")

LOG: Final = logging.getLogger("signoff_contract.relay")


class Unreachable(Exception):
    """There is no connection to an upstream; the text says why."""


class _HookFailed(Exception):
    """A hook raised; it was logged."""


class Way(Protocol):
    """What an exchange needs of the connection that it is on."""

    number: int
    client: Channel
    hooks: Hooks
    limits: Limits
    clock: Clock

    @property
    def upstream(self) -> Upstream | None:
        """Where requests go when no hook says otherwise."""
        ...

    @property
    def is_stopping(self) -> bool:
        """Whether this exchange is the connection's last."""
        ...

    async def reach(self, upstream: Upstream) -> Channel:
        """A connection to an upstream, the one in use where there is one. Raises Unreachable."""
        ...

    async def wait(self, seconds: float) -> None:
        """Lets time pass that does not count as idle."""
        ...


class Passage:
    """An exchange whose request head has come. It is what hooks know as Incoming.

    Raises BadMessage when it cannot be told where the request ends.
    """

    def __init__(self, way: Way, number: int, head: RequestHead) -> None:
        self.number, self.connection, self.head = number, way.number, head
        self._way, self._client, self._hooks = way, way.client, way.hooks
        self._framing = request_framing(head)
        self._listened_to = type(way.hooks).after is not Hooks.after
        most = way.limits.kept if self._listened_to else 0
        self._sending = Sending(way.client, head, self._framing, way.limits.head, most)
        self._tally, self._answer_body = Tally(most), None  # type: Tally, Body | None
        self._started, self._since = way.clock.now(), way.clock.monotonic()
        self._origin = ""
        self._sent: RequestHead | None = None
        self._response: ResponseHead | None = None
        self._returned: ResponseHead | None = None
        self._by_relay = self.is_deaf = False
        """`is_deaf`: a hook had the client's connection ended; the answer is only taken note of."""
        self._error: str | None = None

    async def body(self, largest: int) -> bytes | None:
        """See Incoming."""
        return await self._sending.whole(largest)

    async def run(self) -> bool:
        """The whole exchange. Whether the client's connection can go on."""
        try:
            return await self._decide()
        except BadMessage as bad:
            return await self._refuse(bad.status, str(bad))
        except _HookFailed:
            return await self._refuse(502, "a hook of the relay failed, see its log")
        except Unreachable as why:
            return await self._refuse(502, str(why))
        except TimeIsUp as up:
            return await self._time_is_up(up, 408)
        except Gone as gone:
            return self._client_left(gone)
        finally:
            await self._sending.end()
            if self._listened_to:
                self._tell()

    async def _decide(self) -> bool:
        if self.head.method == b"CONNECT":
            return await self._refuse(501, "CONNECT is not understood")
        decision = await self._asked(self._hooks.before(self))
        if isinstance(decision, HangUp):
            self._error = "the connection was ended by a hook"
            if decision.delay:
                await self._way.wait(decision.delay)
            return self._drop(reset=decision.reset)
        if isinstance(decision, Reply):
            return await self._reply(decision)
        upstream = decision.upstream or self._way.upstream
        if upstream is None:
            return await self._refuse(502, "the relay has no upstream for this request")
        return await self._pass_on(decision, upstream)

    async def _asked(self, hook: Awaitable[T]) -> T:
        try:
            return await hook
        except (BadMessage, Gone, TimeIsUp):
            # It has read the request's body.
            raise
        except Exception as error:
            LOG.error("a hook failed: %s", type(error).__name__)  # noqa: TRY400 - its text may hold what passed
            raise _HookFailed from error

    async def _pass_on(self, decision: Pass, upstream: Upstream) -> bool:
        self._sent = self._outward(decision.head or self.head, upstream)
        channel = await self._way.reach(upstream)
        self._origin = upstream.origin
        outlet = Outlet(channel, decision.wire, self._way.wait)
        try:
            await self._sending.start(self._sent.written(), outlet)
            return await self._answer(channel)
        except BadMessage as bad:
            channel.reset()
            if self._returned is None:
                return await self._refuse(bad.status, str(bad))
            self._error = str(bad)
            return self._drop(reset=True)
        except TimeIsUp as up:
            channel.reset()
            return await self._time_is_up(up, 504 if self._sending.is_over else 408)
        except Gone as gone:
            if gone.channel is not channel:
                channel.give_up(reset=gone.reset)
                return self._client_left(gone)
            return await self._upstream_left(gone)
        except BaseException:
            channel.reset()
            raise

    def _outward(self, head: RequestHead, upstream: Upstream) -> RequestHead:
        if head is not self.head and request_framing(head) != self._framing:
            LOG.error("a hook failed: it changed how the request's body ends")
            raise _HookFailed
        sent = outward(head, upstream.authority.encode("ascii"))
        return evolve(sent, fields=without(sent.fields, b"expect")) if self._sending.told else sent

    # The answer

    async def _answer(self, channel: Channel) -> bool:
        head = await self._final(channel)
        with _upstreams_fault():
            framing = response_framing(head, self.head.method)
        body = self._answer_body = body_of(framing, self._way.limits.head, plain=self.head.minor == 0)
        self._response, piece = head, self._take(body, channel)
        decision = await self._asked(self._hooks.between(self, head))
        if decision.body is not None and framing != NOTHING:
            head, piece = await self._another(decision, head, body, piece, channel)
        elif decision.head is not None:
            head = decision.head
        if head is not self._response and decision.body is None and response_framing(head, self.head.method) != framing:
            LOG.error("a hook failed: it changed how the answer's body ends")
            raise _HookFailed
        stays = wants_to_stay(self._response) and framing.kind != "close"
        await self._hand_on(head, body, piece, channel, decision, self._may_stay and stays)
        if not stays:
            channel.close()
        return await self._settled(stays)

    @property
    def _may_stay(self) -> bool:
        return wants_to_stay(self.head) and not self._way.is_stopping and self._sending.is_over

    async def _settled(self, stays: bool) -> bool:
        """After the answer: whether the connection can go on, once the rest of an early answered request has come."""
        if self.is_deaf:
            return False
        went_on = self._sending.is_over
        await self._sending.rest()
        return stays and went_on and self._may_stay

    async def _final(self, channel: Channel) -> ResponseHead:
        """The head of the answer that counts; those before it are handed on at once."""
        for _ in range(self._way.limits.interim + 1):
            with _upstreams_fault():
                while (raw := cut_head(channel.buffer, self._way.limits.head)) is None:
                    await channel.more()
                head = read_response(raw)
            if head.status >= 200:
                return head
            if head.status == 101:
                raise BadMessage("the upstream changes to a protocol that nobody asked for", 502)
            if head.status == 100:
                self._sending.is_awaited = False
            if self.head.minor == 1:
                self._client.write(homeward(head, connection=None, dechunked=False).written())
        raise BadMessage("the upstream sends one preliminary answer after the other", 502)

    def _take(self, body: Body, channel: Channel) -> bytes:
        with _upstreams_fault():
            piece = body.take(channel.buffer)
        self._tally.add(piece)
        return piece

    async def _next(self, body: Body, channel: Channel) -> bytes:
        while True:
            # Nothing may come between an empty take and the wait, or what arrives there is waited for in vain.
            piece = self._take(body, channel)
            if piece or body.done:
                return piece
            try:
                await channel.more()
            except Gone as gone:
                if not isinstance(body, Endless) or gone.reset:
                    raise
                body.done = True

    async def _another(
        self, decision: Return, head: ResponseHead, body: Body, piece: bytes, channel: Channel
    ) -> tuple[ResponseHead, bytes]:
        """The answer with the body that a hook makes of it; the one that came, where it is too large for that."""
        change, most = decision.body, self._way.limits.kept
        pieces, size = [piece], len(piece)
        while not body.done and not isinstance(body, Endless) and size <= most:
            pieces.append(await self._next(body, channel))
            size += len(pieces[-1])
        came, head = b"".join(pieces), decision.head or head
        if change is None or not body.done or size > most:
            return head, came
        try:
            made = change(came)
        except Exception as error:
            LOG.error("a hook failed: %s", type(error).__name__)  # noqa: TRY400 - its text may hold what passed
            raise _HookFailed from error
        if head.value(b"transfer-encoding") is None:
            head = evolve(head, fields=replaced(head.fields, b"Content-Length", b"%d" % len(made)))
        return head, made

    async def _hand_on(
        self, head: ResponseHead, body: Body, piece: bytes, channel: Channel, decision: Return, stays: bool
    ) -> None:
        old = self.head.minor == 0
        connection = (b"keep-alive" if old else None) if stays else b"close"
        self._returned = homeward(head, connection=connection, dechunked=old)
        outlet = Outlet(self._client, decision.wire, self._way.wait)
        await self._out(outlet, self._returned.written(), body.framed(piece))
        while not body.done:
            piece = await self._next(body, channel)
            if framed := body.framed(piece):
                await self._out(outlet, b"", framed)

    async def _out(self, outlet: Outlet, head: bytes, body: bytes) -> None:
        """To the client, unless a hook had its connection ended: then the rest of the answer is only taken note of."""
        if self.is_deaf:
            return
        try:
            await outlet.send(head, body)
        except Cut:
            self.is_deaf, self._error = True, "the answer was cut by a hook"

    # Ends

    async def _reply(self, reply: Reply) -> bool:
        if not self._sending.is_awaited:
            await self._sending.swallow()
        silent = self.head.method == b"HEAD" or reply.status in {204, 304}
        head = ResponseHead(reply.status, phrase(reply.status) if reply.reason is None else reply.reason, reply.fields)
        if head.value(b"content-length") is None and head.value(b"transfer-encoding") is None and reply.status != 204:
            head = evolve(head, fields=(*head.fields, (b"Content-Length", b"%d" % len(reply.body))))
        stays, self._by_relay = self._may_stay, True
        connection = (b"keep-alive" if self.head.minor == 0 else None) if stays else b"close"
        self._returned = homeward(head, connection=connection, dechunked=False)
        if not silent:
            self._tally.add(reply.body)
        outlet = Outlet(self._client, reply.wire, self._way.wait)
        await self._out(outlet, self._returned.written(), b"" if silent else reply.body)
        return stays and not self.is_deaf

    async def _refuse(self, status: int, why: str) -> bool:
        """The relay's own answer, which is the connection's last."""
        self._error, self._by_relay = why, True
        head, body = refusal(status, why)
        self._returned = head
        self._tally.add(body)
        try:
            self._client.write(head.written() + (b"" if self.head.method == b"HEAD" else body))
        except (Gone, TimeIsUp):
            self._returned = None
        return False

    async def _time_is_up(self, up: TimeIsUp, status: int) -> bool:
        self._client.renew()
        if self._returned is None:
            return await self._refuse(status, str(up))
        self._error = str(up)
        return self._drop(reset=True)

    def _client_left(self, gone: Gone) -> bool:
        self._error = f"the client {'reset' if gone.reset else 'closed'} its connection before the end"
        return False

    async def _upstream_left(self, gone: Gone) -> bool:
        """Ends the client's connection as the upstream has ended ours: that is what it would have seen there."""
        sending = self._sending
        if self.is_deaf:
            return False
        if self._client.lost:
            # The connection to the upstream was ended because nobody waits for its answer.
            return self._client_left(Gone(self._client, reset=False))
        if sending.spoilt is not None:
            return await self._refuse(sending.spoilt.status, str(sending.spoilt))
        if sending.left is not None:
            return self._client_left(sending.left)
        if sending.was_cut:
            self._error = "the request was cut by a hook"
        else:
            how, when = (
                "reset" if gone.reset else "closed",
                "its answer" if self._returned is None else "its answer's end",
            )
            self._error = f"the upstream {how} the connection before {when}"
        return self._drop(reset=gone.reset)

    def _drop(self, *, reset: bool) -> bool:
        self._client.give_up(reset=reset)
        return False

    def _tell(self) -> None:
        way = self._way
        exchange = Relayed(
            number=self.number,
            connection=self.connection,
            upstream=self._origin,
            request=self.head,
            sent=self._sent,
            request_body=self._sending.kept(),
            response=self._response,
            returned=self._returned,
            response_body=self._tally.kept(self._answer_body),
            started=self._started,
            seconds=max(0.0, way.clock.monotonic() - self._since),
            by_relay=self._by_relay,
            error=self._error,
        )
        try:
            self._hooks.after(exchange)
        except Exception as error:  # noqa: BLE001 - one listener's error must not end the relay
            LOG.error("a hook failed: %s", type(error).__name__)  # noqa: TRY400 - its text may hold what passed


@contextmanager
def _upstreams_fault() -> Iterator[None]:
    """Says whose a malformed message is."""
    try:
        yield
    except BadMessage as bad:
        raise BadMessage(f"the upstream's answer is malformed: {bad}", 502) from bad
