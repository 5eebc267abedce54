"""What SieSmart's checks work with: the client under certification, raw probes beside it, and the story so far."""

import functools
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from signoff import PermitWindow, SieSmart
from signoff.siesmart import REQUESTS_PER_MINUTE
from signoff_contract.suite.alternatives import Dialect
from signoff_contract.suite.context import LeftOut, RunSetup, Skip
from signoff_contract.suite.partner import CURRENT, FieldRows, PartnerContext, explain_rows, shares_rows
from signoff_contract.suite.round_trip import Compared, equal
from signoff_contract.suite.wire import body_of
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_partners.siesmart.offers import TRIED, Offer, offers

from .places import Known, understand
from .story import Office, Outcome, Reading, Story
from .values import Values
from .wire import canonical

__all__ = ["BUDGET", "CURRENT", "FieldRows", "SieSmartContext", "story_check"]

BUDGET = 90
"""Requests a run may send, token calls included: it fits one rate window with air for repetitions."""


class SieSmartContext(PartnerContext[SieSmart]):
    """Adds SieSmart's client, made-up values, and the two stories.

    Raw probes share the client's token and its permits, and are recorded like its calls.
    """

    budget = BUDGET

    def __init__(self, setup: RunSetup, sleep: Callable[[float], object] | None = None) -> None:
        super().__init__(setup, sleep)
        self.permits = PermitWindow(REQUESTS_PER_MINUTE, clock=setup.target.clock)
        self.client = SieSmart(
            setup.target.credentials,
            setup.target.environment,  # type: ignore[arg-type]
            transport=setup.transport,
            clock=setup.target.clock,
            sleep=self.sleep,
            permits=self.permits,
        )
        self.values = Values(setup.random)
        self.offices: dict[int, Office] = {}
        self.first_office: int | None = None
        self.rate_cards: list[Any] = []
        self.create_path = setup.target.environment.create_path  # type: ignore[attr-defined]
        self.created: dict[int, str] = {}
        self._told: set[tuple[str, str]] = set()
        self._named = Dialect(setup.description, guesses=False)
        self.documents: list[Mapping[str, Any]] = []
        self.known: list[tuple[str, int] | None] = []
        self.previewed: tuple[dict[str, Any], Exchange] | None = None
        self.steps = Story("step by step")
        self.whole = Story("all in one")

    # Calls.

    def probe(
        self,
        label: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        if_match: str | None = None,
        headers: Mapping[str, str] | None = None,
        token: str | None = CURRENT,
        content: bytes | None = None,
    ) -> Exchange:
        """Sends what the client refuses to send, with `if_match` or without any version; see PartnerContext."""
        given = {**(headers or {}), **({} if if_match is None else {"If-Match": if_match})}
        return super().probe(label, method, path, body, headers=given, token=token, content=content)

    def read(self, story: Story) -> Reading:
        """Reads the story's proposal afresh.

        A proposal of this run that is refused is lost: the row says so, the story ends, and Skip is raised.
        """
        outcome = self.attempt(lambda client: client.proposals.get(story.id))
        if not outcome.accepted:
            if outcome.status is not None and 400 <= outcome.status < 500 and outcome.status not in {401, 429}:
                why = f"{outcome.told} although its creation was answered with success"
                self.fail("SIE-PROP-004", why, outcome.exchange)
                story.lose(why)
            raise Skip(f"needs a read of the proposal: {outcome.told}")
        exchange = outcome.exchange
        reading = Reading(exchange.response_headers.get("etag"), self.understand(story, exchange), exchange)
        story.readings.append(reading)
        return reading

    def understand(self, story: Story, exchange: Exchange) -> dict[str, Any]:
        """A proposal out of an answer, with its known parts where the description has them (see `places`).

        What stands elsewhere is a finding, once. Raises Malformed when the answer is no JSON object.
        """
        known = Known(story.sent_members, story.sent_parts)
        body = understand(self.plainly(exchange), known)
        lacking = [member for member in ("id", *known.members) if body.get(member) is None]
        lacking += [member for member, wanted in known.parts.items() if wanted and body.get(member) is None]
        if lacking:
            # What was sent is nowhere as it was sent: then, and only then, by what is like the description.
            guessed = body_of(exchange)
            body |= {member: guessed[member] for member in lacking if guessed.get(member) is not None}
        body |= self._named_inside(exchange, body)
        for found in known.found:
            place = self.setup.redactor.pointer(found.pointer)
            told = f"is another name than was sent for the {found.member}" if found.named else f"stands at {place}"
            if (found.member, told) not in self._told:
                self._told.add((found.member, told))
                subject = f"/components/schemas/Proposal/properties/{found.member}"
                self.finding(subject, "inferred", f"{found.member} of the proposal {told}", exchange)
        return body

    def _named_inside(self, exchange: Exchange, body: Mapping[str, Any]) -> dict[str, Any]:
        """Members that stand where they should, and in which something was guessed to have another name."""
        guessed, plain = body_of(exchange), self.plainly(exchange)
        if not self.dialect.made.get(exchange.number):
            return {}
        return {name: guessed[name] for name in body if name in guessed and body[name] == plain.get(name)}

    def plainly(self, exchange: Exchange) -> dict[str, Any]:
        """The object of an answer in the plan's names, nothing guessed. Raises Malformed when it is none."""
        operation = self.description.operation(exchange.operation_id) if exchange.operation_id else None
        kind = exchange.media_type
        body = self._named.answer(exchange.json(exact=True), operation, exchange.status or 0, kind, exchange.number)
        return body if isinstance(body, dict) else dict(body_of(exchange))

    def told(self, story: Story, outcome: Outcome[Any]) -> dict[str, Any] | None:
        """The object that a call of our own proposal answered, understood; None where it answered something else."""
        try:
            return self.understand(story, outcome.exchange)
        except Malformed:
            return None

    def offer(self, office: Office) -> Offer | None:
        """What the office's calculations name together; None when its configuration holds no such thing."""
        if not office.offers:
            office.offers = offers(office.configuration, self.rate_cards)[:TRIED]
        return office.offers[0] if office.offers else None

    def refuses_offer(self, office: Office, outcome: Outcome[Any]) -> bool:
        """Whether a call was refused for an offer that we only guessed, and there is another one to try.

        Raises Skip when there is none: what was refused may be our own choice then.
        """
        offer = self.offer(office)
        if offer is None or offer.stated or outcome.status not in {400, 404, 409, 422}:
            return False
        told = f"{outcome.told}, and the configuration does not tell which price list, product and term go together"
        if len(office.offers) == 1 or self.room < 2:
            self.review("SIE-CONF-010", told, outcome.exchange)
            raise Skip(f"needs values that go together: {told}")
        self.finding("configuration_get_calculation_configuration", "proposed", told, outcome.exchange)
        office.offers.pop(0)
        return True

    def leave_out_unmet(self, why: str) -> None:
        """Says of every row that this check has not met that the plan leaves it out at this target."""
        seen = {observation.requirement for observation in self._observations}
        for requirement in self._verifies:
            if requirement not in seen:
                self.omit(requirement, why)

    def doubt(self) -> None:
        """Takes note of the changes of this check of which nobody knows whether they were made."""
        for exchange in self.unsettled:
            for story in (self.steps, self.whole):
                own = story.proposal_id is not None and exchange.path.startswith(f"/proposals/{story.proposal_id}/")
                if own and exchange not in story.doubtful:
                    story.doubtful.append(exchange)

    def catch_up(self) -> None:
        """Reads the proposals again that a change without an answer was about, before the next check."""
        self.doubt()
        for story in (self.steps, self.whole):
            if story.doubtful and story.proposal_id is not None and self.room > 0:
                self.resume(story)

    def resume(self, story: Story) -> None:
        """Reads what became of a change without an answer; the story goes on from there, and nobody is blamed."""
        reading = self.read(story)
        story.adopt(reading)
        self.settled(*story.doubtful)
        story.doubtful.clear()

    # Limits of a run.

    @property
    def room(self) -> int:
        """How many requests the budget still has."""
        return self.budget - len(self.exchanges)

    def need_test_data(self) -> None:
        """Raises LeftOut on production: no proposal with made-up data is sent to a system with real data."""
        if self.target.name == "live":
            why = "production holds real data, so no made-up proposal is sent to it"
            self.steps.left_out = self.whole.left_out = why
            raise LeftOut(why)

    def office(self, office_id: int) -> Office:
        """An office that was listed. Raises Skip when it was not."""
        if office_id not in self.offices:
            raise Skip("the offices could not be listed")
        return self.offices[office_id]

    # Judging.

    def judge_story(
        self,
        rows: FieldRows,
        story: Story,
        outcome: Outcome[Any],
        operation: str,
        schema: str,
        sent: Any,
        stored: Any,
        read_back: Any,
    ) -> bool:
        """What `judge_fields` does, with equal instants taken for equal; numbers and texts have rows of their own.

        The outcome of the change and the newest read stand as proof.
        """
        exchanges = (outcome.exchange, story.now.exchange)
        values = canonical(sent), canonical(stored), canonical(read_back)
        found = self.judge_fields(rows, story.name, operation, *values, schema, *exchanges)
        for requirement, kinds in (("SIE-DATA-005", (Decimal, int)), ("SIE-DATA-006", (str,))):
            of_kind = [row for row in found if isinstance(row.sent, kinds) and not isinstance(row.sent, bool)]
            if of_kind:
                wrong = [row for row in of_kind if _altered(row, kinds)]
                self.expect(requirement, not wrong, explain_rows(wrong, operation), *exchanges)
        return all(row.same for row in found)


def _altered(row: Compared, kinds: tuple[type, ...]) -> bool:
    answers = (row.stored, row.read_back)
    return any(isinstance(answer, kinds) and not equal(row.sent, answer) for answer in answers)


def story_check(function: Callable[[SieSmartContext], None]) -> Callable[[SieSmartContext], None]:
    """A check that shares rows with others (see `shares_rows`) and goes on from what the stories' proposals are now."""
    shared = shares_rows(function)

    @functools.wraps(function)
    def run(context: SieSmartContext) -> None:
        for story in (context.steps, context.whole):
            if story.doubtful and story.proposal_id is not None:
                context.resume(story)
        try:
            shared(context)
        except Skip:
            if context.steps.left_out:
                # What builds on a proposal is left out with it.
                raise LeftOut(context.steps.left_out) from None
            raise
        finally:
            context.doubt()

    return run


def observing(observe: Callable[[SieSmartContext], None]) -> Callable[[SieSmartContext], None]:
    """An observer that leaves out, by the plan's own rule, what it could not meet where no proposal is made."""

    @functools.wraps(observe)
    def run(context: SieSmartContext) -> None:
        observe(context)
        if context.steps.left_out:
            context.leave_out_unmet(context.steps.left_out)

    return run
