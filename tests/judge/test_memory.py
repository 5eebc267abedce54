"""A day's traffic needs no day's memory: what a judge keeps is counted in objects, not in time."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from signoff_contract.description import Validators
from signoff_contract.judge import introducer, provider
from signoff_contract.judge.problem import Judge
from signoff_contract.traffic.exchange import Exchange, Sender
from signoff_contract.traffic.redaction import Redactor

from .made_up import BASE, HEADER, TOKEN, Traffic, description, reachable, size_of

MANY, ENOUGH, OBJECTS = 20_000, 4_000, 5
Start = Callable[[], Judge[Exchange]]


@cache
def a_day() -> tuple[Exchange, ...]:
    """One worker that keeps every rule and reads and changes five objects all day; each twentieth call is refused."""
    traffic, worker = Traffic(), Sender(process="worker")
    while len(traffic.made) < MANY:
        number = len(traffic.made)
        if number % 3000 == 0:
            traffic.grant(f"token-{number}", lifetime=3000, by=worker)
        token, path = f"token-{number - number % 3000}", f"/parcels/{number // 2 % OBJECTS}"
        tag = f'"v{number // 2}"'
        if number % 20 == 19:
            trace, sent = f"refused-{number}", {"weight": 1}
            answer = {"traceId": trace}
            traffic.call("PUT", path, 412, token=token, by=worker, trace=trace, match=tag, sent=sent, answer=answer)
        elif number % 2:
            traffic.call("PUT", path, token=token, by=worker, match=tag, sent={"weight": 1}, answer={"weight": 1})
        else:
            traffic.call("GET", path, token=token, by=worker, tag=tag, answer={"id": 1, "weight": 1})
    return tuple(traffic.made[:MANY])


def started(start: Callable[..., Judge[Exchange]], **settings: Any) -> Start:
    return lambda: start(description(), **settings)


CONSTANT: dict[str, Start] = {
    "trace_on_every_response": started(provider.trace_on_every_response, header=HEADER),
    "error_repeats_trace_id": started(provider.error_repeats_trace_id, header=HEADER, member="traceId"),
    "status_described": started(provider.status_described),
    "required_headers": started(provider.required_headers),
    "content_type_described": started(provider.content_type_described),
    "bodies_valid": lambda: provider.bodies_valid(
        description(), redactor=Redactor.for_run(description()), validators=Validators(description())
    ),
    "no_server_error": started(provider.no_server_error),
    "inside_not_shown": started(provider.inside_not_shown),
    "token_media_type": started(provider.token_media_type),
    "authorized": started(introducer.authorized),
    "https_only": started(introducer.https_only),
    "below_base": started(introducer.below_base, base_url="https://"),
    "request_bodies": started(introducer.request_bodies),
    "precondition_sent": started(introducer.precondition_sent),
    "newest_version_sent": started(introducer.newest_version_sent),
    "pace_kept": started(introducer.pace_kept, limit=1000),
    "budget_kept": started(introducer.budget_kept, budget=MANY),
    "token_stays_home": started(introducer.token_stays_home, base_url=BASE, token_url=TOKEN),
    "allowance_kept": started(introducer.allowance_kept, limit="L", remaining="R", reset="S"),
    "refusal_waited_out": started(introducer.refusal_waited_out, reset="S"),
    "queries_described": started(introducer.queries_described),
    "no_blind_repeat": started(introducer.no_blind_repeat),
    "token_reused": started(introducer.token_reused),
}
BY_TOKEN: dict[str, Start] = {
    "token_accepted": started(provider.token_accepted),
    "nothing_leaked": started(provider.nothing_leaked),
    "credentials_not_repeated": started(provider.credentials_not_repeated),
    "token_lifetime": started(introducer.token_lifetime),
    "token_in_header": started(introducer.token_in_header),
    "token_opaque": started(introducer.token_opaque),
}


def grown(judge: Judge[Exchange]) -> int:
    """By how many objects a judge grows between the first part of a day and its end."""
    sizes = []
    for exchange in a_day():
        assert not judge.see(exchange)
        if exchange.number in {ENOUGH, MANY}:
            sizes.append(size_of(judge, description()))
    early, late = sizes
    return late - early


def test_every_judge_is_measured() -> None:
    assert {*CONSTANT, *BY_TOKEN, "trace_ids_unique"} == {*provider.__all__, *introducer.__all__} - {"body_for"}


@pytest.mark.parametrize("name", CONSTANT)
def test_what_a_judge_keeps_does_not_grow_with_the_traffic(name: str) -> None:
    # A counter of judged exchanges may have become an object of its own.
    assert abs(grown(CONSTANT[name]())) <= 3


@pytest.mark.parametrize("name", BY_TOKEN)
def test_what_is_kept_of_tokens_grows_with_the_tokens_alone(name: str) -> None:
    tokens = sum(exchange.kind == "token" for exchange in a_day())
    assert grown(BY_TOKEN[name]()) <= 6 * tokens


def test_a_trace_id_is_kept_as_a_digest_and_a_number() -> None:
    assert 0 < grown(provider.trace_ids_unique(description(), header=HEADER)) <= 2 * MANY


def test_no_judge_keeps_an_exchange_that_is_over() -> None:
    for start in (*CONSTANT.values(), *BY_TOKEN.values()):
        judge = start()
        for exchange in a_day()[:200]:
            judge.see(exchange)
        assert not any(isinstance(each, Exchange) for each in reachable(judge))
