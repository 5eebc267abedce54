"""What becomes of a request: an answer and the way that its bytes take, or the end of the connection."""

from attrs import frozen

from signoff_contract.traffic.relay.hooks import AS_IT_COMES, Wire

from .http import Answer


@frozen
class Delivery:
    """The answer to a request, and how it reaches the client.

    Without an answer the connection ends, by RST where `reset` is set. `fault` names the injected fault that made it so.
    """

    answer: Answer | None
    wire: Wire = AS_IT_COMES
    reset: bool = False
    fault: str | None = None
