"""Letters and the four documents: printed, shown, sent, their status changed. The same for all five."""

import re
import struct
import zlib
from collections.abc import Callable
from typing import Any

from attrs import frozen

from signoff_contract.suite.checks import Checks, in_order
from signoff_contract.suite.context import LeftOut
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import Outcome, shares_rows
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.wire import is_json, media_type_of

from .context import SmartBusinessContext
from .kinds import BY_NAME, Kind
from .life import READ, dashed, read, spoken
from .wire import error_codes, item_of, object_of, query

PDF, PREVIEW, STATUS, EMAIL, POST = range(11, 16)
_PNG = b"\x89PNG\r\n\x1a\n"
_TABLE = re.compile(rb"startxref\s+(\d+)")
_TABLE_BEGINS = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_A4 = 297 / 210
SENT = "S"
WIDTH, DEFAULT_WIDTH = 600, 972
PLAIN = "letters"


@frozen
class Printed:
    """One of the five: its path, and the status that it is given last."""

    name: str
    path: str
    status: str

    @property
    def kind(self) -> Kind:
        """The resource that it is."""
        return BY_NAME[self.name]


DOCUMENTS = (
    Printed("letters", "/contacts/letters", "DR"),
    Printed("offers", "/receivables/offers", "A"),
    Printed("order_confirmations", "/receivables/order-confirmations", "B"),
    Printed("delivery_notes", "/receivables/delivery-notes", "B"),
    Printed("invoices", "/receivables/invoices", "R1"),
)


PRINTING = Checks(around=shares_rows)
SENDING = Checks(around=shares_rows)
CHANGING = Checks(around=shares_rows)
OPTIONS = Checks(around=shares_rows)


def _title(end: str) -> Callable[[Printed], str]:
    return lambda printed: f"{spoken(printed.name)}: {end}"


@PRINTING.story_of_each(
    DOCUMENTS,
    lambda printed: f"smartbusiness.print.{dashed(printed.name)}",
    _title("as PDF and as picture"),
    verifies=lambda printed: (
        printed.kind.row(PDF),
        printed.kind.row(PREVIEW),
        "SMB-PRINT-001",
        "SMB-PRINT-002",
        "SMB-PRINT-004" if printed.name == PLAIN else "SMB-PRINT-003",
    ),
)
def show(context: SmartBusinessContext, printed: Printed) -> None:
    """The file and the picture, through the client."""
    kind, number = printed.kind, context.id(printed.name)
    pdf = context.attempt(lambda client: getattr(client, printed.name).get_pdf(number))
    judge_file(context, kind.row(PDF), pdf.exchange, "application/pdf")
    judge_pdf(context, pdf.exchange)
    # One of the five without `size`: then it has a width of its own.
    plain = printed.name == PLAIN
    options = {} if plain else {"size": WIDTH}
    preview = context.attempt(lambda client: getattr(client, printed.name).get_preview(number, **options))
    judge_file(context, kind.row(PREVIEW), preview.exchange, "image/png")
    judge_png(
        context, preview.exchange, "SMB-PRINT-004" if plain else "SMB-PRINT-003", DEFAULT_WIDTH if plain else WIDTH
    )


def judge_file(context: SmartBusinessContext, row: str, exchange: Exchange, media_type: str) -> None:
    """200 with the bytes, announced as what they are."""
    kind = exchange.media_type
    fits = exchange.status == 200 and kind == media_type and bool(exchange.response_body)
    context.expect(row, fits, f"{exchange} gave {exchange.status} {kind or 'without a content type'}", exchange)


def judge_pdf(context: SmartBusinessContext, exchange: Exchange) -> None:
    """From the first line to the last."""
    data = exchange.response_body
    table = _TABLE.findall(data)
    # The table of a PDF stands where its end says, as a table or as an object that holds one (ISO 32000, 7.5.5).
    begins = data[int(table[-1][:9]) :][:32] if table else b""
    whole = data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:] and bool(_TABLE_BEGINS.match(begins))
    context.expect("SMB-PRINT-001", whole, f"the {len(data)} bytes are no complete PDF", exchange)


def judge_png(context: SmartBusinessContext, exchange: Exchange, row: str, width: int) -> None:
    """As wide as asked for, in the proportions of A4, eight bits of three colours."""
    data = exchange.response_body
    whole = data[12:16] == b"IHDR" and is_whole_png(data)
    context.expect("SMB-PRINT-002", whole, f"the {len(data)} bytes are no complete PNG", exchange)
    if not whole:
        return
    wide, high, depth, colours = struct.unpack(">IIBB", data[16:26])
    context.expect(row, wide == width, f"the picture is {wide} wide, {width} was due", exchange)
    context.expect(
        "SMB-PRINT-002",
        abs(high - wide * _A4) <= 1.5 and (depth, colours) == (8, 2),
        f"the picture is {wide} x {high} with {depth} bits, colour type {colours}; A4 in 8-bit RGB was due",
        exchange,
    )


def is_whole_png(data: bytes) -> bool:
    """Whether every part of a picture is there, up to its end, and as it was written (PNG, 5.3)."""
    if not data.startswith(_PNG):
        return False
    place = len(_PNG)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        name, inner = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        end = data[place + 8 + length : place + 12 + length]
        if len(inner) != length or end != struct.pack(">I", zlib.crc32(name + inner)):
            return False
        place += 12 + length
        if name == b"IEND":
            return place == len(data)
    return False


@CHANGING.story_of_each(
    DOCUMENTS,
    lambda printed: f"smartbusiness.status.{dashed(printed.name)}",
    _title("status changed"),
    verifies=lambda printed: (printed.kind.row(STATUS), printed.kind.row(READ)),
)
def change_status(context: SmartBusinessContext, printed: Printed) -> None:
    """The status becomes what was asked for, and stays so.

    Which changes of status are allowed is not documented; that a draft can be sent is seen of every kind of document.
    So a refusal of another status is for a person to look at, and `sent` is tried in its place.
    """
    kind, life = printed.kind, context.life(printed.name)
    row, before = kind.row(STATUS), life.now.item.get("status")
    wanted = printed.status
    outcome = ask_for_status(context, printed.name, life.made.id, wanted)
    if outcome.status in {400, 409, 422}:
        told = f"{printed.name}: the status {wanted} after {before} was refused; which are allowed is not documented"
        context.finding(row, "inferred", told, outcome.exchange)
        context.review(row, told, outcome.exchange)
        wanted = SENT
        outcome = ask_for_status(context, printed.name, life.made.id, wanted)
        if outcome.status in {400, 409, 422} and read(context, kind, life).item.get("status") == SENT:
            # What is sent already cannot be sent by its status, either.
            return
    if context.expect_status(row, outcome.exchange, 200):
        shown = item_of(outcome.exchange).get("status")
        now = read(context, kind, life).item.get("status")
        context.expect(
            row,
            (shown, now) == (wanted, wanted),
            f"{wanted} was asked for, the answer says {shown} and the read {now}",
            outcome.exchange,
            life.now.exchange,
        )


def ask_for_status(
    context: SmartBusinessContext, resource: str, number: int, status: str, **further: Any
) -> Outcome[Any]:
    """Asks for another status of a document."""
    body = context.model(resource, {"status": status, **further}, "change_status")
    return context.attempt(lambda client: getattr(client, resource).change_status(number, body))


@SENDING.story_of_each(
    DOCUMENTS,
    lambda printed: f"smartbusiness.send.{dashed(printed.name)}",
    _title("sent by mail and by post"),
    verifies=lambda printed: (
        printed.kind.row(EMAIL),
        printed.kind.row(POST),
        *(("SMB-SEND-001", printed.kind.row(READ)) if printed.name == "invoices" else ()),
    ),
)
def send(context: SmartBusinessContext, printed: Printed) -> None:
    """A draft is sent by mail, then once more by post. Nobody real is written to; left out in production."""
    if context.is_live:
        raise LeftOut("in production the message or the letter would really be sent")
    kind, life, name = printed.kind, context.life(printed.name), printed.name
    mail = context.model(
        name,
        {
            "subject": "Unser Dokument",
            "body": "Guten Tag, im Anhang finden Sie unser Dokument.",
            "recipients": [{"email": "office@example.com", "name": "Muster & Söhne AG"}],
        },
        "send_by_email",
    )
    by_mail = context.attempt(lambda client: getattr(client, name).send_by_email(life.made.id, mail))
    judge_done(context, kind.row(EMAIL), by_mail.exchange)
    if by_mail.accepted and name == "invoices":
        status = read(context, kind, life).item.get("status")
        context.expect(
            "SMB-SEND-001",
            status == "S",
            f"after a draft was sent its status is {status}, S was due",
            life.now.exchange,
        )
    paper = context.model(name, {"palette": "BW", "print": "D", "speed": "E"}, "send_by_post")
    by_post = context.attempt(lambda client: getattr(client, name).send_by_post(life.made.id, paper))
    judge_done(context, kind.row(POST), by_post.exchange)


def judge_done(context: SmartBusinessContext, row: str, exchange: Exchange) -> None:
    """204; that there is nothing with it is observed over all of the run."""
    context.expect_status(row, exchange, 204)


@OPTIONS.story(
    "smartbusiness.print.options",
    "Options of printing: wrong ones, a receipt, a document that is not there",
    verifies=("SMB-PRINT-005", "SMB-PRINT-006", "SMB-PRINT-007", "SMB-ERR-022"),
)
def print_with_options(context: SmartBusinessContext) -> None:
    """What the options of PDF and picture do."""
    path = f"/receivables/invoices/{context.id('invoices')}"
    for option, row in (("size", "SMB-PRINT-005"), ("page", "SMB-PRINT-006")):
        refused = context.probe(UNDESCRIBED_CALL, "GET", f"{path}/preview" + query(**{option: 9999}))
        code, fields = error_codes(refused)
        fits = refused.status == 422 and code == 1000 and option in fields
        context.expect(row, fits, f"{refused} with a wrong {option} was answered with {refused.status}", refused)
    options = '{"receipt":true,"isr_display_image":false,"isr_ignore_custom_position":false}'
    receipt = context.attempt(lambda client: client.invoices.get_pdf(context.id("invoices"), options_=options))
    judge_file(context, "SMB-PRINT-007", receipt.exchange, "application/pdf")
    absent = context.probe(UNDESCRIBED_CALL, "GET", "/receivables/invoices/0/pdf")
    kind = absent.media_type
    fits = (
        absent.status == 404
        and is_json(media_type_of(absent.response_headers))
        and object_of(absent).get("code") == 3000
    )
    context.expect("SMB-ERR-022", fits, f"{absent} was answered with {absent.status} {kind}", absent)


CHECKS = in_order(*zip(PRINTING, SENDING, CHANGING, strict=True), OPTIONS)
"""Document by document, then the options."""
