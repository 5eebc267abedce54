"""What SieSmart's checks work with: the client under certification, raw probes beside it, and the story so far."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from signoff import PermitWindow, SieSmart
from signoff.siesmart import REQUESTS_PER_MINUTE
from signoff_contract.suite.compare import Compared, equal
from signoff_contract.suite.context import RunSetup, Skip
from signoff_contract.suite.model import Exchange
from signoff_contract.suite.partner import CURRENT, FieldRows, PartnerContext, explain_rows, shares_rows
from signoff_contract.suite.wire import body_of

from .story import Office, Reading, Story
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
        self.documents: list[Mapping[str, Any]] = []
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
        """Reads the story's proposal afresh. Raises Skip when the partner does not give it."""
        outcome = self.attempt(lambda client: client.proposals.get(story.id))
        if not outcome.accepted:
            raise Skip(f"{outcome.told} when the proposal was read back")
        reading = Reading(outcome.exchange.response_headers.get("etag"), body_of(outcome.exchange), outcome.exchange)
        story.readings.append(reading)
        return reading

    # Limits of a run.

    def need_test_data(self) -> None:
        """Raises Skip on production: no proposal with made-up data is sent to a system with real data."""
        if self.target.name == "live":
            self.steps.missing = self.whole.missing = "no made-up proposal is sent to production"
            raise Skip("production holds real data, so no made-up proposal is sent to it")

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
        operation: str,
        sent: Any,
        stored: Any,
        read_back: Any,
        schema: str,
        *exchanges: Exchange,
    ) -> bool:
        """What `judge_fields` does, with equal instants taken for equal; numbers and texts have rows of their own."""
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
    """A check that shares rows with others, see `shares_rows`."""
    return shares_rows(function)
