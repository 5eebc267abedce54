"""Sales orders. What their members mean is documented; the path, most names and the answer are proposed.

So an order that is refused may be our own mistake. Until one was accepted in the proposed form, nothing else about
orders can be exercised; and what is refused after that is for review, because a name may still be another. On our own
mock there is no such excuse.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip, is_refusal
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import Outcome
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import told

from .context import CREATE_ORDER, Json, SimutekContext

UNKNOWN_BUYER = "unknown buyer"
OBSOLETE_MEMBER = "obsolete member"
PROMISED = "promised-date"
UNDESCRIBED_MEMBER = "signoffUndescribedMember"
NO_SUCH_PATH = frozenset({404, 405, 501})
NOT_ACCEPTED = frozenset({400, 422})


CHECKS = Checks()
"""The checks of orders that are taken, and of an unknown buyer."""

PROPOSED = Checks()
"""The checks of what no document says."""


def _row(number: int) -> str:
    return f"SIM-ORDER-{number:03}"


def _rows(*numbers: int) -> tuple[str, ...]:
    return tuple(map(_row, numbers))


# Orders, by the roles of their members.


def minimal(context: SimutekContext, **roles: Any) -> Json:
    """An order for the first customer with one row; more members by their roles, `...` leaves one out."""
    row = {context.row["quantity"]: 100, context.row["row-description"]: f"Provtryck {context.values.tag}"}
    values = {**context.found.demanded, "buyer": context.own_customer()["number"], "rows": [row], **roles}
    named = {context.order[role.replace("_", "-")]: value for role, value in values.items()}
    return {name: value for name, value in named.items() if value is not ...}


def complete(context: SimutekContext) -> Json:
    """The example of the description without its promised date, for the first customer and with values of this run."""
    own = {
        "buyer": context.own_customer()["number"],
        "order-name": f"Provorder {context.values.tag}",
        "purchase-order-number": reference(context),
        "language": "sv",
        "currency": "SEK",
    }
    made = {**_example(context), **{context.order[role]: value for role, value in own.items()}}
    made.pop(context.order[PROMISED], None)
    return made


def _example(context: SimutekContext) -> Json:
    found: Json = context.description.operation(CREATE_ORDER).bodies[0].example or {}
    return found


def reference(context: SimutekContext) -> str:
    """The buyer's purchase order number in this run."""
    return f"PO-{context.values.tag}"


def place(context: SimutekContext, body: Json) -> Outcome[Any]:
    """Places an order through the client, and remembers it with its number."""
    outcome = context.attempt(lambda client: client.sales_orders.create(context.model(CREATE_ORDER, body)))
    remember(context, outcome.exchange)
    return outcome


def send(context: SimutekContext, label: str, body: Json) -> Exchange:
    """Sends an order that the client is not to send."""
    exchange = context.probe(label, "POST", context.path(CREATE_ORDER), body)
    remember(context, exchange)
    return exchange


def remember(context: SimutekContext, exchange: Exchange) -> None:
    """Keeps an order that was taken."""
    if exchange.status is not None and 200 <= exchange.status < 300:
        context.found.orders.append((exchange, number_in(context, exchange)))


def number_in(context: SimutekContext, exchange: Exchange) -> str | None:
    """The number that an answer gives the order, under the proposed name; None when it gives none."""
    try:
        body = told(exchange)
    except Malformed:
        return None
    number = body.get(context.created.get("order-number", "")) if isinstance(body, dict) else None
    return number if isinstance(number, str) and number else None


def with_extra(
    context: SimutekContext, send_body: Callable[[Json], Exchange], body: Json, extra: Json
) -> tuple[Exchange, Exchange]:
    """Sends an order with something extra and, only if that is refused, again without: both answers.

    One request instead of two where the extra is accepted; where it is, both answers are the same.
    """
    together = send_body({**body, **extra})
    if context.is_mock or (together.status is not None and together.status < 300):
        return together, together
    return send_body(body), together


def accepted(exchange: Exchange) -> bool:
    """Whether the order was taken."""
    return exchange.status is not None and 200 <= exchange.status < 300


# Checks.


@CHECKS.story(
    "simutek.orders.minimal", "An order with a buyer and a row is taken", verifies=_rows(1, 2, 3, 4, 9, 13, 17)
)
def place_minimal(context: SimutekContext) -> None:
    """The least that an order can be. It shows whether the server knows path and names at all."""
    context.need_test_system()
    body, context.found.knows_orders = minimal(context), None
    outcome = place(context, body)
    exchange, taken = outcome.exchange, outcome.accepted
    context.found.knows_orders = taken
    context.found.too_little = exchange if outcome.status in NOT_ACCEPTED else None
    known = taken or outcome.status not in NO_SUCH_PATH
    path = context.path(CREATE_ORDER)
    context.expect(_row(1), known, f"{outcome.told}: the server may not know the path {path}", exchange)
    if not known and not context.is_mock:
        raise Skip("the server does not know the proposed path, so what is documented of orders cannot be exercised")
    message = f"an order with a buyer and a row, and nothing else: {outcome.told}, a success was due"
    for row in (2, 9, 13, 17):
        context.expect_meaning(_row(row), taken, message, exchange)
    if taken:
        context.expect(_row(3), outcome.status == 200, f"{outcome.told}, 200 is proposed", exchange)
        number = number_in(context, exchange)
        context.expect(_row(4), number is not None, "the answer holds no number under the proposed name", exchange)


@CHECKS.story(
    "simutek.orders.complete",
    "An order with everything that is described is taken",
    verifies=_rows(2, 9, 13, 15, 17, 20, 21, 22, 23, 24, 25),
)
def place_complete(context: SimutekContext) -> None:
    """Everything that is described but the obsolete date. A day is promised of which only the form is proposed.

    Without an answer to the first order it is this one that shows whether the server knows the form.
    """
    is_first = context.found.knows_orders is None
    if is_first:
        context.need_test_system()
    elif context.found.too_little is None:
        context.need_orders()
    day = (context.target.clock.now() + timedelta(days=21)).date().isoformat()
    promised = {context.order[PROMISED]: day}
    plain, dated = with_extra(context, lambda sent: place(context, sent).exchange, complete(context), promised)
    if is_first:
        context.found.knows_orders = accepted(plain)
    if not context.is_mock and not context.found.knows_orders and accepted(plain):
        find_demanded(context)
    context.need_orders()
    context.found.knows_languages = accepted(plain)
    message = f"an order with all that is documented was answered with {plain.status}, a success was due"
    for row in (2, 13, 15, 20, 21, 23, 24, 25):
        context.expect_meaning(_row(row), accepted(plain), message, plain)
    message = f"an order with a promised date was answered with {dated.status}, a success was due"
    context.expect_meaning(_row(22), accepted(dated), message, dated)


def find_demanded(context: SimutekContext) -> None:
    """The least order was refused and one with everything is taken: which of what can be left out is demanded?

    Once an order is taken with one member more, the name of that member is known, and it is no excuse.
    """
    full = complete(context)
    for role, row in (("order-name", 9), ("purchase-order-number", 13), ("language", 17), ("currency", 17)):
        more = {role: full[context.order[role]]}
        exchange = place(context, minimal(context, **more)).exchange
        if accepted(exchange):
            context.found.knows_orders, context.found.demanded = True, more
            name = context.order[role]
            message = f"an order without {name} was refused, and the same with it taken"
            refused = [] if context.found.too_little is None else [context.found.too_little]
            context.expect(_row(row), False, message, *refused, exchange)
            return


@CHECKS.story("simutek.orders.common-address", "An order that goes to one address is taken", verifies=_rows(15, 26))
def place_with_common_address(context: SimutekContext) -> None:
    """An order in Norwegian that goes to one address. It has the complete one's purchase order number, which is
    judged apart."""
    context.need_orders()
    address = _example(context).get(context.order["deliver-to"])
    body = minimal(context, language="no", deliver_to=address)
    repeated = {context.order["purchase-order-number"]: reference(context)}
    plain, again = with_extra(context, lambda sent: place(context, sent).exchange, body, repeated)
    context.found.repeated = again
    message = f"an order to one address, in Norwegian, was answered with {plain.status}, a success was due"
    judge_language(context, "no", plain, minimal(context, deliver_to=address), _row(26), message)


@PROPOSED.story("simutek.orders.unknown-member", "A member that is not described is ignored", verifies=("SIM-ERR-006",))
def judge_unknown_member(context: SimutekContext) -> None:
    """The order with the obsolete date had a member that is not described."""
    exchange = context.found.with_undescribed
    if exchange is None:
        raise context.lacking("no order with a member that is not described was sent")
    message = f"an order with a member that is not described was answered with {exchange.status}"
    context.expect("SIM-ERR-006", accepted(exchange), message, exchange)


@PROPOSED.story("simutek.orders.repeated-reference", "A purchase order number may come again", verifies=(_row(14),))
def judge_repeated_reference(context: SimutekContext) -> None:
    """The order to one address had a purchase order number that another one had before: it is an order of its own."""
    exchange = context.found.repeated
    if exchange is None or len(context.found.orders) < 2:
        raise context.lacking("no two orders with one purchase order number were sent")
    number = number_in(context, exchange)
    others = [known for other, known in context.found.orders if other is not exchange and known is not None]
    own = accepted(exchange) and (number is None or number not in others)
    message = f"a purchase order number that came before was answered with {exchange.status}, or made no other order"
    context.expect(_row(14), own, message, exchange)


@CHECKS.story("simutek.orders.unknown-buyer", "An order for nobody is refused", verifies=_rows(6))
def order_for_nobody(context: SimutekContext) -> None:
    """An order for a number that nobody has."""
    context.need_orders()
    exchange = send(context, UNKNOWN_BUYER, minimal(context, buyer=context.values.number("0")))
    context.expect_status(_row(6), exchange, 404, told="an order for a number that nobody has")


@CHECKS.story("simutek.orders.no-buyer", "An order that names no buyer is refused", verifies=_rows(7))
def order_without_buyer(context: SimutekContext) -> None:
    """An order that says nothing of its buyer."""
    context.need_orders()
    exchange = send(context, UNDESCRIBED_CALL, minimal(context, buyer=...))
    context.expect(
        _row(7), is_refusal(exchange), f"an order without a buyer was answered with {exchange.status}", exchange
    )


@CHECKS.story("simutek.orders.purchase-date", "The obsolete date of purchase is taken", verifies=_rows(11, 15))
def place_with_purchase_date(context: SimutekContext) -> None:
    """An order in English with the obsolete date. It has a member that is not described, which is judged apart."""
    context.need_orders()
    body = minimal(context, language="en", purchase_date="2020-02-29")
    plain, again = with_extra(
        context, lambda sent: send(context, OBSOLETE_MEMBER, sent), body, {UNDESCRIBED_MEMBER: context.values.tag}
    )
    context.found.with_undescribed = again
    message = f"an order with a date of purchase, in English, was answered with {plain.status}, a success was due"
    judge_language(context, "en", plain, minimal(context, purchase_date="2020-02-29"), _row(11), message)


def judge_language(
    context: SimutekContext, language: str, exchange: Exchange, without: Json, requirement: str, message: str
) -> None:
    """Judges an order in one of the three languages that has something else besides.

    Where it is refused, and the same without a language is not, the language is what was refused. That is no matter of
    a name that we only propose, once an order in another language was taken.
    """
    if not accepted(exchange) and context.found.knows_languages and not context.is_mock:
        again = send(context, OBSOLETE_MEMBER, without)
        if accepted(again):
            told = f"an order in the language {language} is refused with {exchange.status}, and taken without it"
            context.expect(_row(15), False, told, exchange, again)
            context.expect_meaning(requirement, True, message, again)
            return
    for row in (_row(15), requirement):
        context.expect_meaning(row, accepted(exchange), message, exchange)


@PROPOSED.story("simutek.orders.no-rows", "An order without rows is refused", verifies=(_row(8),))
def order_without_rows(context: SimutekContext) -> None:
    """An order of nothing."""
    context.need_orders()
    exchange = send(context, UNDESCRIBED_CALL, minimal(context, rows=[]))
    context.expect_status(_row(8), exchange, 400, told="an order without rows")


@PROPOSED.story("simutek.orders.unknown-language", "Another language is refused", verifies=(_row(16),))
def order_in_unknown_language(context: SimutekContext) -> None:
    """An order in Finnish."""
    context.need_orders()
    exchange = send(context, UNDESCRIBED_CALL, minimal(context, language="fi"))
    context.expect_status(_row(16), exchange, 400, told="an order in the language fi")
