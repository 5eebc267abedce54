"""SmartBusinessMock: everything above put together, and the switches of what the documents leave open."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from attrs import define, field

from signoff_contract.mock.asgi import AsgiApp
from signoff_contract.mock.clock import Clock, controlled, given
from signoff_contract.mock.http import Request
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.rate import Periods
from signoff_contract.mock.standin import StandIn, client_where, credentials_of
from signoff_contract.mock.tokens import TokenOffice

from .consent import ConsentPages, User
from .engine import ScopeRefusal, SmartBusinessEngine
from .explained import EXPLAINED
from .grants import AUTHORIZATION_CODE, Application, Grants
from .oauth import TokenEndpoint
from .routes import AUTHORIZE, DECISION, TOKENS, Route, Router, build_routes
from .seeds import fill, read_master_data, seed_invoices
from .state import Rules, State, Switches
from .store import Store
from .tables import read_tables

if TYPE_CHECKING:
    from signoff.smartbusiness import ClientCredentials, SmartBusinessEnvironment
    from signoff_contract.mock.control.control import Control

BASE_PATH: Final = "/v2"
HOST: Final = "smartbusiness.test"
ORIGIN: Final = f"https://{HOST}"
REDIRECT_URI: Final = "http://127.0.0.1:8917/callback"
MOST_INVOICES: Final = 100_000

PETRA: Final = 390000017
USER: Final = User(PETRA, "petra@example.com", "not-a-password")

OWN = Application("MOCKOWNACCOUNT000001", "mock-own-account-secret", name="Own account", user_id=PETRA)
CONSENT = Application(
    "MOCKCONSENT000000001",
    "mock-consent-secret",
    grant=AUTHORIZATION_CODE,
    redirect_uri=REDIRECT_URI,
    name="Signoff example application",
    user_id=PETRA,
)
NARROW = Application(
    "MOCKNARROW0000000001",
    "mock-narrow-secret",
    rights=frozenset({"profile", "contact"}),
    name="Contacts only",
    user_id=PETRA,
)


@define(init=False, eq=False)
class SmartBusinessMock(StandIn):
    """A stateful stand-in for SmartBusiness, in memory.

    `seed` fixes ids, tokens and request ids; with a ManualClock every answer repeats to the byte. `clock` gives wall
    time and spans (the system's unless given).

    Switches for what the documents leave open:

    * `requests_per_period`, `period_seconds`: pace per address before 429; the examples suggest 1000 in 3600 seconds.
    * `token_lifetime`, `code_lifetime`: seconds that an access token and an authorization code are valid.
    * `clients`: registered applications. The first is `credentials`; the first for users' consent `consent_client`.
    * `refuse_read_only`: members that the server sets are refused in a body (1104) and not passed over.
    * `five_centimes`: totals of documents are rounded to 0.05, as an account can be set.
    * `mark_sent`: sending a draft makes it sent.
    * `scope_refusal`: a missing scope is refused with 403 and no body ("permission"), or with 400 ("oauth").
    * `explain`: refusals name the requirement row that they enforce in the header X-Signoff-Requirement.
    * `body_limit`: longest accepted body in bytes.

    `invoices` says how many made-up invoices the account begins with, see `seed_invoices`.

    What can be switched while it runs stands in `switches`: offline mode, limits and features of the plan.

    Raises ValueError for a switch out of its range.
    """

    engine: SmartBusinessEngine
    app: AsgiApp
    seed: int
    invoices: int
    clients: tuple[Application, ...] = field(repr=False)

    def __init__(
        self,
        seed: int = 0,
        clock: Clock | None = None,
        *,
        requests_per_period: int = 1000,
        period_seconds: float = 3600.0,
        token_lifetime: int = 43_200,
        code_lifetime: float = 600.0,
        clients: Iterable[Application] = (OWN, CONSENT, NARROW),
        refuse_read_only: bool = False,
        five_centimes: bool = False,
        mark_sent: bool = True,
        scope_refusal: ScopeRefusal = "permission",
        explain: bool = True,
        body_limit: int = 10 * 1024 * 1024,
        invoices: int = 0,
    ) -> None:
        if code_lifetime < 0:
            raise ValueError("spans of time are 0 seconds or more")
        if not 0 <= invoices <= MOST_INVOICES:
            raise ValueError(f"invoices is 0 or more, and {MOST_INVOICES} at most")
        if scope_refusal not in {"permission", "oauth"}:
            raise ValueError(f"scope_refusal is permission or oauth, not {scope_refusal!r}")
        self.seed = seed
        self.clients = tuple(clients)
        self.invoices = invoices
        going = controlled(clock)
        identities = Identities(seed, "smartbusiness")
        master = read_master_data()
        tables = read_tables()
        office = TokenOffice(self.clients, going, identities, token_lifetime)
        grants = Grants(office, going, identities, code_lifetime)
        periods = Periods(requests_per_period, period_seconds)
        rules = Rules(refuse_read_only, five_centimes, mark_sent)
        router, switches = Router(build_routes(tables)), Switches()

        def make(names: Identities) -> SmartBusinessEngine:
            engine = SmartBusinessEngine(
                state=State(Store(tables, going, names), rules, master["company"], switches),
                router=router,
                base_path=BASE_PATH,
                host=HOST,
                clock=going,
                identities=names,
                periods=periods,
                tokens=TokenEndpoint(grants),
                consent=ConsentPages(grants, USER, f"{BASE_PATH}{DECISION}"),
                scope_refusal=scope_refusal,
                explained=EXPLAINED if explain else None,
            )
            with engine.state.store.lock:
                put_in(engine.state)
            return engine

        def put_in(state: State) -> None:
            fill(state.store, master)
            make_invoices(state, invoices)

        self.engine = make(identities)
        self.app = AsgiApp(self.engine, body_limit)
        self.front.controlling = partial(
            _control, self, make, put_in, frozenset(each["id"] for each in master["users"])
        )

    @property
    def clock(self) -> Clock:
        """The clock that all of the mock goes by: the ManualClock that it was made with, if that was one."""
        return given(self.engine.clock)

    @property
    def switches(self) -> Switches:
        """What can be switched while the mock runs."""
        return self.engine.state.switches

    @property
    def store(self) -> Store:
        """What the mock remembers."""
        return self.engine.state.store

    @property
    def tokens(self) -> TokenOffice:
        """Who issues and revokes access tokens."""
        return self.engine.tokens.grants.office

    @property
    def grants(self) -> Grants:
        """Codes and refresh tokens."""
        return self.engine.tokens.grants

    @property
    def routes(self) -> tuple[Route, ...]:
        """Everything that is served with an access token."""
        return self.engine.router.routes

    @property
    def user(self) -> User:
        """Who can sign in on the consent page."""
        return self.engine.consent.user

    @property
    def outbox(self) -> tuple[tuple[str, str, int], ...]:
        """What was sent lately: how (post, email), what kind of document, its id."""
        return tuple(self.engine.state.outbox)

    @property
    def first_call(self) -> str:
        """See StandIn."""
        return "/contacts?limit=10"

    def base_url(self, origin: str = ORIGIN) -> str:
        """The address of the API when the mock stands at `origin` (scheme, host and port)."""
        return f"{origin}{BASE_PATH}"

    def token_url(self, origin: str = ORIGIN) -> str:
        """The address of the token endpoint when the mock stands at `origin`."""
        return f"{origin}{BASE_PATH}{TOKENS}"

    def authorize_url(self, origin: str = ORIGIN) -> str:
        """The address of the consent page when the mock stands at `origin`."""
        return f"{origin}{BASE_PATH}{AUTHORIZE}"

    def environment(self, origin: str = ORIGIN) -> "SmartBusinessEnvironment":
        """The environment to hand to a client. The default origin is reserved and resolves nowhere: a client that
        forgets the transport reaches nobody."""
        from signoff.smartbusiness import SmartBusinessEnvironment

        return SmartBusinessEnvironment.custom(base_url=self.base_url(origin), name="mock")

    def variables(self, origin: str = ORIGIN) -> Mapping[str, str]:
        """The environment variables that point `SmartBusiness.from_env()` at this mock."""
        return self.variables_of("SMARTBUSINESS", base_url=self.base_url(origin))

    @property
    def consent_client(self) -> Application:
        """The first client that users consent to. Raises LookupError when there is none."""
        return client_where(self.clients, lambda client: client.grant == AUTHORIZATION_CODE)

    @property
    def consent_credentials(self) -> "ClientCredentials":
        """The credentials of `consent_client`."""
        return credentials_of(self.consent_client)

    def consent(self, url: str, *, approve: bool = True) -> str:
        """Do what the user does on the consent page at `url`; the address that the browser is sent to.

        Raises ValueError when there is no page to decide on.
        """
        page = self.engine.answer(Request("GET", urlsplit(url).path, urlsplit(url).query, address="user"))
        redirected = page.header("Location")
        if redirected is not None:
            return redirected
        form = _Form()
        form.feed(page.body.decode())
        body = urlencode({**form.values, "decision": "approve" if approve else "deny"}).encode()
        headers = (("Content-Type", "application/x-www-form-urlencoded"),)
        answer = self.engine.answer(Request("POST", f"{BASE_PATH}{DECISION}", "", headers, body, "user"))
        location = answer.header("Location")
        if location is None:
            raise ValueError("the consent page refuses the request; check client_id and redirect_uri")
        return location

    def seed_invoices(self, count: int) -> list[int]:
        """Make so many invoices, fast. Their ids, in the order of their numbers."""
        return make_invoices(self.engine.state, count)

    def refresh_database(self) -> None:
        """Go back to the account as it was at first. Tokens stay valid."""
        self.control.refresh()

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes."""
        return self.store.snapshot()


def make_invoices(state: State, count: int) -> list[int]:
    """Make so many invoices of the one user. Their ids, in the order of their numbers."""
    return seed_invoices(state, count, USER.id, state.store.identities.seed)


def _control(
    mock: SmartBusinessMock,
    make: Callable[[Identities], SmartBusinessEngine],
    put_in: Callable[[State], None],
    users: frozenset[int],
) -> "Control":
    from .control import control_of

    return control_of(mock, make, put_in, users)


class _Form(HTMLParser):
    """The values of a page's inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name:
            self.values[name] = given.get("value") or ""
