"""Answers as JSON, as every partner's plan reads them."""

from collections.abc import Mapping
from typing import Any

from .model import Exchange, Malformed


def body_of(exchange: Exchange) -> Mapping[str, Any]:
    """The JSON object of an answer with exact decimals. Raises Malformed when it is none."""
    body = exchange.json(exact=True)
    if not isinstance(body, dict):
        raise Malformed(f"the answer to {exchange} is a JSON {type(body).__name__}, an object was expected")
    return body


def array_of(exchange: Exchange) -> list[Any]:
    """The JSON array of an answer with exact decimals. Raises Malformed when it is none."""
    body = exchange.json(exact=True)
    if not isinstance(body, list):
        raise Malformed(f"the answer to {exchange} is a JSON {type(body).__name__}, an array was expected")
    return body
