"""What redaction counts while it records, and which secrets it remembers for the last look."""

import base64

import httpx2
import pytest
from tests.suite.parcels import KEY, TOKEN, ParcelContext, Server, description, plan_of, requirements, single, target

from signoff_contract.suite.model import RunRecord
from signoff_contract.suite.runner import run
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.tally import RULES, TOKEN_ENDPOINT, UNDESCRIBED_CALL, Origin

PIN = "pin-canary-4711"
BODY = {
    "weight": 2.5,
    "sender": {"name": "Ada Example", "age": None, "country": {"code": "GB"}},
    "pin": PIN,
    "notes": ["ring twice", "leave it"],
    "Ada Example": 1,
}


@pytest.fixture
def redactor() -> Redactor:
    return Redactor(description(), KEY)


def recorded(redactor: Redactor, check: object) -> RunRecord:
    def server(request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == TOKEN:
            answer = {
                "access_token": "token-0123456789",
                "expires_in": 60,
                "session": "session-0123456789",
                "x": "short",
            }
            return httpx2.Response(200, headers={"Set-Cookie": "id=cookie-0123456789; Path=/"}, json=answer)
        if request.url.path.endswith("holder/Ada"):
            return httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<p>Ada Example")
        return httpx2.Response(200, json={"id": 1, "pin": "pin-of-the-answer"})

    plan = plan_of(single(check, "PAR-MUST-001"))  # type: ignore[arg-type]
    return run(plan, target(server), description(), requirements(), redactor=redactor)


def traffic(context: ParcelContext) -> None:
    context.call("POST", "/parcels", json=BODY)
    context.call("GET", "/parcels/1", params={"view": "full", "email": "ada@example.com", "Ada": "1"})
    context.call("GET", "/parcels/1/holder/Ada")
    context.call("GET", "/strangers/8675309/house")


def test_what_is_recorded_is_counted_by_rule_and_place(redactor: Redactor) -> None:
    recorded(redactor, traffic)
    counts = redactor.tally.counts
    create, get = Origin("parcels_create", "request body"), Origin("parcels_get", "query")
    assert counts[create, "/weight", "shown"] == 1
    assert counts[create, "/sender/name", "personal"] == 1
    assert counts[create, "/sender/age", "null"] == 1
    assert counts[create, "/sender/country/code", "shown"] == 1
    assert counts[create, "/notes/*", "personal"] == 2
    assert counts[create, "/pin", "secret"] == 1
    assert counts[create, "[undescribed]", "name-undescribed"] == 1
    assert counts[create, "/[undescribed]", "personal-undescribed"] == 1
    assert counts[get, "view", "shown"] == 1
    assert counts[get, "email", "personal"] == 1
    assert counts[get, "[undescribed]", "personal-undescribed"] == 1
    assert counts[Origin("parcels_holder", "path"), "holder-name", "personal"] == 1
    assert counts[Origin("parcels_holder", "response body"), "", "body-not-kept"] == 1
    unknown = Origin(UNDESCRIBED_CALL, "path")
    assert counts[unknown, "[undescribed]", "name-undescribed"] == 2
    assert counts[unknown, "[undescribed]", "personal-undescribed"] == 1
    token = Origin(TOKEN_ENDPOINT, "response body")
    assert counts[token, "/access_token", "secret"] == 1
    assert counts[token, "/[undescribed]", "secret-undescribed"] == 2
    assert counts[Origin(TOKEN_ENDPOINT, "response header"), "[other]", "header-withheld"] == 1
    assert counts[Origin("parcels_create", "request header"), "authorization", "credential"] == 1
    assert counts[Origin("parcels_create", "request header"), "content-type", "header-shown"] == 1


def test_counts_hold_no_value(redactor: Redactor) -> None:
    recorded(redactor, traffic)
    told = repr(redactor.tally) + repr(redactor)
    for value in (PIN, "Ada", "ada@example.com", "8675309", "token-0123456789", "cookie-0123456789"):
        assert value not in told


def test_every_rule_that_is_counted_is_explained(redactor: Redactor) -> None:
    recorded(redactor, traffic)
    by_rule = redactor.tally.by_rule()
    assert set(by_rule) == set(RULES)
    assert sum(by_rule.values()) == sum(redactor.tally.counts.values())


def test_what_is_taken_out_of_texts_is_counted_once(redactor: Redactor) -> None:
    redactor.learn_secret("hush-hush", "a phrase")
    redactor.value({"sender": {"name": "Ada Example"}}, redactor.places.schema("Parcel"))
    text = redactor.scrub("hush-hush to Ada Example, hush-hush")
    assert redactor.scrub(text) == text
    assert redactor.taken_out == {"secret": 2, "personal": 1}


def test_secrets_of_the_run_are_remembered_with_a_name(redactor: Redactor) -> None:
    recorded(redactor, traffic)
    assert [(secret.name, secret.value) for secret in redactor.secrets] == [
        ("client_secret of the credentials", "hush-hush-hush"),
        ("a value of set-cookie", "cookie-0123456789"),
        ("a secret at /access_token", "token-0123456789"),
        ("a secret at /[undescribed]", "session-0123456789"),
        ("a secret at /pin", PIN),
        ("a secret at /pin", "pin-of-the-answer"),
    ]


def values(redactor: Redactor) -> list[str]:
    return [secret.value for secret in redactor.secrets]


def test_a_client_id_is_taken_out_of_texts_but_is_no_leak(redactor: Redactor) -> None:
    recorded(redactor, traffic)
    assert "client-1234" not in values(redactor)
    assert redactor.scrub("by client-1234") == "by [secret]"


@pytest.mark.parametrize(
    "value", ["short", "ordinaryword", "Parcels API", "the client is not known", "https://api.parcels.example/v1"]
)
def test_what_does_not_look_like_a_secret_is_none(redactor: Redactor, value: str) -> None:
    redactor.headers([("Set-Cookie", f"a={value}")])
    assert values(redactor) == []
    redactor.headers([("Set-Cookie", "a=0123456789-cookie")])
    assert values(redactor) == ["0123456789-cookie"]


def test_what_is_described_as_secret_is_one_wherever_else_it_was_met(redactor: Redactor) -> None:
    address = "https://api.parcels.example/v1"
    redactor.headers([("Set-Cookie", f"a={address}")])
    assert values(redactor) == []
    answered = Origin("parcels_get", "response body")
    redactor.value({"pin": address}, redactor.places.schema("Parcel"), origin=answered)
    assert values(redactor) == [address]


def test_the_password_of_basic_credentials_is_a_secret_of_its_own(redactor: Redactor) -> None:
    encoded = base64.b64encode(b"client:canary-password-1").decode()
    redactor.headers([("Authorization", f"Basic {encoded}"), ("Authorization", "Basic ?")])
    assert values(redactor) == [encoded, "canary-password-1"]
    assert redactor.scrub("canary-password-1") == "[secret]"


def test_two_runs_have_two_keys() -> None:
    one, two = (Redactor.for_run(description()) for _ in range(2))
    place = one.places.schema("Parcel")
    assert one.value({"notes": ["ring twice"]}, place) != two.value({"notes": ["ring twice"]}, place)
    assert len(one.key) == 32
    assert str(one.key) not in repr(one)


def test_a_server_that_is_correct_has_its_token_remembered(redactor: Redactor) -> None:
    run(
        plan_of(single(lambda context: context.create(), "PAR-MUST-001")),
        target(Server(token="token-of-the-day-1")),
        description(),
        requirements(),
        redactor=redactor,
    )
    assert "token-of-the-day-1" in values(redactor)
