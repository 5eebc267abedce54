"""The same deliveries for requests that a relay passes on: as its reply, as its hanging up, or in the place of an answer."""

from collections.abc import Callable

import httpx2
import pytest

from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.faults import as_reply, as_return
from signoff_contract.mock.http import Answer
from signoff_contract.mock.serving import serving
from signoff_contract.traffic.relay import (
    HangUp,
    Hooks,
    Incoming,
    Pass,
    Reply,
    ResponseHead,
    Return,
    Upstream,
    Wire,
    relaying,
)

from .stage import SIESMART

MADE = Answer(418, (("Content-Type", "text/plain"), ("X-Own", "1")), b"short and stout")
DELIVERIES = [
    (Delivery(MADE), None),
    (Delivery(MADE, Wire(cut=5, body_only=True)), httpx2.RemoteProtocolError),
    (Delivery(None), httpx2.RemoteProtocolError),
    (Delivery(None, reset=True), httpx2.ReadError),
]


class Instead(Hooks):
    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery

    async def before(self, request: Incoming) -> Pass | Reply | HangUp:
        return as_reply(self.delivery)


class After(Instead):
    async def before(self, request: Incoming) -> Pass | Reply | HangUp:
        return Pass()

    async def between(self, request: Incoming, head: ResponseHead) -> Return:
        return as_return(self.delivery, head)


@pytest.mark.parametrize("hooks", [Instead, After])
@pytest.mark.parametrize(("delivery", "error"), DELIVERIES)
def test_a_delivery_reaches_the_client_of_a_relay(
    hooks: Callable[[Delivery], Hooks], delivery: Delivery, error: type[Exception] | None
) -> None:
    mock = SIESMART.mock()
    with (
        serving(mock) as address,
        relaying(Upstream.at(address.origin), hooks=hooks(delivery)) as relay,
        httpx2.Client(base_url=relay.origin) as client,
    ):
        if error is not None:
            with pytest.raises(error):
                client.get("/siesmart/b2b/v1/common/offices")
        else:
            answer = client.get("/siesmart/b2b/v1/common/offices")
            assert (answer.status_code, answer.text, answer.headers["X-Own"]) == (418, "short and stout", "1")
            assert "X-B2B-TRACE-ID" not in answer.headers
    assert len(mock.front.journal.entries) == (1 if hooks is After else 0)
