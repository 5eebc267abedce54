"""What each operation of the control plane's description does, by its id."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import frozen

from .conditions import read_delays, told
from .control import Control
from .errors import ControlError, unfit, unknown, unreadable
from .journal import Asked, newest
from .plain import Unreadable

T = TypeVar("T")


@frozen
class Asking:
    """A call whose values fit the description: the mocks that are served and the values of path, query and body."""

    controls: Mapping[str, Control]
    origin: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any

    @property
    def client(self) -> str:
        """Whose state is meant; empty for the common one."""
        return str(self.query.get("client", ""))

    @property
    def control(self) -> Control:
        """The one mock that is meant. Raises ControlError when that is not clear."""
        partner = self.query.get("partner")
        if partner is None and len(self.controls) == 1:
            return next(iter(self.controls.values()))
        if partner is None:
            raise unfit(f"Say which mock with partner={self._known('|')}", ("partner", "is missing"))
        return self._of(partner)

    @property
    def meant(self) -> Sequence[Control]:
        """The mocks that are meant: all of them, unless one is named."""
        partner = self.query.get("partner")
        return list(self.controls.values()) if partner is None else [self._of(partner)]

    def _of(self, partner: str) -> Control:
        found = self.controls.get(partner)
        if found is None:
            raise unknown(
                "PARTNER", f"No mock of {partner[:50]!r} is served here; partner is one of {self._known(', ')}"
            )
        return found

    def _known(self, between: str) -> str:
        return between.join(self.controls)


@frozen
class Done:
    """What a call comes to: a status, and a value unless there is nothing to say."""

    status: int
    value: Any = None


def _shown(asking: Asking) -> Done:
    return Done(200, asking.control.shown(asking.origin))


def _mocks(asking: Asking) -> Done:
    return Done(200, {"mocks": [each.shown(asking.origin) for each in asking.controls.values()]})


def _reset(asking: Asking) -> Done:
    asking.control.reset((asking.body or {}).get("seed"), asking.client)
    return _shown(asking)


def _seed(asking: Asking) -> Done:
    kind, count = asking.body["kind"], asking.body["count"]
    return Done(200, {"kind": kind, "ids": asking.control.seed(kind, int(count), asking.client)})


def _snapshot(asking: Asking) -> Done:
    return Done(200, asking.control.snapshot(asking.client))


def _restore(asking: Asking) -> Done:
    asking.control.restore(asking.body, asking.client)
    return _shown(asking)


def _refresh(asking: Asking) -> Done:
    asking.control.refresh(asking.client)
    return _shown(asking)


def _end_tokens(asking: Asking) -> Done:
    body = asking.body
    return Done(200, {"ended": asking.control.end_tokens(body["how"], body.get("client"), body.get("digest"))})


def _add_client(asking: Asking) -> Done:
    return Done(201, asking.control.add_client(**asking.body))


def _remove_client(asking: Asking) -> Done:
    asking.control.remove_client(asking.path["client_id"])
    return Done(204)


def _latency(asking: Asking) -> Done:
    return Done(200, {"delays": [told(each) for each in asking.control.latency()]})


def _set_latency(asking: Asking) -> Done:
    try:
        delays = read_delays(asking.body["delays"])
    except Unreadable as error:
        raise unreadable(error, "latency") from error
    asking.control.set_latency(*delays)
    return _latency(asking)


def _clear_latency(asking: Asking) -> Done:
    asking.control.clear_latency()
    return Done(204)


def _faults(asking: Asking) -> Done:
    return Done(200, {"faults": [_fault(of, each) for of in asking.meant for each in of.faults()]})


def _fault(control: Control, armed: Any) -> dict[str, Any]:
    return {**armed.to_json(), "partner": control.partner}


def _arm(asking: Asking) -> Done:
    control = asking.control
    try:
        return Done(201, _fault(control, control.front.faults.arm_json(asking.body)))
    except (ValueError, TypeError) as error:
        raise unfit(f"The fault cannot be armed: {error}") from error


def _disarm(asking: Asking) -> Done:
    asking.control.disarm(asking.path["id"])
    return Done(204)


def _disarm_all(asking: Asking) -> Done:
    for each in asking.meant:
        each.disarm_all()
    return Done(204)


def _requests(asking: Asking) -> Done:
    query = {name: value for name, value in asking.query.items() if name != "partner"}
    asked = Asked(**query)
    found = [seen for each in asking.meant for seen in each.requests(asked)]
    last = max((each.journal.last() for each in asking.controls.values()), default=0)
    return Done(200, {"last": max(last, asked.after), "requests": newest(found, asked.limit)})


def _request(asking: Asking) -> Done:
    return Done(200, _first(asking, lambda control: control.request(asking.path["number"])))


def _forget_requests(asking: Asking) -> Done:
    for each in asking.meant:
        each.forget_requests()
    return Done(204)


def _state(asking: Asking) -> Done:
    asked = {name: value for name, value in asking.query.items() if name != "partner"}
    kinds = [kind for each in asking.meant for kind in each.state(**asked)]
    if not kinds and "kind" in asked:
        known = [kind.kind for each in asking.meant for kind in each.state(limit=1)]
        raise unknown(
            "KIND", f"Nothing is remembered of the kind {asked['kind'][:50]!r}; kinds are {', '.join(known) or 'none'}"
        )
    return Done(200, {"kinds": kinds})


def _row(asking: Asking) -> Done:
    return Done(200, _first(asking, lambda control: control.row(asking.path["id"])))


def _description(asking: Asking) -> Done:
    found = asking.controls.get(asking.path["partner"])
    if found is None:
        raise unknown("PARTNER", f"No mock of that name is served here; there are {', '.join(asking.controls)}")
    return Done(200, found.partner_description(asking.origin))


def _first(asking: Asking, ask: Callable[[Control], T]) -> T:
    """What the first mock has that knows it. Raises ControlError of the last one when none does."""
    problem: ControlError | None = None
    for each in asking.controls.values():
        try:
            return ask(each)
        except ControlError as error:
            problem = error
    raise problem or unknown("PARTNER", "No mock is served here")


CALLS: Mapping[str, Callable[[Asking], Done]] = {
    "mocks": _mocks,
    "reset": _reset,
    "seed": _seed,
    "snapshot": _snapshot,
    "restore": _restore,
    "clock": lambda asking: Done(200, asking.control.time()),
    "set_clock": lambda asking: Done(200, asking.control.set_clock(**asking.body)),
    "refresh": _refresh,
    "tokens": lambda asking: Done(200, {"tokens": asking.control.tokens()}),
    "end_tokens": _end_tokens,
    "issue_token": lambda asking: Done(200, asking.control.issue_token(asking.body["client"])),
    "partner_description": _description,
    "clients": lambda asking: Done(200, {"clients": asking.control.clients()}),
    "add_client": _add_client,
    "remove_client": _remove_client,
    "switches": lambda asking: Done(200, {"switches": asking.control.switches()}),
    "set_switches": lambda asking: Done(200, {"switches": asking.control.set_switches(asking.body)}),
    "latency": _latency,
    "set_latency": _set_latency,
    "clear_latency": _clear_latency,
    "catalogue": lambda asking: Done(200, {"faults": [each.to_json() for each in asking.control.catalogue()]}),
    "faults": _faults,
    "arm_fault": _arm,
    "disarm_faults": _disarm_all,
    "disarm_fault": _disarm,
    "requests": _requests,
    "forget_requests": _forget_requests,
    "request": _request,
    "state": _state,
    "row": _row,
}
