"""The introducer's offices and what belongs to them, as answers told."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from attrs import define, field

from signoff_contract.judge.problem import Recent
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_partners.siesmart.offers import NEEDED, listed, resolve, rows

from .proposals import answered

_REMEMBERED = 1_000
LIST, CONTACTS = "configuration_list_offices", "configuration_list_sales_contacts"
CODES, CONFIGURATION = "configuration_list_asset_codes", "configuration_get_calculation_configuration"


@define(eq=False)
class Office:
    """What was told of an office; None for what was not told."""

    country: str | None = None
    contacts: frozenset[Any] | None = None
    codes: frozenset[str] | None = None
    choices: Mapping[str, frozenset[Any]] | None = None
    """What a calculation may name; an empty set for what the configuration does not list."""


@define(eq=False)
class Offices:
    """The newest 1,000 offices that were told of; `listed` those of the newest list, None before there was one."""

    known: Recent[int, Office] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    listed: frozenset[int] | None = field(default=None, init=False)

    def get(self, number: Any) -> Office | None:
        """What is known of an office."""
        return self.known.get(number) if isinstance(number, int) else None

    def learn(self, exchange: Exchange) -> None:
        """Takes in an answer about offices."""
        if exchange.operation_id == LIST:
            self._list(answered(exchange))
        elif (
            exchange.operation_id in {CONTACTS, CODES, CONFIGURATION}
            and (number := _office_asked(exchange)) is not None
        ):
            self._learn_of(number, exchange, answered(exchange))

    def _list(self, body: Any) -> None:
        if not isinstance(body, list):
            return
        found = [each for each in body if isinstance(each, dict) and isinstance(each.get("id"), int)]
        self.listed = frozenset(each["id"] for each in found)
        for each in found:
            self._office(each["id"]).country = _country(each)

    def _learn_of(self, number: int, exchange: Exchange, body: Any) -> None:
        if exchange.operation_id == CONFIGURATION:
            if isinstance(body, dict) and (choices := _choices(exchange, body)):
                self._office(number).choices = choices
            return
        if not isinstance(body, list):
            return
        objects = [each for each in body if isinstance(each, dict)]
        if exchange.operation_id == CONTACTS:
            ids = (each.get("id") for each in objects if not each.get("blocked"))
            self._office(number).contacts = frozenset(each for each in ids if isinstance(each, int))
        else:
            self._office(number).codes = frozenset(str(each.get("iacCode")) for each in objects)

    def _office(self, number: int) -> Office:
        office = self.known.get(number) or Office()
        self.known.put(number, office)
        return office


def _office_asked(exchange: Exchange) -> int | None:
    """The office that a call asks about: the value of `office-id`, else the only number in its query."""
    query = parse_qs(exchange.query)
    values = query.get("office-id") or [each for found in query.values() for each in found]
    return int(values[0]) if len(values) == 1 and values[0].isdecimal() and len(values[0]) < 16 else None


def _country(office: Mapping[str, Any]) -> str | None:
    """The country of an office's postal address, in capitals; None where it is not told."""
    address = office.get("postalAddress")
    country = address.get("country") if isinstance(address, dict) else None
    code = country.get("code") if isinstance(country, dict) else country
    return code.upper() if isinstance(code, str) and code else None


def _choices(exchange: Exchange, body: Mapping[str, Any]) -> Mapping[str, frozenset[Any]] | None:
    """What a configuration lists, whatever its lists are called; None where it cannot be understood."""
    configuration, _ = resolve(body)
    if any(not configuration.get(member) for member in NEEDED):
        try:
            plain = exchange.json()
        except Malformed:
            return None
        other = resolve(plain)[0] if isinstance(plain, dict) else {}
        configuration = other or configuration
    if not configuration:
        return None
    found = {name: frozenset(each["id"] for each in rows(configuration, name)) for name in NEEDED[:3]}
    terms = frozenset(each for each in listed(configuration, "terms") if isinstance(each, int | str))
    return {**found, "terms": terms}
