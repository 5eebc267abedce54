"""Invoices: what they come to, what is paid of them, their number and their reference."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from attrs import frozen

from signoff.smartbusiness import With
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import Outcome, shares_rows
from signoff_contract.traffic.exchange import Exchange

from . import life
from .bodies import DAY, DUE, LATER, PAID, document, position, recipient
from .codes import judge_taken
from .context import Life, SmartBusinessContext
from .documents import ask_for_status
from .kinds import BY_NAME
from .wire import item_of, object_of

ODD = "the invoice whose cents are odd"
CENT, FIVE_CENTIMES = Decimal("0.01"), Decimal("0.05")
_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


BILLS = Checks(around=shares_rows)
OPEN = Checks()
PAYMENT = Checks(around=shares_rows)
"""They need an invoice that is open."""

# What the reference says that documents come to. Everything in decimals.


@frozen
class Sums:
    """What lines come to, each rounded, and the sum before rounding."""

    lines: tuple[Decimal, ...]
    exact: Decimal

    def document(self, step: Decimal = CENT) -> Decimal:
        """The document's total, rounded to cents or to five centimes."""
        return rounded(self.exact, step)


def rounded(value: Decimal, step: Decimal = CENT) -> Decimal:
    """To the nearest multiple of a step, half of it upwards."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def work_out(body: Mapping[str, Any]) -> Sums:
    """What a document of normal lines comes to.

    A line is price times amount, with VAT on top unless prices contain it, rounded; the document is the sum of its lines
    before they are rounded. That a line's discount goes off before VAT and the document's off the sum is proposed.
    """
    exact = []
    for line in body["positions"]:
        net = _number(line["price"]) * _number(line["amount"])
        net = _less(net, line.get("discount_rate"), line.get("discount_type"))
        exact.append(net if body.get("vat_included") else net * (1 + _number(line["vat"]) / 100))
    total = _less(sum(exact, Decimal(0)), body.get("discount_rate"), body.get("discount_type"))
    return Sums(tuple(rounded(each) for each in exact), total)


def _number(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _less(value: Decimal, rate: Any, kind: Any) -> Decimal:
    if not rate:
        return value
    return value - _number(rate) if kind == "A" else value * (1 - _number(rate) / 100)


def judge_total(context: SmartBusinessContext, row: str, what: str, total: Any, sums: Sums, *seen: Exchange) -> None:
    """A document's total, to cents; five centimes are a setting of the account and a remark."""
    if isinstance(total, int | Decimal) and total == sums.document(FIVE_CENTIMES) != sums.document():
        context.note(row, f"{what}: the account rounds to five centimes", *seen)
    else:
        fits = isinstance(total, int | Decimal) and total == sums.document()
        context.expect(row, fits, f"{what} comes to {total}, {sums.document()} was due", *seen)


def bill(context: SmartBusinessContext, positions: Sequence[Mapping[str, Any]], **changed: Any) -> dict[str, Any]:
    """A small invoice with these lines."""
    notes = f"Geprüft {context.tag}"
    return {
        **recipient(context),
        "due": DUE,
        "currency": "CHF",
        "notes": notes,
        "positions": list(positions),
        **changed,
    }


@BILLS.story(
    "smartbusiness.invoices.identity",
    "An invoice gets a number and a reference of its own; a number is given once",
    verifies=("SMB-INVOICE-020", "SMB-INVOICE-021", "SMB-ERR-013"),
)
def identify(context: SmartBusinessContext) -> None:
    """Number and reference of the invoice; then another with the same number."""
    reading = context.life("invoices").now
    number, reference = reading.item.get("number"), reading.item.get("isr_reference_number")
    context.expect(
        "SMB-INVOICE-020", isinstance(number, str) and bool(number), "no number was given out", reading.exchange
    )
    fits = isinstance(reference, str) and len(reference) == 27 and reference.isdigit() and reference.isascii()
    if life.has_slip(reading.item):
        context.expect(
            "SMB-INVOICE-021",
            fits and check_digit(str(reference)[:26]) == int(str(reference)[26]),
            "isr_reference_number is not 27 digits with the right check digit",
            reading.exchange,
        )
    else:
        context.skip("SMB-INVOICE-021", "the account has no payment slip, so invoices have no reference")
    body = bill(context, [position(context)], number=number)
    judge_taken(context, context.probe_creation(UNDESCRIBED_CALL, "invoices", "/receivables/invoices", body))


def check_digit(digits: str) -> int:
    """Modulo 10, recursive, as Swiss payment references have it."""
    carry = 0
    for digit in digits:
        carry = _CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10


@BILLS.story(
    "smartbusiness.invoices.totals",
    "What lines and documents come to",
    verifies=(
        "SMB-TOTAL-001",
        "SMB-TOTAL-002",
        "SMB-TOTAL-003",
        "SMB-TOTAL-004",
        "SMB-TOTAL-005",
        "SMB-TOTAL-006",
        "SMB-TOTAL-007",
    ),
)
def add_up(context: SmartBusinessContext) -> None:
    """Lines whose cents add up otherwise than themselves, prices with VAT, discounts of both kinds on both levels."""
    odd = [position(context, price=3.05, amount=1.0, name=f"Posten {index}") for index in range(3)]
    judge_lines(context, bill(context, odd))
    for row, what, lines, changed in (
        ("SMB-TOTAL-003", "prices with VAT", [position(context)], {"vat_included": True}),
        ("SMB-TOTAL-002", "parts of a piece", [position(context, price=19.95, amount=0.375, vat=8.1)], {}),
        ("SMB-TOTAL-002", "a large sum", [position(context, price=99999.95, amount=12.0)], {}),
        ("SMB-TOTAL-002", "nothing and no VAT", [position(context, price=0.0), position(context, vat=0.0)], {}),
        (
            "SMB-TOTAL-003",
            "prices with VAT at two rates",
            [position(context, price=33.33, vat=2.5), position(context, price=0.05, amount=7.0)],
            {"vat_included": True, "currency": "EUR"},
        ),
    ):
        judge_bill(context, row, what, bill(context, lines, **changed))
    reduced = position(context, discount_rate=10.0, discount_type="P")
    judge_bill(context, "SMB-TOTAL-004", "10 % off a line", bill(context, [reduced]))
    two = [position(context), position(context, price=12.35, amount=2.5, vat=2.5)]
    judge_bill(
        context, "SMB-TOTAL-005", "5 % off the document", bill(context, two, discount_rate=5.0, discount_type="P")
    )
    amount = bill(
        context,
        [position(context, discount_rate=4.05, discount_type="A")],
        discount_rate=20.0,
        discount_type="A",
    )
    judge_bill(context, "SMB-TOTAL-006", "amounts off line and document", amount)
    for name in ("invoices", "offers", "order_confirmations", "delivery_notes"):
        if name in context.lives and context.lives[name].readings:
            reading = context.lives[name].now
            judge_total(
                context,
                "SMB-TOTAL-007",
                f"the document of {name}",
                reading.item.get("total"),
                work_out(document(context)),
                reading.exchange,
            )


def judge_bill(context: SmartBusinessContext, row: str, what: str, body: dict[str, Any]) -> None:
    """Creates an invoice; the answer has its total."""
    outcome = context.try_to_create("invoices", (), body)
    if not outcome.accepted:
        context.skip(row, f"{what}: {outcome.told}, so there is no total", outcome.exchange)
        return
    context.remember("invoices", (), outcome.exchange)
    judge_total(context, row, what, item_of(outcome.exchange).get("total"), work_out(body), outcome.exchange)


def judge_lines(context: SmartBusinessContext, body: dict[str, Any]) -> None:
    """Creates an invoice and reads its lines; it is used again."""
    outcome, number = context.create("invoices", (), body)
    context.lives[ODD] = Life(context.made[-1], body)
    sums = work_out(body)
    seen = context.attempt(lambda client: client.invoices.get(number, with_=With("positions")))
    lines = item_of(seen.exchange).get("positions") if seen.accepted else None
    totals = [line.get("total") for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    context.expect(
        "SMB-TOTAL-001",
        totals == list(sums.lines),
        f"the lines come to {_shown(totals)}, {_shown(sums.lines)} was due",
        seen.exchange,
    )
    total = item_of(outcome.exchange).get("total")
    judge_total(context, "SMB-TOTAL-002", "the sum of unrounded lines", total, sums, outcome.exchange, seen.exchange)


def _shown(values: Sequence[Any]) -> str:
    return ", ".join(map(str, values)) or "nothing"


@BILLS.story(
    "smartbusiness.invoices.lines",
    "Lines that are sent take the place of the stored ones; an invoice can be cancelled, and stays so",
    verifies=("SMB-PUT-002", "SMB-TOTAL-008", "SMB-INVOICE-022"),
)
def replace_lines(context: SmartBusinessContext) -> None:
    """One line in the place of three, and the invoice cancelled; a read shows both, and the total of that line."""
    number = context.id(ODD)
    body = {"positions": [position(context, name="Einziger")]}
    changed = context.attempt(lambda client: client.invoices.update(number, context.model("invoices", body, "update")))
    cancelled = ask_for_status(context, "invoices", number, "C")
    if cancelled.status in {400, 409, 422}:
        # Perhaps only what was sent can be cancelled: which changes of status are allowed is not documented.
        ask_for_status(context, "invoices", number, "S")
        cancelled = ask_for_status(context, "invoices", number, "C")
    seen = context.attempt(lambda client: client.invoices.get(number, with_=With("positions")))
    item = item_of(seen.exchange) if seen.accepted else {}
    shown = item.get("positions")
    lines = [each.get("name") for each in shown if isinstance(each, dict)] if isinstance(shown, list) else []
    context.expect(
        "SMB-PUT-002",
        lines == ["Einziger"],
        f"one line was sent, {len(lines)} are stored",
        changed.exchange,
        seen.exchange,
    )
    judge_total(
        context,
        "SMB-TOTAL-008",
        "the changed invoice",
        item.get("total"),
        work_out(body),
        changed.exchange,
        seen.exchange,
    )
    told, kept = (object_of(cancelled.exchange).get("item") or {}), item.get("status")
    now = told.get("status") if isinstance(told, dict) else None
    context.expect(
        "SMB-INVOICE-022",
        (now, kept) == ("C", "C"),
        f"{cancelled.told}; its status is {now}, and a read shows {kept}",
        cancelled.exchange,
        seen.exchange,
    )


@OPEN.story(
    "smartbusiness.invoices.open", "An invoice is made and counted as sent, to be paid", verifies=("SMB-INVOICE-023",)
)
def open_invoice(context: SmartBusinessContext) -> None:
    """An invoice that is set to sent without being sent."""
    body = bill(context, [position(context)])
    _, number = context.create("invoices", (), body)
    context.lives[PAID] = Life(context.made[-1], body)
    outcome = ask_for_status(context, "invoices", number, "S", date_time=f"{DAY} 08:00:00")
    shown = object_of(outcome.exchange).get("item")
    now = shown.get("status") if isinstance(shown, dict) else None
    context.expect("SMB-INVOICE-023", now == "S", f"{outcome.told}; its status is {now}", outcome.exchange)


@PAYMENT.story(
    "smartbusiness.invoices.paid",
    "Payments move an invoice to partly paid, paid, and back",
    verifies=("SMB-PAYMENT-020", "SMB-PAYMENT-021", "SMB-PAYMENT-022", "SMB-PAYMENT-023", "SMB-PAYMENT-024"),
)
def pay(context: SmartBusinessContext) -> None:
    """A part is paid already (the life of payments); then the rest, which is deleted again."""
    number, part = context.id(PAID), _number(BY_NAME["payments"].body(context)["amount"])
    first = _invoice(context)
    item = item_of(first.exchange)
    total = item.get("total")
    if not isinstance(total, int | Decimal) or not total > part:
        raise Skip("the invoice shows no total that could be paid in two parts")
    context.expect(
        "SMB-PAYMENT-020",
        item.get("total_paid") == part,
        f"total_paid is {item.get('total_paid')}, {part} was due",
        first.exchange,
    )
    shown = item.get("status"), item.get("paid_date")
    context.expect("SMB-PAYMENT-021", shown == ("PP", None), f"partly paid shows {shown}; PP, None due", first.exchange)
    rest = {"type": "N", "channel": "T", "amount": float(total - part), "date": DUE, "notes": f"Rest {context.tag}"}
    _, payment = context.create("payments", (number,), rest)
    full = _invoice(context)
    item = item_of(full.exchange)
    shown = item.get("status"), item.get("paid_date")
    if shown == ("P", f"{context.clock.now():%Y-%m-%d}"):
        context.note("SMB-PAYMENT-022", "paid_date is the day of the booking, not of the payment", full.exchange)
    else:
        context.expect("SMB-PAYMENT-022", shown == ("P", DUE), f"fully paid shows {shown}; P, {DUE} due", full.exchange)
    context.expect(
        "SMB-PAYMENT-020",
        item.get("total_paid") == total,
        f"total_paid is {item.get('total_paid')}, {total} was due",
        full.exchange,
    )
    gone = context.attempt(lambda client: client.payments.delete(number, str(payment)))
    if gone.accepted:
        context.mark_gone("payments", payment)
    again = _invoice(context)
    item = item_of(again.exchange)
    left = item.get("status"), item.get("paid_date"), item.get("total_paid")
    context.expect(
        "SMB-PAYMENT-023",
        left == ("PP", None, part),
        f"without the second payment the invoice shows {left}; PP, None, {part} due",
        gone.exchange,
        again.exchange,
    )
    path = f"/receivables/invoices/{number}/payments/{context.id('payments')}"
    sent = context.probe(UNDESCRIBED_CALL, "PUT", path, {"amount": 1.0, "date": LATER})
    shown_then = object_of(sent).get("item")
    changed = shown_then.get("amount", part) if sent.status == 200 and isinstance(shown_then, dict) else part
    context.expect("SMB-PAYMENT-024", changed == part, "the amount of a payment could be changed", sent)


def _invoice(context: SmartBusinessContext) -> Outcome[Any]:
    outcome: Outcome[Any] = context.attempt(lambda client: client.invoices.get(context.id(PAID)))
    if not outcome.accepted:
        raise Skip(f"{outcome.told} when the invoice was read")
    return outcome
