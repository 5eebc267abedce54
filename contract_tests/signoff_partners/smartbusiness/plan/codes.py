"""Refusals by their application codes, and what they say in `meta`."""

from collections.abc import Mapping
from typing import Any

from signoff_contract.traffic.exchange import Exchange

from .context import SmartBusinessContext
from .wire import error_codes, object_of


def judge_code(
    context: SmartBusinessContext, row: str, exchange: Exchange, status: int, code: int, how: str = ""
) -> bool:
    """A refusal with this status and this application code; `how` says what was wrong with the request."""
    found, _ = error_codes(exchange)
    told = f"{exchange}{how} was answered with {exchange.status} and the code {found}; {status} and {code} were due"
    return context.expect(row, (exchange.status, found) == (status, code), told, exchange)


def judge_taken(context: SmartBusinessContext, exchange: Exchange) -> None:
    """A number that is in use is refused as such."""
    code, fields = error_codes(exchange)
    found = (exchange.status, code, fields.get("number"))
    told = f"a number that is in use was answered with {exchange.status}, code {code}, number: {found[2]}"
    context.expect("SMB-ERR-013", found == (422, 1000, 1105), told, exchange)


def judge_meta(context: SmartBusinessContext, row: str, exchange: Exchange, member: str) -> None:
    """An error with a text in this member of its `meta`."""
    told = meta_of(exchange).get(member)
    message = f"the error {exchange.status} has no `meta.{member}`"
    context.expect(row, isinstance(told, str) and bool(told), message, exchange)


def meta_of(exchange: Exchange) -> Mapping[str, Any]:
    """The `meta` of an error; empty where it has none."""
    meta = object_of(exchange).get("meta")
    return meta if isinstance(meta, dict) else {}
