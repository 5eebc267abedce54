"""Observers of the introducer: does our application use the API as it must?

As in `observers`, each function takes a requirement id and gives a check function. Exchanges that break a rule on
purpose carry a label (see `model`) and are left out of that rule.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from signoff.runtime import is_loopback
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import lifetime_of, origin_of

from .context import Context
from .judging import Problem, requests, settle
from .model import NO_TOKEN, NO_VERSION, STALE_VERSION, WRONG_TOKEN

Observer = Callable[[Context], None]


def token_reused(requirement: str, *, margin: float = 300.0, without: Sequence[str] = ()) -> Observer:
    """A new token is asked for only when the one before is about to expire or was refused.

    `margin` is how many seconds before its end a token may be renewed. The lifetime is what `expires_in` of the
    answer says, never a constant. Token calls with one of the labels `without` were made on purpose and do not count.
    """

    def observe(context: Context) -> None:
        calls = [
            exchange
            for exchange in context.exchanges
            if exchange.kind == "token" and _ok(exchange) and not set(without) & set(exchange.labels)
        ]
        problems = []
        for before, call in itertools.pairwise(calls):
            ends = before.started + timedelta(seconds=max(0.0, _lifetime(before) - margin))
            refused = any(
                exchange.kind == "api" and exchange.status == 401
                for exchange in context.exchanges
                if before.number < exchange.number < call.number
            )
            if call.started < ends and not refused and WRONG_TOKEN not in call.labels:
                problems.append(
                    Problem(
                        call,
                        f"a new token was asked for {_span(before.started, call.started)} after #{before.number}, "
                        f"whose token lives {_lifetime(before):g} s",
                    )
                )
        settle(context, requirement, calls, problems)

    return observe


def _ok(exchange: Exchange) -> bool:
    return exchange.status is not None and exchange.status < 300


def _lifetime(exchange: Exchange) -> float:
    with contextlib.suppress(Malformed):
        body = exchange.json()
        return (lifetime_of(body) if isinstance(body, dict) else None) or 0.0
    return 0.0


def _span(start: datetime, end: datetime) -> str:
    return f"{(end - start).total_seconds():.0f} s"


def authorized(requirement: str) -> Observer:
    """Every request to the API carries a bearer token."""

    def observe(context: Context) -> None:
        judged = requests(context, without=[NO_TOKEN])
        settle(
            context,
            requirement,
            judged,
            [
                Problem(exchange, "carries no bearer token")
                for exchange in judged
                if not (exchange.request_headers.get("authorization") or "").lower().startswith("bearer ")
            ],
        )

    return observe


def token_stays_home(requirement: str) -> Observer:
    """The token goes to the API's own host and nowhere else, and the credentials to the token address only."""

    def observe(context: Context) -> None:
        home = origin_of(context.target.environment.base_url)
        token = origin_of(context.target.environment.token_url)
        problems = []
        for exchange in context.exchanges:
            allowed = {home} if exchange.kind == "api" else {home, token}
            carries = exchange.request_headers.get("authorization") is not None
            if carries and origin_of(exchange.url) not in allowed:
                problems.append(Problem(exchange, "carries the token to a host that is not the API's"))
            elif exchange.kind == "api" and b"client_secret" in exchange.request_body:
                problems.append(Problem(exchange, "carries the credentials to another address than the token's"))
        settle(context, requirement, list(context.exchanges), problems)

    return observe


def https_only(requirement: str) -> Observer:
    """Every request goes over https; plain http only to this machine."""

    def observe(context: Context) -> None:
        judged = list(context.exchanges)
        settle(
            context,
            requirement,
            judged,
            [
                Problem(exchange, "goes over plain http")
                for exchange in judged
                if urlsplit(exchange.url).scheme != "https" and not is_loopback(urlsplit(exchange.url).hostname or "")
            ],
        )

    return observe


def outside_base(context: Context, judged: Sequence[Exchange], version: str | None) -> list[Problem]:
    """The requests that go to an address outside the base address.

    With `version` the base address itself has to end in that segment; if it does not, the first request stands for all.
    """
    base = context.target.environment.base_url.rstrip("/")
    problems = [
        Problem(exchange, "goes to an address outside the base address")
        for exchange in judged
        if not exchange.url.startswith(f"{base}/")
    ]
    if version is not None and not base.endswith(f"/{version}"):
        problems.extend(Problem(each, f"goes to a base address without the version {version}") for each in judged[:1])
    return problems


def _modifying(context: Context, without: Sequence[str]) -> list[Exchange]:
    return [
        exchange
        for exchange in requests(context, without=without)
        if exchange.operation_id is not None and context.description.operation(exchange.operation_id).needs_precondition
    ]


def precondition_sent(requirement: str, *, header: str = "If-Match") -> Observer:
    """Every call that changes something existing carries the version it rests on."""

    def observe(context: Context) -> None:
        judged = _modifying(context, [NO_VERSION])
        settle(
            context,
            requirement,
            judged,
            [
                Problem(exchange, f"carries no {header}")
                for exchange in judged
                if not exchange.request_headers.get(header)
            ],
        )

    return observe


def newest_version_sent(
    requirement: str,
    *,
    resource: str,
    id_member: str = "id",
    header: str = "If-Match",
    tag: str = "ETag",
    created: Callable[[Any, Exchange], str | None] | None = None,
) -> Observer:
    """The version sent is, byte for byte, the newest one that was received for the resource.

    `resource` is the path parameter that names the resource; `id_member` the member that holds its id in the answer
    that creates it, or `created` gives the id that the plan found in that answer, whatever it is called there.
    """

    def observe(context: Context) -> None:
        received: dict[str, str] = {}
        judged: list[Exchange] = []
        problems: list[Problem] = []
        modifying = {exchange.number for exchange in _modifying(context, [STALE_VERSION, NO_VERSION])}
        for exchange in context.exchanges:
            if exchange.operation_id is None and created is None:
                continue
            name = _resource(context, exchange, resource)
            sent = exchange.request_headers.get(header)
            if exchange.number in modifying and sent is not None and name is not None:
                judged.append(exchange)
                if name not in received:
                    problems.append(
                        Problem(exchange, f"sends a version that no answer had given: {header} without a read")
                    )
                elif sent != received[name]:
                    problems.append(
                        Problem(exchange, f"sends {sent!r} although the newest version received is {received[name]!r}")
                    )
            version = exchange.response_headers.get(tag)
            if version is not None and _ok(exchange):
                made = created(context, exchange) if created is not None else _created(exchange, id_member)
                if (known := name if name is not None else made) is not None:
                    received[known] = version
        settle(context, requirement, judged, problems)

    return observe


def _resource(context: Context, exchange: Exchange, resource: str) -> str | None:
    if exchange.operation_id is None:
        return None
    values = context.description.operation(exchange.operation_id).match(exchange.path)
    return values.get(resource) if values is not None else None


def _created(exchange: Exchange, id_member: str) -> str | None:
    with contextlib.suppress(Malformed):
        body = exchange.json()
        if isinstance(body, dict) and id_member in body:
            return str(body[id_member])
    return None


def pace_kept(requirement: str, *, limit: int, seconds: float = 60.0, tokens: bool = True) -> Observer:
    """In no window of `seconds` more than `limit` requests were sent; `tokens` says that token calls count."""

    def observe(context: Context) -> None:
        judged = [exchange for exchange in context.exchanges if tokens or exchange.kind == "api"]
        judged.sort(key=lambda exchange: exchange.started)
        settle(context, requirement, judged, _too_fast(judged, limit, seconds))

    return observe


def _too_fast(judged: Sequence[Exchange], limit: int, seconds: float) -> Iterator[Problem]:
    first = 0
    for index, exchange in enumerate(judged):
        while (exchange.started - judged[first].started).total_seconds() >= seconds:
            first += 1
        if (count := index - first + 1) > limit:
            yield Problem(exchange, f"is request {count} within {seconds:g} s, {limit} are allowed")


def budget_kept(requirement: str, *, budget: int) -> Observer:
    """The whole run sent no more than `budget` requests, token calls included."""

    def observe(context: Context) -> None:
        judged = list(context.exchanges)
        settle(
            context,
            requirement,
            judged,
            [Problem(exchange, f"is beyond the budget of {budget} requests") for exchange in judged[budget:]],
        )

    return observe
