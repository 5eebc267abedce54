"""What the runner makes of checks: every state, the roll-up, and what ends a run early."""

import logging

import httpx2
import pytest
from attrs import evolve

from signoff import RawResponse
from signoff.errors import ConnectionFailed, NotFound, RateLimited, TokenError
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Inconclusive, LeftOut, Skip, state_of_failure
from signoff_contract.suite.events import CheckFinished, CheckStarted, ExchangeRecorded, RunFinished, RunStarted
from signoff_contract.suite.model import State, worst
from signoff_contract.suite.runner import exit_code
from signoff_contract.suite.target import TargetName

from .parcels import (
    CheckBody,
    ParcelContext,
    Server,
    certify,
    description,
    observer_checks,
    outcome,
    plan_of,
    requirements,
    single,
    story_checks,
    target,
    whole_run,
)

MUST, MUST_2, SHOULD, SEEN = "PAR-MUST-001", "PAR-MUST-002", "PAR-SHOULD-001", "PAR-SEEN-001"
OURS, BOTH = "PAR-OURS-001", "PAR-BOTH-001"


def expecting(requirement: str, condition: bool) -> CheckBody:
    def body(context: ParcelContext) -> None:
        context.create()
        context.expect(requirement, condition, "saw this, that is required")

    return body


def raising(error: BaseException) -> CheckBody:
    def body(context: ParcelContext) -> None:
        context.create()
        raise error

    return body


def not_found(path: str = "/parcels/{parcel-id}") -> NotFound:
    return NotFound(status=404, method="GET", path=path, response=RawResponse(404), trace_id="t")


@pytest.mark.parametrize(
    ("requirement", "target", "state"),
    [
        (MUST, "custom", State.FAIL),
        (MUST, "mock", State.FAIL),
        ("PAR-MUST-003", "custom", State.FAIL),
        (SHOULD, "custom", State.WARN),
        (SEEN, "custom", State.WARN),
        (OURS, "custom", State.REVIEW),
        (OURS, "live", State.REVIEW),
        (OURS, "mock", State.FAIL),
        (BOTH, "custom", State.REVIEW),
        (BOTH, "mock", State.REVIEW),
    ],
)
def test_a_broken_requirement_counts_as_its_row_says(requirement: str, target: TargetName, state: State) -> None:
    record = certify(single(expecting(requirement, False), requirement), name=target)
    found = outcome(record, requirement)
    assert found.state is state
    assert found.reason == "saw this, that is required"
    assert [finding.subject for finding in record.findings] == ([requirement] if state is State.REVIEW else [])
    assert record.verdict == ("failed" if state is State.FAIL else "passed")


@pytest.mark.parametrize("name", ["mock", "custom", "test", "live"])
def test_a_convention_is_nobodys_promise_so_breaking_it_warns_at_every_target(name: TargetName) -> None:
    row = evolve(requirements().get(SHOULD), confidence="convention")
    assert state_of_failure(row, target(Server(), name=name)) is State.WARN


def test_a_kept_requirement_passes_with_the_exchange_that_shows_it() -> None:
    record = certify(single(expecting(MUST, True), MUST))
    found = outcome(record, MUST)
    assert (found.state, found.reason, found.checks, found.exchanges) == (State.PASS, "", ("parcels.any",), (2,))
    assert (record.verdict, exit_code(record)) == ("passed", 0)


def test_the_other_words_of_a_check() -> None:
    def body(context: ParcelContext) -> None:
        context.note(MUST, "the second reading fits")
        context.warn(MUST_2, "slow")
        context.review(SHOULD, "look")
        context.inconclusive(SEEN, "throttled")
        context.skip(OURS, "no parcel")
        context.omit(BOTH, "not here")

    record = certify(single(body, MUST, MUST_2, SHOULD, SEEN, OURS, BOTH))
    states = {row.requirement: (row.state, row.reason) for row in record.requirements if row.checks == ("parcels.any",)}
    assert states[MUST] == (State.PASS, "the second reading fits")
    assert states[MUST_2] == (State.WARN, "slow")
    assert states[SHOULD] == (State.REVIEW, "look")
    assert states[SEEN] == (State.INCONCLUSIVE, "throttled")
    assert states[OURS] == (State.SKIP, "no parcel")
    assert states[BOTH] == (State.OMIT, "not here")
    assert exit_code(record) == 3


@pytest.mark.parametrize(
    ("due", "told", "state", "reason"),
    [
        ((201,), "", State.PASS, ""),
        ((200, 201), "", State.PASS, ""),
        ((200,), "", State.FAIL, "POST /parcels was answered with 201, 200 was due"),
        ((404, 410), "a parcel", State.FAIL, "a parcel was answered with 201, 404 or 410 was due"),
    ],
)
def test_a_status_is_one_of_those_that_are_due(due: tuple[int, ...], told: str, state: State, reason: str) -> None:
    def body(context: ParcelContext) -> None:
        context.create()
        kept = context.expect_status("PAR-MUST-001", context.last(), *due, told=told)
        assert kept is (state is State.PASS)

    row = outcome(certify(single(body, "PAR-MUST-001")), "PAR-MUST-001")
    assert (row.state, row.reason) == (state, reason)


@pytest.mark.parametrize(
    ("faults", "proposed", "states", "reason"),
    [
        ({"teapot"}, 418, [State.PASS, State.PASS], ""),
        ({"teapot"}, 400, [State.PASS, State.FAIL], "it was answered with 418, 400 is proposed"),
        (set(), 418, [State.FAIL, State.SKIP], "it was answered with 201, a refusal was due"),
    ],
)
def test_a_refusal_is_due_before_its_status(faults: set[str], proposed: int, states: list[State], reason: str) -> None:
    def body(context: ParcelContext) -> None:
        context.call("POST", "/parcels", json={"weight": 1})
        refused = context.expect_refusal(context.last(), "it", MUST, proposed=(MUST_2, proposed))
        assert refused is bool(faults)

    record = certify(single(body, MUST, MUST_2), server=Server(faults))
    rows = [outcome(record, row) for row in (MUST, MUST_2)]
    assert [row.state for row in rows] == states
    assert reason in [row.reason for row in rows]


def test_states_are_ordered_worst_first() -> None:
    assert worst([State.PASS, State.SKIP, State.WARN, State.REVIEW, State.INCONCLUSIVE, State.FAIL]) is State.FAIL
    assert worst([State.PASS, State.REVIEW, State.INCONCLUSIVE]) is State.INCONCLUSIVE
    assert worst([State.WARN, State.REVIEW]) is State.REVIEW
    assert worst([State.SKIP, State.WARN]) is State.WARN
    assert worst([State.PASS, State.SKIP]) is State.SKIP
    assert worst([State.OMIT, State.PASS]) is State.PASS
    assert worst([]) is State.SKIP


def test_a_row_has_the_worst_state_of_its_checks_and_the_exchanges_of_that_state() -> None:
    record = certify(
        single(expecting(MUST, True), MUST, id="parcels.one"),
        single(expecting(MUST, False), MUST, id="parcels.two"),
    )
    found = outcome(record, MUST)
    assert (found.state, found.checks, found.exchanges) == (State.FAIL, ("parcels.one", "parcels.two"), (3,))


def test_rows_without_an_observation_say_why() -> None:
    record = certify(single(lambda context: None, MUST))
    assert outcome(record, MUST).state is State.SKIP
    assert "never exercised" in outcome(record, MUST).reason
    assert outcome(record, "PAR-NONE-001").state is State.OMIT
    assert outcome(record, "PAR-NONE-001").reason == "A run does not last ten years."
    assert outcome(record, SHOULD).reason == "no check of this plan observes it"


def test_a_check_that_did_not_meet_a_row_takes_nothing_away_from_one_that_did() -> None:
    record = certify(
        single(expecting(MUST, True), MUST, id="parcels.one"),
        single(lambda context: None, MUST, id="parcels.two"),
    )
    assert outcome(record, MUST).state is State.PASS
    assert [check.state for check in record.checks] == [State.PASS, State.SKIP]


def test_every_state_but_a_pass_needs_a_reason_and_a_row_that_the_check_verifies(
    caplog: pytest.LogCaptureFixture,
) -> None:
    record = certify(
        single(lambda context: context.warn(MUST, ""), MUST, id="parcels.one"),
        single(lambda context: context.expect(MUST_2, True, ""), MUST, id="parcels.two"),
    )
    assert [check.state for check in record.checks] == [State.INCONCLUSIVE] * 2
    assert "needs a reason" in caplog.text
    assert "does not say that it verifies it" in caplog.text


@pytest.mark.parametrize("error", [AssertionError("not equal"), not_found()], ids=["assertion", "api error"])
def test_an_error_of_the_partner_fails_what_was_not_observed_yet(error: Exception) -> None:
    def body(context: ParcelContext) -> None:
        context.create()
        context.expect(MUST, True, "")
        raise error

    record = certify(single(body, MUST, MUST_2))
    assert outcome(record, MUST).state is State.PASS
    assert outcome(record, MUST_2).state is State.FAIL
    assert outcome(record, MUST_2).reason == str(error)
    assert exit_code(record) == 1


@pytest.mark.parametrize(
    "error",
    [
        ConnectionFailed("refused", request_summary="GET /parcels"),
        RateLimited(status=429, method="GET", path="/parcels", response=RawResponse(429)),
        TokenError("token host down", status=503),
        TokenError("token host unreachable", unreachable=True),
        TokenError("secret refused", status=401),
        httpx2.ReadTimeout("slow"),
        Inconclusive("no answer to judge"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_environment_trouble_judges_nobody(error: Exception) -> None:
    record = certify(single(raising(error), MUST))
    assert outcome(record, MUST).state is State.INCONCLUSIVE
    assert outcome(record, MUST).reason
    assert (record.verdict, exit_code(record)) == ("inconclusive", 3)


def test_refused_credentials_are_the_mocks_own_fault() -> None:
    record = certify(single(raising(TokenError("secret refused", status=401)), MUST), name="mock")
    assert outcome(record, MUST).state is State.FAIL


def test_a_failure_goes_before_what_could_not_be_judged() -> None:
    record = certify(
        single(expecting(MUST, False), MUST, id="parcels.one"),
        single(raising(Inconclusive("down")), MUST_2, id="parcels.two"),
    )
    assert (record.verdict, exit_code(record)) == ("failed", 1)


def test_a_skip_raised_by_a_check_leaves_a_run_incomplete_where_the_row_is_a_documented_must() -> None:
    for row, verdict in ((MUST, "incomplete"), ("PAR-SHOULD-001", "passed"), ("PAR-OURS-001", "passed")):
        record = certify(single(raising(Skip("there is no parcel")), row))
        assert outcome(record, row).reason == "there is no parcel"
        assert record.verdict == verdict
        assert record.unaccepted == ((row,) if verdict == "incomplete" else ())


def test_an_operation_that_only_we_propose_may_be_unknown_to_the_partner() -> None:
    def body(context: ParcelContext) -> None:
        context.create()
        context.call("GET", "/parcels/1/holder/Ada")
        raise not_found("/parcels/{parcel-id}/holder/{holder-name}")

    record = certify(single(body, MUST))
    assert outcome(record, MUST).state is State.REVIEW
    assert [(finding.subject, finding.confidence) for finding in record.findings] == [("parcels_holder", "proposed")]
    assert record.findings[0].exchanges == (3,)
    assert outcome(certify(single(body, MUST), name="mock"), MUST).state is State.FAIL


def test_our_own_error_is_inconclusive_and_its_traceback_goes_to_the_log_only(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.ERROR, logger="signoff_contract.suite"):
        record = certify(
            single(raising(KeyError("weight")), MUST, id="parcels.one"),
            single(expecting(MUST_2, True), MUST_2, id="parcels.two"),
        )
    assert outcome(record, MUST).state is State.INCONCLUSIVE
    assert "internal error" in outcome(record, MUST).reason
    assert "KeyError at test_runner.py" in outcome(record, MUST).reason
    assert outcome(record, MUST_2).state is State.PASS
    assert exit_code(record) == 3
    assert "Traceback" in caplog.text
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("ending", "after"),
    [
        (AssertionError("no"), State.SKIP),
        (Skip("none"), State.SKIP),
        # A blip is no gap: what rests on it is as inconclusive as it is.
        (Inconclusive("down"), State.INCONCLUSIVE),
        (KeyError("x"), State.INCONCLUSIVE),
    ],
)
def test_a_check_whose_need_failed_does_not_run(ending: Exception, after: State) -> None:
    record = certify(
        single(expecting(SEEN, True), SEEN, id="parcels.before"),
        single(raising(ending), MUST, id="parcels.one"),
        single(expecting(MUST_2, True), MUST_2, id="parcels.two", needs=["parcels.one"]),
        single(expecting(SHOULD, True), SHOULD, id="parcels.three", needs=["parcels.two"]),
    )
    assert outcome(record, MUST_2).state is after
    assert outcome(record, MUST_2).reason.startswith("needs parcels.one, which ended as ")
    assert outcome(record, SHOULD).reason == f"needs parcels.two, which ended as {after}"


def test_a_need_with_one_row_not_exercised_does_not_stop_the_story() -> None:
    record = certify(
        single(expecting(MUST, True), MUST, SEEN, id="parcels.one"),
        single(expecting(MUST_2, True), MUST_2, id="parcels.two", needs=["parcels.one"]),
    )
    assert record.checks[0].state is State.SKIP
    assert outcome(record, MUST_2).state is State.PASS


def test_a_server_that_is_down_ends_the_run_at_once() -> None:
    server = Server({"down"})
    record = certify(*observer_checks(story_checks()), server=server)
    assert (record.verdict, exit_code(record)) == ("inconclusive", 3)
    assert server.count == 1
    assert record.ended_early is not None
    assert "ConnectError" in record.ended_early
    assert record.exchanges[0].error == "ConnectError"
    assert record.exchanges[0].status is None
    assert outcome(record, "PAR-MUST-003").state is State.INCONCLUSIVE
    assert outcome(record, "PAR-MUST-003").reason.startswith("not run: ")


def test_a_page_in_the_apis_place_is_no_failure_of_the_api() -> None:
    def api_html(request: httpx2.Request) -> httpx2.Response:
        if "login" in str(request.url):
            return Server()(request)
        return httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<html>Welcome</html>")

    def body(context: ParcelContext) -> None:
        context.create()
        context.last().json()

    record = certify(single(body, MUST), single(body, MUST_2, id="parcels.two"), server=api_html)
    assert outcome(record, MUST).state is State.INCONCLUSIVE
    assert "does not come from the API" in outcome(record, MUST).reason
    assert record.ended_early is not None
    assert len(record.exchanges) == 2


PAGE, WRONG_LABEL, EMPTY = b"<html>Oops</html>", b'{"id": 1, "weight": "heavy"}', b""


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, PAGE, State.INCONCLUSIVE),
        (403, PAGE, State.INCONCLUSIVE),
        (500, PAGE, State.INCONCLUSIVE),
        (502, PAGE, State.INCONCLUSIVE),
        (504, EMPTY, State.INCONCLUSIVE),
        (520, WRONG_LABEL, State.INCONCLUSIVE),
        (200, WRONG_LABEL, State.SKIP),
        (200, WRONG_LABEL[:-1], State.INCONCLUSIVE),
        (200, EMPTY, State.FAIL),
        (500, EMPTY, State.FAIL),
        (200, b"[}", State.FAIL),
    ],
)
def test_who_answered_is_asked_before_what_was_answered(status: int, body: bytes, state: State) -> None:
    server = Server()

    def sometimes(request: httpx2.Request) -> httpx2.Response:
        if request.method == "GET":
            return httpx2.Response(status, headers={"content-type": "text/html"}, content=body)
        return server(request)

    def read(context: ParcelContext) -> None:
        context.create()
        context.call("GET", "/parcels/1")
        context.last().json()

    assert outcome(certify(single(read, MUST), server=sometimes), MUST).state is state


def test_two_checks_in_a_row_without_an_answer_end_the_run() -> None:
    checks = [single(raising(Inconclusive("throttled")), MUST, id=f"parcels.n{number}") for number in range(4)]
    record = certify(*checks)
    assert [check.reason for check in record.checks] == ["throttled"] * 2 + ["not run: throttled"] * 2
    assert record.ended_early == "throttled"


def test_one_check_without_an_answer_does_not_end_the_run() -> None:
    record = certify(
        single(raising(Inconclusive("throttled")), MUST, id="parcels.one"),
        single(expecting(MUST_2, True), MUST_2, id="parcels.two"),
        single(raising(Inconclusive("throttled")), SEEN, id="parcels.three"),
        single(expecting(SHOULD, True), SHOULD, id="parcels.four"),
    )
    assert outcome(record, SHOULD).state is State.PASS
    assert record.ended_early is None


def test_nothing_is_sent_beyond_the_budget() -> None:
    server = Server()

    def body(context: ParcelContext) -> None:
        for _ in range(10):
            context.create()
        context.expect(MUST, True, "")

    record = certify(
        single(body, MUST), single(expecting(MUST_2, True), MUST_2, id="parcels.two"), server=server, budget=5
    )
    assert server.count == 5
    assert (record.requests_sent, record.token_calls, record.budget) == (5, 1, 5)
    assert outcome(record, MUST).state is State.INCONCLUSIVE
    assert "budget of 5 requests" in outcome(record, MUST).reason
    assert outcome(record, MUST_2).reason.startswith("not run: the plan's budget")
    assert exit_code(record) == 3


def test_a_client_that_hides_the_refused_request_changes_nothing() -> None:
    def body(context: ParcelContext) -> None:
        context.create()
        try:
            context.create()
        except Exception as error:
            raise AssertionError("wrapped by the client") from error

    record = certify(single(body, MUST), budget=2)
    assert outcome(record, MUST).state is State.INCONCLUSIVE
    assert "budget" in outcome(record, MUST).reason


def test_an_interrupt_keeps_what_was_done() -> None:
    record = certify(
        single(expecting(MUST, True), MUST, id="parcels.one"),
        single(raising(KeyboardInterrupt()), MUST_2, id="parcels.two"),
        single(expecting(SHOULD, True), SHOULD, id="parcels.three"),
        single(lambda context: context.expect(SEEN, True, ""), SEEN, id="parcels.four", phase="observer"),
    )
    assert outcome(record, MUST).state is State.PASS
    assert outcome(record, MUST_2).reason == "interrupted by the user"
    assert outcome(record, SHOULD).reason == "not run: interrupted by the user"
    assert outcome(record, SEEN).state is State.INCONCLUSIVE
    assert (record.verdict, len(record.exchanges)) == ("inconclusive", 3)


def test_observers_run_last_and_the_context_is_closed() -> None:
    order: list[str] = []
    contexts: list[ParcelContext] = []

    def note(name: str) -> CheckBody:
        def body(context: ParcelContext) -> None:
            order.append(name)
            contexts.append(context)

        return body

    certify(
        single(note("observer"), MUST, id="parcels.last", phase="observer"),
        single(note("story"), MUST, id="parcels.first"),
    )
    assert order == ["story", "observer"]
    assert contexts[0].closed


def test_the_stream_of_events() -> None:
    events: list[object] = []
    record = certify(single(expecting(MUST, True), MUST), consumers=[events.append])
    kinds = [type(event) for event in events]
    assert kinds == [RunStarted, CheckStarted, ExchangeRecorded, ExchangeRecorded, CheckFinished, RunFinished]
    assert isinstance(events[-1], RunFinished)
    assert events[-1].record is record


def test_a_correct_server_passes_and_the_run_repeats_exactly() -> None:
    record = whole_run()
    assert record.verdict == "passed"
    assert {row.state for row in record.requirements} == {State.PASS, State.SKIP, State.OMIT}
    assert all(row.same for row in record.fields)
    assert record == whole_run()


def test_plans_say_the_pace_that_evidence_shows() -> None:
    assert plan_of().requests_per_minute == 100
    assert whole_run().requests_per_minute == 100
    assert description().partner == "parcels"


def test_what_the_plan_leaves_out_is_omitted_with_all_that_needs_it() -> None:
    checks = Checks()
    checks.story("first", "First", verifies=[MUST])(raising(LeftOut("nothing is created in production")))
    checks.story("second", "Second", verifies=[MUST_2], needs=["first"])(expecting(MUST_2, True))
    record = certify(*checks)
    first, second = outcome(record, MUST), outcome(record, MUST_2)
    assert (first.state, first.reason) == (State.OMIT, "nothing is created in production")
    assert (second.state, second.reason) == (State.OMIT, "needs first: nothing is created in production")
    assert record.verdict == "passed"


@pytest.mark.parametrize(("error", "state"), [(LeftOut("not in production"), State.OMIT), (Skip("gone"), State.SKIP)])
def test_what_nobody_met_is_left_out_where_the_plan_left_something_out(error: Exception, state: State) -> None:
    checks = Checks()
    checks.story("first", "First", verifies=[MUST])(raising(error))
    checks.observer("seen", "Seen", verifies=[MUST_2])(lambda context: None)
    assert outcome(certify(*checks), MUST_2).state is state
