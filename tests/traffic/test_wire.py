"""What exchanges are made of: addresses, media types, the words of a status."""

import pytest

from signoff_contract.description import load
from signoff_contract.traffic.wire import (
    LONGEST_LIFETIME,
    lifetime_of,
    media_type_of,
    origin_of,
    phrase_of,
    trace_header,
)


@pytest.mark.parametrize(("partner", "header"), [("siesmart", "X-B2B-TRACE-ID"), ("simutek", "")])
def test_a_partner_may_have_no_trace_header(partner: str, header: str) -> None:
    assert trace_header(load(partner)) == header


@pytest.mark.parametrize(("status", "phrase"), [(200, "OK"), (418, "I'm a Teapot"), (520, ""), (0, "")])
def test_a_status_that_nobody_registered_has_no_words(status: int, phrase: str) -> None:
    assert phrase_of(status) == phrase


@pytest.mark.parametrize(
    ("stated", "told"),
    [("Application/Problem+JSON; charset=utf-8", "application/problem+json"), ("", ""), (" text/html ;x", "text/html")],
)
def test_a_media_type_is_compared_without_case_and_parameters(stated: str, told: str) -> None:
    assert media_type_of({"content-type": stated}) == told


def test_an_origin_has_the_port_that_its_scheme_has() -> None:
    assert origin_of("HTTPS://API.example/v1") == origin_of("https://api.example:443/")
    assert origin_of("http://api.example") != origin_of("https://api.example")


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        (3600, 3600.0),
        (3599.5, 3599.5),
        ("86400", 86400.0),
        (10**30, LONGEST_LIFETIME),
        (10**400, LONGEST_LIFETIME),
        (float("inf"), LONGEST_LIFETIME),
        (0, 0.0),
        (-5, None),
        (float("nan"), None),
        ("3600 seconds", None),
        (True, None),
        (None, None),
        ([], None),
    ],
)
def test_a_lifetime_is_a_number_that_a_time_can_have(stated: object, seconds: float | None) -> None:
    assert lifetime_of({"expires_in": stated}) == seconds
