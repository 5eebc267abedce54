"""What a fault knows of the one request that it takes."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from signoff_contract.description import MODIFYING, Operation
from signoff_contract.mock.http import Answer, Refusal, Request
from signoff_contract.mock.responder import CallInfo, FaultHooks

READS = "read"
CHANGES = "change"
TOKENS = "token"
KINDS = (READS, CHANGES, TOKENS)
"""What a request may be to a fault: it reads, it changes something, or it asks for a token."""


@frozen
class Scene:
    """A request that a fault takes, and what the fault may use.

    * `call`: which operation it is, on what, and who calls.
    * `parameters`: the fault's own, all of them.
    * `refused`: the partner's own answer to the request when it is refused for that reason.
    * `paced`: the same for one request too many; with the seconds after which the next may come, or without.
    * `draw`: a whole number below the given one, which depends on the seed.
    * `before`: what the same read was answered with before it got its present answer; None when that is not known.
    """

    request: Request
    call: CallInfo
    hooks: FaultHooks
    parameters: Mapping[str, Any]
    refused: Callable[[Refusal], Answer]
    paced: Callable[[int | None], Answer]
    draw: Callable[[int], int]
    before: Callable[[], Answer | None]

    @property
    def operation(self) -> Operation | None:
        """The described operation; None for a token request, and where there is no description."""
        description = self.hooks.description
        if description is None or self.call.for_token:
            return None
        return description.operation(self.call.operation)


def kind_of(method: str, call: CallInfo) -> str | None:
    """What a request is to a fault, one of KINDS; None for what is no call of the API, such as a page."""
    if call.for_token:
        return TOKENS
    if not call.operation:
        return None
    return CHANGES if method in MODIFYING else READS
