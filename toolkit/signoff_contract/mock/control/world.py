"""One state of a mock, and several of them side by side where each client has its own."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any

from attrs import define, evolve, field

from signoff_contract.mock.http import Answer, Refusal, Request
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.responder import CallInfo, FaultHooks, Opening, Responder

from .entities import Kind
from .parts import Part

MOST_WORLDS = 1000
"""So many clients may have a state of their own."""


@define
class World:
    """A state with the engine that answers from it.

    `parts` are what it remembers, in the order in which they begin; `refresh` is the partner's own way of beginning
    again; `seeds` make so many entities of a kind and give their ids; `kinds` are shown. `lock` guards all of it.
    """

    engine: Responder
    identities: Identities
    lock: AbstractContextManager[Any]
    parts: Mapping[str, Part]
    refresh: Callable[[], None]
    seeds: Mapping[str, Callable[[int], Sequence[Any]]] = field(factory=dict)
    kinds: Sequence[Kind] = ()


@define
class Worlds(Responder):
    """Answers each client from a state of its own, everybody else from the common one.

    `make` makes a state from its names; the tokens are common, so that whose state is meant can be told from them.
    """

    common: World
    make: Callable[[Identities], World] | None = None
    whose: Callable[[Request], str] = field(default=lambda _request: "")
    isolated: bool = False
    made: Callable[[str, World], None] = field(default=lambda _client, _world: None)
    own: dict[str, World] = field(factory=dict, init=False)
    _making: Lock = field(factory=Lock, init=False, repr=False)

    def answer(self, request: Request) -> Answer:
        """The answer from the state of the client that asks."""
        return self._of(request).engine.answer(request)

    def malformed(self, message: str, status: int = 400) -> Answer:
        """The answer to what is no HTTP request."""
        return self.common.engine.malformed(message, status)

    def identify(self, request: Request) -> CallInfo:
        """What can be told of a request without answering it."""
        return self.common.engine.identify(request)

    def open(self, request: Request | None) -> Opening:
        """Take a request in."""
        return (self.common if request is None else self._of(request)).engine.open(request)

    def refuse(self, refusal: Refusal, id: str) -> Answer:
        """The answer to a refused request."""
        return self.common.engine.refuse(refusal, id)

    def fault_hooks(self) -> FaultHooks:
        """What injected faults can take hold of: another user's change is made to the state of the client that calls."""
        hooks = self.common.engine.fault_hooks()
        if hooks.interleave is None:
            return hooks

        def interleave(call: CallInfo) -> bool:
            change = self.world(call.client_id).engine.fault_hooks().interleave
            return change is not None and change(call)

        return evolve(hooks, interleave=interleave)

    def one_too_many(self, request: Request, seconds: int | None) -> Answer:
        """The answer to a request that comes too soon."""
        return self._of(request).engine.one_too_many(request, seconds)

    def each(self) -> Iterator[tuple[str, World]]:
        """All states by client id, the common one first and without an id."""
        yield "", self.common
        yield from self.own.items()

    def world(self, client_id: str) -> World:
        """The state of a client, made when it is asked for first."""
        if not client_id or not self.isolated or self.make is None:
            return self.common
        found = self.own.get(client_id)
        return self._made(client_id) if found is None else found

    def _made(self, client_id: str) -> World:
        with self._making:
            found = self.own.get(client_id)
            if found is not None:
                return found
            if len(self.own) >= MOST_WORLDS or self.make is None:
                return self.common
            found = self.make(Identities(seed_for(self.common.identities.seed, client_id)))
            self.made(client_id, found)
            self.own[client_id] = found
            return found

    def _of(self, request: Request) -> World:
        return self.world(self.whose(request)) if self.isolated else self.common

    def _route(self, request: Request) -> Answer:
        return self.answer(request)


def seed_for(seed: int, client_id: str) -> int:
    """The seed of a client's own state: no two states give out the same trace ids."""
    return int.from_bytes(hashlib.sha256(f"{seed}\0{client_id}".encode("utf-8", "replace")).digest()[:6])
