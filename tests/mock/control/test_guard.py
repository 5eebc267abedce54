"""Who may use the control plane of a served mock."""

from typing import Any

import pytest

from signoff_contract.mock.control.desk import Desk
from signoff_contract.mock.control.guard import HEADER
from signoff_contract.mock.simutek import SimutekMock

from .conftest import Asker, Hosted, Place

FOREIGN_HOSTS = (
    "attacker.example",
    "attacker.example:8080",
    "127.0.0.1",
    "127.0.0.1:8081",
    "127.0.0.1:08080",
    "127.0.0.1.attacker.example:8080",
    "localhost.attacker.example:8080",
    "127.0.0.1:8080@attacker.example",
    "localhost.:8080",
    "[::1]",
    "[::1%25lo]:8080",
    "[0:0:0:0:0:0:0:1]:8080",
    "0x7f.1:8080",
    "",
)


@pytest.fixture
def asker() -> Asker:
    return Asker(Desk(Hosted({"simutek": SimutekMock(customers=0)})))


def open_to_others(token: str | None) -> Asker:
    place = Place("http://192.0.2.1:8080", frozenset({"http://192.0.2.1:8080"}), is_open=True)
    return Asker(Desk(Hosted({"simutek": SimutekMock(customers=0)}, place), token))


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"])
def test_every_announced_address_is_let_in(asker: Asker, host: str) -> None:
    assert asker("GET", "/mocks", host=host).status == 200


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_name_that_was_not_announced_leads_nowhere(asker: Asker, host: str) -> None:
    """A page whose name was made to lead to loopback after it was loaded (DNS rebinding) sends its own name."""
    for method, path in (("GET", "/mocks"), ("POST", "/reset"), ("DELETE", "/faults")):
        answer = asker(method, path, host=host or " ")
        assert answer.status == 421, (method, path)
        assert "http://127.0.0.1:8080" in answer.json()["message"]


def test_two_hosts_are_none(asker: Asker) -> None:
    assert asker("GET", "/mocks", None, ("Host", "127.0.0.1:8080")).status == 421


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"])
def test_the_mocks_own_pages_are_let_in(asker: Asker, origin: str) -> None:
    assert asker("POST", "/reset", None, ("Origin", origin)).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://127.0.0.1:8081",
        "http://attacker.example",
        "http://127.0.0.1:8080.attacker.example",
        "http://127.0.0.1:8080, http://attacker.example",
        "file://",
    ],
)
def test_a_page_from_elsewhere_is_refused_and_changes_nothing(asker: Asker, origin: str) -> None:
    control = asker.desk.controls["simutek"]
    for method, path, body in (("PATCH", "/switches", {"offline": True}), ("GET", "/mocks", None)):
        assert asker(method, path, body, ("Origin", origin)).status == 403
    assert not control.offline


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""]
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/reset"), ("PUT", "/latency"), ("DELETE", "/requests")])
def test_a_change_comes_as_json_which_a_form_cannot_send(asker: Asker, media_type: str, method: str, path: str) -> None:
    assert asker(method, path, b"{}", ("Content-Type", media_type)).status == 415


def test_no_answer_opens_itself_to_other_origins(asker: Asker) -> None:
    for method, path in (("GET", "/mocks"), ("GET", "/nowhere"), ("OPTIONS", "/switches"), ("POST", "/reset")):
        answer = asker(method, path, None, ("Origin", "http://127.0.0.1:8080"))
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]
        assert answer.header("Cache-Control") == "no-store"
        assert answer.header("X-Content-Type-Options") == "nosniff"


def test_a_preflight_is_not_answered_in_its_favour(asker: Asker) -> None:
    asked = ("Access-Control-Request-Method", "PATCH"), ("Origin", "http://attacker.example")
    assert asker("OPTIONS", "/switches", None, *asked).status == 403


def test_where_others_reach_the_mock_the_control_plane_is_off() -> None:
    asker = open_to_others(None)
    for method, path in (("GET", "/mocks"), ("POST", "/reset")):
        answer = asker(method, path, host="192.0.2.1:8080")
        assert answer.status == 403
        assert "SIGNOFF_CONTROL_TOKEN" in answer.json()["message"]
    assert asker("GET", "/health", host="192.0.2.1:8080").status == 200


@pytest.mark.parametrize("given", [(), ((HEADER, ""),), ((HEADER, "wrong"),), ((HEADER, "s3cret"), (HEADER, "s3cret"))])
def test_without_the_control_token_nobody_gets_in(given: tuple[tuple[str, str], ...]) -> None:
    answer = open_to_others("s3cret")("GET", "/mocks", None, *given, host="192.0.2.1:8080")
    assert answer.status == 401
    assert b"s3cret" not in answer.body


def test_with_the_control_token_a_container_is_reached_by_any_name() -> None:
    asker, token = open_to_others("s3cret"), (HEADER, "s3cret")
    assert asker("GET", "/mocks", None, token, host="192.0.2.1:8080").status == 200
    assert asker("GET", "/mocks", None, token, host="mock:9090").status == 200
    assert asker("GET", "/mocks", None, token, ("Origin", "http://mock:9090"), host="mock:9090").status == 200
    assert asker("GET", "/mocks", None, token, ("Origin", "http://attacker.example"), host="mock:9090").status == 403


def test_the_control_token_is_told_nowhere() -> None:
    asker = open_to_others("s3cret")
    shown: Any = (asker.desk, asker.desk._clerk._guard)
    assert "s3cret" not in repr(shown)


def test_a_token_that_was_set_counts_on_loopback_too() -> None:
    asker = Asker(Desk(Hosted({"simutek": SimutekMock(customers=0)}), "s3cret"))
    assert asker("GET", "/mocks").status == 401
    assert asker("GET", "/mocks", None, (HEADER, "s3cret")).status == 200
