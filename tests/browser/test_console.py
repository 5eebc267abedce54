"""The console, as a person or a machine in the middle may use it; beside it a control plane whose answers are made up."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import frozen

from .lived_in import lived_in, request_of
from .looks import PHONE, WIDE, ask, barriers, devtools, full_size, size
from .made_up import Call, MadeUp, hostile, serve
from .webdriver import ENTER, TAB, Browser

pytestmark = pytest.mark.served

ESCAPE, DOWN, UP, END, SPACE = "\ue00c", "\ue015", "\ue013", "\ue010", " "
VIEWS = ("requests", "requests/6", "state", "state/proposal/500123", "faults", "control", "clients")
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
addEventListener("error", (event) => broken.push(`${event.message} ${event.filename}`));
addEventListener("unhandledrejection", (event) => broken.push(String(event.reason)));
"""


# Texts that no page shows: a kind stands in addresses only, a token by the beginning of its digest, rights in the summary,
# and an address that is none of the web is no link.
NOT_SHOWN = {"kind", "digest", "rights", "ids", "partners", "access_token", "address"}
_PARTS = "img, svg, iframe, object, embed, script:not([src]), style, [onerror], [onload], [style]"
_TEXTS = """
const typed = [...document.querySelectorAll('input, option')].map((each) => each.value);
return [document.title, document.body.textContent, ...typed].join(' ');
"""


@frozen
class Console:
    """A browser before the console, and the control plane behind it."""

    browser: Browser
    made: MadeUp
    origin: str

    def go(self, view: str) -> None:
        """Look at a view, on a page of its own."""
        self.browser.open("about:blank")
        self.browser.open(f"{self.origin}/_signoff/#/{view}")
        self.ready()

    def turn(self, view: str) -> None:
        """Go to another view of the same page."""
        ask(self.browser, "location.hash = arguments[0]", f"#/{view}")
        self.ready()

    def ready(self) -> None:
        self.browser.wait(lambda: self.browser.find("#pulse").text == "live")
        self.browser.wait(lambda: ask(self.browser, "return document.querySelector('#view').innerText.length") > 40)

    @property
    def said(self) -> str:
        return self.browser.find("#said").text

    def told(self, text: str) -> None:
        """Wait until something is said."""
        self.browser.wait(lambda: text in self.said)

    def changes(self) -> list[Call]:
        """The calls that change something."""
        return [each for each in self.made.calls if each.method != "GET"]

    def rows(self, selector: str) -> int:
        return int(ask(self.browser, "return document.querySelectorAll(arguments[0]).length", selector))

    def act(self, selector: str) -> None:
        """Press a button of the view that is shown."""
        self.browser.wait(lambda: self.browser.find(selector))
        ask(self.browser, "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.browser.find(selector).click()

    def type(self, name: str, text: str) -> None:
        """Fill in a field of the view that is shown."""
        script = "return [...document.querySelectorAll(`#view > section:not([hidden]) [name='${arguments[0]}']`)][0]"
        element = self.browser.wait(lambda: ask(self.browser, script, name))
        ask(
            self.browser,
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
            element,
            text,
        )


@pytest.fixture
def console(browser: Browser) -> Iterator[Console]:
    with before_it(browser, lived_in()) as shown:
        yield shown


@contextmanager
def before_it(browser: Browser, made: MadeUp) -> Iterator[Console]:
    """A browser that notes what a page's policy stops and what goes wrong in it, and somebody who answers it."""
    size(browser, WIDE)
    watching = devtools(browser, "Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    with serve(made) as origin:
        yield Console(browser, made, origin)
        browser.open("about:blank")
    devtools(browser, "Page.removeScriptToEvaluateOnNewDocument", identifier=watching["identifier"])
    full_size(browser)


# ------------------------------------------------------------------------------------------------------------- safe


def test_whatever_is_stored_comes_out_as_text(browser: Browser) -> None:
    """Every text of every answer is markup that would run. What the page shows is that markup, letter by letter."""

    def markup(place: str) -> str:
        return f'</script></style></pre><img src=x onerror="window.evil=1"><svg onload="window.evil=1">{place}'

    def noted(place: str) -> str:
        places.add(place)
        return markup(place)

    places: set[str] = set()
    made = MadeUp(hostile(noted))
    entity = f"state/{_quoted(markup('kind'))}/{_quoted(markup('id'))}"
    shown = ""
    with before_it(browser, made) as console:
        console.go("requests")
        for view in ("requests", "requests/1", "state", entity, "faults", "control", "clients", "rows/1"):
            console.turn(view)
            browser.wait(lambda: _settled(browser))
            shown += ask(browser, _TEXTS)
            assert ask(browser, "return document.querySelectorAll(arguments[0]).length", _PARTS) == 0
            assert ask(browser, "return [window.evil ?? null, window.broken]") == [None, []]
    missed = {each for each in places if markup(each) not in shown and json.dumps(markup(each))[1:-1] not in shown}
    assert missed == NOT_SHOWN


def _quoted(text: str) -> str:
    return "".join(f"%{each:02X}" for each in text.encode())


def _settled(browser: Browser) -> bool:
    """Whether nothing is under way any more."""
    before = ask(browser, "return performance.getEntriesByType('resource').length + document.body.textContent.length")
    return bool(ask(browser, _LATER, before))


_LATER = """
return performance.getEntriesByType('resource').length + document.body.textContent.length === arguments[0]
  && document.readyState === 'complete';
"""


def test_nothing_leaves_the_origin_and_the_policy_is_kept(console: Console) -> None:
    asked: set[str] = set()
    for view in VIEWS:
        console.go(view)
        entries = ask(console.browser, "return performance.getEntriesByType('resource').map((each) => each.name)")
        asked |= {urlsplit(each).netloc for each in entries}
        assert ask(console.browser, "return window.broken") == []
    assert asked == {urlsplit(console.origin).netloc}
    # The policy is at work: what a script could be talked into is stopped by the browser.
    ask(console.browser, "const made = document.createElement('div'); made.innerHTML = '<img src=x onerror=\"evil = 1\">';"
        "document.body.append(made); document.body.append(Object.assign(document.createElement('script'), {text: 'evil = 1'}));"
        "fetch('http://127.0.0.1:9/').catch(() => {}); made.firstChild.setAttribute('style', 'color: red')")  # fmt: skip
    console.browser.wait(lambda: len(ask(console.browser, "return window.broken")) >= 4)
    stopped = {each.partition(" ")[0] for each in ask(console.browser, "return window.broken")}
    assert stopped == {"script-src-attr", "script-src-elem", "connect-src", "style-src-attr"}
    assert ask(console.browser, "return window.evil ?? null") is None


def test_changes_are_sent_as_json_and_as_the_description_has_them(console: Console) -> None:
    console.go("faults")
    console.browser.wait(lambda: console.browser.find("form.arm [name=name]"))
    console.type("name", "status-503")
    ask(console.browser, "document.querySelector('form.arm [name=name]').dispatchEvent(new Event('input'))")
    for name, text in {"p-retry_after": "7", "operation": "proposals_get", "times": "0", "every": "2"}.items():
        console.type(name, text)
    console.act("form.arm button[type=submit]")
    console.told("Armed: 503 Service Unavailable")
    console.act("table.faults td.act button")
    console.told("Disarmed")

    console.turn("control")
    console.act("[aria-label='Advance by 1 day']")
    console.told("1 day later")
    console.act("[aria-labelledby=clock-title] .actions button")
    console.told("The clock goes on")
    console.act("[aria-labelledby=tokens-title] .actions button")
    console.told("1 token expired")
    console.type("offline", "true")
    console.type("requests_per_minute", "none")
    console.act("[aria-labelledby=switches-title] button[type=submit]")
    console.told("Set: offline, requests_per_minute")
    console.type("operation", "proposals_create")
    console.act("[aria-labelledby=latency-title] button[type=submit]")
    console.told("held back")
    console.act("[aria-labelledby=whole-title] form button[type=submit]")
    console.told("Made: 2 entities")
    for opener, sure in ((".grave[type=submit]", "Begun again"), (".grave[type=button]", "Refreshed")):
        console.act(f"[aria-labelledby=whole-title] {opener}")
        console.act("dialog button[value=yes]")
        console.told(sure)

    console.turn("clients")
    for name, text in {"client_id": "mine", "client_secret": "s", "rights": "read", "d-office_ids": "[1]"}.items():
        console.type(name, text)
    console.act("[aria-labelledby=add-title] button[type=submit]")
    console.told("mine may call now")
    console.act("table.clients tr:nth-child(2) td.act button")
    console.act("dialog button[value=yes]")
    console.told("is removed")

    made = [(each.method, each.path, each.body) for each in console.changes()]
    assert made == [
        ("POST", "/faults", {"name": "status-503", "target": {"operation": "proposals_get"}, "times": None, "every": 2,
                             "parameters": {"retry_after": 7}}),
        ("DELETE", "/faults/1", None),
        ("POST", "/clock", {"advance": 86_400}),
        ("POST", "/clock", {"running": True}),
        ("POST", "/tokens", {"how": "expire"}),
        ("PATCH", "/switches", {"offline": True, "requests_per_minute": None}),
        ("PUT", "/latency", {"delays": [
            {"distribution": "fixed", "operation": "proposals_create", "milliseconds": 200},
        ]}),
        ("POST", "/seed", {"kind": "proposals", "count": 20}),
        ("POST", "/reset", {"seed": 0}),
        ("POST", "/refresh", None),
        ("POST", "/clients", {"client_id": "mine", "client_secret": "s", "rights": ["read"], "details": {"office_ids": [1]}}),
        ("DELETE", "/clients/mock-reader", None),
    ]  # fmt: skip
    for each in console.changes():
        assert each.headers["Content-Type"] == "application/json"
        assert each.query["partner"] == "siesmart"


def test_the_control_token_is_asked_for_and_sent(console: Console) -> None:
    answers = dict(console.made.answers)
    no = (401, {"code": "CONTROL_TOKEN", "message": "The control token is needed", "fields": []})

    def guarded(name: str) -> Any:
        def answer(call: Call) -> Any:
            if call.headers.get("X-Signoff-Control-Token") != "right":
                return no
            return answers[name](call) if callable(answers[name]) else answers[name]

        return answer

    console.made.answers.update({name: guarded(name) for name in answers})
    console.browser.open(f"{console.origin}/_signoff/")
    for token in ("wrong", "right"):
        field = console.browser.wait(lambda: console.browser.find("dialog[open] input"))
        if token == "right":
            console.browser.wait(lambda: "That was not it" in console.browser.find("dialog[open]").text)
            field = console.browser.find("dialog[open] input")
        field.type(token)
        console.browser.press(ENTER)
    console.ready()
    assert console.rows("table.log tbody tr") == 40
    ask(console.browser, "sessionStorage.clear()")


# ------------------------------------------------------------------------------------------------------------- usable


def test_with_the_keyboard_alone(console: Console) -> None:
    browser = console.browser
    console.go("requests")
    seen: list[str] = []
    focused = browser.tab_to(".skip")
    while len(seen) < 20:
        seen.append(focused.label or focused.text)
        assert focused.style("outline-style") == "solid", f"no sign of the keyboard at {seen[-1]}"
        if focused.attribute("class") == "open":
            break
        browser.press(TAB)
        focused = browser.focused
    assert seen[0] == "Skip to the content"
    views = ["Requests", "State", "Faults", "Control", "Clients", "Reference"]
    assert seen[2:-1] == [*views, "Search", "Show", "Pause", "Forget all"]
    # One stop for the whole list; the arrows go through it.
    first = browser.focused.attribute("href")
    browser.press(DOWN, DOWN, UP)
    assert browser.focused.attribute("href") != first
    browser.press(END)
    assert browser.focused.attribute("href") == "#/requests/1"
    browser.press(ENTER)
    browser.wait(lambda: browser.focused.text == "Request 1")
    browser.press(TAB, ENTER)
    browser.wait(lambda: not browser.find(".beside").text)

    # A row of requirements opens in a window of its own, and Escape closes it.
    console.turn("requests/6")
    browser.wait(lambda: browser.focused.text == "Request 6")
    link = ".beside .verdict a"
    browser.tab_to(link)
    browser.press(ENTER)
    browser.wait(lambda: browser.all("dialog[open]"))
    assert "START, Get started: POST request precondition" in browser.find("dialog").text
    source = browser.find("dialog dd a")
    assert (source.attribute("href"), source.attribute("rel")) == (
        "https://partner.example/get-started",
        "noopener noreferrer",
    )
    browser.press(ESCAPE)
    browser.wait(lambda: not browser.all("dialog"))

    # What cannot be taken back is asked first, and the keyboard stays with the question.
    console.turn("control")
    browser.wait(lambda: browser.find(".grave[type=submit]"))
    ask(browser, "document.querySelector('.grave[type=submit]').focus()")
    browser.press(ENTER)
    browser.wait(lambda: browser.all("dialog[open]"))
    inside = "return document.querySelector('dialog').contains(document.activeElement)"
    assert ask(browser, inside)
    browser.press(TAB)
    assert ask(browser, inside)
    browser.press(ESCAPE)
    browser.wait(lambda: not browser.all("dialog"))
    assert console.changes() == []


def test_new_requests_are_announced_in_sum(console: Console) -> None:
    console.go("requests")
    assert console.browser.find("#heard").attribute("role") == "status"
    log = console.made.answers["GET /requests"]
    more = [request_of(41), request_of(42)]

    def newer(call: Call) -> Any:
        found = log(call)
        fresh = [each for each in more if each["number"] > int(call.query.get("after", "0"))]
        return {"last": 42, "requests": [*found["requests"], *fresh]}

    console.made.answers["GET /requests"] = newer
    heard = "return document.querySelector('#heard').textContent"
    console.browser.wait(lambda: ask(console.browser, heard) == "2 new requests, 1 refused")
    assert console.rows("table.log tbody tr") == 42
    # Paused, the page stays as it is and says what waits.
    console.act("#view > section:not([hidden]) .tools button")
    more.append(request_of(43))
    console.made.answers["GET /requests"] = lambda call: {**newer(call), "last": 43}
    console.browser.wait(lambda: "1 request waiting" in console.browser.find(".bar .told").text)
    assert console.rows("table.log tbody tr") == 42
    console.act("#view > section:not([hidden]) .tools button")
    console.browser.wait(lambda: console.rows("table.log tbody tr") == 43)


def test_the_log_says_why_and_is_searched(console: Console) -> None:
    console.go("requests")
    text = console.browser.find("tr[data-number='6']").text
    assert "412" in text
    assert "because SIE-ETAG-007: START, POST request precondition" in text
    assert "fault answer-lost" in console.browser.find("tr[data-number='5']").text
    assert "no answer" in console.browser.find("tr[data-number='5']").text
    assert "warning HTTP Basic" in console.browser.find("tr[data-number='8']").text
    shown = "table.log tbody tr:not([hidden])"
    console.browser.find("input[type=search]").type("etag-007 customer_set")
    console.browser.wait(lambda: console.rows(shown) == 10)
    assert "10 of 40 requests" in console.browser.find(".bar .told").text
    console.browser.find("input[type=search]").type("no such word")
    console.browser.wait(lambda: "No request fits" in console.browser.find("#view").text)
    console.browser.find("input[type=search]").type("answer-lost")
    console.browser.wait(lambda: console.rows(shown) == 1)
    console.turn("requests/5")
    console.browser.wait(lambda: "ended without one" in console.browser.find(".beside").text)


def test_the_state_is_shown_with_versions_and_history(console: Console) -> None:
    console.go("state/proposal/500123")
    beside = console.browser.wait(lambda: console.browser.find("#view > section:not([hidden]) .beside"))
    console.browser.wait(lambda: "History" in beside.text)
    for part in ("PENDING", "2026-01-05T09:00:03.000Z", "created", "decision", '"city": "München"'):
        assert part in beside.text
    console.turn("state/customer")
    console.browser.wait(lambda: "Customers: none yet." in console.browser.find("#view").text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody_from_using_it(browser: Browser, scheme: str) -> None:
    browser.prefer(scheme)
    # Rows are made by one template: a few are enough. In the dark nothing but colours is another.
    rules = ["color-contrast"] if scheme == "dark" else []
    with before_it(browser, lived_in(requests=9, invoices=4)) as console:
        console.go("requests")
        ground = ask(browser, "return getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") is (scheme == "light")
        for view in VIEWS:
            console.turn(view)
            browser.wait(lambda: _settled(browser))
            assert barriers(browser, rules=rules) == [], view
        ask(browser, "location.hash = '#/rows/SIE-ETAG-007'")
        browser.wait(lambda: browser.all("dialog[open]"))
        assert barriers(browser) == []


def test_a_telephone_scrolls_one_way_only(console: Console) -> None:
    size(console.browser, PHONE)
    console.go("requests")
    for view in VIEWS:
        console.turn(view)
        console.browser.wait(lambda: _settled(console.browser))
        width = ask(console.browser, "return [document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1] == PHONE[0], view
    # Roles are stated, since the styles take the table apart.
    console.turn("requests")
    assert barriers(console.browser) == []
    assert console.browser.find("table.log").role == "table"
    assert console.browser.find("table.log tbody td.what").role == "cell"


# ------------------------------------------------------------------------------------------------------- few and many


def test_much_is_shown_a_page_at_a_time(browser: Browser) -> None:
    with before_it(browser, lived_in(requests=1200, invoices=2000)) as console:
        console.go("requests")
        lines = "table.log tbody tr"
        browser.wait(lambda: console.rows(lines) == 100)
        assert "500 requests" in browser.find(".bar .told").text
        # All of them are searched, not only those that are shown.
        browser.find("input[type=search]").type("/proposals/500721")
        browser.wait(lambda: console.rows(lines) == 1)
        browser.find("input[type=search]").type(" ")
        browser.wait(lambda: console.rows(lines) == 100)
        for shown_then in (300, 500):
            console.act(".older")
            assert console.rows(lines) == shown_then
        assert not browser.find(".older").text
        console.turn("state/invoice")
        shown = "table.entities tbody tr"
        browser.wait(lambda: console.rows(shown) == 50)
        assert "1 to 50 of 2,000" in browser.find(".pager").text
        console.act(".pager button:last-of-type")
        browser.wait(lambda: "51 to 100 of 2,000" in browser.find(".pager").text)
        assert console.rows(shown) == 50
        asked = [each.query for each in console.made.calls if each.path == "/state"]
        assert {each["limit"] for each in asked} == {"1", "50"}


def test_an_empty_mock_says_how_a_client_is_pointed_here(browser: Browser) -> None:
    with before_it(browser, lived_in(requests=0, invoices=0)) as console:
        console.go("requests")
        text = browser.wait(lambda: browser.find(".nothing").text)
        assert "No request yet" in text
        assert "export SIESMART_BASE_URL=http://127.0.0.1:8080/api/rest/v1" in text
        assert f"curl -s {console.origin}/_signoff/mocks" in text
        console.made.answers["GET /faults"] = {"faults": []}
        console.turn("faults")
        browser.wait(lambda: "No fault is armed" in browser.find("#view").text)


def test_a_mock_that_was_stopped_is_told_and_found_again(browser: Browser) -> None:
    size(browser, WIDE)
    with ExitStack() as first:
        origin = first.enter_context(serve(lived_in()))
        console = Console(browser, lived_in(), origin)
        console.go("requests")
        first.close()
        browser.wait(lambda: browser.find("#pulse").text == "no answer")
        assert "The mock does not answer" in browser.find("#notice").text
        assert console.rows("table.log tbody tr") == 40
    with serve(lived_in(requests=3), port=urlsplit(origin).port or 0):
        browser.wait(lambda: browser.find("#pulse").text == "live")
        assert not browser.find("#notice").text
        assert console.rows("table.log tbody tr") == 3
        browser.open("about:blank")
    full_size(browser)


def test_one_of_several_mocks_is_chosen_and_asked_alone(console: Console) -> None:
    one = console.made.answers["GET /mocks"]["mocks"][0]
    other = {**one, "partner": "simutek", "title": "Simutek GKS", "offers": ["requests"], "clients": one["clients"][:1]}
    console.made.answers["GET /mocks"] = {"mocks": [one, other]}
    console.go("requests")
    choice = console.browser.find("#mocks select")
    assert choice.label == "Mock"
    console.made.calls.clear()
    ask(console.browser, "arguments[0].value = 'simutek'; arguments[0].dispatchEvent(new Event('input'))",
        {"element-6066-11e4-a52e-4f735466cecf": choice.id})  # fmt: skip
    console.browser.wait(lambda: console.browser.find("#to-reference").attribute("href") == "reference?partner=simutek")
    # A mock from elsewhere may offer less.
    for view, words in (("state", "does not tell"), ("faults", "takes no faults"), ("control", "nothing to steer")):
        console.turn(view)
        console.browser.wait(lambda words=words: words in console.browser.find("#view").text)  # type: ignore[misc]
    asked = [each for each in console.made.calls if each.path not in {"/mocks", "/description/simutek.json"}]
    assert {each.query["partner"] for each in asked} == {"simutek"}
    assert {each.path for each in asked} == {"/requests"}
    ask(console.browser, "sessionStorage.clear()")
