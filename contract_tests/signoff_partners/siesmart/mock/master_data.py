"""Master data: offices, sales contacts, asset codes, calculation configuration, rate cards.

The data stand in `master_data.yaml`; here they are put together per office, in the shapes of the description.
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define, frozen

from signoff_contract.description.source import read_source

from .figures import MONTHS_PER_PERIOD

Json = Mapping[str, Any]

# Proposed: the sources know the member `operation`, none of its values.
CALCULATE_PAYMENT = "CALCULATE_PAYMENT"
CALCULATE_AMOUNT = "CALCULATE_AMOUNT_FINANCED"
OPERATIONS = (CALCULATE_PAYMENT, CALCULATE_AMOUNT)

# Proposed, as all values of the two members.
IN_ADVANCE = "IN_ADVANCE"
IN_ARREARS = "IN_ARREARS"
PAYMENT_MODES = (IN_ADVANCE, IN_ARREARS)

_RATE_CARD_BANDS = ((0.0, 50_000.0), (50_000.0, 250_000.0))


@frozen
class Office:
    """One office with everything that depends on it."""

    id: int
    country: str
    view: Json
    sales_contacts: tuple[Json, ...]
    asset_codes: tuple[Json, ...]
    configuration: Json
    document_codes: tuple[str, ...]

    @property
    def needs_sales_contact(self) -> bool:
        """Whether a sales contact must be named; in the United Kingdom the API user takes the place (CREATE)."""
        return self.country != "GB"

    @property
    def api_user(self) -> int:
        """The sales contact that stands for the API itself."""
        return int(self.sales_contacts[0]["id"])

    def listed(self, kind: str, id: Any) -> Json | None:
        """The entry of a list of the calculation configuration with that id; `id` is a number or a text, or None."""
        return self._listed[kind].get(id)

    @cached_property
    def iac_codes(self) -> frozenset[str]:
        """The codes of the assets that the office finances."""
        return frozenset(each["iacCode"] for each in self.asset_codes)

    @cached_property
    def _listed(self) -> Mapping[str, Mapping[Any, Json]]:
        lists = {kind: each for kind, each in self.configuration.items() if isinstance(each, list)}
        return {
            kind: {entry["id"]: entry for entry in reversed(entries) if isinstance(entry, dict)}
            for kind, entries in lists.items()
        }


@define
class MasterData:
    """All master data of the mock. Fixed: neither seed nor requests change it."""

    _raw: Json

    @cached_property
    def offices(self) -> dict[int, Office]:
        """Every office by its id, those of other introducers too."""
        return {each["id"]: self._office(each) for each in self._raw["offices"]}

    @property
    def document_types(self) -> tuple[Json, ...]:
        """The kinds of documents."""
        return tuple(self._raw["documentTypes"])

    def document_type(self, id: Any) -> Json | None:
        """The kind of document with that id."""
        return next((each for each in self.document_types if each["id"] == id), None)

    def document_type_by_code(self, code: str) -> Json:
        """The kind of document with that code. Raises KeyError when there is none."""
        for each in self.document_types:
            if each["code"] == code:
                return each
        raise KeyError(code)

    def check_offices(self, client: Any) -> None:
        """Raises ValueError for a client of an office that there is not."""
        if unknown := sorted(set(client.office_ids) - self.offices.keys()):
            known = ", ".join(map(str, sorted(self.offices)))
            raise ValueError(f"there is no office {', '.join(map(str, unknown))}; offices are {known}")

    def rate_cards(self, office_ids: tuple[int, ...]) -> list[dict[str, Any]]:
        """The rate cards of some offices: one for each price list and product, with the list's own rate."""
        cards: dict[int, dict[str, Any]] = {}
        for office_id in office_ids:
            configuration = self.offices[office_id].configuration
            for pricelist in configuration["pricelists"]:
                for product in pricelist["marketProductIds"]:
                    card = self._rate_card(pricelist, product, configuration["terms"])
                    cards[card["id"]] = card
        return list(cards.values())

    def _rate_card(self, pricelist: Json, product: int, terms: list[int]) -> dict[str, Any]:
        return {
            "id": pricelist["id"] * 100 + product,
            "name": pricelist["name"],
            "introducerPricelistId": pricelist["id"],
            "marketProductId": product,
            "entries": [
                {
                    "term": term,
                    "amountFrom": low,
                    "amountTo": high,
                    "nominalInterestRate": pricelist["nominalInterestRate"],
                }
                for term in terms
                if pricelist["minimumTerm"] <= term <= pricelist["maximumTerm"]
                for low, high in _RATE_CARD_BANDS
            ],
        }

    def _office(self, raw: Json) -> Office:
        pricelists = [each for each in self._raw["pricelists"] if each["id"] in raw["pricelists"]]
        products = {product for each in pricelists for product in each["marketProductIds"]}
        unknown = set(raw["paymentPeriods"]) - set(MONTHS_PER_PERIOD)
        if unknown:
            raise ValueError(f"office {raw['id']} names payment periods without a length: {sorted(unknown)}")
        return Office(
            id=raw["id"],
            country=raw["postalAddress"]["country"]["code"],
            view={name: raw[name] for name in ("id", "name", "postalAddress")},
            sales_contacts=tuple(each for each in self._raw["salesContacts"] if raw["id"] in each["officeIds"]),
            asset_codes=tuple(
                each for each in self._raw["assetCodes"] if each["iacCode"].startswith(tuple(raw["assetGroups"]))
            ),
            configuration={
                "officeId": raw["id"],
                "marketProducts": [each for each in self._raw["marketProducts"] if each["id"] in products],
                "pricelists": pricelists,
                "paymentMethods": self._raw["paymentMethods"],
                "operations": list(OPERATIONS),
                "paymentModes": list(PAYMENT_MODES),
                "paymentPeriods": raw["paymentPeriods"],
                "terms": raw["terms"],
                "commissionTypes": self._raw["commissionTypes"],
                "feeTypes": self._raw["feeTypes"],
                "specialPaymentTypes": self._raw["specialPaymentTypes"],
                "loanPurposes": self._raw["loanPurposes"],
            },
            document_codes=tuple(raw["documents"]),
        )


def read_master_data() -> MasterData:
    """The master data that come with the mock."""
    return MasterData(read_source(Path(__file__).with_name("master_data.yaml")).value)
