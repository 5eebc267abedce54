"""Asking for an access token: the request, and what the answers mean.

SieSmart wants JSON with an audience beside the client credentials (SieSmart, authentication), SmartBusiness JSON with
scopes (SmartBusiness, auth workflow), Simutek a form with neither (Simutek, authentication); the rest is OAuth 2.0.
"""

import re
from collections.abc import Mapping
from typing import Any, NoReturn

import httpx2
from attrs import field, frozen

from signoff._pipeline.failures import PROXY_WANTS_A_NAME
from signoff._pipeline.outcome import After, rule
from signoff._pipeline.status import read_object
from signoff._pipeline.tokens import LONGEST_LIFETIME, SHORT_LIFETIME, Token
from signoff._pipeline.trace import find_trace_id
from signoff._scrub import Scrubber, one_line
from signoff.errors import ConfigurationError, TokenError

_ERROR_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_BEARER_TEXT = re.compile(r"[\x21-\x7e]+")
_LONGEST_TEXT = 200
_LONGEST_KIND = 60
_SECRET_MEMBERS = ("access_token", "refresh_token", "id_token")
# An echo is recognised by any stretch of this length, so that a cut or re-encoded credential is caught as well.
_TELLING_STRETCH = 8


@frozen
class ClientCredentials:
    """What a partner gives an introducer to obtain access tokens with. The secret is neither shown nor pickled."""

    client_id: str
    client_secret: str = field(repr=False)

    def __attrs_post_init__(self) -> None:
        for name in ("client_id", "client_secret"):
            value: object = getattr(self, name)
            if not isinstance(value, str) or not value:
                raise ConfigurationError(f"{name} must be the text that the partner issued; it is empty or no text")
            if not _is_utf8(value):
                raise ConfigurationError(
                    f"{name} holds bytes that are no UTF-8, so it cannot be sent; look how it got into the environment"
                )

    def __reduce__(self) -> NoReturn:
        raise TypeError("client credentials are never pickled; read them from the environment in each process")

    def __copy__(self) -> "ClientCredentials":
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> "ClientCredentials":
        return self


@frozen
class TokenEndpoint:
    """Where tokens come from, and for which audience or scopes (separated by blanks).

    ``form``: the request is form-encoded, as OAuth 2.0 itself has it, instead of JSON.
    """

    url: str
    audience: str | None = None
    scope: str | None = None
    form: bool = False

    @property
    def host(self) -> str:
        """The host alone, for messages."""
        return httpx2.URL(self.url).netloc.decode("ascii")


def build_token_request(endpoint: TokenEndpoint, credentials: ClientCredentials, user_agent: str) -> httpx2.Request:
    """The request for a token. Sending it again is harmless: it changes nothing."""
    wanted = {"audience": endpoint.audience, "scope": endpoint.scope}
    return token_request(
        endpoint, credentials, user_agent, "client_credentials", {name: text for name, text in wanted.items() if text}
    )


def token_request(
    endpoint: TokenEndpoint,
    credentials: ClientCredentials,
    user_agent: str,
    grant_type: str,
    members: Mapping[str, str],
) -> httpx2.Request:
    """A request for a token by any grant; ``members`` are what the grant needs beyond the credentials."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": user_agent}
    body = {
        **members,
        "grant_type": grant_type,
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    if endpoint.form:
        return httpx2.Request("POST", endpoint.url, headers=headers, data=body)
    return httpx2.Request("POST", endpoint.url, headers=headers, json=body)


def read_token(response: httpx2.Response, *, asked_at: float, endpoint: TokenEndpoint, scrubber: Scrubber) -> Token:
    """The token in a success, valid for as long as ``expires_in`` says.

    :raises TokenError: the answer is not a token answer.
    """
    issued = read_issued(response, endpoint, scrubber)
    return Token.issued(issued.access_token, issued.lifetime, asked_at)


@frozen
class Issued:
    """What a token endpoint gave: an access token for ``lifetime`` seconds and, for some grants, the means to renew it."""

    access_token: str = field(repr=False)
    lifetime: float
    refresh_token: str | None = field(default=None, repr=False)


def read_issued(response: httpx2.Response, endpoint: TokenEndpoint, scrubber: Scrubber) -> Issued:
    """The members of a token answer. What it holds of tokens is known to ``scrubber`` from here on.

    :raises TokenError: the answer is not a token answer.
    """
    found = _read_members(response, scrubber)
    if isinstance(found, Issued):
        return found
    # Raised here, where no variable holds a token.
    raise _unusable(endpoint, found, response.status_code)


def _read_members(response: httpx2.Response, scrubber: Scrubber) -> "Issued | str":
    """The members, or what is wrong with the answer."""
    body = read_object(response.content)
    if body is None:
        kind = one_line(scrubber.text(response.headers.get("content-type", "")), _LONGEST_KIND) or "no content type"
        if response.extensions.get("signoff.cut"):
            return f"answered {response.status_code} with more than can be a token ({kind})"
        if "json" in kind.lower():
            return f"answered {response.status_code} with {kind} that is no readable JSON object"
        return f"answered {response.status_code} with {kind} instead of a JSON object"
    _remember(body, scrubber)
    value, kind = body.get("access_token"), body.get("token_type", "Bearer")
    if not isinstance(value, str) or not _BEARER_TEXT.fullmatch(value):
        return "answered without a usable access_token"
    if not isinstance(kind, str) or kind.lower() != "bearer":
        return "answered with a token_type other than Bearer"
    renewal = body.get("refresh_token")
    return Issued(
        access_token=value,
        lifetime=read_lifetime(body.get("expires_in")),
        refresh_token=renewal if isinstance(renewal, str) and _BEARER_TEXT.fullmatch(renewal) else None,
    )


def read_lifetime(expires_in: object) -> float:
    """Seconds that a token is valid. What is missing or makes no sense is taken as short rather than long."""
    if isinstance(expires_in, str) and re.fullmatch(r"[0-9]{1,9}", expires_in.strip()):
        expires_in = int(expires_in)
    if isinstance(expires_in, bool) or not isinstance(expires_in, int | float):
        return SHORT_LIFETIME
    return float(expires_in) if 0 < expires_in <= LONGEST_LIFETIME else SHORT_LIFETIME


def token_refused(
    response: httpx2.Response,
    *,
    endpoint: TokenEndpoint,
    credentials: ClientCredentials,
    trace_header: str,
    retry_after: float | None,
    scrubber: Scrubber,
    secrets: tuple[str, ...] = (),
) -> TokenError:
    """The error for an answer that is no success, with those of its words that are safe to repeat.

    ``error`` and ``error_description`` are OAuth's own; ``message`` and ``hint`` stand in where a partner's server
    uses those. ``secrets`` are never repeated, nor are the credentials, nor a stretch of them.
    """
    body = read_object(response.content) or {}
    _remember(body, scrubber)
    secrets = (credentials.client_secret, credentials.client_id, *secrets)

    def safe(text: object) -> str | None:
        return _safe_text(text, scrubber, secrets)

    error = safe(body.get("error"))
    if error is not None and not _ERROR_WORD.fullmatch(error):
        error = None
    texts = [safe(body.get(name)) for name in ("error_description", "message", "hint")]
    description = "; ".join(dict.fromkeys(text for text in texts if text)) or None
    trace_id = safe(find_trace_id(response.headers, trace_header, scrubber=scrubber))
    said = ": ".join(part for part in (error, description) if part) or "no reason given"
    trace = f" [trace id {trace_id}]" if trace_id else ""
    return TokenError(
        f"no access token: {endpoint.host} answered {response.status_code}: {said}{trace}. "
        f"{_advise(response.status_code, endpoint)}",
        status=response.status_code,
        error=error,
        description=description,
        trace_id=trace_id,
        retry_after=retry_after,
    )


def token_host_unreachable(endpoint: TokenEndpoint, what: str, *, left: bool) -> TokenError:
    """The error for a token request that got no answer; ``left``: it may have reached the host."""
    if left:
        said = f"the token host {endpoint.host} gave no answer: {what}. Try again later."
    else:
        said = f"token host unreachable: {endpoint.host}: {what}. Check network, proxy and token URL."
    return TokenError(f"no access token: {said}", unreachable=True)


def _advise(status: int, endpoint: TokenEndpoint) -> str:
    if status in {400, 401, 403}:
        if endpoint.form:
            return "Check client id and client secret, and that they belong to this environment."
        third = "audience" if endpoint.audience else "scopes"
        return f"Check client id, client secret and {third}, and that they belong to this environment."
    if status == 407:
        return f"A proxy on the way {PROXY_WANTS_A_NAME}."
    if status >= 500 or rule(status).reads in {After.RETRY, After.PACE}:
        return "The token service cannot serve at the moment; try again later."
    return "Check the token URL."


def _unusable(endpoint: TokenEndpoint, what: str, status: int) -> TokenError:
    return TokenError(f"no access token: {endpoint.host} {what}. Check the token URL.", status=status)


def _remember(body: Mapping[str, Any], scrubber: Scrubber) -> None:
    """Tokens in an answer are secrets from here on, whatever else is wrong with it."""
    for name in _SECRET_MEMBERS:
        scrubber.add_token(body.get(name))


def _safe_text(text: object, scrubber: Scrubber, secrets: tuple[str, ...]) -> str | None:
    if not isinstance(text, str):
        return None
    # A secret in whatever spelling is taken out, and a text with a piece of one is not repeated at all.
    scrubbed = scrubber.text(text)
    if scrubbed != text or scrubber.holds_part(text, secrets, _TELLING_STRETCH):
        return None
    return one_line(text, _LONGEST_TEXT) or None


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
