"""Pages of lists: through all of them, without options, beyond the end; members that are shown on demand; refusals."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from signoff import SignoffError
from signoff.smartbusiness import Field, With, ids
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Inconclusive, Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import shares_rows

from .codes import judge_code
from .context import SmartBusinessContext
from .lists import PATH, STOCK, ask, cannot, mine, word_of
from .wire import asked, items_of, object_of, pagination_of, query

INVOICES: Final = "/receivables/invoices"
DEFAULT_LIMIT: Final = 100
_BEYOND: Final = 1_000


CHECKS = Checks()


@CHECKS.story(
    "smartbusiness.lists.pages",
    "Page by page through a list, as `next` says",
    verifies=("SMB-LIST-001", "SMB-LIST-002", "SMB-PAGE-001", "SMB-PAGE-007", "SMB-USE-012"),
)
@shares_rows
def walk(context: SmartBusinessContext) -> None:
    """Two on a page, through the client's iterator, as far as `next` goes.

    By the rate, which is the same for some: pages must agree about the order of what is equal, or an object comes twice.
    """
    condition, broken = mine(context), ""
    with context.since() as made:
        try:
            pages = context.client.iterate(context.client.products.list, filter_=condition, sort="vat", limit=2)
            found = [word_of(context, {"name": item.name}) for item in pages]
        except SignoffError as error:
            found, broken = [], f"; the client stopped: {type(error).__name__}"
    own = [exchange for exchange in made if exchange.kind == "api" and exchange.is_own]
    answers = [exchange for exchange in own if exchange.status == 200]
    if not own:
        raise Inconclusive(f"no page could be read{broken}")
    if cannot(own[0]):
        raise Skip("this list cannot be sorted by vat; nobody says that it can")
    rates = {word: vat for word, _, vat in STOCK}
    in_order = [rates.get(word, 0.0) for word in found]
    context.expect(
        "SMB-PAGE-007",
        sorted(found) == sorted(rates) and in_order == sorted(in_order),
        f"following `next` gave {', '.join(found) or 'nothing'}; each of five was due once, by vat{broken}",
        *own,
    )
    if not answers:
        return
    sizes = [len(items_of(exchange)) for exchange in answers]
    context.expect("SMB-LIST-001", max(sizes) <= 2, f"limit=2 gave pages of {sizes}", *answers)
    third = sorted(STOCK, key=lambda row: row[2])[2][0]
    second = items_of(answers[1])[:1] if len(answers) > 1 else []
    context.expect(
        "SMB-LIST-002",
        [word_of(context, item) for item in second] == [third],
        "the page at offset 2 does not begin with the third object",
        *answers,
    )
    counts = [(page.get("page"), page.get("pages"), page.get("total")) for page in map(pagination_of, answers)]
    due = [(number, 3, 5) for number in range(1, 4)]
    context.expect("SMB-PAGE-001", counts == due, f"page, pages, total were {counts}; due {due}", *answers)
    if not broken:
        context.expect(
            "SMB-USE-012",
            len(answers) == sum(1 for each in answers if "next" in pagination_of(each)) + 1,
            "the iterator asked for a page that no `next` named, or stopped before the end",
            *answers,
        )


@CHECKS.story(
    "smartbusiness.lists.page-size",
    "Without options, and beyond the end",
    verifies=("SMB-PAGE-008", "SMB-PAGE-009", "SMB-PAGE-010"),
)
@shares_rows
def page_sizes(context: SmartBusinessContext) -> None:
    """What is taken for `limit` and `offset` when they are left out; a page without objects; one beyond the end."""
    plain = context.probe(UNDESCRIBED_CALL, "GET", INVOICES)
    page, shown = pagination_of(plain), len(items_of(plain))
    first, total = asked(str(page.get("first", ""))), page.get("total")
    context.expect(
        "SMB-PAGE-008",
        (first.get("limit", "100"), first.get("offset", "0")) == ("100", "0"),
        "without options the first page is not said to be limit=100 and offset=0",
        plain,
    )
    due = min(DEFAULT_LIMIT, total) if isinstance(total, int) else shown
    context.expect(
        "SMB-PAGE-008", shown == due, f"without options {shown} of {total} came; at most {DEFAULT_LIMIT} are due", plain
    )
    exchange, found = ask(context, filter_=Field("name") == f"none-{context.tag}")
    page = pagination_of(exchange)
    seen = (page.get("page"), page.get("pages"), page.get("total"), found)
    context.expect("SMB-PAGE-009", seen == (1, 1, 0, []), f"a list of nothing shows {seen[:3]}; due 1, 1, 0", exchange)
    beyond, left = ask(context, filter_=mine(context), offset=_BEYOND)
    if beyond.status == 200:
        context.expect("SMB-PAGE-010", not left, f"{len(left)} objects come at offset {_BEYOND} of 5", beyond)


@CHECKS.story(
    "smartbusiness.lists.with",
    "Optional members come when they are named",
    verifies=("SMB-WITH-002", "SMB-WITH-003", "SMB-WITH-006"),
)
@shares_rows
def expand(context: SmartBusinessContext) -> None:
    """On one object, and on a list. An expanded contact is not expanded further."""
    number, names = context.id("products"), ("category_name", "unit_name")
    one = context.attempt(lambda client: client.products.get(number, with_=With(*names)))
    shown = object_of(one.exchange).get("item")
    item = shown if isinstance(shown, dict) else {}
    category = context.life("product_categories").now.item.get("name")
    context.expect(
        "SMB-WITH-002",
        item.get("category_name") == category and bool(item.get("unit_name")) and item.get("permissions") is None,
        "category_name and unit_name were asked for, and do not both come, or more comes",
        one.exchange,
    )
    exchange, _ = ask(context, filter_=mine(context), with_=With(*names))
    items = items_of(exchange) if exchange.status == 200 else []
    everywhere = bool(items) and all({*names} <= each.keys() for each in items)
    context.expect("SMB-WITH-003", everywhere, "a list with category_name and unit_name does not have both", exchange)
    letter = context.life("letters").now
    inner: Any = letter.item.get("contact")
    hidden = context.entity("contacts").optional
    fits = isinstance(inner, dict) and inner.get("id") == context.id("contacts")
    further = sorted(name for name, value in inner.items() if name in hidden and value is not None) if fits else []
    context.expect(
        "SMB-WITH-006",
        fits and not further,
        f"the expanded contact is missing, or is expanded further: {', '.join(further)}",
        letter.exchange,
    )


REFUSED: Sequence[tuple[dict[str, Any], int, str]] = (
    ({"with_": "certification"}, 2100, "SMB-WITH-004"),
    ({"filter": {"certification": "1"}}, 2101, "SMB-ERR-018"),
    ({"sort": "certification"}, 2102, "SMB-ERR-019"),
    ({"limit": 0}, 2103, "SMB-ERR-020"),
    ({"limit": 201}, 2103, "SMB-ERR-020"),
    ({"offset": -1}, 2104, "SMB-ERR-021"),
)


@CHECKS.story(
    "smartbusiness.lists.refusals",
    "Options that cannot be used are refused with their codes",
    verifies=(*dict.fromkeys((row for *_, row in REFUSED)), "SMB-ERR-025"),
)
@shares_rows
def refuse_options(context: SmartBusinessContext) -> None:
    """What the client would not send."""
    for options, code, row in REFUSED:
        exchange = context.probe(UNDESCRIBED_CALL, "GET", PATH + query(**options))
        judge_code(context, row, exchange, 400, code)
    if "products" in context.lives:
        one = f"{PATH}/{context.id('products')}" + query(with_="certification")
        judge_code(context, "SMB-WITH-004", context.probe(UNDESCRIBED_CALL, "GET", one), 400, 2100)
    broken = context.probe(UNDESCRIBED_CALL, "GET", PATH + query(filter='{"name":'))
    context.expect("SMB-ERR-025", broken.status == 400, f"a filter that is no JSON gave {broken.status}", broken)


@CHECKS.story(
    "smartbusiness.lists.bulk",
    "Several are deleted in one call, or none when one is unknown",
    verifies=("SMB-BULK-001", "SMB-BULK-002"),
)
def delete_several(context: SmartBusinessContext) -> None:
    """First with one that does not exist; then the stock, all but the product that stands for its resource."""
    kept_back = context.lives["products"].made.id if "products" in context.lives else None
    made = [each for each in context.made if each.resource == "products" and not each.gone]
    stock = [each.id for each in made if each.id != kept_back]
    if not stock:
        raise Skip("none of several products was created")
    unknown = 2**31 - 1
    with context.deliberately(UNDESCRIBED_CALL):
        outcome = context.attempt(lambda client: client.products.delete(ids([stock[0], unknown])))
    kept = context.attempt(lambda client: client.products.get(stock[0]))
    if kept.status == 404:
        context.mark_gone("products", stock[0])
        stock = stock[1:]
    context.expect(
        "SMB-BULK-002",
        outcome.status == 404 and kept.status == 200,
        f"deleting one that exists and one that does not gave {outcome.status}, and then reading the first {kept.status}",
        outcome.exchange,
        kept.exchange,
    )
    if not stock:
        raise Skip("only one product was created")
    gone = context.attempt(lambda client: client.products.delete(ids(stock)))
    if gone.accepted:
        context.mark_gone("products", *stock)
    if context.mine is None:
        context.expect("SMB-BULK-001", gone.status == 204, f"deleting {len(stock)} at once gave {gone.status}")
        return
    exchange, left = ask(context, filter_=mine(context))
    context.expect(
        "SMB-BULK-001",
        gone.status == 204 and not left,
        f"deleting {len(stock)} at once gave {gone.status}, and {len(left)} are still listed",
        gone.exchange,
        exchange,
    )


def is_below(url: object, base: str) -> bool:
    """Whether an address is an absolute one below the API's base."""
    return isinstance(url, str) and bool(urlsplit(url).scheme) and url.startswith(f"{base.rstrip('/')}/")
