"""Which names a run tells, and which it keeps to itself: a name may be somebody's."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import jsonschema_rs
import pytest

from signoff.runtime import HeaderView
from signoff_contract.description import Description, descriptions_root
from signoff_contract.learn import TrafficError
from signoff_contract.learn.tellable_names import noted
from signoff_contract.traffic import first_contact
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.first_contact import FirstContact, beside, read, to_json, write
from signoff_contract.traffic.recorder import Recorder
from signoff_contract.traffic.redaction import Redactor

Meet = Callable[..., FirstContact]
CHAIN = "a" * 64


@pytest.fixture
def meet(depot: Description) -> Meet:
    """What is told of a run in which these bodies were answered to reads of a shelf."""

    def run(*answers: Any, status: int = 200, labels: tuple[str, ...] = ()) -> FirstContact:
        redactor = Redactor(depot, b"key")
        recorder = Recorder(depot, "https://h.example/v1", "https://h.example/t", _Clock(), redactor)
        for number, answer in enumerate(answers, start=1):
            one = exchange(number, answer, status, labels)
            redactor.notes.add(one, recorder.keep(one, depot.operation("shelves_get")))
        return noted(depot, redactor.notes)

    return run


class _Clock:
    def now(self) -> datetime:
        return datetime(2026, 1, 31, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


def exchange(number: int, answer: Any, status: int, labels: tuple[str, ...] = ()) -> Exchange:
    kind: Literal["api"] = "api"
    return Exchange(
        number=number, kind=kind, operation_id="shelves_get", method="GET", url="https://h.example/v1/shelves/7",
        path="/shelves/7", request_headers=HeaderView(), request_body=b"", status=status,
        response_headers=HeaderView.from_raw([(b"content-type", b"application/json")]),
        response_body=json.dumps(answer).encode(), trace_id=None, started=_Clock().now(), seconds=0.0, labels=labels,
    )  # fmt: skip


def told(contact: FirstContact) -> set[str]:
    return set(contact.names.values())


def test_a_new_member_of_a_described_object_is_told_when_it_stands_in_two(meet: Meet) -> None:
    one = {"label": "A1", "rackNo": 7}
    assert told(meet(one, one)) == {"rackNo"}
    assert told(meet(one)) == set()


def test_a_name_with_a_word_of_the_description_is_told_at_once(meet: Meet) -> None:
    assert told(meet({"label": "A1", "lineCount": 7})) == {"lineCount"}


def test_the_members_of_a_lists_elements_are_told(meet: Meet) -> None:
    rows = [{"nr": 1, "txt": "x"}, {"nr": 2, "txt": "y"}]
    assert told(meet({"label": "A1", "stockRows": rows})) == {"stockRows", "nr", "txt"}


@pytest.mark.parametrize(
    "answer",
    [
        {"label": "A1", "people": {"kim": {"age": 3}, "lars": {"age": 4}}},
        {"label": "A1", "people": {"kim": 3, "lars": 4}},
        {"label": "A1", "people": {"kim": {"age": 3}}},
        {"label": "A1", "people": [{"kim": 1}, {"lars": 2}]},
        {"label": "A1", "kim.larsen@example.com": 1, "K100421": 2, "Kim Larsen": 3, "år": 4},
        {"kim": 1, "lars": "x"},
        {"label": "A1", "kimLarsen": 1, "owner": "Kim Larsen"},
        {"label": "A1", "kim_larsen": 1, "owner": "kim-larsen"},
    ],
)
def test_a_key_that_is_data_is_never_told(meet: Meet, answer: Any) -> None:
    contact = meet(answer, answer)
    assert not [name for name in told(contact) if "kim" in name.lower() or "lars" in name.lower() or name == "K100421"]
    assert contact.withheld
    text = to_json(contact, "depot-test", CHAIN).decode().lower()
    assert "kim" not in text
    assert "larsen" not in text


def test_no_value_is_told_and_every_type_is(meet: Meet) -> None:
    answer = {
        "label": "A1",
        "lineOwner": "Zaphod",
        "lineDay": "2026-01-31",
        "lineSize": 3,
        "lineRate": 1.5,
        "lineOpen": True,
    }
    contact = meet(answer, answer)
    text = to_json(contact, "depot-test", CHAIN).decode()
    assert "Zaphod" not in text
    assert "2026-01-31" not in text
    kinds = {place.pointer: (place.types, place.form) for place in contact.places.values()}
    assert kinds["/lineOwner"] == (("string",), None)
    assert kinds["/lineDay"] == (("string",), "date")
    assert kinds["/lineSize"] == (("integer",), None)
    assert kinds["/lineRate"] == (("number",), None)
    assert kinds["/lineOpen"] == (("boolean",), None)


def test_an_error_that_names_a_member_makes_no_data_of_it(meet: Meet, depot: Description) -> None:
    redactor = Redactor(depot, b"key")
    recorder = Recorder(depot, "https://h.example/v1", "https://h.example/t", _Clock(), redactor)
    for number, (answer, status) in enumerate(
        (({"label": "A1", "rackNo": 7}, 200), ({"label": "A1", "rackNo": 7}, 200), ({"message": "rackNo"}, 409)),
        start=1,
    ):
        one = exchange(number, answer, status)
        redactor.notes.add(one, recorder.keep(one, depot.operation("shelves_get")))
    assert told(noted(depot, redactor.notes)) == {"rackNo"}


def test_the_file_is_of_its_form_and_comes_back(meet: Meet, tmp_path: Path) -> None:
    contact = meet(*[{"label": "A1", "stockRows": [{"nr": 1, "txt": "x"}]}] * 2)
    path = beside(tmp_path / "depot-test")
    write(to_json(contact, "depot-test", CHAIN), path)
    schema = json.loads((descriptions_root() / "schema" / "learn.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(json.loads(path.read_bytes()))
    again = read(path, CHAIN)
    assert (again.names, again.places, again.withheld) == (contact.names, contact.places, contact.withheld)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(TrafficError, match="another run"):
        read(path, "b" * 64)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"schema_version": 1}',
        b'{"schema_version": "9.0"}',
        b"[" * 100_000,
        b'{"schema_version": "1.0", "chain": 3}',
    ],
)
def test_a_file_that_is_no_such_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.learn.json"
    path.write_bytes(content)
    with pytest.raises(TrafficError, match=r"remove it|reads 1\.0"):
        read(path, CHAIN)


def test_names_out_of_a_file_are_names(tmp_path: Path, meet: Meet) -> None:
    contact = meet({"label": "A1", "lineCount": 7})
    document = json.loads(to_json(contact, "x", CHAIN))
    document["names"] = {"[undescribed-1]": "\x1b[31m", "x": "lineCount", "[undescribed-2]": "Ada Byron"}
    path = tmp_path / "x.learn.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert dict(read(path, CHAIN).names) == {}
    assert first_contact.SUFFIX == ".learn.json"
