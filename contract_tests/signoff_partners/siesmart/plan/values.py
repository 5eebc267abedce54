"""Made-up business data that a careless server cannot keep: each value is legal, distinct, and hard on some habit.

Trimming, re-encoding, rounding, swapped members and merged objects all change at least one of these values. Mail
addresses are of example.com, companies and people are invented. What may be written and is not sent, `unsent` lists.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from signoff_partners.siesmart.offers import Offer, listed, offers, rows

# A combining accent, a character outside the basic plane, quotes and markup, two scripts, blanks inside.
_SHAPES = (
    "Cafe\u0301 {0}",
    "{0} \U0001f69c press",
    '{0} "quoted" & <b>\'n</b>',
    "{0} \\ slash / {{brace}}",
    "Zażółć {0} 机器",
    "{0}  two blanks",
    "Größe ẞ {0}",
    "{0} Ω 100%25",
)
_WORDS = ("Lathe", "Press", "Mixer", "Loader", "Kiln", "Crane", "Router", "Drill", "Saw", "Boiler")
# A partner may have a name of its own for a country; the usual one is not worth a difference.
_COUNTRIES = {"GB": "United Kingdom", "UK": "United Kingdom", "ES": "Spain", "US": "United States", "DE": "Germany"}
_CENTS = ("12345.67", "250000.5", "0.01", "98765.43", "70000.29", "199999.1", "19.99", "333.35")


@define
class Values:
    """Draws values from a seeded source; no text and no amount is drawn twice."""

    random: random.Random
    _texts: int = field(default=0, init=False)
    _cents: int = field(default=0, init=False)
    _drawn: set[float] = field(factory=set, init=False)

    def text(self, limit: int = 255) -> str:
        """A text with something unusual inside, unlike every other text of the run."""
        shape = _SHAPES[self._texts % len(_SHAPES)]
        self._texts += 1
        return shape.format(f"{self.random.choice(_WORDS)} {self._mark()}")[:limit].strip()

    def padded(self) -> str:
        """A text that begins and ends with blanks."""
        return f"  {self.text()} "

    def note(self) -> str:
        """A text of several lines, with a tab."""
        return f"{self.text()}\n\t{self.text()}\r\n{self.text()} "

    def plain(self, prefix: str) -> str:
        """A short text without anything unusual, for members whose form may be checked."""
        return f"{prefix}{self._mark()}"

    def amount(self, most: float = 300_000.0) -> float:
        """An amount with two decimals at most; most of them have no exact binary fraction."""
        while True:
            base = float(_CENTS[self._cents % len(_CENTS)])
            # Later rounds move by whole units, so that the decimals stay as they are.
            later = self.random.randrange(1, 200) if self._cents >= len(_CENTS) else 0
            self._cents += 1
            amount = round((base if base < most else base % most) + later, 2)
            if amount <= most and amount not in self._drawn:
                self._drawn.add(amount)
                return amount

    def digits(self, count: int) -> str:
        """A number as text that begins with zeros, which a server must not take for a number."""
        return ("00" + "".join(str(self.random.randrange(10)) for _ in range(count)))[:count]

    def mail(self) -> str:
        """A mail address that reaches nobody."""
        return f"suite.{self._mark().lower()}@example.com"

    def phone(self) -> str:
        """A telephone number of the range that is reserved for fiction."""
        return f"+44 20 7946 0{self.random.randrange(1000):03d}"

    def _mark(self) -> str:
        return f"{self.random.getrandbits(32):08X}"

    # Whole objects, as JSON.

    def company(self, country: str) -> dict[str, Any]:
        """A company of a register."""
        return {"registrationNumber": self.digits(8), "sourceCountryCode": country, "companyType": "LIMITED"}

    def address(self, country: str, *, region: bool = False) -> dict[str, Any]:
        """An address with every member but its id; with a `region` only where asked for, most countries have none."""
        return {
            "address1": self.text(),
            "address2": self.padded(),
            "houseNumber": self.plain("12/"),
            "houseName": self.text(),
            "flatName": self.text(),
            "city": self.text(),
            "postalCode": self.digits(5),
            "country": {"code": country, "hasRegions": region, "name": _COUNTRIES.get(country, country)},
            **({"region": {"id": 7, "name": "Northern region"}} if region else {}),
            "phoneNumber": self.phone(),
            "mobilePhoneNumber": self.phone() + "1",
            "email": self.mail(),
        }

    def customer_manual(self, country: str) -> dict[str, Any]:
        """A customer that was entered by hand, with two partners."""
        return {
            "companyName": self.padded(),
            "legalForm": {"id": 2, "name": "Sole trader", "code": "ST", "partnership": True},
            "professionType": {"id": 3, "name": "Baker"},
            "dateOfIncorporation": f"20{self.random.randrange(10, 20)}-02-28T23:30:15.250Z",
            "registrationNumber": self.digits(9),
            "address": self.address(country, region=True),
            "partners": [self.partner(country), self.partner(country)],
        }

    def partner(self, country: str) -> dict[str, Any]:
        """A partner of a customer."""
        return {
            "firstName": self.text(),
            "lastName": f"O'{self.text()}",
            "secondLastName": self.text(),
            "dateOfBirth": f"19{self.random.randrange(60, 99)}-12-31",
            "monthAtAddress": self.random.randrange(1, 400),
            "title": {"id": 45, "name": "Ms"},
            "ssn": self.digits(9),
            "address": self.address(country),
        }

    def asset(self, code: str, country: str) -> dict[str, Any]:
        """An asset with every member that may be sent."""
        return {
            "assetIacCode": code,
            "condition": "USED",
            "description": self.note(),
            "quantity": self.random.randrange(2, 90),
            "valuePerAsset": self.amount(),
            "serviceAgreement": {
                "serviceType": "FULL_SERVICE",
                "pricePerUnitValues": [
                    {
                        "id": 1,
                        "pricePerUnit": {"id": 1, "name": "Printed page"},
                        "value": 0.07,
                        "valueIncluded": self.amount(most=900.0),
                    }
                ],
            },
            "equipmentSupplier": self.company(country),
            "location": self.padded(),
            "ageInMonth": self.random.randrange(1, 240),
        }

    def small_asset(self, code: str) -> dict[str, Any]:
        """An asset with hardly more than what must be there: what it leaves out has to go when it replaces another."""
        return {
            "assetIacCode": code,
            "description": self.text(),
            "quantity": self.random.randrange(100, 1000),
            "valuePerAsset": self.amount(),
        }

    def loan(self, purposes: Sequence[Mapping[str, Any]], index: int = 0) -> dict[str, Any]:
        """A loan for one of the purposes that the office's configuration lists."""
        known = purposes[index % len(purposes)] if purposes else {"id": 1, "name": "Machine"}
        return {"loanPurpose": {"id": known["id"], "name": known.get("name", "Machine")}, "value": self.amount()}

    def bank_account(self) -> dict[str, Any]:
        """A Spanish bank account of a bank that does not exist, with a right check digit."""
        number = "9999" + "".join(str(self.random.randrange(10)) for _ in range(16))
        check = 98 - int(f"{number}142800") % 97
        return {
            "accountHolder": self.text(),
            "iban": f"ES{check:02d}{number}",
            "bic": "EXAMESMMXXX",
            "bankName": self.text(),
        }

    def signatory(self, *, custom: bool = False) -> dict[str, Any]:
        """Somebody who shall sign; with `custom`, under a job title of his own words."""
        return {
            "firstName": self.text(),
            "lastName": self.text(),
            "registrationNumber": self.digits(8),
            "email": self.mail(),
            "phone": self.phone(),
            "jobTitle": {"id": 1, "name": "Director", "isCustom": custom},
            **({"jobTitleCustom": self.text()} if custom else {}),
            "boardmember": True,
            "boardmemberId": self.random.randrange(1, 1000),
            "type": "CUSTOMER",
        }

    def decision_request(self, *, contact: bool, prelease: bool) -> dict[str, Any]:
        """What goes with a request for a decision; all three booleans, credit data never outside the US."""
        return {
            "commentToRiskAnalyst": self.note(),
            "siemensMayContactCustomer": contact,
            "siemensMayRequestCreditData": False,
            "prelease": prelease,
        }


def calculation(
    values: Values, configuration: Mapping[str, Any], offer: Offer | None = None, *, percentages: bool = False
) -> dict[str, Any]:
    """A calculation out of an office's own configuration: only what it lists, amounts of our own.

    `offer` is what goes together, the first of the configuration unless given. With `percentages` the residual value
    and the commission are percentages. Figures that a calculation may work out itself are left out: the payment, and
    what is the counterpart of an amount or a percentage that is given.
    """
    offer = offer or next(iter(offers(configuration)), None)
    sheet: dict[str, Any] = {
        "introducerPricelistId": offer.pricelist["id"] if offer else 0,
        "marketProductId": offer.product if offer else 0,
        "term": values.random.choice(offer.terms) if offer else 36,
        "paymentProfile": {"profile1": values.random.randrange(1, 6), "profile2": values.random.randrange(6, 12)},
        "customerPto": values.amount(most=500.0),
        "residualValue": _share(values, percentages=percentages),
        "optionFee": values.amount(most=500.0),
    }
    if method := first(configuration, "paymentMethods"):
        sheet["paymentMethod"] = pick(method, "id", "name")
    for member, choices in (("paymentMode", "paymentModes"), ("paymentPeriod", "paymentPeriods")):
        if found := texts(configuration, choices):
            sheet[member] = found[0]
    if kind := first(configuration, "commissionTypes"):
        commission = _share(values, percentages=percentages)
        sheet["commissions"] = [{"type": pick(kind, "id", "name", "readonly"), **commission}]
    if kind := first(configuration, "feeTypes"):
        fee = {"name": values.text(), "amount": values.amount(most=400.0), "manualSet": True, "feeIncluded": False}
        sheet["fees"] = [{"feeType": pick(kind, "id", "name", "readonly", "code"), **fee}]
    if kind := first(configuration, "specialPaymentTypes"):
        payment = {
            "amount": values.amount(most=400.0),
            "equipmentDetails": values.text(),
            "serialNumber": values.plain("SN-"),
        }
        named = pick(kind, "id", "name", "readonly", "downPaymentType", "code")
        sheet["specialPayments"] = [{"type": named, **payment}]
    request: dict[str, Any] = {"sheet": sheet}
    if operations := texts(configuration, "operations"):
        request["operation"] = operations[0]
    return request


def _share(values: Values, *, percentages: bool) -> dict[str, Any]:
    if percentages:
        return {"percentage": values.random.randrange(101, 499) / 100, "usePercentage": True, "manualSet": True}
    return {"amount": values.amount(most=400.0), "usePercentage": False, "manualSet": True}


def texts(value: Mapping[str, Any], member: str) -> list[str]:
    """The texts in a list member."""
    return [each for each in listed(value, member) if isinstance(each, str)]


def first(value: Mapping[str, Any], member: str) -> dict[str, Any] | None:
    """The first object with an id in a list member, preferring one that may be written."""
    found = rows(value, member)
    return next((row for row in found if row.get("readonly") is not True), found[0] if found else None)


def pick(value: Mapping[str, Any], *members: str) -> dict[str, Any]:
    """Some members of an object, as far as it has them."""
    return {member: value[member] for member in members if value.get(member) is not None}
