"""The customer register: created, read, found."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from signoff_contract.mock.content import CODE
from signoff_contract.mock.engine import Call, Reply
from signoff_contract.mock.http import Refusal

from .names import Names
from .store import Json, Store

FIRST_PAGE = 1
PAGE_SIZE = 50


def create(store: Store, names: Names, call: Call) -> Reply:
    """POST /customers: 200 without content (API, create customer).

    Proposed: the number null takes the next free one, a number that is taken is refused, organisation numbers may
    repeat.
    """
    number = call.body["number"]
    if number is None:
        number = store.next_customer_number()
    elif number in store.customers:
        why = "belongs to another customer"
        raise Refusal(400, CODE, f"number {why}", fields=(("number", why),))
    address = {**dict.fromkeys(names.address), **call.body.get("postalAddress", {})}
    store.keep({**call.body, "number": number, "postalAddress": address})
    return Reply(200)


def get(store: Store, _names: Names, call: Call) -> Reply:
    """GET /customers/{customerNumber}; the number is compared exactly (proposed)."""
    return Reply(200, find(store, call.path["customerNumber"]))


def find(store: Store, number: str) -> Json:
    """The customer with a number. Raises Refusal 404 (API, get customer and create sales order)."""
    found = store.customers.get(number)
    if found is None:
        raise Refusal(404, "NOT_FOUND", "No customer has this number")
    return found


def list_customers(store: Store, names: Names, call: Call) -> Reply:
    """GET /customers: filters, pages (API, list customers).

    Proposed: every filter that is given has to match, names are compared without regard to case, an empty filter is
    none, customers come by ascending number.
    """
    asked = {role: call.query.get(name) for role, name in names.query.items()}
    wanted = [test(asked[role]) for role, test in _FILTERS.items() if asked.get(role)]
    found = [each for _, each in sorted(store.customers.items()) if all(accepts(each) for accepts in wanted)]
    page, size = asked.get("page") or FIRST_PAGE, asked.get("page-size") or PAGE_SIZE
    shown = found[(page - 1) * size : page * size]
    return Reply(200, names.page(shown, page=page, size=size, total=len(found)))


Test = Callable[[Json], bool]


def _number_is(number: str) -> Test:
    return lambda customer: bool(customer["number"] == number)


def _name_contains(text: str) -> Test:
    wanted = _folded(text)
    return lambda customer: wanted in _folded(customer["name"])


def _organisation_is(number: str) -> Test:
    wanted = bare(number)
    return lambda customer: bare(customer["corporateIdentityNumber"]) == wanted


_FILTERS: Mapping[str, Callable[[Any], Test]] = {
    "number-filter": _number_is,
    "name-filter": _name_contains,
    "organisation-filter": _organisation_is,
}


def bare(number: str) -> str:
    """An organisation number without spaces and dashes, which do not count (API, list customers)."""
    return re.sub(r"[\s\u2010-\u2015\u2212-]", "", number)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
