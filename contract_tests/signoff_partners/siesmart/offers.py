"""What an office may calculate with, read from its configuration: which price list goes with which product and term.

The shape of the configuration is our proposal. Where it is another, lists are known by words in their names and by
what their elements look like; what goes with what is taken from any member that names the other's ids. Where nothing
tells, the combinations are tried one after another, and that they were refused is nobody's fault.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

NEEDED = ("pricelists", "marketProducts", "paymentMethods", "terms")
_WORDS = {
    "pricelists": ("pricelist", "price"),
    "marketProducts": ("product",),
    "paymentMethods": ("method",),
    "terms": ("term", "duration"),
    "loanPurposes": ("purpose",),
}
TRIED = 4
"""How many combinations are tried at most where the configuration does not tell which go together."""


@frozen
class Offer:
    """A combination that a calculation may name. `stated` says that the configuration itself tells it."""

    pricelist: Mapping[str, Any]
    product: int
    terms: tuple[int, ...]
    stated: bool


def resolve(answer: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The configuration under the description's names, and what had to be looked for.

    The first value is empty when there is neither a price list nor a product in it.
    """
    body = _unwrapped(answer)
    told = dict(body)
    looked_for = [] if body is answer else ["the configuration itself"]
    for member, words in _WORDS.items():
        if listed(told, member):
            continue
        found = _named_like(words, body, member)
        if found:
            told[member] = found
            looked_for.append(member)
    told["terms"] = [term for each in listed(told, "terms") if (term := _term(each)) is not None]
    return (told if rows(told, "pricelists") and rows(told, "marketProducts") else {}), looked_for


def _unwrapped(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = [value for value in answer.values() if isinstance(value, dict)]
    lists = [value for value in answer.values() if isinstance(value, list)]
    return inner[0] if len(inner) == 1 and not lists else answer


def _named_like(words: Sequence[str], body: Mapping[str, Any], member: str) -> list[Any]:
    """The one list whose name has one of the words, at the top or, where it hangs on another list's elements, below."""
    taken = {name for name in _WORDS if listed(body, name) and name != member}
    for word in words:
        found = [
            value
            for name, value in body.items()
            if word in name.lower() and name not in taken and isinstance(value, list) and value
        ]
        if len(found) == 1:
            return list(found[0])
        below = [
            {**each, "belongsTo": element.get("id")}
            for name in taken
            for element in rows(body, name)
            for inner, value in element.items()
            if word in inner.lower() and isinstance(value, list)
            for each in value
            if isinstance(each, dict)
        ]
        if below:
            return below
    return []


def _term(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    numbers = [each for each in value.values() if isinstance(each, int)] if isinstance(value, dict) else []
    return numbers[0] if len(numbers) == 1 else None


def offers(configuration: Mapping[str, Any], rate_cards: Sequence[Any] = ()) -> list[Offer]:
    """The combinations to try, those that are told first; when any is told, only those."""
    lists, products = rows(configuration, "pricelists"), rows(configuration, "marketProducts")
    told = set(_told(lists, products, rate_cards))
    known = {each["id"] for each in products}
    # Not the first product where there is a choice: a server that always takes the first would go unnoticed.
    pairs = [(one, each["id"]) for one in lists for each in reversed(products) if (one["id"], each["id"]) in told]
    if not pairs:
        # Diagonally, so that the first few differ in both.
        pairs = [
            (one, products[(index + shift) % len(products)]["id"])
            for shift in range(len(products))
            for index, one in enumerate(lists)
        ]
    terms = [term for term in listed(configuration, "terms") if isinstance(term, int)]
    lonely = len(lists) == 1 and len(known) == 1
    found = []
    for one, product in pairs:
        carded = _carded_terms(one["id"], product, rate_cards)
        bounded = any(isinstance(one.get(name), int) for name in ("minimumTerm", "maximumTerm"))
        stated = (bool(told) or lonely) and (bounded or bool(carded))
        fitting = tuple(term for term in carded if term in terms or not terms)
        found.append(Offer(one, product, _terms(one, terms) if bounded or not fitting else fitting, stated))
    return found


def _carded_terms(pricelist: int, product: int, rate_cards: Sequence[Any]) -> tuple[int, ...]:
    """The terms that a rate card has for a price list and a product."""
    return tuple(
        entry["term"]
        for card in rate_cards
        if isinstance(card, dict)
        and (card.get("introducerPricelistId"), card.get("marketProductId")) == (pricelist, product)
        for entry in listed(card, "entries")
        if isinstance(entry, dict) and isinstance(entry.get("term"), int)
    )


def _told(
    lists: Sequence[Mapping[str, Any]], products: Sequence[Mapping[str, Any]], rate_cards: Sequence[Any]
) -> Iterator[tuple[int, int]]:
    for (one, product), (holder, other, word) in itertools.product(
        itertools.product(lists, products), ((0, 1, "product"), (1, 0, "price"))
    ):
        pair = (one, product)
        if pair[other]["id"] in _ids(pair[holder], word):
            yield one["id"], product["id"]
    for card in rate_cards:
        if isinstance(card, dict) and isinstance(card.get("introducerPricelistId"), int):
            product = card.get("marketProductId")
            yield card["introducerPricelistId"], product if isinstance(product, int) else -1


def _ids(value: Mapping[str, Any], word: str) -> set[int]:
    """The ids in the members of an object whose names have the word, be they numbers or objects with an id."""
    found: set[int] = set()
    for name, member in value.items():
        if name == "belongsTo" or word in name.lower():
            for each in member if isinstance(member, list) else [member]:
                number = each.get("id") if isinstance(each, dict) else each
                if isinstance(number, int) and not isinstance(number, bool):
                    found.add(number)
    return found


def _terms(pricelist: Mapping[str, Any], terms: Sequence[int]) -> tuple[int, ...]:
    low, high = (pricelist.get(name) for name in ("minimumTerm", "maximumTerm"))
    if isinstance(low, int) or isinstance(high, int):
        return tuple(
            term
            for term in terms
            if (not isinstance(low, int) or low <= term) and (not isinstance(high, int) or term <= high)
        ) or (36,)
    # No bound is told: a term in the middle fits most price lists.
    return (sorted(terms)[len(terms) // 2],) if terms else (36,)


def listed(value: Mapping[str, Any], member: str) -> list[Any]:
    """A list member; empty when it is absent or no list."""
    found = value.get(member)
    return found if isinstance(found, list) else []


def rows(value: Mapping[str, Any], member: str) -> list[dict[str, Any]]:
    """The objects with an id in a list member."""
    return [row for row in listed(value, member) if isinstance(row, dict) and isinstance(row.get("id"), int)]
