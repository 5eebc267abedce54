"""Lists: which objects, in which order, which page, with which members. All asked about products of this run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from signoff.smartbusiness import Field, Sort, With, ids
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL, Exchange

from .bodies import unit
from .context import SmartBusinessContext, story_check
from .wire import LARGEST_PAGE, asked, error_codes, items_of, object_of, pagination_of, query

PATH = "/catalog/products"
STOCK = (
    # name, price, vat: as texts sort otherwise than as numbers, and two share a rate
    ("Delta", 9.5, 7.7),
    ("Alfa", 100.25, 2.5),
    ("Écho", 20.0, 7.7),
    ("Bravo", 1000.0, 2.5),
    ("Charlie", 30.4, 3.7),
)


def register(checks: Checks) -> None:
    """Adds the checks of lists."""
    checks.story(
        "smartbusiness.lists.stock",
        "Five products with known values are created",
        verifies=("SMB-FILTER-012", "SMB-LIST-006"),
    )(make_stock)
    for name, title, function, rows in (
        ("filters", "Each operator of the filter finds what it should", filter_each, tuple(ROW_OF.values())),
        (
            "nested-filters",
            "Conditions are combined and nested",
            filter_nested,
            ("SMB-FILTER-002", "SMB-FILTER-003", "SMB-FILTER-004", "SMB-FILTER-011"),
        ),
        (
            "sort",
            "Sorted upwards, downwards, and by several keys",
            sort,
            ("SMB-LIST-003", "SMB-LIST-004", "SMB-LIST-005"),
        ),
        ("search", "Found by text, and all options at once", search, ("SMB-LIST-007", "SMB-LIST-008")),
        (
            "pages",
            "Page by page through a list, as `next` says",
            walk,
            (
                "SMB-LIST-001",
                "SMB-LIST-002",
                "SMB-PAGE-001",
                "SMB-PAGE-007",
                "SMB-USE-012",
            ),
        ),
        ("page-size", "Without options, and beyond the end", page_sizes, ("SMB-PAGE-008", "SMB-PAGE-009")),
        (
            "with",
            "Optional members come when they are named",
            expand,
            ("SMB-WITH-001", "SMB-WITH-002", "SMB-WITH-003", "SMB-WITH-006"),
        ),
    ):
        checks.story(f"smartbusiness.lists.{name}", title, verifies=rows)(story_check(function))
    checks.story(
        "smartbusiness.lists.refusals",
        "Options that cannot be used are refused with their codes",
        verifies=(*dict.fromkeys(row for *_, row in REFUSED), "SMB-ERR-025"),
    )(story_check(refuse_options))
    checks.story(
        "smartbusiness.lists.bulk",
        "Several are deleted in one call, or none when one is unknown",
        verifies=("SMB-BULK-001", "SMB-BULK-002"),
    )(delete_several)


def mine(context: SmartBusinessContext) -> Any:
    """The condition that a product is of this run's stock. Raises Skip when the list cannot find it."""
    if not context.stocked:
        raise Skip("the list does not find this run's products by their number")
    return Field("number").contains(f"L-{context.tag}")


def make_stock(context: SmartBusinessContext) -> None:
    """Creates the products; the list finds exactly them by a part of their number, sorted by name by itself."""
    category = context.id("product_categories")
    for index, (name, price, vat) in enumerate(STOCK):
        body = {
            "number": f"L-{context.tag}-{index}",
            "name": name,
            "description": "Gesucht" if index < 2 else "Vorrätig",
            "including_vat": False,
            "vat": vat,
            "unit_id": unit(context),
            "price": price,
            "category_id": category,
        }
        context.create("products", (), body)
    context.stocked = True
    exchange, found = ask(context, filter_=mine(context))
    wanted = {name for name, _, _ in STOCK}
    context.expect(
        "SMB-FILTER-012",
        set(found) == wanted and len(found) == len(wanted),
        f"the filter found {len(found)} products, the {len(wanted)} that have the text in their number were due",
        exchange,
    )
    # Where a letter with an accent is sorted to, nobody says.
    plain = [name for name in found if name.isascii()]
    context.expect("SMB-LIST-006", plain == sorted(plain), "without `sort`, products are not sorted by name", exchange)
    context.stocked = set(found) == wanted


def ask(context: SmartBusinessContext, **options: Any) -> tuple[Exchange, list[str]]:
    """Products by list options, through the client: the answer, and their names in its order."""
    outcome = context.attempt(lambda client: client.products.list(**{"limit": LARGEST_PAGE, **options}))
    if not outcome.accepted:
        return outcome.exchange, [f"no list: {outcome.status}"]
    return outcome.exchange, [str(item.get("name")) for item in items_of(outcome.exchange)]


def names_where(condition: Callable[[float, float], bool]) -> set[str]:
    """The names of the stock for which price and rate fulfil a condition."""
    return {name for name, price, vat in STOCK if condition(price, vat)}


def judge_found(
    context: SmartBusinessContext, row: str, asked_for: str, answer: tuple[Exchange, list[str]], wanted: Iterable[str]
) -> None:
    """The list has these and no others."""
    exchange, found = answer
    context.expect(
        row,
        sorted(found) == sorted(wanted),
        f"{asked_for}: found {', '.join(sorted(found)) or 'none'}, due {', '.join(sorted(wanted)) or 'none'}",
        exchange,
    )


_PRICE = Field("price")
OPERATORS: Sequence[tuple[str, Any, Callable[[float, float], bool]]] = (
    ("<", _PRICE < 30.4, lambda price, _: price < 30.4),
    ("<=", _PRICE <= 30.4, lambda price, _: price <= 30.4),
    (">", _PRICE > 30.4, lambda price, _: price > 30.4),
    (">=", _PRICE >= 30.4, lambda price, _: price >= 30.4),
    ("!", Field("vat") != 7.7, lambda _, vat: vat != 7.7),
    ("bare", Field("vat") == 7.7, lambda _, vat: vat == 7.7),
)
ROW_OF: Mapping[str, str] = {
    "bare": "SMB-FILTER-001",
    "<": "SMB-FILTER-005",
    "<=": "SMB-FILTER-006",
    ">": "SMB-FILTER-007",
    ">=": "SMB-FILTER-008",
    "!": "SMB-FILTER-009",
    "~": "SMB-FILTER-010",
}


def filter_each(context: SmartBusinessContext) -> None:
    """One list for each operator, together with the condition for this run's stock."""
    for sign, condition, test in OPERATORS:
        answer = ask(context, filter_=mine(context) & condition)
        judge_found(context, ROW_OF[sign], f"the operator {sign}", answer, names_where(test))
    answer = ask(context, filter_=mine(context) & Field("name").contains("a"))
    judge_found(context, ROW_OF["~"], "the operator ~", answer, {n for n, _, _ in STOCK if "a" in n.casefold()})


def filter_nested(context: SmartBusinessContext) -> None:
    """`and`, `or`, one inside the other; ids as number and as text."""
    both = ask(context, filter_=mine(context) & (_PRICE > 10) & (Field("vat") == 7.7))
    judge_found(context, "SMB-FILTER-002", "and", both, names_where(lambda p, v: p > 10 and v == 7.7))
    either = (_PRICE < 10) | (_PRICE > 999)
    one = ask(context, filter_=mine(context) & either)
    judge_found(context, "SMB-FILTER-003", "or", one, names_where(lambda p, _: p < 10 or p > 999))
    deep = mine(context) & (either | ((Field("vat") == 7.7) & (_PRICE >= 20)))
    nested = ask(context, filter_=deep)
    wanted = names_where(lambda p, v: p < 10 or p > 999 or (v == 7.7 and p >= 20))
    judge_found(context, "SMB-FILTER-004", "or in and, and in or", nested, wanted)
    # As a number an id was given when the documents of a contact were looked for.
    category = str(context.id("product_categories"))
    answer = ask(context, filter_=mine(context) & (Field("category_id") == category))
    judge_found(context, "SMB-FILTER-011", "an id given as a text", answer, {name for name, _, _ in STOCK})


def sort(context: SmartBusinessContext) -> None:
    """By price, which would be another order if it were text; by rate and then price downwards."""
    by_price = [name for name, price, _ in sorted(STOCK, key=lambda row: row[1])]
    for row, order, wanted in (
        ("SMB-LIST-003", Sort("price"), by_price),
        ("SMB-LIST-004", Sort("price").descending, by_price[::-1]),
        (
            "SMB-LIST-005",
            Sort("vat").then(Sort("price").descending),
            [name for name, _, _ in sorted(STOCK, key=lambda row: (row[2], -row[1]))],
        ),
    ):
        exchange, found = ask(context, filter_=mine(context), sort=order)
        context.expect(row, found == wanted, f"sort={order} gave {', '.join(found)}; due {', '.join(wanted)}", exchange)


def search(context: SmartBusinessContext) -> None:
    """A name; then search, filter, order, page and members in one call."""
    answer = ask(context, filter_=mine(context), q="Charlie")
    judge_found(context, "SMB-LIST-007", "q=Charlie", answer, ["Charlie"])
    names = With("unit_name")
    exchange, found = ask(
        context, q=context.tag, filter_=mine(context) & (_PRICE > 10), sort="-price", limit=2, offset=1, with_=names
    )
    wanted = [name for name, price, _ in sorted(STOCK, key=lambda row: -row[1]) if price > 10][1:3]
    expanded = object_of(exchange).get("items")
    named = isinstance(expanded, list) and all("unit_name" in item for item in expanded if isinstance(item, dict))
    context.expect(
        "SMB-LIST-008",
        found == wanted and named,
        f"all options at once gave {', '.join(found)}; due {', '.join(wanted)}, each with unit_name",
        exchange,
    )


def walk(context: SmartBusinessContext) -> None:
    """Two on a page, through the client's iterator, as far as `next` goes."""
    with context.since() as made:
        pages = context.client.iterate(context.client.products.list, filter_=mine(context), sort="price", limit=2)
        found = [item.name for item in pages]
    answers = [exchange for exchange in made if exchange.kind == "api"]
    wanted = [name for name, _, _ in sorted(STOCK, key=lambda row: row[1])]
    context.expect(
        "SMB-PAGE-007", found == wanted, f"following `next` gave {', '.join(found)}; due {', '.join(wanted)}", *answers
    )
    sizes = [len(items_of(exchange)) for exchange in answers]
    context.expect("SMB-LIST-001", max(sizes) <= 2, f"limit=2 gave pages of {sizes}", *answers)
    second = items_of(answers[1])[:1] if len(answers) > 1 else []
    context.expect(
        "SMB-LIST-002",
        [item.get("name") for item in second] == wanted[2:3],
        "the page at offset 2 does not begin with the third object",
        *answers,
    )
    counts = [(page.get("page"), page.get("pages"), page.get("total")) for page in map(pagination_of, answers)]
    due = [(number, 3, 5) for number in range(1, 4)]
    context.expect("SMB-PAGE-001", counts == due, f"page, pages, total were {counts}; due {due}", *answers)
    context.expect(
        "SMB-USE-012",
        len(answers) == sum(1 for each in answers if "next" in pagination_of(each)) + 1,
        "the iterator asked for a page that no `next` named, or stopped before the end",
        *answers,
    )


def page_sizes(context: SmartBusinessContext) -> None:
    """What is taken for `limit` and `offset` when they are left out; what stands in a page without objects."""
    plain = context.probe(UNDESCRIBED_CALL, "GET", PATH)
    page = pagination_of(plain)
    first = asked(str(page.get("first", "")))
    at_most = len(items_of(plain)) <= 100
    context.expect(
        "SMB-PAGE-008",
        at_most and (first.get("limit"), first.get("offset")) == ("100", "0"),
        "without options the first page is not said to be limit=100 and offset=0",
        plain,
    )
    exchange, found = ask(context, filter_=Field("number") == f"none-{context.tag}")
    page = pagination_of(exchange)
    shown = (page.get("page"), page.get("pages"), page.get("total"), found)
    context.expect(
        "SMB-PAGE-009", shown == (1, 1, 0, []), f"a list of nothing shows {shown[:3]}; due 1, 1, 0", exchange
    )


def expand(context: SmartBusinessContext) -> None:
    """On one object, on a list, and not where nobody asked. An expanded contact is not expanded further."""
    number, names = context.id("products"), ("category_name", "unit_name")
    plain = context.attempt(lambda client: client.products.get(number))
    shown = object_of(plain.exchange).get("item") or {}
    extra = sorted(name for name in context.entity("products").optional if shown.get(name) is not None)
    context.expect("SMB-WITH-001", not extra, f"a read without `with` shows {', '.join(extra)}", plain.exchange)
    one = context.attempt(lambda client: client.products.get(number, with_=With(*names)))
    item = object_of(one.exchange).get("item") or {}
    category = context.life("product_categories").now.item.get("name")
    context.expect(
        "SMB-WITH-002",
        item.get("category_name") == category and bool(item.get("unit_name")) and "permissions" not in item,
        "category_name and unit_name were asked for, and do not both come, or more comes",
        one.exchange,
    )
    exchange, _ = ask(context, filter_=mine(context), with_=With(*names))
    items = items_of(exchange) if exchange.status == 200 else []
    everywhere = bool(items) and all({*names} <= each.keys() for each in items)
    context.expect("SMB-WITH-003", everywhere, "a list with category_name and unit_name does not have both", exchange)
    letter = context.attempt(lambda client: client.letters.get(context.id("letters"), with_="contact"))
    inner: Any = (object_of(letter.exchange).get("item") or {}).get("contact")
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


def judge_code(context: SmartBusinessContext, row: str, exchange: Exchange, status: int, code: int) -> bool:
    """A refusal with this status and this application code."""
    found, _ = error_codes(exchange)
    return context.expect(
        row,
        (exchange.status, found) == (status, code),
        f"{exchange} was answered with {exchange.status} and the code {found}; {status} and {code} were due",
        exchange,
    )


def delete_several(context: SmartBusinessContext) -> None:
    """First with one that does not exist; then the stock, all but the product that stands for its resource."""
    stock = [each.id for each in context.made if each.resource == "products" and each.id != context.id("products")]
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
    gone = context.attempt(lambda client: client.products.delete(ids(stock)))
    if gone.accepted:
        context.mark_gone("products", *stock)
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
