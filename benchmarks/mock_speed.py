"""How fast the SieSmart mock starts and answers, in process and over loopback. Some ten seconds in all.

python benchmarks/mock_speed.py
"""

import time
from collections.abc import Callable

import httpx2

from signoff_contract.description import load
from signoff_contract.mock.serve import serving
from signoff_contract.mock.siesmart import SieSmartMock

SECONDS = 2.0
BODY = {"officeId": 1, "assets": [{"assetIacCode": "ITE2201", "quantity": 2, "valuePerAsset": 1250.1}]}


def rate(action: Callable[[], object]) -> float:
    """Calls a second."""
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        action()
        count += 1
    return count / (time.perf_counter() - start)


def measure(client: httpx2.Client, base_url: str) -> tuple[float, float]:
    """Reads and creations a second through one client."""
    proposal = f"{base_url}/proposals/{client.post(f'{base_url}/proposals', json=BODY).json()['id']}"
    reads = rate(lambda: client.get(proposal).raise_for_status())
    return reads, rate(lambda: client.post(f"{base_url}/proposals", json=BODY).raise_for_status())


def main() -> None:
    start = time.perf_counter()
    description = load("siesmart")
    read = time.perf_counter()
    mock = SieSmartMock(description=description, requests_per_minute=None)
    built = time.perf_counter()
    print(f"read the description {1000 * (read - start):.0f} ms, build the mock {1000 * (built - read):.0f} ms")
    headers = {"Authorization": f"Bearer {mock.tokens.issue(mock.clients[0])}"}
    with httpx2.Client(transport=mock.transport(), headers=headers) as client:
        print("in process:  {:.0f} reads/s, {:.0f} creations/s".format(*measure(client, mock.base_url())))
    with serving(mock) as address, httpx2.Client(headers=headers) as client:
        print("on loopback: {:.0f} reads/s, {:.0f} creations/s".format(*measure(client, address.base_url)))


if __name__ == "__main__":
    main()
