"""An archive holds credentials and people. Whatever stands in it as a value, and names that are data, stay there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description
from signoff_contract.learn import learn, read_archive
from signoff_contract.learn.patch import propose
from signoff_contract.learn.render import as_json, render
from signoff_contract.traffic.vocabulary import Vocabulary

from .conftest import BASE, Settle, entry, write_har

CANARY = "Zaphodine"


def everywhere() -> Iterator[dict[str, Any]]:
    """One exchange for each place where a value, or a name that is data, can stand."""
    sent = {"customer": CANARY, "stockLines": [{"article": CANARY, "amount": 3}], "language": CANARY}
    yield entry("POST", "/stockorders", 201, sent=sent, got={"orderNumber": CANARY, CANARY: 1})
    yield entry("POST", f"/orders/{CANARY}/rows", 201, sent={"note": CANARY}, got={"orderNumber": CANARY})
    yield entry("GET", f"/shelves/{CANARY}?depth={CANARY}&{CANARY}=1&view={CANARY}", got={"label": [CANARY]})
    yield entry("GET", "/shelves/7", got={"label": CANARY, "kind": f"for {CANARY}", "since": CANARY, "weight": CANARY})
    yield entry("GET", "/shelves/7", got={f"{CANARY.lower()}@example.com": 1, f"K-{CANARY}-1234": 2, "x y": CANARY})
    keyed = {CANARY.lower(): {"age": 3}, "trillian": {"age": 4}}
    yield entry("GET", "/shelves/7", got={"label": "A1", "people": keyed})
    yield entry(
        "GET",
        "/shelves/7",
        409,
        got={"message": f"no such person: {CANARY}"},
        headers={f"X-{CANARY}1234": CANARY, "X-Mood": CANARY},
    )
    yield entry("GET", "/shelves/7", 418, got=CANARY, media_type=f"text/{CANARY.lower()}", headers={"X-Who": CANARY})
    yield entry(
        "POST",
        "https://login.example.com/token",
        sent={"grant_type": CANARY, "client_secret": CANARY, "scope": CANARY},
        got={"access_token": CANARY, "expires_in": CANARY, "id_token": CANARY},
    )
    broken = entry("GET", "/shelves/7", got={})
    broken["response"]["content"]["text"] = f"{{{CANARY}"
    yield broken


def test_no_value_and_no_name_made_of_data_reaches_any_output(depot: Description, tmp_path: Path) -> None:
    learned = learn(depot, [read_archive(write_har(tmp_path / "recorded.har", *everywhere()))])
    patch = propose(learned, "2026-11-21", contradict_documented=True)
    assert learned.contradicted
    assert patch.text
    outputs = (
        render(learned, (), patch, 100),
        json.dumps(as_json(learned, (), patch)),
        patch.text,
        repr(learned),
        repr(patch),
    )
    for text in outputs:
        without_type = text.lower().replace(f"text/{CANARY.lower()}", "")
        assert CANARY.lower() not in without_type
        assert "sesame" not in text
        assert "trillian" not in text


def test_each_of_these_exchanges_says_something(settle: Settle) -> None:
    also = entry("GET", "/shelves/7", got={"label": "A1"})
    silent = [
        number
        for number, exchange in enumerate(everywhere())
        if all(finding.kind == "confirmed" for finding in settle(exchange, also).findings)
    ]
    assert silent == []


def test_a_placeholder_proves_that_something_was_there_and_not_its_type(settle: Settle) -> None:
    redacted = "[personal:0a1b2c3d]"
    learned = settle(
        entry("GET", "/shelves/[personal:00000000]", got={"label": redacted, "weight": redacted, "since": redacted}),
        entry(
            "POST",
            "/stockorders",
            201,
            sent={"customer": "[secret]", "stockLines": []},
            got={"orderNumber": "[personal]"},
        ),
        entry("GET", "/shelves/7", got={"label": "A1", "[undescribed-3]": 7}),
    )
    assert not learned.contradicted
    said = {finding.subject: finding for finding in learned.findings}
    assert said["Shelf.weight"].seen == "present, its type was redacted"
    assert said["Shelf.weight"].change is None
    assert "redacted in this file" in said["Shelf"].seen


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/orders", "/orders"),
        ("/stock-orders", "/stock-orders"),
        ("/shelves/anna", "/shelves/{…}"),
        ("/shelves/A1/lines", "/shelves/{…}/lines"),
        ("/shelves/A1/weights", "/shelves/{…}/weights"),
        ("/shelves/A1/weights/anna", "/shelves/{…}/weights/{…}"),
        ("/people/anna", "/people/{…}"),
        ("/people/4711/orders", "/people/{…}/orders"),
        ("/K100421", "/{…}"),
        ("/ada.byron@example.com", "/{…}"),
    ],
)
def test_paths_show_words_and_hide_what_may_be_data(settle: Settle, path: str, shown: str) -> None:
    learned = settle(entry("GET", "/shelves/7", got={"label": "A1"}), entry("PATCH", path, 200, got={}))
    assert [f.subject for f in learned.findings if f.kind == "unknown-now-seen"] == [f"PATCH {shown}"]


def test_names_that_are_shown(depot: Description) -> None:
    vocabulary = Vocabulary(depot)
    shown = ("customerNo", "OrderLines", "row_number", "newThing", "@odata", "line2", "x-order-id")
    hidden = ("Anna", "anna@example.com", "K100421", "a b", "", "x" * 80, "550e8400-e29b", "[undescribed-1]", "år")
    assert [name for name in shown if not vocabulary.shows(name)] == []
    assert [name for name in hidden if vocabulary.shows(name)] == []


def test_the_address_of_a_call_is_in_no_error(settle: Settle) -> None:
    with pytest.raises(Exception, match=r"nothing in recorded\.har") as caught:
        settle(entry("GET", f"https://{CANARY}:sesame@example.org/{CANARY}?x={CANARY}"))
    assert CANARY.lower() not in str(caught.value).lower()
    assert BASE not in str(caught.value)


KEYS = ("sk_live_abcdefghijk", "ghp_abcdefgh", "AKIAabcdefgh", "eyJhbGciOi", "aXbQzRtYuIoPaSd", "xkcdqwrtzplmnbvg")


@pytest.mark.parametrize("name", KEYS)
def test_a_name_that_looks_like_a_key_is_shown_from_nowhere(
    depot: Description, settle: Settle, tmp_path: Path, name: str
) -> None:
    assert not Vocabulary(depot).shows(name, 100)
    calls = [entry("GET", f"/shelves/7?{name}=1", got={"label": "A1", name: 1, "lines": [{name: 2}]})] * 3
    learned = settle(*calls)
    patch = propose(learned, "2026-11-21")
    assert name not in render(learned, (), patch, 200) + json.dumps(as_json(learned, (), patch)) + patch.text
