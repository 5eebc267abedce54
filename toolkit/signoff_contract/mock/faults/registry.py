"""The faults of one mock: those that are armed, and what they do to the calls that take them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any, Final

from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.responder import TOKEN, CallInfo, Responder

from .armed import ArmedFault
from .catalogue import CATALOGUE, Fault
from .parameters import meant, settle
from .scene import CHANGES, READS, TOKENS, kind_of
from .taking import ReadKey, Taking
from .target import Rhythm, Target

ONCE: Final[Any] = object()
"""What `times` is when nothing is said: once, but without end where `every` or `probability` is given."""
_KNOWN: Final = frozenset({"name", "target", "times", "every", "probability", "parameters"})
_TARGETS: Final = frozenset({"operation", "object", "client", "value", "pointer"})
_MOST_READS: Final = 1000


class Faults:
    """Arms faults, and has calls take them. The first that was armed and fits a call is taken.

    ::

        mock.faults.arm("answer-lost-after-change", operation="proposals_create")
        with mock.faults.injected("unavailable", every=1):
            ...  # every call is answered with 503
    """

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        self._lock = Lock()
        self._numbers = count(1)
        self._reads: OrderedDict[ReadKey, tuple[Answer, Answer | None]] = OrderedDict()
        self._identities: Identities | None = None
        self.armed: tuple[ArmedFault, ...] = ()
        """In the order in which they were armed; those that are spent as well, until they are disarmed."""
        self.waiting: tuple[ArmedFault, ...] = ()
        """Those of them that can still be taken."""

    def stand_before(self, responder: Responder) -> None:
        """Have another responder carry calls out from now on."""
        self._responder = responder

    @property
    def offered(self) -> tuple[Fault, ...]:
        """The faults of the catalogue that this partner's mock can have."""
        hooks = self._responder.fault_hooks()
        return tuple(each for each in CATALOGUE.values() if each.offered_by(hooks))

    def arm(
        self,
        name: str,
        *,
        operation: str | None = None,
        object: str | int | None = None,
        client: str | None = None,
        value: Any = None,
        pointer: str | None = None,
        times: int | None = ONCE,
        every: int | None = None,
        probability: float | None = None,
        **parameters: Any,
    ) -> ArmedFault:
        """Arm a fault, for the next call of the API that it suits unless something else is said.

        Whom it hits, all together: `operation` is the id of an operation, or `token` for token requests, which are hit by
        no other faults; `object` an id in the path; `client` the id of the client; `value` a value that the body has
        somewhere, or at the JSON pointer `pointer`. How often: `times` at most (None for any number), `every` so many-th
        call, or each with a `probability` that the seed draws. `parameters` are the fault's own.

        Raises ValueError, which lists what is possible.
        """
        fault = self._fault(name)
        named = str(object) if type(object) is int else object
        target = Target(operation, named, client, value, pointer)  # type: ignore[arg-type]
        self._check_operation(fault, target)
        if times is ONCE:
            times = 1 if every is None and probability is None else None
        settled = settle(name, fault.parameters, parameters)
        armed = ArmedFault(
            str(next(self._numbers)), fault, target, Rhythm(times, every, probability), settled, self._draw
        )
        with self._lock:
            self.armed = (*self.armed, armed)
            self.waiting = (*self.waiting, armed)
        return armed

    def arm_json(self, given: Mapping[str, Any]) -> ArmedFault:
        """Arm a fault that is described by plain values: `name`, `target`, `times`, `every`, `probability`, `parameters`.

        Raises ValueError.
        """
        target, parameters = given.get("target", {}), given.get("parameters", {})
        if (
            not isinstance(target, Mapping)
            or not isinstance(parameters, Mapping)
            or not isinstance(given.get("name"), str)
        ):
            raise ValueError("a fault has a name; target and parameters are objects")  # noqa: TRY004
        for names, known in ((given, _KNOWN), (target, _TARGETS)):
            for name in names:
                if name not in known:
                    raise ValueError(
                        f"a fault has no member {name!r}{meant(name, known)}; it takes: {', '.join(sorted(known))}"
                    )
        clash = sorted(parameters.keys() & (_KNOWN | _TARGETS))
        if clash:
            raise ValueError(f"{clash[0]} is no parameter of a fault; it stands beside the parameters or in target")
        how = {name: given[name] for name in ("times", "every", "probability") if name in given}
        return self.arm(given["name"], **target, **how, **parameters)

    @contextmanager
    def injected(self, name: str, **how: Any) -> Iterator[ArmedFault]:
        """A fault that is armed for as long as the block lasts. Takes what `arm` takes, and raises what it raises."""
        armed = self.arm(name, **how)
        try:
            yield armed
        finally:
            self._drop(lambda each: each is armed)

    def disarm(self, id: str) -> None:
        """Disarm and forget one fault. Raises LookupError when there is none of that id."""
        if all(each.id != id for each in self.armed):
            known = ", ".join(each.id for each in self.armed) or "none"
            raise LookupError(f"no fault {id!r} is armed; there are: {known}")
        self._drop(lambda each: each.id == id)

    def clear(self) -> None:
        """Disarm and forget all faults."""
        self._drop(lambda _: True)

    def restart(self) -> None:
        """Disarm all faults, and begin numbers and draws anew, from the seed that the mock has now."""
        self.clear()
        with self._lock:
            self._numbers, self._identities = count(1), None

    def take(self, request: Request) -> Taking | None:
        """The fault that a request takes, if any does. Cheap to leave out where nothing is `waiting`."""
        call = self._responder.identify(request)
        remembers = any(each.fault.remembers for each in self.waiting)
        armed = next((each for each in self.waiting if each.wants(request, call)), None)
        if armed is None and not remembers:
            return None
        if armed is not None and armed.is_spent:
            self._rest()
        return Taking(self, self._responder, request, call, armed, remembers)

    # What goes on while calls come

    def remember(self, key: ReadKey, answer: Answer) -> None:
        """Take note of what a read was answered with."""
        with self._lock:
            latest, before = self._reads.pop(key, (answer, None))
            self._reads[key] = (answer, latest if latest.body != answer.body else before)
            if len(self._reads) > _MOST_READS:
                self._reads.popitem(last=False)

    def remembered(self, key: ReadKey) -> Answer | None:
        """What a read was answered with before it got its latest answer."""
        with self._lock:
            return self._reads.get(key, (None, None))[1]

    def give_back(self, armed: ArmedFault) -> None:
        """A call that took a fault had nothing that it could be done to: it waits for another."""
        armed.release()
        self._rest()

    def _rest(self) -> None:
        with self._lock:
            self.waiting = tuple(each for each in self.armed if not each.is_spent)

    def _drop(self, those: Callable[[ArmedFault], bool]) -> None:
        with self._lock:
            self.armed = tuple(each for each in self.armed if not those(each))
            self.waiting = tuple(each for each in self.armed if not each.is_spent)
            if not any(each.fault.remembers for each in self.armed):
                self._reads.clear()

    def _draw(self, kind: str, below: int) -> int:
        # A stream of its own: arming a fault changes no id and no token.
        if self._identities is None:
            self._identities = Identities(self._responder.fault_hooks().seed)
        return self._identities.draw(kind, below)

    def _fault(self, name: str) -> Fault:
        offered = {each.name: each for each in self.offered}
        if name in offered:
            return offered[name]
        if name in CATALOGUE:
            raise ValueError(f"this partner's mock cannot have the fault {name}; it can have: {', '.join(offered)}")
        raise ValueError(f"there is no fault {name!r}{meant(name, offered)}; there are: {', '.join(offered)}")

    def _check_operation(self, fault: Fault, target: Target) -> None:
        name = target.operation
        if name is None:
            return
        hooks = self._responder.fault_hooks()
        description = hooks.description
        operations = {} if description is None else {each.id: each for each in description}
        if name != TOKEN and name not in operations:
            listed = [*operations, TOKEN]
            raise ValueError(f"there is no operation {name!r}{meant(name, listed)}; there are: {', '.join(listed)}")
        kinds = {each.id: kind_of(each.method, CallInfo(each.id)) for each in operations.values()}
        kinds |= {TOKEN: TOKENS} | ({} if hooks.token_operation is None else {hooks.token_operation: TOKENS})
        if kinds[name] not in fault.may_hit:
            possible = " and ".join(_PLURAL[each] for each in sorted(fault.may_hit))
            raise ValueError(f"{fault.name} hits {possible}; {name} is none")
        if description is not None and kinds[name] != TOKENS and not fault.fits(description, operations[name]):
            fitting = (
                each.id for each in description if kinds[each.id] in fault.may_hit and fault.fits(description, each)
            )
            raise ValueError(f"{name} has nothing that {fault.name} could be done to; these have: {', '.join(fitting)}")


_PLURAL: Final = {READS: "reads", CHANGES: "changes", TOKENS: "token requests"}
