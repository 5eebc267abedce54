"""Applications that live with a mock: each step is a request that goes on from what was answered before."""

import base64
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from attrs import define, field

from signoff_contract.mock.http import Answer, Request

FORM = "application/x-www-form-urlencoded"
PDF = base64.b64encode(b"%PDF-1.4 made up").decode()


@define
class Life:
    """An application of one mock. `known` is what it remembers: ids, versions, codes."""

    mock: Any
    client: int = 0
    address: str = "192.0.2.1"
    token: str = ""
    known: dict[str, list[Any]] = field(factory=dict)

    def copy(self) -> "Life":
        known = {name: list(values) for name, values in self.known.items()}
        return Life(self.mock, self.client, self.address, self.token, known)

    def moved(self, mock: Any) -> "Life":
        life = self.copy()
        life.mock = mock
        return life

    def step(self, number: int) -> tuple[int, Any, bytes]:
        """One step; what was answered, whole."""
        steps = STEPS[type(self.mock).__name__]
        answer = steps[number % len(steps)](self, number // len(steps))
        return answer.status, answer.headers, answer.body

    def read(self) -> Answer:
        """A read, the same each time."""
        kind = type(self.mock).__name__
        path = {"SieSmartMock": "/common/offices", "SmartBusinessMock": "/receivables/invoices"}.get(kind, "/customers")
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = b"" if body is None else orjson.dumps(body)
        given = [("Host", "mock.test"), ("Authorization", f"Bearer {self.token}")]
        given += [("Content-Type", "application/json")] if body is not None else []
        given += [(name.replace("_", "-"), value) for name, value in headers.items()]
        path, _, query = path.partition("?")
        base = urlsplit(self.mock.base_url()).path
        return self._sent(Request(method, f"{base}{path}", query, tuple(given), sent, self.address))

    def log_in(self, **more: str) -> Answer:
        client = self.mock.clients[self.client % len(self.mock.clients)]
        endpoint = getattr(self.mock.engine, "token_endpoint", None)
        form = {
            "grant_type": "client_credentials",
            "client_id": client.client_id,
            "client_secret": client.client_secret,
            **({"audience": endpoint.audience} if endpoint is not None and endpoint.audience else {}),
            **more,
        }
        answer = self.form(urlsplit(self.mock.token_url()).path, form)
        if answer.status == 200:
            self.token = answer.json()["access_token"]
        return answer

    def form(self, path: str, form: Mapping[str, str]) -> Answer:
        headers = (("Host", "mock.test"), ("Content-Type", FORM))
        return self._sent(Request("POST", path, "", headers, urlencode(form).encode(), self.address))

    def keep(self, name: str, value: Any) -> None:
        self.known.setdefault(name, []).append(value)

    def one(self, name: str, place: int, default: Any = 1) -> Any:
        values = self.known.get(name) or [default]
        return values[place % len(values)]

    def _sent(self, request: Request) -> Answer:
        answer: Answer | None = self.mock.front.handle(request).answer
        assert answer is not None
        return answer


def _proposal(life: Life, _place: int) -> Answer:
    sheet = {"introducerPricelistId": 1001, "marketProductId": 11, "term": 36}
    body = {
        "officeId": 1,
        "assets": [{"assetIacCode": "ITE2201", "quantity": 2, "valuePerAsset": 1250.1 * (1 + len(life.known))}],
        "calculation": {"operation": "CALCULATE_PAYMENT", "sheet": sheet},
        "customer": {"registrationNumber": "00000001", "sourceCountryCode": "GB"},
    }
    answer = life.ask("POST", "/proposals", body)
    return _with_tag(life, answer)


def _with_tag(life: Life, answer: Answer) -> Answer:
    tag = answer.header("ETag")
    if tag is not None and answer.status < 300 and answer.body.startswith(b"{"):
        body = answer.json()
        if isinstance(body.get("id"), int):
            life.keep("proposal", (body["id"], tag))
    return answer


def _of_proposal(method: str, path: str, body: Any = None) -> Callable[[Life, int], Answer]:
    def step(life: Life, place: int) -> Answer:
        proposal, tag = life.one("proposal", place, (1, '"x"'))
        if method != "GET" and place % 5:
            # One of five changes goes by the version of the creation, as careless clients do.
            tag = life.ask("GET", f"/proposals/{proposal}").header("ETag") or tag
        given = {} if method == "GET" else {"If_Match": tag}
        return _with_tag(life, life.ask(method, f"/proposals/{proposal}{path}", body, **given))

    return step


_SUBMISSION = {
    "commentToRiskAnalyst": "Known customer",
    "siemensMayContactCustomer": True,
    "siemensMayRequestCreditData": False,
    "prelease": False,
}
_DOCUMENT = {"type": {"id": 5, "name": "Other"}, "fileName": "a.pdf", "fileContent": PDF}
_POST = {"palette": "C", "print": "D", "speed": "P"}
_LOAN = {"loanPurpose": {"id": 1, "name": "Machine"}, "value": 90_000}


def _contact(life: Life, place: int) -> Answer:
    address = {"country": "CH", "street": "Weg", "street_no": "1", "postcode": "3000", "city": "Bern"}
    body = {"relation": ["CL"], "type": "C", "name": f"AG {place}", "currency": "CHF", "main_address": address}
    answer = life.ask("POST", "/contacts", body)
    if answer.status == 201:
        item = answer.json()["item"]
        life.keep("contact", (item["id"], item["main_address_id"]))
    return answer


def _invoice(life: Life, place: int) -> Answer:
    contact, address = life.one("contact", place, (1, 1))
    position = {"type": "N", "catalog_type": "S", "name": "Work", "price": 12.5, "amount": 2, "unit_id": 1, "vat": 7.7}
    body = {
        "contact_id": contact,
        "contact_address_id": address,
        "date": "2026-01-05",
        "due": "2026-02-05",
        "currency": "CHF",
        "language": "de",
        "positions": [position],
    }
    answer = life.ask("POST", "/receivables/invoices", body)
    if answer.status == 201:
        life.keep("invoice", answer.json()["item"]["id"])
    return answer


def _consent(life: Life, _place: int) -> Answer:
    """A user consents, and the code is exchanged."""
    client = life.mock.consent_client
    asked = {"client_id": client.client_id, "redirect_uri": client.redirect_uri, "response_type": "code"}
    page = life._sent(Request("GET", "/v2/auth/authorize", urlencode({**asked, "scope": "invoice"}), (), b"", "user"))
    if page.status != 200:
        return page
    name = page.body.decode().split('name="request" value="')[1].split('"')[0]
    user = life.mock.user
    form = {"request": name, "email": user.email, "password": user.password, "decision": "approve"}
    back = life.form("/v2/auth/authorize/decision", form)
    life.keep("code", (back.header("Location") or "code=x").split("code=")[-1])
    return back


def _exchange(life: Life, place: int) -> Answer:
    client = life.mock.consent_client
    form = {"grant_type": "authorization_code", "code": life.one("code", place, "x")}
    return _with_refresh(life, client, {**form, "redirect_uri": client.redirect_uri})


def _renew(life: Life, place: int) -> Answer:
    form = {"grant_type": "refresh_token", "refresh_token": life.one("refresh", place, "x")}
    return _with_refresh(life, life.mock.consent_client, form)


def _with_refresh(life: Life, client: Any, form: Mapping[str, str]) -> Answer:
    secret = {"client_id": client.client_id, "client_secret": client.client_secret}
    answer = life.form("/v2/auth/access-tokens", {**form, **secret})
    if answer.status == 200 and "refresh_token" in answer.json():
        life.keep("refresh", answer.json()["refresh_token"])
    return answer


def _customer(life: Life, place: int) -> Answer:
    number = None if place % 2 else f"K{900_000 + place}"
    body = {
        "name": "Tryckköparna",
        "number": number,
        "invoiceEmail": "faktura@example.com",
        "corporateIdentityNumber": "999999-0707",
    }
    return life.ask("POST", "/customers", body)


def _order(life: Life, place: int) -> Answer:
    names = life.mock.api.names
    buyer = "K100421" if place % 3 else "nobody"
    row = {names.row["article-number"]: "VK-85x55", names.row["quantity"]: 2}
    return life.ask("POST", "/salesorders", {names.order["buyer"]: buyer, names.order["rows"]: [row]})


Step = Callable[[Life, int], Answer]
_LOG_IN: Step = lambda life, _place: life.log_in()  # noqa: E731 - a row of the tables below

STEPS: Mapping[str, list[Step]] = {
    "SieSmartMock": [
        _LOG_IN,
        _proposal,
        _proposal,
        _of_proposal("GET", ""),
        _of_proposal("POST", "/loans", _LOAN),
        _of_proposal("PUT", "/customer", {"customer": {"registrationNumber": "2", "sourceCountryCode": "GB"}}),
        _of_proposal("POST", "/decision", _SUBMISSION),
        _of_proposal("DELETE", "/decision"),
        _of_proposal("POST", "/documents", _DOCUMENT),
        _of_proposal("GET", "/documents"),
        _of_proposal("GET", "/decision/check"),
        lambda life, _place: life.ask("GET", "/common/offices"),
    ],
    "SmartBusinessMock": [
        _LOG_IN,
        _contact,
        _invoice,
        _invoice,
        lambda life, place: life.ask("GET", f"/receivables/invoices/{life.one('invoice', place)}"),
        lambda life, place: life.ask(
            "PUT", f"/receivables/invoices/{life.one('invoice', place)}", {"title": f"Title {place}"}
        ),
        lambda life, place: life.ask(
            "PATCH", f"/receivables/invoices/{life.one('invoice', place)}/send-by-post", _POST
        ),
        lambda life, place: life.ask("DELETE", f"/receivables/invoices/{life.one('invoice', place)}"),
        lambda life, _place: life.ask("GET", "/receivables/invoices?limit=5&sort=-number"),
        _consent,
        _exchange,
        _renew,
    ],
    "SimutekMock": [
        _LOG_IN,
        _customer,
        _customer,
        _order,
        lambda life, place: life.ask("GET", f"/customers/K{900_000 + place}"),
        lambda life, _place: life.ask("GET", "/customers"),
    ],
}
