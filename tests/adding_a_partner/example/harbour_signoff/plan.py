"""The certification plan for the Berths API, and whom it speaks to."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from signoff.partner import PermitWindow
from signoff_contract.suite import observers, usage
from signoff_contract.suite.access import first_token, judge_unauthorized
from signoff_contract.suite.checks import Check, Checks, Plan
from signoff_contract.suite.context import RunSetup, Skip
from signoff_contract.suite.model import NO_TOKEN, WRONG_TOKEN
from signoff_contract.suite.partner import FieldRows, Outcome, PartnerContext
from signoff_contract.suite.targets import Targets
from signoff_contract.suite.wire import body_of

from .client import CALLS_PER_MINUTE, LIVE, TEST, TRACE_HEADER, Harbour, models, read_environment

BUDGET = 30
BAD_DAYS = "leaves before it arrives"
TAKEN = "berth that is taken"
CANCELLED_TWICE = "cancelled twice"
NOWHERE = 999_999_999


class HarbourContext(PartnerContext[Harbour]):
    """Adds the client, and the booking of this run."""

    budget = BUDGET

    def __init__(self, setup: RunSetup, sleep: Callable[[float], object] | None = None) -> None:
        super().__init__(setup, sleep)
        self.permits = PermitWindow(CALLS_PER_MINUTE, clock=setup.target.clock)
        self.client = Harbour(
            setup.target.credentials,
            setup.target.environment,  # type: ignore[arg-type]
            transport=setup.transport,
            clock=setup.target.clock,
            sleep=self.sleep,
            permits=self.permits,
        )
        self.wanted: dict[str, Any] = {}
        self.booking: int | None = None

    def book(self, wanted: dict[str, Any]) -> Outcome[models.Booking]:
        """Books through the client."""
        return self.attempt(lambda client: client.bookings.create(models.BookingCreate.from_dict(wanted)))

    def booked(self) -> int:
        """The id of the booking. Raises Skip when there is none."""
        if self.booking is None:
            raise Skip("nothing was booked")
        return self.booking


def obtain_token(context: HarbourContext) -> None:
    """The first call makes the client ask for a token."""
    listed = context.attempt(lambda client: client.berths.list())
    answer = first_token(context)
    context.expect("HAR-ACCESS-001", answer.is_complete and answer.kind == "Bearer", answer.problem, answer.exchange)
    context.expect("HAR-BERTH-001", listed.status == 200, listed.told, listed.exchange)


def come_without_token(context: HarbourContext) -> None:
    """One call without a token, one with a token that was never granted."""
    without = context.probe(NO_TOKEN, "GET", "/berths", token=None)
    judge_unauthorized(context, "HAR-ACCESS-002", "without a token", without)
    altered = context.probe(WRONG_TOKEN, "GET", "/berths", token=usage.altered(context.token()))
    judge_unauthorized(context, "HAR-ACCESS-002", "with an altered token", altered)


def find_berths(context: HarbourContext) -> None:
    """The list for a long boat, one berth of it, and one that does not exist."""
    listed = context.attempt(lambda client: client.berths.list(length=10))
    berths = body_of(listed.exchange)["items"]
    short = [berth["id"] for berth in berths if berth["length"] < 10]
    context.expect("HAR-BERTH-002", not short, f"berths {short} are shorter than the boat", listed.exchange)
    if not berths:
        raise Skip("no berth is long enough to be booked")
    number = berths[0]["id"]
    read = context.attempt(lambda client: client.berths.get(number))
    context.expect(
        "HAR-BERTH-003", body_of(read.exchange) == berths[0], "the berth differs from the list's", read.exchange
    )
    missing = context.attempt(lambda client: client.berths.get(NOWHERE))
    context.expect("HAR-BERTH-004", missing.status == 404, missing.told, missing.exchange)
    context.wanted = make_booking(context, number)


def make_booking(context: HarbourContext, berth: int) -> dict[str, Any]:
    """A booking of a made-up person, some months ahead."""
    arrives = date(2030, 1, 1) + timedelta(days=context.random.randrange(3000))
    return {
        "berthId": berth,
        "arrives": arrives.isoformat(),
        "leaves": (arrives + timedelta(days=3)).isoformat(),
        "boat": f"Sea Spray {context.random.randrange(1000)}",
        "skipper": {"name": "Robin Example", "phone": "+44 20 7946 0000"},
    }


def book(context: HarbourContext) -> None:
    """Books, reads back, compares. Left out in the live environment, where a booking is binding."""
    if context.target.name == "live":
        raise Skip("a booking in the live environment is binding")
    if not context.wanted:
        raise Skip("no berth was found")
    made = context.book(context.wanted)
    context.expect("HAR-BOOK-001", made.status == 201, made.told, made.exchange)
    stored = body_of(made.exchange)
    context.booking = stored["id"]
    context.expect("HAR-BOOK-002", stored["status"] == "CONFIRMED", f"it is {stored['status']!r:.40}", made.exchange)
    read = context.attempt(lambda client: client.bookings.get(context.booked()))
    context.expect("HAR-BOOK-004", read.status == 200, read.told, read.exchange)
    rows = FieldRows("HAR-BOOK-003", "HAR-BOOK-003", "HAR-USE-001")
    exchanges = (made.exchange, read.exchange)
    context.judge_fields(
        rows, "booking", "bookings_create", context.wanted, stored, body_of(read.exchange), "BookingCreate", *exchanges
    )


def be_refused(context: HarbourContext) -> None:
    """The same berth on the same days, and days in the wrong order."""
    context.booked()
    with context.deliberately(TAKEN):
        taken = context.book(context.wanted)
    context.expect("HAR-BOOK-005", taken.status == 409, taken.told, taken.exchange)
    with context.deliberately(BAD_DAYS):
        wrong = context.book(
            {**context.wanted, "leaves": context.wanted["arrives"], "arrives": context.wanted["leaves"]}
        )
    context.expect("HAR-BOOK-006", wrong.status == 400, wrong.told, wrong.exchange)


def cancel(context: HarbourContext) -> None:
    """Cancels, cancels again, and books the berth anew to see that it is free."""
    number = context.booked()
    done = context.attempt(lambda client: client.bookings.cancel(number))
    context.expect(
        "HAR-BOOK-007", done.accepted and body_of(done.exchange)["status"] == "CANCELLED", done.told, done.exchange
    )
    with context.deliberately(CANCELLED_TWICE):
        again = context.attempt(lambda client: client.bookings.cancel(number))
    context.expect("HAR-BOOK-008", again.status == 409, again.told, again.exchange)
    anew = context.book(context.wanted)
    context.expect("HAR-BOOK-009", anew.status == 201, f"{anew.told} after the cancellation", anew.exchange)
    if anew.accepted:
        context.attempt(lambda client: client.bookings.cancel(body_of(anew.exchange)["id"]))


def make_checks() -> tuple[Check, ...]:
    """The story in its order, then what is observed over all of it."""
    checks = Checks()

    def story(name: str, title: str, function: Callable[[HarbourContext], None], *rows: str) -> None:
        checks.story(f"harbour.{name}", title, verifies=rows)(function)

    def observer(name: str, title: str, function: Callable[[HarbourContext], None], row: str) -> None:
        checks.observer(f"harbour.observe.{name}", title, verifies=(row,))(function)

    story("access", "A token is granted, and the first call succeeds", obtain_token, "HAR-ACCESS-001", "HAR-BERTH-001")
    story("no-access", "Without a valid token nothing is shown", come_without_token, "HAR-ACCESS-002")
    story("berths", "Berths are found", find_berths, "HAR-BERTH-002", "HAR-BERTH-003", "HAR-BERTH-004")
    stored = ("HAR-BOOK-001", "HAR-BOOK-002", "HAR-BOOK-003", "HAR-BOOK-004", "HAR-USE-001")
    story("book", "A berth is booked", book, *stored)
    story("refused", "What cannot be booked is refused", be_refused, "HAR-BOOK-005", "HAR-BOOK-006")
    story("cancel", "A booking is cancelled", cancel, "HAR-BOOK-007", "HAR-BOOK-008", "HAR-BOOK-009")

    call = observers.trace_on_every_response("HAR-CALL-001", header=TRACE_HEADER)
    observer("call-present", "Every answer names its call", call, "HAR-CALL-001")
    unique = observers.trace_ids_unique("HAR-CALL-002", header=TRACE_HEADER)
    observer("call-unique", "No two answers name the same call", unique, "HAR-CALL-002")
    repeated = observers.error_repeats_trace_id("HAR-CALL-003", header=TRACE_HEADER, member="call")
    observer("call-in-error", "Errors repeat the call", repeated, "HAR-CALL-003")
    observer("no-500", "Nothing ends with 500", usage.no_server_error("HAR-CALL-004"), "HAR-CALL-004")
    observer("bodies", "Bodies hold to the description", observers.bodies_valid("HAR-DATA-001"), "HAR-DATA-001")
    observer("statuses", "Statuses are described", observers.status_described("HAR-DATA-002"), "HAR-DATA-002")
    observer(
        "kept",
        "The client keeps every call's name",
        usage.trace_kept("HAR-USE-002", header=TRACE_HEADER),
        "HAR-USE-002",
    )
    observer("header", "The token goes in the header", usage.token_in_header("HAR-USE-003"), "HAR-USE-003")
    observer("reused", "A token is used until it expires", observers.token_reused("HAR-USE-004"), "HAR-USE-004")
    pace = observers.pace_kept("HAR-USE-005", limit=CALLS_PER_MINUTE)
    observer("pace", "Never more than 60 calls a minute", pace, "HAR-USE-005")
    observer("tls", "Every call goes over TLS", observers.https_only("HAR-USE-006"), "HAR-USE-006")
    kept = usage.secrets_kept("HAR-USE-007")
    observer("secrets", "No secret is in what is kept of the run", kept, "HAR-USE-007")
    return tuple(checks)


PLAN = Plan(
    partner="harbour",
    checks=make_checks(),
    budget=BUDGET,
    requests_per_minute=CALLS_PER_MINUTE,
    make_context=HarbourContext,
)

TARGETS = Targets(
    partner="harbour",
    title="Skerry Harbour",
    variables="HARBOUR",
    read=read_environment,
    environments={"test": TEST, "live": LIVE},
    unlimited={"calls_per_minute": None},
)
