"""The report of a whole run of SmartBusiness, as a reader at the partner opens it."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from attrs import frozen

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.evidence import Core, Environment, recorded_facts
from signoff_contract.evidence.surroundings.environment import render_environment
from signoff_contract.evidence.views.report import render_report
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_contract.suite.model import RunRecord
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target
from signoff_partners.smartbusiness.plan import PLAN

from .looks import PHONE, WIDE, ask, barriers, full_size, size
from .webdriver import ENTER, TAB, Browser, browsing

MOST_BYTES = 3_000_000
STATED = Environment(
    target="mock",
    host="smartbusiness.test",
    python="CPython 3.11",
    system="Linux",
    seed=0,
    requests_per_minute=None,
    clock="injected",
    organisation="Example Ltd",
    operator="A. Example",
)
# Rows that are made by one template are judged by their first ones; all parts of the page are opened.
SAMPLE = """
for (const list of document.querySelectorAll("tbody, #exchange-list, .story, .common"))
  for (const each of [...list.children].slice(6)) each.remove();
for (const each of document.querySelectorAll("details")) each.open = true;
"""


@frozen
class Report:
    """A report as a file, with the results that it was made from."""

    path: Path
    results: dict[str, Any]

    @property
    def url(self) -> str:
        return self.path.as_uri()


def _record() -> RunRecord:
    mock = SmartBusinessMock()
    target = Target("mock", mock.environment(), mock.credentials, mock.transport(), mock=mock)
    return run(PLAN, target, load("smartbusiness"), load_requirements("smartbusiness"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    facts = recorded_facts(_record(), load("smartbusiness"), load_requirements("smartbusiness"), STATED, {})
    results = json.loads(facts["results.json"])
    return Report(_written(results, tmp_path_factory.mktemp("report")), results)


def _written(results: dict[str, Any], folder: Path) -> Path:
    path = folder / "report.html"
    core = Core(results, json.loads(render_environment(STATED)), {}, key_id="ab" * 32)
    path.write_text(render_report(core), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, report: Report) -> Iterator[Browser]:
    size(browser, WIDE)
    browser.open(report.url)
    yield browser
    full_size(browser)


def shown_rows(browser: Browser, rows: str = "#matrix tbody > tr") -> int:
    script = "return [...document.querySelectorAll(arguments[0])].filter((row) => row.checkVisibility()).length"
    return int(ask(browser, script, rows))


def choose(browser: Browser, name: str, value: str) -> None:
    browser.find(f'form[data-noun="requirements"] select[name="{name}"]').click()
    ask(
        browser,
        """const select = document.querySelector(`form[data-noun="requirements"] select[name="${arguments[0]}"]`);
        select.value = arguments[1]; select.dispatchEvent(new Event("input", {bubbles: true}));""",
        name,
        value,
    )


def told(browser: Browser, noun: str = "requirements") -> str:
    return browser.find(f'form[data-noun="{noun}"] output').text


def test_it_is_small_and_opens(page: Browser, report: Report) -> None:
    assert len(report.results["exchanges"]) > 300
    assert report.path.stat().st_size < MOST_BYTES
    # How long that takes is measured by benchmarks/report_opening.py.
    assert ask(page, "return performance.getEntriesByType('navigation')[0].loadEventEnd") > 0


def test_it_loads_nothing(page: Browser) -> None:
    assert ask(page, "return performance.getEntriesByType('resource').length") == 0


def test_the_first_screen_answers_the_first_questions(page: Browser, report: Report) -> None:
    parts = ["#top h1", "#top .verdict", "#top .facts", "#top .counts", "#top .why"]
    ends = ask(
        page, "return arguments[0].map((part) => document.querySelector(part).getBoundingClientRect().bottom)", parts
    )
    assert max(ends) < WIDE[1]
    text = page.find("#top").text
    rows = report.results["requirements"]
    for part in (
        "SmartBusiness API",
        "mock, smartbusiness.test",
        "The run spoke to a stand-in",
        f"{report.results['started'][:10]} ",
        "Example Ltd, A. Example",
        "ab" * 32,
        "Rehearsal, passed",
        "Rehearsal: Signoff's plan and client, on behalf of Example Ltd.",
        "not declared, not seen",
        f"{report.results['totals']['pass']} of {len(rows)} requirements were kept",
        f"{report.results['requests_sent']} of at most 350",
        f"{report.results['totals']['omit']} not tested, because",
        "no request can show it",
    ):
        assert part in text


def test_filters_narrow_the_requirements_down_and_say_so(page: Browser, report: Report) -> None:
    rows = report.results["requirements"]
    assert shown_rows(page) == len(rows)
    choose(page, "state", "omit")
    omitted = report.results["totals"]["omit"]
    assert shown_rows(page) == omitted
    assert told(page) == f"{omitted} of {len(rows)} requirements shown"
    choose(page, "binds", "introducer")
    both = [row for row in rows if row["state"] == "omit" and row["binds"] == "introducer"]
    assert shown_rows(page) == len(both)
    page.find('form[data-noun="requirements"] button').click()
    page.wait(lambda: shown_rows(page) == len(rows))
    assert told(page) == f"{len(rows)} of {len(rows)} requirements shown"


def test_a_document_is_filtered_by_its_whole_name(browser: Browser, report: Report, tmp_path: Path) -> None:
    results = json.loads(json.dumps(report.results))
    rows = results["requirements"]
    rows[0]["sources"][0]["document"] = "LIST"
    browser.open(_written(results, tmp_path).as_uri())
    for document in ("LIST", "LISTS"):
        choose(browser, "documents", document)
        named = [row for row in rows if document in {source["document"] for source in row["sources"]}]
        assert shown_rows(browser) == len(named) > 0


def test_words_are_searched_in_any_order(page: Browser, report: Report) -> None:
    field = page.find('form[data-noun="requirements"] input')
    field.type("INVOICE status")
    found = shown_rows(page)
    assert 0 < found < len(report.results["requirements"])
    field.type("status invoice")
    assert shown_rows(page) == found
    field.type("no such word anywhere")
    assert shown_rows(page) == 0
    assert page.find("#matrix ~ .nothing").text == "No requirement fits. Clear the filter to see all."


def test_an_exchange_is_found_by_its_trace_id(page: Browser, report: Report) -> None:
    wanted = report.results["exchanges"][171]
    page.find('form[data-noun="exchanges"] input').type(wanted["trace_id"])
    assert shown_rows(page, "#exchange-list > details") == 1
    assert page.find("#exchange-list > details:not([hidden])").attribute("id") == f"x{wanted['number']}"
    assert told(page, "exchanges") == f"1 of {len(report.results['exchanges'])} exchanges shown"


def test_a_link_opens_what_it_leads_to_even_when_it_was_filtered_out(page: Browser, report: Report) -> None:
    row = next(each for each in report.results["requirements"] if len(each["exchanges"]) == 1)
    number = row["exchanges"][0]
    page.find('form[data-noun="exchanges"] input').type("no such word anywhere")
    page.find(f"#r-{row['id']} details summary").click()
    page.find(f"#r-{row['id']} details a").click()
    page.wait(lambda: page.url.endswith(f"#x{number}"))
    page.wait(lambda: ask(page, f"return document.getElementById('x{number}').open"))
    assert ask(page, f"return document.getElementById('x{number}').checkVisibility()")
    top = ask(page, f"return document.getElementById('x{number}').getBoundingClientRect().top")
    assert 0 <= top < WIDE[1]


def test_it_can_be_used_with_the_keyboard_alone(page: Browser, report: Report) -> None:
    page.press_until(TAB, lambda: page.focused.text == "Skip to the result")
    page.press(ENTER)
    page.wait(lambda: page.focused.attribute("id") == "top")
    page.find('form[data-noun="requirements"] input').click()
    page.press(*"send")
    assert 0 < shown_rows(page) < 60
    for name in ("state", "level", "binds", "confidence", "documents"):
        page.press(TAB)
        assert page.focused.attribute("name") == name
        assert page.focused.role == "combobox"
        assert page.focused.label
    page.press(TAB, ENTER)
    page.wait(lambda: told(page).startswith(f"{len(report.results['requirements'])} of"))
    ask(page, "document.querySelector('#x7 > summary').focus()")
    page.press(ENTER)
    page.wait(lambda: ask(page, "return document.querySelector('#x7').open"))
    assert ask(page, "return getComputedStyle(document.querySelector('#x7 > summary')).outlineStyle") == "solid"


def test_it_reads_without_scripts(report: Report, tmp_path: Path) -> None:
    with browsing(tmp_path, scripts=False) as plain:
        plain.open(report.url)
        assert not any(form.text for form in plain.all("form.filter"))
        row = plain.find("#r-SMB-INVOICE-013")
        assert "The status action" in row.text
        exchange = plain.find("#x172")
        assert "Request" not in exchange.text
        plain.find("#x172 > summary").click()
        assert "Request" in exchange.text
        assert "x-request-id" in exchange.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody_from_reading_it(page: Browser, scheme: str) -> None:
    page.prefer(scheme)
    page.open(page.url)
    colours = ask(page, "const style = getComputedStyle(document.body); return [style.color, style.backgroundColor]")
    assert (colours[1] == "rgb(255, 255, 255)") is (scheme == "light")
    ask(page, SAMPLE)
    assert barriers(page) == []


def test_the_judge_sees_what_would_bar_somebody(page: Browser) -> None:
    ask(page, SAMPLE)
    ask(page, "document.querySelector('.soft').style.color = '#bbb'; document.querySelector('select').name = ''")
    ask(page, "document.querySelector('label > span').remove(); document.documentElement.removeAttribute('lang')")
    found = barriers(page)
    assert {each.partition(":")[0] for each in found} >= {"color-contrast", "html-has-lang"}


def test_a_telephone_scrolls_one_way_only(page: Browser, report: Report) -> None:
    size(page, PHONE)
    page.open(report.url)
    ask(page, "for (const each of document.querySelectorAll('details')) each.open = true")
    width = ask(page, "return [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1] == PHONE[0]


def test_it_prints_on_a4(browser: Browser, report: Report, tmp_path: Path) -> None:
    results = dict(report.results)
    # Of the long lists that are printed alike a part is enough; the story is whole.
    for name in ("requirements", "exchanges"):
        results[name] = results[name][:60]
    browser.open(_written(results, tmp_path).as_uri())
    wanted = {"printBackground": True, "preferCSSPageSize": True}
    made = browser.command("POST", "/goog/cdp/execute", {"cmd": "Page.printToPDF", "params": wanted})
    pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(made["data"])))
    millimetres = [float(side) / 72 * 25.4 for side in (pdf.pages[0].mediabox.width, pdf.pages[0].mediabox.height)]
    assert millimetres == pytest.approx([210, 297], abs=1)
    assert 10 < len(pdf.pages) < 40
    first = pdf.pages[0].extract_text()
    assert "Rehearsal, passed" in first
    assert "Example Ltd" in first
    text = "".join(each.extract_text() for each in pdf.pages)
    # Members of the story are printed, what only helps on a screen is not.
    assert "/positions/0/name" in text
    assert "words, ids, sources" not in text
    together = "".join(text.split())
    assert all(each["trace_id"] in together for each in results["exchanges"])


def test_what_an_answer_says_stays_words(browser: Browser, report: Report, tmp_path: Path) -> None:
    evil = "</script></style></title><script>window.evil = 1</script><img src=x onerror='window.evil = 1'><svg onload=evil>"
    results = json.loads(json.dumps(report.results))
    for row in results["requirements"][:5]:
        row.update(statement=evil, reason=evil, id=f"{row['id']}{evil}")
    for exchange in results["exchanges"][:5]:
        exchange.update(trace_id=evil, url=evil, template=evil, operation=evil)
        exchange["response"]["headers"].append([evil, evil])
        exchange["response"]["body"].update(size=9, note=None, json={evil: evil})
    results.update(host=evil, description={**results["description"], "title": evil})
    browser.open(_written(results, tmp_path).as_uri())
    assert evil in browser.title
    assert browser.all("img") == []
    assert len(browser.all("script")) == 1
    ask(
        browser,
        "const tag = document.createElement('script'); tag.textContent = 'window.evil = 1'; document.body.append(tag)",
    )
    assert ask(browser, "return window.evil") is None
    browser.find('form[data-noun="requirements"] input').type("onerror")
    assert shown_rows(browser) == 5
