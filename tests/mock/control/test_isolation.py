"""A state of its own for each client: several testers, and each sees only what is their own."""

from typing import Any

import pytest

from signoff_contract.mock.control.errors import ControlError
from signoff_contract.mock.http import Request
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_partners.siesmart.mock import OfficeClient

from .conftest import MOCKS, Asker
from .lives import Life


@pytest.fixture
def one(mock: Any) -> Life:
    return opened(mock, 0)


@pytest.fixture
def other(mock: Any, one: Life) -> Life:
    mock.control.add_client("second", "second-secret")
    return opened(mock, [each.client_id for each in mock.clients].index("second"))


def opened(mock: Any, client: int) -> Life:
    mock.control.isolated = True
    life = Life(mock, client, address=f"192.0.2.{client + 1}")
    assert life.log_in().status == 200
    return life


def totals(asker: Asker, client: str) -> dict[str, int]:
    kinds = asker.get(f"/state?client={client}")["kinds"]
    return {each["kind"]: each["total"] for each in kinds}


def test_what_one_client_makes_no_other_sees(mock: Any, asker: Asker, one: Life, other: Life) -> None:
    first, second = mock.clients[0].client_id, "second"
    before = totals(asker, second)
    for number in (1, 2, 3):
        one.step(number)
    assert totals(asker, second) == before == totals(asker, "")
    assert totals(asker, first) != before
    for number in (1, 2):
        other.step(number)
    assert totals(asker, second) != before


def test_no_two_clients_are_given_the_same_trace_id(mock: Any, one: Life, other: Life) -> None:
    seen = [answer for life in (one, other, one, other) for answer in (life.step(4), life.step(5))]
    traces = [value for _, headers, _ in seen for name, value in headers if name in {"X-B2B-TRACE-ID", "X-Request-Id"}]
    assert len(set(traces)) == len(traces)


def test_control_calls_name_whose_state_they_mean(mock: Any, asker: Asker, one: Life, other: Life) -> None:
    first = mock.clients[0].client_id
    one.step(1)
    other.step(1)
    kept, untouched = asker.get(f"/snapshot?client={first}"), totals(asker, "second")
    made = totals(asker, first)
    assert asker("POST", f"/reset?client={first}").status == 200
    assert totals(asker, first) != made
    assert totals(asker, "second") == untouched
    assert asker("PUT", f"/snapshot?client={first}", kept).status == 200
    assert totals(asker, first) == made
    kind = asker.get("/mocks")["mocks"][0]["seeds"][0]
    assert asker("POST", "/seed?client=second", {"kind": kind, "count": 2}).status == 200
    assert totals(asker, "second") != untouched
    assert asker("POST", "/refresh?client=second").status == 200
    assert totals(asker, first) == made


def test_a_snapshot_of_all_holds_each_state(mock: Any, asker: Asker, one: Life, other: Life) -> None:
    one.step(1)
    snapshot, made = asker.get("/snapshot"), totals(asker, mock.clients[0].client_id)
    assert set(snapshot["worlds"]) == {"", mock.clients[0].client_id}
    one.step(2)
    other.step(1)
    assert asker("PUT", "/snapshot", snapshot).status == 200
    assert totals(asker, mock.clients[0].client_id) == made
    assert one.step(3) is not None
    assert asker.get("/snapshot")["worlds"].keys() == snapshot["worlds"].keys()


def test_without_a_valid_token_the_common_state_answers(mock: Any, asker: Asker, one: Life) -> None:
    one.step(1)
    one.token = "nobody's"
    status, _, _ = one.step(4)
    assert status == 401
    assert totals(asker, "") == totals(asker, mock.clients[1].client_id if len(mock.clients) > 1 else "")


def test_a_switch_is_the_same_for_all_states(mock: Any, asker: Asker, one: Life, other: Life) -> None:
    one.step(1)
    assert asker("PATCH", "/switches", {"offline": True}).status == 200
    assert {one.step(4)[0], other.step(4)[0]} <= {500, 503}
    assert asker("PATCH", "/switches", {"offline": False}).status == 200
    assert one.step(4)[0] < 500


def test_it_has_to_be_asked_for(mock: Any, asker: Asker) -> None:
    answer = asker("GET", "/state?client=whoever")
    assert (answer.status, answer.json()["code"]) == (409, "NOT_ISOLATED")
    mock.control.isolated = True
    assert asker("GET", "/state?client=whoever").status == 404
    assert asker.get("/mocks")["mocks"][0]["isolated"] is True
    mock.control.isolated = False
    assert mock.front.engine is mock.engine


def test_an_interleaved_change_is_made_to_the_state_of_the_client_that_calls() -> None:
    mock = SieSmartMock(seed=1)
    life = opened(mock, 0)
    life.step(1)
    proposal, tag = life.one("proposal", 0)
    mock.faults.arm("interleaved-change")
    answer = life.ask("PUT", f"/proposals/{proposal}/customer", {"customer": {"registrationNumber": "1"}}, If_Match=tag)
    assert answer.status == 412


def test_the_alias_of_the_orders_is_the_common_state() -> None:
    mock = SimutekMock(seed=1)
    life = opened(mock, 0)
    life.step(3 + 6)
    shown = mock.front.handle(Request("GET", "/_mock/salesorders")).answer
    assert shown is not None
    assert shown.json() == []
    assert mock.control.state("sales_order", client=mock.clients[0].client_id)[0].total == 1


def test_clients_of_different_offices_keep_their_offices() -> None:
    own = OfficeClient("own", "own", (2,))
    mock = SieSmartMock(clients=(own,))
    life = opened(mock, 0)
    assert [each["id"] for each in life.ask("GET", "/common/offices").json()] == [2]


@pytest.mark.parametrize("partner", MOCKS)
def test_the_state_of_a_client_does_not_depend_on_others(partner: str) -> None:
    alone, among = MOCKS[partner](seed=4), MOCKS[partner](seed=4)
    first, second = opened(alone, 0), opened(among, 0)
    among.control.add_client("second", "second-secret")
    busy = opened(among, len(among.clients) - 1)
    ids = []
    for life, distraction in ((first, None), (second, busy)):
        for number in (1, 2, 3):
            if distraction is not None:
                distraction.step(1)
            life.step(number)
        ids.append(
            {name: [each[0] if isinstance(each, tuple) else each for each in life.known[name]] for name in life.known}
        )
    assert ids[0] == ids[1]


def test_a_mock_that_cannot_says_so(mock: Any) -> None:
    mock.control.worlds.make = None
    with pytest.raises(ControlError, match="A state for each client is not offered"):
        mock.control.isolated = True
