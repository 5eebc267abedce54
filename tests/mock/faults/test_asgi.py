"""Faults through the ASGI face, for whoever serves a mock with a server of his own."""

from typing import Any

import pytest

from .stage import SIESMART

pytestmark = pytest.mark.anyio


async def ask(mock: Any) -> list[Any]:
    """What the application sends for a read of the offices, and how it ends."""
    token = mock.tokens.issue(mock.clients[0])
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/siesmart/b2b/v1/common/offices",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {token}".encode())],
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    try:
        await mock.app(scope, receive, send)
    except ConnectionAbortedError as error:
        sent.append(error)
    return sent


async def test_an_answer_that_is_lost_or_cut_ends_the_connection() -> None:
    mock = SIESMART.mock()
    start, whole = await ask(mock)
    assert dict(start["headers"])[b"content-length"] == str(len(whole["body"])).encode()
    assert not whole["more_body"]
    mock.faults.arm("half-body", bytes=10)
    begun, part, end = await ask(mock)
    assert (begun["status"], part["body"], part["more_body"]) == (200, whole["body"][:10], True)
    assert "half-body" in str(end)
    mock.faults.arm("answer-lost-after-change", operation="configuration_list_offices")
    (lost,) = await ask(mock)
    assert "answer-lost-after-change" in str(lost)


async def test_a_refusal_is_one_here_as_well() -> None:
    mock = SIESMART.mock()
    mock.faults.arm("unavailable")
    start, _ = await ask(mock)
    assert start["status"] == 503
