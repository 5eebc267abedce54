"""Requests that go where they should with what the description takes, and requests that do not."""

from typing import Any

import pytest
from attrs import evolve
from tests.judge.made_up import BASE, Traffic, description, words

from signoff_contract.judge import introducer


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://api.parcels.example/v1/parcels/1", []),
        ("http://127.0.0.1:8000/v1/parcels/1", []),
        ("http://api.parcels.example/v1/parcels/1", ["#1 goes over plain http"]),
    ],
)
def test_requests_go_over_https_or_stay_on_this_machine(url: str, said: list[str]) -> None:
    traffic = Traffic()
    traffic.call("GET", url=url)
    traffic.grant()
    judge = introducer.https_only(description())
    assert words(judge, traffic.made) == said
    assert judge.count == 2


def test_requests_go_below_the_base_address() -> None:
    traffic = Traffic()
    traffic.call("GET")
    assert words(introducer.below_base(description(), base_url=f"{BASE}/", version="v1"), traffic.made) == []
    traffic.call("GET", url="https://api.parcels.example/v2/parcels/1")
    said = words(introducer.below_base(description(), base_url=BASE), traffic.made)
    assert said == ["#2 goes to an address outside the base address"]
    # That the base address lacks the version is one mistake, not one for each request.
    said = words(
        introducer.below_base(description(), base_url="https://api.parcels.example", version="v1"), traffic.made
    )
    assert said == ["#1 goes to a base address without the version v1"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"weight": 1}, []), ({"weight": "heavy"}, ["#1 /weight must be a number"])],
)
def test_a_body_fits_its_schema(sent: Any, said: list[str]) -> None:
    traffic = Traffic()
    traffic.call("PUT", sent=sent, match='"v1"')
    traffic.call("GET")
    judge = introducer.request_bodies(description())
    found = words(judge, traffic.made)
    assert [each.partition(",")[0] for each in found] == said
    assert judge.count == 1


def test_a_body_that_is_no_json_is_said_to_be_none() -> None:
    traffic = Traffic()
    traffic.call("PUT", sent=b"{")
    assert words(introducer.request_bodies(description()), traffic.made) == ["#1 the body is not JSON"]


def test_only_described_options_are_asked_for() -> None:
    traffic = Traffic()
    traffic.call("GET", url=f"{BASE}/parcels/1?view=full&email=")
    traffic.call("GET", "/elsewhere", url=f"{BASE}/elsewhere?any=1")
    judge = introducer.queries_described(description())
    assert words(judge, traffic.made) == []
    assert judge.count == 1
    traffic.call("GET", url=f"{BASE}/parcels/1?view=full&page=2&limit=")
    assert words(introducer.queries_described(description()), traffic.made) == ["#3 sends the option limit, page"]


@pytest.mark.parametrize(
    ("status", "error", "open_"),
    [
        (None, "ReadTimeout", True),
        (503, None, True),
        (None, "ConnectError", False),
        (201, None, False),
        (400, None, False),
    ],
)
def test_a_creation_in_doubt_is_not_sent_again(status: int | None, error: str | None, open_: bool) -> None:
    traffic = Traffic()
    traffic.call("POST", "/parcels", status, sent={"weight": 1})
    traffic.made[-1] = evolve(traffic.made[-1], error=error)
    traffic.call("POST", "/parcels", 201, sent={"weight": 2})
    traffic.call("PUT", "/parcels/1", status, sent={"weight": 1})
    traffic.call("POST", "/parcels", 201, sent={"weight": 1})
    judge = introducer.no_blind_repeat(description())
    assert words(judge, traffic.made) == (["#4 repeats a creation that may have been carried out"] if open_ else [])
    assert judge.count == 3
