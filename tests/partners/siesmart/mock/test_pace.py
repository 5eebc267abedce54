"""One hundred requests a minute and address, on the clock of the test."""

from collections.abc import Callable

from hypothesis import given, settings, strategies as st

from signoff_contract.description import Description, Validators
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import CheckedTransport, Hire, Introducer

Make = Callable[..., SieSmartMock]


def test_the_hundred_and_first_request_within_a_minute_is_refused(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make(requests_per_minute=100))
    for _ in range(100):
        assert introducer.call("configuration_list_offices").status_code == 200
        clock.advance(0.5)
    answer = introducer.call("configuration_list_offices")
    assert answer.status_code == 429
    assert answer.json()["code"] == "RATE_LIMIT_REACHED"
    assert "Retry-After" not in answer.headers
    clock.advance(10)
    # Sixty seconds after the first one there is room for one, and the refusals did not count.
    assert introducer.call("configuration_list_offices").status_code == 200
    assert introducer.call("configuration_list_offices").status_code == 429


def test_addresses_are_counted_apart(make: Make, hire: Hire) -> None:
    mock = make(requests_per_minute=1)
    here, there = hire(mock), hire(mock, address="192.0.2.7")
    assert here.call("configuration_list_offices").status_code == 200
    assert here.call("configuration_list_offices").status_code == 429
    assert there.call("configuration_list_offices").status_code == 200
    claimed = there.call("configuration_list_offices", headers={"X-Forwarded-For": "198.51.100.9"})
    assert claimed.status_code == 429


def test_a_retry_after_that_is_long_enough(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make(requests_per_minute=1, retry_after=True))
    introducer.call("configuration_list_offices")
    clock.advance(12.3)
    refused = introducer.call("configuration_list_offices")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "48"
    clock.advance(48)
    assert introducer.call("configuration_list_offices").status_code == 200


@settings(max_examples=25)
@given(pauses=st.lists(st.integers(0, 240), min_size=1, max_size=40), limit=st.integers(1, 5))
def test_no_window_of_a_minute_holds_more_than_the_limit(
    description: Description, validators: Validators, pauses: list[int], limit: int
) -> None:
    clock = ManualClock()
    mock = SieSmartMock(clock=clock, description=description, requests_per_minute=limit)
    introducer = Introducer(mock, CheckedTransport(mock, validators), mock.clients[0])
    accepted: list[float] = []
    for pause in pauses:
        clock.advance(pause / 4)
        now = clock.monotonic()
        room = sum(now - each < 60 for each in accepted) < limit
        status = introducer.call("configuration_list_offices").status_code
        assert status == (200 if room else 429)
        if status == 200:
            accepted.append(now)
