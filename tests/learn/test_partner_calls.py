"""Which exchanges of an archive are the partner's."""

from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.learn import TrafficError, learn, read_archive
from signoff_contract.learn.render import render
from signoff_contract.traffic.exchange import Answered
from signoff_contract.traffic.har_reader import entries_of
from signoff_contract.traffic.partner_calls import PartnerCalls

from .conftest import BASE, Settle, entry, write_har

SHELF = {"label": "A1"}


def test_other_hosts_pages_and_unanswered_calls_are_counted_and_left_alone(settle: Settle) -> None:
    learned = settle(
        entry("GET", "/shelves/7", got=SHELF),
        entry("GET", "https://cdn.example.net/logo.png", got="x", media_type="image/png"),
        entry("GET", "/docs", got="x", media_type="text/html"),
        entry("GET", "/shelves/7", 0),
        entry("GET", "/shelves/7", 304),
        entry("GET", "/shelves/7", 503, got="x", media_type="text/html"),
        entry("OPTIONS", "/shelves/7", 204),
    )
    assert (learned.exchanges, learned.entries) == (1, 7)
    assert learned.ignored == {
        "of another host or path": 1,
        "part of a page": 2,
        "without an answer": 1,
        "answered from a cache (304)": 1,
        "answered by a gateway": 1,
    }
    assert learned.hosts == ("depot.example.com",)


def test_a_host_that_serves_a_described_path_is_the_partners(settle: Settle) -> None:
    there = "http://127.0.0.1:8080/v1"
    learned = settle(entry("GET", f"{there}/shelves/7", got=SHELF), entry("GET", f"{there}/racks", got=[]))
    assert learned.exchanges == 2
    assert learned.own_hosts == ("127.0.0.1:8080",)


def test_a_base_address_says_where_the_paths_begin(settle: Settle) -> None:
    there = "https://ada@other.example.org/depot/api/"
    call = entry("GET", "https://other.example.org/depot/api/shelves/7", got=SHELF)
    with pytest.raises(TrafficError) as caught:
        settle(call)
    assert "other.example.org (1)" in str(caught.value)
    assert "--base-url" in str(caught.value)
    learned = settle(call, entry("GET", "/shelves/7", got=SHELF), base_urls=(there,))
    assert learned.exchanges == 1


def test_a_path_that_fits_anything_makes_no_host_the_partners(openapi: Path, tmp_path: Path) -> None:
    root = openapi / "depot" / "openapi.yaml"
    root.write_text(root.read_text(encoding="utf-8").replace("/shelves/{shelf}", "/{shelf}"), encoding="utf-8")
    har = write_har(tmp_path / "a.har", entry("GET", "https://foreign.example.org/v1/anything", got={}))
    with pytest.raises(TrafficError, match=r"foreign\.example\.org"):
        learn(load("depot", openapi), [read_archive(har)])


def test_no_entry_at_all(settle: Settle) -> None:
    with pytest.raises(TrafficError, match="no entries"):
        settle()


def test_a_token_address_of_another_server(settle: Settle) -> None:
    token = entry("POST", "https://id.example.org/token", got={"access_token": 7})
    call = entry("GET", "/shelves/7", got=SHELF)
    assert not settle(token, call).contradicted
    learned = settle(token, call, token_urls=("https://id.example.org/token",))
    assert [finding.subject for finding in learned.contradicted] == ["TokenAnswer.access_token"]


def test_a_grant_type_makes_a_token_call_on_the_partners_host(settle: Settle) -> None:
    token = entry("POST", f"{BASE}/login", sent={"grant_type": "x"}, got={"access_token": 7})
    learned = settle(token, entry("GET", "/shelves/7", got=SHELF))
    assert [finding.subject for finding in learned.contradicted] == ["TokenAnswer.access_token"]


def test_a_host_that_would_move_the_cursor_is_not_printed(settle: Settle) -> None:
    with pytest.raises(TrafficError, match=r"Hosts in it: \{…\} \(1\)"):
        settle(entry("GET", "https://a\x1bm.example.org/x"))


@pytest.mark.parametrize(
    "raw",
    [
        7,
        {},
        {"request": []},
        {"request": {"method": 3, "url": "https://a/"}},
        {"request": {"method": "GET", "url": None}},
        {"request": {"method": "Ada Byron", "url": "https://a/"}},
        {"request": {"method": "GET", "url": "https://[broken/"}},
    ],
)
def test_an_entry_that_cannot_be_read_is_passed_over_and_counted(tmp_path: Path, raw: Any, depot: Description) -> None:
    got = entry("GET", "/shelves/7", got={"label": "A1"})
    archive = read_archive(write_har(tmp_path / "a.har", got, raw, got))
    assert archive.unreadable == (1,)
    assert [found.ref.index for found in entries_of(archive)] == [0, 2]
    learned = learn(depot, [archive])
    assert (learned.entries, learned.exchanges) == (3, 2)
    told = render(learned, (), None, 1000)
    assert "1 that cannot be read" in told
    assert "Byron" not in told


def test_a_call_says_what_the_description_makes_of_it(depot: Description, tmp_path: Path) -> None:
    har = write_har(
        tmp_path / "a.har",
        entry("GET", "/shelves/7", got=SHELF),
        entry("GET", "https://cdn.example.net/logo.png", got="x", media_type="image/png"),
        entry("POST", "https://login.example.com/token", got={"access_token": "t"}),
        entry("GET", "/racks", 404, got="<html>", media_type="text/plain"),
        entry("GET", "/shelves/8", 302, headers={"Location": "https://sso.example.org/login", "X-Trace": ""}),
    )
    shelf, token, racks, away = (call.exchange for call in PartnerCalls(depot).among([*entries_of(read_archive(har))]))
    assert (shelf.kind, shelf.operation_id, shelf.path, shelf.trace_id) == ("api", "shelves_get", "/shelves/7", "t-1")
    assert (shelf.number, shelf.by) == (1, Answered.API)
    assert (token.kind, token.operation_id, token.path) == ("token", None, "/token")
    assert (racks.kind, racks.operation_id, racks.path) == ("api", None, "/racks")
    assert away.by is Answered.GATEWAY
