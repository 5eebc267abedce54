"""Processes that are forked from one that has used a client: run as a program, it prints what each situation came to.

A program of its own, because forking a process with threads is what it is about, and no test runner should be forked.
"""

import asyncio
import json
import logging
import multiprocessing
import os
import re
import signal
import socket
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2

from signoff import (
    AsyncSieSmart,
    ClientCredentials,
    FileTokenStore,
    MemoryTokenStore,
    PermitWindow,
    SieSmart,
    SieSmartEnvironment,
    StoredGrant,
)
from signoff._pipeline.permits import Unlimited
from signoff.consent_listener import Listener
from signoff.smartbusiness import HeaderPermits

LONGEST = 30
CREDENTIALS = ClientCredentials("i", "s")
GRANT = StoredGrant(
    client_id="i", token_url="https://t.example", access_token="a", refresh_token="r", expires_at=1.0, lifetime=1.0
)


class Partner:
    """Answers each proposal with its own number, after a moment, and counts what asked for tokens."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.hold = threading.Event()
        self.hold.set()
        self.asked = threading.Event()
        self.open = 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        self.open += 1
        pause = threading.Event()
        with connection, suppress(OSError):
            while data := connection.recv(65536):
                if b" HTTP/1.1\r\n" not in data:
                    continue
                if b"/token" in data.partition(b"\r\n")[0]:
                    self.asked.set()
                    self.hold.wait(LONGEST)
                    body = b'{"access_token":"x","token_type":"Bearer","expires_in":3600}'
                else:
                    pause.wait(0.01)
                    number = re.search(rb"/proposals/(\d+)", data)
                    body = json.dumps({"id": int(number[1]) if number else 0, "officeId": 1}).encode()
                connection.sendall(
                    b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b'
                    % (len(body), body)
                )
        self.open -= 1


def partner_elsewhere() -> str:
    """The address of a partner in a process of its own, so that no fork copies it."""
    reading, writing = os.pipe()
    parent = os.getpid()
    if os.fork() == 0:
        os.write(writing, Partner().base.encode())
        while os.getppid() == parent:
            threading.Event().wait(0.2)
        os._exit(0)
    return os.read(reading, 100).decode()


def environment(base: str) -> SieSmartEnvironment:
    return SieSmartEnvironment.custom(base_url=f"{base}/v1", token_url=f"{base}/token")


def client(base: str, **settings: Any) -> SieSmart:
    return SieSmart(CREDENTIALS, environment(base), **{"permits": Unlimited(), "deadline": 20, **settings})


def start(function: Callable[[], Any]) -> tuple[int, int]:
    """Fork a child that runs the function."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    signal.alarm(LONGEST)
    try:
        told = json.dumps(function())
    except BaseException:  # noqa: BLE001 - the parent is told
        told = json.dumps(traceback.format_exc())
    with os.fdopen(writing, "w") as pipe:
        pipe.write(told)
    os._exit(0)


def result(child: tuple[int, int]) -> Any:
    pid, reading = child
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(told) if told else "hung"


def in_child(function: Callable[[], Any]) -> Any:
    return result(start(function))


def name_of(call: Callable[[], Any]) -> str:
    try:
        call()
    except Exception as problem:  # noqa: BLE001
        return f"{type(problem).__name__}: {problem}"
    return "fine"


def wrong_answers(read: Callable[[int], int], mine: int) -> list[int]:
    return [got for got in (read(mine) for _ in range(5)) if got != mine]


def workers_get_their_own_answers() -> Any:
    siesmart = client(partner_elsewhere())
    siesmart.proposals.get(1)
    children = [
        start(lambda mine=mine: wrong_answers(lambda number: siesmart.proposals.get(number).value.id, mine))  # type: ignore[misc]
        for mine in (111, 222, 333)
    ]
    mine = wrong_answers(lambda number: siesmart.proposals.get(number).value.id, 5)
    return [mine, *map(result, children)]


def asynchronous_workers_get_their_own_answers() -> Any:
    siesmart = AsyncSieSmart(CREDENTIALS, environment(partner_elsewhere()), permits=Unlimited(), deadline=20)

    def read(number: int) -> Any:
        async def once() -> Any:
            return (await siesmart.proposals.get(number)).value.id

        return asyncio.run(once())

    read(1)
    children = [start(lambda mine=mine: wrong_answers(read, mine)) for mine in (111, 222)]  # type: ignore[misc]
    return list(map(result, children))


def a_grandchild_gets_its_own_answers() -> Any:
    siesmart = client(partner_elsewhere())
    siesmart.proposals.get(1)

    def child() -> Any:
        siesmart.proposals.get(2)
        return in_child(lambda: wrong_answers(lambda number: siesmart.proposals.get(number).value.id, 7))

    return in_child(child)


def a_pool_of_processes() -> Any:
    POOLED.append(client(partner_elsewhere()))
    POOLED[0].proposals.get(1)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(read_pooled, range(100, 120), chunksize=1) == list(range(100, 120))


POOLED: list[SieSmart] = []


def read_pooled(number: int) -> Any:
    return POOLED[0].proposals.get(number).value.id


def a_preforking_server() -> Any:
    """Workers that share a listening socket, as gunicorn's do, with a client from before."""
    siesmart = client(partner_elsewhere())
    siesmart.proposals.get(1)
    listener = socket.create_server(("127.0.0.1", 0))
    parent = os.getpid()

    def work() -> None:
        listener.settimeout(0.2)
        while os.getppid() == parent:
            with suppress(TimeoutError):
                connection, _ = listener.accept()
                with connection:
                    number = int(connection.recv(20))
                    connection.sendall(b"%d" % siesmart.proposals.get(number).value.id)

    children = [start(work) for _ in range(3)]
    answers: dict[int, int] = {}

    def ask(number: int) -> None:
        with socket.create_connection(listener.getsockname()[:2]) as connection:
            connection.sendall(b"%d" % number)
            answers[number] = int(connection.recv(20))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(200, 220)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    for pid, _ in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return answers == {number: number for number in range(200, 220)}


def a_token_is_being_fetched() -> Any:
    partner = Partner()
    elsewhere = partner_elsewhere()
    # The token host is the parent's and does not answer; the child is led to another one only by its own fetch.
    siesmart = SieSmart(
        CREDENTIALS,
        SieSmartEnvironment.custom(base_url=f"{elsewhere}/v1", token_url=f"{partner.base}/token"),
        permits=Unlimited(),
        deadline=20,
    )
    partner.hold.clear()
    fetching = threading.Thread(target=lambda: siesmart.proposals.get(1), daemon=True)
    fetching.start()
    partner.asked.wait(LONGEST)

    def child() -> Any:
        turn = siesmart.transport.chain.tokens.turn()
        return type(turn).__name__

    told = in_child(child)
    partner.hold.set()
    fetching.join(LONGEST)
    return told


@contextmanager
def held(*locks: Any) -> Iterator[None]:
    """Locks that a thread holds which the child does not have."""
    taken, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        for lock in locks:
            lock.acquire()
        taken.set()
        go_on.wait(LONGEST)
        for lock in locks:
            lock.release()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait(LONGEST)
    yield
    go_on.set()
    thread.join()


def locks_are_held() -> Any:
    permits, header_permits, store = PermitWindow(1000), HeaderPermits(), MemoryTokenStore()
    siesmart = client(partner_elsewhere(), permits=permits)
    siesmart.proposals.get(1)
    chain, connections = siesmart.transport.chain, siesmart.transport._connections
    locks = [
        chain.tokens._held.get().lock,
        permits._count.get().lock,
        header_permits._period.get().lock,
        connections._own.get().lock,
        connections._own.get().network._pool._optional_thread_lock._lock,  # type: ignore[union-attr]
        store._memory.get().lock,
    ]
    with held(*locks):
        child = start(
            lambda: [
                siesmart.proposals.get(4).value.id,
                header_permits.reserve(),
                store.lease().acquire(),
                name_of(siesmart.close),
            ]
        )
        return result(child)


def random_waits_differ() -> Any:
    import random

    drawn = []
    for source in (None, random.Random(7)):
        siesmart = client("http://127.0.0.1:9", random=source)
        siesmart.transport.chain.draw()
        of = [in_child(lambda: [siesmart.transport.chain.draw() for _ in range(3)]) for _ in range(3)]  # noqa: B023
        drawn.append(len({tuple(one) for one in of}))
    return drawn


def a_child_counts_for_itself() -> Any:
    window, told = PermitWindow(1), HeaderPermits()
    window.reserve()
    told.learn(200, {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "60"})
    parents = [window.reserve() > 0, told.reserve() > 0]
    return [parents, in_child(lambda: [window.reserve(), told.reserve(), told.remaining])]


def the_log_says_so_once() -> Any:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.levelname} {record.getMessage()}")

    logging.getLogger("signoff").addHandler(Keep())
    siesmart = client(partner_elsewhere(), permits=PermitWindow(1000))
    siesmart.proposals.get(1)

    def child() -> Any:
        siesmart.proposals.get(2)
        siesmart.proposals.get(3)
        return lines

    return [lines[:], in_child(child)]


def a_transport_that_was_handed_in() -> Any:
    base = partner_elsewhere()
    handed = httpx2.HTTPTransport()
    first, second = client(base, transport=handed), client(base, transport=handed)
    unused = client(base, transport=httpx2.HTTPTransport())
    first.proposals.get(1)
    own = client("http://127.0.0.1:9", transport=httpx2.MockTransport(mocked))
    own.proposals.get(1)
    return in_child(
        lambda: [
            name_of(lambda: first.proposals.get(2)),
            name_of(lambda: second.proposals.get(2)),
            name_of(lambda: unused.proposals.get(2)),
            name_of(lambda: own.proposals.get(2)),
        ]
    )


def mocked(request: httpx2.Request) -> httpx2.Response:
    if request.url.path.endswith("/token"):
        return httpx2.Response(200, json={"access_token": "x", "expires_in": 3600})
    return httpx2.Response(200, json={"id": 1, "officeId": 1}, headers={"ETag": '"1"'})


def a_consent_in_memory_stays_with_its_process() -> Any:
    store, empty = MemoryTokenStore(GRANT), MemoryTokenStore()

    def child() -> Any:
        refused = name_of(store.lease().load)
        lease = store.lease()
        lease.acquire()
        lease.save(GRANT)
        return [refused, lease.load() == GRANT, empty.lease().load()]

    return [in_child(child), store.lease().load() == GRANT]


def a_file_is_locked() -> Any:
    """The child neither takes the lock from its parent nor keeps it when the parent is gone."""
    path = Path(tempfile.mkdtemp()) / "tokens.json"
    store = FileTokenStore(path)

    def owner() -> Any:
        lease = store.lease()
        lease.acquire()
        reading, writing = os.pipe()
        if os.fork() == 0:
            # Outlives its parent, and lets go of what it inherited.
            lease.release()
            told = [store.lease().acquire()]
            os.write(writing, json.dumps(told).encode())
            threading.Event().wait(0.5)
            os._exit(0)
        return json.loads(os.read(reading, 100))

    child_could = in_child(owner)
    return [child_could, store.lease().acquire()]


def a_browser_is_awaited() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Listener(f"http://127.0.0.1:{port}/back") as listener:

        def child() -> Any:
            told = name_of(lambda: listener.wait(lambda _query: True, 20))
            listener.__exit__(None, None, None)
            return told

        return in_child(child)


def connections_of_the_parent_are_let_go() -> Any:
    """The server sees the end of a connection that the parent closes, although the child lives on."""
    partner = Partner()
    siesmart = client(partner.base)
    siesmart.proposals.get(1)
    go_on, ready = os.pipe(), os.pipe()

    def child() -> Any:
        siesmart.transport._connections._own.get()
        os.write(ready[1], b".")
        os.read(go_on[0], 1)
        return "lived on"

    started = start(child)
    os.read(ready[0], 1)
    siesmart.close()
    for _ in range(1000):
        if not partner.open:
            break
        threading.Event().wait(0.01)
    left = partner.open
    os.write(go_on[1], b".")
    return [left, result(started)]


SITUATIONS = {
    function.__name__: function
    for function in (
        workers_get_their_own_answers,
        asynchronous_workers_get_their_own_answers,
        a_grandchild_gets_its_own_answers,
        a_pool_of_processes,
        a_preforking_server,
        a_token_is_being_fetched,
        locks_are_held,
        random_waits_differ,
        a_child_counts_for_itself,
        the_log_says_so_once,
        a_transport_that_was_handed_in,
        a_consent_in_memory_stays_with_its_process,
        a_file_is_locked,
        a_browser_is_awaited,
        connections_of_the_parent_are_let_go,
    )
}


def main() -> None:
    told: dict[str, Any] = {}
    for name, function in SITUATIONS.items():
        try:
            told[name] = function()
        except Exception:  # noqa: BLE001 - the test shows it
            told[name] = traceback.format_exc()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
