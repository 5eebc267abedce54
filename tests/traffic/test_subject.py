"""What an exchange is about: its token, its object."""

from typing import Any

import pytest
from tests.judge.made_up import Traffic, description

from signoff_contract.description import Description, load
from signoff_contract.traffic.subject import Grant, bearer, grant_of, guarded, object_of, path_above, told


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bearer abc", "abc"), ("Basic abc", ""), ("Bearer", ""), ("", "")],
)
def test_the_bearer_token(header: str, token: str) -> None:
    traffic = Traffic()
    exchange = traffic.call("GET", token=None)
    exchange = type(exchange)(
        method="GET", url=exchange.url, started=exchange.started, request_headers={"authorization": header}
    )
    assert bearer(exchange) == token


@pytest.mark.parametrize(
    ("answer", "grant"),
    [
        ({"access_token": "a", "expires_in": 60}, Grant("a", 60)),
        ({"access_token": "a", "expires_in": "60"}, Grant("a", 60)),
        ({"access_token": "a"}, Grant("a", None)),
        ({"token": "a"}, None),
        (["a"], None),
        (b"no json", None),
    ],
)
def test_the_token_that_is_granted(answer: Any, grant: Grant | None) -> None:
    traffic = Traffic()
    assert grant_of(traffic.grant(answer=answer)) == grant
    assert grant_of(traffic.grant(answer=answer, status=400)) is None
    assert "Grant" in repr(Grant("secret", 1))
    assert "secret" not in repr(Grant("secret", 1))


def named(method: str, path: str, parameter: str | None = None) -> str | None:
    exchange = Traffic().call(method, path)
    operation = description().operation(exchange.operation_id) if exchange.operation_id else None
    return object_of(exchange, operation, parameter)


def test_the_object_is_what_the_first_value_names() -> None:
    assert named("GET", "/parcels/12") == "/parcels/12"
    assert named("GET", "/parcels/12/holder/ada") == "/parcels/12"
    assert named("GET", "/parcels/12/holder/ada", "holder-name") == "/parcels/12/holder/ada"
    assert named("GET", "/parcels/12", "holder-name") is None
    assert named("POST", "/parcels") is None
    assert named("GET", "/elsewhere/12") is None


def test_a_call_at_another_address_names_no_object() -> None:
    assert object_of(Traffic().call("GET", "/moved/12"), description().operation("parcels_get")) is None


@pytest.mark.parametrize(
    ("partner", "expected"),
    [("siesmart", ("/proposals", "proposal-id")), ("smartbusiness", None), ("simutek", None)],
)
def test_what_preconditions_guard(partner: str, expected: tuple[str, str] | None) -> None:
    whole: Description = load(partner)
    assert guarded(whole) == expected


def test_a_parameter_that_shares_its_segment_names_none() -> None:
    assert path_above(description().operation("parcels_get"), "parcel-id") == "/parcels"
    assert path_above(description().operation("parcels_get"), "other") is None


def test_what_is_told_is_exact_and_in_the_plans_names() -> None:
    exchange = Traffic().call("GET", answer=b'{"weight": 2.50}')
    assert str(told(exchange)["weight"]) == "2.50"
