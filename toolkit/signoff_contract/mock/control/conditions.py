"""Delays as JSON values, and as a part of what a mock remembers."""

from collections.abc import Mapping, Sequence
from typing import Any

from signoff_contract.mock.latency import DISTRIBUTIONS, Delay, Latency

from .parts import Commit, Part, Rows, Small
from .plain import Unreadable, plain, typed


def told(delay: Delay) -> dict[str, Any]:
    """A delay as the description of the control plane has it."""
    name = next(name for name, kind in DISTRIBUTIONS.items() if isinstance(delay, kind))
    members = {key: value for key, value in plain(delay).items() if value is not None}
    return {"distribution": name, **members}


def read_delay(value: Any, place: str = "") -> Delay:
    """The delay that a JSON value stands for. Raises Unreadable."""
    if not isinstance(value, Mapping) or value.get("distribution") not in DISTRIBUTIONS:
        raise Unreadable(place, f"must be an object with a distribution: {', '.join(DISTRIBUTIONS)}")
    kind = DISTRIBUTIONS[value["distribution"]]
    members = {"operation": None, **{name: each for name, each in value.items() if name != "distribution"}}
    return typed(kind, {name: members[name] for name in members}, place)


def read_delays(values: Sequence[Any], place: str = "delays") -> list[Delay]:
    """The delays that JSON values stand for. Raises Unreadable."""
    return [read_delay(each, f"{place}/{at}") for at, each in enumerate(values)]


def latency_part(latency: Latency) -> Part:
    """How long answers are held back, and how often that was drawn."""

    def read() -> dict[str, Any]:
        return {"delays": [told(each) for each in latency.delays], "drawn": latency.drawn, "seed": latency.seed}

    def write(rows: Rows, shift: float) -> Commit:  # noqa: ARG001 - no readings of a clock here
        if set(rows) != {"delays", "drawn", "seed"}:
            raise Unreadable("latency", "must have delays, drawn and seed")
        delays = read_delays(typed(list[Any], rows["delays"], "latency/delays"), "latency/delays")
        drawn, seed = typed(int, rows["drawn"], "latency/drawn"), typed(int, rows["seed"], "latency/seed")

        def commit() -> None:
            latency.set(delays)
            latency.drawn, latency.seed = drawn, seed

        return commit

    return Small(read, write, lambda: latency.set(()))
