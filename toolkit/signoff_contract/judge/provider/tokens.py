"""Are tokens granted as OAuth asks, and are they taken?"""

from signoff_contract.description import Description
from signoff_contract.judge.grants import Grants
from signoff_contract.judge.problem import Judge, rule
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import bearer

from .answer import is_answer


def token_accepted(_: Description) -> Judge[Exchange]:
    """No request with a granted token is answered with 401.

    Where tokens were seen to be granted, a 401 for another one, or for one that had ended, is as it should be. Keeps a
    digest and the end of each of the newest 10,000 tokens.
    """
    grants = Grants()

    def is_due(exchange: Exchange) -> bool:
        token = bearer(exchange)
        if not token or not is_answer(exchange):
            return False
        return exchange.status != 401 or grants.is_live(token, exchange.started)

    judge = rule(is_due, lambda exchange: "401 for a granted token" if exchange.status == 401 else None)
    return Judge(judge.look, grants.learn)


def token_media_type(_: Description) -> Judge[Exchange]:
    """Every token is granted in an answer that is announced as application/json (RFC 6749, 5.1). Keeps nothing."""

    def is_grant(exchange: Exchange) -> bool:
        return exchange.kind == "token" and exchange.is_own and 200 <= (exchange.status or 0) < 300

    def breach(exchange: Exchange) -> str | None:
        kind = exchange.media_type
        if kind == "application/json":
            return None
        return f"the token came as {kind[:60] or 'no media type'}, application/json was due"

    return rule(is_grant, breach)
