"""Redaction never makes a finding: what was taken out is unknown, not absent. A redacted archive says less, never more."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.learn.conftest import Settle, entry, write_har

from signoff.runtime import HeaderView
from signoff_contract.description import Description
from signoff_contract.learn import Learned, learn, read_archive
from signoff_contract.suite.last_pass import scrub_record
from signoff_contract.suite.model import RunRecord
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.har_writer import entry_of
from signoff_contract.traffic.record_form import as_record
from signoff_contract.traffic.recorder import Recorder
from signoff_contract.traffic.redaction import Redactor

BASE = "https://depot.example.com/v1"
NOW = datetime(2026, 1, 31, tzinfo=UTC)
# What stands in values: people, words of the description and parts of them, codes, dates, and what breaks schemas.
TEXTS = (
    "Zaphod Beeblebrox", "shelves", "stockorders", "application", "small", "bolt", "sv", "no", "2026-01-31", "depth",
    "secret", "personal", "label", "C-100421", "json", "a b c", "https://x.example/shelves", "stockLines", "1e999", "",
)  # fmt: skip
NAMES = (
    "label",
    "lines",
    "kind",
    "since",
    "spare",
    "marks",
    "weight",
    "article",
    "amount",
    "Zaphod",
    "rackNo",
    "note",
    "message",
)


def value(source: random.Random, depth: int = 0) -> Any:
    kind = source.randrange(8 if depth < 3 else 5)
    if kind < 2:
        return source.choice(TEXTS)
    if kind == 2:
        return source.choice((0, 7, -1, 2.5, 10**18))
    if kind in {3, 4}:
        return source.choice((None, True, source.choice(TEXTS)))
    if kind == 5:
        return [value(source, depth + 1) for _ in range(source.randrange(3))]
    return {source.choice(NAMES): value(source, depth + 1) for _ in range(source.randrange(5))}


def shelf(source: random.Random) -> dict[str, Any]:
    return {"label": source.choice(TEXTS), **{source.choice(NAMES): value(source) for _ in range(source.randrange(5))}}


def call(source: random.Random, number: int) -> Exchange:
    """A call of either operation, or of none, with anything in it."""
    order = source.random() < 0.4
    path = (
        source.choice(("/stockorders", "/orders", "/Zaphod"))
        if order
        else f"/shelves/{source.choice(('7', 'A1', 'Zaphod'))}"
    )
    names = source.sample(["depth", "expand", "urgent", "Zaphod", "view"], source.randrange(3))
    query = "&".join(f"{name}={source.choice(('1', 'small', 'Zaphod', 'shelves'))}" for name in names)
    sent = {"customer": source.choice(TEXTS), "stockLines": [value(source, 2)], source.choice(NAMES): value(source)}
    status = source.choice((200, 201, 200, 201, 409, 401, 404))
    answer = shelf(source) if source.random() < 0.9 else value(source)
    media_type = source.choice(("application/json", "application/json", "application/hal+json", "text/plain"))
    headers = [("content-type", media_type), ("X-Trace", "t-1"), (f"X-{source.choice(('Zaphod', 'Rack'))}", "shelves")]
    raw = [(name.encode(), text.encode()) for name, text in headers[: source.randrange(1, 4)]]
    return Exchange(
        number=number, kind="api", operation_id=None, method="POST" if order else "GET",
        url=f"{BASE}{path}{'?' + query if query else ''}", path=path,
        request_headers=HeaderView.from_raw([(b"content-type", b"application/json"), (b"user-agent", b"signoff/1")]),
        request_body=json.dumps(sent).encode() if order else b"", status=status,
        response_headers=HeaderView.from_raw(raw), response_body=json.dumps(answer).encode(), trace_id=None, started=NOW,
        seconds=0.0,
    )  # fmt: skip


class _Clock:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


def redacted(depot: Description, exchanges: list[Exchange], folder: Path) -> Path:
    """The archive that evidence would hold of these exchanges."""
    redactor = Redactor(depot, b"key")
    recorder = Recorder(depot, BASE, "https://login.example.com/token", _Clock(), redactor)
    kept = []
    for each in exchanges:
        matched = depot.match(each.method, each.path)
        kept.append(recorder.keep(each, matched[0] if matched else None))
    numbers: dict[str, Any] = dict.fromkeys(("seed", "budget", "requests_sent", "token_calls"), 0)
    record = RunRecord(
        partner="depot", target="custom", host="h", started=NOW, finished=NOW, requests_per_minute=None,
        verdict="passed", requirements=(), checks=(), exchanges=tuple(kept), **numbers,
    )  # fmt: skip
    entries = [entry_of(as_record(shown)) for shown in scrub_record(record, redactor).exchanges]
    return write_har(folder / "redacted.har", *entries)


def plain(exchanges: list[Exchange], folder: Path) -> Path:
    """The same as a proxy would have recorded it, said to be ours so that it is read in the same way."""
    entries = []
    for each in exchanges:
        raw = entry(
            each.method, each.url, each.status or 0, headers={}, agent="signoff/1",
            **({"sent": json.loads(each.request_body)} if each.request_body else {}),
        )  # fmt: skip
        media_type = each.response_headers.get("content-type") or ""
        text = each.response_body.decode()
        raw["response"]["headers"] = [
            {"name": name, "value": each.response_headers[name]} for name in each.response_headers
        ]
        raw["response"]["content"] = {"size": len(text), "mimeType": media_type, "text": text}
        raw["request"]["headers"] = [
            {"name": name, "value": each.request_headers[name]} for name in each.request_headers
        ]
        entries.append({**raw, "_kind": "api"})
    return write_har(folder / "plain.har", *entries)


def said(learned: Learned) -> set[tuple[str, str, str]]:
    """What is said of what; that names are there is the same whether they are shown or counted."""
    return {
        (finding.kind, finding.pointer, finding.says.removesuffix("s"))
        for finding in learned.findings
        if finding.kind != "confirmed"
    }


@pytest.mark.parametrize("seed", range(60))
def test_a_redacted_archive_never_says_what_the_unredacted_one_does_not(
    seed: int, depot: Description, tmp_path: Path
) -> None:
    source = random.Random(seed)
    exchanges = [call(source, number) for number in range(1, 7)]
    exchanges.append(call(random.Random(1), 8))
    whole = learn(depot, [read_archive(plain(exchanges, tmp_path))])
    less = learn(depot, [read_archive(redacted(depot, exchanges, tmp_path))])
    # A member that the unredacted archive shows to be another's new name is only seen to be there by the other one.
    renamed = {pointer.rpartition("/properties/")[0] for _, pointer, says in said(whole) if " is called " in says}
    renamed |= {pointer.partition("/parameters/")[0] + "/parameters" for pointer in (p for _, p, _ in said(whole))}
    more = {each for each in said(less) - said(whole) if not (each[0] == "undocumented" and each[1] in renamed)}
    assert more == set()


def test_a_required_parameter_whose_name_was_taken_out_is_not_missing(settle: Settle, depot: Description) -> None:
    placed = entry("GET", "/shelves/7?[personal:0a1b2c3d]=1", got={"label": "A1"})
    assert not settle({**placed, "_kind": "api"}).contradicted


def test_a_path_whose_word_was_taken_out_is_no_other_path(settle: Settle) -> None:
    known = entry("GET", "/shelves/7", got={"label": "A1"})
    gone = entry("POST", "/[undescribed-1]", 201, sent={"customer": "C", "stockLines": []}, got={"orderNumber": 7})
    assert not settle(known, {**gone, "_kind": "api"}).contradicted
    told = {**gone, "_kind": "api", "_operation": "orders_create"}
    told["request"] = {**told["request"], "url": f"{BASE}/[personal:0a1b2c3d]"}
    assert settle(known, told).exchanges == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_call_that_was_refused_for_its_token_says_nothing_of_what_is_there(settle: Settle, status: int) -> None:
    learned = settle(
        entry("GET", "/shelves/7", got={"label": "A1"}), entry("GET", "/racks", status, got={"message": "no"})
    )
    assert not [finding for finding in learned.findings if finding.kind in {"unknown-now-seen", "contradicted"}]
    assert learned.unread["calls of undescribed paths that were refused for their token"] == 1
    proposed = settle(
        entry("GET", "/shelves/7", got={"label": "A1"}), entry("POST", "/stockorders", 401, got={"message": "no"})
    )
    assert not [finding for finding in proposed.findings if finding.subject == "orders_create"]
