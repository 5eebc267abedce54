"""A web shop's order: find the buyer in the register or enter it, then place the order for its number.

With the printing company's server in SIMUTEK_BASE_URL and the credentials that were issued for it in SIMUTEK_CLIENT_ID
and SIMUTEK_CLIENT_SECRET this runs against GKS4; `signoff mock simutek` prints the variables that point it at the mock
instead. An order cannot be withdrawn through this interface, so try it on the mock first.

    python examples/simutek_order.py
"""

import datetime

from signoff import Simutek
from signoff.simutek import models

BUYER = "999999-0707"


def main() -> None:
    with Simutek.from_env() as simutek:
        if not simutek.find_customers(BUYER):
            # The creation answers nothing, so the number that GKS gives is looked up afterwards.
            simutek.customers.create(
                models.CustomerCreate(
                    name="Exempelkontoret",
                    number=None,
                    invoice_email="faktura@example.com",
                    corporate_identity_number=BUYER,
                    postal_address=models.Address(
                        address1="Exempelgatan 7", city="Provstad", zip_code="000 70", country_code="SE"
                    ),
                )
            )
        buyer = simutek.find_customers(BUYER)[0]
        print(f"buyer {buyer.number}")

        placed = simutek.sales_orders.create(
            models.SalesOrder(
                customer_number=buyer.number,
                purchase_order_number="PO-2026-118",
                language="sv",
                currency="SEK",
                promised_delivery_date=datetime.date(2026, 12, 1),
                sales_order_lines=[
                    models.SalesOrderLine(
                        article_number="VK-85x55",
                        description="Visitkort, 85 x 55 mm",
                        quantity=500,
                        unit_price=1.25,
                    )
                ],
            )
        )
        print(f"order {placed.value.sales_order_number}")


if __name__ == "__main__":
    main()
