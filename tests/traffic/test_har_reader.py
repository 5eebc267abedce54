"""Archives of all origins, and hostile ones."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.learn.conftest import entry, write_har

from signoff_contract.learn import TrafficError, read_archive
from signoff_contract.traffic import har_reader as reader
from signoff_contract.traffic.exchange import Answered, Sender
from signoff_contract.traffic.har_reader import entries_of


def one(path: Path, raw: dict[str, Any]) -> reader.Entry:
    return next(entries_of(read_archive(write_har(path / "a.har", raw))))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "no HTTP archive"),
        ('{"log": []}', "no HTTP archive"),
        ('{"log": {"entries": {}}}', "no HTTP archive"),
        ('{"log": {"entries": ' + "[" * 2000 + "]" * 2000 + "}}", "not JSON"),
    ],
)
def test_a_file_that_is_no_archive(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.har"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TrafficError, match=says) as caught:
        read_archive(path)
    assert "HAR 1.2" in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TrafficError, match="cannot read"):
        read_archive(tmp_path / "none.har")
    with pytest.raises(TrafficError, match="cannot read"):
        read_archive(tmp_path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST", 10)
    with pytest.raises(TrafficError, match="record less"):
        read_archive(write_har(tmp_path / "a.har", entry("GET", "/x")))


@pytest.mark.parametrize(
    "odd", [None, 7, [], "x", {"content": 7}, {"status": "200", "headers": 3, "content": {"text": 4}}]
)
def test_answers_of_odd_types_are_no_answers(tmp_path: Path, odd: Any) -> None:
    found = one(tmp_path, {**entry("GET", "/x"), "response": odd})
    assert found.status == 0
    assert found.response_body().state == "none"


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = write_har(tmp_path / "a.har", entry("GET", "/x"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_archive(path).entries) == 1


def test_a_body_in_base64(tmp_path: Path) -> None:
    raw = entry("GET", "/x", got={})
    raw["response"]["content"] |= {"text": base64.b64encode(b'{"a": 1}').decode(), "encoding": "base64"}
    assert one(tmp_path, raw).response_body().value == {"a": 1}
    raw["response"]["content"]["text"] = base64.b64encode(b"\xff\xfe").decode()
    assert one(tmp_path, raw).response_body().state == "other"


def test_a_body_that_the_browser_dropped(tmp_path: Path) -> None:
    raw = entry("GET", "/x", got={})
    raw["response"]["content"] = {"size": 812, "mimeType": "application/json"}
    assert one(tmp_path, raw).response_body().state == "unrecorded"
    assert one(tmp_path, {**raw, "response": {**raw["response"], "status": 204}}).response_body().state == "none"
    raw["response"]["content"] = {"size": 0, "mimeType": ""}
    assert one(tmp_path, raw).response_body().state == "none"
    raw["request"] |= {"bodySize": 12}
    assert one(tmp_path, raw).request_body().state == "unrecorded"


def test_what_is_said_to_be_json_and_is_not(tmp_path: Path) -> None:
    raw = entry("GET", "/x", got={})
    raw["response"]["content"]["text"] = "<html>"
    assert one(tmp_path, raw).response_body().state == "broken"
    raw["response"]["content"]["text"] = "[" * 300 + "]" * 300
    assert one(tmp_path, raw).response_body().state == "broken"


def test_forms_as_text_as_pairs_and_as_our_evidence_keeps_them(tmp_path: Path) -> None:
    form = "application/x-www-form-urlencoded"
    for posted in (
        {"mimeType": form, "text": "grant_type=x&scope="},
        {"mimeType": form, "params": [{"name": "grant_type", "value": "x"}, {"name": "scope", "value": ""}, 7]},
        {"mimeType": form, "text": '{"grant_type": "x", "scope": ""}'},
    ):
        raw = entry("POST", "/x")
        raw["request"]["postData"] = posted
        assert one(tmp_path, raw).request_body().value == {"grant_type": "x", "scope": ""}


def test_a_note_of_our_evidence_is_no_body(tmp_path: Path) -> None:
    raw = entry("GET", "/x", got={})
    raw["response"]["content"]["text"] = "[said to be JSON, but it is not; content not kept]"
    assert one(tmp_path, raw).response_body().state == "unrecorded"


def test_nothing_of_a_value_stands_in_a_repr(tmp_path: Path) -> None:
    raw = entry("POST", "/x?name=Ada+Byron", sent={"name": "Ada Byron"}, got={"name": "Ada Byron"})
    archive = read_archive(write_har(tmp_path / "a.har", raw))
    found = next(entries_of(archive))
    shown = repr((archive, found, found.request_body(), found.response_body()))
    assert "Byron" not in shown
    assert "sesame" not in shown


def test_headers_of_http2_and_of_wrong_types_are_left_out(tmp_path: Path) -> None:
    raw = entry("GET", "/x")
    raw["request"]["headers"] += [{"name": ":authority", "value": "x"}, {"name": "x y", "value": "z"}, 3, {"name": 4}]
    assert set(one(tmp_path, raw).exchange.request_headers) == {"user-agent", "authorization"}


def test_times_that_are_none_are_left_out(tmp_path: Path) -> None:
    raw = {**entry("GET", "/x"), "startedDateTime": "Ada Byron"}
    assert one(tmp_path, raw).ref.started == ""
    assert json.dumps(one(tmp_path, entry("GET", "/x")).ref.started) == '"2026-11-20T10:00:00.000Z"'


def test_a_method_that_openapi_does_not_know(tmp_path: Path) -> None:
    assert one(tmp_path, entry("PROPFIND", "/x")).exchange.method == "OTHER"


def test_a_file_name_that_would_move_the_cursor(tmp_path: Path) -> None:
    path = write_har(tmp_path / "a\n\x1b[31m.har", entry("GET", "/x"))
    assert read_archive(path).name == "a??[31m.har"


def test_an_entry_gives_the_exchange_that_whoever_judges_wants(tmp_path: Path) -> None:
    raw = {**entry("POST", "/x?depth=1", 412, sent={"a": 1.50}, got={"message": "no"}), "time": 250.0}
    raw["request"]["headers"].append({"name": "If-Match", "value": '"7"'})
    raw["response"]["statusText"] = "Precondition Failed"
    exchange = one(tmp_path, raw).exchange
    assert (exchange.method, exchange.status, exchange.reason) == ("POST", 412, "Precondition Failed")
    assert (exchange.path, exchange.query) == ("/v1/x", "depth=1")
    assert exchange.request_headers.pairs[-1] == ("If-Match", '"7"')
    assert exchange.request_headers["if-match"] == '"7"'
    assert (exchange.request_json(), exchange.json()) == ({"a": 1.5}, {"message": "no"})
    assert (exchange.started.isoformat(), exchange.seconds) == ("2026-11-20T10:00:00+00:00", 0.25)
    assert (exchange.error, exchange.sender) == (None, Sender())


@pytest.mark.parametrize("time", [None, -1, "5", float("nan"), float("inf"), 1e300])
def test_an_exchange_without_an_answer_and_without_times(tmp_path: Path, time: Any) -> None:
    exchange = one(tmp_path, {**entry("GET", "/x", 0), "startedDateTime": "yesterday", "time": time}).exchange
    assert (exchange.status, exchange.by) == (None, Answered.NOBODY)
    assert exchange.error == "no answer was recorded"
    assert (exchange.started.year, exchange.seconds) == (1970, 0.0)


def test_a_field_that_came_twice_is_there_twice(tmp_path: Path) -> None:
    raw = entry("GET", "/x", headers={"Link": "a"})
    raw["response"]["headers"].append({"name": "link", "value": "b"})
    headers = one(tmp_path, raw).exchange.response_headers
    assert headers.values_of("LINK") == ("a", "b")
    assert [name for name, _ in headers.pairs] == ["X-Trace", "Link", "link"]


def test_a_body_that_is_no_text_keeps_its_bytes(tmp_path: Path) -> None:
    raw = entry("GET", "/x", got={}, media_type="application/pdf")
    raw["response"]["content"] |= {"text": base64.b64encode(b"%PDF-\xff").decode(), "encoding": "base64"}
    assert one(tmp_path, raw).exchange.response_body == b"%PDF-\xff"
    raw["response"]["content"]["text"] = base64.b64encode(gzip.compress(b'{"a": 1}')).decode()
    assert one(tmp_path, raw).exchange.response_body == b'{"a": 1}'


def test_a_form_in_pairs_is_sent_as_a_form(tmp_path: Path) -> None:
    raw = entry("POST", "/x")
    named = [{"name": "grant_type", "value": "x y"}, {"name": "scope"}]
    raw["request"]["postData"] = {"mimeType": "application/x-www-form-urlencoded", "params": named}
    found = one(tmp_path, raw)
    assert found.exchange.request_body == b"grant_type=x+y&scope="
    assert found.request_body().value == {"grant_type": "x y", "scope": None}
