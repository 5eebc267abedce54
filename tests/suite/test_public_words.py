"""What the description names is nobody's data: whatever a partner repeats of it, no address loses a word by it."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.sensitivity import SECRET
from signoff_contract.suite.last_pass import scrub_record
from signoff_contract.suite.model import RunRecord
from signoff_contract.traffic.exchange import RecordedBody, RecordedExchange
from signoff_contract.traffic.redaction import UNDESCRIBED, Redactor
from signoff_contract.traffic.scrub import Scrubber

from .parcels import KEY, ParcelContext, Server, certify, description, single

PARTNERS = ("siesmart", "smartbusiness", "simutek")
NOW = datetime(2026, 1, 31, tzinfo=UTC)


def fed(of: Description) -> Redactor:
    """A redactor that has met every word of the description, and every part of one, in each place of a value."""
    redactor = Redactor(of, KEY)
    words = sorted(redactor.places.public_words)
    words += sorted({part for word in words for part in re.split(r"[^A-Za-z]", word)} - {""})
    redactor.value(words, UNDESCRIBED)
    redactor.value([word for word in words if word in redactor.places.public_words], UNDESCRIBED, default=SECRET)
    redactor.headers([("Set-Cookie", f"seen={word}") for word in words if word in redactor.places.public_words])
    for operation in of:
        redactor.url(f"https://h.example/x?{'&'.join(f'{word}=1' for word in words[:50])}", "/x", operation)
    return redactor


@pytest.mark.parametrize("partner", PARTNERS)
def test_no_address_loses_a_word_that_is_also_a_value(partner: str) -> None:
    described = load(partner)
    redactor = fed(described)
    addresses = []
    for operation in described:
        path = re.sub(r"\{[^}]*\}", "7", operation.path)
        names = "&".join(f"{each.name}=7" for each in operation.parameters if each.location == "query")
        addresses.append(redactor.url(f"https://h.example{path}{'?' + names if names else ''}", path, operation))
    record = scrub_record(record_of([exchange(address) for address in addresses]), redactor)
    assert [kept.url for kept in record.exchanges] == addresses
    for address, operation in zip(addresses, described, strict=True):
        # No literal word of the path and no name of a parameter was replaced when it was recorded.
        literal = re.split(r"\{[^}]*\}", operation.path)
        assert all(part in address for part in literal), address
        assert all(f"{each.name}=" in address for each in operation.parameters if each.location == "query"), address
        # Nor is it in a sentence.
        assert operation.path in redactor.scrub(f"GET {operation.path}: refused")


@pytest.mark.parametrize("partner", PARTNERS)
def test_no_media_type_and_no_listed_value_loses_a_word(partner: str) -> None:
    redactor = fed(load(partner))
    for word in redactor.places.public_words:
        assert redactor.scrub(word) == word
        assert redactor.scrub_kept({"name": word}) == {"name": word}
    assert redactor.headers([("Content-Type", "application/json")]) == (("content-type", "application/json"),)


def test_a_value_that_is_data_still_goes_although_it_stands_beside_such_a_word() -> None:
    scrubber = Scrubber(lambda: frozenset({"sales-contacts", "application/json"}))
    for value in ("sales", "application", "Kim Larsen", "sales-contacts"):
        scrubber.add_personal(value, "[personal:1]")
    assert scrubber.scrub("/sales-contacts of Kim Larsen") == "/sales-contacts of [personal:1]"
    assert scrubber.scrub("sales, application/json, application") == "[personal:1], application/json, [personal:1]"


def test_an_error_that_names_a_parameter_shows_it_and_takes_it_out_of_nothing() -> None:
    def naming(request: httpx2.Request) -> httpx2.Response:
        if "login" in str(request.url) or request.method == "POST":
            return server(request)
        told = {"traceId": "t1", "message": "no", "property": "shelf-row", "view": "parcels", "who": "Ada Example"}
        return httpx2.Response(400, headers={"X-PARCEL-TRACE": "t1"}, json=told)

    def body(context: ParcelContext) -> None:
        context.create()
        context.call("GET", "/parcels/1")

    server = Server()
    record = certify(single(body, "PAR-MUST-001"), server=naming)
    told = record.exchanges[-1]
    assert told.url.endswith("/parcels/1")
    assert "parcels" in json.dumps(told.response_body.json)
    assert "Ada" not in json.dumps(told.response_body.json)


def test_a_place_that_is_described_as_personal_stays_hidden_whatever_stands_there() -> None:
    redactor = Redactor(description(), KEY)
    kept = redactor.value({"sender": {"name": "parcels"}, "pin": "weight"}, redactor.places.schema("Parcel"))
    assert kept["sender"]["name"].startswith("[personal:")
    assert kept["pin"] == "[secret]"
    assert redactor.scrub("/parcels with parcels") == "/parcels with parcels"


def exchange(url: str) -> RecordedExchange:
    none = RecordedBody(None, 0)
    return RecordedExchange(1, "api", None, "GET", url, None, (), none, 200, (), none, None, NOW, 0.0)


def record_of(exchanges: list[RecordedExchange]) -> RunRecord:
    values: dict[str, Any] = dict.fromkeys(("seed", "budget", "requests_sent", "token_calls"), 0)
    return RunRecord(
        partner="p", target="mock", host="h", started=NOW, finished=NOW, requests_per_minute=None, verdict="passed",
        requirements=(), checks=(), exchanges=tuple(exchanges), **values,
    )  # fmt: skip
