"""Processes that share a token file, for the tests: run as a program, it prints what happened as JSON.

The partner is simulated by files: one line for each refresh token that reached it, in ``spent``.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from signoff import (
    ClientCredentials,
    ConsentRequired,
    FileTokenStore,
    SmartBusiness,
    SmartBusinessEnvironment,
    StoredGrant,
    UserAccount,
)

BASE = "https://books.example.com/v2"
PROCESSES, ROUNDS = 4, 6


class Partner:
    """Spends refresh tokens by name, whichever process brings them. ``step`` is called where it could be killed."""

    def __init__(self, place: Path, step: Callable[[], None] = lambda: None, lifetime: int = 43200) -> None:
        self.spent = place / "spent"
        self.step = step
        self.lifetime = lifetime

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST":
            return httpx2.Response(200, json={"item": {"id": 1, "name": "u", "scope": "a", "custom": False}})
        self.step()
        token = json.loads(request.content)["refresh_token"]
        before = self.tokens()
        with self.spent.open("a") as file:
            file.write(f"{token}\n")
        if token in before:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        self.step()
        number = int(token.partition("-")[2]) + 1
        body = {"token_type": "Bearer", "expires_in": self.lifetime}
        return httpx2.Response(200, json={**body, "access_token": f"a-{number}", "refresh_token": f"r-{number}"})

    def tokens(self) -> list[str]:
        return self.spent.read_text().split() if self.spent.exists() else []

    def replayed(self) -> int:
        return len(self.tokens()) - len(set(self.tokens()))


def begin(place: Path) -> FileTokenStore:
    store = FileTokenStore(place / "tokens.json")
    grant = StoredGrant(
        client_id="id",
        token_url=f"{BASE}/auth/access-tokens",
        access_token="a-0",
        refresh_token="r-0",
        expires_at=0.0,
        lifetime=43200.0,
    )
    lease = store.lease()
    assert lease.acquire()
    lease.save(grant)
    lease.release()
    return store


def client(place: Path, partner: Partner) -> SmartBusiness:
    return SmartBusiness(
        ClientCredentials("id", "secret"),
        UserAccount(FileTokenStore(place / "tokens.json"), "http://127.0.0.1:1/callback"),
        SmartBusinessEnvironment.custom(BASE),
        transport=httpx2.MockTransport(partner),
        # Somebody else has the lock: let them run.
        sleep=lambda _seconds: os.sched_yield(),
    )


def in_child(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as problem:  # noqa: BLE001 - a forked process never returns into its parent's code
            print(repr(problem), file=sys.stderr, flush=True)  # noqa: T201
            os._exit(1)
        os._exit(0)
    return child


def compete(place: Path) -> dict[str, Any]:
    """Several processes renew all the time, because every token runs out at once."""
    begin(place)
    partner = Partner(place, lifetime=1)

    def work() -> None:
        for _ in range(ROUNDS):
            # A client of its own for every round holds no token and has to look into the store.
            found = client(place, partner)
            found.transport.chain.tokens.clear()
            found.units.get(1)
            lease = FileTokenStore(place / "tokens.json").lease()
            while not lease.acquire():
                os.sched_yield()
            stored = lease.load()
            assert stored is not None
            from attrs import evolve

            lease.save(evolve(stored, expires_at=0.0))
            lease.release()

    children = [in_child(work) for _ in range(PROCESSES)]
    failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
    return {"failed": failed, "replayed": partner.replayed(), "renewals": len(partner.tokens())}


@contextmanager
def killed_at(number: int) -> Iterator[Callable[[], None]]:
    """Die, as by ``kill -9``, at the given one of all steps that touch the disk, the lock or the partner."""
    import fcntl

    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            step()
            return function(*arguments, **named)

        return call

    for module, names in ((os, ("open", "fsync", "replace", "unlink", "fchmod")), (fcntl, ("flock",))):
        for name in names:
            setattr(module, name, watched(getattr(module, name)))
    for name in ("replace", "unlink"):
        setattr(Path, name, watched(getattr(Path, name)))
    yield step


def die(place: Path) -> list[dict[str, Any]]:
    """Kill a renewing process at its first step, its second, and so on until it gets through."""
    points: list[dict[str, Any]] = []
    for number in range(1, 200):
        here = place / str(number)
        here.mkdir(mode=0o700)
        begin(here)

        def work(here: Path = here, number: int = number) -> None:
            with killed_at(number) as step:
                client(here, Partner(here, step)).units.get(1)

        status = os.waitpid(in_child(work), 0)[1]
        if status == 0:
            return points
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        points.append(look(here, number))
    raise AssertionError("it never gets through")


def look(here: Path, number: int) -> dict[str, Any]:
    """What the dead process left, and what the next one makes of it."""
    stored = json.loads((here / "tokens.json").read_text())
    state = "spending" if stored["spending"] is not None else "held" if stored["refresh_token"] == "r-0" else "renewed"
    reached = len(Partner(here).tokens())
    parts = [part.read_text() for part in here.glob("*.part")]
    written = any(text.endswith("}\n") and json.loads(text)["spending"] is None for text in parts)
    try:
        client(here, Partner(here)).units.get(1)
        outcome = "works"
    except ConsentRequired as lack:
        outcome = lack.lack.value
    return {
        "number": number,
        "state": state,
        "marked": stored["spending"] is not None,
        "reached": reached,
        "outcome": outcome,
        "replayed": Partner(here).replayed(),
        "parts": len(parts),
        "written": written,
        "left": len(list(here.iterdir())),
    }


if __name__ == "__main__":
    task = {"compete": compete, "die": die}[sys.argv[2]]
    print(json.dumps(task(Path(sys.argv[1]))))  # noqa: T201
