"""Mocks served over HTTP: whose request it is, what the site says itself, and that any client is understood."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import httpx2
import pytest

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.registry import Mock, build
from signoff_contract.mock.serve import PortInUse, serving
from signoff_contract.mock.serving import Handled, Place, Site, site_of
from signoff_contract.mock.serving.listening import listen, place_of
from signoff_contract.mock.serving.served import name_of
from signoff_contract.mock.serving.territory import Territory, territories
from signoff_contract.partners import having
from signoff_contract.traffic.relay import HangUp, Reply, RequestHead, Wire
from signoff_contract.traffic.relay.origin import Arrived, Malformed

PARTNERS = ("siesmart", "simutek", "smartbusiness")


@pytest.fixture(scope="module")
def mocks() -> Mapping[str, Mock]:
    return {partner: build(partner, seed=1) for partner in PARTNERS}


@pytest.fixture
def site(mocks: Mapping[str, Mock]) -> Site:
    return Site(mocks, place=Place("http://127.0.0.1:8080"))


def ask(site: Site, target: str, method: str = "GET", body: bytes = b"", **fields: str) -> Reply:
    head = RequestHead(
        method.encode(),
        target.encode("latin-1"),
        ((b"Host", b"127.0.0.1:8080"), *((name.encode(), value.encode()) for name, value in fields.items())),
    )
    outcome = site.answer(Arrived(head, body, "192.0.2.1"))
    assert isinstance(outcome, Reply)
    return outcome


class Other:
    """A mock from outside: what every one has, at paths of its own."""

    def __init__(self, base: str, token: str = "/other/token", own: tuple[str, ...] = ()) -> None:
        self._mock, self._base, self._token, self.own_paths = build("simutek"), base, token, own

    def __getattr__(self, name: str) -> Any:
        return getattr(self._mock, name)

    def base_url(self, origin: str = "") -> str:
        return origin + self._base

    def token_url(self, origin: str = "") -> str:
        return origin + self._token


# Whose it is


def test_no_two_partners_want_the_same_path(mocks: Mapping[str, Mock]) -> None:
    assert set(mocks) == set(having("mock")) - {"harbour"}
    found = territories(mocks)
    for one, two in combinations(found.values(), 2):
        assert one.meets(two) is None
    assert "/_mock/salesorders" in found["simutek"].others


@pytest.mark.parametrize(
    ("other", "path"),
    [
        (Other("/v2"), "/v2"),
        (Other("/v2/"), "/v2"),
        (Other("/v2/more"), "/v2/more"),
        (Other("/siesmart"), "/siesmart/b2b/v1"),
        (Other("/other", "/oauth/token"), "/oauth/token"),
        (Other("/other", "/v2/auth/access-tokens"), "/v2/auth/access-tokens"),
        (Other("/oauth"), "/oauth/token"),
        (Other("/other", own=("/_mock/salesorders",)), "/_mock/salesorders"),
        (Other(""), "/"),
    ],
)
def test_two_that_want_the_same_path_are_told_so(mocks: Mapping[str, Mock], other: Any, path: str) -> None:
    with pytest.raises(ValueError, match=rf"cannot stand on one port: both answer .*{path}"):
        Site({**mocks, "other": other})
    Site({"other": other})


def test_what_is_beside_a_path_is_not_in_it(mocks: Mapping[str, Mock]) -> None:
    Site({**mocks, "other": Other("/v21"), "another": Other("/v2x", "/oauth/token2")})


@pytest.mark.parametrize("paths", [("/_signoff", "/t"), ("/x", "/_signoff/token")])
def test_the_control_plane_is_the_sites_own(paths: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="control plane"):
        site_of({"other": Other(*paths)})


def test_a_site_without_mocks_is_none() -> None:
    with pytest.raises(ValueError, match="needs a mock"):
        Site({})


@pytest.mark.parametrize(
    ("path", "partner"),
    [
        ("/siesmart/b2b/v1/proposals", "siesmart"),
        ("/siesmart/b2b/v1", "siesmart"),
        ("/%73iesmart/b2b/v1/x", "siesmart"),
        ("/oauth/token", "siesmart"),
        ("/v2/contacts", "smartbusiness"),
        ("/v2/auth/authorize", "smartbusiness"),
        ("/api/v1/customers", "simutek"),
        ("/connect/token", "simutek"),
        ("/_mock/salesorders", "simutek"),
        ("/_mock/other", ""),
        ("/v21", ""),
        ("/", ""),
        ("/_signoff/health", ""),
        ("/%5Fsignoff/health", ""),
        ("/_signoff", ""),
        ("*", ""),
    ],
)
def test_a_path_is_one_partners_or_the_sites(site: Site, path: str, partner: str) -> None:
    assert site.owner(path) == partner


def test_a_token_of_one_partner_is_none_of_another(mocks: Mapping[str, Any]) -> None:
    tokens = {name: mock.tokens.issue(mock.clients[0]) for name, mock in mocks.items()}
    assert len(set(tokens.values())) == len(tokens)


def test_one_mock_alone_answers_whatever_is_not_the_sites() -> None:
    site = site_of(build("siesmart"))
    assert list(site.mocks) == ["siesmart"]
    assert [site.owner(path) for path in ("/nowhere", "*", "//", "/", "/_signoff/x")] == [*["siesmart"] * 3, "", ""]
    assert Territory("").has("/")


def test_a_mock_is_called_by_its_partner_wherever_it_comes_from() -> None:
    assert name_of(build("simutek")) == "simutek"
    assert name_of(Other("/x")) == "other"


# What the site says itself


def test_what_fits_no_partner_is_told_where_they_are(site: Site) -> None:
    reply = ask(site, "/nowhere")
    assert reply.status == 404
    assert b"http://127.0.0.1:8080/siesmart/b2b/v1\n" in reply.body
    assert b"http://127.0.0.1:8080/v2\n" in reply.body


def test_the_root_says_what_this_is(site: Site) -> None:
    words, page = ask(site, "/"), ask(site, "/", Accept="text/html,*/*")
    assert (words.status, page.status, page.body[:15]) == (200, 200, b"<!DOCTYPE html>")
    for reply in (words, page):
        assert b"http://127.0.0.1:8080/api/v1" in reply.body
        assert b"/_signoff/health" in reply.body
    assert b"secret" not in words.body + page.body
    assert tuple(name for name, _ in page.fields if name == b"Content-Security-Policy") == (b"Content-Security-Policy",)
    assert ask(site, "/", "POST").status == 405


def test_options_for_the_server_as_a_whole(site: Site) -> None:
    reply = ask(site, "*", "OPTIONS")
    assert (reply.status, reply.body, dict(reply.fields)[b"Allow"][:3]) == (200, b"", b"GET")


def test_without_a_desk_there_is_no_control_plane(site: Site) -> None:
    assert ask(site, "/_signoff/health").status == 404


def test_the_desk_gets_what_is_its_own_and_nothing_else(site: Site) -> None:
    seen: list[Request] = []

    def desk(request: Request) -> Delivery:
        seen.append(request)
        return Delivery(Answer(299))

    site.desk = desk
    for target in ("/_signoff", "/_signoff/", "/_signoff/faults?x=y", "/%5fsignoff/faults"):
        assert ask(site, target, "POST", b"body").status == 299
    for target in ("/", "*", "/_signof", "/_signoffs", "/v2/_signoff/x"):
        assert ask(site, target).status != 299
    assert [(each.path, each.query, each.body) for each in seen[2:3]] == [("/_signoff/faults", "x=y", b"body")]


# Requests and answers


def test_a_request_arrives_as_it_was_sent(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Request] = []
    site.desk = lambda request: (seen.append(request), Delivery(Answer(200)))[1]  # type: ignore[func-returns-value]
    fields = ((b"Host", b"127.0.0.1:1"), (b"X-A", b"\xe9"), (b"x-a", b"2"))
    for target, body in ((b"/_signoff/%41?q=%20&r", b""), (b"http://other:8/_signoff/a?b", b"c"), (b"HTTP://x", b"")):
        site.answer(Arrived(RequestHead(b"PUT", target, fields), body, "192.0.2.1", "https"))
    first, second = seen
    assert first == Request(
        "PUT",
        "/_signoff/%41",
        "q=%20&r",
        (("host", "127.0.0.1:1"), ("x-a", "é"), ("x-a", "2")),
        b"",
        "192.0.2.1",
        False,
        "https",
    )
    assert (second.path, second.query, second.body, second.header("host")) == ("/_signoff/a", "b", b"c", "other:8")


def test_the_same_head_from_elsewhere_is_another_request(site: Site) -> None:
    seen: list[Request] = []
    site.desk = lambda request: (seen.append(request), Delivery(Answer(200)))[1]  # type: ignore[func-returns-value]
    head = RequestHead(b"GET", b"/_signoff/x", ((b"Host", b"h"),))
    for address, scheme in (("192.0.2.1", "http"), ("192.0.2.2", "http"), ("192.0.2.2", "https")):
        for _ in range(2):
            site.answer(Arrived(head, b"", address, scheme))
    assert [(each.address, each.scheme) for each in seen[::2]] == [
        ("192.0.2.1", "http"),
        ("192.0.2.2", "http"),
        ("192.0.2.2", "https"),
    ]
    for number in range(600):
        ask(site, f"/_signoff/{number}")
    assert len(site._known) <= 256


def test_a_body_is_as_long_as_whoever_answers_takes() -> None:
    site = Site({"small": build("siesmart", body_limit=10), "large": build("simutek", body_limit=20)})
    for target, limit in (
        (b"/siesmart/b2b/v1/proposals?x", 10),
        (b"http://h/oauth/token", 10),
        (b"/api/v1/customers", 20),
        (b"/_signoff/restore", 64 * 1024 * 1024),
    ):
        assert site.body_limit(RequestHead(b"POST", target, ())) == limit
    seen: list[Request] = []
    site.mocks["small"].app.front.listeners.append(lambda entry: seen.append(entry.request))
    head = RequestHead(b"POST", b"/siesmart/b2b/v1/proposals", ())
    for body, truncated in ((b"0123456789", False), (b"", True), (b"", False)):
        site.answer(Arrived(head, body, "", "http", truncated))
    assert [(len(each.body), each.truncated) for each in seen] == [(10, False), (0, True), (0, False)]


def test_an_answer_takes_its_way(site: Site) -> None:
    outcomes = [
        (Delivery(None), HangUp()),
        (Delivery(None, reset=True), HangUp(reset=True)),
        (Delivery(None, Wire(delay=2.0)), HangUp(delay=2.0)),
        (
            Delivery(Answer(201, (("X-A", "é"),), b"b"), Wire(delay=1.0)),
            Reply(201, b"b", ((b"X-A", b"\xe9"),), None, Wire(delay=1.0)),
        ),
    ]
    for delivery, outcome in outcomes:
        site.desk = lambda _, delivery=delivery: delivery
        assert site.answer(Arrived(RequestHead(b"GET", b"/_signoff/", ()))) == outcome


@pytest.mark.parametrize(
    ("target", "status", "has"),
    [
        (b"/siesmart/b2b/v1/x", 400, b"X-B2B-TRACE-ID"),
        (b"/v2/contacts?x", 408, b"X-Request-Id"),
        (b"http://h/api/v1/customers", 431, b"application/problem+json"),
        (b"/nowhere", 400, b"text/plain; charset=utf-8"),
        (b"", 505, b"text/plain; charset=utf-8"),
    ],
)
def test_what_is_malformed_is_refused_by_whose_it_is(site: Site, target: bytes, status: int, has: bytes) -> None:
    told: list[Handled] = []
    site.listeners.append(told.append)
    reply = site.refuse(Malformed(status, "it is broken", target))
    assert isinstance(reply, Reply)
    assert reply.status == status
    assert b"broken" in reply.body
    assert has in [word for field in reply.fields for word in field]
    ((only),) = told
    assert only.request is None
    assert only.delivery.answer is not None
    assert only.delivery.answer.status == status


def test_one_mock_alone_refuses_whatever_is_malformed() -> None:
    site = site_of(build("siesmart"))
    for target in (b"", b"/", b"*", b"/nowhere"):
        reply = site.refuse(Malformed(400, "it is broken", target))
        assert isinstance(reply, Reply)
        assert b"X-B2B-TRACE-ID" in [name for name, _ in reply.fields]


def test_listeners_are_told_of_each_request(site: Site) -> None:
    told: list[Handled] = []
    site.listeners.append(told.append)
    clock = ManualClock()
    site.now = clock.now
    ask(site, "/v2/contacts")
    ask(site, "/nowhere")
    assert [(each.partner, each.at, each.delivery.answer and each.delivery.answer.status) for each in told] == [
        ("smartbusiness", clock.now(), 401),
        ("", clock.now(), 404),
    ]


# Where it is


@pytest.mark.parametrize(
    ("host", "secure", "origin", "also", "is_open"),
    [
        ("127.0.0.1", False, "http://127.0.0.1:{}", "http://localhost:{}", False),
        ("localhost", True, "https://127.0.0.1:{}", "https://localhost:{}", False),
        ("0.0.0.0", False, "http://127.0.0.1:{}", "http://0.0.0.0:{}", True),  # noqa: S104
    ],
)
def test_it_knows_by_which_names_it_is_addressed(
    host: str, secure: bool, origin: str, also: str, is_open: bool
) -> None:
    with listen(host, 0) as listener:
        port = listener.getsockname()[1]
        place = place_of(listener, host, secure=secure)
    assert place.origin == origin.format(port)
    assert {place.origin, also.format(port)} <= place.origins
    assert place.is_open is is_open
    assert not any("example" in each for each in place.origins)


# In a thread


@pytest.fixture(scope="module")
def served(mocks: Mapping[str, Mock]) -> Iterator[Any]:
    with serving(mocks) as addresses:
        yield addresses


@pytest.mark.served
def test_several_on_one_port(mocks: Mapping[str, Mock], served: Any) -> None:
    from signoff import SieSmart, Simutek

    with SieSmart.from_env(mocks["siesmart"].variables(served.origin)) as siesmart:
        assert siesmart.configuration.list_offices().value
    with Simutek.from_env(mocks["simutek"].variables(served.origin)) as simutek:
        assert simutek.customers.list().value.items
    assert served["smartbusiness"].base_url == f"{served.origin}/v2"
    with httpx2.Client() as http:
        assert http.get(f"{served['smartbusiness'].base_url}/contacts").status_code == 401
        assert http.get(f"{served.origin}/nowhere").status_code == 404
        assert http.head(f"{served.origin}/").headers["content-length"] != "0"
        health = http.get(f"{served.origin}/_signoff/health").json()
        assert (health["status"], health["partners"]) == ("ok", list(PARTNERS))
        assert http.get(f"{served.origin}/_signoff/health", headers={"Host": "evil.example"}).status_code in {200, 421}
        assert http.get(f"{served.origin}/_signoff/mocks", headers={"Host": "evil.example"}).status_code == 421
        assert "text/html" in http.get(f"{served.origin}/_signoff/").headers["content-type"]


@pytest.mark.served
def test_a_request_that_offers_another_protocol_keeps_its_body(served: Any) -> None:
    host, port = served.origin.removeprefix("http://").split(":")
    body = b"grant_type=client_credentials&client_id=mock-web-shop&client_secret=mock-web-shop-secret"
    offers = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(
            b"POST /connect/token HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + offers
            + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
            + body
        )
        got = raw.makefile("rb").read()
    assert got.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"access_token" in got


@pytest.mark.served
@pytest.mark.parametrize("hosts", [b"", b"Host: a\r\nHost: b\r\n"])
def test_a_request_names_its_host_once_or_is_refused_by_the_partner(served: Any, hosts: bytes) -> None:
    host, port = served.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(b"GET /siesmart/b2b/v1/common/offices HTTP/1.1\r\n" + hosts + b"\r\n")
        got = raw.makefile("rb").read()
    assert got.startswith(b"HTTP/1.1 400 ")
    assert b"\r\nX-B2B-TRACE-ID: " in got


@pytest.mark.served
def test_nothing_is_left_of_a_served_mock() -> None:
    before = set(threading.enumerate())
    with serving(build("simutek")) as address:
        assert address.token_url == f"{address.origin}/connect/token"
        port = int(address.origin.rpartition(":")[2])
        with pytest.raises(PortInUse, match="in use"), serving(build("simutek"), port=port):
            pass
    assert set(threading.enumerate()) == before
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(address.origin)


ALONE = """
import sys
for name in ("uvloop", "httptools", "uvicorn"):
    sys.modules[name] = None
import http.client
from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import serving
with serving(build("simutek")) as address:
    connection = http.client.HTTPConnection(address.origin.removeprefix("http://"))
    connection.request("GET", "/api/v1/customers")
    print(connection.getresponse().status)
    connection.close()
"""


@pytest.mark.served
def test_it_is_served_without_what_is_not_there_on_windows() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout, run.stderr) == ("401\n", "")
