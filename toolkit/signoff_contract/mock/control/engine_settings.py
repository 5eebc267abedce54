"""The switches of every mock on the engine that works from a description."""

from collections.abc import Callable
from typing import Any

from attrs import evolve

from signoff_contract.mock.engine import Engine
from signoff_contract.mock.explain import Explanations
from signoff_contract.mock.http import Refusal

from .settings import Setting, at_least
from .world import World

DOWN = Refusal(503, "SERVICE_UNAVAILABLE", "The service is down for maintenance; try again later")


def engine_settings(outage: Refusal = DOWN) -> tuple[Setting, ...]:
    """Offline (with the partner's own answer), pace, lifetime of tokens."""
    return (
        Setting(
            "offline",
            f"Everything is answered with {outage.status}, as the partner does when it is down.",
            (bool,),
            lambda world: _of(world).outage is not None,
            lambda world, value: setattr(_of(world), "outage", outage if value else None),
        ),
        Setting(
            "requests_per_minute",
            "Pace of an address before 429; null for any.",
            (int, type(None)),
            lambda world: _of(world).window.limit,
            lambda world, value: setattr(_of(world).window, "limit", value),
            at_least(1, 10**9),
        ),
        Setting(
            "window_seconds",
            "Length of the window in which requests are counted for the pace.",
            (float,),
            lambda world: _of(world).window.seconds,
            lambda world, value: setattr(_of(world).window, "seconds", value),
            at_least(0.001, 10**9),
        ),
        Setting(
            "token_lifetime",
            "Seconds that a new access token is valid.",
            (int,),
            lambda world: _of(world).token_endpoint.office.lifetime,
            lambda world, value: setattr(_of(world).token_endpoint.office, "lifetime", value),
            at_least(0, 10**9),
        ),
    )


def explain(explanations: Explanations, of: Callable[[World], Any] = lambda world: world.engine) -> Setting:
    """Whether refusals tell the row that they enforce; `explanations` are the partner's, `of` gives the engine of a state."""
    return Setting(
        "explain",
        "Refusals name the requirement row that they enforce in the header X-Signoff-Requirement.",
        (bool,),
        lambda world: of(world).explained is not None,
        lambda world, value: setattr(of(world), "explained", explanations if value else None),
    )


def convention(name: str, member: str, meaning: str) -> Setting:
    """A switch for a convention that is on or off."""
    return Setting(
        name,
        meaning,
        (bool,),
        lambda world: getattr(_of(world).conventions, member),
        lambda world, value: setattr(_of(world), "conventions", evolve(_of(world).conventions, **{member: value})),
    )


def rule(
    name: str,
    meaning: str,
    takes: tuple[Any, ...],
    read: Callable[[World], Any],
    member: str,
    assign: Callable[[World, Any], None],
    check: Callable[[Any], None] = lambda _value: None,
) -> Setting:
    """A switch for a member of a partner's frozen rules: `read` gives the rules of a state, `assign` sets others."""
    return Setting(
        name,
        meaning,
        takes,
        lambda world: getattr(read(world), member),
        lambda world, value: assign(world, evolve(read(world), **{member: value})),
        check,
    )


def _of(world: World) -> Engine:
    assert isinstance(world.engine, Engine)  # noqa: S101 - the switches are for no other
    return world.engine
