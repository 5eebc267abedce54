"""What is kept of an exchange: the allow-list, the placeholders, and what is taken out of free texts."""

import base64
import json
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from tests.suite.parcels import KEY, ParcelContext, Server, certify, description, single

from signoff_contract.traffic.redaction import UNDESCRIBED, Redactor
from signoff_contract.traffic.scrub import Scrubber

DESCRIPTION = description()


@pytest.fixture
def redactor() -> Redactor:
    return Redactor(DESCRIPTION, KEY)


def kept(redactor: Redactor, value: Any) -> Any:
    return redactor.value(value, redactor.places.schema("Parcel"))


def test_values_are_kept_only_where_the_description_says_so(redactor: Redactor) -> None:
    assert kept(redactor, {"id": 7, "weight": 2.50, "service": "fast", "fragile": True}) == {
        "id": 7,
        "weight": 2.5,
        "service": "fast",
        "fragile": True,
    }


def test_personal_values_become_placeholders_and_the_shape_stays(redactor: Redactor) -> None:
    sent = {
        "sender": {"name": "Ada Example", "age": 36, "subscriber": True, "country": {"code": "GB"}},
        "notes": ["ring twice", "ring twice", "leave it"],
        "pin": "4711",
    }
    found = kept(redactor, sent)
    assert found["sender"]["country"] == {"code": "GB"}
    assert found["sender"]["subscriber"] == "[personal]"
    assert found["pin"] == "[secret]"
    assert found["notes"][0] == found["notes"][1] != found["notes"][2]
    assert all(text.startswith("[personal:") for text in (*found["notes"], found["sender"]["name"]))
    assert found["sender"]["age"].startswith("[personal:")


def test_the_same_value_has_the_same_placeholder_in_one_run_only(redactor: Redactor) -> None:
    one = kept(redactor, {"sender": {"name": "Ada Example"}, "notes": ["Ada Example"]})
    assert one["sender"]["name"] == one["notes"][0]
    other = kept(Redactor(DESCRIPTION, b"another key"), {"notes": ["Ada Example"]})
    assert other["notes"] != one["notes"]
    numbers = [kept(redactor, {"sender": {"age": age}})["sender"]["age"] for age in (36, 36.0, 37)]
    assert numbers[0] == numbers[1] != numbers[2]
    text = kept(redactor, {"sender": {"name": "36"}})["sender"]["name"]
    assert text != numbers[0]


def test_null_stays_null_because_it_says_only_that_nothing_is_there(redactor: Redactor) -> None:
    assert kept(redactor, {"sender": {"name": None}, "pin": None}) == {"sender": {"name": None}, "pin": None}


def test_undescribed_members_lose_value_and_name(redactor: Redactor) -> None:
    found = kept(redactor, {"Ada Example": 1, "weight": 2, "other": {"Ada Example": "x", "name": "y"}})
    assert list(found) == ["[undescribed-1]", "weight", "[undescribed-2]"]
    assert found["[undescribed-1]"].startswith("[personal:")
    assert list(found["[undescribed-2]"]) == ["[undescribed-1]", "name"]
    assert found["[undescribed-2]"]["name"].startswith("[personal:")


def test_headers_outside_the_list_lose_their_value(redactor: Redactor) -> None:
    found = dict(
        redactor.headers(
            [
                ("Content-Type", "application/json"),
                ("ETag", '"v1"'),
                ("X-PARCEL-TRACE", "trace-1"),
                ("X-Customer", "Ada Example"),
                ("Set-Cookie", "session=cookie-value-1"),
                ("Authorization", "Bearer abcdefgh"),
                ("Proxy-Authorization", "abcdefgh-raw"),
                ("WWW-Authenticate", 'Bearer realm="Ada"'),
            ]
        )
    )
    assert found == {
        "content-type": "application/json",
        "etag": '"v1"',
        "x-parcel-trace": "trace-1",
        "x-customer": "[redacted]",
        "set-cookie": "[redacted]",
        "authorization": "Bearer [redacted]",
        "proxy-authorization": "[redacted]",
        "www-authenticate": "Bearer [redacted]",
    }
    assert redactor.scrub("abcdefgh and cookie-value-1 and abcdefgh-raw") == "[secret] and [secret] and [secret]"


def test_a_bare_challenge_is_shown(redactor: Redactor) -> None:
    assert redactor.headers([("WWW-Authenticate", "Bearer")]) == (("www-authenticate", "Bearer"),)
    assert redactor.headers([("Authorization", "abcdefgh")]) == (("authorization", "[redacted]"),)


def test_addresses_keep_ids_and_public_parameters_only(redactor: Redactor) -> None:
    get = DESCRIPTION.operation("parcels_get")
    shown = redactor.url(
        "https://user:pass@api.parcels.example/v1/parcels/7?view=full&email=ada%40example.com&Ada=1", "/parcels/7", get
    )
    front, _, query = shown.partition("?")
    assert front == "https://api.parcels.example/v1/parcels/7"
    view, email, other = query.split("&")
    assert view == "view=full"
    assert email.startswith("email=[personal:")
    assert other.startswith("[undescribed-1]=[personal:")
    holder = DESCRIPTION.operation("parcels_holder")
    path = redactor.path("/parcels/7/holder/Ada%20Example", holder)
    assert path.startswith("/parcels/7/holder/[personal:")


def test_an_unknown_path_keeps_known_words_only(redactor: Redactor) -> None:
    front, parcels, number, name, holder = redactor.path("/parcels/7/Ada-Example/holder", None).split("/")
    assert (front, parcels, name, holder) == ("", "parcels", "[undescribed-1]", "holder")
    assert number.startswith("[personal:")


def test_bodies_that_are_no_json_keep_length_and_type_only(redactor: Redactor) -> None:
    body = redactor.body(b"%PDF Ada Example", "application/pdf", UNDESCRIBED)
    assert (body.media_type, body.size, body.json, body.note) == (
        "application/pdf",
        16,
        None,
        "not JSON, content not kept",
    )
    broken = redactor.body(b'{"name": "Ada', "application/json; charset=utf-8", UNDESCRIBED)
    assert (broken.size, broken.json) == (13, None)
    assert "Ada" not in str(broken)
    assert redactor.body(b"x", "Ada Example", UNDESCRIBED).media_type == "[redacted]"
    assert redactor.body(b"", None, UNDESCRIBED).size == 0


def test_a_number_that_no_float_holds_keeps_its_digits(redactor: Redactor) -> None:
    body = redactor.body(b'{"id": 7, "weight": 1e999}', "application/json", redactor.places.schema("Parcel"))
    assert (body.json, body.note) == ({"id": 7, "weight": "1e999"}, None)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_words_that_json_does_not_have_make_a_body_that_is_no_json(redactor: Redactor, word: str) -> None:
    place = redactor.places.schema("Parcel")
    body = redactor.body(f'{{"weight": {word}}}'.encode(), "application/json", place)
    assert (body.json, body.note) == (None, "said to be JSON, but it is not; content not kept")


def test_forms_are_redacted_like_json(redactor: Redactor) -> None:
    place = redactor.places.schema("TokenRequest")
    form = redactor.body(
        b"grant_type=client_credentials&client_secret=hush-hush&extra=ada",
        "application/x-www-form-urlencoded",
        place,
        default="secret",
    )
    assert form.json == {"grant_type": "client_credentials", "client_secret": "[secret]", "[undescribed-1]": "[secret]"}


def encoded(secret: str) -> list[str]:
    raw = secret.encode()
    return [
        secret,
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        raw.hex(),
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode(),
        base64.b64encode(b"id:" + raw).decode(),
        base64.b64encode(b"a" + raw + b"tail").decode(),
        base64.b64encode(b"ab" + raw).decode(),
    ]


@pytest.mark.parametrize("secret", ['sec/ret+"one"==', "plain-secret-0123", "ÄÖ secret ~ value"])
def test_no_form_of_a_secret_stays_in_a_text(secret: str) -> None:
    scrubber = Scrubber()
    scrubber.add_secret(secret)
    for form in encoded(secret):
        left = scrubber.scrub(f"before {form} after")
        assert form not in left
        assert "[secret]" in left
        assert left.startswith("before ")
        assert left.endswith(" after")


def test_personal_values_are_taken_out_as_words_and_short_ones_are_left() -> None:
    scrubber = Scrubber()
    scrubber.add_personal("Ada Example", "[personal:1]")
    scrubber.add_personal("Ada Example Ltd", "[personal:2]")
    scrubber.add_personal("GB", "[personal:3]")
    scrubber.add_personal("12345", "[personal:4]")
    scrubber.add_personal("123456", "[personal:5]")
    assert scrubber.scrub("no Ada Example Ltd, Ada Example!") == "no [personal:2], [personal:1]!"
    assert scrubber.scrub("GB, 12345 and 123456") == "GB, 12345 and [personal:5]"
    assert scrubber.scrub("xAda Examplex") == "xAda Examplex"
    assert scrubber.scrub_shown("Ada Example") == "Ada Example"
    assert scrubber.scrub_shown("to Ada Example") == "to [personal:1]"


def test_a_reason_that_repeats_a_value_is_cleaned() -> None:
    def body(context: ParcelContext) -> None:
        context.create(sender={"name": "Ada Example"}, pin="4711-4711")
        context.expect("PAR-MUST-001", False, f"Ada Example, 4711-4711, {context.token}, hush-hush-hush came back")

    record = certify(single(body, "PAR-MUST-001"))
    reason = next(row.reason for row in record.requirements if row.requirement == "PAR-MUST-001")
    assert "Ada" not in reason
    assert reason.count("[secret]") == 3
    assert reason.endswith(" came back")


def test_token_calls_keep_their_public_members_only() -> None:
    record = certify(single(lambda context: context.create(), "PAR-MUST-001"))
    token = record.exchanges[0]
    assert token.kind == "token"
    assert token.request_body.json == {
        "grant_type": "client_credentials",
        "client_id": "[secret]",
        "client_secret": "[secret]",
    }
    assert token.response_body.json == {"access_token": "[secret]", "token_type": "Bearer", "expires_in": 3600}


def test_a_value_repeated_by_an_error_message_is_taken_out() -> None:
    def echo(request: httpx2.Request) -> httpx2.Response:
        if "login" in str(request.url):
            return Server()(request)
        told = f"{json.loads(request.content)['sender']['name']} is unknown to {request.headers['authorization']}"
        return httpx2.Response(400, headers={"X-PARCEL-TRACE": "t1"}, json={"traceId": "t1", "message": told})

    record = certify(
        single(lambda context: context.create(sender={"name": "Ada Example"}), "PAR-MUST-001"), server=echo
    )
    kept_body = record.exchanges[1].response_body.json
    assert kept_body["traceId"] == "t1"
    assert kept_body["message"].startswith("[personal:")
    assert kept_body["message"].endswith("is unknown to Bearer [secret]")
