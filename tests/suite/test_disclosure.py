"""What an error must not tell: each leak is seen, a correct error is not, and the reason never repeats what leaked."""

import base64
from typing import Any

import httpx2
import pytest

from signoff_contract.suite import observers
from signoff_contract.suite.model import State

from .parcels import TOKEN, ParcelContext, Server, certify, outcome, single

ROW = "PAR-SHOULD-001"
SECRET, GRANTED = "hush-hush-hush", "token-abcdefgh"


def refused(context: ParcelContext) -> None:
    context.create()
    context.call("PUT", "/parcels/1", json={"weight": 3}, headers={"If-Match": '"old"'})


def seen(observer: observers.Observer, *, body: str = "", header: str = "", token: bool = False) -> tuple[State, str]:
    """What the observer says of a run whose refusals hold a text, in the body or in a header."""
    server = Server()

    def leaking(request: httpx2.Request) -> httpx2.Response:
        answer = server(request)
        if answer.status_code < 400:
            return answer
        headers = {**answer.headers, **({"X-Debug": header} if header else {})}
        headers.pop("content-length", None)
        more: dict[str, Any] = {**answer.json(), **({"detail": body} if body else {})}
        return httpx2.Response(answer.status_code, headers=headers, json=more)

    checks = (single(refused, id="parcels.traffic"), single(observer, ROW, phase="observer"))
    found = outcome(certify(*checks, server=leaking), ROW)
    return found.state, found.reason


@pytest.mark.parametrize(
    "said",
    [
        f"the token {GRANTED} is not known",
        f"Bearer {GRANTED}",
        f"client_secret={SECRET}",
        base64.b64encode(SECRET.encode()).decode(),
    ],
)
@pytest.mark.parametrize("place", ["body", "header"])
def test_a_credential_in_an_error_is_seen(said: str, place: str) -> None:
    text = {place: said}
    for observer in (observers.nothing_leaked(ROW), observers.credentials_not_repeated(ROW)):
        state, reason = seen(observer, **text)  # type: ignore[arg-type]
        assert state is State.WARN
        assert "repeats a token or a secret" in reason
        assert GRANTED not in reason
        assert SECRET not in reason
    assert seen(observers.inside_not_shown(ROW), **text) == (State.PASS, "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "trace",
    [
        "Traceback (most recent call last):\n  File \"/srv/app/views.py\", line 12, in put\nKeyError: 'x'",
        "java.lang.NullPointerException: null\n\tat com.acme.api.ProposalService.put(ProposalService.java:210)",
        "   at Acme.Api.Orders.Put(Int32 id) in /src/Orders.cs:line 88",
        "TypeError: x is undefined\n    at Object.put (/srv/app/orders.js:12:5)",
        "#0 /var/www/api/index.php(12): put()",
        "Undefined index: x in /var/www/api/index.php on line 12",
        "/srv/app/orders.rb:12:in `put'",
        "goroutine 17 [running]:\nmain.main()",
        "SQLSTATE[42S02]: Base table or view not found",
        "System.InvalidOperationException: Sequence contains no elements",
        "Microsoft.Data.SqlClient.SqlException (0x80131904): Invalid column name 'weight'.",
        "Failed.\r\n   at Acme.Api.Orders.Put(Int32 id)\r\n   at Acme.Api.Frame.Call()",
    ],
)
def test_the_inside_of_the_server_is_seen(trace: str) -> None:
    for observer in (observers.nothing_leaked(ROW), observers.inside_not_shown(ROW)):
        state, reason = seen(observer, body=trace)
        assert state is State.WARN
        assert "stack trace" in reason
        assert "line 12" not in reason
    assert seen(observers.credentials_not_repeated(ROW), body=trace) == (State.PASS, "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The version at the time of the read (12) is not the current one",
        "no parcel at /parcels/1 (see https://api.example/docs)",
        "the file delivery.pdf could not be read at line 3",
        "An error occurred in the process; quote trace-2",
    ],
)
def test_an_error_in_plain_words_leaks_nothing(text: str) -> None:
    assert seen(observers.nothing_leaked(ROW), body=text) == (State.PASS, "")


@pytest.mark.parametrize(
    ("kind", "state"),
    [("application/json; charset=utf-8", State.PASS), ("text/html", State.WARN), ("text/plain", State.WARN)],
)
def test_a_token_comes_as_json(kind: str, state: State) -> None:
    server = Server()

    def labelled(request: httpx2.Request) -> httpx2.Response:
        answer = server(request)
        if str(request.url) != TOKEN:
            return answer
        return httpx2.Response(200, headers={"content-type": kind}, content=answer.content)

    observer = single(observers.token_media_type(ROW), ROW, phase="observer")
    record = certify(single(refused, id="parcels.traffic"), observer, server=labelled)
    assert outcome(record, ROW).state is state
