"""The request for a call, made of what the generated endpoint gives, or refused in words before anything is sent."""

from contextlib import AbstractContextManager, nullcontext
from types import NoneType
from typing import Any

import httpx2

from signoff._bodies import write_json
from signoff._calls import CallOptions, Operation
from signoff._files import FilePart, FileTarget
from signoff._pipeline.call import CALL, CallContext, Chain
from signoff._pipeline.settings import check_kind, check_methods, check_seconds
from signoff.errors import InvalidValue

__all__ = ["build_request", "open_part"]


def open_part(options: CallOptions | None) -> AbstractContextManager[FilePart | None]:
    """Where the document that a call answers is to be written, if a file was named."""
    check_options(options)
    return nullcontext() if options is None or options.into is None else options.into.part()


def check_options(options: CallOptions | None) -> None:
    check_kind("options", options, CallOptions, NoneType)
    if options is not None:
        check_kind("options.into", options.into, FileTarget, NoneType)
        if options.unreadable is not None:
            check_methods("options.unreadable", options.unreadable, "a function of a DecodeError", "__call__")
        if options.deadline is not None:
            check_seconds("options.deadline", options.deadline)


def build_request(
    chain: Chain,
    operation: Operation,
    arguments: dict[str, Any],
    options: CallOptions | None,
    into: FilePart | None = None,
) -> httpx2.Request:
    """The request for a call, from what the generated endpoint gives for an HTTP client.

    :raises InvalidValue: a path parameter is empty or would lead to another path, or something given cannot be written
        down for the partner: half a character, a number without end, a body that is nested too deep, a parameter that is
        longer than an address may be.
    """
    check_options(options)
    try:
        return _build(chain, operation, arguments, options, into)
    except InvalidValue as refused:
        problem = refused
        # What it was found by, such as an error of encoding, holds the whole body.
        problem.__context__ = None
    except UnicodeError:
        told = f"{operation.id}: a text holds half a character (a lone surrogate), which cannot be sent"
        problem = InvalidValue(told, pointer="", expected="whole characters")
    except httpx2.InvalidURL:
        told = f"{operation.id}: what was given is too long for an address, or cannot stand in one"
        problem = InvalidValue(told, pointer="", expected="parameters that fit into an address")
    except RecursionError:
        told = f"{operation.id}: the body is nested too deep to be sent"
        problem = InvalidValue(told, pointer="", expected="values that are not nested that deep")
    raise problem


def _build(
    chain: Chain, operation: Operation, arguments: dict[str, Any], options: CallOptions | None, into: FilePart | None
) -> httpx2.Request:
    given = dict(arguments)
    path = chain.paths.get(operation.id, given["url"])
    del given["url"]
    if any(segment in {"", ".", ".."} for segment in path.split("/")[1:]):
        raise InvalidValue(
            f"{operation.id}: a path parameter is empty or consists of dots; {operation.path} needs a value",
            pointer="",
            expected="a value for each path parameter",
        )
    headers = {"Accept": "application/json", **(given.pop("headers", None) or {})}
    if "json" in given:
        given["content"] = write_json(given.pop("json"))
    return httpx2.Request(
        given.pop("method"),
        str(chain.base_url).rstrip("/") + path,
        # latin-1 gives the bytes of an entity tag back as they came.
        headers=[(name.encode("ascii"), str(value).encode("latin-1")) for name, value in headers.items()],
        extensions={
            CALL: CallContext(operation=operation, deadline=options.deadline if options else None, into=into),
        },
        **given,
    )
