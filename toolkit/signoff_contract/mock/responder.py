"""What every mock's engine is, whatever its partner: a request comes, an answer goes, and nothing falls over."""

import logging
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from attrs import define, evolve, field, frozen

from signoff_contract.description import Description

from .explain import HEADER as EXPLAINS, Explanations
from .http import Answer, Refusal, Request, read_of, with_headers

_LOG = logging.getLogger("signoff_contract.mock")


@define
class Opening:
    """What is settled before a request is looked at: its id, the headers that stand on whatever is answered.

    `refusal` is a reason not to look at it at all.
    """

    id: str
    headers: list[tuple[str, str]] = field(factory=list)
    refusal: Refusal | None = None


@frozen
class CallInfo:
    """What can be told of a request without answering it: the operation, the values of its path, and who calls.

    Each is empty where it cannot be told. `for_token` says that it asks for a token; where no description has an
    operation for that, it is called TOKEN.
    """

    operation: str = ""
    path: Mapping[str, str] = field(factory=dict)
    client_id: str = ""
    for_token: bool = False


TOKEN: Final = "token"  # noqa: S105 - what a request for one is called


@frozen
class FaultHooks:
    """What injected faults can take hold of behind a partner's answers; None where there is no such thing.

    * `description`: the operations and what they answer with.
    * `trace_header`: where answers have the identifier of their request.
    * `seed`: what draws depend on.
    * `expire`: ends the life of an access token; whether it was alive.
    * `token_operation`: the id of the operation that gives tokens, where the description has it.
    * `interleave`: has another user change the object that a call names; whether there is one.
    """

    description: Description | None = None
    trace_header: str | None = None
    seed: int = 0
    expire: Callable[[str], bool] | None = None
    interleave: Callable[[CallInfo], bool] | None = None
    token_operation: str | None = None


class Responder(ABC):
    """Answers requests for one partner. `answer` is the one way in: a value comes, a value goes."""

    __slots__ = ()

    def answer(self, request: Request) -> Answer:
        """The answer to any request whatsoever; that to a HEAD has the body of the GET, which is not to be sent."""
        request = read_of(request)
        opening = self.open(request)
        if opening.refusal is not None:
            return self._because(self._refused(opening.refusal, opening), request)
        try:
            answer = self._route(request)
        except Refusal as refusal:
            return self._because(self._refused(refusal, opening), request)
        except Exception as error:  # noqa: BLE001 - a server answers 500, it does not fall over
            where = traceback.extract_tb(error.__traceback__)[-1]
            # Neither the error's text nor the request: both may hold personal data.
            _LOG.error("%s in %s (%s:%s)", type(error).__name__, where.name, Path(where.filename).name, where.lineno)
            return self._refused(Refusal(500, "INTERNAL_ERROR", "Internal server error"), opening)
        answer = with_headers(answer, opening.headers)
        return answer if answer.refusal is None else self._because(answer, request)

    def malformed(self, message: str, status: int = 400) -> Answer:
        """The answer to what is no HTTP request."""
        opening = self.open(None)
        return self._refused(Refusal(status, "MALFORMED_REQUEST", message), opening)

    def identify(self, request: Request) -> CallInfo:  # noqa: ARG002 - a responder that cannot tell says nothing
        """What can be told of a request without answering it. Never raises."""
        return CallInfo()

    def explanations(self) -> Explanations | None:
        """Why requests are refused; None where answers do not tell. What an injected fault refuses is never explained."""
        return None

    def fault_hooks(self) -> FaultHooks:
        """What injected faults can take hold of. A responder without any still takes the faults that need nothing."""
        return FaultHooks()

    def turned_away(self, request: Request, refusal: Refusal) -> Answer:
        """The answer to a request that is refused for this reason before anything looks at it."""
        return self._refused(refusal, self.open(request))

    def one_too_many(self, request: Request, seconds: int | None) -> Answer:
        """The answer to a request that comes too soon; `seconds` after which the next may come are told, if they are given."""
        headers = () if seconds is None else (("Retry-After", str(seconds)),)
        refusal = Refusal(429, "RATE_LIMIT_REACHED", "Too many requests came from this address", headers=headers)
        return self.turned_away(request, refusal)

    def _refused(self, refusal: Refusal, opening: Opening) -> Answer:
        answer = evolve(self.refuse(refusal, opening.id), refusal=refusal)
        return with_headers(answer, opening.headers)

    def _because(self, answer: Answer, request: Request) -> Answer:
        """An answer that refuses, with the requirement row that it enforces, if there is one."""
        explanations, refusal = self.explanations(), answer.refusal
        if explanations is None or refusal is None:
            return answer
        reason = explanations.of(refusal, request, lambda: self.identify(request).operation)
        if reason is None or reason.row is None:
            return answer
        headers = (*answer.headers, (EXPLAINS, reason.row))
        return evolve(answer, headers=headers, refusal=evolve(refusal, requirement=reason.row))

    @abstractmethod
    def open(self, request: Request | None) -> Opening:
        """Take a request in; None for what is no request."""

    @abstractmethod
    def _route(self, request: Request) -> Answer:
        """The answer to a request. Raises Refusal."""

    @abstractmethod
    def refuse(self, refusal: Refusal, id: str) -> Answer:
        """The answer to a refused request, without the headers of its opening."""
