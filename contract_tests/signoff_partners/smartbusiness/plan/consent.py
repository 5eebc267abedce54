"""A user's consent in the browser, and refresh tokens that work once.

Only the mock can be asked for consent without a person: its page is filled in here. Elsewhere these checks are left out.
"""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from attrs import evolve

from signoff import SignoffError
from signoff.consent_errors import ConsentFailed
from signoff.smartbusiness import SmartBusiness, UserAccount
from signoff.token_store import MemoryTokenStore, StoredGrant
from signoff_contract.suite.access import FORM, TOKEN_PROBE, ask_token
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import LeftOut, Skip
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL
from signoff_contract.traffic.exchange import Exchange

from .context import SmartBusinessContext
from .wire import asked, object_of

ANOTHER = "another user's account"
"""What is done for a user who consents, beside the account that the run works on."""
SCOPES = ("profile", "contact")
APPROVED = tuple(f"SMB-OAUTH-{number:03}" for number in (1, 2, 5, 6, 7, 8, 9, 10, 20, 21, 22))


CHECKS = Checks()


class _Page(HTMLParser):
    """Where a page's form goes, and what stands in its inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.action = given.get("action") or ""
        elif tag == "input" and given.get("name"):
            self.values[str(given["name"])] = given.get("value") or ""


def user_client(context: SmartBusinessContext, store: MemoryTokenStore) -> SmartBusiness:
    """A client for the account of a user who consents. Raises LeftOut where nobody can."""
    mock = context.target.mock
    if mock is None:
        raise LeftOut("takes a user who consents in a browser; only the mock's page can be filled in without one")
    return SmartBusiness(
        mock.consent_credentials,
        UserAccount(store, mock.consent_client.redirect_uri, SCOPES),
        context.target.environment,  # type: ignore[arg-type]
        transport=context.setup.transport,
        clock=context.target.clock,
        sleep=context.sleep,
        random=context.setup.random,
        permits=context.header_permits,
    )


@CHECKS.story(
    "smartbusiness.consent.approve",
    "A user consents; the code brings tokens; each refresh token works once",
    verifies=APPROVED,
)
def approve(context: SmartBusinessContext) -> None:
    """From the page to tokens, through the client; then its renewal, and the spent refresh token once more."""
    store = MemoryTokenStore()
    with user_client(context, store) as client:
        begun = client.consent.begin()
        judge_request(context, begun.url, begun.state)
        page, back = decide(context, f"{begun.url}&approval_prompt=auto", "approve")
        context.expect("SMB-OAUTH-001", page.status == 200 and is_page(page), f"{page.status} without a page", page)
        context.expect_status("SMB-OAUTH-010", page, 200, told="an unknown key in the query")
        address = back.response_headers.get("location") or ""
        given = asked(address)
        fits = back.status in {302, 303} and bool(given.get("code")) and given.get("state") == begun.state
        context.expect(
            "SMB-OAUTH-002", fits, f"after consent {back.status} without code and the state that was sent", back
        )
        judge_state(context, client, address)
        if not fits:
            raise Skip("no code came back")
        with context.deliberately(ANOTHER), context.since() as made:
            client.consent.finish(address, state=begun.state)
        if not made:
            raise Skip("the code was not exchanged")
        exchanged = made[-1]
        body = object_of(exchanged)
        context.expect(
            "SMB-OAUTH-005",
            all(isinstance(body.get(name), str) and body[name] for name in ("access_token", "refresh_token")),
            "the code brought no pair of access and refresh token",
            exchanged,
        )
        first = load(store)
        renewed = renew(context, store, first)
        judge_spent(context, first, renewed, given["code"])


def decide(context: SmartBusinessContext, url: str, decision: str) -> tuple[Exchange, Exchange]:
    """What the user does: opens the page, and presses one of its buttons."""
    page = context.send(NO_TOKEN, "GET", url, {"Accept": "text/html"})
    form = _Page()
    form.feed(page.response_body.decode("utf-8", "replace"))
    if not form.action:
        raise Skip("the page has no form to decide with")
    content = urlencode({**form.values, "decision": decision}).encode()
    headers = {"Accept": "text/html", "Content-Type": FORM}
    return page, context.send(NO_TOKEN, "POST", urljoin(url, form.action), headers, content=content)


def is_page(exchange: Exchange) -> bool:
    """Whether an answer is HTML."""
    return (exchange.response_headers.get("content-type") or "").startswith("text/html")


def judge_request(context: SmartBusinessContext, url: str, state: str) -> None:
    """The introducer's side: everything that the page needs, and a state nobody can guess."""
    mock = context.target.mock
    wanted = {
        "response_type": "code",
        "client_id": mock.consent_credentials.client_id if mock else "",
        "redirect_uri": mock.consent_client.redirect_uri if mock else "",
        "scope": " ".join(SCOPES),
        "state": state,
    }
    context.expect(
        "SMB-OAUTH-022",
        parse_qs(urlsplit(url).query) == {name: [value] for name, value in wanted.items()},
        "the address of the consent page lacks something or has more than it should",
    )


def judge_state(context: SmartBusinessContext, client: SmartBusiness, address: str) -> None:
    """Coming back with another state is refused, and nothing is sent."""
    with context.since() as made:
        try:
            client.consent.finish(address, state=f"other-{context.tag}")
            refused = False
        except ConsentFailed:
            refused = True
    context.expect(
        "SMB-OAUTH-020", refused and not made, "a redirect with another state than the one sent was followed", *made
    )


def load(store: MemoryTokenStore) -> StoredGrant:
    """The consent in the store. Raises Skip when there is none."""
    lease = store.lease()
    lease.acquire()
    try:
        grant = lease.load()
    finally:
        lease.release()
    if grant is None:
        raise Skip("the store has no consent")
    return grant


def renew(context: SmartBusinessContext, store: MemoryTokenStore, first: StoredGrant) -> StoredGrant:
    """Lets the access token pass for expired, so that the client's next call renews it."""
    lease = store.lease()
    lease.acquire()
    try:
        lease.save(evolve(first, expires_at=context.clock.now().timestamp() - 1))
    finally:
        lease.release()
    with user_client(context, store) as later, context.deliberately(ANOTHER), context.since() as made:
        try:
            worked = later.profile.get().status == 200
        except SignoffError:
            worked = False
    tokens = [exchange for exchange in made if exchange.kind == "token"]
    now = load(store)
    fresh = now.access_token != first.access_token and now.refresh_token not in {"", first.refresh_token}
    context.expect("SMB-OAUTH-007", fresh, "a refresh brought no new pair of tokens", *tokens)
    context.expect("SMB-OAUTH-009", worked, "the renewed access token was not accepted", *made)
    return now


def judge_spent(context: SmartBusinessContext, first: StoredGrant, renewed: StoredGrant, code: str) -> None:
    """Neither a spent refresh token nor a spent code brings anything; the introducer sent each once."""
    mock = context.target.mock
    sent = [
        object_of_request(exchange).get("refresh_token")
        for exchange in context.exchanges
        if exchange.kind == "token" and TOKEN_PROBE not in exchange.labels
    ]
    spent = [token for token in sent if token]
    context.expect(
        "SMB-OAUTH-021",
        len(spent) == len(set(spent)) and spent != [] and renewed.refresh_token not in spent,
        "a refresh token was sent more than once",
    )
    credentials = mock.consent_credentials if mock else None
    again = ask_token(
        context, form=False, credentials=credentials, grant_type="refresh_token", refresh_token=first.refresh_token
    )
    context.expect(
        "SMB-OAUTH-008",
        again.status in {400, 401} and "access_token" not in object_of(again),
        f"a refresh token that was used before was answered with {again.status}",
        again,
    )
    uri = mock.consent_client.redirect_uri if mock else ""
    twice = ask_token(
        context, form=False, credentials=credentials, grant_type="authorization_code", code=code, redirect_uri=uri
    )
    context.expect(
        "SMB-OAUTH-006",
        twice.status in {400, 401} and "access_token" not in object_of(twice),
        f"a code that was used before was answered with {twice.status}",
        twice,
    )


def object_of_request(exchange: Exchange) -> dict[str, object]:
    """The members of a token request."""
    if (exchange.request_headers.get("content-type") or "").startswith(FORM):
        return {name: values[0] for name, values in parse_qs(exchange.request_body.decode()).items()}
    body = exchange.request_json()
    return body if isinstance(body, dict) else {}


@CHECKS.story("smartbusiness.consent.deny", "A user says no", verifies=("SMB-OAUTH-004",))
def deny(context: SmartBusinessContext) -> None:
    """The other button."""
    with user_client(context, MemoryTokenStore()) as client:
        begun = client.consent.begin()
    _, back = decide(context, begun.url, "deny")
    given = asked(back.response_headers.get("location") or "")
    fits = given.get("error") == "access_denied" and given.get("state") == begun.state and "code" not in given
    context.expect(
        "SMB-OAUTH-004", fits, f"a denial was answered with {back.status} without error=access_denied and state", back
    )


@CHECKS.story(
    "smartbusiness.consent.foreign-redirect",
    "The browser is sent to no address but the registered one",
    verifies=("SMB-OAUTH-003",),
)
def redirect_elsewhere(context: SmartBusinessContext) -> None:
    """The address to come back to is not the registered one."""
    with user_client(context, MemoryTokenStore()) as client:
        begun = client.consent.begin()
    query = {**asked(begun.url), "redirect_uri": "https://attacker.example.com/callback"}
    address = f"{begun.url.split('?')[0]}?{urlencode(query)}"
    with context.deliberately(UNDESCRIBED_CALL):
        page = context.send(NO_TOKEN, "GET", address, {"Accept": "text/html"})
    location = page.response_headers.get("location") or ""
    offered = is_page(page) and b"<form" in page.response_body.lower()
    context.expect(
        "SMB-OAUTH-003",
        "attacker.example.com" not in location and not offered,
        f"{page.status}: the page is offered, or sends the browser to an address that is not registered",
        page,
    )
