"""The facts in the three views that are made for people: the report, the letter and the page on checking."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from attrs import define, field

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.seal.reading import bundle_name
from signoff_contract.evidence.views.markdown import text as escaped
from signoff_contract.evidence.views.report_facts import printable

_VERDICTS = ("passed", "failed", "inconclusive", "incomplete")
_VOID = frozenset({"meta", "br", "input", "link", "img", "hr", "wbr"})
_KEPT = re.compile(r"(\d+) of (\d+) requirements were kept(?:, (\d+) broken)?")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
# A page is taken apart in one pass, so it may hold whole tags only. What a browser would make of half a tag, or of a
# comment, no reader here has to guess, and the parser would take minutes over it.
_WHOLE = re.compile(
    r"[^<]++|<!DOCTYPE html>|</[a-zA-Z][\w:-]*+\s*+>"
    r"|<(?P<name>[a-zA-Z][\w:-]*+)(?>\s++[\w:-]++(?:=\"[^\"<]*+\")?+)*+\s*+/?+>"
)
_RAW = frozenset({"script", "style"})


class Unreadable(ValueError):
    """A view is not in the format that its name stands for; the message says why."""


@define
class _Row:
    attributes: Mapping[str, str | None]
    texts: dict[str, str] = field(factory=dict)
    states: list[str] = field(factory=list)
    traces: list[str] = field(factory=list)


@define
class _Call:
    parts: dict[str, str] = field(factory=dict)
    facts: dict[str, str] = field(factory=dict)


class _Report(HTMLParser):
    """What the page says, by the marks that make it a report: ids, data attributes and a few classes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, Mapping[str, str | None]]] = []
        self.title = self.word = self.verdict = self.term = ""
        self.rows: list[tuple[str, _Row]] = []
        self.calls: list[tuple[str, _Call]] = []
        self.facts: dict[str, str] = {}
        self.counts: dict[str, list[str]] = {}
        self.counted = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("id") or ""
        if tag == "tr" and name.startswith("r-"):
            self.rows.append((name[2:], _Row(attributes)))
        elif tag == "details" and re.fullmatch(r"x\d+", name):
            self.calls.append((name[1:], _Call()))
        if (state := _state(attributes)) is not None:
            if self.within("tr", "r-") and self.rows:
                self.rows[-1][1].states.append(state)
            elif self.has("div", "counts"):
                self.counted = state
                self.counts.setdefault(state, [])
        if tag == "td" and self.has("div", "counts") and self.counted:
            self.counts[self.counted].append("")
        if tag == "li" and self.within("tr", "r-") and self.rows and self.has("ul", "mono"):
            self.rows[-1][1].traces.append("")
        if tag not in _VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(each == tag for each, _ in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in {"style", "script"}:
            return
        if self.has("head") and self.has("title"):
            self.title += data
        if self.has("p", "word"):
            self.word += data
        if self.has("section", "verdict"):
            self.verdict += data
        if self.within("details", "x") and self.calls:
            self._of_call(self.calls[-1][1], data)
        elif self.within("tr", "r-") and self.rows:
            self._of_row(self.rows[-1][1], data)
        elif self.has("dl", "facts"):
            self._fact(self.facts, data)
        elif self.has("div", "counts") and self.has("td") and self.counted and self.counts[self.counted]:
            self.counts[self.counted][-1] += data

    def _of_row(self, row: _Row, data: str) -> None:
        for name in ("statement", "reason"):
            if self.has("p", name):
                row.texts[name] = row.texts.get(name, "") + data
        if self.has("li") and row.traces:
            row.traces[-1] += data

    def _of_call(self, call: _Call, data: str) -> None:
        if self.has("summary"):
            for name in ("path", "trace"):
                if self.has("span", name):
                    call.parts[name] = call.parts.get(name, "") + data
        elif self.has("h3"):
            call.parts["title"] = call.parts.get("title", "") + data
        elif self.has("dl", "facts"):
            self._fact(call.facts, data)

    def _fact(self, facts: dict[str, str], data: str) -> None:
        if self.has("dt"):
            self.term = data.strip()
        elif self.has("dd"):
            facts[self.term] = facts.get(self.term, "") + data

    def has(self, tag: str, name: str = "") -> bool:
        return any(
            each == tag and (not name or name in (attributes.get("class") or "").split())
            for each, attributes in self.open
        )

    def within(self, tag: str, front: str) -> bool:
        return any(each == tag and (attributes.get("id") or "").startswith(front) for each, attributes in self.open)


def _state(attributes: Mapping[str, str | None]) -> str | None:
    names = (attributes.get("class") or "").split()
    return next((name[2:] for name in names if name.startswith("s-")), None) if "state" in names else None


def _plain(text: object) -> str:
    return " ".join(str(text).split())


def report_contradictions(text: str, core: Core) -> Iterator[str]:
    """What the report says of verdict, totals, rows and calls, and the record does not."""
    if not _is_whole(text):
        raise Unreadable("is not made of whole tags, so it cannot be read out")
    page = _Report()
    page.feed(text)
    page.close()
    results: Mapping[str, Any] = printable(core.results)
    for where, said in (("title", page.title.rpartition(",")[2]), ("first screen", page.word)):
        if _verdicts(said) != {results["verdict"]}:
            yield f"says another verdict in its {where}"
    kept = _KEPT.search(_plain(page.verdict))
    totals = results["totals"]
    if kept is None or (int(kept[1]), int(kept[2]), int(kept[3] or 0)) != (
        totals["pass"], len(results["requirements"]), totals["fail"]
    ):  # fmt: skip
        yield "says other totals"
    for state, cells in page.counts.items():
        if sum(int(each) for each in cells if each.strip().isdigit()) != totals.get(state):
            yield f"counts other rows as {state}"
    yield from _facts(page.facts, core)
    yield from _report_rows(page, results)
    yield from _report_calls(page, results)


def _is_whole(text: str) -> bool:
    at = 0
    while at < len(text):
        token = _WHOLE.match(text, at)
        if token is None:
            return False
        at = token.end()
        if (name := token["name"]) in _RAW:
            at = text.find(f"</{name}>", at)
            if at < 0:
                return False
    return True


def _facts(facts: Mapping[str, str], core: Core) -> Iterator[str]:
    results = core.results
    for name, wanted in (
        ("API", results["description"]["title"]),
        ("Environment", f"{results['target']}, {results['host']}"),
        ("Signed", core.key_id or "not signed"),
        ("Requests", f"{results['requests_sent']} of at most {results['budget']}"),
    ):
        if not _plain(facts.get(name, "")).startswith(_plain(printable(wanted))):
            yield f"says another {name} on its first screen"


def _report_rows(page: _Report, results: Mapping[str, Any]) -> Iterator[str]:
    rows = {row["id"]: row for row in results["requirements"]}
    if sorted(name for name, _ in page.rows) != sorted(rows):
        yield "has other rows than the record"
    for name, found in page.rows:
        if (row := rows.get(name)) is None:
            continue
        said = {found.attributes.get("data-state"), *found.states}
        if said != {row["state"]}:
            yield f"says another state of {name}"
        for member in ("level", "binds", "confidence"):
            if found.attributes.get(f"data-{member}") not in {None, row[member]}:
                yield f"says another {member} of {name}"
        for member in ("statement", "reason"):
            if _plain(found.texts.get(member, row[member])) != _plain(row[member]):
                yield f"says another {member} of {name}"
        if not {_plain(trace) for trace in found.traces} <= {_plain(trace) for trace in row["trace_ids"]}:
            yield f"says another trace id of {name}"


def _report_calls(page: _Report, results: Mapping[str, Any]) -> Iterator[str]:
    calls = {str(each["number"]): each for each in results["exchanges"]}
    if sorted(name for name, _ in page.calls) != sorted(calls):
        yield "has other calls than the record"
    for name, found in page.calls:
        if (call := calls.get(name)) is None:
            continue
        trace = call["trace_id"]
        if _plain(found.parts.get("trace", trace or "")) != _plain(trace or "") or _plain(
            found.facts.get("Trace id", trace or "none")
        ) != _plain(trace or "none"):
            yield f"says another trace id of #{name}"
        if _plain(found.facts.get("Address", call["url"])) != _plain(call["url"]):
            yield f"says another address of #{name}"
        status = re.search(r"Answer (\d+)", found.parts.get("title", ""))
        if (int(status[1]) if status else None) != call["status"]:
            yield f"says another status of #{name}"


def handover_contradictions(text: str, core: Core) -> Iterator[str]:
    """What the letter says of verdict, totals, rows and calls, and the record does not."""
    results = core.results
    said = re.findall(r"^Verdict[^:\n]*: (\w+)", text, re.MULTILINE)
    if set(said) != {results["verdict"]}:
        yield "says another verdict"
    counted = re.findall(r"Of (\d+) requirements (\d+) were kept, (\d+) failed", text)
    totals = (len(results["requirements"]), results["totals"]["pass"], results["totals"]["fail"])
    if {tuple(map(int, each)) for each in counted} != {totals}:
        yield "says other totals"
    for side, kept, number, failed in re.findall(r"^\* (\w+): (\d+) of (\d+) kept, (\d+) failed\.", text, re.MULTILINE):
        states = [row["state"] for row in results["requirements"] if row["binds"] == side]
        if (int(kept), int(number), int(failed)) != (states.count("pass"), len(states), states.count("fail")):
            yield f"says other totals of the {side}"
    states_of = {escaped(row["id"]): row["state"] for row in results["requirements"]}
    told = re.findall(r"^\* \*\*(\w+)\*\* (\S+):", text, re.MULTILINE)
    for state, name in told:
        if states_of.get(name) != state:
            yield f"says another state of {name}"
    for name, state in states_of.items():
        if state in {"fail", "inconclusive"} and (state, name) not in told:
            yield f"does not name {name}, which is {state}"
    yield from _letter_calls(text, core)
    if any(each != core.key_id for each in _DIGEST.findall(text.partition("## How to check it")[2])):
        yield "names another key"


def _letter_calls(text: str, core: Core) -> Iterator[str]:
    """The table of calls to look up: each line against the call that it is about."""
    calls = {str(each["number"]): each for each in core.results["exchanges"]}
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    if not lines:
        if any(each["kind"] == "api" and each["status"] is not None for each in calls.values()):
            yield "names no call to look up"
        return
    header, *rows = ([each.strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines)
    for row in rows:
        if set(row) == {"---"}:
            continue
        said = dict(zip(header, row, strict=False))
        call = calls.get(said.get("No.", ""))
        if call is None or len(row) != len(header):
            yield "names a call that the record does not have"
            continue
        for name, wanted in (
            ("UTC", call["started"].replace("T", " ").removesuffix("Z")),
            ("Method", escaped(call["method"])),
            ("Status", str(call["status"])),
            ("Trace id", escaped(call["trace_id"] or "none sent")),
        ):
            if said.get(name, wanted) != wanted:
                yield f"says another {name} of #{call['number']}"


def verify_contradictions(text: str, core: Core) -> Iterator[str]:
    """What the page on checking names: the bundle, and no key that did not sign it."""
    named = re.findall(r"signoff verify (?:\.\./)?(\S+) --key", text)
    if any(each != bundle_name(core.results) for each in named):
        yield "names another bundle"
    if bool(named) != (core.key_id is not None):
        yield "says otherwise whether the bundle is signed"
    if any(each != core.key_id for each in _DIGEST.findall(text)):
        yield "names another key"


def _verdicts(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if word in _VERDICTS}
