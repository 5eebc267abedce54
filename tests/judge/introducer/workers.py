"""Workers that call one API: what they do is a script, which is played over clients that wait or are awaited, or handed in
as recorded; and who is known to have sent it is another matter."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

import anyio
import httpx2
from attrs import define, evolve, field, frozen
from tests.judge.made_up import BASE, TOKEN, description
from tests.suite.parcels import KEY

from signoff_contract.traffic.exchange import Exchange, RecordedExchange, Sender
from signoff_contract.traffic.recorder import Recorder
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.transports import AsyncRecordingTransport, RecordingTransport

Worker = str


@frozen
class Step:
    """What one worker does: ask for a token (without a path), read, or change with a version."""

    worker: Worker
    path: str = ""
    match: str | None = None

    def request(self, tokens: Mapping[Worker, str]) -> httpx2.Request:
        if not self.path:
            return httpx2.Request("POST", TOKEN, content=b"grant_type=client_credentials")
        headers = {"Authorization": f"Bearer {tokens.get(self.worker, '')}"}
        if self.match is None:
            return httpx2.Request("GET", f"{BASE}{self.path}", headers=headers)
        headers |= {"If-Match": self.match}
        return httpx2.Request("PUT", f"{BASE}{self.path}", headers=headers, json={"weight": 1})


@define
class Office:
    """The API: a new token for each who asks, and a new version after each change."""

    tokens: int = 0
    versions: dict[str, int] = field(factory=dict)
    refuses: frozenset[str] = frozenset()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == TOKEN:
            self.tokens += 1
            body = {"access_token": f"token-{self.tokens}", "token_type": "Bearer", "expires_in": 3600}
            return httpx2.Response(200, json=body)
        if request.headers["authorization"].removeprefix("Bearer ") in self.refuses:
            return httpx2.Response(401, json={"traceId": "t"})
        now = self.versions.setdefault(request.url.path, 1)
        if request.method == "PUT":
            if request.headers["if-match"] != f'"v{now}"':
                return httpx2.Response(412, json={"traceId": "t"})
            now = self.versions[request.url.path] = now + 1
        return httpx2.Response(200, headers={"ETag": f'"v{now}"'}, json={"id": 1, "weight": 1})


@define
class Clock:
    """Each look moves time on by half a second."""

    seconds: float = 0.0

    def now(self) -> datetime:
        self.seconds += 0.5
        return datetime(2026, 1, 31, 9, 30, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


@define(eq=False)
class Knowing(Recorder):
    """A recorder that knows who sends."""

    sender: Sender = field(factory=Sender)

    def admit(self, sent: Exchange) -> Exchange:
        return evolve(sent, sender=self.sender)


@define
class Stage:
    """Where a script is played, and what was exchanged."""

    senders: Callable[[Worker], Sender]
    office: Office = field(factory=Office)
    clock: Clock = field(factory=Clock)
    made: list[Exchange] = field(factory=list)
    tokens: dict[Worker, str] = field(factory=dict)
    recorders: dict[Worker, Knowing] = field(factory=dict)

    def recorder(self, worker: Worker) -> Knowing:
        if worker not in self.recorders:
            redactor = Redactor(description(), KEY)
            self.recorders[worker] = Knowing(
                description(), BASE, TOKEN, self.clock, redactor, self.keep, sender=self.senders(worker)
            )
        return self.recorders[worker]

    def keep(self, exchange: Exchange, _: RecordedExchange) -> None:
        self.made.append(evolve(exchange, number=len(self.made) + 1))

    def answered(self, step: Step, response: httpx2.Response) -> None:
        if not step.path:
            self.tokens[step.worker] = response.json()["access_token"]


def sync(stage: Stage, script: Iterable[Step]) -> None:
    """Over clients that wait."""
    for step in script:
        transport = RecordingTransport(stage.recorder(step.worker), httpx2.MockTransport(stage.office))
        with httpx2.Client(transport=transport) as client:
            stage.answered(step, client.send(step.request(stage.tokens)))


def awaited(stage: Stage, script: Iterable[Step]) -> None:
    """Over clients that are awaited."""

    async def play() -> None:
        for step in script:
            transport = AsyncRecordingTransport(stage.recorder(step.worker), httpx2.MockTransport(stage.office))
            async with httpx2.AsyncClient(transport=transport) as client:
                stage.answered(step, await client.send(step.request(stage.tokens)))

    anyio.run(play)


def recorded(stage: Stage, script: Iterable[Step]) -> None:
    """As somebody else recorded it: plain facts, which are completed when they are handed in."""
    for step in script:
        request = step.request(stage.tokens)
        response = stage.office(request)
        stage.answered(step, response)
        facts = Exchange(
            method=request.method,
            url=str(request.url),
            request_headers=request.headers.multi_items(),
            request_body=request.read(),
            status=response.status_code,
            response_headers=response.headers.multi_items(),
            response_body=response.read(),
            started=stage.clock.now(),
        )
        stage.recorder(step.worker).record(facts)


WAYS = (sync, awaited, recorded)
ONE, TWO, CONNECTIONS, UNKNOWN = "one sender", "two senders", "two connections", "unknown senders"
SENDERS: Mapping[str, Callable[[Worker], Sender]] = {
    ONE: lambda _: Sender(process="application"),
    TWO: lambda worker: Sender(process=worker),
    CONNECTIONS: lambda worker: Sender(connection=worker),
    UNKNOWN: lambda _: Sender(),
}
