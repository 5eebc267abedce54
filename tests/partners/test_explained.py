"""Every refusal of the mocks is explained: by a requirement row, or by words that say whose habit it is."""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from tests.messages import faults_of
from tests.partners.hostile import requests_of
from tests.partners.test_messages import written

import signoff_partners
from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.mock import engine, oauth, responder
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.control import engine_settings
from signoff_contract.mock.explain import HEADER, Explanations, Reason, explanation
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.siesmart.mock import explained as siesmart
from signoff_partners.simutek.mock import explained as simutek
from signoff_partners.smartbusiness.mock import explained as smartbusiness
from signoff_partners.smartbusiness.mock.errors import Code
from signoff_partners.smartbusiness.mock.state import Limit

TABLES: dict[str, Explanations] = {
    "siesmart": siesmart.EXPLAINED,
    "smartbusiness": smartbusiness.EXPLAINED,
    "simutek": simutek.EXPLAINED,
}
MOCKS: dict[str, Any] = {
    "siesmart": lambda: SieSmartMock(clock=ManualClock(), requests_per_minute=None),
    "smartbusiness": lambda: SmartBusinessMock(clock=ManualClock(), requests_per_period=10**9),
    "simutek": lambda: SimutekMock(clock=ManualClock()),
}
PARTNERS = sorted(TABLES)
# Of some a hostile request alone knows what is the matter.
SEEN = {
    "siesmart": {
        *("SIE-AUTH-004", "SIE-AUTH-005", "SIE-AUTH-014", "SIE-ENV-001", "SIE-ERR-002", "SIE-ERR-007", "SIE-PROP-003"),
        *("SIE-CONF-002", "SIE-CONF-007", "SIE-PROP-020", "SIE-PROP-022", "SIE-DATA-008"),
    },
    "simutek": {
        *(
            "SIM-AUTH-008",
            "SIM-AUTH-009",
            "SIM-AUTH-017",
            "SIM-ENV-001",
            "SIM-CUST-011",
            "SIM-CUST-012",
            "SIM-CUST-013",
        ),
        *("SIM-CUST-021", "SIM-HDR-001", "SIM-LIST-015", "SIM-LIST-016", "SIM-ORDER-007"),
    },
    "smartbusiness": {
        *("SMB-AUTH-008", "SMB-AUTH-009", "SMB-USE-004", "SMB-USE-009", "SMB-USE-011", "SMB-ERR-004", "SMB-ERR-008"),
        *("SMB-ERR-009", "SMB-ERR-011", "SMB-ERR-012", "SMB-ERR-014", "SMB-ERR-018", "SMB-ERR-019"),
        *("SMB-ERR-020", "SMB-ERR-021", "SMB-ERR-024", "SMB-ERR-025", "SMB-ERR-032", "SMB-WITH-004", "SMB-METHOD-001"),
    },
}


@pytest.fixture(scope="module", params=PARTNERS)
def partner(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def answers(partner: str) -> list[tuple[Request, Answer]]:
    """What hostile requests are refused with."""
    mock = MOCKS[partner]()
    path = mock.base_url().partition("//")[2].partition("/")[2]
    token = mock.tokens.issue(mock.clients[0])
    sent = requests_of(load(partner), f"/{path}", token)
    told = ((request, mock.engine.answer(request)) for request in sent)
    return [(request, answer) for request, answer in told if answer.refusal is not None]


def codes_of(*sources: Path) -> Iterator[str]:
    """The codes that stand in the source: a constant without a blank that follows a status, or that comes first."""
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text())):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in {"Refusal", "OAuthError", "_refused", "not_allowed", "_error"}:
                yield from (
                    argument.value
                    for argument in node.args[:2]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
                    if " " not in argument.value
                )


def reasons_of(partner: str) -> list[tuple[str, Reason]]:
    return list(TABLES[partner].each())


def test_every_code_in_the_source_has_a_reason(partner: str) -> None:
    (folder,) = (Path(root) / partner / "mock" for root in signoff_partners.__path__ if (Path(root) / partner).is_dir())
    used = {"siesmart": [engine, engine_settings], "simutek": [engine]}.get(partner, [])
    shared = [Path(str(module.__file__)) for module in (responder, *used)]
    found = set(codes_of(*folder.glob("*.py"), *shared))
    if partner == "smartbusiness":
        # Fixed codes of the vendor's; 1100 to 1105 stand inside of 1000, and 2000 to 8000 are codes of their own.
        found |= {str(int(code)) for code in Code if not 1100 <= code <= 1105}
    else:
        found |= set(codes_of(Path(oauth.__file__)))
        errors = oauth.TENANT if partner == "siesmart" else oauth.STANDARD
        found |= {errors.grant[1], errors.client[1]}
        if partner == "simutek":
            # It has no audience, and no version.
            found -= {"access_denied", "PRECONDITION_MISSING", "PRECONDITION_FAILED"}
    # A pace that a fault made up is not explained, and SmartBusiness's own has another code.
    found = found | {"VALIDATION_FAILED"} if partner != "smartbusiness" else found - {"RATE_LIMIT_REACHED"}
    told = {code for code, _ in reasons_of(partner)}
    assert found <= told | {str(int(Code.WITH_KEY))}, sorted(found - told)
    assert told <= found | {"INTERNAL_ERROR", "MALFORMED_REQUEST"}, f"no such code: {sorted(told - found)}"


def test_every_row_exists_and_every_habit_is_told_in_words(partner: str) -> None:
    rows = {each.id: each for each in load_requirements(partner)}
    for code, reason in reasons_of(partner):
        assert (reason.row is None) != (reason.ours is None), code
        if reason.row is not None:
            assert reason.row in rows, f"{code}: there is no row {reason.row}"
            assert rows[reason.row].binds in {"provider", "introducer"}
        else:
            assert reason.ours is not None
            assert not list(faults_of(f"Ours: {reason.ours}")), reason.ours


def test_every_refusal_of_a_hostile_request_is_explained(partner: str, answers: list[tuple[Request, Answer]]) -> None:
    seen = set()
    for request, answer in answers:
        refusal = answer.refusal
        assert refusal is not None
        reason = TABLES[partner].of(refusal, request, lambda: "")
        assert reason is not None, f"{refusal} is not explained"
        assert answer.header(HEADER) == refusal.requirement
        if refusal.requirement is not None:
            seen.add(refusal.requirement)
    assert seen >= SEEN[partner], sorted(SEEN[partner] - seen)


def test_every_reason_fits_some_refusal(partner: str, answers: list[tuple[Request, Answer]]) -> None:
    words = {text for text, _ in written()}
    for answer in (*(answer for _, answer in answers), *told_in_stories(partner)):
        assert answer.refusal is not None
        words.update(answer.refusal.words)
        words.update(f"{place or 'The body'} {why}" for place, why in answer.refusal.fields)
    idle = [
        f"{code}: {reason.says.pattern}"
        for code, reason in reasons_of(partner)
        if reason.says is not None and not any(reason.says.search(text) for text in words)
    ]
    assert not idle


def told_in_stories(partner: str) -> list[Answer]:
    """What is refused in states that have to be come to first."""
    mock = MOCKS[partner]()
    if partner == "siesmart":
        created = ask(mock, "POST", "/proposals", b'{"officeId": 1}').json()["id"]
        asset = b'{"assetIacCode": "ITE2201", "quantity": 1, "valuePerAsset": 1}'
        return [
            ask(mock, "PUT", f"/proposals/{created}/assets/7", asset, If_Match="*"),
            ask(mock, "PUT", f"/proposals/{created}/loans/7", b'{"loanPurpose": {"id": 1}, "value": 1}', If_Match="*"),
        ]
    if partner == "simutek":
        customer = b'{"name": "A", "number": "K100421", "invoiceEmail": null, "corporateIdentityNumber": "1"}'
        order = b'{"customerNumber": "K100421", "salesOrderLines": [{"quantity": 1}], "language": "de"}'
        wrong = customer.replace(b"null", b'"nobody"')
        return [
            ask(mock, "POST", "/customers", customer),
            ask(mock, "POST", "/salesorders", order),
            ask(mock, "POST", "/customers", wrong),
        ]
    return told_by_smartbusiness()


def told_by_smartbusiness() -> list[Answer]:
    mock = SmartBusinessMock(clock=ManualClock(), invoices=2, refuse_read_only=True, scope_refusal="oauth")
    invoice, another = ask(mock, "GET", "/receivables/invoices").json()["items"]
    preview = f"/receivables/invoices/{invoice['id']}/preview"
    contact = ask(mock, "GET", "/contacts").json()["items"][0]["id"]
    body = json.dumps({"contact_id": contact, "name": "A", "start_date": "2026-01-05"}).encode()
    project = ask(mock, "POST", "/reporting/projects", body).json()["item"]["id"]
    taken = json.dumps({"number": invoice["number"], "id": 1, "date": "5.1.2026"}).encode()
    narrow = f"Bearer {mock.tokens.issue(mock.clients[2])}"
    consent = mock.consent_client
    asked = {"response_type": "code", "client_id": consent.client_id, "redirect_uri": consent.redirect_uri}
    sent_to = mock.consent(f"{mock.authorize_url()}?{urlencode({**asked, 'scope': 'invoice'})}")
    code = parse_qs(urlsplit(sent_to).query)["code"][0]
    own = {"client_id": consent.client_id, "client_secret": consent.client_secret}
    exchange = {**own, "grant_type": "authorization_code", "code": code, "redirect_uri": consent.redirect_uri}
    first = token_of(mock, exchange)
    renewal = {**own, "grant_type": "refresh_token", "refresh_token": first.json()["refresh_token"]}
    token_of(mock, renewal)
    weak = {"client_id": mock.clients[2].client_id, "client_secret": mock.clients[2].client_secret}
    told = [
        ask(mock, "GET", preview, query="size=7"),
        ask(mock, "GET", preview, query="page=7"),
        ask(mock, "PATCH", f"/reporting/projects/{project}/change-status/XX"),
        ask(mock, "PUT", f"/receivables/invoices/{invoice['id']}", taken),
        ask(mock, "PUT", f"/receivables/invoices/{another['id']}", json.dumps({"number": invoice["number"]}).encode()),
        ask(mock, "GET", "/receivables/invoices", Authorization=narrow),
        token_of(mock, exchange),
        token_of(mock, renewal),
        token_of(mock, {**weak, "grant_type": "client_credentials", "scope": "invoice"}),
        token_of(mock, {**own, "grant_type": "client_credentials"}),
    ]
    rows = [None if each.refusal is None else each.refusal.requirement for each in told]
    assert rows == [
        *("SMB-PRINT-005", "SMB-PRINT-006", "SMB-PROJECT-021", "SMB-ERR-012", "SMB-ERR-013", "SMB-SCOPE-002"),
        *("SMB-OAUTH-006", "SMB-OAUTH-008", "SMB-AUTH-016", None),
    ]
    return told


def token_of(mock: Any, form: Mapping[str, str]) -> Answer:
    path = urlsplit(mock.token_url()).path
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    answer: Answer | None = mock.front.handle(
        Request("POST", path, headers=headers, body=urlencode(form).encode())
    ).answer
    assert answer is not None
    return answer


def ask(mock: Any, method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Answer:
    base = mock.base_url().partition("//")[2].partition("/")[2]
    sent = {"Authorization": f"Bearer {mock.tokens.issue(mock.clients[0])}", "Content-Type": "application/json"}
    lines = tuple({**sent, **{name.replace("_", "-"): value for name, value in headers.items()}}.items())
    answer: Answer | None = mock.front.handle(Request(method, f"/{base}{path}", query, lines, body)).answer
    assert answer is not None
    return answer


def test_a_missing_precondition_by_its_method() -> None:
    mock = MOCKS["siesmart"]()
    created = ask(mock, "POST", "/proposals", b'{"officeId": 1}').json()["id"]
    for method, path, wanted in (
        ("POST", "assets", "SIE-ETAG-007"),
        ("PUT", "customer", "SIE-ETAG-008"),
        ("DELETE", "decision", "SIE-ETAG-009"),
    ):
        answer = ask(mock, method, f"/proposals/{created}/{path}", b"{}")
        assert (answer.status, answer.header(HEADER)) == (412, wanted)
        assert answer.refusal is not None
        assert answer.refusal.requirement == wanted
    mock.engine.outage = engine_settings.DOWN
    assert ask(mock, "GET", "/common/offices").header(HEADER) == "SIE-ERR-010"
    mock.engine.outage = None
    stale = ask(mock, "POST", f"/proposals/{created}/assets", b"{}", If_Match='"x"')
    assert stale.header(HEADER) == "SIE-ETAG-011"
    submitted = ask(mock, "POST", f"/proposals/{created}/decision", b"{}", If_Match="*")
    assert submitted.header(HEADER) in {"SIE-DEC-006", "SIE-ERR-002"}


def test_what_the_switches_of_smartbusiness_refuse() -> None:
    mock = MOCKS["smartbusiness"]()
    mock.switches.limits["contact_group"] = Limit(0)
    body = b'{"name": "A"}'
    assert ask(mock, "POST", "/contacts/configuration/groups", body).header(HEADER) == "SMB-ERR-030"
    mock.switches.missing_features["contact"] = ("big",)
    assert ask(mock, "GET", "/contacts").header(HEADER) == "SMB-ERR-031"
    mock.switches.offline = True
    assert ask(mock, "GET", "/contacts").header(HEADER) == "SMB-ERR-034"
    paced = SmartBusinessMock(clock=ManualClock(), requests_per_period=1)
    assert [ask(paced, "GET", "/contacts").header(HEADER) for _ in range(2)] == [None, "SMB-ERR-033"]


@pytest.mark.parametrize(
    ("form", "row"),
    [
        ("grant_type=client_credentials&client_id=x&client_secret=x", "SIM-AUTH-006"),
        ("grant_type=password&client_id=x&client_secret=x", "SIM-AUTH-007"),
        ("grant_type=client_credentials", "SIM-AUTH-014"),
    ],
)
def test_refused_token_requests_are_explained_too(form: str, row: str) -> None:
    mock = MOCKS["simutek"]()
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    answer = mock.front.handle(Request("POST", "/connect/token", headers=headers, body=form.encode())).answer
    assert (answer.header(HEADER), answer.refusal.requirement) == (row, row)


def test_nothing_is_explained_where_nobody_wants_it(partner: str) -> None:
    mock = {"siesmart": SieSmartMock, "smartbusiness": SmartBusinessMock, "simutek": SimutekMock}[partner](
        explain=False
    )
    answer = ask(mock, "GET", "/nothing/at/all")
    assert answer.status == 404
    assert answer.refusal is not None
    assert (answer.header(HEADER), answer.refusal.requirement) == (None, None)


def test_a_success_has_no_such_header() -> None:
    assert ask(MOCKS["siesmart"](), "GET", "/common/offices").header(HEADER) is None


def test_a_row_is_told_with_its_source() -> None:
    told = explanation("siesmart", "SIE-ETAG-007")
    assert told is not None
    assert told.text.startswith("A POST that changes a proposal without If-Match is refused with 412")
    assert told.source.startswith("START, ")
    assert explanation("siesmart", "SIE-NOTHING-001") is None
    assert explanation("nobody", "SIE-ETAG-007") is None
