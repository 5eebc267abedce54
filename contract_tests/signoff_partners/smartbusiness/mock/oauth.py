"""The token endpoint of SmartBusiness. Its errors have the form of OAuth, not that of the API."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from signoff_contract.mock.client_credentials import CHALLENGE, Unreadable, by_basic, remarks_on, with_credentials
from signoff_contract.mock.http import Answer, Headers, Refusal, Request, json_answer
from signoff_contract.mock.oauth import NO_STORE, members

from .errors import Code
from .grants import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    REFRESH_TOKEN,
    SCOPES,
    Application,
    Grants,
    InvalidGrant,
    Pair,
)


@frozen
class OAuthError(Exception):
    """Why no token is given: status, the name that OAuth has for it, words for the developer, a hint."""

    status: int
    error: str
    message: str
    hint: str = ""
    headers: Headers = ()

    def answer(self) -> Answer:
        """The error as it is sent.

        `code` and `meta` repeat it in the form of the API's own errors: the vendor's client makes one of its
        exceptions of every error, and reads them.
        """
        body = {"error": self.error, "message": self.message, "hint": self.hint, "code": int(Code.NONE)}
        meta = {"error_type": self.error, "hint": self.hint}
        answer = json_answer(self.status, {**body, "meta": meta}, (*NO_STORE, *self.headers))
        said = f"{self.message}: {self.hint}" if self.hint else self.message
        return evolve(answer, refusal=Refusal(self.status, self.error, said, headers=self.headers))


@frozen
class TokenEndpoint:
    """Issues tokens to whoever has the right secret, code or refresh token."""

    grants: Grants

    def answer(self, request: Request) -> Answer:
        """The answer to a token request; a refusal is an answer too."""
        # The documents have id and secret in the body, and nothing else.
        remarks = remarks_on(request, documented=False)
        try:
            answer = self._granted(self._decide(self._read(request), by_basic=by_basic(request)))
        except OAuthError as error:
            answer = error.answer()
        return evolve(answer, remarks=remarks) if remarks else answer

    def _granted(self, pair: Pair) -> Answer:
        body = {"token_type": "Bearer", "expires_in": self.grants.office.lifetime, "access_token": pair.access}
        if pair.refresh is not None:
            body["refresh_token"] = pair.refresh
        return json_answer(200, body, NO_STORE)

    def _read(self, request: Request) -> Mapping[str, Any]:
        try:
            return with_credentials(request, members(request), self._knows)
        except Refusal as refusal:
            raise OAuthError(400, "invalid_request", "The request cannot be read", refusal.message) from refusal
        except Unreadable as unreadable:
            if unreadable.kind == "several":
                message = "The request cannot be read"
                raise OAuthError(400, "invalid_request", message, unreadable.message) from unreadable
            raise _not_authenticated(unreadable.message, CHALLENGE) from unreadable

    def _knows(self, client_id: str, client_secret: str) -> bool:
        return self.grants.office.client(client_id, client_secret) is not None

    def _decide(self, sent: Mapping[str, Any], *, by_basic: bool) -> Pair:
        grant = _required(sent, "grant_type")
        if grant not in {CLIENT_CREDENTIALS, AUTHORIZATION_CODE, REFRESH_TOKEN}:
            raise OAuthError(400, "unsupported_grant_type", "The grant type is not supported", "Check grant_type")
        application = self._application(_required(sent, "client_id"), _required(sent, "client_secret"), by_basic)
        expected = CLIENT_CREDENTIALS if grant == CLIENT_CREDENTIALS else AUTHORIZATION_CODE
        if application.grant != expected:
            raise OAuthError(400, "unauthorized_client", "The client is registered for another grant type")
        scopes = read_scopes(sent.get("scope"), application)
        if grant == CLIENT_CREDENTIALS:
            rights = application.rights if scopes is None else scopes
            return Pair(self.grants.office.issue(evolve(application, rights=rights)), None)
        try:
            if grant == AUTHORIZATION_CODE:
                code, redirect_uri = _required(sent, "code"), _required(sent, "redirect_uri")
                return self.grants.exchange(application, code, redirect_uri)
            return self.grants.refresh(application, _required(sent, "refresh_token"), scopes)
        except InvalidGrant as error:
            raise OAuthError(400, "invalid_grant", "The grant is not valid", str(error)) from error

    def _application(self, client_id: str, client_secret: str, by_basic: bool) -> Application:
        found = self.grants.office.client(client_id, client_secret)
        if not isinstance(found, Application):
            raise _not_authenticated("Check client_id and client_secret", CHALLENGE if by_basic else ())
        return found


def read_scopes(text: Any, application: Application) -> frozenset[str] | None:
    """The scopes of a text, None when it names none. Raises OAuthError for one that the client cannot have."""
    if text is None or text == "":
        return None
    names = text.split() if isinstance(text, str) else [""]
    wrong = [name for name in names if name not in SCOPES or name not in application.rights]
    if wrong or not names:
        known = ", ".join(name for name in wrong if name in SCOPES)
        hint = f"Not registered for the client: {known}" if known else "A scope is unknown"
        raise OAuthError(400, "invalid_scopes", "Some of the scopes are unknown or not allowed", hint)
    return frozenset(names)


def _not_authenticated(hint: str, headers: Headers) -> OAuthError:
    return OAuthError(401, "invalid_client", "Client authentication failed", hint, headers)


def _required(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name)
    if not isinstance(value, str) or not value:
        raise OAuthError(400, "invalid_request", "The request lacks a parameter", f"Check {name}")
    return value
