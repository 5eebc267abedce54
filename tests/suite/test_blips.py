"""A blip is not a verdict: none at any place accuses a correct server, and none hides a fault that stands beside it.

The whole sweep is `make sweep`. Here are the places that accused once, forty more that are drawn, and who answered.
"""

import random
from datetime import UTC, datetime

import httpx2
import pytest
from tests.sampling import one_in

from signoff_contract.mock.planted import Fault
from signoff_contract.suite.model import State
from signoff_contract.traffic.answered import tell_who
from signoff_contract.traffic.exchange import Answered, Exchange
from signoff_partners.siesmart.faults.catalogue import BROKEN
from signoff_partners.simutek.faults import FAULTS

from . import blips

PLANTED = {"siesmart": BROKEN, "simutek": [fault for fault in FAULTS if fault.by == "provider"]}

ONCE_ACCUSED = (
    ("siesmart", "504 with nothing in it", 26),
    ("siesmart", "504 with nothing in it, made", 41),
    ("siesmart", "dropped, made", 41),
    ("siesmart", "half a body, made", 16),
    ("siesmart", "half a body, made", 61),
    ("siesmart", "200 page", 57),
    ("siesmart", "200 page, made", 57),
    ("siesmart", "503 of the API", 1),
    ("siesmart", "503 of the API, Retry-After", 26),
    ("simutek", "504 with nothing in it", 2),
    ("simutek", "503 page, Retry-After", 7),
    ("simutek", "503 of the API", 1),
    ("simutek", "503 of the API", 5),
    ("simutek", "503 of the API, Retry-After", 6),
    ("simutek", "dropped, made", 7),
    ("simutek", "511 page", 7),
    ("simutek", "reset before", 7),
    ("simutek", "503 of the API", 56),
    ("simutek", "429, Retry-After", 18),
    ("simutek", "429 of the API, Retry-After", 34),
    ("smartbusiness", "520 page", 255),
)


def drawn(count: int = 40) -> list[tuple[str, str, int]]:
    """Other places each time that this number changes; the plans differ in what a run costs."""
    luck = random.Random(1_618_033)
    partners = ["simutek"] * 35 + ["siesmart"] * 4 + ["smartbusiness"]
    lengths = {"simutek": 58, "siesmart": 90, "smartbusiness": 327}
    return [
        (partner, luck.choice(blips.kinds(partner)).name, luck.randint(1, lengths[partner]))
        for partner in partners[:count]
    ]


ONLY_IN_CAMPAIGNS = [pytest.param(*case, marks=pytest.mark.campaign) for case in (ONCE_ACCUSED[-1], drawn()[-1])]
"""SmartBusiness's plan is the longest."""


@pytest.mark.parametrize(
    ("partner", "kind", "place"), [*one_in(3, ONCE_ACCUSED[:-1]), *one_in(3, drawn()[:-1]), *ONLY_IN_CAMPAIGNS]
)
def test_one_blip_accuses_nobody(partner: str, kind: str, place: int) -> None:
    record = blips.disturbed(partner, named(partner, kind), place)
    assert blips.accused(partner, record) == []
    assert record.verdict != "failed"
    assert record.ended_early is None


@pytest.mark.parametrize("kind", ["503 page, Retry-After", "503 of the API", "504 with nothing in it"])
def test_a_blip_now_and_then_accuses_nobody(kind: str) -> None:
    record = blips.disturbed("siesmart", named("siesmart", kind), 25, every=True)
    assert blips.accused("siesmart", record) == []
    assert record.verdict == "inconclusive"


@pytest.mark.parametrize(
    "kind", ["504 with nothing in it", "502 page", "200 page", "half a body, made", "dropped, made"]
)
def test_a_read_is_asked_again_and_the_last_answer_counts(kind: str) -> None:
    place = next(
        exchange.number
        for exchange in blips.undisturbed("siesmart").exchanges
        if exchange.operation_id == "proposals_get" and exchange.number > 30 and not exchange.labels
    )
    record = blips.disturbed("siesmart", named("siesmart", kind), place)
    assert record.verdict == blips.undisturbed("siesmart").verdict
    assert [(row.requirement, row.state) for row in record.requirements if row.state is State.INCONCLUSIVE] == []


@pytest.mark.parametrize(
    ("partner", "fault"),
    one_in(3, ((partner, fault) for partner, known in PLANTED.items() for fault in known[2 :: len(known) // 3])),
    ids=lambda each: each if isinstance(each, str) else each.name,
)
def test_a_blip_does_not_hide_a_fault_beside_it(partner: str, fault: Fault) -> None:
    def between(inner: httpx2.BaseTransport) -> httpx2.BaseTransport:
        return fault.before(inner, blips.token_url(partner))

    alone = blips.certify(partner, between)
    shown = {number for row in alone.requirements if row.requirement in fault.rows for number in row.exchanges}
    # A read that shows nothing of the fault: what it tells is told again when it is asked again.
    reads = [each.number for each in alone.exchanges if each.method == "GET" and not each.labels]
    place = next(number for number in reads[len(reads) // 3 :] if number not in shown)
    kind = named(partner, "502 page")
    record = blips.certify(partner, lambda inner: blips.Blip(between(inner), kind, place))
    states = {row.requirement: row.state for row in record.requirements}
    assert {states[row] for row in fault.rows} & blips.ACCUSING
    assert record.verdict == alone.verdict


def test_a_server_that_answers_every_token_so_is_not_excused() -> None:
    def wire(request: httpx2.Request, send: blips.Send) -> httpx2.Response:
        answer = send(request)
        if b"access_token" not in answer.content:
            return answer
        return httpx2.Response(200, headers={"content-type": "text/html"}, content=answer.content)

    record = blips.certify("siesmart", lambda inner: blips.Blip(inner, blips.Kind("wrong label", wire), 1, every=True))
    assert record.verdict == "failed"


def test_a_cut_that_comes_again_is_the_apis() -> None:
    def wire(request: httpx2.Request, send: blips.Send) -> httpx2.Response:
        if request.method == "GET" and request.url.path.endswith("/offices"):
            return blips.halved(request, send)
        return send(request)

    record = blips.certify("siesmart", lambda inner: blips.Blip(inner, blips.Kind("cut", wire), 1, every=True))
    assert record.verdict == "failed"


def named(partner: str, name: str) -> blips.Kind:
    return next(kind for kind in blips.kinds(partner) if kind.name == name)


def test_the_reason_says_who_answered_and_with_what() -> None:
    record = blips.disturbed("simutek", named("simutek", "502 page"), 7)
    told = [row.reason for row in record.requirements if row.state is State.INCONCLUSIVE]
    assert told
    assert all("502" in reason and "does not come from the API" in reason for reason in told if "#7" in reason)
    assert "nothing in it" in tell_who(blank(504))


def blank(status: int) -> Exchange:
    return Exchange(
        number=1, method="GET", url="https://api.example/x", status=status,
        started=datetime(2026, 1, 5, tzinfo=UTC), by=Answered.GATEWAY,
    )  # fmt: skip
