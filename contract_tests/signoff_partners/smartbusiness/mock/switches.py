"""What can be switched while the mock runs; the same names as when it is made, and what an account's plan decides."""

from collections.abc import Collection, Mapping
from typing import Any

from signoff_contract.mock.control.engine_settings import explain, rule
from signoff_contract.mock.control.settings import Setting, at_least
from signoff_contract.mock.control.world import World

from .engine import SmartBusinessEngine
from .explained import EXPLAINED
from .memory import engine_of
from .state import Limit, Rules


def settings(resources: Collection[str]) -> tuple[Setting, ...]:
    """Offline, pace, lifetimes, what documents leave open, limits and features of the plan; by the names of resources."""
    return (
        Setting(
            "offline",
            "Everything is answered with 503 and the code 8000, as in maintenance.",
            (bool,),
            lambda world: engine_of(world).state.switches.offline,
            lambda world, value: setattr(engine_of(world).state.switches, "offline", value),
        ),
        explain(EXPLAINED),
        _of_part("requests_per_period", "Requests of an address in a period before 429.", int, "periods", "limit", 1),
        _of_part("period_seconds", "Length of a period.", float, "periods", "seconds", 0.001),
        Setting(
            "token_lifetime",
            "Seconds that a new access token is valid.",
            (int,),
            lambda world: engine_of(world).tokens.grants.office.lifetime,
            lambda world, value: setattr(engine_of(world).tokens.grants.office, "lifetime", value),
            at_least(0, 10**9),
        ),
        Setting(
            "code_lifetime",
            "Seconds that a consent page stays open, and that a code is valid.",
            (float,),
            lambda world: engine_of(world).tokens.grants.code_seconds,
            lambda world, value: setattr(engine_of(world).tokens.grants, "code_seconds", value),
            at_least(0, 10**9),
        ),
        _rule("refuse_read_only", "Members that the server sets are refused in a body (1104) and not passed over."),
        _rule("five_centimes", "Totals of documents are rounded to 0.05."),
        _rule("mark_sent", "Sending a draft makes it sent."),
        Setting(
            "scope_refusal",
            "A missing scope is refused with 403 and no body (permission), or with 400 (oauth).",
            ("permission", "oauth"),
            lambda world: engine_of(world).scope_refusal,
            lambda world, value: setattr(engine_of(world), "scope_refusal", value),
        ),
        Setting(
            "limits",
            "How many of a resource the plan allows; one more is answered with 402.",
            (),
            lambda world: dict(engine_of(world).state.switches.limits),
            lambda world, value: setattr(engine_of(world).state.switches, "limits", dict(value)),
            form=lambda value: _limits(value, resources),
            words='an object by the names of resources, such as {"invoice": {"allowed": 3, "kind": "hard"}}',
        ),
        Setting(
            "missing_features",
            "Resources that the plan lacks, with the plans that have them; answered with 403 and the code 4000.",
            (),
            lambda world: dict(engine_of(world).state.switches.missing_features),
            lambda world, value: setattr(engine_of(world).state.switches, "missing_features", dict(value)),
            form=lambda value: _features(value, resources),
            words='an object by the names of resources, such as {"project": ["plus"]}',
        ),
    )


def _of_part(name: str, meaning: str, kind: type, part: str, member: str, least: float) -> Setting:
    def of(world: World) -> Any:
        engine: SmartBusinessEngine = engine_of(world)
        return getattr(engine, part)

    return Setting(
        name,
        meaning,
        (kind,),
        lambda world: getattr(of(world), member),
        lambda world, value: setattr(of(world), member, value),
        at_least(least, 10**9),
    )


def _rule(name: str, meaning: str) -> Setting:
    return rule(name, meaning, (bool,), _rules, name, _assign)


def _rules(world: World) -> Rules:
    return engine_of(world).state.rules


def _assign(world: World, rules: Any) -> None:
    engine_of(world).state.rules = rules


def _named(value: Any, resources: Collection[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("it is an object by the names of resources")  # noqa: TRY004 - what came in does not fit
    if unknown := sorted(set(value) - set(resources)):
        raise ValueError(f"there is no resource {unknown[0][:50]!r}; there are {', '.join(sorted(resources))}")
    return value


def _limits(value: Any, resources: Collection[str]) -> dict[str, Limit]:
    found = {}
    for name, each in _named(value, resources).items():
        allowed = each.get("allowed") if isinstance(each, dict) else None
        kind = each.get("kind", "hard") if isinstance(each, dict) else None
        known = isinstance(each, dict) and set(each) <= {"allowed", "kind"}
        if not known or not isinstance(allowed, int) or isinstance(allowed, bool) or not isinstance(kind, str):
            raise ValueError(f"the limit of {name} has allowed, a whole number, and kind")
        found[name] = Limit(allowed, kind)
    return found


def _features(value: Any, resources: Collection[str]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, plans in _named(value, resources).items():
        if not isinstance(plans, list) or not all(isinstance(each, str) for each in plans):
            raise ValueError(f"{name} has a list of the names of plans")
        found[name] = tuple(plans)
    return found
