"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from signoff_contract.suite import observers, usage
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.conduct import outside_base
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, NO_VERSION, STALE_VERSION, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.exchange import Exchange

from .context import SieSmartContext, observing
from .observed import LIMIT, TRACE
from .offers import listed, rows
from .precheck import TOO_EARLY

DELIBERATE = (NO_TOKEN, WRONG_TOKEN, NO_VERSION, STALE_VERSION, UNDESCRIBED_CALL)


def created_id(context: SieSmartContext, exchange: Exchange) -> str | None:
    """The id of the proposal that an exchange created, under whatever name the answer has it."""
    return context.created.get(exchange.number)


CHECKS = Checks(around=observing)
"""The observers of the introducer."""

CHECKS.shared(
    "siesmart.conduct",
    ("token-reused", "A token is used again", "SIE-AUTH-012", observers.token_reused),
    ("token-lifetime", "No token is used beyond expires_in", "SIE-AUTH-013", usage.token_lifetime),
    ("token-in-header", "The token goes in the header, and nowhere else", "SIE-AUTH-014", usage.token_in_header),
    ("token-opaque", "The token is sent as it was granted", "SIE-AUTH-015", usage.token_opaque),
    ("token-at-home", "Token and secret go to their own address only", "SIE-AUTH-016", observers.token_stays_home),
    ("secrets-kept", "Neither secret nor token is in what is kept of the run", "SIE-AUTH-017", usage.secrets_kept),
    ("tls", "Every request goes over TLS", "SIE-ENV-002", observers.https_only),
    (
        "trace-kept",
        "The client keeps every request identifier",
        "SIE-TRACE-006",
        partial(usage.trace_kept, header=TRACE),
    ),
    ("bodies", "Request bodies are JSON and hold to the description", "SIE-DATA-008", usage.request_bodies),
    (
        "newest-version",
        "Every change rests on the newest version",
        "SIE-ETAG-031",
        partial(observers.newest_version_sent, resource="proposal-id", created=created_id),
    ),
    ("pace", "Never more than 100 requests a minute", "SIE-RATE-004", partial(observers.pace_kept, limit=LIMIT)),
)


MASTER = ("SIE-CERT-003", "SIE-CERT-004", "SIE-CERT-005")


@CHECKS.observer("siesmart.conduct.token-request", "Tokens are asked for as documented", verifies=("SIE-AUTH-011",))
def token_request(context: SieSmartContext) -> None:
    """POST of the documented JSON object; what asks otherwise on purpose is no request of the client's."""
    scheme = context.description.document["components"]["securitySchemes"]["siesmart"]
    audience = scheme["x-token-audience"]
    judged = [exchange for exchange in context.exchanges if exchange.kind == "token" and not exchange.labels]
    problems = []
    for exchange in judged:
        body = exchange.request_json()
        fits = (
            exchange.method == "POST"
            and (exchange.request_headers.get("content-type") or "").startswith("application/json")
            and isinstance(body, dict)
            and set(body) == {"audience", "grant_type", "client_id", "client_secret"}
            and body["audience"] == audience
            and body["grant_type"] == "client_credentials"
        )
        if not fits:
            problems.append(Problem(exchange, "is not the documented token request"))
    settle(context, "SIE-AUTH-011", judged, problems)


@CHECKS.observer("siesmart.conduct.addresses", "Addresses are base, version and endpoint", verifies=("SIE-ENV-001",))
def addresses(context: SieSmartContext) -> None:
    """Every request goes below the environment's base address, whose last segment is the version."""
    judged = requests(context)
    settle(context, "SIE-ENV-001", judged, outside_base(context, judged, "v1"))


@CHECKS.observer(
    "siesmart.conduct.own-proposals", "Only proposals of this run are worked on", verifies=("SIE-ENV-004",)
)
def own_proposals(context: SieSmartContext) -> None:
    """Every proposal that is named was created in this run (one that cannot exist excepted)."""
    created = set(context.created.values())
    judged, problems = [], []
    for exchange in requests(context, without=[UNDESCRIBED_CALL]):
        named = re.match(r"/proposals/(\d+)", exchange.path)
        if named:
            judged.append(exchange)
            if named[1] not in created:
                problems.append(Problem(exchange, "names a proposal that this run did not create"))
    settle(context, "SIE-ENV-004", judged, problems)


@CHECKS.observer("siesmart.conduct.test-data", "Made-up proposals stay out of production", verifies=("SIE-ENV-005",))
def no_made_up_data_in_production(context: SieSmartContext) -> None:
    """No proposal was created in production."""
    created = [exchange for exchange in requests(context) if exchange.operation_id == "proposals_create"]
    live = created if context.target.name == "live" else []
    shown = created or requests(context)[:1]
    settle(
        context,
        "SIE-ENV-005",
        shown,
        [Problem(exchange, "creates a made-up proposal in production") for exchange in live],
    )


@CHECKS.observer(
    "siesmart.conduct.precondition", "Every change carries If-Match, no creation does", verifies=("SIE-ETAG-030",)
)
def precondition(context: SieSmartContext) -> None:
    """If-Match on every change, and on no creation."""
    observers.precondition_sent("SIE-ETAG-030")(context)
    created = [exchange for exchange in requests(context) if exchange.operation_id == "proposals_create"]
    settle(
        context,
        "SIE-ETAG-030",
        created,
        [Problem(each, "is a creation with If-Match") for each in created if each.request_headers.get("if-match")],
    )


@CHECKS.observer("siesmart.conduct.version-as-received", "Entity tags go back as they came", verifies=("SIE-ETAG-032",))
def version_as_received(context: SieSmartContext) -> None:
    """Each If-Match is, byte for byte, an ETag that was received."""
    received: set[str] = set()
    judged, problems = [], []
    for exchange in context.exchanges:
        sent = exchange.request_headers.get("if-match")
        if sent is not None and not set(DELIBERATE) & set(exchange.labels):
            judged.append(exchange)
            if sent not in received:
                problems.append(Problem(exchange, "sends an entity tag that no answer had in these bytes"))
        if (tag := exchange.response_headers.get("etag")) is not None:
            received.add(tag)
    settle(context, "SIE-ETAG-032", judged, problems)


def _sent_bodies(context: SieSmartContext, *operations: str) -> Iterator[tuple[str, Exchange, dict[str, Any]]]:
    """The bodies of some operations that were meant, with the operation; a creation may have been made elsewhere."""
    for exchange in requests(context):
        created = exchange.number in context.created
        operation = "proposals_create" if created else exchange.operation_id
        if operation in operations and (created or not set(DELIBERATE) & set(exchange.labels)):
            body = exchange.request_json()
            if isinstance(body, dict):
                yield str(operation), exchange, body


@CHECKS.observer(
    "siesmart.conduct.booleans", "Submissions carry all three booleans", verifies=("SIE-DEC-022", "SIE-DEC-023")
)
def booleans(context: SieSmartContext) -> None:
    """All three booleans on every submission; credit data for the United States only."""
    names = ("siemensMayContactCustomer", "siemensMayRequestCreditData", "prelease")
    judged, missing, abroad = [], [], []
    for _, exchange, sent in _sent_bodies(context, "decision_request"):
        body = context.dialect.plain(sent)
        judged.append(exchange)
        if not all(isinstance(body.get(name), bool) for name in names):
            missing.append(Problem(exchange, "lacks one of the three booleans"))
        story = next((each for each in (context.steps, context.whole) if _names(exchange, each.proposal_id)), None)
        if body.get("siemensMayRequestCreditData") is True and (story is None or story.country != "US"):
            abroad.append(Problem(exchange, "asks for credit data outside the United States"))
    settle(context, "SIE-DEC-022", judged, missing)
    settle(context, "SIE-DEC-023", judged, abroad)


def _names(exchange: Exchange, proposal_id: int | None) -> bool:
    return proposal_id is not None and exchange.path.startswith(f"/proposals/{proposal_id}/")


@CHECKS.observer("siesmart.conduct.clean-check", "Submissions follow a clean pre-check", verifies=("SIE-DEC-024",))
def clean_check(context: SieSmartContext) -> None:
    """Each submission that is meant comes after a pre-check that allowed it, with no change between."""
    allowed: dict[str, bool] = {}
    judged, problems = [], []
    for exchange in context.exchanges:
        named = re.match(r"/proposals/(\d+)", exchange.path)
        if named is None:
            continue
        number = named[1]
        if exchange.operation_id == "decision_check" and exchange.status == 200:
            body = exchange.json()
            allowed[number] = isinstance(body, dict) and body.get("requestAllowed") is True
        elif exchange.operation_id == "decision_request" and not {TOO_EARLY, *DELIBERATE} & set(exchange.labels):
            judged.append(exchange)
            if not allowed.get(number):
                problems.append(Problem(exchange, "submits without a clean pre-check of this version"))
        elif number in allowed and exchange.method != "GET" and exchange.status is not None and exchange.status < 300:
            allowed[number] = False
    if not allowed and judged:
        # The pre-check is an optional step; where it stands is our proposal.
        context.skip("SIE-DEC-024", "there is no pre-check where the description proposes it", *judged)
        return
    settle(context, "SIE-DEC-024", judged, problems)


@CHECKS.observer(
    "siesmart.conduct.master-data", "Offices, contacts, codes and price lists are the office's own", verifies=MASTER
)
def master_data(context: SieSmartContext) -> None:
    """Everything chosen from master data is the office's own."""
    judged: dict[str, list[Exchange]] = {requirement: [] for requirement in MASTER}
    wrong: dict[str, list[Problem]] = {requirement: [] for requirement in MASTER}
    for operation, exchange, body in _sent_bodies(
        context, "proposals_create", "assets_add", "assets_replace", "calculation_attach"
    ):
        story = next((each for each in (context.steps, context.whole) if _names(exchange, each.proposal_id)), None)
        office = context.offices.get(body.get("officeId") or (story.office_id if story else None) or -1)
        if operation == "proposals_create":
            contact = body.get("salesContactId")
            known = office is not None and (contact is None or contact in {each["id"] for each in office.contacts})
            judged["SIE-CERT-003"].append(exchange)
            if not known:
                wrong["SIE-CERT-003"].append(
                    Problem(exchange, "names an office or a sales contact that was not listed")
                )
        codes = [
            asset.get("assetIacCode")
            for asset in (*body.get("assets", ()), *([body] if "assetIacCode" in body else ()))
        ]
        if codes:
            judged["SIE-CERT-004"].append(exchange)
            if office is None or not set(codes) <= set(office.codes):
                wrong["SIE-CERT-004"].append(Problem(exchange, "names an asset code that the office does not list"))
        sheet = body.get("sheet") or body.get("calculation", {}).get("sheet")
        if sheet:
            judged["SIE-CERT-005"].append(exchange)
            if office is None or not _of_configuration(sheet, office.configuration):
                wrong["SIE-CERT-005"].append(Problem(exchange, "calculates with values that the office does not list"))
    for requirement in MASTER:
        settle(context, requirement, judged[requirement], wrong[requirement])


def _of_configuration(sheet: dict[str, Any], configuration: dict[str, Any]) -> bool:
    def fits(value: Any, choices: list[Any]) -> bool:
        # What the configuration does not list was not chosen from it.
        return value in choices if choices else True

    def ids(member: str) -> list[Any]:
        return [each["id"] for each in rows(configuration, member)]

    return (
        bool(configuration)
        and fits(sheet.get("introducerPricelistId"), ids("pricelists"))
        and fits(sheet.get("marketProductId"), ids("marketProducts"))
        and fits((sheet.get("paymentMethod") or {}).get("id"), ids("paymentMethods"))
        and fits(sheet.get("term"), listed(configuration, "terms"))
    )


@CHECKS.observer(
    "siesmart.conduct.complete-creation", "A creation with everything lacks nothing", verifies=("SIE-CERT-006",)
)
def complete_creation(context: SieSmartContext) -> None:
    """The all-in-one creation has contact, customer, assets and calculation."""
    needed = ("officeId", "customer", "assets", "calculation")
    judged, problems = [], []
    for _, exchange, body in _sent_bodies(context, "proposals_create"):
        body = context.dialect.plain(body)  # noqa: PLW2901 - in the names that the plan knows
        if "assets" not in body:
            continue
        judged.append(exchange)
        lacking = [name for name in needed if not body.get(name)]
        office = context.offices.get(body.get("officeId") or -1)
        if office is not None and office.contacts and not body.get("salesContactId"):
            lacking.append("salesContactId")
        if lacking:
            problems.append(Problem(exchange, f"lacks {', '.join(lacking)}"))
    settle(context, "SIE-CERT-006", judged, problems)
