"""Made-up customers. No such company exists: the organisation numbers have a wrong check digit, or a group 00."""

import string
from datetime import datetime
from random import Random
from typing import Any

from attrs import define, field

Json = dict[str, Any]

ORGANISATION = "corporateIdentityNumber"

ADDRESS: Json = {
    "address1": "Provgatan 12 å, ö. g.",
    "address2": "Garageinfart 2",
    "address3": None,
    "city": "Provstad",
    "zipCode": "000 12",
    "countryCode": "SE",
}
"""One member is null and one is left out, which nobody documents as allowed."""

_SIGNS = string.digits + string.ascii_uppercase

CAREFUL_ADDRESS: Json = {**ADDRESS, "address3": "Plan 3", "state": "Provlän"}


def make_tag(random: Random, now: datetime | None) -> str:
    """Capitals and digits that stand for one run: three drawn, then the second of the run within two years."""
    drawn = "".join(random.choices(string.ascii_uppercase, k=3))
    if now is None:
        return drawn
    rest, shown = int(now.timestamp()) % len(_SIGNS) ** 5, ""
    for _ in range(5):
        rest, sign = divmod(rest, len(_SIGNS))
        shown = f"{_SIGNS[sign]}{shown}"
    return f"{drawn}{shown}"


@define
class Values:
    """Values of one run. `tag` stands in every name and number, so that another run's are told apart."""

    tag: str
    random: Random = field(repr=False)
    stem: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.stem = f"K00{self.tag}"

    @property
    def common_name(self) -> str:
        """What stands in the middle of all names of this run, with signs that mean something in addresses, in pages and
        in patterns of databases."""
        return f"kund {self.tag} & 5% i Väst"

    def name(self, which: str) -> str:
        """A name with the common part in its middle."""
        return f"Signoff Prov{self.common_name}ervik {which}"

    def near_name(self, which: str) -> str:
        """A name that a pattern finds for which the common part is taken, and that does not hold it."""
        return self.name(which).replace("5% ", "5 kr ")

    def number(self, suffix: str = "") -> str:
        """A customer number with zeros inside, which text keeps; short, because nobody documents how long it may be."""
        return f"{self.stem}{suffix}"

    @property
    def near_number(self) -> str:
        """A number that nobody has, with the digits of the first customer's: a number is text, and is not counted."""
        return f"L{self.stem[1:]}"

    def shorten_numbers(self) -> None:
        """From now on numbers are as long as the one that is documented, K100421."""
        self.stem = f"K00{self.random.randrange(10**3):03}"

    def organisation_number(self, *, check_digit: bool = False, like: str = "") -> str:
        """Ten digits and a dash; with the right check digit only when told to. Those before the dash are `like`'s."""
        digits = f"00{self.random.randrange(10**7):07}"
        if like:
            # Another one for sure, whatever is drawn.
            other = (int(bare(like)[6:9]) + 1 + self.random.randrange(998)) % 1000
            digits = f"{bare(like)[:6]}{other:03}"
        last = (check_digit_of(digits) + (0 if check_digit else 1)) % 10
        return f"{digits[:6]}-{digits[6:]}{last}"

    def careful_customer(self, which: str, number: str | None, **changed: Any) -> Json:
        """A customer that nobody has a documented reason to refuse but for what is changed: no gaps in its address, the
        right check digit."""
        careful = {
            "postalAddress": CAREFUL_ADDRESS,
            "corporateIdentityNumber": self.organisation_number(check_digit=True),
        }
        return self.customer(which, number, **{**careful, **changed})

    def customer(self, which: str, number: str | None, **changed: Any) -> Json:
        """A complete customer, with some members changed; `...` leaves one out."""
        body = {
            "name": self.name(which),
            "number": number,
            "invoiceEmail": f"faktura.{self.tag.lower()}@example.com",
            "postalAddress": ADDRESS,
            "corporateIdentityNumber": self.organisation_number(),
            **changed,
        }
        return {name: value for name, value in body.items() if value is not ...}


def check_digit_of(digits: str) -> int:
    """The check digit of a Swedish organisation number, by Luhn's formula."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def bare(number: str) -> str:
    """An organisation number without spaces and dashes."""
    return number.replace(" ", "").replace("-", "")


def with_other_signs(number: str) -> str:
    """The same organisation number with other spaces and dashes than it is usually written with."""
    digits = bare(number)
    return f"{digits[:2]} {digits[2:5]}-{digits[5:]}"
