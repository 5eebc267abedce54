"""Lists: which objects, and in which order. All asked about products of this run, which have names alike but for a word.

Which fields a list can be filtered and sorted by, which operators work on which field, and where the search looks, is
not documented. So what is documented is judged by the name, a field that documented examples use; a refusal of another
field breaks no promise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from signoff.smartbusiness import Field, Sort, With
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.partner import shares_rows
from signoff_contract.traffic.exchange import Exchange

from .bodies import unit
from .context import SmartBusinessContext
from .wire import LARGEST_PAGE, error_codes, items_of

PATH: Final = "/catalog/products"
WORD: Final = "Papier"
STOCK: Final = (
    # word, price, vat: as texts sort otherwise than as numbers, and two share a rate
    ("Delta", 9.5, 7.7),
    ("Alfa", 100.25, 2.5),
    ("Écho", 20.0, 7.7),
    ("Bravo", 1000.0, 2.5),
    ("Charlie", 30.4, 3.7),
)
_CANNOT: Final = frozenset({2101, 2102})


CHECKS = Checks()


def name_of(context: SmartBusinessContext, word: str) -> str:
    """The name of one product of the stock."""
    return f"{word} {WORD} {context.tag}"


def mine(context: SmartBusinessContext) -> Any:
    """The condition that a product is of this run's stock. Raises Skip when the list cannot find it."""
    if context.mine is None:
        raise Skip("the list does not find this run's products by their name")
    return context.mine


@CHECKS.story(
    "smartbusiness.lists.stock",
    "Five products with known values are created, one of them is corrected",
    verifies=("SMB-FILTER-012", "SMB-LIST-006"),
)
def make_stock(context: SmartBusinessContext) -> None:
    """Creates the products and corrects the last; the list finds exactly them by their name, by itself sorted by it."""
    category = context.id("product_categories")
    for index, (word, price, vat) in enumerate(STOCK):
        body = {
            "number": f"L-{context.tag}-{index}",
            "name": name_of(context, word),
            "description": "Gesucht" if index < 2 else "Vorrätig",
            "including_vat": False,
            "vat": vat,
            "unit_id": unit(context),
            "price": price + 1 if index == len(STOCK) - 1 else price,
            "category_id": category,
        }
        context.create("products", (), body)
    last = context.made[-1].id
    body = {"price": STOCK[-1][1]}
    context.attempt(lambda client: client.products.update(last, context.model("products", body, "update")))
    wanted = sorted(word for word, _, _ in STOCK)
    one_of = Field("name") == name_of(context, STOCK[0][0])
    for word, _, _ in STOCK[1:]:
        one_of = one_of | (Field("name") == name_of(context, word))
    # That ~ means `contains` only the sibling's documents say; equality and `or` are SmartBusiness's own.
    for condition in (Field("name").contains(f"{WORD} {context.tag}"), one_of):
        exchange, found = ask(context, filter_=condition)
        if sorted(found) == wanted:
            context.mine = condition
            break
    context.expect(
        "SMB-FILTER-012",
        sorted(found) == wanted,
        f"the filter found {len(found)} products, the {len(wanted)} that are so named were due",
        exchange,
    )
    # Where a letter with an accent is sorted to, nobody says.
    plain = [word for word in found if word.isascii()]
    context.expect("SMB-LIST-006", plain == sorted(plain), "without `sort`, products are not sorted by name", exchange)


def ask(context: SmartBusinessContext, **options: Any) -> tuple[Exchange, list[str]]:
    """Products by list options, through the client: the answer, and the first words of their names in its order."""
    outcome = context.attempt(lambda client: client.products.list(**{"limit": LARGEST_PAGE, **options}))
    if not outcome.accepted:
        return outcome.exchange, [f"no list: {outcome.status}"]
    return outcome.exchange, [word_of(context, item) for item in items_of(outcome.exchange)]


def word_of(context: SmartBusinessContext, item: Mapping[str, Any]) -> str:
    """The word by which a product of the stock is known; the whole name of any other."""
    name = str(item.get("name"))
    return name.partition(" ")[0] if name.endswith(f" {WORD} {context.tag}") else name


def cannot(exchange: Exchange) -> bool:
    """Whether a list refused a field that it need not be able to filter or sort by."""
    return exchange.status == 400 and error_codes(exchange)[0] in _CANNOT


def words_where(condition: Callable[[float, float], bool]) -> set[str]:
    """The words of the stock for which price and rate fulfil a condition."""
    return {word for word, price, vat in STOCK if condition(price, vat)}


def judge_found(
    context: SmartBusinessContext,
    row: str,
    asked_for: str,
    answer: tuple[Exchange, list[str]],
    wanted: Iterable[str],
    *,
    field: str = "",
) -> None:
    """The list has these and no others. `field` names one that a list need not be able to filter by."""
    exchange, found = answer
    if field and cannot(exchange):
        context.skip(row, f"{asked_for}: this list cannot be filtered so by {field}; nobody says that it can", exchange)
        return
    context.expect(
        row,
        sorted(found) == sorted(wanted),
        f"{asked_for}: found {', '.join(sorted(found)) or 'none'}, due {', '.join(sorted(wanted)) or 'none'}",
        exchange,
    )


_PRICE = Field("price")
OPERATORS: Sequence[tuple[str, str, Any, Callable[[float, float], bool]]] = (
    ("<", "price", _PRICE < 30.4, lambda price, _: price < 30.4),
    ("<=", "price", _PRICE <= 30.4, lambda price, _: price <= 30.4),
    (">", "price", _PRICE > 30.4, lambda price, _: price > 30.4),
    (">=", "price", _PRICE >= 30.4, lambda price, _: price >= 30.4),
    ("!", "vat", Field("vat") != 7.7, lambda _, vat: vat != 7.7),
)
ROW_OF: Mapping[str, str] = {
    "<": "SMB-FILTER-005",
    "<=": "SMB-FILTER-006",
    ">": "SMB-FILTER-007",
    ">=": "SMB-FILTER-008",
    "!": "SMB-FILTER-009",
    "~": "SMB-FILTER-010",
}


@CHECKS.story(
    "smartbusiness.lists.filters", "Each operator of the filter finds what it should", verifies=tuple(ROW_OF.values())
)
@shares_rows
def filter_each(context: SmartBusinessContext) -> None:
    """One list for each operator, together with the condition for this run's stock."""
    for sign, field, condition, test in OPERATORS:
        answer = ask(context, filter_=mine(context) & condition)
        judge_found(context, ROW_OF[sign], f"the operator {sign}", answer, words_where(test), field=field)
    answer = ask(context, filter_=mine(context) & Field("name").contains("lfa"))
    judge_found(context, ROW_OF["~"], "the operator ~", answer, ["Alfa"], field="name")


@CHECKS.story(
    "smartbusiness.lists.nested-filters",
    "Conditions are combined and nested",
    verifies=("SMB-FILTER-001", "SMB-FILTER-002", "SMB-FILTER-003", "SMB-FILTER-004", "SMB-FILTER-011"),
)
@shares_rows
def filter_nested(context: SmartBusinessContext) -> None:
    """`and`, `or`, one inside the other; ids as number and as text."""

    def named(word: str) -> Any:
        return Field("name") == name_of(context, word)

    both = ask(context, filter_=mine(context) & named("Delta"))
    judge_found(context, "SMB-FILTER-001", "a bare value", both, ["Delta"])
    judge_found(context, "SMB-FILTER-002", "and", both, ["Delta"])
    one = ask(context, filter_=mine(context) & (named("Delta") | named("Bravo")))
    judge_found(context, "SMB-FILTER-003", "or", one, ["Bravo", "Delta"])
    inner = (named("Delta") | named("Bravo")) & (named("Bravo") | named("Charlie"))
    nested = ask(context, filter_=mine(context) & (named("Alfa") | inner))
    judge_found(context, "SMB-FILTER-004", "or in and, and in or", nested, ["Alfa", "Bravo"])
    # As a number an id is given when the documents of a contact are looked for.
    category = str(context.id("product_categories"))
    answer = ask(context, filter_=mine(context) & (Field("category_id") == category))
    everything = [word for word, _, _ in STOCK]
    judge_found(context, "SMB-FILTER-011", "an id given as a text", answer, everything, field="category_id")


@CHECKS.story(
    "smartbusiness.lists.sort",
    "Sorted upwards, downwards, and by several keys",
    verifies=("SMB-LIST-003", "SMB-LIST-004", "SMB-LIST-005"),
)
@shares_rows
def sort(context: SmartBusinessContext) -> None:
    """By price, which would be another order if it were text; by rate and then price downwards.

    Where a list cannot be sorted by price, it is sorted by name.
    """
    by_price = [word for word, price, _ in sorted(STOCK, key=lambda row: row[1])]
    by_name = sorted(word for word, _, _ in STOCK if word.isascii())
    for row, order, wanted, otherwise in (
        ("SMB-LIST-003", Sort("price"), by_price, Sort("name")),
        ("SMB-LIST-004", Sort("price").descending, by_price[::-1], Sort("name").descending),
    ):
        exchange, found = ask(context, filter_=mine(context), sort=order)
        due = wanted
        if cannot(exchange):
            exchange, found = ask(context, filter_=mine(context), sort=otherwise)
            found = [word for word in found if word.isascii()]
            due = by_name if str(otherwise) == "name" else by_name[::-1]
        context.expect(row, found == due, f"sort={order} gave {', '.join(found)}; due {', '.join(due)}", exchange)
    order = Sort("vat").then(Sort("price").descending)
    wanted = [word for word, _, _ in sorted(STOCK, key=lambda row: (row[2], -row[1]))]
    exchange, found = ask(context, filter_=mine(context), sort=order)
    if cannot(exchange):
        context.skip("SMB-LIST-005", "this list cannot be sorted by vat and price; nobody says that it can", exchange)
        return
    message = f"sort={order} gave {', '.join(found)}; due {', '.join(wanted)}"
    context.expect("SMB-LIST-005", found == wanted, message, exchange)


@CHECKS.story(
    "smartbusiness.lists.search", "Found by text, and all options at once", verifies=("SMB-LIST-007", "SMB-LIST-008")
)
@shares_rows
def search(context: SmartBusinessContext) -> None:
    """A word of a name, or else a number; then search, filter, order, page and members in one call."""
    word, all_of_them = "Charlie", WORD
    exchange, found = ask(context, filter_=mine(context), q=word)
    if not found:
        # Which fields are searched, nobody says.
        word, all_of_them = f"L-{context.tag}-4", f"L-{context.tag}"
        exchange, found = ask(context, filter_=mine(context), q=word)
    context.expect("SMB-LIST-007", found == ["Charlie"], f"q={word} found {len(found)} products, one due", exchange)
    wanted = [word for word, _, _ in sorted(STOCK, key=lambda row: -row[1])]
    options: dict[str, Any] = {"q": all_of_them, "filter_": mine(context), "with_": With("unit_name")}
    exchange, found = ask(context, **options, sort="-price", limit=2, offset=1)
    if cannot(exchange):
        wanted = sorted((word for word, _, _ in STOCK), reverse=True)
        exchange, found = ask(context, **options, sort="-name", limit=2, offset=1)
    items = items_of(exchange) if exchange.status == 200 else []
    named = bool(items) and all("unit_name" in item for item in items)
    # With an accented letter in it, an order by name is not known.
    fits = found == wanted[1:3] or (len(found) == 2 and "Écho" in (*wanted[:3], *found))
    context.expect(
        "SMB-LIST-008",
        fits and named,
        f"all options at once gave {', '.join(found)}; due {', '.join(wanted[1:3])}, each with unit_name",
        exchange,
    )
