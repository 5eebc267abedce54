"""The catalogue: everything that can be made to go wrong, one name each.

Names are for good: tests, the control plane and scenarios use them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from signoff_contract.description import Description, Operation
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer
from signoff_contract.mock.responder import FaultHooks

from . import effects, members
from .parameters import Parameter
from .scene import CHANGES, READS, TOKENS, Scene

Before = Callable[[Scene], bool]
Instead = Callable[[Scene], Delivery]
Alter = Callable[[Scene, Answer], Delivery | None]


@frozen
class Fault:
    """One kind of fault.

    * `title`, `meaning`: what it is and what becomes of the call, in a user's words.
    * `good_client`: what a client does about it that is well made.
    * `executed`: whether the partner carries the call out.
    * `hits`: the kinds of requests that it hits when nothing is said (`read`, `change`, `token`); `may_hit`: those that it
      hits when they are named by their operation.
    * `before`, `instead`, `alter`: what it does, one of the three. Before the call is looked at; instead of an answer; to the
      answer.
    * `remembers`: it needs what reads were answered with while it was armed.
    * `offered_by`: whether a partner's mock has what it takes hold of; `fits`: whether an operation has.
    """

    name: str
    title: str
    meaning: str
    good_client: str
    executed: bool
    hits: frozenset[str]
    may_hit: frozenset[str]
    parameters: tuple[Parameter, ...] = ()
    before: Before | None = None
    instead: Instead | None = None
    alter: Alter | None = None
    remembers: bool = False
    offered_by: Callable[[FaultHooks], bool] = lambda _: True
    fits: Callable[[Description, Operation], bool] = lambda _description, _operation: True

    def to_json(self) -> dict[str, Any]:
        """The fault as the control plane lists it."""
        listed = [
            {"name": each.name, "takes": each.takes, "default": each.default, "meaning": each.meaning}
            for each in self.parameters
        ]
        return {
            "name": self.name,
            "title": self.title,
            "meaning": self.meaning,
            "good_client": self.good_client,
            "executed": self.executed,
            "hits": sorted(self.hits),
            "parameters": listed,
        }


_CALLS: Final = frozenset({READS, CHANGES})
_ALL: Final = frozenset({READS, CHANGES, TOKENS})
_ONLY_CHANGES: Final = frozenset({CHANGES})
_ONLY_READS: Final = frozenset({READS})


def _member(default: str | None, meaning: str) -> Parameter:
    return Parameter("member", default, meaning, "text", optional=default is None)


_ANY_MEMBER: Final = "Name or JSON pointer of the member; without one the seed draws it."
_RST: Final = Parameter("reset", False, "The connection is reset (RST), not closed.", "flag")
_PAGE: Final = Parameter("page", False, "A maintenance page (HTML), not the partner's own error.", "flag")

_LATER: Final = "A read is repeated a few times with growing pauses. Of a change it is not known whether it was made: look before it is sent again."
_UNCLEAR: Final = (
    "It is not known whether the change was made: look it up, or ask somebody; do not send it again blindly."
)

_FAULTS: Final = (
    Fault(
        "server-error",
        "Server error",
        "The partner answers 500 in its own form. Nothing is changed, but the client cannot know.",
        _LATER,
        executed=False,
        hits=_CALLS,
        may_hit=_ALL,
        instead=effects.server_error,
    ),
    Fault(
        "bad-gateway-page",
        "Bad gateway",
        "A proxy in front of the API answers 502 with a page, without a trace id. Nothing is changed.",
        f"{_LATER} The page is no error of the partner's and is not read as one.",
        executed=False,
        hits=_CALLS,
        may_hit=_ALL,
        instead=effects.bad_gateway,
    ),
    Fault(
        "unavailable",
        "Unavailable",
        "The answer is 503 and does not say for how long. Nothing is changed.",
        _LATER,
        executed=False,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(_PAGE,),
        instead=effects.unavailable,
    ),
    Fault(
        "unavailable-retry-after",
        "Unavailable for a while",
        "The answer is 503 and says in Retry-After when to come again. Nothing is changed.",
        f"It waits as long as it is told. {_LATER}",
        executed=False,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(Parameter("seconds", 5, "What Retry-After says.", "whole seconds"), _PAGE),
        instead=effects.unavailable,
    ),
    Fault(
        "too-many-requests",
        "Too many requests",
        "The answer is 429, as the partner gives it to a client that is too fast. Nothing is changed.",
        "It waits, as long as it is told where it is told, before anything else is sent; it does not hammer.",
        executed=False,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(
            Parameter(
                "seconds",
                None,
                "After which the next request may come, as the partner tells it.",
                "whole seconds",
                True,
            ),
        ),
        instead=effects.too_many,
    ),
    Fault(
        "html-with-200",
        "A page instead of an answer",
        "The answer is 200 with a page: a portal or a login stands before the API. Nothing is changed.",
        f"It sees by the media type that this is no answer of the partner's. {_UNCLEAR}",
        executed=False,
        hits=_CALLS,
        may_hit=_ALL,
        instead=effects.html_with_200,
    ),
    Fault(
        "reset-before-change",
        "Connection reset before the change",
        "The connection is reset when the request has come. Nothing is changed, but the client cannot know.",
        _UNCLEAR,
        executed=False,
        hits=_ONLY_CHANGES,
        may_hit=_ALL,
        parameters=(Parameter("reset", True, "The connection is reset (RST), not closed.", "flag"),),
        instead=effects.reset,
    ),
    Fault(
        "answer-lost-after-change",
        "Answer lost after the change",
        "The change is made, and the connection ends without an answer.",
        _UNCLEAR,
        executed=True,
        hits=_ONLY_CHANGES,
        may_hit=_ALL,
        parameters=(_RST,),
        alter=effects.lose,
    ),
    Fault(
        "slow-headers",
        "Slow to answer",
        "The call is carried out, and the answer comes late.",
        f"It gives up after a time of its own. A read is repeated. {_UNCLEAR}",
        executed=True,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(Parameter("seconds", 60, "Before the first byte of the answer.", "seconds"),),
        alter=effects.delay,
    ),
    Fault(
        "slow-body",
        "Slow body",
        "The call is carried out; the head of the answer comes at once, its body drop by drop.",
        "It has a time limit for the whole call, not for the next byte only.",
        executed=True,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(Parameter("bytes_per_second", 20, "Bytes of the body in a second.", "rate"),),
        alter=effects.drip,
        fits=members.answers_with_body,
    ),
    Fault(
        "half-body",
        "Half a body",
        "The call is carried out, and the connection ends in the middle of the answer's body.",
        f"It does not take a part for the whole. A read is repeated. {_UNCLEAR}",
        executed=True,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(
            Parameter("bytes", None, "Bytes of the body that come; half of them if not given.", "bytes", True),
            _RST,
        ),
        alter=effects.cut,
        fits=members.answers_with_body,
    ),
    Fault(
        "wrong-media-type",
        "Wrong media type",
        "The call is carried out, and the answer is announced as something that it is not.",
        "It says so, with the trace id, and keeps what came; it does not fall over.",
        executed=True,
        hits=_CALLS,
        may_hit=_ALL,
        parameters=(Parameter("media_type", "text/plain", "What Content-Type says.", "text"),),
        alter=effects.wrong_media_type,
        fits=members.answers_with_body,
    ),
    Fault(
        "unknown-enum-value",
        "Unknown value",
        "The call is carried out; in the answer stands a value that the description does not list.",
        "It shows the value as it is, and treats a status that it does not know as undecided.",
        executed=True,
        hits=_CALLS,
        may_hit=_CALLS,
        parameters=(
            _member(None, _ANY_MEMBER),
            Parameter("new_value", None, "The value; without one, one that is not listed.", "value", True),
        ),
        alter=members.unknown_value,
        offered_by=lambda hooks: hooks.description is not None and members.lists_values(hooks.description),
        fits=members.operation_lists_values,
    ),
    Fault(
        "added-member",
        "Added member",
        "The call is carried out; the answer has a member that the description does not know.",
        "It passes over what it does not know.",
        executed=True,
        hits=_CALLS,
        may_hit=_CALLS,
        parameters=(
            _member("addedLater", "Name of the member."),
            Parameter("new_value", {"since": "today"}, "Its value.", "value"),
        ),
        alter=members.added_member,
        fits=members.answers_with_body,
        offered_by=lambda hooks: hooks.description is not None,
    ),
    Fault(
        "missing-member",
        "Missing member",
        "The call is carried out; the answer lacks a member, a required one where it has any.",
        "It says which member is missing, with the trace id; it invents no value.",
        executed=True,
        hits=_CALLS,
        may_hit=_CALLS,
        parameters=(_member(None, _ANY_MEMBER),),
        alter=members.missing_member,
        fits=members.answers_with_body,
        offered_by=lambda hooks: hooks.description is not None,
    ),
    Fault(
        "expired-token",
        "Expired token",
        "The access token of the call comes to its end just before, and the answer is 401. Nothing is changed.",
        "It asks for a new token, and sends the call once more.",
        executed=False,
        hits=_CALLS,
        may_hit=_CALLS,
        before=effects.expire_token,
        offered_by=lambda hooks: hooks.expire is not None,
    ),
    Fault(
        "interleaved-change",
        "Change by another user",
        "Another user changes the object just before, so that the version of the call is stale.",
        "It reads again, shows both versions or applies its change to the new one; it overwrites nothing.",
        executed=False,
        hits=_ONLY_CHANGES,
        may_hit=_ONLY_CHANGES,
        before=effects.interleave,
        offered_by=lambda hooks: hooks.interleave is not None,
        fits=lambda _, operation: operation.needs_precondition,
    ),
    Fault(
        "stale-read",
        "Stale read",
        "A read shows what it showed before the last change. It has to have been read before, while the fault was armed.",
        "It goes by the version: a change that rests on a stale one is refused, and it reads again.",
        executed=True,
        hits=_ONLY_READS,
        may_hit=_ONLY_READS,
        alter=effects.stale,
        remembers=True,
    ),
)

CATALOGUE: Final[Mapping[str, Fault]] = {each.name: each for each in _FAULTS}
"""All faults by name. Which of them a partner's mock offers depends on the partner."""
