"""10,000 invoices through the iterator: time, requests, and how much memory it holds at most.

Against the embedded mock, whose own memory is taken before; pages of 200 against reading one page, so that the ratio
shows whether more pages hold more memory.

    .venv/bin/python benchmarks/list_invoices.py
"""

import argparse
import time
import tracemalloc

from signoff import SmartBusiness
from signoff_contract.mock.smartbusiness import SmartBusinessMock


def main() -> None:
    parser = argparse.ArgumentParser(description="List invoices through the iterator in bounded memory.")
    parser.add_argument("--invoices", type=int, default=10_000)
    parser.add_argument("--page", type=int, default=200)
    arguments = parser.parse_args()
    invoices: int = arguments.invoices
    page: int = arguments.page

    mock = SmartBusinessMock(seed=1, requests_per_period=1_000_000)
    start = time.perf_counter()
    mock.seed_invoices(invoices)
    print(f"{invoices} invoices made in {time.perf_counter() - start:.1f} s")
    with SmartBusiness(mock.credentials, environment=mock.environment(), transport=mock.transport()) as smartbusiness:
        # Imports, the token and the parser's own memory are not what is measured.
        next(iter(smartbusiness.iterate(smartbusiness.invoices.list, limit=1)))
        figures = []
        for wanted in (page, invoices):
            tracemalloc.start()
            start = time.perf_counter()
            count = 0
            for _ in smartbusiness.iterate(smartbusiness.invoices.list, limit=page):
                count += 1
                if count == wanted:
                    break
            seconds = time.perf_counter() - start
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            figures.append((count, seconds, peak))
        for count, seconds, peak in figures:
            print(f"  {count:6} invoices in {seconds:5.2f} s (traced), at most {peak:5.2f} MB held")
        print(f"  memory of all against one page: {figures[1][2] / figures[0][2]:.2f} times")
        start = time.perf_counter()
        total = sum(1 for _ in smartbusiness.iterate(smartbusiness.invoices.list, limit=page))
        print(f"  {total:6} invoices in {time.perf_counter() - start:5.2f} s (not traced)")


if __name__ == "__main__":
    main()
