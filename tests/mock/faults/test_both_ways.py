"""The whole catalogue, by both ways: a client gets in process what it gets on the wire."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
from attrs import define

from signoff import SignoffError, Timeouts
from signoff_contract.mock.faults import CATALOGUE, Fault
from signoff_contract.mock.serving import serving

from .stage import PARTNERS, SIESMART, Partner, request_of

pytestmark = pytest.mark.anyio

PATIENCE = 0.06
# What is worth a wait is longer than the client's patience, and no longer: on the wire it is waited for.
SHORT: dict[str, dict[str, Any]] = {"slow-headers": {"seconds": 0.4}, "slow-body": {"bytes_per_second": 4}}
LINK = re.compile(r"(https?://)?([a-z.]*\.test\b|127\.0\.0\.1:\d+)")
ERRORS = {
    "reset-before-change": httpx2.ReadError,
    "answer-lost-after-change": httpx2.RemoteProtocolError,
    "slow-headers": httpx2.ReadTimeout,
    "slow-body": httpx2.ReadTimeout,
    "half-body": httpx2.RemoteProtocolError,
}


def cases() -> list[Any]:
    """Every fault that a partner's mock offers, on a read and on a change where it hits them.

    SieSmart's mock offers all of them; what the others add is for the campaigns.
    """
    found = []
    for partner in PARTNERS:
        mock = partner.mock()
        for fault in mock.faults.offered:
            kinds = (kind for kind in ("read", "change") if partner.fits(mock, fault, kind))
            marks = () if partner is SIESMART else (pytest.mark.campaign,)
            found += [
                pytest.param(partner, fault, kind, id=f"{partner.name}-{fault.name}-{kind}", marks=marks)
                for kind in kinds
            ]
    return found


async def no_time(_: float) -> None:
    """Lets no time pass."""


@define
class Stand:
    """One mock by one way for one kind of client; `origin` is None in process. All of a partner's see the same calls."""

    mock: Any
    arguments: tuple[Any, ...]
    origin: str | None
    awaited: bool

    def transport(self) -> Any:
        # No time passes: what is stored is to be the same by both ways, its instants as well.
        if self.origin is None:
            return self.mock.async_transport(sleep=no_time) if self.awaited else self.mock.transport(sleep=float)
        return httpx2.AsyncHTTPTransport() if self.awaited else httpx2.HTTPTransport()

    def prepare(self, partner: Partner, fault: Fault, kind: str) -> None:
        """The next call of that kind takes the fault."""
        self.mock.faults.clear()
        if fault.name == "interleaved-change" or kind == "change":
            self.arguments = partner.begin(self.mock)
        self.mock.faults.arm(fault.name, operation=partner.operations[kind], **SHORT.get(fault.name, {}))
        if fault.remembers:
            # There is an older state only where it was read, and then changed.
            self.arguments = partner.begin(self.mock)
            with httpx2.Client(transport=self.mock.transport()) as client:
                for each in ("read", "change"):
                    assert client.send(request_of(self.mock, None, partner.bare[each](*self.arguments))).is_success


@pytest.fixture(scope="module")
def stands() -> Iterator[Callable[[Partner], list[Stand]]]:
    known: dict[str, list[Stand]] = {}
    with ExitStack() as stack:

        def of(partner: Partner) -> list[Stand]:
            if partner.name not in known:
                known[partner.name] = []
                for served in (False, True):
                    for awaited in (False, True):
                        mock = partner.mock()
                        origin = stack.enter_context(serving(mock)).origin if served else None
                        known[partner.name].append(Stand(mock, partner.begin(mock), origin, awaited))
            return known[partner.name]

        yield of


def shown(response: httpx2.Response) -> Any:
    """An answer as far as it has to be the same: fields of a connection, dates and links to the mock are not."""
    own = {"date", "server", "connection", "content-length"}
    fields = [(name, value) for name, value in response.headers.items() if name not in own]
    return response.status_code, sorted(fields), LINK.sub("HOST", response.text)


@pytest.mark.parametrize(("partner", "fault", "kind"), cases())
async def test_a_bare_client_has_the_same_by_both_ways(
    partner: Partner, fault: Fault, kind: str, stands: Callable[[Partner], list[Stand]]
) -> None:
    outcomes = []
    timeout = httpx2.Timeout(5.0, read=PATIENCE)
    for stand in stands(partner):
        stand.prepare(partner, fault, kind)
        request = request_of(stand.mock, stand.origin, partner.bare[kind](*stand.arguments))
        request.extensions = {"timeout": timeout.as_dict()}
        try:
            if stand.awaited:
                async with httpx2.AsyncClient(transport=stand.transport()) as client:
                    outcomes.append(shown(await client.send(request)))
            else:
                with httpx2.Client(transport=stand.transport()) as client:
                    outcomes.append(shown(client.send(request)))
        except httpx2.RequestError as error:
            outcomes.append(type(error))
        assert [each.operation for each in stand.mock.faults.armed[0].taken] == [partner.operations[kind]]
    assert outcomes == outcomes[:1] * 4
    assert (outcomes[0] if isinstance(outcomes[0], type) else None) == ERRORS.get(fault.name)


def told(error: SignoffError) -> Any:
    """An error in its words, but for the host."""
    texts = [str(error), *getattr(error, "__notes__", ())]
    return type(error), [re.sub(r"\d+ bytes", "", LINK.sub("HOST", text)) for text in texts]


@pytest.mark.parametrize(("partner", "fault", "kind"), cases())
async def test_our_clients_have_the_same_by_both_ways(
    partner: Partner, fault: Fault, kind: str, stands: Callable[[Partner], list[Stand]]
) -> None:
    outcomes: list[Any] = []
    for stand in stands(partner):
        stand.prepare(partner, fault, kind)
        # On the wire it is the client's own network: it is the one that sees the deadline.
        transport = stand.transport() if stand.origin is None else None
        settings = {"retries": 0, "timeout": Timeouts(read=PATIENCE), "transport": transport}
        client = partner.client(stand.mock, stand.origin, awaited=stand.awaited, **settings)
        try:
            if stand.awaited:
                async with client:
                    outcomes.append(repr(await partner.calls[kind](client, *stand.arguments)))
            else:
                with client:
                    outcomes.append(repr(partner.calls[kind](client, *stand.arguments)))
        except SignoffError as error:
            outcomes.append(told(error))
        assert [each.operation for each in stand.mock.faults.armed[0].taken] == [partner.operations[kind]]
    assert outcomes == outcomes[:1] * 4


def test_one_partner_offers_every_fault() -> None:
    assert {fault.name for fault in SIESMART.mock().faults.offered} == CATALOGUE.keys()
