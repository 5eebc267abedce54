"""What exchanges are made of, as every plan and the recorder read it: addresses, and answers as JSON."""

from collections.abc import Mapping
from typing import Any

from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import told


def body_of(exchange: Exchange) -> Mapping[str, Any]:
    """The JSON object of an answer in the plan's names, with exact decimals. Raises Malformed when it is none."""
    body = told(exchange)
    if not isinstance(body, dict):
        raise Malformed(f"the answer to {exchange} is a JSON {type(body).__name__}, an object was expected")
    return body


def array_of(exchange: Exchange) -> list[Any]:
    """The JSON array of an answer in the plan's names, with exact decimals. Raises Malformed when it is none."""
    body = told(exchange)
    if not isinstance(body, list):
        raise Malformed(f"the answer to {exchange} is a JSON {type(body).__name__}, an array was expected")
    return body
