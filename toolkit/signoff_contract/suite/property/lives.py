"""What a proposal's life is made of: data that an office accepts, and a model of what must be stored."""

from decimal import Decimal
from typing import Any

import httpx2
from attrs import define, field
from hypothesis import strategies as st

TRACE = "x-b2b-trace-id"
OPEN = ("NOT_AVAILABLE", "MORE_INFORMATION_REQUIRED")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
# Every amount has two decimals that stay as they are, so that equal sums are equal however they came about.
amounts = st.sampled_from([1, 19, 4_999, 120_000]).map(lambda whole: whole + 0.25)
assets = st.fixed_dictionaries(
    {
        "assetIacCode": st.sampled_from(["ITE", "ITE2201"]),
        "quantity": st.integers(min_value=1, max_value=40),
        "valuePerAsset": amounts,
    },
    optional={
        "description": texts,
        "condition": st.sampled_from(["NEW", "USED"]),
        "location": texts,
        "ageInMonth": st.integers(min_value=0, max_value=240),
    },
)
loans = st.fixed_dictionaries({"loanPurpose": st.just({"id": 1, "name": "Machine"}), "value": amounts})
companies = st.fixed_dictionaries(
    {
        "registrationNumber": st.text("0123456789", min_size=8, max_size=8),
        "sourceCountryCode": st.just("GB"),
        "companyType": st.just("LIMITED"),
    }
)
people = st.fixed_dictionaries(
    {"companyName": texts}, optional={"registrationNumber": st.text("0123456789", min_size=8, max_size=8)}
)
customers = st.one_of(st.fixed_dictionaries({"customer": companies}), st.fixed_dictionaries({"customerManual": people}))
addresses = st.fixed_dictionaries(
    {"city": texts}, optional={"address1": texts, "postalCode": texts, "email": st.just("store@example.com")}
)
sheets = st.fixed_dictionaries(
    {
        "introducerPricelistId": st.just(1001),
        "marketProductId": st.just(11),
        "term": st.sampled_from([12, 24, 36]),
    }
)
comments = st.fixed_dictionaries(
    {
        "siemensMayContactCustomer": st.booleans(),
        "siemensMayRequestCreditData": st.just(False),
        "prelease": st.booleans(),
    },
    optional={"commentToRiskAnalyst": texts},
)
editors = st.sampled_from(["first", "second"])
# Whether an editor reads before changing something. One who never does is refused nearly always.
careful = st.sampled_from([True, True, False])
# What becomes of a request for a decision that was not decided at once.
afterwards = st.sampled_from(["wait", "withdraw", "leave it to others"])


@define
class Listening(httpx2.BaseTransport):
    """Carries requests on, keeps the identifier of each answer of the API and counts those that were not let in."""

    inner: httpx2.BaseTransport
    traces: list[str] = field(factory=list)
    throttled: int = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        self.throttled += response.status_code in {429, 503}
        if not request.url.path.endswith("/token"):
            self.traces.append(response.headers.get(TRACE, ""))
        return response

    def close(self) -> None:
        self.inner.close()


@define
class Expected:
    """What must be stored."""

    header: dict[str, Any]
    customer: dict[str, Any] = field(factory=dict)
    assets: list[dict[str, Any]] = field(factory=list)
    loans: list[dict[str, Any]] = field(factory=list)
    sheet: dict[str, Any] | None = None
    calculated_for: Decimal | None = None
    status: str = "NOT_AVAILABLE"
    comment: dict[str, Any] = field(factory=dict)
    address: dict[str, Any] | None = None

    @property
    def worth(self) -> Decimal:
        """What assets and loans cost together."""
        of_assets = (each["quantity"] * Decimal(str(each["valuePerAsset"])) for each in self.assets)
        return sum(of_assets, Decimal(0)) + sum((Decimal(str(each["value"])) for each in self.loans), Decimal(0))

    @property
    def changeable(self) -> bool:
        return self.status in OPEN

    @property
    def complete(self) -> bool:
        """Whether a decision may be requested."""
        calculated = self.sheet is not None and self.calculated_for == self.worth
        return self.changeable and bool(self.customer) and bool(self.assets or self.loans) and calculated
