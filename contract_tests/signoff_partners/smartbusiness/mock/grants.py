"""Who may act for whom: registered applications, what users consented to, codes, refresh tokens."""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, evolve, field, frozen

from signoff_contract.mock.changes import Changes
from signoff_contract.mock.clock import Clock
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.tokens import Client, TokenOffice

CLIENT_CREDENTIALS: Final = "client_credentials"
AUTHORIZATION_CODE: Final = "authorization_code"
REFRESH_TOKEN: Final = "refresh_token"  # noqa: S105 - the name of a grant
PAGE: Final = "page"
CODE: Final = "code"
SPENT: Final = "spent"

SCOPES: Final = (
    "profile",
    "contact",
    "contact_reminder",
    "letter",
    "configuration",
    "catalog",
    "invoice",
    "offer",
    "delivery_note",
    "order_confirmation",
    "project",
    "cost_unit",
    "working_hours",
    "activity",
    "effort",
)

# A consent page that nobody answers is forgotten; so many may be open at a time.
_OPEN_PAGES: Final = 1000


@frozen
class Application(Client):
    """A client as it is registered: its rights are its scopes.

    `grant` is CLIENT_CREDENTIALS for the own account, or AUTHORIZATION_CODE for users who consent; then the browser
    comes back to `redirect_uri` and to nothing else.
    """

    rights: frozenset[str] = frozenset(SCOPES)
    grant: str = CLIENT_CREDENTIALS
    redirect_uri: str = ""
    name: str = "An application"
    user_id: int = 1

    @property
    def summary(self) -> str:
        """What a person should know about the client, in a line."""
        scopes = "all" if self.rights == frozenset(SCOPES) else " ".join(sorted(self.rights))
        redirect = f"  redirect {self.redirect_uri}" if self.redirect_uri else ""
        return f"grant {self.grant}  scopes {scopes}{redirect}"


@frozen
class Request:
    """What a consent page asks a user for."""

    application: Application
    scopes: frozenset[str]
    redirect_uri: str
    state: str | None
    until: float


@frozen
class Pair:
    """An access token, and the refresh token that comes with it where a user has consented."""

    access: str
    refresh: str | None


class InvalidGrant(Exception):
    """A code or refresh token that does not count; the message says why."""


@frozen
class Consent:
    """What a user consented to: for which application, to which scopes (its rights), to come back where; until when a code
    for it counts."""

    application: Application
    redirect_uri: str
    until: float = float("inf")


@define
class Grants:
    """Codes and refresh tokens. A code lives `code_seconds` and works once; so does a refresh token, without end."""

    office: TokenOffice
    clock: Clock
    identities: Identities
    code_seconds: float = 600.0
    _pages: dict[str, Request] = field(factory=dict, init=False, repr=False)
    _codes: dict[str, Consent] = field(factory=dict, init=False, repr=False)
    _refresh_tokens: dict[str, Consent] = field(factory=dict, init=False, repr=False)
    _spent: set[str] = field(factory=set, init=False, repr=False)
    changes: Changes = field(factory=Changes, init=False, repr=False)

    def open_page(self, application: Application, scopes: Iterable[str], redirect_uri: str, state: str | None) -> str:
        """Remember what is asked, under a name that only the page knows."""
        until = self.clock.monotonic() + self.code_seconds
        name = self.identities.token()
        self._pages[name] = Request(application, frozenset(scopes), redirect_uri, state, until)
        self.changes.note((PAGE, name))
        while len(self._pages) > _OPEN_PAGES:
            self.close_page(next(iter(self._pages)))
        return name

    def page(self, name: str) -> Request | None:
        """What an open page asks; None when there is no such page or it was open too long."""
        request = self._pages.get(name)
        return request if request is not None and self.clock.monotonic() < request.until else None

    def close_page(self, name: str) -> None:
        """The page was answered; it cannot be answered again."""
        self._pages.pop(name, None)
        self.changes.note((PAGE, name))

    def issue_code(self, request: Request, user_id: int) -> str:
        """A code for what a user consented to."""
        code = self.identities.token()[:64]
        application = evolve(request.application, rights=request.scopes, user_id=user_id)
        self.changes.note((CODE, code))
        self._codes[code] = Consent(application, request.redirect_uri, self.clock.monotonic() + self.code_seconds)
        return code

    def exchange(self, application: Application, code: str, redirect_uri: str) -> Pair:
        """Tokens for a code. Raises InvalidGrant; the code is spent then too, when it was the client's own."""
        consent = self._codes.get(code)
        if consent is None or consent.application.client_id != application.client_id:
            raise InvalidGrant("The authorization code is not known or was used already")
        del self._codes[code]
        self.changes.note((CODE, code))
        if self.clock.monotonic() >= consent.until:
            raise InvalidGrant("The authorization code has expired")
        if redirect_uri != consent.redirect_uri:
            raise InvalidGrant("The redirect_uri is not the one that the code was asked with")
        return self._issue(consent)

    def refresh(self, application: Application, token: str, scopes: frozenset[str] | None) -> Pair:
        """New tokens for a refresh token, which is spent with it. Raises InvalidGrant, and then it is not."""
        consent = self._refresh_tokens.get(token)
        if consent is None or consent.application.client_id != application.client_id:
            used = token in self._spent
            raise InvalidGrant("The refresh token was used already" if used else "The refresh token is not known")
        if scopes is not None and not scopes <= consent.application.rights:
            raise InvalidGrant("The user has not consented to all of these scopes")
        del self._refresh_tokens[token]
        self._spent.add(token)
        self.changes.note((REFRESH_TOKEN, token))
        self.changes.note((SPENT, token))
        narrowed = consent.application if scopes is None else evolve(consent.application, rights=scopes)
        return self._issue(consent, narrowed)

    def revoke(self) -> None:
        """What a user does who withdraws every consent: no refresh token and no access token counts any more."""
        for token in self._refresh_tokens:
            self.changes.note((REFRESH_TOKEN, token))
        self._refresh_tokens.clear()
        self.office.revoke_all()

    def kept(self) -> Mapping[tuple[str, str], "Request | Consent | None"]:
        """Everything that is remembered, by what it is (PAGE, CODE, REFRESH_TOKEN, SPENT) and its name."""
        return {
            **{(PAGE, name): each for name, each in self._pages.items()},
            **{(CODE, name): each for name, each in self._codes.items()},
            **{(REFRESH_TOKEN, name): each for name, each in self._refresh_tokens.items()},
            **{(SPENT, name): None for name in self._spent},
        }

    def find(self, kind: str, name: str) -> "Request | Consent | bool | None":
        """What is remembered under a name: True for a spent refresh token, None where there is nothing."""
        if kind == SPENT:
            return True if name in self._spent else None
        if kind == PAGE:
            return self._pages.get(name)
        return (self._codes if kind == CODE else self._refresh_tokens).get(name)

    def recall(
        self,
        pages: Mapping[str, Request],
        codes: Mapping[str, "Consent"],
        refresh_tokens: Mapping[str, "Consent"],
        spent: Iterable[str],
    ) -> None:
        """Go on as if these, and nothing else, had been given out and spent."""
        self._pages, self._codes, self._refresh_tokens = dict(pages), dict(codes), dict(refresh_tokens)
        self._spent = set(spent)

    def _issue(self, consent: Consent, holder: Application | None = None) -> Pair:
        refresh = self.identities.token()
        self._refresh_tokens[refresh] = consent
        self.changes.note((REFRESH_TOKEN, refresh))
        return Pair(self.office.issue(holder or consent.application), refresh)
