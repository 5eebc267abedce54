"""Whom a fault hits and how often, what is told of it, and what is said to whoever arms it wrongly."""

from threading import Thread
from typing import Any

import httpx2
import pytest

from signoff_contract.mock.faults import CATALOGUE, Faults
from signoff_contract.mock.http import Request
from signoff_contract.mock.responder import Opening, Responder

from .stage import PARTNERS, SIESMART, SIMUTEK, SMARTBUSINESS, Bare, Partner, request_of

OFFICES = "configuration_list_offices"


class Desk:
    """A SieSmart mock and bare requests to it."""

    def __init__(self, partner: Partner = SIESMART) -> None:
        self.mock = partner.mock()
        self.partner = partner
        self.arguments = partner.begin(self.mock)
        self.http = httpx2.Client(transport=self.mock.transport(), timeout=None)

    def bare(self, kind: str, path: str | None = None) -> httpx2.Request:
        """One of the partner's requests, or a read of another path."""
        wanted = self.partner.bare[kind](*self.arguments) if path is None else Bare("GET", path)
        return request_of(self.mock, None, wanted)

    def read(self) -> httpx2.Response:
        return self.http.send(self.bare("read"))

    def change(self) -> httpx2.Response:
        return self.http.send(self.bare("change"))

    def get(self, path: str, client: int = 0) -> int:
        token = self.mock.tokens.issue(self.mock.clients[client])
        return self.http.get(f"{self.mock.base_url()}{path}", headers={"Authorization": f"Bearer {token}"}).status_code

    def post(self, body: Any) -> int:
        token = self.mock.tokens.issue(self.mock.clients[0])
        headers = {"Authorization": f"Bearer {token}"}
        return self.http.post(f"{self.mock.base_url()}/proposals", headers=headers, json=body).status_code

    def ask_token(self) -> int:
        first = self.mock.clients[0]
        body = {
            "grant_type": "client_credentials",
            "client_id": first.client_id,
            "client_secret": first.client_secret,
            "audience": "https://api.siesmart.com/b2b",
        }
        return self.http.post(self.mock.token_url(), json=body).status_code


@pytest.fixture
def desk() -> Desk:
    return Desk()


def statuses(desk: Desk, count: int) -> list[int]:
    return [desk.read().status_code for _ in range(count)]


def test_the_next_call_takes_it_once_and_the_journal_says_which(desk: Desk) -> None:
    armed = desk.mock.faults.arm("server-error")
    answer = desk.read()
    assert (answer.status_code, desk.read().status_code) == (500, 200)
    (taken,) = armed.taken
    entry = desk.mock.front.journal.entries[-2]
    assert (entry.number, entry.delivery.fault) == (taken.number, "server-error")
    assert (taken.operation, taken.trace_id) == ("proposals_get", answer.headers["X-B2B-TRACE-ID"])
    assert armed.is_spent
    assert desk.mock.faults.waiting == ()
    assert desk.mock.faults.armed == (armed,)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, [500, 200, 200, 200, 200, 200]),
        ({"times": 2}, [500, 500, 200, 200, 200, 200]),
        ({"times": None}, [500] * 6),
        ({"every": 3}, [200, 200, 500, 200, 200, 500]),
        ({"every": 2, "times": 2}, [200, 500, 200, 500, 200, 200]),
        ({"probability": 1.0}, [500] * 6),
    ],
)
def test_how_often(desk: Desk, how: dict[str, Any], expected: list[int]) -> None:
    desk.mock.faults.arm("server-error", **how)
    assert statuses(desk, 6) == expected


def test_a_probability_is_a_matter_of_the_seed_and_of_no_id() -> None:
    runs = []
    for _ in range(2):
        desk = Desk()
        desk.mock.faults.arm("too-many-requests", probability=0.3)
        runs.append(statuses(desk, 100))
    assert runs[0] == runs[1]
    assert 15 <= runs[0].count(429) <= 45
    armed, untouched = Desk(), Desk()
    armed.mock.faults.arm("too-many-requests", probability=0.000001)
    assert armed.change().text == untouched.change().text


def test_the_first_that_was_armed_takes_the_call(desk: Desk) -> None:
    faults = desk.mock.faults
    faults.arm("server-error", operation="assets_add")
    faults.arm("unavailable", times=2)
    faults.arm("server-error")
    assert statuses(desk, 4) == [503, 503, 500, 200]
    assert desk.change().status_code == 500


def test_an_operation_an_object_a_client_a_value() -> None:
    desk = Desk()
    faults, (number, _) = desk.mock.faults, desk.arguments
    with faults.injected("server-error", operation=OFFICES, times=None):
        assert (desk.read().status_code, desk.get("/common/offices")) == (200, 500)
    with faults.injected("server-error", object=number, times=None):
        assert (desk.read().status_code, desk.get("/common/offices")) == (500, 200)
    with faults.injected("server-error", client=desk.mock.clients[1].client_id, times=None):
        assert [desk.get("/common/offices", client) for client in (0, 1)] == [200, 500]
    with faults.injected("server-error", value="deal 4711", times=None):
        assert [desk.post({"officeId": 1, "label": each}) for each in ("deal 4711", "deal 4712")] == [500, 201]
    with faults.injected("server-error", value=1, pointer="/officeId", times=None):
        assert [desk.post(body) for body in ({"officeId": 1}, {"label": "1", "officeId": 2})] == [500, 201]
    with faults.injected("server-error", value="1", times=None):
        assert desk.post({"officeId": 1}) == 500
    with faults.injected("server-error", value="1", pointer="/label", times=None):
        assert [desk.post(body) for body in ({"officeId": 1}, {"officeId": 1, "label": "1"})] == [201, 500]
    assert faults.armed == ()


def test_token_requests_are_hit_when_they_are_named_and_only_then(desk: Desk) -> None:
    desk.mock.faults.arm("server-error", times=None)
    assert desk.ask_token() == 200
    desk.mock.faults.clear()
    desk.mock.faults.arm("unavailable", operation="token", client=desk.mock.clients[0].client_id)
    assert (desk.read().status_code, desk.ask_token(), desk.ask_token()) == (200, 503, 200)


def test_a_change_is_lost_and_not_a_read(desk: Desk) -> None:
    armed = desk.mock.faults.arm("answer-lost-after-change")
    assert desk.read().status_code == 200
    with pytest.raises(httpx2.RemoteProtocolError):
        desk.change()
    assert len(desk.read().json()["assets"]) == 1
    assert armed.taken[0].trace_id, "the answer that nobody got has an id"


def test_what_finds_nothing_to_be_done_waits_for_the_next(desk: Desk) -> None:
    armed = desk.mock.faults.arm("unknown-enum-value")
    assert desk.get("/common/offices") == 200
    assert not armed.taken
    assert desk.read().json()["decision"]["decisionStatus"] == "UNHEARD_OF"
    assert armed.is_spent


def test_many_threads_take_no_more_than_there_are(desk: Desk) -> None:
    armed = desk.mock.faults.arm("server-error", times=20)
    found: list[int] = []

    def ask() -> None:
        with httpx2.Client(transport=desk.mock.transport()) as http:
            for _ in range(15):
                request = request_of(desk.mock, None, SIESMART.bare["read"](*desk.arguments))
                found.append(http.send(request).status_code)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(500) == 20
    assert len(armed.taken) == 20


def test_nothing_is_looked_at_while_nothing_is_armed() -> None:
    class Watched(Responder):
        def open(self, request: Request | None) -> Opening:
            return Opening("1")

        def _route(self, request: Request) -> Any:
            raise AssertionError

        def refuse(self, refusal: Any, id: str) -> Any:
            raise AssertionError

        def identify(self, request: Request) -> Any:
            raise AssertionError("a request was looked at")

    assert not Faults(Watched()).waiting


# What is said


@pytest.mark.parametrize(
    ("name", "how", "said"),
    [
        ("half-bodi", {}, "do you mean half-body"),
        ("half-body", {"bite": 1}, "do you mean bytes"),
        ("half-body", {"bytes": -1}, "a whole number of bytes"),
        ("slow-headers", {"seconds": "5"}, "a number of seconds"),
        ("slow-body", {"bytes_per_second": 0}, "above 0"),
        ("unavailable-retry-after", {"seconds": 0.5}, "a whole number of seconds"),
        ("added-member", {"new_value": object()}, "any JSON value"),
        ("server-error", {"operation": "offices_list"}, "there are: .*configuration_list_offices"),
        ("server-error", {"operation": ""}, "not empty"),
        ("server-error", {"times": 0}, "times is a whole number"),
        ("server-error", {"every": True}, "every is a whole number"),
        ("server-error", {"probability": 2}, "probability is a number"),
        ("server-error", {"probability": 0.5, "every": 2}, "not by both"),
        ("server-error", {"pointer": "/a"}, "give value as well"),
        ("server-error", {"value": "1", "pointer": "a"}, "begins with a slash"),
        ("server-error", {"value": []}, "no list"),
        ("stale-read", {"operation": "proposals_create"}, "hits reads; proposals_create is none"),
        ("expired-token", {"operation": "token"}, "hits changes and reads"),
        ("unknown-enum-value", {"operation": OFFICES}, "these have: .*proposals_get"),
        ("interleaved-change", {"operation": "proposals_create"}, "these have: .*assets_add"),
    ],
)
def test_wrong_words_are_told_the_right_ones(desk: Desk, name: str, how: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        desk.mock.faults.arm(name, **how)
    assert desk.mock.faults.armed == ()


def test_what_a_partner_cannot_have_is_said_with_what_it_can() -> None:
    with pytest.raises(ValueError, match=r"cannot have the fault interleaved-change; it can have: server-error, .*"):
        SIMUTEK.mock().faults.arm("interleaved-change")
    with pytest.raises(ValueError, match="hits changes and reads; auth_create_token is none"):
        SMARTBUSINESS.mock().faults.arm("added-member", operation="auth_create_token")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"nam": "half-body"}, "has a name"),
        ({"name": "half-body", "tims": 1}, "do you mean times"),
        ({"name": "half-body", "target": {"oject": "1"}}, "do you mean object"),
        ({"name": "half-body", "target": "1"}, "are objects"),
        ({"name": "half-body", "parameters": {"times": 1}}, "times is no parameter"),
        ({"name": "half-body", "times": "1"}, "times is a whole number"),
        ({"name": "half-body", "target": {"object": 1.5}}, "object is a text"),
    ],
)
def test_wrong_json_is_told_what_is_right(desk: Desk, given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        desk.mock.faults.arm_json(given)


def test_json_of_an_armed_fault_arms_another_like_it(desk: Desk) -> None:
    faults = desk.mock.faults
    first = faults.arm("half-body", operation="proposals_get", object="7", value="x", every=2, bytes=3)
    told = first.to_json()
    same = {name: told[name] for name in ("name", "target", "times", "every", "probability", "parameters")}
    second = faults.arm_json(same)
    assert {**second.to_json(), "id": "1"} == told
    assert told["times"] is None
    assert faults.arm_json({"name": "server-error"}).rhythm.times == 1
    faults.disarm("1")
    with pytest.raises(LookupError, match="there are: 2, 3"):
        faults.disarm("1")


def test_the_catalogue_says_of_each_fault_what_it_is() -> None:
    for name, fault in CATALOGUE.items():
        told = fault.to_json()
        assert name == told["name"] == name.lower()
        assert told["title"]
        assert told["meaning"].endswith(".")
        assert told["good_client"].endswith(".")
        assert fault.hits <= fault.may_hit
        assert sum(each is not None for each in (fault.before, fault.instead, fault.alter)) == 1
        for parameter in fault.parameters:
            assert parameter.check(parameter.default) == parameter.default
            assert parameter.meaning.endswith(".")


@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner.name)
def test_each_offered_fault_is_taken_by_a_call_that_it_suits(partner: Partner) -> None:
    desk = Desk(partner)
    for fault in desk.mock.faults.offered:
        kind = "read" if "read" in fault.hits else "change"
        if not partner.fits(desk.mock, fault, kind):
            continue
        desk.arguments = partner.begin(desk.mock)
        with desk.mock.faults.injected(fault.name) as armed:
            if fault.remembers:
                assert desk.read().is_success
                desk.arguments = (desk.arguments[0], desk.read().headers["ETag"]) if desk.arguments else ()
                assert desk.change().is_success
            try:
                desk.read() if kind == "read" else desk.change()
            except httpx2.RequestError:
                assert fault.name in {"reset-before-change", "answer-lost-after-change", "half-body"}
            assert len(armed.taken) == 1, fault.name
