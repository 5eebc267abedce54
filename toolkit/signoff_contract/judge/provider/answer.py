"""Which exchanges tell something about the API, as all judges of the provider ask it."""

from signoff_contract.description import Description, Operation
from signoff_contract.traffic.exchange import Exchange


def is_answer(exchange: Exchange) -> bool:
    """Whether the API itself answered a call (not one for a token)."""
    return exchange.kind == "api" and exchange.is_own


def is_refusal(exchange: Exchange) -> bool:
    """Whether the API, or its token endpoint, itself answered with an error."""
    return exchange.is_own and (exchange.status or 0) >= 400


def called(description: Description, exchange: Exchange) -> Operation | None:
    """The described operation that the API itself answered; None for any other exchange."""
    if not is_answer(exchange) or exchange.operation_id is None:
        return None
    return description.operation(exchange.operation_id)
