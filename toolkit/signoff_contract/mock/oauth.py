"""The token endpoint: client credentials grant, as JSON (SieSmart AUTH) or as a form (RFC 6749).

Clients authenticate in the body or by HTTP Basic (RFC 6749, 2.3.1), not by both. A refused Basic is a 401 that says how
to authenticate (RFC 6749, 5.2), whatever status the partner has for wrong credentials in a body.
"""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl

from attrs import evolve, frozen

from .client_credentials import CHALLENGE, Unreadable, by_basic, remarks_on, with_credentials
from .content import decode_json
from .http import JSON, Answer, Headers, Refusal, Request, json_answer
from .tokens import TokenOffice
from .unreadable import mark_of, wrong_media_type

GRANT = "client_credentials"
FORM = "application/x-www-form-urlencoded"
NO_STORE = (("Cache-Control", "no-store"), ("Pragma", "no-cache"))


@frozen
class TokenErrors:
    """How a token host refuses: status, name and words for a grant that it does not give, and for wrong credentials."""

    grant: tuple[int, str, str]
    client: tuple[int, str, str]


_ONLY = f"The grant type must be {GRANT}"
STANDARD = TokenErrors(
    grant=(400, "unsupported_grant_type", _ONLY),
    client=(400, "invalid_client", "The client is not known, or its secret is wrong"),
)
"""As RFC 6749, 5.2 has it for credentials that stand in the body."""
TENANT = TokenErrors(
    grant=(403, "unsupported_grant_type", _ONLY),
    client=(401, "access_denied", "Unauthorized"),
)
"""As an Auth0 tenant answers."""


@frozen
class TokenEndpoint:
    """Where clients get their tokens: its path, the audience it serves (None for any), and who issues.

    `media_types` are those that it reads requests in. `basic_documented` says whether the partner documents HTTP Basic
    here; where it does not, Basic works and is remarked on. The shape of the errors is proposed: SieSmart's token host
    is an Auth0 tenant, so `TENANT` is the default.
    """

    path: str
    audience: str | None
    office: TokenOffice
    media_types: tuple[str, ...] = (JSON, FORM)
    errors: TokenErrors = TENANT
    basic_documented: bool = False

    def answer(self, request: Request) -> Answer:
        """The answer to a token request; a refusal is an answer too."""
        if request.method != "POST":
            return _refused(405, "invalid_request", "Tokens are asked for with POST", (("Allow", "POST"),))
        remarks = remarks_on(request, documented=self.basic_documented)
        answer = self._read(request)
        return evolve(answer, remarks=remarks) if remarks else answer

    def _read(self, request: Request) -> Answer:
        try:
            given = with_credentials(request, members(request, self.media_types), self._knows)
        except Refusal as refusal:
            return _refused(400, "invalid_request", refusal.message)
        except Unreadable as unreadable:
            if unreadable.kind == "several":
                return _refused(400, "invalid_request", unreadable.message)
            return _refused(401, self.errors.client[1], unreadable.message, CHALLENGE)
        return self._decide(given, by_basic=by_basic(request))

    def _knows(self, client_id: str, client_secret: str) -> bool:
        return self.office.client(client_id, client_secret) is not None

    def _decide(self, sent: Mapping[str, Any], *, by_basic: bool) -> Answer:
        names = ("grant_type", "client_id", "client_secret", *(() if self.audience is None else ("audience",)))
        given = {name: sent.get(name) for name in names}
        for name, value in given.items():
            if not isinstance(value, str) or not value:
                return _refused(400, "invalid_request", f"The member {name} must be a text that is not empty")
        if given["grant_type"] != GRANT:
            return _refused(*self.errors.grant)
        client = self.office.client(str(given["client_id"]), str(given["client_secret"]))
        if client is None:
            status, error, words = self.errors.client
            return _refused(401, error, words, CHALLENGE) if by_basic else _refused(status, error, words)
        if given.get("audience") != self.audience:
            return _refused(403, "access_denied", "The client is not authorised for this audience")
        return json_answer(
            200,
            {
                "access_token": self.office.issue(client),
                "token_type": "Bearer",
                "expires_in": self.office.lifetime,
            },
            NO_STORE,
        )


def members(request: Request, media_types: Collection[str] = (JSON, FORM)) -> Mapping[str, Any]:
    """What a token request says, as JSON or as a form. Raises Refusal 400 when it is none of the media types."""
    media_type = (request.header("content-type") or "").partition(";")[0].strip().lower()
    if request.truncated:
        raise Refusal(400, "", "The body is longer than this server accepts")
    if media_type not in media_types:
        raise Refusal(400, "", wrong_media_type(media_type, media_types))
    if media_type == FORM:
        if (marked := mark_of(request.body)) is not None:
            raise Refusal(400, "", f"The form {marked}")
        try:
            pairs = parse_qsl(request.body.decode(), keep_blank_values=True, errors="strict")
        except UnicodeDecodeError as error:
            raise Refusal(400, "", "The form is not in UTF-8") from error
        if len(dict(pairs)) != len(pairs):
            raise Refusal(400, "", "The form names a member twice")
        return dict(pairs)
    value = decode_json(request.body)
    if not isinstance(value, dict):
        raise Refusal(400, "", "The body must be a JSON object")
    return value


def client_claimed(request: Request) -> str:
    """The client that a token request says it comes from, whether or not it proves it; empty where none can be read."""
    try:
        return str(with_credentials(request, members(request)).get("client_id") or "")
    except (Refusal, Unreadable):
        return ""


def _refused(status: int, error: str, description: str, headers: Headers = ()) -> Answer:
    body = {"error": error, "error_description": description}
    refusal = Refusal(status, error, description, headers=headers)
    return evolve(json_answer(status, body, (*NO_STORE, *headers)), refusal=refusal)
