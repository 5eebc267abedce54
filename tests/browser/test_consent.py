"""A user in a real browser: signs in, says yes or no, and the application at the other end takes what comes of it."""

import os
import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import anyio
import httpx2
import pytest
from attrs import evolve, frozen

from signoff import (
    AsyncSmartBusiness,
    ConsentDenied,
    ConsentFailed,
    ConsentLack,
    ConsentRequired,
    MemoryTokenStore,
    SmartBusiness,
    SmartBusinessEnvironment,
    StoredGrant,
    UserAccount,
    run_consent_flow,
    run_consent_flow_async,
)
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.serve import Address, serving
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.mock import CONSENT, OWN

from .conftest import require_browser
from .webdriver import ENTER, LIMIT, TAB, Browser, Element, alive, browsing

pytestmark = pytest.mark.served

SCOPES = ("invoice", "contact", "profile")
THANKS = "Thank you"


@frozen
class Stage:
    """A served mock whose application is sent the browser back on a port of this machine, and its time."""

    mock: SmartBusinessMock
    address: Address
    clock: ManualClock
    redirect_uri: str

    @property
    def authorize_url(self) -> str:
        return self.mock.authorize_url(self.address.origin)

    def settings(self, store: MemoryTokenStore, redirect_uri: str | None = None) -> tuple[Any, ...]:
        access = UserAccount(store, redirect_uri or self.redirect_uri, SCOPES)
        return self.mock.consent_credentials, access, SmartBusinessEnvironment.custom(self.address.base_url)

    def client(self, store: MemoryTokenStore, redirect_uri: str | None = None) -> SmartBusiness:
        return SmartBusiness(*self.settings(store, redirect_uri), clock=self.clock, sleep=self.clock.advance)

    def query(self, **changed: str) -> str:
        asked = {
            "response_type": "code",
            "client_id": self.mock.consent_client.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": "invoice contact",
            "state": "s",
        }
        return f"{self.authorize_url}?{urlencode({**asked, **changed})}"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        redirect_uri = f"http://127.0.0.1:{probe.getsockname()[1]}/callback"
    clock = ManualClock()
    mock = SmartBusinessMock(clock=clock, clients=(OWN, evolve(CONSENT, redirect_uri=redirect_uri)))
    with serving(mock) as address:
        yield Stage(mock, address, clock, redirect_uri)


class Flow:
    """A program that runs the helper and waits for its user, in a thread of its own."""

    def __init__(self, run: Callable[[Callable[[str], object]], Any]) -> None:
        self._announced: Queue[str] = Queue()
        self._future: Future[Any] = Future()
        threading.Thread(target=self._work, args=(run,), daemon=True).start()
        self.url = self._announced.get(timeout=LIMIT).splitlines()[-1]
        self.state = parse_qs(urlsplit(self.url).query)["state"][0]

    @property
    def over(self) -> bool:
        return self._future.done()

    def result(self) -> Any:
        return self._future.result(LIMIT)

    def _work(self, run: Callable[[Callable[[str], object]], Any]) -> None:
        try:
            self._future.set_result(run(self._announced.put))
        except BaseException as problem:  # noqa: BLE001 - raised again by result()
            self._future.set_exception(problem)


def ask(client: SmartBusiness) -> Flow:
    return Flow(lambda announce: run_consent_flow(client, announce=announce, timeout=LIMIT))


def held(store: MemoryTokenStore) -> StoredGrant:
    found = store.lease().load()
    assert found is not None
    return found


def empty(store: MemoryTokenStore) -> bool:
    return store.lease().load() is None


def shown_scopes(browser: Browser) -> list[str]:
    return [each.text for each in browser.all("#scopes li")]


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query, keep_blank_values=True)


# --------------------------------------------------------------------------------------------------------- the story


def test_yes_exchange_call_refresh_and_replay(browser: Browser, stage: Stage) -> None:
    store = MemoryTokenStore()
    with stage.client(store) as client:
        flow = ask(client)
        browser.open(flow.url)
        assert browser.title == "Sign in"
        assert browser.url.startswith(stage.authorize_url)
        assert "Signoff example application" in browser.find("main").text
        assert shown_scopes(browser) == sorted(SCOPES)
        assert not flow.over

        browser.find("#approve").click()
        browser.wait(lambda: browser.title == THANKS)
        back = query_of(browser.url)
        assert browser.url.startswith(f"{stage.redirect_uri}?")
        assert set(back) == {"code", "state"}
        assert back["state"] == [flow.state]
        assert back["code"][0] not in browser.find("body").text
        flow.result()

        first = held(store)
        assert back["code"][0] not in first.to_dict().values()
        assert client.profile.get().value.item.id == stage.mock.user.id
        # The code is spent: the same address brings nothing a second time, and takes nothing away.
        with pytest.raises(ConsentFailed, match="invalid_grant"):
            client.consent.finish(browser.url, state=flow.state)
        assert held(store) == first

        stage.clock.advance(43_200)
        assert client.contacts.list().status == 200
        second = held(store)
        assert {first.access_token, first.refresh_token}.isdisjoint({second.access_token, second.refresh_token})

        with (
            stage.client(MemoryTokenStore(evolve(first, expires_at=0.0))) as thief,
            pytest.raises(ConsentRequired) as no,
        ):
            thief.contacts.list()
        assert no.value.lack is ConsentLack.ENDED
        assert first.refresh_token not in f"{no.value}{vars(no.value)}"
        assert client.contacts.list().status == 200
        assert held(store) == second


def test_the_awaited_helper(browser: Browser, stage: Stage) -> None:
    async def use(announce: Callable[[str], object]) -> int:
        settings = stage.settings(MemoryTokenStore())
        async with AsyncSmartBusiness(*settings, clock=stage.clock) as client:
            await run_consent_flow_async(client, announce=announce, timeout=LIMIT)
            return (await client.contacts.list()).status

    flow = Flow(lambda announce: anyio.run(use, announce))
    browser.open(flow.url)
    browser.find("#approve").click()
    browser.wait(lambda: browser.title == THANKS)
    assert flow.result() == 200


def test_no(browser: Browser, stage: Stage) -> None:
    store = MemoryTokenStore()
    with stage.client(store) as client:
        flow = ask(client)
        browser.open(flow.url)
        # Whoever says no need not sign in, nor fill in anything properly.
        browser.find("#email").type("nobody")
        browser.find("#password").type("")
        browser.find("#deny").click()
        browser.wait(lambda: browser.title == THANKS)
        assert query_of(browser.url) == {"error": ["access_denied"], "state": [flow.state]}
        with pytest.raises(ConsentDenied) as denied:
            flow.result()
        assert denied.value.error == "access_denied"
        assert empty(store)
        with pytest.raises(ConsentRequired) as required:
            client.contacts.list()
        assert required.value.lack is ConsentLack.ABSENT


def _another_than(browser: Browser, button: Element) -> bool:
    return browser.find("#approve").id != button.id


def test_a_wrong_password_is_told_and_the_right_one_still_works(browser: Browser, stage: Stage) -> None:
    with stage.client(MemoryTokenStore()) as client:
        flow = ask(client)
        browser.open(flow.url)
        assert browser.all("[role=alert]") == []
        for field, wrong in (("#password", "wrong"), ("#email", "somebody@example.com")):
            browser.find(field).type(wrong)
            button = browser.find("#approve")
            button.click()
            # The page before shows an alert too: wait for the page that the click led to.
            browser.wait(partial(_another_than, browser, button))
            alert = browser.find("[role=alert]")
            assert alert.text == "The e-mail address or the password is wrong."
            assert browser.url.startswith(stage.address.origin)
            assert [browser.find(each).attribute("aria-describedby") for each in ("#email", "#password")] == [
                alert.attribute("id")
            ] * 2
            assert shown_scopes(browser) == sorted(SCOPES)
            assert wrong not in [browser.find(each).property("value") for each in ("#email", "#password")]
            assert not flow.over
        browser.find("#password").type(stage.mock.user.password)
        browser.find("#approve").click()
        browser.wait(lambda: browser.title == THANKS)
        flow.result()
        assert client.contacts.list().status == 200


# ------------------------------------------------------------------------------------------------------ what is refused


def test_an_address_that_is_not_registered_is_never_gone_to(browser: Browser, stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.setblocking(False)
        port = trap.getsockname()[1]
        registered = urlsplit(stage.redirect_uri)
        with stage.client(MemoryTokenStore(), f"http://127.0.0.1:{port}/callback") as client:
            begun = client.consent.begin().url
        addresses = (
            begun,
            stage.query(redirect_uri=f"http://127.0.0.1:{port}/callback", response_type="token"),
            stage.query(redirect_uri=f"http://{registered.netloc}@127.0.0.1:{port}/callback"),
            stage.query(redirect_uri=f"{stage.redirect_uri}/../elsewhere"),
            stage.query(redirect_uri=f"{stage.redirect_uri}?more"),
            stage.query(redirect_uri=f"javascript:location='http://127.0.0.1:{port}'"),
            stage.query(redirect_uri=""),
            stage.query(client_id="UNKNOWN"),
            f"{stage.query()}&redirect_uri=http://127.0.0.1:{port}/callback",
            stage.query().replace("?", f"?redirect_uri=http://127.0.0.1:{port}/callback&"),
        )
        for address in addresses:
            browser.open(address)
            assert browser.title == "This does not work"
            assert browser.find("[role=alert]").text
            assert browser.all("form, input, button, a") == []
            assert browser.url.startswith(stage.authorize_url)
        with pytest.raises(BlockingIOError):
            trap.accept()


def test_a_tampered_state_is_refused_and_the_right_one_still_counts(browser: Browser, stage: Stage) -> None:
    store = MemoryTokenStore()
    with stage.client(store) as client:
        flow = ask(client)
        assert flow.state in flow.url
        browser.open(flow.url.replace(flow.state, "forged"))
        browser.find("#approve").click()
        browser.wait(lambda: browser.title == "Nothing here")
        assert query_of(browser.url)["state"] == ["forged"]
        with pytest.raises(ConsentFailed, match="another state"):
            client.consent.finish(browser.url, state=flow.state)
        assert empty(store)
        assert not flow.over

        browser.open(flow.url)
        browser.find("#approve").click()
        browser.wait(lambda: browser.title == THANKS)
        flow.result()
        assert not empty(store)


def test_a_page_is_not_open_for_ever(browser: Browser, stage: Stage) -> None:
    browser.open(stage.query())
    request = browser.find("input[name=request]").attribute("value")
    stage.clock.advance(600)
    browser.find("#approve").click()
    browser.wait(lambda: browser.title == "This does not work")
    assert "open too long" in browser.find("[role=alert]").text
    browser.open(stage.query())
    assert browser.find("input[name=request]").attribute("value") != request


def test_what_an_address_says_is_shown_as_text(browser: Browser, stage: Stage) -> None:
    """Nothing runs and nothing is loaded, whatever the address of the page holds."""
    with httpx2.Client(trust_env=False) as http:
        page = http.get(stage.query(state='"><script>document.title="run"</script>'))
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    browser.open(stage.query(state='"><script>document.title="run"</script>'))
    assert browser.title == "Sign in"
    browser.open(stage.query(client_id='<script>document.title="run"</script>'))
    assert browser.title == "This does not work"


# --------------------------------------------------------------------------------------------------------- usable


def test_with_the_keyboard_alone(browser: Browser, stage: Stage) -> None:
    with stage.client(MemoryTokenStore()) as client:
        flow = ask(client)
        browser.open(flow.url)
        order = []
        focused = browser.tab_to("#email")
        for _ in range(4):
            order.append(focused.attribute("id"))
            assert focused.style("outline-style") != "none", f"no sign of the keyboard at {order[-1]}"
            assert float(focused.style("outline-width").removesuffix("px")) >= 2
            browser.press(TAB)
            focused = browser.focused
        assert order == ["email", "password", "approve", "deny"]

        browser.open(flow.url)
        browser.tab_to("#email")
        browser.press(*"nobody", TAB, *"wrong", TAB, ENTER)
        # No e-mail address: the browser holds the form back and leads to the field.
        browser.wait(lambda: browser.focused.attribute("id") == "email")
        assert browser.url == flow.url

        browser.open(flow.url)
        browser.tab_to("#email")
        browser.press(*stage.mock.user.email, TAB, *stage.mock.user.password, TAB, ENTER)
        browser.wait(lambda: browser.title == THANKS)
        flow.result()


def test_enter_in_a_field_is_yes_and_the_last_button_is_no(browser: Browser, stage: Stage) -> None:
    for fields, expected in ((("email", "password"), "code"), (("email", "password", "approve", "deny"), "error")):
        with stage.client(MemoryTokenStore()) as client:
            flow = ask(client)
            browser.open(flow.url)
            for name in fields:
                browser.tab_to(f"#{name}")
            browser.press_until(ENTER, lambda: browser.title == THANKS)
            assert expected in query_of(browser.url)
            if expected == "code":
                flow.result()
            else:
                with pytest.raises(ConsentDenied):
                    flow.result()


def test_every_part_has_a_name(browser: Browser, stage: Stage) -> None:
    browser.open(stage.query(scope=" ".join(stage.mock.consent_client.rights)))
    assert browser.find("html").attribute("lang") == "en"
    assert len(browser.all("h1")) == 1
    assert len(browser.all("main")) == 1
    parts = [browser.find(f"#{name}") for name in ("email", "password", "approve", "deny")]
    assert [(part.role, part.label) for part in parts] == [
        ("textbox", "E-mail address"),
        ("textbox", "Password"),
        ("button", "Sign in and allow"),
        ("button", "Deny"),
    ]
    assert [part.attribute("autocomplete") for part in parts[:2]] == ["username", "current-password"]
    assert parts[1].attribute("type") == "password"
    for name in ("email", "password"):
        browser.find(f"label[for={name}]").click()
        assert browser.focused.attribute("id") == name
    assert len(shown_scopes(browser)) == 15


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readable(browser: Browser, stage: Stage, scheme: str) -> None:
    browser.prefer(scheme)
    browser.open(stage.query())
    browser.find("#password").type("wrong")
    browser.find("#approve").click()
    browser.wait(lambda: browser.find("[role=alert]"))
    ground = browser.find("main").style("background-color")
    assert (luminance(ground) < 0.2) == (scheme == "dark")
    for selector in ("h1", "main p", "#scopes li", "[role=alert]", "label", "small"):
        assert contrast(browser.find(selector).style("color"), ground) >= 4.5, selector
    for selector in ("#email", "#password", "#approve", "#deny"):
        part = browser.find(selector)
        assert contrast(part.style("color"), part.style("background-color")) >= 4.5, selector
        assert contrast(part.style("border-top-color"), ground) >= 3, selector


def luminance(colour: str) -> float:
    """Relative luminance of an opaque colour (WCAG)."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    assert parts[3:] in ([], [1.0]), f"{colour} is not opaque"
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in parts[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_without_scripts(stage: Stage, browser: Browser, tmp_path: Path) -> None:
    probe = "data:text/html,<title>off</title><script>document.title='on'</script>"
    browser.open(probe)
    assert browser.title == "on"
    with browsing(tmp_path, scripts=False) as plain, stage.client(MemoryTokenStore()) as client:
        plain.open(probe)
        assert plain.title == "off"
        flow = ask(client)
        plain.open(flow.url)
        plain.find("#password").type("wrong")
        plain.find("#approve").click()
        plain.wait(lambda: plain.find("[role=alert]"))
        plain.find("#password").type(stage.mock.user.password)
        plain.find("#approve").click()
        plain.wait(lambda: plain.title == THANKS)
        flow.result()
        assert client.contacts.list().status == 200


# ---------------------------------------------------------------------------------------------------- the tool itself


def test_nothing_is_left_running(tmp_path: Path) -> None:
    require_browser()
    with browsing(tmp_path / "orderly") as browser:
        orderly = browser.driver_id
        assert len(alive(orderly)) > 2
    with browsing(tmp_path / "driver gone") as browser:
        orphaned = browser.driver_id
        os.kill(orphaned, signal.SIGKILL)
        assert len(alive(orphaned)) > 2
    left = [alive(each) for each in (orderly, orphaned)]
    assert left == [[], []]


def test_where_there_is_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install the packages chromium chromium-driver"):
        require_browser()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="install the packages chromium chromium-driver"):
        require_browser()
