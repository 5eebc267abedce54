"""What a client gets to see of each fault, and what the partner did."""

from typing import Any

import httpx2
import pytest

from .stage import SMARTBUSINESS
from .test_armed import Desk

TRACE = "X-B2B-TRACE-ID"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("name", "parameters", "status", "retry_after"),
    [
        ("server-error", {}, 500, None),
        ("unavailable", {}, 503, None),
        ("unavailable-retry-after", {}, 503, "5"),
        ("unavailable-retry-after", {"seconds": 12}, 503, "12"),
        ("too-many-requests", {}, 429, None),
        ("too-many-requests", {"seconds": 3}, 429, "3"),
    ],
)
def test_refusals_are_the_partners_own(
    desk: Desk, name: str, parameters: dict[str, Any], status: int, retry_after: str | None
) -> None:
    desk.mock.faults.arm(name, **parameters)
    answer = desk.read()
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry_after)
    assert answer.json()["traceId"] == answer.headers[TRACE]


def test_smartbusiness_tells_its_pace_in_its_own_fields() -> None:
    desk = Desk(SMARTBUSINESS)
    desk.mock.faults.arm("too-many-requests", seconds=7)
    answer = desk.read()
    told = {name: answer.headers[f"X-Rate-Limit-{name}"] for name in ("Remaining", "Reset")}
    assert (answer.status_code, told) == (429, {"Remaining": "0", "Reset": "7"})
    assert answer.json()["code"] == 6000
    assert len(answer.headers.get_list("X-Rate-Limit-Reset")) == 1
    desk.mock.faults.arm("unavailable")
    answer = desk.read()
    assert (answer.status_code, answer.json()["code"]) == (503, 8000)


@pytest.mark.parametrize(
    ("name", "parameters", "status"),
    [("bad-gateway-page", {}, 502), ("html-with-200", {}, 200), ("unavailable", {"page": True}, 503)],
)
def test_pages_are_not_the_partners(desk: Desk, name: str, parameters: dict[str, Any], status: int) -> None:
    desk.mock.faults.arm(name, operation="assets_add", **parameters)
    answer = desk.change()
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert TRACE not in answer.headers
    assert answer.text.startswith("<!DOCTYPE html>")
    assert desk.read().json()["assets"] == []


def test_a_reset_comes_before_the_change(desk: Desk) -> None:
    desk.mock.faults.arm("reset-before-change")
    with pytest.raises(httpx2.ReadError):
        desk.change()
    assert desk.read().json()["assets"] == []


def test_half_a_body_comes_before_it_breaks_off(desk: Desk) -> None:
    whole = desk.read().content
    desk.mock.faults.arm("half-body", times=2)
    with pytest.raises(httpx2.RemoteProtocolError, match=f"received {len(whole) // 2} bytes, expected {len(whole)}"):
        desk.read()
    answer = desk.http.send(desk.bare("read"), stream=True)
    came: list[bytes] = []
    with pytest.raises(httpx2.RemoteProtocolError):
        came.extend(answer.iter_raw())
    assert (answer.status_code, b"".join(came)) == (200, whole[: len(whole) // 2])
    desk.mock.faults.arm("half-body", bytes=0, reset=True)
    with pytest.raises(httpx2.ReadError):
        desk.read()


def test_slowness_passes_on_the_clock_of_the_mock(desk: Desk) -> None:
    begun = desk.mock.clock.monotonic()
    desk.mock.faults.arm("slow-headers", seconds=90)
    assert desk.read().status_code == 200
    assert desk.mock.clock.monotonic() - begun == pytest.approx(90)
    whole = len(desk.read().content)
    desk.mock.faults.arm("slow-body", bytes_per_second=10)
    assert len(desk.read().content) == whole
    assert desk.mock.clock.monotonic() - begun == pytest.approx(90 + (whole - 1) / 10)
    desk.mock.faults.arm("slow-headers", seconds=90)
    request = desk.bare("read")
    request.extensions = {"timeout": {"read": 2.0}}
    with pytest.raises(httpx2.ReadTimeout):
        desk.http.send(request)


def test_a_media_type_that_is_not_true(desk: Desk) -> None:
    desk.mock.faults.arm("wrong-media-type", media_type="application/pdf")
    answer = desk.read()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.json()["id"] == desk.arguments[0]


def test_a_value_that_nobody_listed(desk: Desk) -> None:
    desk.mock.faults.arm("unknown-enum-value", new_value="ON_HOLD", member="decisionStatus")
    assert desk.read().json()["decision"]["decisionStatus"] == "ON_HOLD"
    armed = desk.mock.faults.arm("unknown-enum-value", member="officeId")
    assert desk.read().json()["decision"]["decisionStatus"] == "NOT_AVAILABLE"
    assert not armed.taken, "the member has no listed values"
    desk.mock.faults.clear()
    desk.mock.faults.arm("unknown-enum-value", member="/decision/decisionStatus")
    assert desk.read().json()["decision"]["decisionStatus"] == "UNHEARD_OF"


def test_a_member_more(desk: Desk) -> None:
    before = desk.read().json()
    desk.mock.faults.arm("added-member", member="riskClass", new_value=["A"])
    assert desk.read().json() == {**before, "riskClass": ["A"]}
    desk.mock.faults.arm("added-member", operation="configuration_list_offices")
    listed = desk.http.send(desk.bare("read", "/common/offices")).json()
    assert all("addedLater" in each for each in listed)


def test_a_member_less() -> None:
    runs = []
    for _ in range(2):
        desk = Desk()
        before = desk.read().json()
        desk.mock.faults.arm("missing-member", times=None)
        runs.append([desk.read().json() for _ in range(10)])
        assert all(answer != before for answer in runs[-1])
    assert runs[0] == runs[1], "the seed draws the member"
    assert len({str(answer) for answer in runs[0]}) > 1
    desk.mock.faults.clear()
    desk.mock.faults.arm("missing-member", member="officeId")
    assert desk.read().json() == {name: value for name, value in before.items() if name != "officeId"}


def test_an_expired_token_is_refused_and_the_next_is_not(desk: Desk) -> None:
    desk.mock.faults.arm("expired-token")
    request = desk.bare("read")
    answer = desk.http.send(request)
    assert (answer.status_code, "expired" in answer.json()["message"]) == (401, True)
    assert desk.http.send(request).status_code == 401, "it stays expired"
    assert desk.read().status_code == 200


def test_another_user_is_first(desk: Desk) -> None:
    number, version = desk.arguments
    desk.mock.faults.arm("interleaved-change")
    assert desk.change().status_code == 412
    newer = desk.read().headers["ETag"]
    assert newer != version
    desk.arguments = (number, newer)
    assert desk.change().status_code == 201


def test_a_stale_read_shows_what_was_there_before_the_change(desk: Desk) -> None:
    desk.mock.faults.arm("stale-read")
    first = desk.read()
    assert desk.change().status_code == 201
    stale, fresh = desk.read(), desk.read()
    assert (stale.json(), stale.headers["ETag"]) == (first.json(), first.headers["ETag"])
    assert (len(first.json()["assets"]), len(fresh.json()["assets"])) == (0, 1)
    assert len({answer.headers[TRACE] for answer in (first, stale, fresh)}) == 3


@pytest.mark.parametrize("name", ["slow-headers", "slow-body", "half-body", "answer-lost-after-change"])
def test_the_change_is_made_whatever_becomes_of_its_answer(desk: Desk, name: str) -> None:
    desk.mock.faults.arm(name, operation="assets_add")
    try:
        assert desk.change().status_code == 201
    except httpx2.RemoteProtocolError:
        assert name in {"half-body", "answer-lost-after-change"}
    assert len(desk.read().json()["assets"]) == 1
