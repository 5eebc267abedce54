"""What binds an application: each row of the requirements that binds the introducer, and by what it can be told.

A partner's table of them, `DUTIES`, stands in its part `duties`. A duty that traffic tells has a judge, which knows no plan and
no client: the certification plan holds it against its own run, and whoever has an application's traffic against that.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from attrs import field, frozen

from signoff_contract.description import Description, Validators
from signoff_contract.traffic.exchange import Exchange

from .problem import Judge


class Told(StrEnum):
    """By what it can be told whether a duty is kept."""

    TRAFFIC = "the traffic"
    CLIENT = "what the application was handed, keeps, or meant"
    PLAN = "a plan of ours: it binds no application"
    WORD = "the word of those whose application it is"


def _as_it_is(value: Any) -> Any:
    return value


@frozen(kw_only=True)
class Circumstances:
    """Where traffic comes from, and what is known of it: all that a judge is started with.

    `environment` is the partner's environment it went to (`mock`, `test`, `live`; anything else for another server).
    `secrets` are those of the credentials, where they are known. `plain` gives a sent body in the names of the partner's own
    description, and `created` the id of what an answer creates where whoever sent the request knows it; by default bodies are
    in those names, and ids are read out of the answer.

    `own_run` says that the traffic is one run of one sender that began with nothing: every grant, version and list that it had
    was seen, and its data are made up. Then what was not seen was not there. An application's traffic is never that: its
    tokens, objects and lists may be from before, and other processes have theirs.
    """

    description: Description
    base_url: str
    token_url: str
    environment: str = "mock"
    secrets: tuple[str, ...] = field(default=(), repr=False)
    plain: Callable[[Any], Any] = field(default=_as_it_is, repr=False)
    created: Callable[[Exchange], str | None] | None = field(default=None, repr=False)
    validators: Validators | None = field(default=None, repr=False)
    own_run: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it went to the system with real data."""
        return self.environment == "live"


Start = Callable[[Circumstances], Judge[Exchange]]


@frozen
class Duty:
    """One row that binds the introducer: what it is about, by what it is told, and why not by traffic where it is not.

    `start` starts its judge.
    """

    row: str
    title: str
    told_by: Told
    start: Start | None = field(default=None, repr=False)
    reason: str = ""

    @property
    def is_passive(self) -> bool:
        """Whether traffic alone tells."""
        return self.start is not None

    def judge(self, circumstances: Circumstances) -> Judge[Exchange]:
        """A judge of it, started. Raises LookupError for a duty that traffic does not tell."""
        if self.start is None:
            raise LookupError(f"{self.row} is told by {self.told_by}, not by traffic: {self.reason}")
        return self.start(circumstances)


def passive(row: str, title: str, start: Start) -> Duty:
    """A duty that traffic tells."""
    return Duty(row, title, Told.TRAFFIC, start)


def of_client(row: str, title: str, reason: str) -> Duty:
    """A duty for which more is needed than traffic: what was handed on, what is kept, what was meant."""
    return Duty(row, title, Told.CLIENT, reason=reason)


def of_plan(row: str, title: str, reason: str) -> Duty:
    """A rule of our own plan's runs, which binds no application."""
    return Duty(row, title, Told.PLAN, reason=reason)


WHAT_WAS_MEANT: Final = (
    "what was meant is not on the wire: a sheet of the deals is held against what was sent and stored"
)
WHAT_IS_KEPT: Final = "what is kept is known to whoever keeps it, see judge.handed"
WHAT_IS_LOGGED: Final = "whether an identifier is kept shows in the application's own log, see judge.handed"
"""Why traffic alone does not tell of duties that every partner has (`of_client`)."""


def attested(row: str, title: str, reason: str) -> Duty:
    """A duty that somebody can only state."""
    return Duty(row, title, Told.WORD, reason=reason)


def table(*duties: Duty) -> Mapping[str, Duty]:
    """Duties by their rows. Raises ValueError for a row that comes twice, and for one without a judge and a reason."""
    found: dict[str, Duty] = {}
    for duty in duties:
        if duty.row in found:
            raise ValueError(f"two duties are about {duty.row}")
        if not duty.is_passive and not duty.reason:
            raise ValueError(f"{duty.row} is not told by traffic: say why")
        found[duty.row] = duty
    return found
