"""Each generic observer, with traffic that keeps its rule and traffic that breaks it."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from signoff_contract.suite import observers
from signoff_contract.suite.model import NO_TOKEN, NO_VERSION, STALE_VERSION, State
from signoff_contract.suite.observers import Observer
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import TargetName
from signoff_contract.traffic.redaction import Redactor

from .parcels import (
    KEY,
    CheckBody,
    Handler,
    ParcelContext,
    Server,
    TickingClock,
    certify,
    description,
    outcome,
    plan_of,
    requirements,
    single,
    target,
)

ROW = "PAR-MUST-001"
TRACE = "X-PARCEL-TRACE"


def traffic(context: ParcelContext) -> None:
    """A correct introducer: create, read, change with the newest version, once on purpose with an old one."""
    context.create(service="fast")
    tag = context.call("GET", "/parcels/1").headers.get("ETag", '"v1"')
    context.call("PUT", "/parcels/1", json={"weight": 3}, headers={"If-Match": tag})
    with context.deliberately(STALE_VERSION):
        context.call("PUT", "/parcels/1", json={"weight": 4}, headers={"If-Match": tag})
    with context.deliberately(NO_VERSION):
        context.call("PUT", "/parcels/1", json={"weight": 4})
    with context.deliberately(NO_TOKEN):
        context.call("GET", "/parcels/1", authorized=False)


def judged(
    observer: Observer,
    body: CheckBody = traffic,
    *,
    server: Handler | None = None,
    faults: tuple[str, ...] = (),
    name: TargetName = "mock",
) -> tuple[State, str]:
    record = certify(
        single(body, id="parcels.traffic"),
        single(observer, ROW, phase="observer"),
        server=server or Server(faults),
        name=name,
    )
    found = outcome(record, ROW)
    return found.state, found.reason


PROVIDER: list[tuple[Observer, str, str]] = [
    (observers.trace_on_every_response(ROW, header=TRACE), "no trace on errors", "no X-PARCEL-TRACE on the answer 412"),
    (observers.trace_ids_unique(ROW, header=TRACE), "same trace", "has the trace id of #2"),
    (observers.error_repeats_trace_id(ROW, header=TRACE, member="traceId"), "wrong id in error", "another text"),
    (observers.error_repeats_trace_id(ROW, header=TRACE, member="traceId"), "other name in error", "another name"),
    (observers.error_repeats_trace_id(ROW, header=TRACE, member="traceId"), "text error", "no JSON object"),
    (observers.status_described(ROW), "teapot", "the status 418 is not described for parcels_create"),
    (observers.required_headers(ROW), "no tag", "no ETag on the answer 201 of parcels_create"),
    (observers.content_type_described(ROW), "csv", "the content type text/csv is not described"),
    (observers.bodies_valid(ROW), "weight as text", "/weight must be a number"),
]


@pytest.mark.parametrize(
    ("observer", "fault", "reason"), PROVIDER, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_broken_promise_of_the_provider_is_seen(observer: Observer, fault: str, reason: str) -> None:
    assert judged(observer) == (State.PASS, "")
    state, told = judged(observer, faults=(fault,), body=traffic)
    assert state is State.FAIL
    assert reason in told


@pytest.mark.parametrize("observer", [entry[0] for entry in PROVIDER])
def test_without_traffic_nothing_is_claimed(observer: Observer) -> None:
    state, told = judged(observer, body=lambda context: None)
    assert state is State.SKIP
    assert "never exercised" in told


@pytest.mark.parametrize(
    ("observer", "fault", "subject"),
    [
        (observers.bodies_valid(ROW), "service as number", "parcels_create"),
        (
            observers.error_repeats_trace_id(ROW, header=TRACE, member="traceId"),
            "other name in error",
            "/components/schemas/Error/properties/traceId",
        ),
    ],
)
def test_what_contradicts_only_a_guess_of_ours_is_a_finding(observer: Observer, fault: str, subject: str) -> None:
    checks = (single(traffic, id="parcels.traffic"), single(observer, ROW, phase="observer"))
    record = certify(*checks, server=Server({fault}), name="test")
    assert outcome(record, ROW).state is State.REVIEW
    assert {finding.subject for finding in record.findings} >= {subject}
    assert {finding.confidence for finding in record.findings} == {"proposed"}
    assert all(finding.exchanges for finding in record.findings)
    assert outcome(certify(*checks, server=Server({fault}), name="mock"), ROW).state is State.FAIL


def test_an_undescribed_status_is_judged_by_the_least_sure_of_its_class() -> None:
    def bad_request(request: httpx2.Request) -> httpx2.Response:
        if "login" in str(request.url):
            return Server()(request)
        return httpx2.Response(422, headers={TRACE: "t1"}, json={"traceId": "t1"})

    observer = observers.status_described(ROW)
    assert judged(observer, lambda context: context.create(), server=bad_request, name="test")[0] is State.REVIEW
    assert judged(observer, lambda context: context.call("GET", "/parcels/1"), server=bad_request, name="test") == (
        State.FAIL,
        "1 of 1 exchanges: #2 GET /parcels/1: the status 422 is not described for parcels_get",
    )


def test_a_gateways_page_is_left_out() -> None:
    server = Server()

    def gateway(request: httpx2.Request) -> httpx2.Response:
        if request.method == "GET":
            return httpx2.Response(502, headers={"content-type": "text/html"}, content=b"<html>Bad gateway</html>")
        return server(request)

    body: CheckBody = lambda context: (context.create(), context.call("GET", "/parcels/1"))  # noqa: E731
    assert judged(observers.trace_on_every_response(ROW, header=TRACE), body, server=gateway) == (State.PASS, "")


def change(context: ParcelContext, tag: str | None) -> None:
    context.call("PUT", "/parcels/1", json={"weight": 3}, headers={"If-Match": tag} if tag else {})


def old_version(context: ParcelContext) -> None:
    context.create()
    change(context, '"v1"')
    context.call("GET", "/parcels/1")
    change(context, '"v1"')


def unquoted_version(context: ParcelContext) -> None:
    context.create()
    change(context, "v1")


def unread_version(context: ParcelContext) -> None:
    context.call("PUT", "/parcels/9", json={"weight": 3}, headers={"If-Match": '"v1"'})


def no_version(context: ParcelContext) -> None:
    context.create()
    change(context, None)


def without_token(context: ParcelContext) -> None:
    context.create()
    context.call("GET", "/parcels/1", authorized=False)


def second_token(context: ParcelContext) -> None:
    context.create()
    context.sign_in()
    context.create()


def token_elsewhere(context: ParcelContext) -> None:
    context.create()
    context.client.get("https://else.example/v1/parcels/1", headers={"Authorization": f"Bearer {context.token}"})


def secret_elsewhere(context: ParcelContext) -> None:
    context.create()
    context.create(client_secret="hush")


def plain_http(context: ParcelContext) -> None:
    context.create()
    context.client.get("http://api.parcels.example/v1/parcels/1")


INTRODUCER: list[tuple[Observer, CheckBody, str]] = [
    (observers.newest_version_sent(ROW, resource="parcel-id"), old_version, "although the newest version received"),
    (observers.newest_version_sent(ROW, resource="parcel-id"), unquoted_version, "sends 'v1' although"),
    (observers.newest_version_sent(ROW, resource="parcel-id"), unread_version, "If-Match without a read"),
    (observers.precondition_sent(ROW), no_version, "carries no If-Match"),
    (observers.authorized(ROW), without_token, "carries no bearer token"),
    (observers.token_reused(ROW), second_token, "a new token was asked for"),
    (observers.token_stays_home(ROW), token_elsewhere, "carries the token to a host that is not the API's"),
    (observers.token_stays_home(ROW), secret_elsewhere, "carries the credentials to another address"),
    (observers.https_only(ROW), plain_http, "goes over plain http"),
    (observers.budget_kept(ROW, budget=7), lambda context: [context.create() for _ in range(7)], "beyond the budget"),
    (
        observers.pace_kept(ROW, limit=7),
        lambda context: [context.create() for _ in range(7)],
        "is request 8 within 60 s",
    ),
]


def lenient(request: httpx2.Request) -> httpx2.Response:
    """A server that takes what it gets, so that only the introducer's conduct differs."""
    if "login" in str(request.url):
        return Server()(request)
    number = int(request.url.path.rsplit("/", 1)[-1]) if request.method != "POST" else 1
    version = '"v2"' if request.method == "GET" else '"v1"'
    headers = {TRACE: "t", **({"ETag": version} if request.method != "PUT" else {})}
    return httpx2.Response(201 if request.method == "POST" else 200, headers=headers, json={"id": number, "weight": 1})


@pytest.mark.parametrize(("observer", "body", "reason"), INTRODUCER)
def test_a_misuse_by_the_introducer_is_seen(observer: Observer, body: CheckBody, reason: str) -> None:
    assert judged(observer) == (State.PASS, "")
    state, told = judged(observer, body, server=lenient)
    assert state is State.FAIL
    assert reason in told


def test_a_token_may_be_renewed_when_it_ends_or_was_refused() -> None:
    server = Server(expires_in=301)

    def expired(context: ParcelContext) -> None:
        context.create()
        context.create()
        context.create()
        context.sign_in()

    assert judged(observers.token_reused(ROW), expired, server=server)[0] is State.PASS

    def refused(context: ParcelContext) -> None:
        context.create()
        context.token = "refused-token"
        context.create()
        context.sign_in()

    assert judged(observers.token_reused(ROW), refused)[0] is State.PASS


def test_the_pace_is_counted_in_every_window() -> None:
    clock = TickingClock(at=datetime(2026, 1, 1, tzinfo=UTC), step=0)
    moments = [0, 30, 59, 61, 80, 89]

    def body(context: ParcelContext) -> None:
        context.sign_in()
        for moment in moments:
            clock.at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=moment)
            context.create()

    def state(limit: int, *, tokens: bool) -> State:
        record = run(
            plan_of(
                single(body, id="parcels.traffic"),
                single(observers.pace_kept(ROW, limit=limit, tokens=tokens), ROW, phase="observer"),
            ),
            target(Server(), clock=clock),
            description(),
            requirements(),
            redactor=Redactor(description(), KEY),
        )
        clock.at = datetime(2026, 1, 1, tzinfo=UTC)
        return outcome(record, ROW).state

    # 30, 59, 61, 80, 89 lie within one minute that no calendar minute holds.
    assert state(5, tokens=True) is State.PASS
    assert state(4, tokens=True) is State.FAIL
    assert state(4, tokens=False) is State.FAIL


def test_a_reason_names_five_and_counts_the_rest() -> None:
    body: CheckBody = lambda context: [context.call("GET", "/parcels/1", authorized=False) for _ in range(7)]  # noqa: E731
    _, told = judged(observers.authorized(ROW), body)
    assert told.startswith("7 of 7 exchanges: #1 GET /parcels/1: carries no bearer token; #2")
    assert told.endswith("; and 2 more")
