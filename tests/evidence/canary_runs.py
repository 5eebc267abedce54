"""Runs against servers that repeat confidential values in every kind of place, drawn from a seed."""

import base64
import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import httpx2
from attrs import evolve, field, frozen
from tests.suite.parcels import (
    TOKEN,
    Credentials,
    ParcelContext,
    description,
    plan_of,
    requirements,
    single,
    target,
)

from signoff_contract.evidence import Environment, assemble, recorded_facts, redaction_record
from signoff_contract.suite.runner import run
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.scrub import Secret

ENVIRONMENT = Environment(
    target="custom",
    host="api.parcels.example",
    python="CPython 3.11",
    system="Linux",
    seed=0,
    requests_per_minute=100,
    clock="injected",
)

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TOKENS = f"{_LETTERS}0123456789-._~+/="
_NAMES = f"{_LETTERS}äöüßéçñøæłšžαβγδжшщ漢字"
_STATUSES = (200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 409, 412, 415, 429, 500, 503)
_TYPES = (
    "application/json",
    "application/problem+json",
    "application/json; charset=utf-8",
    "text/html",
    "text/plain",
    "",
)
_SHOWN_HEADERS = ("X-PARCEL-TRACE", "ETag", "Allow", "Retry-After", "Vary", "Cache-Control", "X-Request-Id", "Date")
_OTHER_HEADERS = ("X-Customer", "Location", "Server", "X-Debug", "Link", "Content-Disposition")

_WRITE: tuple[Callable[[str], str], ...] = (
    str,
    lambda value: f"the customer {value} was not found",
    lambda value: quote(value, safe=""),
    quote_plus,
    lambda value: base64.b64encode(b"id:" + value.encode()).decode(),
    lambda value: base64.urlsafe_b64encode(value.encode()).decode(),
    lambda value: value.encode().hex(),
    json.dumps,
)


@frozen
class Canaries:
    """The values of one run: `secrets` open a door, `people` are personal. Nothing else in a run contains them.

    `once` are sent in one place each and not repeated: in a path, in a query, as a token.
    """

    token: str
    client_secret: str
    secrets: tuple[str, ...]
    people: tuple[str, ...]
    once: tuple[str, str, str]

    @property
    def all(self) -> list[Secret]:
        return [Secret(f"canary {number}", value) for number, value in enumerate((*self.repeated, *self.once))]

    @property
    def repeated(self) -> tuple[str, ...]:
        return (self.token, self.client_secret, *self.secrets, *self.people)


def draw_canaries(chance: random.Random) -> Canaries:
    """Values of many kinds, each long enough that no other text contains it by chance."""

    def some(signs: str, least: int, most: int) -> str:
        return "".join(chance.choice(signs) for _ in range(chance.randint(least, most)))

    people = (
        f"{some(_NAMES, 5, 12)} {some(_NAMES, 6, 14)}",
        f"{some(_LETTERS, 8, 12)}@example.com",
        str(chance.randrange(10**9, 10**12)),
        f"+4470{chance.randrange(10**8, 10**9)}",
        f'{some(_NAMES, 6, 9)}\'s "{some(_NAMES, 6, 9)}" & <{some(_LETTERS, 6, 9)}>',
        f"{some(_LETTERS, 6, 12)}-{chance.randrange(10**4, 10**6)}",
    )
    secrets = (f"pin-{some(_TOKENS, 16, 40)}7", f"cookie{some(_LETTERS, 12, 30)}8", f"key.{some(_TOKENS, 20, 40)}9")
    once = (f"{some(_NAMES, 8, 20)}", f"{some(_LETTERS, 8, 20)}@example.org", f"p{some(_TOKENS, 20, 40)}3")
    return Canaries(f"t{some(_TOKENS, 20, 60)}1", f"s{some(_TOKENS, 20, 40)}2", secrets, people, once)


@frozen
class Hostile:
    """A server that puts canaries wherever an answer has room for one.

    `careless` says that it also repeats people where the description promises that nothing personal stands; no
    redaction by the description can help against that.
    """

    canaries: Canaries
    chance: random.Random = field(repr=False)
    careless: bool

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == TOKEN:
            return self._token()
        status = self.chance.choice(_STATUSES)
        kind = self.chance.choice(_TYPES)
        headers = [("content-type", kind)] if kind else []
        headers += [(name, self._open()) for name in self._some(_SHOWN_HEADERS)]
        headers += [(name, quote(self._closed(), safe=" ")) for name in self._some(_OTHER_HEADERS)]
        headers += [("Set-Cookie", f"session={quote(self.canaries.secrets[1], safe='')}; Path=/")]
        content = json.dumps(self._body()).encode() if "json" in kind else f"<p>{self._closed()}</p>".encode()
        if self.chance.random() < 0.1:
            content = content[: len(content) // 2]
        return httpx2.Response(status, headers=headers, content=b"" if status == 204 else content)

    def _token(self) -> httpx2.Response:
        body: dict[str, Any] = {"access_token": self.canaries.token, "token_type": "Bearer", "expires_in": 3600}
        for _ in range(self.chance.randint(0, 3)):
            body[self._name()] = self._closed()
        return httpx2.Response(200, headers={"X-Request-Id": self._open()}, json=body)

    def _body(self) -> Any:
        if self.chance.random() < 0.3:
            return {"traceId": self._open(), "message": self._open(), self._name(): self._closed()}
        parcel: dict[str, Any] = {
            "id": self.chance.randrange(10),
            "weight": self.chance.random(),
            "service": self._open(),
            "fragile": True,
            "pin": self.canaries.secrets[0],
            "sender": {"name": self.chance.choice(self.canaries.people), "age": int(self.canaries.people[2])},
            "notes": [self._closed() for _ in range(self.chance.randint(0, 3))],
            self._name(): {self._name(): [self._closed(), {self._name(): self._closed()}]},
        }
        names = list(parcel)
        self.chance.shuffle(names)
        return {name: parcel[name] for name in names}

    def _open(self) -> str:
        """A text for a place that is shown: secrets that the run knows may stand in it, in any form."""
        known = (self.canaries.token, self.canaries.client_secret)
        values = (*known, *self.canaries.people) if self.careless else known
        value = self.chance.choice(_WRITE)(self.chance.choice(values))
        return value if value.isascii() else quote(value)

    def _closed(self) -> str:
        """A text for a place that is not shown: anything."""
        return self.chance.choice(_WRITE)(self.chance.choice(self.canaries.repeated))

    def _name(self) -> str:
        return self.chance.choice((*self.canaries.people, *self.canaries.secrets, "extra", "customerReference"))

    def _some(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if self.chance.random() < 0.5]


def _traffic(canaries: Canaries, chance: random.Random) -> Callable[[ParcelContext], None]:
    def check(context: ParcelContext) -> None:
        person, number = canaries.people[0], int(canaries.people[2])
        sent = {
            "weight": 2,
            "pin": canaries.secrets[0],
            "sender": {"name": person, "age": number},
            "notes": list(canaries.people),
            canaries.people[4]: canaries.people[1],
        }
        made = context.call("POST", "/parcels", json=sent)
        context.call("GET", "/parcels/1", params={"email": canaries.people[1], canaries.people[5]: person})
        context.call("GET", f"/parcels/1/holder/{quote(person, safe='')}")
        context.call("GET", f"/{quote(canaries.people[5], safe='')}/{number}", headers={"X-Key": canaries.secrets[2]})
        context.call(
            "GET",
            f"/parcels/1/holder/{quote(canaries.once[0], safe='')}",
            authorized=False,
            headers={"Authorization": f"Bearer {canaries.once[2]}"},
        )
        context.call("GET", "/parcels/2", params={"email": canaries.once[1]})
        context.call("PUT", "/parcels/1", json=sent, headers={"If-Match": '"v1"'})
        context.compare("one parcel", "parcels_create", sent, sent, {"notes": [person]}, "Parcel")
        context.finding("parcels_create", "proposed", f"{person} came back with {canaries.token}")
        shown = chance.choice((person, canaries.token, made.text, repr(sent)))
        raise AssertionError(f"{shown} is not as described, {context.last()!r}")

    return check


def bundle_of_canaries(
    seed: int, *, careless: bool = False, redactor: Redactor | None = None
) -> tuple[dict[str, bytes], Canaries]:
    """The files of a bundle of a run in which canaries were all over the traffic, before the last look at them."""
    chance = random.Random(seed)
    canaries = draw_canaries(chance)
    redactor = redactor or Redactor(description(), chance.randbytes(32))
    credentials = Credentials(client_id=f"client-{seed}", client_secret=canaries.client_secret)
    whom = evolve(target(Hostile(canaries, chance, careless)), credentials=credentials)
    record = run(
        plan_of(single(_traffic(canaries, chance), "PAR-MUST-001")),
        whom,
        description(),
        requirements(),
        redactor=redactor,
    )
    facts = recorded_facts(record, description(), requirements(), ENVIRONMENT, redaction_record(redactor))
    return assemble(facts), canaries


def surviving(files: dict[str, bytes], canaries: Canaries) -> Iterator[str]:
    """Where a canary is found by plain comparison: slower and simpler than the last look, and written apart from it."""
    for name, content in files.items():
        text = content.decode(errors="replace")
        texts = (text, text.lower(), "".join(text.split()))
        for canary in canaries.all:
            forms = {write(canary.value) for write in _WRITE if write is not _WRITE[1]}
            forms |= {"".join(form.split()) for form in forms} | {form.lower() for form in forms}
            if any(form in shown for form in forms for shown in texts):
                yield f"{canary.name} in {name}"
