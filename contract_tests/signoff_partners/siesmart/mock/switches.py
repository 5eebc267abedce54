"""What can be switched while the mock runs; the same names as when it is made."""

from typing import Any

from signoff_contract.mock.control.engine_settings import convention, engine_settings, explain, rule
from signoff_contract.mock.control.settings import Setting, at_least
from signoff_contract.mock.control.world import World

from .decision import DECISIONS
from .explained import EXPLAINED
from .memory import engine_of
from .state import Rules


def settings() -> tuple[Setting, ...]:
    """Offline (503, START status codes), pace, tokens, entity tags, decisions."""
    return (
        *engine_settings(),
        explain(EXPLAINED),
        convention("etag_on_writes", "version_on_writes", "Every successful change answers with the new ETag."),
        convention("quoted_etags", "quoted_versions", "The entity tag stands in quotation marks."),
        convention("retry_after", "retry_after", "A 429 says in Retry-After when to come again."),
        convention("count_token_requests", "count_token_requests", "Token requests count for the pace too."),
        rule("created_status", "The status of a created proposal.", (201, 200), _rules, "created_status", _assign),
        rule(
            "decide",
            "The decision on every request; null for what amount, seed and content say.",
            (*DECISIONS, type(None)),
            _rules,
            "decide",
            _assign,
        ),
        _span("decision_seconds", "Seconds that a pending decision takes."),
        _span("signing_seconds", "Seconds that a signature takes."),
    )


def _span(name: str, meaning: str) -> Setting:
    return rule(name, meaning, (float,), _rules, name, _assign, at_least(0, 10**9))


def _rules(world: World) -> Rules:
    return engine_of(world)[1].state.rules


def _assign(world: World, rules: Any) -> None:
    engine_of(world)[1].state.rules = rules
