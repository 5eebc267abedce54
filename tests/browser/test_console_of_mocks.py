"""The console of mocks that are really served: what is done in it comes about, and what came about is seen in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from attrs import frozen

from signoff import OutcomeUnknown, SieSmart, VersionConflict
from signoff.siesmart import models
from signoff_contract.mock.registry import Mock
from signoff_contract.mock.serving import serving, site_of
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

from .looks import PHONE, WIDE, ask, barriers, devtools, full_size, size
from .test_console import WATCH
from .webdriver import ENTER, Browser

pytestmark = pytest.mark.served

EVIL = '</script></pre><img src=x onerror="window.evil=1"><svg onload="window.evil=1">'


@frozen
class Bench:
    """Two mocks on one origin, a browser before their console."""

    browser: Browser
    siesmart: SieSmartMock
    smartbusiness: SmartBusinessMock
    origin: str

    def open(self, page: str, partner: str = "siesmart") -> None:
        self.browser.open("about:blank")
        self.browser.open(f"{self.origin}/_signoff/openapi.json")
        ask(self.browser, "sessionStorage.setItem('signoff-partner', arguments[0])", partner)
        self.browser.open(f"{self.origin}/_signoff/{page}")

    def shows(self, text: str) -> None:
        """Wait until the view shows a text."""
        script = "return document.querySelector('#view, #reference').innerText.includes(arguments[0])"
        self.browser.wait(lambda: ask(self.browser, script, text))

    def press(self, selector: str) -> None:
        """Press what a selector finds, wherever it is on the page."""
        self.browser.wait(lambda: self.browser.find(selector))
        ask(self.browser, "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.browser.find(selector).click()

    def client(self) -> SieSmart:
        return SieSmart.from_env(self.siesmart.variables(self.origin))


@pytest.fixture(scope="module")
def bench(window: Browser) -> Iterator[Bench]:
    siesmart, smartbusiness = SieSmartMock(), SmartBusinessMock()
    mocks: dict[str, Mock] = {"siesmart": siesmart, "smartbusiness": smartbusiness}
    size(window, WIDE)
    window.prefer("light")
    watching = devtools(window, "Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    with serving(mocks) as at:
        yield Bench(window, siesmart, smartbusiness, at.origin)
        window.open("about:blank")
    devtools(window, "Page.removeScriptToEvaluateOnNewDocument", identifier=watching["identifier"])
    full_size(window)


@pytest.fixture(autouse=True)
def begun_again(bench: Bench) -> None:
    with httpx2.Client(base_url=bench.origin, trust_env=False) as http:
        for partner in ("siesmart", "smartbusiness"):
            answer = http.post(f"/_signoff/reset?partner={partner}", headers={"Content-Type": "application/json"})
            assert answer.status_code == 200, answer.text


def test_a_proposal_is_followed_from_its_creation_to_a_refused_change(bench: Bench) -> None:
    with bench.client() as client:
        created = client.proposals.create(models.ProposalCreate(office_id=1))
        asset = models.Asset(asset_iac_code="ITE", quantity=1, value_per_asset=99.5)
        client.assets.add(created.value.id, asset, version=created)
        with pytest.raises(VersionConflict) as conflict:
            client.assets.add(created.value.id, asset, version=created)
    bench.open("")
    bench.shows(str(conflict.value.trace_id))
    bench.press("table.log a.open")
    bench.shows("Refused")
    bench.shows("PRECONDITION_FAILED")
    ask(bench.browser, "location.hash = arguments[0]", f"#/state/proposal/{created.value.id}")
    bench.shows("History")
    bench.shows("Asked lately")
    bench.shows("assetIacCode")
    assert ask(bench.browser, "return document.querySelectorAll('.history li').length") == 2
    assert ask(bench.browser, "return window.broken") == []


def test_a_fault_that_was_armed_here_hits_a_client_and_is_told(bench: Bench) -> None:
    bench.open("#/faults")
    bench.browser.wait(lambda: bench.browser.find("form.arm [name=operation]"))
    ask(
        bench.browser,
        "const form = document.querySelector('form.arm'); form.elements.name.value = 'answer-lost-after-change';"
        "form.elements.name.dispatchEvent(new Event('input')); form.elements.operation.value = 'proposals_create'",
    )
    bench.press("form.arm button[type=submit]")
    bench.shows("armed")
    with bench.client() as client, pytest.raises(OutcomeUnknown):
        client.proposals.create(models.ProposalCreate(office_id=1))
    bench.shows("spent")
    bench.press("table.faults td.taken a")
    bench.shows("The connection ended without one.")
    ask(bench.browser, "location.hash = '#/state'")
    # The change was made all the same.
    bench.shows("NOT_AVAILABLE")


def test_markup_that_was_stored_is_read_and_not_run(bench: Bench) -> None:
    with httpx2.Client(base_url=bench.origin, trust_env=False) as http:
        own = bench.smartbusiness.clients[0]
        given = {"grant_type": "client_credentials", "client_id": own.client_id, "client_secret": own.client_secret}
        issued = http.post("/v2/auth/access-tokens", data=given).json()["access_token"]
        headers = {"Authorization": f"Bearer {issued}", "X-Trace": EVIL, "User-Agent": EVIL}
        address = {"street": EVIL, "city": EVIL, "postcode": "8000", "country": "CH"}
        contact = {"name": EVIL, "relation": ["CL"], "type": "C", "main_address": address}
        made = http.post("/v2/contacts", json=contact, headers=headers)
        assert made.status_code in {200, 201}, made.text
        http.get(f"/v2/contacts?{EVIL.replace(' ', '+')}", headers=headers)
        http.get("/v2/contacts/%3Cimg%20src=x%20onerror=evil%3E", headers=headers)
    bench.open("#/requests", "smartbusiness")
    bench.shows("POST /v2/contacts")
    number = ask(bench.browser, "return document.querySelector('table.log tbody tr').dataset.number")
    for each in range(int(number) - 2, int(number) + 1):
        ask(bench.browser, "location.hash = arguments[0]", f"#/requests/{each}")
        bench.shows(f"Request {each}")
        assert EVIL in str(ask(bench.browser, "return document.querySelector('.beside').textContent"))
    ask(bench.browser, "location.hash = '#/state/contact'")
    bench.shows(EVIL)
    bench.press("table.entities a.open")
    bench.shows("As remembered")
    assert ask(bench.browser, "return document.querySelectorAll('img, svg').length") == 0
    assert ask(bench.browser, "return [window.evil ?? null, window.broken]") == [None, []]


def test_a_snapshot_is_saved_and_brought_back(bench: Bench, tmp_path: Path) -> None:
    with bench.client() as client:
        kept = client.proposals.create(models.ProposalCreate(office_id=1)).value.id
        devtools(bench.browser, "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
        bench.open("#/control")
        bench.press("[aria-labelledby=whole-title] .actions button")
        saved = tmp_path / "siesmart-snapshot.json"
        bench.browser.wait(saved.exists)
        assert json.loads(saved.read_text())["partner"] == "siesmart"
        later = client.proposals.create(models.ProposalCreate(office_id=1)).value.id
    assert {kept, later} == set(bench.siesmart.state.proposals)
    chosen = bench.browser.find("[aria-labelledby=whole-title] input[type=file]")
    bench.browser.command("POST", f"/element/{chosen.id}/value", {"text": str(saved)})
    bench.press("dialog button[value=yes]")
    bench.browser.wait(lambda: set(bench.siesmart.state.proposals) == {kept})


def test_a_call_is_tried_out_from_the_reference(bench: Bench) -> None:
    bench.open("reference?partner=siesmart")
    bench.browser.wait(lambda: bench.browser.all(".opblock"), 60)
    # Without a token the mock refuses, as the partner would.
    bench.press("#operations-proposals-proposals_create .opblock-summary-control")
    bench.press(".btn.execute")
    bench.shows("401")
    bench.press("#access button")
    bench.browser.wait(lambda: "mock-introducer" in bench.browser.find("#said").text)
    bench.press(".btn.execute")
    bench.browser.wait(lambda: len(bench.siesmart.state.proposals) == 1)
    (made,) = bench.siesmart.state.proposals
    bench.shows(str(made))
    entries = ask(bench.browser, "return performance.getEntriesByType('resource').map((each) => each.name)")
    assert {urlsplit(each).netloc for each in entries} == {urlsplit(bench.origin).netloc}
    assert ask(bench.browser, "return window.broken") == []
    ask(bench.browser, "fetch('http://127.0.0.1:9/').catch(() => {})")
    bench.browser.wait(lambda: "connect-src" in str(ask(bench.browser, "return window.broken")))
    # What is ours of the page; the renderer's own markup is not.
    assert barriers(bench.browser, ".swagger-ui") == []
    size(bench.browser, PHONE)
    width = ask(bench.browser, "return [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1] == PHONE[0]
    size(bench.browser, WIDE)
    bench.open("")
    bench.shows("proposals_create · mock-introducer")


def test_the_state_of_one_client_is_looked_at_with_the_control_token(bench: Bench) -> None:
    """Where each client has a state of its own, and the control plane is guarded."""
    mock = SieSmartMock()
    site = site_of(mock, "the control token", isolated=True)
    with serving(site) as at:
        with SieSmart.from_env(mock.variables(at.origin)) as client:
            made = client.proposals.create(models.ProposalCreate(office_id=1)).value.id
        bench.browser.open(f"{at.origin}/_signoff/#/state")
        field = bench.browser.wait(lambda: bench.browser.find("dialog[open] input"))
        assert str(made) not in bench.browser.source
        field.type("the control token")
        bench.browser.press(ENTER)
        bench.shows("Proposals: none yet.")
        choice = "[aria-labelledby=state-title] .tools select"
        assert bench.browser.find(choice).label == "State of"
        script = "const found = document.querySelector(arguments[0]); found.value = arguments[1];"
        ask(bench.browser, f"{script} found.dispatchEvent(new Event('input'))", choice, "mock-introducer")
        bench.shows(f"Proposal {made}")
        bench.browser.open("about:blank")
