"""What getting in is, whatever the partner: a token is granted, and without a good one there is nothing.

The pieces record what they see under the rows of the check that uses them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from attrs import frozen

from signoff import Result, TokenError
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import media_type_of

from .context import Context, Skip
from .outcome import Outcome, T
from .partner import ClientT, PartnerContext
from .trouble import may_refuse_encoding

TOKEN_PROBE: Final = "token probe"  # noqa: S105 - a label, not a credential
"""A token request beside the client's own, to see what the token endpoint does, and what is done with that token."""
FORM: Final = "application/x-www-form-urlencoded"


@frozen
class TokenAnswer:
    """What a token endpoint answered: the members of its object, and whether it is a complete one."""

    exchange: Exchange
    members: Mapping[str, Any]

    @property
    def is_complete(self) -> bool:
        """Texts `access_token` and `token_type`, and a whole number above 0 in `expires_in` (RFC 6749, 5.1)."""
        lifetime = self.members.get("expires_in")
        return (
            all(
                isinstance(self.members.get(name), str) and self.members[name]
                for name in ("access_token", "token_type")
            )
            and isinstance(lifetime, int)
            and not isinstance(lifetime, bool)
            and lifetime > 0
        )

    @property
    def kind(self) -> str:
        """`token_type`, short enough for a message."""
        return str(self.members.get("token_type", ""))[:40]

    @property
    def problem(self) -> str:
        """What to say when it is not complete."""
        return f"the token endpoint answered {self.exchange.status} without a complete token object"


def first_token(context: Context) -> TokenAnswer:
    """The answer to the first token request of the run. Raises Skip when none was made."""
    granted = next((exchange for exchange in context.exchanges if exchange.kind == "token"), None)
    if granted is None:
        raise Skip("no token was asked for")
    return token_answer(granted)


def token_answer(exchange: Exchange) -> TokenAnswer:
    """One answer of a token endpoint; without members when it is no JSON object."""
    try:
        body = exchange.json()
    except Malformed:
        body = None
    return TokenAnswer(exchange, body if isinstance(body, dict) else {})


def judge_unauthorized(context: Context, requirement: str, how: str, exchange: Exchange) -> bool:
    """A request without a good token must have been answered with 401; `how` says what was wrong with its token."""
    return context.expect(
        requirement,
        exchange.status == 401,
        f"{exchange.method} {exchange.path} {how} was answered with {exchange.status}, 401 was due",
        exchange,
    )


def ask_token(context: PartnerContext[Any], *, form: bool, credentials: Any = None, **members: str) -> Exchange:
    """A token request beside the client's own, as JSON or as a form.

    It is one for client credentials, those of the target unless given; `members` are added, or take another's place.
    """
    credentials = credentials or context.target.credentials
    # A code and a refresh token are worth one request, whoever answered it.
    spends = members.get("grant_type") in {"authorization_code", "refresh_token"}
    body = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
        **members,
    }
    return _ask(context, body, form=form, again=not spends)


def _ask(context: PartnerContext[Any], body: Mapping[str, str], *, form: bool, again: bool) -> Exchange:
    return context.send(
        TOKEN_PROBE,
        "POST",
        context.target.environment.token_url,
        {"Accept": "application/json", "Content-Type": FORM if form else "application/json"},
        body=None if form else body,
        content=urlencode(body).encode() if form else None,
        again=again,
    )


def first_call(context: PartnerContext[ClientT], row: str, call: Callable[[ClientT], Result[T]]) -> Outcome[T]:
    """Makes the call for which the client fetches its first token.

    A token endpoint that refuses the request, and grants the same one in another encoding, does not take what is
    documented: `row` says so. Raises what `attempt` raises, after that the TokenError too.
    """
    try:
        return context.attempt(call)
    except TokenError:
        asked = next((exchange for exchange in reversed(context.exchanges) if exchange.kind == "token"), None)
        if asked is not None and asked.is_own and may_refuse_encoding(asked):
            other = _ask_in_other_encoding(context, asked)
            if other.status in {200, 201} and token_answer(other).members.get("access_token"):
                kinds = [media_type_of(each.request_headers) for each in (asked, other)]
                told = f"a token request as {kinds[0]} was answered with {asked.status}, the same as {kinds[1]} granted"
                context.fail(row, told, asked, other)
        raise


def _ask_in_other_encoding(context: PartnerContext[Any], asked: Exchange) -> Exchange:
    as_form = media_type_of(asked.request_headers) != FORM
    body = asked.request_json() if as_form else dict(parse_qsl(asked.request_body.decode()))
    return _ask(context, body, form=as_form, again=True)
