"""Invoices that are not paid yet: list them, save the largest as a PDF, and read what the rate limit allows.

With SMARTBUSINESS_CLIENT_ID and SMARTBUSINESS_CLIENT_SECRET of a client of one's own account this runs against
SmartBusiness; `signoff mock smartbusiness` prints the variables that point it at the mock instead.

    python examples/smartbusiness_invoices.py
"""

from signoff import SmartBusiness, download
from signoff.smartbusiness import Field, Sort


def main() -> None:
    unpaid = (Field("status") != "P") & (Field("status") != "C")
    with SmartBusiness.from_env() as smartbusiness:
        invoices = smartbusiness.iterate(
            smartbusiness.invoices.list,
            filter_=unpaid & (Field("total") > 0),
            sort=Sort("total").descending.then("number"),
            limit=200,
        )
        for page in invoices.pages():
            print(f"page {page.number} of {page.pages}, {page.total} invoices in all, request {page.trace_id}")
            for invoice in page.items:
                print(f"  {invoice.number}: {invoice.total:.2f} {invoice.currency}, due {invoice.due}")

        largest = next(iter(invoices), None)
        if largest is None:
            print("everything is paid")
            return
        saved = download(f"{largest.id}.pdf", limit=20_000_000).of(smartbusiness.invoices.get_pdf, largest.id)
        print(f"saved {saved.value.name}, {saved.value.stat().st_size} bytes")


if __name__ == "__main__":
    main()
