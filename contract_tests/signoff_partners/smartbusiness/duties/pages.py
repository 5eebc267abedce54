"""Lists are read as their pages say."""

import contextlib
from typing import Any
from urllib.parse import parse_qsl

from attrs import frozen

from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.grants import digest_of
from signoff_contract.judge.problem import Judge, Problem, Recent
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import bearer, told

_REMEMBERED = 10_000
_DEFAULT_LIMIT = 100


@frozen
class _Page:
    """Which list was read, by whom and from where on."""

    walk: tuple[bytes, str, tuple[tuple[str, str], ...]]
    offset: int
    limit: int


def stops_at_the_end(_: Circumstances) -> Judge[Exchange]:
    """After a page that names no next one, the same list is not asked for the page that would follow it.

    A walk through a list is that of one token and the same options. Where something came beyond the end, the list had grown,
    and looking was right. Keeps where the newest 10,000 lists end.
    """
    ends: Recent[object, int] = Recent(_REMEMBERED)

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        body, page = _body(exchange), _page(exchange)
        if body is None or page is None:
            return None
        end = ends.get(page.walk)
        beyond = page.offset == end and not body["items"]
        return (Problem(exchange, "asks for a page that no `next` named"),) if beyond else ()

    def learn(exchange: Exchange) -> None:
        body, page = _body(exchange), _page(exchange)
        if body is None or page is None:
            return
        if body["pagination"].get("next"):
            ends.drop(page.walk)
        elif page.walk not in ends or body["items"]:
            ends.put(page.walk, page.offset + page.limit)

    return Judge(look, learn)


def _body(exchange: Exchange) -> dict[str, Any] | None:
    """A page of a list that was answered; None for everything else."""
    if exchange.kind != "api" or exchange.method != "GET" or exchange.status != 200 or not exchange.is_own:
        return None
    with contextlib.suppress(Malformed):
        body = told(exchange)
        if isinstance(body, dict) and isinstance(body.get("items"), list) and isinstance(body.get("pagination"), dict):
            return body
    return None


def _page(exchange: Exchange) -> _Page | None:
    options = dict(parse_qsl(exchange.query, keep_blank_values=True))
    offset, limit = options.pop("offset", "0"), options.pop("limit", str(_DEFAULT_LIMIT))
    if not (offset.isdecimal() and limit.isdecimal()):
        return None
    walk = digest_of(bearer(exchange)), exchange.path, tuple(sorted(options.items()))
    return _Page(walk, int(offset[:15]), int(limit[:15]))
