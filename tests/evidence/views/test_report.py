"""The report as text: what it says, that data stays data, and that equal records give equal bytes."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import core_of

from signoff_contract.evidence import Core
from signoff_contract.evidence.views.report import render_report
from signoff_contract.evidence.views.report_facts import ranges

Results = dict[str, Any]

EVIL = (
    "=HYPERLINK(\"http://evil.example\")\x00\x1b[31m<script>alert('x')</script></style></script>&\u202e\ud800\n\"',;"
    "{{ 7 * 7 }}<!--"
)
_VOID = {"meta", "br", "input"}


class Page(HTMLParser):
    """Collects what the tests ask of the report."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.problems: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> does not close what is open")
        if tag in {"dt", "dd", "td", "th", "li", "p", "h1", "h2", "h3", "caption"}:
            self.text += " "

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(results: Results | Core) -> Page:
    page = Page()
    page.feed(render_report(results if isinstance(results, Core) else core_of(results)))
    page.text = " ".join(page.text.split())
    return page


def life(**changed: Any) -> Results:
    told = {
        "schema": "Parcel",
        "member": "/state",
        "states": [{"state": "NEW", "meaning": "just made"}, {"state": "HELD*", "meaning": "held"}],
        "transitions": [
            {
                "from": None,
                "to": "NEW",
                "by": ["parcels_create"],
                "confidence": "documented",
                "source": "GUIDE",
                "exchanges": [2],
            },
            {"from": "NEW", "to": "HELD*", "by": [], "confidence": "inferred", "source": "GUIDE", "exchanges": []},
            {"from": "NEW", "to": None, "by": [], "confidence": None, "source": "", "exchanges": [4]},
        ],
        "lives": [[{"state": "NEW", "exchange": 2}, {"state": None, "exchange": 4}]],
        "seen": 3,
    }
    return told | changed


def hostile(results: Results) -> Results:
    first = results["requirements"][0]
    first.update(state="fail", reason=EVIL, statement=EVIL, trace_ids=[EVIL], checks=[EVIL])
    first["sources"][0]["section"] = EVIL
    results["findings"] = [{"subject": EVIL, "confidence": "proposed", "message": EVIL, "exchanges": [1]}]
    results["fields"][0].update(sent=EVIL, pointer=EVIL, story=EVIL)
    exchange = results["exchanges"][1]
    exchange.update(trace_id=EVIL, url=EVIL, method=EVIL, template=EVIL, labels=[EVIL], error=EVIL, operation=EVIL)
    exchange["response"]["headers"].append(["x", EVIL])
    exchange["request"]["headers"].append(["If-Match", EVIL])
    exchange["response"]["body"]["json"] = {EVIL: EVIL}
    results["ended_early"] = EVIL
    results["lifecycles"] = [
        life(schema=EVIL, member=EVIL, states=[{"state": EVIL, "meaning": EVIL}], lives=[]),
    ]
    results["lifecycles"][0]["transitions"][0].update(to=EVIL, source=EVIL, by=[EVIL])
    results["host"] = EVIL
    return results


def scripts_and_styles(text: str) -> list[str]:
    return re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, re.DOTALL)


def test_the_page_is_well_formed_and_loads_nothing(results: Results) -> None:
    page = page_of(hostile(results))
    assert page.problems == []
    assert page.open == []
    names = [tag for tag, _ in page.tags]
    assert not {"link", "img", "iframe", "object", "base", "embed"} & set(names)
    assert {"main", "header", "nav", "footer"} <= set(names)
    assert page.named("html") == [{"lang": "en"}]
    assert all("scope" in attributes for attributes in page.named("th"))
    assert not [name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    anchors = [attributes["href"] or "" for attributes in page.named("a")]
    assert {anchor[1:] for anchor in anchors if anchor.startswith("#")} <= set(ids)
    assert {anchor for anchor in anchors if not anchor.startswith("#")} == {"https://parcels.example/guide"}


def test_only_our_own_script_and_style_are_allowed(results: Results) -> None:
    text = render_report(core_of(hostile(results)))
    style, script = scripts_and_styles(text)
    policy = next(
        attributes["content"] or ""
        for attributes in page_of(results).named("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    for word, content in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{word} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "innerHTML" not in script
    assert text.count("<script") == 1


def test_signs_that_hide_text_are_shown(results: Results) -> None:
    text = render_report(core_of(hostile(results)))
    assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(text)
    assert "{{ 7 * 7 }}" in text
    assert "\N{REPLACEMENT CHARACTER}" in text


def test_a_source_that_is_no_web_page_is_no_link(results: Results) -> None:
    results["documents"]["GUIDE"]["address"] = "javascript:alert(1)"
    assert all((each["href"] or "").startswith("#") for each in page_of(results).named("a"))


def test_the_first_screen_says_what_where_when_who_and_how_it_ended(results: Results) -> None:
    results["finished"] = "2026-01-31T09:31:35.400Z"
    core = core_of(results)
    environment = {**core.environment, "organisation": "Example Ltd", "operator": "A. Example"}
    first = page_of(evolve(core, environment=environment, key_id="ab" * 32)).text.partition("Failures come first")[0]
    for part in (
        "Parcels API 1",
        "custom, api.parcels.example",
        "2026-01-31 09:30:00 UTC",
        "Example Ltd, A. Example",
        f"Signed {'ab' * 32} SHA-256 of the public key",
        "Passed",
        "5 of at most 50",
        "5 of 10 requirements were kept",
        "about 5 this run says nothing",
        "5 not tested, because",
        "fail the requirement was broken 0 0",
        "took 1 min 35 s",
    ):
        assert part in first
    assert "stand-in" not in first


def test_what_was_not_stated_is_said_to_be_so(results: Results) -> None:
    text = page_of(results).text
    assert "By not stated" in text
    assert "Signed not signed" in text


def test_the_state_of_the_sources_is_told(results: Results) -> None:
    core = core_of(results)
    assert "sources at commit" not in page_of(core).text
    for dirty, told in ((False, "c0ffee (declared, not seen)."), (True, "c0ffee, with changes that are not committed")):
        environment = {**core.environment, "commit": "c0ffee", "dirty": dirty}
        assert f"sources at commit {told}" in page_of(evolve(core, environment=environment)).text
    assert results["chain"]["head"] in page_of(core).text


def test_a_run_on_the_mock_says_so_at_once(results: Results) -> None:
    results["target"] = "mock"
    text = page_of(results).text
    assert "The run spoke to a stand-in" in text.partition("Failures come first")[0]
    assert "mock, api.parcels.example not the partner's environment" in text
    assert "Nothing about the partner's own systems." in text


def test_failures_come_first_and_what_is_not_shown_is_listed(results: Results) -> None:
    results["requirements"][5].update(state="fail", reason="broken")
    results["totals"]["fail"] = 1
    results["verdict"] = "failed"
    text = page_of(results).text
    matrix = text.partition("Failures come first")[2]
    assert matrix.index("PAR-OURS-001") < matrix.index("PAR-MUST-001")
    assert "Broken: PAR-OURS-001" in text
    limits = text.rpartition("Requirements that this run says nothing about")[2]
    assert "A run does not last ten years." in limits
    assert "Which of the two is it?" in text


def test_reasons_are_counted_by_their_kind(results: Results) -> None:
    for row, obstacle in zip(results["requirements"], ("harm", "time", "harm", None), strict=False):
        row.update(state="omit", obstacle=obstacle, reason="because")
    first = page_of(results).text.partition("Failures come first")[0]
    assert "2 a test would disturb the partner or its other users" in first
    assert "1 it takes longer than a run lasts" in first
    assert "of a reason of its own, which its row gives" in first
    skipped = sum(row["state"] == "skip" for row in results["requirements"])
    assert f"{skipped} it could not be exercised in this run" in first


def test_rows_and_exchanges_link_to_each_other(results: Results) -> None:
    text = render_report(core_of(results))
    row = next(each for each in results["requirements"] if each["id"] == "PAR-MUST-003")
    shown = text.partition(f'id="r-{row["id"]}"')[2].partition("</tr>")[0]
    assert [f'href="#x{number}"' in shown for number in row["exchanges"]] == [True] * len(row["exchanges"])
    for number in row["exchanges"]:
        exchange = text.partition(f'id="x{number}"')[2].partition("</details>")[0]
        assert f'href="#r-{row["id"]}"' in exchange


def test_what_most_exchanges_show_is_said_once(results: Results) -> None:
    (exchange,) = results["exchanges"][1:2]
    results["exchanges"] += [{**exchange, "number": number} for number in range(100, 140)]
    results["requirements"][0]["exchanges"] = list(range(100, 140))
    text = render_report(core_of(results))
    name = results["requirements"][0]["id"]
    assert f'href="#r-{name}"' not in text.partition('id="x120"')[2].partition("</details>")[0]
    common = text.partition('id="common"')[2].partition("</details>")[0]
    assert f'href="#r-{name}"' in common
    assert 'href="#x100"' in common
    assert 'href="#x139"' in common


def test_a_partner_without_trace_ids_is_not_asked_to_look_them_up(results: Results) -> None:
    assert "look up its trace ids" in page_of(results).text
    for exchange in results["exchanges"]:
        exchange["trace_id"] = None
    text = page_of(results).text
    assert "The answers carry no trace ids." in text
    assert "look up its trace ids" not in text


def test_each_exchange_is_there_once_with_its_versions_marked(results: Results) -> None:
    text = render_report(core_of(results))
    for exchange in results["exchanges"]:
        assert text.count(f'id="x{exchange["number"]}"') == 1
    stale = text.partition('id="x5"')[2].partition("</details>")[0]
    sent = dict(results["exchanges"][4]["request"]["headers"])["if-match"]
    assert f"<mark>if-match: {html.escape(sent, quote=True)}</mark>".replace("&quot;", "&#34;") in stale
    assert stale.count("<dt>Version") == stale.count("<mark>") == 1
    assert "<dt>Version sent</dt>" in stale


def test_the_story_is_told_in_the_order_of_the_calls(results: Results) -> None:
    row = results["fields"][0]
    results["fields"] = [
        {**row, "story": "later", "exchanges": [4]},
        {**row, "story": "earlier", "exchanges": [2, 3], "same": False, "read_back": "9"},
        {**row, "story": "earlier", "exchanges": [2, 3], "pointer": "/service"},
    ]
    text = render_report(core_of(results))
    assert text.index('<span class="soft">earlier') < text.index('<span class="soft">later')
    steps = re.findall(r'<details class="step"( open)?>', text)
    assert steps == [" open", ""]
    page = page_of(results).text
    assert "1 of 2 as sent" in page
    assert "1 of 1 as sent" in page


def test_lives_are_drawn_and_told(results: Results) -> None:
    results["lifecycles"] = [life()]
    page = page_of(results)
    assert "Parcel: state 1 of 2 transitions were met, with 1 object made or changed; met and not described: 1." in (
        page.text
    )
    assert "2 more were seen and did not change." in page.text
    assert "NEW #2 → gone #4" in page.text
    assert "HELD…" in page.text
    assert "Changes of state that the description does not know of: Parcel from NEW to gone, #4" in page.text
    classes = [attributes.get("class") for attributes in page.named("path")]
    assert classes.count("edge seen") == 1
    assert classes.count("edge unseen") == 1
    assert classes.count("edge strange") == 1


def test_the_life_with_the_most_objects_comes_first(results: Results) -> None:
    results["lifecycles"] = [life(schema="Few"), life(schema="Many", lives=life()["lives"] * 2)]
    text = page_of(results).text
    assert text.index("Many: state") < text.index("Few: state")


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([], []),
        ([4], [(4, 4)]),
        ([3, 1, 2, 7, 7, 9, 10], [(1, 3), (7, 7), (9, 10)]),
        ([1, 3, 5], [(1, 1), (3, 3), (5, 5)]),
    ],
)
def test_numbers_without_a_gap_are_told_as_one(numbers: list[int], found: list[tuple[int, int]]) -> None:
    assert ranges(numbers) == found


def test_a_partner_without_lives_has_no_such_section(results: Results) -> None:
    results["lifecycles"] = []
    assert 'href="#lives"' not in render_report(core_of(results))


@pytest.mark.parametrize(
    "empty",
    [
        lambda results: results.update(exchanges=[], fields=[], requests_sent=0),
        lambda results: results.update(requirements=[], fields=[]),
        lambda results: [each.update(status=None, error="ReadTimeout") for each in results["exchanges"]],
    ],
    ids=["nothing sent", "no rows", "nothing answered"],
)
def test_a_run_without_much_is_told_too(results: Results, empty: Callable[[Results], object]) -> None:
    empty(results)
    for row in results["requirements"]:
        row.update(exchanges=[])
    page = page_of(results)
    assert page.problems == []
    assert "Certification run" in page.text


def test_equal_records_give_equal_bytes(results: Results) -> None:
    core = core_of(results)
    again = core_of(json.loads(json.dumps(results)))
    before = json.dumps(results, sort_keys=True)
    assert render_report(core) == render_report(again)
    assert json.dumps(results, sort_keys=True) == before
