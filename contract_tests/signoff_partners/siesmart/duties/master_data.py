"""What is chosen from master data is the office's own, as far as the lists were read in this traffic."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Judge, Problem
from signoff_contract.traffic.exchange import Exchange

from .offices import Office, Offices
from .proposals import Proposals, created_by, is_creation, sent

_WITH_MASTER_DATA = frozenset({"assets_add", "assets_replace", "calculation_attach"})
_NEEDED = ("officeId", "customer", "assets", "calculation")
Body = Mapping[str, Any]
Look = Callable[[Exchange, Body, Any, Offices], tuple[Problem, ...] | None]


def _of_bodies(of: Circumstances, look: Look, *, changes: bool = True) -> Judge[Exchange]:
    """A judge of what creations send, and `changes` that name master data too; `look` gets the office's id as well.

    Keeps the newest 10,000 proposals and 1,000 offices.
    """
    proposals, offices = Proposals(of), Offices()
    created = created_by(of)

    def see(exchange: Exchange) -> tuple[Problem, ...] | None:
        creates = is_creation(exchange) or created(exchange) is not None
        if not creates and not (changes and exchange.operation_id in _WITH_MASTER_DATA):
            return None
        body = sent(of, exchange)
        if body is None:
            return None
        return look(exchange, body, body.get("officeId") or proposals.office_of(exchange), offices)

    def learn(exchange: Exchange) -> None:
        proposals.learn(exchange)
        offices.learn(exchange)

    return Judge(see, learn)


def contacts_of_office(of: Circumstances) -> Judge[Exchange]:
    """Proposals are created for offices of the list, with a contact of that office that is not blocked.

    Nothing is said where the offices were not listed, or the contacts of that office; see `_of_bodies` for what is kept.
    """

    def look(exchange: Exchange, body: Body, number: Any, offices: Offices) -> tuple[Problem, ...] | None:
        if offices.listed is None:
            return None
        office, contact = offices.get(number), body.get("salesContactId")
        listed = _among(number, offices.listed)
        if listed and contact is not None and (office is None or office.contacts is None):
            return None
        known = listed and (contact is None or _among(contact, _known(office, "contacts")))
        return () if known else (Problem(exchange, "names an office or a sales contact that was not listed"),)

    return _of_bodies(of, look, changes=False)


def codes_of_office(of: Circumstances) -> Judge[Exchange]:
    """Assets have codes that their office lists. Nothing is said where those were not read; see `_of_bodies`."""

    def look(exchange: Exchange, body: Body, number: Any, offices: Offices) -> tuple[Problem, ...] | None:
        codes, office = set(_codes(body)), offices.get(number)
        if not codes or office is None or office.codes is None:
            return None
        foreign = not codes <= office.codes
        return (Problem(exchange, "names an asset code that the office does not list"),) if foreign else ()

    return _of_bodies(of, look)


def configuration_of_office(of: Circumstances) -> Judge[Exchange]:
    """Calculations have price list, product, payment method and term of their office's configuration.

    Nothing is said where that was not read; see `_of_bodies`. What it does not list was not chosen from it.
    """

    def look(exchange: Exchange, body: Body, number: Any, offices: Offices) -> tuple[Problem, ...] | None:
        sheet, office = _sheet(body), offices.get(number)
        if not sheet or office is None or office.choices is None:
            return None
        chosen = {
            "pricelists": sheet.get("introducerPricelistId"),
            "marketProducts": sheet.get("marketProductId"),
            "paymentMethods": _member(sheet.get("paymentMethod"), "id"),
            "terms": sheet.get("term"),
        }
        foreign = any(
            office.choices[name] and not _among(value, office.choices[name]) for name, value in chosen.items()
        )
        return (Problem(exchange, "calculates with values that the office does not list"),) if foreign else ()

    return _of_bodies(of, look)


def complete_creation(of: Circumstances) -> Judge[Exchange]:
    """A creation with assets has customer and calculation too, and a contact where the office is known to have some."""

    def look(exchange: Exchange, body: Body, number: Any, offices: Offices) -> tuple[Problem, ...] | None:
        if "assets" not in body:
            return None
        lacking = [name for name in _NEEDED if not body.get(name)]
        if _known(offices.get(number), "contacts") and not body.get("salesContactId"):
            lacking.append("salesContactId")
        return (Problem(exchange, f"lacks {', '.join(lacking)}"),) if lacking else ()

    return _of_bodies(of, look, changes=False)


def _known(office: Office | None, member: str) -> frozenset[Any]:
    return getattr(office, member, None) or frozenset()


def _codes(body: Body) -> Iterator[str]:
    assets = body.get("assets")
    for asset in (body, *(assets if isinstance(assets, list) else ())):
        if (code := _member(asset, "assetIacCode")) is not None:
            yield str(code)


def _sheet(body: Body) -> Body:
    sheet = body.get("sheet") or _member(body.get("calculation"), "sheet")
    return sheet if isinstance(sheet, dict) else {}


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _among(value: Any, choices: frozenset[Any]) -> bool:
    return isinstance(value, Hashable) and value in choices
