"""What the vendor's own client does on the wire and reads in answers, as it was seen when it was run against the mock.

The client itself is not here: each habit is a plain request, or what has to be in an answer for that client to go on.
"""

import json
import socket
from collections.abc import Callable
from typing import Any, TypeAlias

import httpx2
import pytest

from signoff_contract.description import Description
from signoff_contract.mock.serve import serving
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.state import Limit

from .conftest import CREATED, TABLES, Account, CheckedTransport, Json, Make, minimal, path_of

FORM = "application/x-www-form-urlencoded"
COMPANY: Json = {"relation": ["CL"], "type": "C", "name": "Muster AG"}
Meet: TypeAlias = Callable[[Account], httpx2.Response]


def ask_for_token(mock: SmartBusinessMock, description: Description, form: str) -> httpx2.Response:
    own = mock.clients[0]
    text = f"client_id={own.client_id}&client_secret={own.client_secret}&grant_type=client_credentials&{form}"
    with httpx2.Client(transport=CheckedTransport(mock, description)) as http:
        return http.post(mock.token_url(), content=text, headers={"Content-Type": FORM})


@pytest.mark.parametrize(
    ("form", "offers"),
    [
        # Endpoints that need no scope ask for none, by an empty value; a redirect address goes with every grant.
        ("scope=", 200),
        ("scope=contact", 403),
        ("scope=contact%20offer", 200),
        ("redirect_uri=https%3A%2F%2Fapp.example.com%2Fback&scope=offer", 200),
    ],
)
def test_its_token_requests(mock: SmartBusinessMock, description: Description, form: str, offers: int) -> None:
    answer = ask_for_token(mock, description, form)
    assert answer.status_code == 200, answer.text
    # It refuses to go on with a token that says nothing about its end.
    assert isinstance(answer.json()["expires_in"], int)
    account = Account(mock, description, mock.clients[0])
    account.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    assert account.get("/auth/owner").status_code == 200
    assert account.get("/receivables/offers").status_code == offers


def test_its_loop_over_pages_ends_with_the_list(account: Account) -> None:
    made = account.mock.seed_invoices(200)
    found: list[int] = []
    # It never follows an address: it adds 100 to the offset as long as there is a next page.
    for offset in (None, 100):
        query = {} if offset is None else {"offset": offset}
        page = account.get("/receivables/invoices", **query).json()
        found += [each["id"] for each in page["items"]]
        assert ("next" in page["pagination"]) == (offset is None)
    assert sorted(found) == sorted(made)


def test_queries_that_it_does_not_encode(account: Account) -> None:
    account.contact(name="Muster & Söhne")
    account.contact(name="Muster Handel")
    # Only filters are encoded: what follows the ampersand becomes a parameter of its own and is passed over.
    cut = account.http.get(f"{account.mock.base_url()}/contacts?q=Muster%20&%20S%C3%B6hne&with=main_address,groups")
    assert [each["groups"] for each in cut.json()["items"]] == [[], []]
    whole = account.get("/contacts", q="Muster & Söhne").json()
    assert [each["name"] for each in whole["items"]] == ["Muster & Söhne"]
    path = f"{account.mock.base_url()}/receivables/invoices/{account.invoice()['id']}/pdf"
    for options in ("%7B%22receipt%22:true%7D", "[]"):
        file = account.http.get(f"{path}?options={options}")
        assert (file.status_code, file.headers["content-type"]) == (200, "application/pdf")


@pytest.mark.parametrize("name", CREATED)
def test_numbers_have_the_type_of_their_field(account: Account, name: str) -> None:
    """It compares what it sent with what came back, type and all, and to it 1.0 and 1 are two things."""
    path, body = path_of(name, account), minimal(name, account)
    shape = TABLES.resources[name].shape
    whole = {key: int(value) if isinstance(value, float) else value for key, value in body.items()}
    created = account.create(path, whole)
    kinds: dict[str, type] = {"float": float, "int": int}
    for key, field in shape.fields.items():
        if field.type in kinds and created.get(key) is not None:
            assert type(created[key]) is kinds[field.type], key


def test_numbers_of_positions(account: Account) -> None:
    invoice = account.invoice()
    (position,) = account.item(f"/receivables/invoices/{invoice['id']}", with_="positions")["positions"]
    assert {key: type(position[key]) for key in ("amount", "price", "vat", "unit_id")} == {
        "amount": float,
        "price": float,
        "vat": float,
        "unit_id": int,
    }


def over_the_limit(account: Account) -> httpx2.Response:
    account.mock.switches.limits["letter"] = Limit(0, "soft")
    return account.call("POST", "/contacts/letters", minimal("letter", account))


def without_the_feature(account: Account) -> httpx2.Response:
    account.mock.switches.missing_features["offer"] = ("gold",)
    return account.get("/receivables/offers")


def without_the_scope(account: Account) -> httpx2.Response:
    narrow = account.mock.tokens.issue(account.mock.clients[2])
    return account.call("GET", "/receivables/offers", headers={"Authorization": f"Bearer {narrow}"})


def with_a_foreign_token(account: Account) -> httpx2.Response:
    return account.call("GET", "/contacts", headers={"Authorization": "Bearer nobody"})


def while_offline(account: Account) -> httpx2.Response:
    account.mock.switches.offline = True
    return account.get("/contacts")


def the_only_address(account: Account) -> httpx2.Response:
    contact = account.contact()
    return account.call("DELETE", f"/contacts/{contact['id']}/addresses/{contact['main_address_id']}")


def with_a_wrong_secret(account: Account) -> httpx2.Response:
    own = {"client_id": account.mock.clients[0].client_id, "client_secret": "wrong"}
    return account.http.post(account.mock.token_url(), data={**own, "grant_type": "client_credentials"})


def with_an_unknown_scope(account: Account) -> httpx2.Response:
    return ask_for_token(account.mock, account.transport.description, "scope=everything")


@pytest.mark.parametrize(
    ("meet", "status", "code", "meta"),
    [
        (the_only_address, 400, 2000, {}),
        (lambda account: account.get("/contacts", filter='{"nothing": 1}'), 400, 2101, {}),
        (with_an_unknown_scope, 400, 0, {}),
        (with_a_wrong_secret, 401, 0, {"error_type": str, "hint": str}),
        (with_a_foreign_token, 401, 0, {"error_type": str, "hint": str}),
        (over_the_limit, 402, 4002, {"feature": str, "limit": int}),
        (without_the_feature, 403, 4000, {"feature": str, "plans": list}),
        (lambda account: account.get("/contacts/1"), 404, 3000, {"entity_type": str}),
        (lambda account: account.get("/receivables/invoices/1/pdf"), 404, 3000, {"entity_type": str}),
        # What its deletion of an empty list of ids asks for.
        (lambda account: account.call("DELETE", "/contacts/"), 404, 3000, {"entity_type": str}),
        (lambda account: account.call("DELETE", "/contacts/letters"), 405, 7000, {}),
        (
            lambda account: account.call("POST", "/contacts", {**COMPANY, "email": "nobody"}),
            422,
            1000,
            {"errors": list},
        ),
        (while_offline, 503, 8000, {}),
    ],
)
def test_what_its_exceptions_are_made_of(account: Account, meet: Meet, status: int, code: int, meta: Any) -> None:
    answer = meet(account)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert isinstance(answer.json()["message"], str)
    assert answer.json()["message"]
    # A member that is missing, or of another type, breaks the exception in the making.
    found = answer.json().get("meta", {})
    assert {key: type(found[key]) for key in meta} == meta
    assert all(isinstance(each["key"], str) for each in found.get("errors", []))


def test_a_missing_permission_has_no_body(account: Account) -> None:
    # By a body that names a feature it tells the one 403 from the other.
    answer = without_the_scope(account)
    assert (answer.status_code, answer.content) == (403, b"")


@pytest.mark.served
def test_its_address_is_a_name_from_a_hosts_file(make: Make) -> None:
    """It takes no address without a dotted name, so the mock is called by one that it knows nothing of."""
    mock = make()
    mock.seed_invoices(3)
    token = mock.tokens.issue(mock.clients[0])
    with serving(mock) as address, httpx2.Client() as http:
        name = f"smartbusiness.test:{address.origin.rpartition(':')[2]}"
        headers = {"Authorization": f"Bearer {token}", "Host": name, "Content-Type": "application/json"}
        page = http.request(
            "GET", f"{address.base_url}/receivables/invoices?limit=2", headers=headers, content=b"[]"
        ).json()
    assert page["pagination"]["next"] == f"http://{name}/v2/receivables/invoices?limit=2&offset=2"


@pytest.mark.served
@pytest.mark.parametrize(("limit", "status"), [(4_000_000, 201), (1_000_000, 413)])
def test_a_long_body_comes_when_it_is_asked_for(make: Make, limit: int, status: int) -> None:
    """It announces bodies of more than a mebibyte and waits for a word of the server before it sends them."""
    mock = make(body_limit=limit)
    token = mock.tokens.issue(mock.clients[0])
    address = {"country": "CH", "street": "Musterweg", "postcode": "3000", "city": "Bern"}
    body = json.dumps({**COMPANY, "main_address": address, "notes": "x" * 1_100_000}).encode()
    head = (
        f"POST /v2/contacts HTTP/1.1\r\nHost: smartbusiness.test\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nExpect: 100-Continue\r\n\r\n"
    )
    with serving(mock) as served:
        host, port = served.origin.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as raw, raw.makefile("rb") as answers:
            raw.sendall(head.encode())
            line = answers.readline()
            if line.startswith(b"HTTP/1.1 100"):
                answers.readline()
                raw.sendall(body)
                line = answers.readline()
    assert line.startswith(f"HTTP/1.1 {status} ".encode())
