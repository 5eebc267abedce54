"""HEAD at every mock, wherever there is a GET: the header fields of the GET, no body, the same rights and the same pace."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from attrs import evolve

from signoff_contract.description import Description, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_contract.mock.tokens import READ, WRITE

MOCKS: dict[str, Callable[..., Any]] = {
    "siesmart": lambda **switches: SieSmartMock(requests_per_minute=None, **switches),
    "smartbusiness": SmartBusinessMock,
    "simutek": SimutekMock,
}
# Of these every answer has its own.
OWN = {"x-b2b-trace-id", "x-request-id", "x-rate-limit-remaining", "x-rate-limit-reset"}
QUERIES = {"office-id": "1", "amount-financed": "1000"}


@pytest.fixture(scope="module", params=sorted(MOCKS))
def partner(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def description(partner: str) -> Description:
    return load(partner)


def client_of(mock: Any, token: str | None = None) -> httpx2.Client:
    headers = {"Authorization": f"Bearer {token or mock.tokens.issue(mock.clients[0])}"}
    return httpx2.Client(transport=mock.transport(), base_url=mock.base_url(), headers=headers)


def same(client: httpx2.Client, url: str) -> httpx2.Response:
    got, head = client.get(url, params=QUERIES), client.head(url, params=QUERIES)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert [name for name in head.headers if name not in OWN] == [name for name in got.headers if name not in OWN]
    assert {name: head.headers[name] for name in head.headers if name not in OWN} == {
        name: got.headers[name] for name in got.headers if name not in OWN
    }
    assert int(head.headers["content-length"]) == len(got.content)
    return head


def reads(description: Description) -> Iterator[str]:
    for operation in description:
        if operation.method == "GET":
            path = operation.path
            for name in operation.path_names:
                path = path.replace(f"{{{name}}}", "1")
            yield path


def test_wherever_there_is_a_get_there_is_the_same_head(partner: str, description: Description) -> None:
    client = client_of(MOCKS[partner](clock=ManualClock()))
    statuses = {same(client, path).status_code for path in reads(description)}
    assert statuses >= {200, 404}


def test_a_head_of_what_exists_has_its_headers() -> None:
    mock = SieSmartMock(clock=ManualClock())
    client = client_of(mock)
    created = client.post("/proposals", json={"officeId": 1})
    head = same(client, f"/proposals/{created.json()['id']}")
    assert (head.status_code, head.headers["etag"]) == (200, created.headers["etag"])
    account = SmartBusinessMock(clock=ManualClock(), invoices=1)
    (invoice,) = client_of(account).get("/receivables/invoices").json()["items"]
    paper = same(client_of(account), f"/receivables/invoices/{invoice['id']}/pdf")
    assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")


def test_pages_outside_the_api() -> None:
    mock = SimutekMock(clock=ManualClock())
    with httpx2.Client(transport=mock.transport(), base_url=mock.ORIGIN) as anybody:
        assert same(anybody, "/_mock/salesorders").status_code == 200
        refused = anybody.request("POST", "/_mock/salesorders")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


def test_where_there_is_no_get_there_is_no_head(partner: str, description: Description) -> None:
    client = client_of(MOCKS[partner](clock=ManualClock()))
    paths = {each.path: description.methods(each.path) for each in description}
    path = next(path for path, methods in sorted(paths.items()) if methods == ("POST",))
    for name in description.match("POST", path)[0].path_names:  # type: ignore[index]
        path = path.replace(f"{{{name}}}", "1")
    head = client.head(path)
    assert (head.status_code, head.content) == (405, b"")
    assert "HEAD" not in head.headers["allow"]


def test_a_head_needs_the_rights_of_the_get(partner: str) -> None:
    mock = MOCKS[partner](clock=ManualClock())
    path = {"siesmart": "/common/offices", "smartbusiness": "/contacts", "simutek": "/customers"}[partner]
    with httpx2.Client(transport=mock.transport(), base_url=mock.base_url()) as anybody:
        assert anybody.head(path).status_code == 401
    weak = mock.tokens.issue(
        evolve(mock.clients[0], rights=frozenset({WRITE} if partner != "smartbusiness" else {READ}))
    )
    assert client_of(mock, weak).head(path, params=QUERIES).status_code == 403


def test_a_head_counts_for_the_pace() -> None:
    mock = SieSmartMock(clock=ManualClock(), requests_per_minute=2)
    client = client_of(mock)
    statuses = [client.head("/common/offices").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_the_journal_knows_the_operation_of_a_head() -> None:
    mock = SieSmartMock(clock=ManualClock())
    client_of(mock).head("/common/offices")
    (entry,) = mock.front.journal.entries
    assert entry.request.method == "HEAD"
    assert mock.engine.identify(entry.request).operation == "configuration_list_offices"
